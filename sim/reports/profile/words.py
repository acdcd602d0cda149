"""What a council's profile says, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.experiments.profile import subject
from sim.experiments.profile.chance import Beside
from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Item
from sim.experiments.profile.line import ItemLines, Line
from sim.experiments.profile.shown import Status
from sim.published.authorities import NEIGHBOURS_RENEWED
from sim.reports.profile.numbers import whole
from sim.reports.shared.words import listed

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
ORDERED = ("", "", "second ", "third ", "fourth ", "fifth ", "sixth ", "seventh ", "eighth ", "ninth ", "tenth ")

FEW = 60
"""Children looked after below which the weight of one child is told."""


def title(found: CouncilProfile) -> str:
    """Return the title of the page."""
    return f"{found.authority.name}: profile to 31 March {found.last}"


def scope(found: CouncilProfile) -> str:
    """Return what it is made from."""
    near = f"its {COUNTED[len(found.neighbours)]} statistical neighbours, " if found.neighbours else ""
    return (
        f"Published figures of children looked after from 31 March {found.first} to {found.last}, beside {near}"
        f"{found.authority.region} and England. Nothing is simulated, estimated or forecast."
    )


def findings(found: CouncilProfile) -> list[str]:
    """Return what the figures show, the largest first."""
    told = (_number, _over_years, _flows, _unaccompanied, _kinds, _distance, _stability, _leaving, _cost, _hidden)
    return [sentence for one in told for sentence in one(found)]


def caveats(found: CouncilProfile) -> list[str]:
    """Return what to bear in mind."""
    return list(_caveats(found))


def in_order(place: int, of: int) -> str:
    """Return a place among several, counted from the nearer end: ``highest``, ``second lowest``."""
    if place * 2 <= of + 1:
        return f"{ORDERED[place]}highest"
    return f"{ORDERED[of - place + 1]}lowest"


def compared(found: CouncilProfile, item: Item) -> str:
    """Return a number beside those of neighbours and England, and whether they differ by more than chance."""
    one = found.lines(item)
    parts = [
        f"{whole(line.last.value, item.unit)} {words}"
        for line, words in ((one.middle, "in the middle of its neighbours"), (one.england, "in England"))
        if line.last.status is Status.PUBLISHED
    ]
    beside = f", beside {listed(parts)}" if parts else ""
    return f"{whole(one.own.last.value, item.unit)}{beside}{_by_chance(found, item)}"


def _by_chance(found: CouncilProfile, item: Item) -> str:
    """Return how a number stands to both, as the end of a sentence; nothing where that is not known."""
    both = found.beside(item)
    told: dict[Beside, list[str]] = {}
    for beside, words in zip(both, ("its neighbours", "England"), strict=True):
        if beside is not Beside.UNKNOWN:
            told.setdefault(beside, []).append(words)
    parts = [
        f"no further from {_either(whom)} than chance may bring a council of its size"
        if beside is Beside.WITHIN_CHANCE
        else f"{beside.name.lower()} {_both(whom)} by more than chance is likely to bring"
        for beside, whom in told.items()
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _both(whom: Sequence[str]) -> str:
    return "both" if len(whom) == 2 else whom[0]


def _either(whom: Sequence[str]) -> str:
    return "either" if len(whom) == 2 else whom[0]


def _known(line: Line) -> bool:
    return line.last.status is Status.PUBLISHED


def _number(found: CouncilProfile) -> Iterator[str]:
    name = found.authority.name
    number, rate = found.lines(subject.IN_CARE), found.lines(subject.IN_CARE_RATE)
    if not _known(number.own):
        yield f"How many children {name} looked after on 31 March {found.last} is not shown: {_why(number)}."
        return
    many = f"{name} looked after {number.own.last.value:,.0f} children on 31 March {found.last}"
    if not _known(rate.own):
        yield f"{many}."
        return
    place = found.rank(subject.IN_CARE_RATE)
    among = (
        ""
        if place is None
        else f" It is the {in_order(*place)} of {COUNTED[place[1]]}, with its statistical neighbours "
        f"({_range(rate.known_neighbours)})."
    )
    yield f"{many}: of every 10,000 children under 18 {compared(found, subject.IN_CARE_RATE)}.{among}"


def _why(one: ItemLines) -> str:
    if one.own.last.status is Status.HIDDEN:
        return "it is hidden, as 1 to 5 or to protect such a number"
    return "it is not published"


def _range(lines: Sequence[Line]) -> str:
    values = [line.last.value for line in lines]
    return f"{min(values):,.0f} to {max(values):,.0f}"


def _over_years(found: CouncilProfile) -> Iterator[str]:
    one = found.lines(subject.IN_CARE_RATE)
    known = one.own.published
    if len(known) < 2 or known[0][1] == 0 or not _known(one.own):
        return
    first, before = known[0]
    number = found.lines(subject.IN_CARE).own.at(first).value
    others = [
        f"{words} {_change(line.at(first).value, line.last.value)}"
        for line, words in ((one.middle, "the middle of its neighbours"), (one.england, "England's"))
        if _known(line) and line.at(first).status is Status.PUBLISHED
    ]
    beside = f"; {listed(others)}" if others else ""
    yield (
        f"On 31 March {first} it was {number:,.0f} children, {before:,.0f} of 10,000. Since then the rate "
        f"{_change(before, one.own.last.value)}{beside}."
    )


def _change(before: float, after: float) -> str:
    percent = 100 * (after / before - 1)
    if abs(percent) < 0.5:
        return "stayed the same"
    return f"{'rose' if percent > 0 else 'fell'} by {abs(percent):.0f}%"


def _flows(found: CouncilProfile) -> Iterator[str]:
    for number, rate, words in (
        (subject.STARTING, subject.STARTING_RATE, "started to be looked after"),
        (subject.CEASING, subject.CEASING_RATE, "left care"),
    ):
        if _known(found.lines(number).own) and _known(found.lines(rate).own):
            yield (
                f"In the year to 31 March {found.last} {found.lines(number).own.last.value:,.0f} children {words}: of "
                f"10,000 under 18 {compared(found, rate)}."
            )


def _unaccompanied(found: CouncilProfile) -> Iterator[str]:
    number = found.lines(subject.UNACCOMPANIED).own
    if _known(number) and _known(found.lines(subject.UNACCOMPANIED_SHARE).own):
        yield (
            f"Unaccompanied asylum-seeking children were {number.last.value:,.0f} of those looked after, "
            f"{compared(found, subject.UNACCOMPANIED_SHARE)}."
        )


def _kinds(found: CouncilProfile) -> Iterator[str]:
    told = [
        f"{words} {compared(found, item)}"
        for item, words in ((subject.FOSTERED, "in foster care"), (subject.IN_HOMES, "in children's homes and secure"))
        if _known(found.lines(item).own)
    ]
    if told:
        yield f"Of children looked after, {'; '.join(told)}."


def _distance(found: CouncilProfile) -> Iterator[str]:
    told = [
        f"{words}: {compared(found, item)}"
        for item, words in (
            (subject.OUTSIDE, "Outside the council's boundary"),
            (subject.FAR, "Over 20 miles from home"),
        )
        if _known(found.lines(item).own)
    ]
    if told:
        yield f"{'. '.join(told)}."


def _stability(found: CouncilProfile) -> Iterator[str]:
    if _known(found.lines(subject.MOVED_OFTEN).own):
        yield f"Three or more placements in the year: {compared(found, subject.MOVED_OFTEN)}."
    if _known(found.lines(subject.STABLE).own):
        yield f"Under 16, long in care, and two years in the same placement: {compared(found, subject.STABLE)}."


def _leaving(found: CouncilProfile) -> Iterator[str]:
    told = [
        f"{compared(found, item)} {words}"
        for item, words in (
            (subject.ADOPTED_SHARE, "were adopted"),
            (subject.GUARDED_SHARE, "went to special guardians"),
        )
        if _known(found.lines(item).own)
    ]
    if told:
        yield f"Of those who left care in the year to 31 March {found.last}, {'; '.join(told)}."


def _cost(found: CouncilProfile) -> Iterator[str]:
    told = [
        f"{item.title.removeprefix('A week of ')} {whole(one.own.last.value, item.unit)} a week (England "
        f"{whole(one.england.last.value, item.unit)})"
        for item in (subject.HOME_COST, subject.FOSTER_COST)
        if _known((one := found.lines(item)).own) and _known(one.england)
    ]
    spent = found.lines(subject.SPEND).own
    if told and _known(spent):
        yield (
            f"In the year to 31 March {found.last} it reported {whole(spent.last.value, subject.SPEND.unit)} spent on "
            f"children looked after: {listed(told)}, in prices of that year."
        )


def _hidden(found: CouncilProfile) -> Iterator[str]:
    last = [one.own.last.status for lines in found.subjects.values() for one in lines]
    hidden = sum(status in (Status.HIDDEN, Status.UNLISTED) for status in last)
    missing = last.count(Status.NOT_PUBLISHED)
    if hidden or missing:
        parts = [
            f"{number} {words}"
            for number, words in ((hidden, "are hidden or left out as small"), (missing, "are not published"))
            if number
        ]
        yield f"Of its {len(last)} numbers of {found.last} in this profile {listed(parts)}."


def _caveats(found: CouncilProfile) -> Iterator[str]:
    number = found.lines(subject.IN_CARE).own.last
    children = found.lines(subject.IN_CARE_RATE).own.last.over
    if number.status is Status.PUBLISHED and number.value < FEW and children > 0:
        yield (
            f"So few children are looked after that one more or less is {10_000 / children:.1f} of 10,000 under 18: "
            "rates and shares move by chance, and one family can turn them."
        )
    yield (
        "What chance may bring is measured: how far numbers of the thirty councils nearest in size stray from a straight "
        "line through their own years, and within that 95 of 100 would fall. A difference beyond it is no verdict: it "
        "tells neither why nor whether it is good."
    )
    if found.neighbours:
        model = "May 2025" if not found.authority.neighbours_2021 or found.last > NEIGHBOURS_RENEWED else "April 2021"
        names = listed([one.name for one in found.neighbours])
        ended = f" {listed([one.name for one in found.ended])} had ended by then." if found.ended else ""
        yield (
            f"Statistical neighbours (Department for Education, {model}), nearest first: {names}.{ended} Their middle is the "
            "median of those with a published number, of five at least: where small numbers are hidden it is too high."
        )
    yield (
        "Small numbers are hidden as in the publications, and here so is the next smallest where one could be worked out. "
        "Nothing that was filled in for them is shown. England's and regions' counts are rounded to 10."
    )
    yield (
        "Breaks: in 2020 semi-independent living left the kind of children's homes for that of independent living; nothing by "
        "age, need, legal status or placement was published of councils for 2020; on 31 March 2024 supported accommodation "
        "not yet registered was counted under other placements. Dotted lines in the figures mark these years."
    )
    yield (
        "Not published of councils in these figures, so not shown: ethnicity, disability beyond need, sibling groups, "
        "distance by kind of placement, vacancies in homes, and care leavers after 18."
    )
    if found.authority.note:
        yield f"{found.authority.name}: {found.authority.note}"
