"""Quantities with a number for each of several categories: ages, routes, kinds of placement, times and more."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A quantity with one number for each of several categories; index it by the matching enumeration."""

    def __getitem__(self, category: int) -> float:
        return getattr(self, self.__match_args__[category])  # type: ignore[no-any-return]

    def values(self) -> tuple[float, ...]:
        """Return the numbers in the order of the categories."""
        names: tuple[str, ...] = self.__match_args__
        return tuple([getattr(self, name) for name in names])


@dataclass(frozen=True, slots=True)
class ByAge(Table):
    """One number for each published age band, by `AgeBand`."""

    under_1: float
    from_1_to_4: float
    from_5_to_9: float
    from_10_to_15: float
    from_16: float


@dataclass(frozen=True, slots=True)
class ByRoute(Table):
    """One number for each route into care, by `Route`."""

    voluntary: float
    interim_care_order: float
    police_protection: float
    emergency_protection: float
    remand: float
    unaccompanied: float


@dataclass(frozen=True, slots=True)
class ByKind(Table):
    """One number for each kind of placement, by `Kind`."""

    in_house: float
    connected: float
    agency: float
    childrens_home: float
    secure: float
    other_residential: float
    supported: float
    with_parents: float
    adoption: float


@dataclass(frozen=True, slots=True)
class ByLocation(Table):
    """One number for each location, by `Location`."""

    inside: float
    near: float
    far: float


@dataclass(frozen=True, slots=True)
class ByCause(Table):
    """One number for each cause of leaving care before 18, by `LeavingCause`."""

    home_planned: float
    home_unplanned: float
    relatives: float
    special_guardianship: float
    adopted: float
    child_arrangements: float
    custody: float
    other: float


@dataclass(frozen=True, slots=True)
class ByLegalStatus(Table):
    """One number for each of the first legal statuses, by `LegalStatus`: those under which all but a few are."""

    accommodated: float
    interim_care_order: float
    care_order: float
    placement_order: float


@dataclass(frozen=True, slots=True)
class ByOrder(Table):
    """One number for each order that a court makes at the end of care proceedings, by `CourtOrder`."""

    special_guardianship: float
    child_arrangements: float
    home: float
    care_at_home: float
    placement: float
    care: float


@dataclass(frozen=True, slots=True)
class ByCarersNamed(Table):
    """One number for each number of relatives and friends named to care for the children of a case."""

    none: float
    one: float
    two: float
    three: float


@dataclass(frozen=True, slots=True)
class ByPermanencePlan(Table):
    """One number for each plan of permanence, by `PermanencePlan`; of children at home, for the order's discharge."""

    adoption: float
    guardianship: float
    fostering: float
    discharge: float


@dataclass(frozen=True, slots=True)
class ByDuration(Table):
    """One number for each published band of time since a start (of care or of a placement)."""

    under_2_weeks: float
    from_2_to_8_weeks: float
    from_8_to_26_weeks: float
    from_26_to_52_weeks: float
    second_year: float
    third_year: float
    from_3_to_5_years: float
    over_5_years: float


@dataclass(frozen=True, slots=True)
class ByTask(Table):
    """One number for each thing that social workers do for a child in care, by `WorkTask`."""

    visit: float
    visit_far: float
    review: float
    move: float
    entry: float
    update: float
    pep: float
    health: float
    court: float


@dataclass(frozen=True, slots=True)
class ByPractice(Table):
    """One number for each process that practice clinics can shorten, by `PracticeProcess`."""

    notification: float
    begun: float
    education_plans: float
    school_offers: float


@dataclass(frozen=True, slots=True)
class ByDistance(Table):
    """One number for each distance of a move: within an area, across the authority's border, far away."""

    within: float
    across: float
    far: float


DURATION_BAND_STARTS = (0.0, 14.0, 56.0, 182.0, 365.0, 730.5, 1095.75, 1826.25)
"""Days since the start at which each band of `ByDuration` starts."""


def duration_band(days: float) -> int:
    """Return the place in `ByDuration` of so many days since the start."""
    return bisect_right(DURATION_BAND_STARTS, days) - 1


@dataclass(frozen=True, slots=True)
class ByMonth(Table):
    """One number for each calendar month."""

    january: float
    february: float
    march: float
    april: float
    may: float
    june: float
    july: float
    august: float
    september: float
    october: float
    november: float
    december: float


@dataclass(frozen=True, slots=True)
class ByPlaces(Table):
    """One number for each size of foster household: approved for one, two or three places."""

    one: float
    two: float
    three: float


@dataclass(frozen=True, slots=True)
class ByNeed(Table):
    """One number for children without and with a behaviour or mental-health need, by whether they have one."""

    without: float
    behaviour: float


@dataclass(frozen=True, slots=True)
class ByMarket(Table):
    """One number for each market of places, in the order of `Kind`."""

    agency: float
    childrens_homes: float
    secure: float
    other_residential: float
    supported: float


@dataclass(frozen=True, slots=True)
class ByFinancialYear(Table):
    """One number for each financial year of a run: that of the first day, the next, and the third and all after it."""

    first: float
    second: float
    third: float


@dataclass(frozen=True, slots=True)
class ByLevel(Table):
    """One number for the level of entries, and then of leaving, in each financial year."""

    entries_first: float
    entries_second: float
    entries_third: float
    leaving_first: float
    leaving_second: float
    leaving_third: float


@dataclass(frozen=True, slots=True)
class ByPairOfLevels(Table):
    """One number for each two levels: the triangle below the diagonal of their matrix, row by row."""

    entries_second_entries_first: float
    entries_third_entries_first: float
    entries_third_entries_second: float
    leaving_first_entries_first: float
    leaving_first_entries_second: float
    leaving_first_entries_third: float
    leaving_second_entries_first: float
    leaving_second_entries_second: float
    leaving_second_entries_third: float
    leaving_second_leaving_first: float
    leaving_third_entries_first: float
    leaving_third_entries_second: float
    leaving_third_entries_third: float
    leaving_third_leaving_first: float
    leaving_third_leaving_second: float
