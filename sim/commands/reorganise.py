"""`run.py baseline --merge` and `--split`: bases of councils that are reorganised, from bases that are there."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.request import DONE, CommandLine, say
from sim.foundations.called import called

if TYPE_CHECKING:
    from sim.bases.reorganised.reorganised_base import ReorganisedBase


def add_reorganise_options(command: argparse.ArgumentParser) -> None:
    """Add the options of councils that are merged or split."""
    command.add_argument("--merge", nargs="+", metavar="BASE", help="merge the councils of these bases into one")
    command.add_argument("--name", metavar="NAME", help="with --merge: what the new council is called")
    command.add_argument("--split", metavar="BASE", help="split the council of this base")
    command.add_argument(
        "--into", metavar="PARTS", help="with --split: names and shares of children, such as North:0.45,South:0.55"
    )


def reorganise_command(request: CommandLine, scenarios: Path) -> int:
    """Make a base of a merged council, or those of the parts of one, in `scenarios` unless told otherwise."""
    from sim.foundations.faults import BadInput

    options = request.options
    if options.authority or options.year is not None or options.fast or options.region is not None:
        raise BadInput(["--merge, --split: are made of bases that are there; leave AUTHORITY, --year and --fast out"])
    if options.merge is not None and options.split is not None:
        raise BadInput(["--merge, --split: give one of the two; what is merged can be split afterwards"])
    if options.merge is not None:
        return _merge(options, scenarios)
    if options.split is not None:
        return _split(options, scenarios)
    raise BadInput(["--name, --into: --name goes with --merge, --into with --split; add it"])


def _merge(options: argparse.Namespace, scenarios: Path) -> int:
    from sim.bases.reorganised.merging import merged
    from sim.foundations.faults import BadInput, Faults
    from sim.scenario.scenario import load

    if options.name is None or not options.name.strip() or options.into is not None:
        raise BadInput(['--merge: takes --name, such as --name "Cumbria", and not --into'])
    faults, parts = Faults(), []
    for name in options.merge:
        with faults.gather():
            parts.append(load(name))
    if faults:
        raise BadInput(faults)
    return _keep([merged(parts, options.name.strip())], "--merge", options, scenarios)


def _split(options: argparse.Namespace, scenarios: Path) -> int:
    from sim.bases.reorganised.splitting import parts_from_text, split
    from sim.foundations.faults import BadInput
    from sim.scenario.scenario import load

    if options.into is None or options.name is not None or options.out is not None:
        raise BadInput(
            ['--split: takes --into "North:0.45,South:0.55", and not --name or --out: files are named by part']
        )
    return _keep(split(load(options.split), parts_from_text(options.into)), "--split", options, scenarios)


def _keep(bases: Sequence[ReorganisedBase], how: str, options: argparse.Namespace, scenarios: Path) -> int:
    """Write the bases, and say what they are and what can be done with them."""
    from sim.bases.council_sizes import council_sizes
    from sim.reports.baseline import scenario_file
    from sim.reports.baseline.reorganised import keep_reorganised, show_reorganised
    from sim.scenario.scenario import load

    folder = scenarios if scenarios.is_dir() else Path()
    names = [scenario_file.file_name(base.name, base.start.year) for base in bases]
    paths = [folder / name if options.out is None else Path(options.out) for name in names]
    for path in paths:
        scenario_file.check(path, options.force)
    for base, path in zip(bases, paths, strict=True):
        under = load(base.based_on).quantities if base.based_on else {}
        fitted = options.services == "fitted"
        keep_reorganised(base, how, path, council_sizes({**under, **base.quantities}, base.start) if fitted else {})
    show_reorganised(bases)
    for path in paths:
        load(str(path))  # so that what does not fit together in it is told now
    names = [path.stem if path.parent == scenarios else str(path) for path in paths]
    say(f"Written to {', '.join(map(str, paths))}. Next: {called()} run {','.join(names)}")
    return DONE
