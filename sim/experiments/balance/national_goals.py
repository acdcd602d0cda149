"""What England's ways between placements are fitted to: its tables of one year as rates by kind of placement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim.bases.national.tables import BY_PLACEMENT, HOMES, INDEPENDENT, NationalTables
from sim.fitting.leaving_goals import causes_before_18
from sim.foundations.codes import Kind, LeavingCause
from sim.published import national_shape as shape
from sim.published.base_figures import published
from sim.published.national_shape import LivedIn

MONTHS = 12.0

OTHER = "other"
"""Placements: as the tables group them, from 2024 with accommodation that is not registered yet."""

UNAVAILABLE = 8_040 / 18_260
"""Of the empty places of local authority households, those not available: Ofsted, Fostering in England 2017-18."""

LESS_TO_OTHER = 0.9
"""Of leaving from other residential: in a run of three years from the published first day it comes out higher."""

MOVES_GIVEN = (3.0 / 3.13, 1.25 / 1.27, 0.76 / 0.77, 0.59 / 0.59, 0.43 / 0.39, 0.28 / 0.24, 0.175 / 0.15, 0.115 / 0.10)
"""By time in placement, the changes aimed at over those published: a little fewer early and more late, as for 2018-19,
since long-term stability would else be too high."""


@dataclass(frozen=True, slots=True)
class LegalProcessGoals:
    """What is published of courts' decisions that long runs turn to."""

    decision_to_match: float
    """Months, of the adopted."""
    placed_to_adopted: float
    """Months: between those published of the adopted, and those that children placed for adoption tell of."""
    guardians_fostered: float
    """Percent of special guardians who had fostered the child."""
    settled: float
    """Percent of those looked after for two and a half years and more, under 16, who have lived in one place for two
    years (NI63)."""


@dataclass(frozen=True, slots=True)
class NationalGoals:
    """A year's tables as the model's runs give them."""

    first_placed: Mapping[Kind, float]
    """Of children who start, the share whose first placement is of the kind."""
    leaving: Mapping[Kind, float]
    """Children ceasing by last placement over children looked after by placement."""
    leaving_unrelated: float
    """The same of those fostered by others than relatives and friends."""
    moved_out: Mapping[Kind, float]
    """Moves out a child-year, changes of status left out."""
    moved_out_foster: float
    broke_down: Mapping[Kind, float]
    """Disruptive changes a child-year."""
    broke_down_foster: float
    moves_by_time: tuple[float, ...]
    """All changes but of status only a child-year, by time in placement."""
    causes: tuple[float, ...]
    """Children of an average authority ceasing before 18, by `LeavingCause`."""
    legal: LegalProcessGoals
    """Only aimed at with a legal process."""
    unavailable: float = UNAVAILABLE


def goals_of_2019() -> NationalGoals:
    """Return the goals of England's file: DfE, Children looked after in England 2018-19, in the kinds of that time.

    Moves out of homes, supported and other residential are new placements less starts, changes of status and leaving,
    for the table of changes does not part them; leaving from other residential is a tenth less than published. Being
    placed to the order: 9 months of the adopted, while those placed on 31 March are those of 7.4.
    """
    started = 31_780.0
    return NationalGoals(
        first_placed=_by_kind(
            {Kind.CONNECTED: 5_580 / started, Kind.SUPPORTED: 3_920 / started, Kind.WITH_PARENTS: 2_090 / started}
        ),
        leaving=_by_kind(
            {
                Kind.CONNECTED: 5_140 / 10_450,
                Kind.CHILDRENS_HOME: 1_040 / 6_720,
                Kind.OTHER_RESIDENTIAL: LESS_TO_OTHER * 1_460 / 1_520,
                Kind.SUPPORTED: 5_930 / 6_240,
                Kind.WITH_PARENTS: 2_900 / 5_280,
            }
        ),
        leaving_unrelated=9_460 / 45_310,
        moved_out=_by_kind(
            {Kind.CHILDRENS_HOME: 0.85, Kind.OTHER_RESIDENTIAL: 2.1, Kind.SUPPORTED: 0.92, Kind.WITH_PARENTS: 0.45}
        ),
        moved_out_foster=0.55,
        broke_down=_by_kind(
            {Kind.CHILDRENS_HOME: 0.31, Kind.OTHER_RESIDENTIAL: 0.29, Kind.SUPPORTED: 0.27, Kind.WITH_PARENTS: 0.114}
        ),
        broke_down_foster=0.177,
        moves_by_time=(3.0, 1.25, 0.76, 0.59, 0.43, 0.28, 0.175, 0.115),
        causes=(38.0, 8.5, 11.0, 25.5, 23.5, 7.5, 2.9, 14.6),
        legal=LegalProcessGoals(8.0, 8.3, 67.8, 68.3),
    )


OF_CHANGES: Mapping[Kind, tuple[tuple[str, ...], tuple[LivedIn, ...]]] = MappingProxyType(
    {
        Kind.CHILDRENS_HOME: ((HOMES,), (LivedIn.CHILDRENS_HOME, LivedIn.SECURE)),
        Kind.OTHER_RESIDENTIAL: (("other residential", "residential school", OTHER), (LivedIn.OTHER_RESIDENTIAL,)),
        Kind.SUPPORTED: ((INDEPENDENT,), (LivedIn.SUPPORTED,)),
        Kind.WITH_PARENTS: (("with parents",), (LivedIn.WITH_PARENTS,)),
    }
)
"""The groups of the table of changes by placement, and what they lived in, by kind."""
FOSTER_CHANGES = (("foster",), (LivedIn.CONNECTED, LivedIn.UNRELATED))


