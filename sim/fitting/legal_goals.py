"""What a fitted legal process must meet: England's published figures as goals, those of leaving care among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log, sqrt
from operator import attrgetter

from sim.fitting.leaving_goals import NATIONAL_SAMPLE, national_goals
from sim.fitting.leaving_rates import Goal
from sim.fitting.legal_population import LegalPopulation
from sim.fitting.steps import Array
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import AgeBand, LegalStatus
from sim.published.base_figures import Published
from sim.published.case_times import published_case_times

CHILDREN_PER_APPLICATION = 1.72
"""175,280 children in 101,759 sets of proceedings (Harwin and others, 2019, from Cafcass records of 2010-11 to
2016-17)."""

IN_CARE = 0.8
"""Of children in proceedings, those who are in care in connection with them: a fifth never were (Masson, Dickens and
others, Child Protection in Court: outcomes for children, 2018; 326 children, six authorities, 2014-15)."""

ALREADY_IN_CARE = 0.25 / IN_CARE
"""Of those, who were in care when the application was made; the same study. Read as under section 20: a child who came
under police protection or an emergency order some days before counts as one who came with the proceedings."""

AT_HOME_UNDER_ORDER = 0.6
"""Of children placed with parents, those under a final care order: judgement. The others are under interim orders, or
on their way home."""

STATUSES = (
    (LegalStatus.CARE_ORDER, "care order", "full care order", 0.010),
    (LegalStatus.INTERIM_CARE_ORDER, "interim care order", "interim care order", 0.008),
    (LegalStatus.PLACEMENT_ORDER, "placement order", "placement order", 0.005),
    (LegalStatus.ACCOMMODATED, "section 20", "voluntary agreement (section 20)", 0.010),
)
"""Each legal status, in words, in the words of the table, and the deviation allowed."""

MEASURE = "looked after by legal status"
ADOPTED_AFTER = ("under 1 year", "1 to 2 years", "2 to 3 years", "3 years and over")
STAGES = (
    ("entry to decision", "entry_to_decision", 1.0),
    ("decision to match", "decision_to_match", 1.0),
    ("entry to placement", "entry_to_placed", 0.5),
    ("placement to adoption", "placed_to_adopted", 0.5),
    ("entry to adoption", "entry_to_adopted", 0.5),
)
"""Stages of adoption as the table names them, what they are here, and the deviation allowed in months."""

DETAIL_FROM = 2019
"""The first year to 31 March of which times in care and stages of adoption are published."""


@dataclass(frozen=True, slots=True)
class LegalGoal:
    """One published figure, what the population makes of it, and how closely it should be met."""

    title: str
    published: float
    deviation: float
    fitted: Callable[[LegalPopulation], float]

    def score(self, population: LegalPopulation) -> float:
        """Return by how many of its standard deviations it is missed."""
        return (self.fitted(population) - self.published) / self.deviation


def legal_goals(england: Published, year: int, until: int = 0) -> tuple[LegalGoal, ...]:
    """Return England's goals of the year to a 31 March; with `until` no length of cases after that year is seen."""
    leaving = (goal for goal in national_goals(england, year) if "section 20" not in goal.title)
    return (
        *(LegalGoal(goal.title, goal.published, goal.deviation, _of_population(goal)) for goal in leaving),
        *_statuses(england, year, until or max(published_case_times())),
        *_placements(england, year),
        *_court(england, year),
        *_adopted_after(england, year),
        *_stages(england, year),
    )


def _of_population(goal: Goal) -> Callable[[LegalPopulation], float]:
    return lambda found: goal.fitted(found.population)


def told_on(england: Published, measure: str, year: int, category: str) -> tuple[int, ...]:
    """Return which of the two 31 Marches about a year tell a category of a table: both, or one alone."""
    return tuple(each for each in (year - 1, year) if category in england.known(measure, each))


def _statuses(england: Published, year: int, until: int) -> Iterator[LegalGoal]:
    """Yield the legal status of children looked after, the mean of the 31 Marches about the year."""
    for status, title, words, deviation in STATUSES:
        years = told_on(england, MEASURE, year, words)
        counts = [england.value(MEASURE, each, words) / england.value("looked after", each) for each in years]
        yield LegalGoal(f"legal status: {title}", sum(counts) / len(counts), deviation, _status(status, year, until))


