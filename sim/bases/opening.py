"""The children looked after on the first day: how many, how old, placed with whom and where, as published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np

from sim.bases.entries import whole_numbers
from sim.bases.history import History
from sim.bases.national.own_provision import OwnProvision, own_provision
from sim.bases.panel import Panel, counts
from sim.bases.pooling import PooledShares, Shares
from sim.bases.words import EACH_AGE
from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, Kind, readable

CHILDRENS_HOMES_TO_2019 = 0.72
"""Of children in secure units, children's homes and semi-independent accommodation: England 2019, 6,860 of 9,500."""

HOUSEHOLDS_OF_RELATIVES = 0.212
"""Of councils' own foster households, those of family and friends: Ofsted, England 31 March 2018, 6,100 of 28,710. They
cared for 0.294 of children (2019); of later years an authority's households stand to England's as its children do."""

BELIEF = 60.0
"""Children that England's share with relatives or friends is worth beside an authority's own count: a judgement."""

LEAST_OF_SERVICE = 0.6
"""Of places filled by its own count, below which a council's own provision is not all of its service: a judgement."""

LEAST_HIDDEN, HIDDEN, MOST_HIDDEN = 1.0, 3.0, 5.0
"""What a suppressed count is at least, what is taken when nothing tells of it (a judgement), and at most."""

EARLIEST_DETAIL = 5
"""Years back that detail is looked for when the year itself has none."""

PLACEMENTS = (
    ("foster",),
    ("placed for adoption",),
    ("with parents",),
    ("secure and children's homes (definition from 2020)",),
    ("independent and semi-independent (definition from 2020)",),
    ("secure, children's homes and semi-independent (definition to 2019)",),
    ("living independently (definition to 2019)",),
    ("other residential", "residential school"),
    ("other", "missing"),
)
BY_KIND = "looked after by kind"
"""A measure of a council's own figures alone: publication does not part its own carers' children from an agency's."""
EACH_KIND = tuple((readable(kind),) for kind in Kind)
OUTSIDE = ("outside, 20 miles or less", "outside, over 20 miles", "outside, distance unknown")
FOSTER, ADOPTION, PARENTS, HOMES, INDEPENDENT, HOMES_AND_SEMI, ALONE, RESIDENTIAL, OTHER = range(len(PLACEMENTS))


@dataclass(frozen=True, slots=True)
class Opened:
    """The children looked after on the first day. Shares sum to 1; `kinds` are children by `Kind`."""

    looked_after: float
    hidden: bool
    """Whether the number was suppressed, so that `HIDDEN` stands in."""
    ages: PublishedShares
    kinds: Array
    kinds_year: int
    kinds_as_percent: bool
    kinds_imputed: int
    """Suppressed figures among them that were filled in."""
    locations: PublishedShares
    """Inside, near, far."""
    unaccompanied: float
    unaccompanied_imputed: bool
    """Whether their number was suppressed or not listed, and filled in."""


def opened(panel: Panel, row: int) -> Opened:
    """Return the opening count of one authority of a panel."""
    past, year = panel.histories[row], panel.year
    hidden = past.hidden("looked after", year)
    total = past.value("looked after", year)
    number = HIDDEN if hidden else float(round(total)) if isfinite(total) else 0.0
    ages = _margin(panel, row, "looked after by age", _ages)
    kinds, kinds_year, as_percent = _kinds(panel, row, number, ages.published[AgeBand.FROM_16])
    alone, alone_filled_in = _unaccompanied(past, year, number)
    return Opened(
        looked_after=number,
        hidden=hidden,
        ages=ages,
        kinds=kinds,
        kinds_year=kinds_year,
        kinds_as_percent=as_percent,
        kinds_imputed=past.imputed("looked after by placement", kinds_year) if kinds_year else 0,
        locations=_margin(panel, row, "looked after by locality and distance", _locations),
        unaccompanied=alone,
        unaccompanied_imputed=alone_filled_in,
    )


def _unaccompanied(past: History, year: int, number: float) -> tuple[float, bool]:
    """Return the unaccompanied children among so many, and whether their number was filled in.

    Years list an authority with none as 0, so one that is not listed has some: the share of its last known year.
    """
    found = past.find("unaccompanied", year)
    if found is not None and not found.imputed:
        return min(number, float(round(found.value))), False
    filled_in = HIDDEN
    if found is not None:
        filled_in = found.value
    else:
        for when in range(year - 1, year - EARLIEST_DETAIL, -1):
            share = past.value("unaccompanied", when) / (past.value("looked after", when) or float("nan"))
            if isfinite(share):
                filled_in = share * number
                break
    return min(number, max(LEAST_HIDDEN, float(round(filled_in)))), True


