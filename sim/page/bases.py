"""The councils that can be chosen: those with a base, and those of which one is made first, by the command for it."""

from __future__ import annotations

from sim.page.jobs import Job
from sim.planner.asked import Asked
from sim.planner.parts import COURTS, WITH_COURTS, base_under
from sim.planner.views import BaseChoice, bases
from sim.published.authorities import Authority, authorities
from sim.published.table import last_published_year
from sim.reports.shared.laid_down import make
from sim.scenario.files import reading
from sim.scenario.files.workplace import SCENARIOS, Workplace

TO_MAKE = "make "
"""Begins what is chosen where a council has no base yet; its code follows."""


def base_rows() -> list[BaseChoice]:
    """Return the bases that are there, and the councils of which one can be made, in one list by name."""
    ready = bases()
    names, known = {one.name for one in ready}, last_published_year()
    missing = [
        BaseChoice(f"{TO_MAKE}{one.code}", f"{one.name}, 1 April {known} (its base is made first)")
        for one in authorities()
        if one.last_year >= known and base_name(one.name, known) not in names
    ]
    england = [one for one in ready if one.name.startswith("england")]
    councils = [one for one in ready if not one.name.startswith("england")]
    return [*sorted([*councils, *missing], key=lambda one: one.title), *england]


def making(place: Workplace, chosen: str) -> Job | None:
    """Return the work of making the base of the council that was chosen; None where it has one, or there is none."""
    whose = next((one for one in authorities() if f"{TO_MAKE}{one.code}" == chosen), None)
    if whose is None:
        return None
    name = base_name(whose.name, latest_year(whose))
    make(place.scenarios)  # where the command then puts it
    words = ("baseline", whose.name)
    return Job(f"base-{name}", f"Making the base of {whose.name}", words, f"/scenario/council?made={name}")


def making_with_courts(asked: Asked, done_at: str) -> Job | None:
    """Return the work of making the base with courts of its own that is asked; None where it is there, or cannot be.

    Only of a base as `baseline` makes it: what a council made of its own figures or returns has England's courts.
    """
    if COURTS not in asked.parts or base_under(asked) != asked.base:
        return None
    whose = next((one for one in authorities() if base_name(one.name, latest_year(one)) == asked.base), None)
    if whose is None:
        return None
    name = f"{asked.base}{WITH_COURTS}"
    words = ("baseline", whose.name, "--with-courts", "--out", f"{SCENARIOS}/{name}.toml")
    return Job(f"base-{name}", f"Making the base of {whose.name} with courts of its own", words, done_at)


def latest_year(whose: Authority) -> int:
    """Return the last year of a council of which figures are published."""
    return min(whose.last_year, last_published_year())  # as its base has it, without all that makes one


def base_made(name: str) -> bool:
    """Whether there is a base of this name."""
    return name in reading.known_names(strategies=False)


def base_name(council: str, year: int) -> str:
    """Return what the base of a council is called that begins in a year."""
    from sim.reports.baseline.scenario_file import file_name

    return file_name(council, year).removesuffix(".toml")
