"""What a profile tells of: subjects, each with the numbers that belong together."""

from __future__ import annotations

from enum import Enum

from sim.experiments.profile import numbers
from sim.experiments.profile.item import Item
from sim.experiments.profile.numbers import KINDS, NEEDS, OVER_CEASED, OVER_LOOKED_AFTER, OVER_STARTED, each, shares
from sim.published.base_figures import AGES


class ProfileSubject(Enum):
    """A subject: its title, a note, and its numbers."""

    NUMBER = (
        "Number and rate",
        "On 31 March. Rates are by the population under 18 as rebased to the census of 2021.",
        (numbers.IN_CARE, numbers.IN_CARE_RATE, numbers.UNACCOMPANIED, numbers.UNACCOMPANIED_SHARE),
    )
    AGE = (
        "Age",
        "Of children looked after on 31 March.",
        each("looked after by age", OVER_LOOKED_AFTER, AGES),
    )
    SEX = (
        "Sex",
        "Of children looked after on 31 March.",
        each("looked after by sex", OVER_LOOKED_AFTER, ("male", "female")),
    )
    NEED = (
        "Need",
        "Primary need when care began, of children looked after on 31 March; published of councils from 2021.",
        each("looked after by need", OVER_LOOKED_AFTER, NEEDS),
    )
    LEGAL = (
        "Legal status",
        "Of children looked after on 31 March.",
        each(
            "looked after by legal status",
            OVER_LOOKED_AFTER,
            (
                "full care order",
                "interim care order",
                "placement order",
                "voluntary agreement (section 20)",
                "youth justice",
                "police or emergency protection",
            ),
        ),
    )
    KIND = (
        "Kind of placement",
        "Of children looked after on 31 March. Until 2019 semi-independent living was counted with children's homes.",
        (
            numbers.FOSTERED,
            numbers.IN_HOMES,
            numbers.LIVING_INDEPENDENTLY,
            numbers.TOGETHER,
            numbers.WITH_PARENTS,
            numbers.FOR_ADOPTION,
            *each(KINDS, OVER_LOOKED_AFTER, ("residential school", "other residential", "other")),
        ),
    )
    PROVIDER = (
        "Who provides the placement",
        "Of children looked after on 31 March, in placements of all kinds. The rest are with parents, or not reported.",
        shares(
            "looked after by provider",
            OVER_LOOKED_AFTER,
            ("The council itself", ("own provision",)),
            ("Private", ("private",)),
            ("Voluntary", ("voluntary",)),
            ("Another council", ("other council",)),
            ("Other public", ("other public",)),
        ),
    )
    DISTANCE = (
        "Distance from home",
        "Of children looked after on 31 March. Children whose distance is not known count as not over 20 miles away.",
        (numbers.OUTSIDE, numbers.FAR),
    )
    STABILITY = (
        "Stability",
        "National indicators 62 and 63, from the published numbers of children: three or more placements in the year, "
        "of all looked after on 31 March; and of those under 16 looked after for 2.5 years or more, two years in the "
        "same placement or placed for adoption.",
        (numbers.MOVED_OFTEN, numbers.STABLE),
    )
    FLOWS = (
        "Starting and leaving",
        "In the year to 31 March, each child once.",
        (numbers.STARTING, numbers.STARTING_RATE, numbers.CEASING, numbers.CEASING_RATE),
    )
    STARTED_AGE = (
        "Age at the start",
        "Of children who started in the year.",
        each("started by age", OVER_STARTED, AGES),
    )
    STARTED_NEED = (
        "Need at the start",
        "Of children who started in the year. Most with absent parenting are unaccompanied.",
        each("started by need", OVER_STARTED, NEEDS),
    )
    STARTED_LEGAL = (
        "Legal status at the start",
        "Of children who started in the year.",
        each(
            "started by legal status",
            OVER_STARTED,
            (
                "voluntary agreement (section 20)",
                "interim care order",
                "full care order",
                "police protection",
                "emergency protection order",
                "remand",
            ),
        ),
    )
    CEASED_AGE = (
        "Age at leaving",
        "Of children who left care in the year; ages 16, 17 and 18 apart from 2016.",
        each("ceased by age", OVER_CEASED, ("under 1", "1 to 4", "5 to 9", "10 to 15", "16", "17", "18 and over")),
    )
    CEASED_REASON = (
        "Why children left care",
        "Of children who left care in the year. Until 2019 most who turned 18 were counted under another reason.",
        shares(
            "ceased by reason",
            OVER_CEASED,
            ("Home to parents, planned", ("home, planned",)),
            ("Home to parents, unplanned", ("home, unplanned",)),
            ("To relatives or others", ("relatives or others without parental responsibility",)),
            ("Special guardianship", ("special guardianship",)),
            ("Adopted", ("adopted",)),
            ("Child arrangements order", ("child arrangements order",)),
            ("Independent living, supported", ("independent living, supported",)),
            ("Independent living, unsupported", ("independent living, unsupported",)),
            ("Stayed with carers at 18", ("stayed with carers at 18",)),
            ("Another council took over", ("other council took over",)),
            ("Custody", ("custody",)),
            ("Any other reason", ("any other reason",)),
        ),
    )
    ADOPTION = (
        "Adoption and special guardianship",
        "In the year to 31 March.",
        (numbers.ADOPTED_NUMBER, numbers.ADOPTED_SHARE, numbers.GUARDED_SHARE),
    )
    COST = (
        "Cost",
        "What councils reported as spent (Section 251) over days of care, in prices of each year: not adjusted for "
        "inflation, and unsteady from year to year. Years to 31 March from 2017 on.",
        (numbers.HOME_COST, numbers.FOSTER_COST, numbers.ALL_COST, numbers.SPEND, numbers.SPEND_A_CHILD),
    )

    @property
    def title(self) -> str:
        """Return what it is called."""
        title: str = self.value[0]
        return title

    @property
    def note(self) -> str:
        """Return what to know of its numbers."""
        note: str = self.value[1]
        return note

    @property
    def items(self) -> tuple[Item, ...]:
        """Return its numbers."""
        items: tuple[Item, ...] = self.value[2]
        return items
