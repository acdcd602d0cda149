"""Bases of all councils of a region: those that are there, and those that are missing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sim.commands.request import say
from sim.commands.year import year_of
from sim.foundations.called import called
from sim.foundations.counted import counted

if TYPE_CHECKING:
    from sim.published.authorities import Authority


@dataclass(frozen=True, slots=True)
class RegionBases:
    """The bases of all councils of a region, to be run together."""

    title: str
    names: tuple[str, ...]
    """Paths of the bases."""
    unfitted: tuple[str, ...] = ()
    """Names of the councils whose bases were made for this alone, without fit."""


@contextmanager
def bases_of_region(options: argparse.Namespace) -> Iterator[RegionBases]:
    """Give the bases of a region's councils; with --fast those that are missing are made, and vanish at the end.

    Raises BadInput when there is no such region, bases are missing, or there are bases of several years.
    """
    from sim.foundations.faults import BadInput
    from sim.published.authorities import of_region

    if options.region is None:
        raise BadInput(['--year, --fast: are for a region; add --region, such as --region "London"'])
    if options.scenario is not None:
        raise BadInput([f"run: {options.scenario} and --region {options.region}: give one of the two"])
    region = options.region.strip()
    year = _year(region, options.year)
    there = {one: _base(one, year) for one in of_region(region, year)}
    missing = [one for one, path in there.items() if path is None]
    title = f"All councils of {region}, {year}"
    if missing and not options.fast:
        raise BadInput([_missing(region, year, missing, len(there))])
    with TemporaryDirectory() as folder:
        made = {one: _made(one, year, Path(folder)) for one in missing}
        if made:
            names = ", ".join(one.name for one in made)
            say(f"Made without fit, they drift: the bases of {names}. Use them for a first look.")
        paths = tuple(str(path or made[one]) for one, path in there.items())
        yield RegionBases(title, paths, tuple(one.name for one in made))


def missing_of_region(region: str, year: int) -> list[Authority]:
    """Return the region's councils of which there is no base of the year. Raises BadInput for no region."""
    from sim.published.authorities import of_region

    return [one for one in of_region(region, year) if _base(one, year) is None]


def _year(region: str, given: str | None) -> int:
    """Return the year that was given; else the one of which there are all bases; else the latest."""
    from sim.foundations.faults import BadInput, listed
    from sim.published.authorities import of_region
    from sim.published.table import figures

    latest = figures().known_until
    if given is not None:
        return year_of(given)
    years = range(latest, latest - 10, -1)
    found = [year for year in years if all(_base(one, year) for one in of_region(region, year))]
    if len(found) > 1:
        raise BadInput([f"--region {region}: there are bases of {listed(map(str, found))}; give --year {found[0]}"])
    return found[0] if found else latest


def _base(whose: Authority, year: int) -> Path | None:
    """Return the base of an authority in the folders of scenarios or the current one, None when there is none."""
    from sim.reports.baseline.scenario_file import file_name
    from sim.scenario.files.reading import scenarios_folders

    name = file_name(whose.name, year)
    return next((path for folder in (*scenarios_folders(), Path()) if (path := folder / name).is_file()), None)


def _made(whose: Authority, year: int, folder: Path) -> Path:
    from sim.bases.base import baseline
    from sim.published.table import figures
    from sim.reports.baseline import pages, scenario_file

    path = folder / scenario_file.file_name(whose.name, year)
    pages.keep(baseline(whose, year, figures()), path)
    return path


def _missing(region: str, year: int, missing: Sequence[Authority], count: int) -> str:
    names = ", ".join(one.name for one in missing)
    return (
        f"--region {region}: of {counted(count, 'council')} {len(missing)} have no base of {year}: {names}. Make them: "
        f'{called()} baseline --region "{region}" --year {year}; or give --fast for a first look, with bases that drift'
    )