def _status(status: LegalStatus, year: int, until: int) -> Callable[[LegalPopulation], float]:
    """Return what reads the share under a status; of interim orders with their own growth.

    As cases grow longer, those under way are longer than those which end: by as much as length grows in the time that
    one takes, to the next year where that may be seen, or else as it has grown from the last. The cohorts know only one
    length, that of the cases which ended in the year.
    """
    lengths = published_case_times()
    before = year if year + 1 <= until else year - 1
    growing = 1.0
    if status is LegalStatus.INTERIM_CARE_ORDER and before in lengths and before + 1 in lengths:
        yearly = log(lengths[before + 1].mean_weeks / lengths[before].mean_weeks)
        growing = 1.0 + yearly * 7.0 * lengths[year].mean_weeks / DAYS_PER_YEAR
    return lambda found: growing * float(found.status[status])


def _placements(england: Published, year: int) -> Iterator[LegalGoal]:
    adopters, parents = (_share_placed(england, year, words) for words in ("placed for adoption", "with parents"))
    yield LegalGoal("share of looked after: placed for adoption", adopters, 0.004, _placed_for_adoption)
    at_home = AT_HOME_UNDER_ORDER * parents
    yield LegalGoal("share of looked after: at home under a care order", at_home, 0.010, attrgetter("at_home"))


def _share_placed(england: Published, year: int, words: str) -> float:
    """Return the share of children looked after in a placement, on the 31 Marches about a year that tell it."""
    years = told_on(england, "looked after by placement", year, words)
    return sum(england.over("looked after by placement", years, words)) / sum(england.over("looked after", years))


def _placed_for_adoption(found: LegalPopulation) -> float:
    return found.population.stock_placed_for_adoption / found.population.looked_after


def _court(england: Published, year: int) -> Iterator[LegalGoal]:
    children = children_in_court(england, year) / england.value("started", year)
    yield LegalGoal("children in care with a final order, of those starting", children, 0.08, _orders_per_start)
    title = "children in care and in court: section 20 at the application"
    yield LegalGoal(title, ALREADY_IN_CARE, 0.05, attrgetter("already_in_care"))


def children_in_court(england: Published, year: int) -> float:
    """Return the children a year in care and in court, by the applications of the year and its own population."""
    first_published = "children aged 0 to 17, as first published"
    known = year in {figure.year for figure in england if figure.measure == first_published}
    children = england.value(first_published if known else "children aged 0 to 17", year)
    applications = england.value("care applications", year) * children / 10_000
    return applications * CHILDREN_PER_APPLICATION * IN_CARE


def _orders_per_start(found: LegalPopulation) -> float:
    return found.final_orders / found.population.started


def _adopted_after(england: Published, year: int) -> Iterator[LegalGoal]:
    if year < DETAIL_FROM:
        return
    counts = [england.value("adopted by time in care", year, words) for words in ADOPTED_AFTER]
    for place, (words, count) in enumerate(zip(ADOPTED_AFTER, counts, strict=True)):
        share = count / sum(counts)
        deviation = sqrt(share * (1 - share) / (NATIONAL_SAMPLE / 4))
        yield LegalGoal(f"adopted by time in care: {words}", share, deviation, _adopted_share(place))


def _adopted_share(place: int) -> Callable[[LegalPopulation], float]:
    def share(found: LegalPopulation) -> float:
        return float(found.adopted_by_duration[place] / found.adopted_by_duration.sum())

    return share


def _stages(england: Published, year: int) -> Iterator[LegalGoal]:
    if year < DETAIL_FROM:
        return
    for words, name, deviation in STAGES:
        title = f"months from {words} of the adopted"
        yield LegalGoal(title, england.value(_stage(words), year, "all"), deviation, attrgetter(name))
    for words, read in (("entry to placement", _to_placed), ("entry to adoption", _to_adopted)):
        measure = _stage(words)
        under_1 = england.value(measure, year, "under 1")
        yield LegalGoal(f"months from {words}: under 1 at entry", under_1, 1.0, _at_age(read, AgeBand.UNDER_1))
        older = _toddlers(england, measure, year)
        yield LegalGoal(f"months from {words}: 1 to 4 at entry", older, 1.0, _at_age(read, AgeBand.FROM_1_TO_4))


def _stage(words: str) -> str:
    return f"months from {words} of the adopted, by age at entry"


def _toddlers(england: Published, measure: str, year: int) -> float:
    """Return the months of children who entered at 1, 2 and 3, weighted by how many of them were adopted."""
    adopted = [england.value("adopted by age at entry", year, age) for age in ("1", "2", "3")]
    months = [england.value(measure, year, age) for age in ("1", "2", "3")]
    return sum(number * length for number, length in zip(adopted, months, strict=True)) / sum(adopted)


def _to_placed(found: LegalPopulation) -> Array:
    return found.to_placed_by_age


def _to_adopted(found: LegalPopulation) -> Array:
    return found.to_adopted_by_age


def _at_age(read: Callable[[LegalPopulation], Array], age: AgeBand) -> Callable[[LegalPopulation], float]:
    return lambda found: float(read(found)[age])
