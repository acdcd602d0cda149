"""Limits on legal process: teams that could never do their work, and days that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.parameters.legal.legal import Legal
from sim.scenario.quantities.bounds import Problem
from sim.scenario.quantities.quantity import Plain

LEAST_AT_ONCE = 1.0
"""Cases that a team has in hand at once: a part of a case is no room for one."""

ROUNDED = 1e-9
"""By which a product may miss a whole number for being worked out in binary."""


TEAMS: Mapping[str, str] = {
    "legal.connected.assessors": "legal.connected.cases_per_assessor",
    "legal.adoption.finders": "legal.adoption.cases_per_finder",
}
"""Path of the workers of each team, and of the cases that each of them has in hand."""


def mended_teams(values: Mapping[str, Plain]) -> Iterator[tuple[str, float]]:
    """Yield, of each team that was drawn too small ever to have a case in hand, its path and the fewest who can."""
    for team, each in TEAMS.items():
        workers, cases = values.get(team), values.get(each)
        if isinstance(workers, float) and isinstance(cases, float) and 0.0 < workers * cases < LEAST_AT_ONCE:
            yield team, LEAST_AT_ONCE / cases


def problems(legal: Legal) -> Iterator[Problem]:
    """Yield what does not fit together in the numbers of legal process."""
    connected, adoption = legal.connected, legal.adoption
    yield from _team("legal.connected.assessors", connected.assessors, connected.cases_per_assessor, "assessment")
    yield from _team("legal.adoption.finders", adoption.finders, adoption.cases_per_finder, "search for a family")
    if not connected.temporary < connected.temporary + connected.extension:
        problem = "is 0, so that an approval which is extended ends on the day on which it ended before"
        yield "legal.connected.extension.value", problem, "give the days by which it is extended; by regulation 25, 56"


def _team(path: str, workers: float, cases: float, work: str) -> Iterator[Problem]:
    """Yield a team that can never have one case in hand: what waits for it would wait for ever."""
    if workers * cases < LEAST_AT_ONCE - ROUNDED:
        room = f"with {cases:g} cases each, room for {workers * cases:g} at once"
        problem = f"is {workers:g}, {room}, so that no {work} would ever begin"
        yield f"{path}.value", problem, f"give at least {LEAST_AT_ONCE / cases:.3g}, or inf if none ever waits"
