"""What to bear in mind of a profile."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.profile import numbers
from sim.experiments.profile.chance import ALIKE
from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.line import LEAST_FOR_MIDDLE
from sim.experiments.profile.shown import ShownStatus
from sim.published.authorities import NEIGHBOURS_RENEWED
from sim.reports.shared.words import listed

FEW = 60
"""Children looked after below which the weight of one child is told."""


def caveats(found: CouncilProfile) -> list[str]:
    """Return what to bear in mind."""
    return list(_caveats(found))


def _caveats(found: CouncilProfile) -> Iterator[str]:
    number = found.lines(numbers.IN_CARE).own.last
    children = found.lines(numbers.IN_CARE_RATE).own.last.over
    if number.status is ShownStatus.PUBLISHED and number.value < FEW and children > 0:
        yield (
            f"So few children are looked after that one more or less is {10_000 / children:.1f} of 10,000 under 18: "
            "rates and shares move by chance, and one family can turn them."
        )
    yield (
        f"A number is called within chance of another where they are no further apart than numbers of the {ALIKE} "
        "councils nearest in size stray from a straight line through their own ten years, 95 times of 100. A "
        "difference beyond that is no verdict: it tells neither why nor whether it is good."
    )
    if found.neighbours:
        model = "May 2025" if not found.authority.neighbours_2021 or found.last > NEIGHBOURS_RENEWED else "April 2021"
        names = "; ".join(one.name for one in found.neighbours)
        ended = f" {listed([one.name for one in found.ended])} had ended by then." if found.ended else ""
        yield (
            f"Statistical neighbours (Department for Education, {model}), nearest first: {names}.{ended} "
            f"Their median is of those with a published number, {LEAST_FOR_MIDDLE} at least: where small numbers are "
            "hidden it is too high."
        )
    yield (
        "Small numbers are hidden as in the publications, and here so is the next smallest where one could be worked "
        "out. Nothing that was filled in for them is shown. England's and regions' counts are rounded to 10."
    )
    yield (
        "Breaks: in 2020 semi-independent living left the kind of children's homes for that of independent living; by "
        "age, need, legal status or placement nothing was published of councils for 2020; on 31 March 2024 supported "
        "accommodation not yet registered was counted under other placements."
    )
    yield (
        "Not in the figures that come with the program, so not shown: ethnicity, disability beyond need, sibling "
        "groups, distance by kind of placement, vacancies in homes, and care leavers after 18."
    )
    if found.authority.note:
        yield f"{found.authority.name}: {found.authority.note}"