@dataclass(frozen=True, slots=True)
class PublishedShares:
    """Shares of those looked after: as published, and pooled with others' for what is to come."""

    published: tuple[float, ...]
    """Of the first day; the pooled ones where the authority publishes none."""
    pooled: PooledShares
    year: int
    """31 March of which year tells them; 0 when they are borrowed altogether."""
    imputed: int
    """Suppressed figures among them that were filled in."""


def _margin(panel: Panel, row: int, measure: str, read: Callable[[History, int], Array]) -> PublishedShares:
    """Return an authority's shares of the latest year in which it, and most others, have them."""
    borrowed: PooledShares | None = None
    for year in range(panel.year, panel.year - EARLIEST_DETAIL, -1):
        numbers = _everyone(panel, year, read)
        if np.isfinite(numbers).all(axis=1).sum() <= len(numbers) / 2:
            continue
        pooled = Shares(numbers, panel.neighbours).pooled(row)
        own = numbers[row]
        if np.isfinite(own).all() and own.sum() > 0:
            filled_in = panel.histories[row].imputed(measure, year)
            return PublishedShares(tuple((own / own.sum()).tolist()), pooled, year, filled_in)
        borrowed = borrowed or pooled
    if borrowed is None:
        raise ValueError(f"No authority has a breakdown in the {EARLIEST_DETAIL} years to {panel.year}.")
    return PublishedShares(borrowed.values, borrowed, 0, 0)


@lru_cache(maxsize=32)
def _everyone(panel: Panel, year: int, read: Callable[[History, int], Array]) -> Array:
    """Return what is read of every authority."""
    return np.array([read(past, year) for past in panel.histories])


def _ages(past: History, year: int) -> Array:
    return counts(past, "looked after by age", EACH_AGE, (year,))


def _locations(past: History, year: int) -> Array:
    """Return children inside, near and far: those outside at an unknown distance are shared out like the known."""
    total, inside = past.value("looked after", year), past.find("looked after by locality", year, "inside")
    if inside is None or not isfinite(total):
        return np.full(3, np.nan)
    outside = max(0.0, total - inside.value)
    if inside.imputed:
        told = past.total("looked after by locality and distance", year, OUTSIDE)  # of which some cells are published
        outside = min(total, told) if isfinite(told) else outside
    split = counts(
        past,
        "looked after by locality and distance",
        (("outside, 20 miles or less",), ("outside, over 20 miles",)),
        (year,),
    )
    percent = past.value("looked after outside and over 20 miles away, percent", year)
    if np.isfinite(split).all() and split.sum() > 0:
        far = outside * float(split[1] / split.sum())
    elif isfinite(percent):
        far = min(outside, percent / 100 * total)
    else:
        far = float("nan")
    return np.array([total - outside, outside - far, far])


def _kinds(panel: Panel, row: int, number: float, from_16: float) -> tuple[Array, int, bool]:
    """Return children by kind of placement in whole children, the year that tells, and whether it was in percent."""
    past = panel.histories[row]
    own = counts(past, BY_KIND, EACH_KIND, (panel.year,))
    if np.isfinite(own).all() and own.sum() > 0:
        return _whole(own, number, from_16), panel.year, False
    for year in range(panel.year, panel.year - EARLIEST_DETAIL, -1):
        for measure in ("looked after by placement", "looked after by placement, percent"):
            found = counts(past, measure, PLACEMENTS, (year,))
            if np.isfinite(found).all() and found[FOSTER] > 0:
                as_percent = measure.endswith("percent")
                if as_percent:
                    found = _rest_to_adoption(found)
                shares = _by_kind(
                    found, _own_fostered(panel, row, year, found, as_percent), own_provision(panel.known, year)
                )
                return _whole(shares, number, from_16), year, as_percent
    usual = _usual_kinds(panel)
    return _whole(usual, number, from_16), 0, False


def _usual_kinds(panel: Panel) -> Array:
    """Return the shares of kinds over all authorities together."""
    for year in range(panel.year, panel.year - EARLIEST_DETAIL, -1):
        everywhere = panel.counts("looked after by placement", PLACEMENTS, (year,))
        known = np.isfinite(everywhere).all(axis=1)
        if int(known.sum()) > len(everywhere) / 2:
            total: Array = everywhere[known].sum(axis=0)
            own = float(np.nansum(panel.counts("looked after by provider", (("own provision",),), (year,))))
            usual = own_provision(panel.known, year)
            fostered = min(float(total[FOSTER]), own * usual.fostered)
            return _by_kind(total, (fostered * (1 - usual.connected), fostered * usual.connected), usual)
    raise ValueError(f"No authority has placements in the {EARLIEST_DETAIL} years to {panel.year}.")


