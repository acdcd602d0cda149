"""What a council's profile says, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.experiments.profile import numbers
from sim.experiments.profile.chance import Beside
from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.experiments.profile.line import PlaceLine
from sim.experiments.profile.shown import ShownStatus
from sim.reports.profile.numbers import whole
from sim.reports.shared.words import capitalised, listed

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
ORDERED = ("", "", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")


def title(found: CouncilProfile) -> str:
    """Return the title of the page."""
    return f"{found.authority.name}: profile to 31 March {found.last}"


def scope(found: CouncilProfile) -> str:
    """Return what it is made from."""
    near = f"its {COUNTED[len(found.neighbours)]} statistical neighbours, " if found.neighbours else ""
    return (
        f"Published figures of children looked after from 31 March {found.first} to {found.last}, beside {near}"
        f"{found.authority.region} and England. Nothing is simulated, estimated or forecast. Below, the number of the "
        "neighbours is their median."
    )


def findings(found: CouncilProfile) -> list[str]:
    """Return what the figures show, the largest first."""
    told = (_number, _over_years, _flows, _unaccompanied, _kinds, _distance, _stability, _leaving, _cost, _hidden)
    return [sentence for one in told for sentence in one(found)]


def in_order(place: int, of: int) -> str:
    """Return a place among several, counted from the nearer end: ``highest``, ``second lowest``."""
    if place * 2 <= of + 1:
        return f"{ORDERED[place]}highest"
    return f"{ORDERED[of - place + 1]}lowest"


def compared(found: CouncilProfile, item: Item, words: str = "") -> str:
    """Return a number with those of neighbours and England, and whether they differ by more than chance.

    The words say what it is a number of: ``16% of them (neighbours 10%, England 11%), higher than both ...``.
    """
    one = found.lines(item)
    parts = [
        f"{whom} {whole(line.last.value, item.unit)}"
        for whom, line in (("neighbours", one.middle), ("England", one.england))
        if line.last.status is ShownStatus.PUBLISHED
    ]
    beside = f" ({', '.join(parts)})" if parts else ""
    return f"{whole(one.own.last.value, item.unit)}{words}{beside}{_by_chance(found, item)}"


def _by_chance(found: CouncilProfile, item: Item) -> str:
    """Return how a number stands to both, as the end of a sentence; nothing where that is not known."""
    told: dict[Beside, list[str]] = {}
    for beside, whom in zip(found.beside(item), ("its neighbours", "England"), strict=True):
        told.setdefault(beside, []).append(whom)
    within = [f"within chance of {_both(whom)}" for beside, whom in told.items() if beside is Beside.WITHIN_CHANCE]
    apart = [f"{words} than {_both(told[beside])}" for beside, words in APART.items() if beside in told]
    beyond = [f"{listed(apart)} by more than chance is likely to explain"] if apart else []
    return "".join(f", {part}" for part in (*beyond, *within))


APART = {Beside.ABOVE: "higher", Beside.BELOW: "lower"}


def _both(whom: Sequence[str]) -> str:
    return "both" if len(whom) == 2 else whom[0]


def _known(line: PlaceLine) -> bool:
    return line.last.status is ShownStatus.PUBLISHED


def _children(number: float) -> str:
    return f"{number:,.0f} {'child' if number == 1 else 'children'}" if number else "no child"


def _number(found: CouncilProfile) -> Iterator[str]:
    name = found.authority.name
    number, rate = found.lines(numbers.IN_CARE), found.lines(numbers.IN_CARE_RATE)
    if not _known(number.own):
        why = "hidden as small" if number.own.last.status is ShownStatus.HIDDEN else "not published"
        yield f"How many children {name} looked after on 31 March {found.last} is {why}."
        return
    many = f"{name} looked after {_children(number.own.last.value)} on 31 March {found.last}"
    if not _known(rate.own):
        yield f"{many}."
        return
    place = found.rank(numbers.IN_CARE_RATE)
    among = (
        f" Its rate is the {in_order(*place)} of {COUNTED[place[1]]} ({_range(rate.known_neighbours)} in the others)."
        if place
        else ""
    )
    yield f"{many}, a rate of {compared(found, numbers.IN_CARE_RATE, ' per 10,000 under 18')}.{among}"


def _range(lines: Sequence[PlaceLine]) -> str:
    values = [line.last.value for line in lines]
    return f"{min(values):,.0f} to {max(values):,.0f}"


def _over_years(found: CouncilProfile) -> Iterator[str]:
    one = found.lines(numbers.IN_CARE_RATE)
    known = one.own.published
    if len(known) == 1 and found.authority.first_year == found.last:
        yield f"Its own figures begin on 31 March {found.last}: it has no trend yet."
    if len(known) < 2 or known[0][1] == 0 or not _known(one.own):
        return
    first, before = known[0]
    number = found.lines(numbers.IN_CARE).own.at(first).value
    others = [
        f"{whose} {_change(line.at(first).value, line.last.value)}"
        for line, whose in ((one.middle, "its neighbours' median"), (one.england, "England's"))
        if _known(line) and line.at(first).status is ShownStatus.PUBLISHED
    ]
    beside = f"; {listed(others)}" if others else ""
    yield (
        f"On 31 March {first} it looked after {_children(number)}, {before:,.0f} per 10,000. Since then the rate "
        f"{_change(before, one.own.last.value)}{beside}."
    )


def _change(before: float, after: float) -> str:
    percent = 100 * (after / before - 1)
    if abs(percent) < 0.5:
        return "stayed the same"
    return f"{'rose' if percent > 0 else 'fell'} by {abs(percent):.0f}%"


def _flows(found: CouncilProfile) -> Iterator[str]:
    for number, rate, words in (
        (numbers.STARTING, numbers.STARTING_RATE, "started to be looked after"),
        (numbers.CEASING, numbers.CEASING_RATE, "left care"),
    ):
        own = found.lines(number).own
        if _known(own) and _known(found.lines(rate).own):
            yield (
                f"{capitalised(_children(own.last.value))} {words} in the year to 31 March {found.last}, "
                f"{compared(found, rate, ' per 10,000 under 18')}."
            )


def _unaccompanied(found: CouncilProfile) -> Iterator[str]:
    number = found.lines(numbers.UNACCOMPANIED).own
    if _known(number) and _known(found.lines(numbers.UNACCOMPANIED_SHARE).own):
        yield (
            f"{number.last.value:,.0f} of those looked after were unaccompanied asylum-seeking children: "
            f"{compared(found, numbers.UNACCOMPANIED_SHARE)}."
        )


def _shares(found: CouncilProfile, told: Iterable[tuple[Item, str]]) -> str:
    """Return the shares that are known, in a row."""
    return "; ".join(compared(found, item, words) for item, words in told if _known(found.lines(item).own))


def _kinds(found: CouncilProfile) -> Iterator[str]:
    lived = (
        (numbers.FOSTERED, " lived in foster care"),
        (numbers.IN_HOMES, " lived in children's homes or secure homes"),
    )
    if told := _shares(found, lived):
        yield f"Of children looked after, {told}."


def _distance(found: CouncilProfile) -> Iterator[str]:
    lived = (
        (numbers.OUTSIDE, " lived outside the council's boundary"),
        (numbers.FAR, " lived over 20 miles from home"),
    )
    if told := _shares(found, lived):
        yield f"Of children looked after, {told}."


def _stability(found: CouncilProfile) -> Iterator[str]:
    if told := _shares(found, ((numbers.MOVED_OFTEN, " had three or more placements in the year"),)):
        yield f"Of children looked after, {told}."
    if told := _shares(found, ((numbers.STABLE, " had lived in the same placement for two years"),)):
        yield f"Of those under 16 who had been in care for two and a half years, {told}."


def _leaving(found: CouncilProfile) -> Iterator[str]:
    left = ((numbers.ADOPTED_SHARE, " were adopted"), (numbers.GUARDED_SHARE, " went to special guardians"))
    if told := _shares(found, left):
        yield f"Of children who left care in the year to 31 March {found.last}, {told}."


def _cost(found: CouncilProfile) -> Iterator[str]:
    told = [
        compared(found, item, f" for a week of {words}")
        for item, words in ((numbers.HOME_COST, "residential care"), (numbers.FOSTER_COST, "fostering"))
        if _known(found.lines(item).own)
    ]
    spent = found.lines(numbers.SPEND).own
    if told and _known(spent):
        yield (
            f"In the year to 31 March {found.last} it reported {whole(spent.last.value, numbers.SPEND.unit)} spent on "
            f"children looked after: {listed(told)}, in prices of that year."
        )


def _hidden(found: CouncilProfile) -> Iterator[str]:
    once = {(one.item.counted, one.item.over): one for lines in found.subjects.values() for one in lines}
    last = [one.own.last.status for one in once.values()]
    hidden = sum(status in (ShownStatus.HIDDEN, ShownStatus.UNLISTED) for status in last)
    told = ((hidden, "hidden or left out as small"), (last.count(ShownStatus.NOT_PUBLISHED), "not published"))
    parts = [f"{number} are {words}" for number, words in told if number]
    if parts:
        yield f"Of its {len(last)} numbers of {found.last} in this profile {listed(parts)}."