def goals_of(tables: NationalTables) -> NationalGoals:
    """Return the goals of a year from 2020 on."""
    started = tables.count("started")
    unrelated = LivedIn.UNRELATED
    rates = {
        Kind.CONNECTED: _leaving(tables, LivedIn.CONNECTED),
        Kind.CHILDRENS_HOME: _leaving(tables, LivedIn.CHILDRENS_HOME),
        Kind.OTHER_RESIDENTIAL: LESS_TO_OTHER * _leaving(tables, LivedIn.OTHER_RESIDENTIAL),
        Kind.SUPPORTED: _leaving(tables, LivedIn.SUPPORTED),
        Kind.WITH_PARENTS: _leaving(tables, LivedIn.WITH_PARENTS),
    }
    counts = causes_before_18(published("england"), (tables.year,))
    moves = [shape.moves_per_child_year(tables.known, tables.year, band) for band in shape.BANDS]
    return NationalGoals(
        first_placed=_by_kind(
            {
                Kind.CONNECTED: tables.started(LivedIn.CONNECTED) / started,
                Kind.SUPPORTED: tables.started(LivedIn.SUPPORTED) / started,
                Kind.WITH_PARENTS: tables.started(LivedIn.WITH_PARENTS) / started,
            }
        ),
        leaving=_by_kind(rates),
        leaving_unrelated=_leaving(tables, unrelated),
        moved_out=_by_kind({kind: _moved(tables, *of) for kind, of in OF_CHANGES.items()}),
        moved_out_foster=_moved(tables, *FOSTER_CHANGES),
        broke_down=_by_kind({kind: _broke_down(tables, *of) for kind, of in OF_CHANGES.items()}),
        broke_down_foster=_broke_down(tables, *FOSTER_CHANGES),
        moves_by_time=tuple(given * move for given, move in zip(MOVES_GIVEN, moves, strict=True)),
        causes=tuple(
            counts[cause] / tables.authorities
            for cause in LeavingCause
            if cause is not LeavingCause.EIGHTEENTH_BIRTHDAY
        ),
        legal=_of_courts(tables),
    )


def _of_courts(tables: NationalTables) -> LegalProcessGoals:
    """Return the goals of a legal process; months from placement to adoption are halfway between flow and stock."""
    guardians, stability = "special guardianship by carer", "long-term stability"
    by_carer = {
        carer: sum(tables.count(guardians, f"{carer}, {who}") for who in ("relative or friend", "other"))
        for carer in ("former foster carer", "other carer")
    }
    placed = _lived_in(tables, (LivedIn.ADOPTION,))
    of_stock = MONTHS * placed / tables.count("adopted")
    return LegalProcessGoals(
        decision_to_match=tables.count("months from decision to match of the adopted, by age at entry", "all"),
        placed_to_adopted=(
            tables.count("months from placement to adoption of the adopted, by age at entry", "all") + of_stock
        )
        / 2,
        guardians_fostered=100.0 * by_carer["former foster carer"] / sum(by_carer.values()),
        settled=100.0 * tables.count(stability) / tables.count(stability, "denominator"),
    )


def _by_kind(rates: dict[Kind, float]) -> Mapping[Kind, float]:
    return MappingProxyType(rates)


def _leaving(tables: NationalTables, kind: LivedIn) -> float:
    return tables.ceased(kind) / tables.stock(kind)


def _moved(tables: NationalTables, groups: tuple[str, ...], kinds: tuple[LivedIn, ...]) -> float:
    """Return changes of placement out of some kinds, those of status only left out, over children in them."""
    return _changes(tables, groups, _not_of_status) / _lived_in(tables, kinds)


def _broke_down(tables: NationalTables, groups: tuple[str, ...], kinds: tuple[LivedIn, ...]) -> float:
    return _changes(tables, groups, _disruptive) / _lived_in(tables, kinds)


def _not_of_status(tables: NationalTables, group: str) -> float:
    return tables.count(BY_PLACEMENT, f"{group}: all") - tables.count(BY_PLACEMENT, f"{group}: change of status only")


def _disruptive(tables: NationalTables, group: str) -> float:
    return shape.disruptive(tables.known, BY_PLACEMENT, tables.year, group)


def _changes(tables: NationalTables, groups: tuple[str, ...], counted: Callable[[NationalTables, str], float]) -> float:
    """Return the changes of some groups, those out of accommodation not registered yet counted as supported."""
    moved = shape.newly_unregistered(tables.known, tables.year) * counted(tables, OTHER)
    total = sum(counted(tables, group) for group in groups)
    return total + moved * ((INDEPENDENT in groups) - (OTHER in groups))


def _lived_in(tables: NationalTables, kinds: tuple[LivedIn, ...]) -> float:
    """Return children looked after in some kinds: the mean of both ends of the year where both are in these kinds."""
    before = NationalTables(tables.known, tables.year - 1)
    earlier = sum(before.stock(kind) for kind in kinds)
    return (sum(tables.stock(kind) for kind in kinds) + earlier) / 2
