"""Councils that are run together: named, checked against one another, and run on one England and one region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.experiments.region.sums import summed, summed_monthly
from sim.experiments.running.laboratory import Keeper
from sim.experiments.running.progress import Tell
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Outcome
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.sample import Sample
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults, listed
from sim.published.authorities import authorities
from sim.scenario.files import reading
from sim.scenario.scenario import Scenario, load

LEAST = 2
"""Councils that have a sum."""


@dataclass(frozen=True, slots=True)
class CouncilsTogether:
    """Councils that were run together, and all their children as one."""

    title: str
    councils: tuple[Outcome, ...]
    measures: Sample
    """The sums, replication by replication; percentages are of the children of all councils."""
    series: Sample
    """The monthly sums."""
    settings: Settings

    def __repr__(self) -> str:
        return (
            f"<CouncilsTogether {self.title}: {counted(len(self.councils), 'council')}, "
            f"{counted(self.settings.replications, 'replication')}>"
        )

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Return what was run, a scenario a council."""
        return tuple(one.scenario for one in self.councils)


def split_names(text: str) -> list[str]:
    """Return the names joined by commas; a file whose own name has a comma is one name."""
    if "," in text:
        try:
            reading.locate(text, strategy=False)
        except BadInput:
            return [name.strip() for name in text.split(",")]
    return [text]


def loaded(names: Sequence[str], years: float | None = None) -> list[Scenario]:
    """Return the scenarios of the names, for so many years. Raises BadInput with every fault of each and of all."""
    faults, found = Faults(), []
    for name in names:
        with faults.gather():
            one = load(name)
            found.append(one if years is None else one.with_years(years))
    faults.add(*problems(found, every=not faults))
    if faults:
        raise BadInput(faults)
    return found


def problems(scenarios: Sequence[Scenario], *, every: bool = True) -> Iterator[str]:
    """Yield why the scenarios cannot be run together; `every` when none of those that were named is missing."""
    if every and len(scenarios) < LEAST:
        yield "run: several councils are two or more; name another after a comma, or leave the comma out"
    for whose, count in Counter(luck(one) for one in scenarios).items():
        if count > 1:
            names = listed(one.name for one in scenarios if luck(one) == whose)
            yield f"{names}: are the same council {count} times, whose children would be counted so often; name it once"
    yield from _unlike(((one, in_words(one.start)) for one in scenarios), "starts on", "make bases of one year")
    yield from _unlike(((one, f"{one.years:g} years") for one in scenarios), "runs for", "give --years")


def _unlike(told: Iterable[tuple[Scenario, str]], does: str, mend: str) -> Iterator[str]:
    """Yield which of the scenarios are unlike most of them, if any are."""
    every = list(told)
    counted = Counter(what for _, what in every).most_common()
    for one, what in every:
        if what != counted[0][0]:
            yield f"{one.name}: {does} {what}, but {_others(counted[0][1])} {counted[0][0]}; {mend}, or leave it out"


def _others(count: int) -> str:
    return "another" if count == 1 else f"{count} others"


def luck(scenario: Scenario) -> str:
    """Return the name of the council's own luck: its code; its file's name where it has none."""
    return scenario.authority or scenario.base


def council_name(scenario: Scenario) -> str:
    """Return what the council is called: as it is published; as its file is titled where it has no code."""
    known = (one.name for one in authorities() if scenario.authority in (one.code, *one.other_codes))
    return next(known, scenario.title) if scenario.authority else scenario.title


def run_together(
    scenarios: Sequence[Scenario],
    settings: Settings,
    title: str,
    progress: Tell | None = None,
    keeper: Keeper | None = None,
) -> CouncilsTogether:
    """Run each council in every replication, on luck of its own within one England and one region, and sum them.

    `progress` and `keeper` are as for a plain run, and so is what is raised.
    """
    lucks = [luck(one) for one in scenarios]
    results = run_all(scenarios, settings, progress, keeper=keeper, lucks=lucks)
    councils = results.outcomes
    measures = summed([one.measures for one in councils])
    return CouncilsTogether(title, councils, measures, summed_monthly([one.series for one in councils]), settings)