def _rest_to_adoption(percent: Array) -> Array:
    """Return percentages in which what is missing to 100 is placed for adoption, which 2020 does not publish."""
    result = percent.copy()
    if result[ADOPTION] == 0:
        result[ADOPTION] = min(max(0.0, 100.0 - float(result.sum())), 6.0)
    return result


def _own_fostered(panel: Panel, row: int, year: int, found: Array, as_percent: bool) -> tuple[float, float]:
    """Return those fostered by the council's own carers: others', and relatives or friends; in the units of `found`."""
    past, usual = panel.histories[row], own_provision(panel.known, year)
    total = past.value("looked after", year) or 1.0
    unit = 100 / total if as_percent else 1.0
    own = float("nan")
    for when in range(year, year - EARLIEST_DETAIL, -1):
        own = past.total("looked after by provider", when, ("own provision",))
        if isfinite(own):
            own *= total / (past.value("looked after", when) or 1.0) * unit
            break
    if not isfinite(own):
        own = usual.of_fostered * float(found[FOSTER]) / usual.fostered
    fostered = own * usual.fostered
    if fostered < LEAST_OF_SERVICE * (service := _filled(past, year, usual) * unit):
        fostered = service  # a trust's own carers are coded as private or voluntary provision
    fostered = min(float(found[FOSTER]), fostered)
    connected = fostered * _connected_share(past, year, fostered / unit, usual)
    return fostered - connected, connected


def _filled(past: History, year: int, usual: OwnProvision) -> float:
    """Return children with the council's own carers by its fostering service's count; 0 when none is known."""
    for when in range(year, year - EARLIEST_DETAIL, -1):
        mainstream = past.value("own fostering service, mainstream carers", when, "places filled")
        if isfinite(mainstream):
            return mainstream / (1 - usual.connected)
        filled = past.value("own fostering service", when, "places filled")
        if isfinite(filled):
            return filled
    return 0.0


def _connected_share(past: History, year: int, fostered: float, usual: OwnProvision) -> float:
    """Return the share of those fostered by a council's own carers who are with relatives or friends.

    From mainstream places filled (2022 on) or households of family and friends (2018, 2019), drawn to England's share.
    """
    for when in (year, year - 1, year - 2, year - 3, year - 4):
        mainstream = past.value("own fostering service, mainstream carers", when, "places filled")
        if isfinite(mainstream) and fostered > 0:
            own = min(max(0.0, 1 - mainstream / fostered), 0.8)
            return (fostered * own + BELIEF * usual.connected) / (fostered + BELIEF)
        households = past.value("own fostering service", when, "households approved")
        relatives = past.value("own fostering service", when, "households of family and friends")
        if isfinite(households) and isfinite(relatives) and households > 0:
            own = min(0.8, relatives / households * usual.connected / HOUSEHOLDS_OF_RELATIVES)
            return (fostered * own + BELIEF * usual.connected) / (fostered + BELIEF)
    return usual.connected


def _by_kind(found: Array, own: Sequence[float], usual: OwnProvision) -> Array:
    """Return published placements by the model's kinds; what is not registered yet is supported accommodation."""
    homes = float(found[HOMES] + CHILDRENS_HOMES_TO_2019 * found[HOMES_AND_SEMI])
    kinds = np.zeros(len(Kind))
    kinds[Kind.IN_HOUSE], kinds[Kind.CONNECTED] = own
    kinds[Kind.AGENCY] = max(0.0, float(found[FOSTER]) - sum(own))
    kinds[Kind.CHILDRENS_HOME], kinds[Kind.SECURE] = homes * (1 - usual.secure), homes * usual.secure
    unregistered = usual.newly_unregistered * found[OTHER]
    kinds[Kind.OTHER_RESIDENTIAL] = found[RESIDENTIAL] + found[OTHER] - unregistered
    kinds[Kind.SUPPORTED] = (
        unregistered + found[INDEPENDENT] + found[ALONE] + (1 - CHILDRENS_HOMES_TO_2019) * found[HOMES_AND_SEMI]
    )
    kinds[Kind.WITH_PARENTS], kinds[Kind.ADOPTION] = found[PARENTS], found[ADOPTION]
    return kinds


def _whole(kinds: Array, number: float, from_16: float) -> Array:
    """Return the kinds as whole children; supported accommodation holds at most those of 16 and over."""
    kinds = kinds / kinds.sum() * number
    beyond = max(0.0, float(kinds[Kind.SUPPORTED]) - 0.95 * from_16 * number)
    kinds[Kind.SUPPORTED] -= beyond
    kinds[Kind.CHILDRENS_HOME] += beyond
    return whole_numbers(kinds, int(number)) if number > 0 else np.zeros(len(Kind))
