"""What a profile tells of: subjects, each with the numbers that belong together."""

from __future__ import annotations

from enum import Enum

from sim.experiments.profile.item import Counted, Item, Unit
from sim.published.base_figures import AGES

LOOKED_AFTER, STARTED, CEASED, ADOPTED = (Counted(name) for name in ("looked after", "started", "ceased", "adopted"))
CHILDREN = Counted("children aged 0 to 17")
"""The population as rebased to the census of 2021: one series for all years."""

OVER_LOOKED_AFTER = (Counted("looked after, as broken down"), LOOKED_AFTER)
OVER_STARTED = (Counted("started, as broken down"), STARTED)
OVER_CEASED = (Counted("ceased, as broken down"), CEASED)
"""What breakdowns add up to; England's and regions' have no total of their own."""


def _number(title: str, counted: Counted) -> Item:
    return Item(title, Unit.CHILDREN, (counted,))


def _rate(title: str, counted: Counted) -> Item:
    return Item(title, Unit.PER_10_000, (counted,), (CHILDREN,))


def _share(title: str, over: tuple[Counted, ...], *counted: Counted) -> Item:
    return Item(title, Unit.PERCENT, counted, over)


def _shares(measure: str, over: tuple[Counted, ...], *parts: tuple[str, tuple[str, ...]]) -> tuple[Item, ...]:
    """Return the shares of categories, each named and added up from one or more of the table."""
    return tuple(_share(title, over, Counted(measure, categories)) for title, categories in parts)


def _each(measure: str, over: tuple[Counted, ...], categories: tuple[str, ...]) -> tuple[Item, ...]:
    """Return the shares of categories under their own names."""
    return _shares(measure, over, *((f"{name[:1].upper()}{name[1:]}", (name,)) for name in categories))


NEEDS = (
    "abuse or neglect",
    "disability",
    "parental illness or disability",
    "family in acute stress",
    "family dysfunction",
    "behaviour",
    "low income",
    "absent parenting",
)
"""Primary needs on starting, as the table names them."""

KINDS = "looked after by placement"
HOMES = "secure and children's homes (definition from 2020)"
INDEPENDENT = "independent and semi-independent (definition from 2020)"
TO_2019 = (
    "secure, children's homes and semi-independent (definition to 2019)",
    "living independently (definition to 2019)",
)

IN_CARE = _number("Children looked after on 31 March", LOOKED_AFTER)
IN_CARE_RATE = _rate("Looked after on 31 March", LOOKED_AFTER)
UNACCOMPANIED = _number("Unaccompanied asylum-seeking children", Counted("unaccompanied"))
UNACCOMPANIED_SHARE = _share("Unaccompanied, of all looked after", (LOOKED_AFTER,), Counted("unaccompanied"))
STARTING = _number("Children who started in the year", STARTED)
STARTING_RATE = _rate("Started in the year", STARTED)
CEASING = _number("Children who left care in the year", CEASED)
CEASING_RATE = _rate("Left care in the year", CEASED)
FOSTERED = _share("Foster care, with relatives and friends too", OVER_LOOKED_AFTER, Counted(KINDS, ("foster",)))
IN_HOMES = _share("Children's homes and secure", OVER_LOOKED_AFTER, Counted(KINDS, (HOMES,)))
LIVING_INDEPENDENTLY = _share("Independent and semi-independent", OVER_LOOKED_AFTER, Counted(KINDS, (INDEPENDENT,)))
TOGETHER = _share(
    "Children's homes and independent, together",
    OVER_LOOKED_AFTER,
    Counted(KINDS, (HOMES, INDEPENDENT)),
    Counted(KINDS, TO_2019),
)
"""The border of the two moved in 2020: together they compare over all years."""
WITH_PARENTS = _share("With parents", OVER_LOOKED_AFTER, Counted(KINDS, ("with parents",)))
FOR_ADOPTION = _share("Placed for adoption", OVER_LOOKED_AFTER, Counted(KINDS, ("placed for adoption",)))
OUTSIDE = _share("Outside the council's boundary", OVER_LOOKED_AFTER, Counted("looked after by locality", ("outside",)))
FAR = _share("Over 20 miles from home", OVER_LOOKED_AFTER, Counted("looked after over 20 miles away"))
MOVED_OFTEN = _share("Three or more placements in the year", (LOOKED_AFTER,), Counted("three or more placements"))
STABLE = _share(
    "Under 16 and long in care: in the same placement for two years",
    (Counted("long-term stability", ("denominator",)),),
    Counted("long-term stability"),
)
ADOPTED_NUMBER = _number("Children adopted in the year", ADOPTED)
ADOPTED_SHARE = _share("Adopted, of those who left care", OVER_CEASED, Counted("ceased by reason", ("adopted",)))
GUARDED_SHARE = _share(
    "To special guardians, of those who left care", OVER_CEASED, Counted("ceased by reason", ("special guardianship",))
)


def _cost(title: str, category: str) -> Item:
    return Item(title, Unit.POUNDS_A_WEEK, (Counted("unit cost", (category,)),))


HOME_COST = _cost("A week of residential care", "residential")
FOSTER_COST = _cost("A week of fostering", "fostering")
ALL_COST = _cost("A week of any placement", "all looked after")
SPENT = Counted("gross spend", ("all looked after",))
SPEND = Item("Spending on children looked after in the year", Unit.POUNDS, (SPENT,))
SPEND_A_CHILD = Item("Spending, for each child under 18", Unit.POUNDS_A_CHILD, (SPENT,), (CHILDREN,))


class Subject(Enum):
    """A subject: its title, a note, and its numbers."""

    NUMBER = (
        "Number and rate",
        "On 31 March. Rates are by the population under 18 as rebased to the census of 2021.",
        (IN_CARE, IN_CARE_RATE, UNACCOMPANIED, UNACCOMPANIED_SHARE),
    )
    AGE = (
        "Age",
        "Of children looked after on 31 March.",
        _each("looked after by age", OVER_LOOKED_AFTER, AGES),
    )
    SEX = (
        "Sex",
        "Of children looked after on 31 March.",
        _each("looked after by sex", OVER_LOOKED_AFTER, ("male", "female")),
    )
    NEED = (
        "Need",
        "Primary need when care began, of children looked after on 31 March; published of councils from 2021.",
        _each("looked after by need", OVER_LOOKED_AFTER, NEEDS),
    )
    LEGAL = (
        "Legal status",
        "Of children looked after on 31 March.",
        _each(
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
            FOSTERED,
            IN_HOMES,
            LIVING_INDEPENDENTLY,
            TOGETHER,
            WITH_PARENTS,
            FOR_ADOPTION,
            *_each(KINDS, OVER_LOOKED_AFTER, ("residential school", "other residential", "other")),
        ),
    )
    PROVIDER = (
        "Who provides the placement",
        "Of children looked after on 31 March, in placements of all kinds.",
        _shares(
            "looked after by provider",
            OVER_LOOKED_AFTER,
            ("The council itself", ("own provision",)),
            ("Private", ("private",)),
            ("Voluntary", ("voluntary",)),
            ("Another council", ("other council",)),
            ("Other public", ("other public",)),
            ("Parents", ("parents",)),
            ("Not reported", ("not reported",)),
        ),
    )
    DISTANCE = (
        "Distance from home",
        "Of children looked after on 31 March. Where the distance is not known, a child counts as not over 20 miles away.",
        (OUTSIDE, FAR),
    )
    STABILITY = (
        "Stability",
        "National indicators 62 and 63, worked out from the published numbers of children: three or more placements in the "
        "year, of all looked after on 31 March; and of those under 16 looked after for 2.5 years or more, two years in the "
        "same placement or placed for adoption.",
        (MOVED_OFTEN, STABLE),
    )
    FLOWS = (
        "Starting and leaving",
        "In the year to 31 March, each child once.",
        (STARTING, STARTING_RATE, CEASING, CEASING_RATE),
    )
    STARTED_AGE = (
        "Age at the start",
        "Of children who started in the year.",
        _each("started by age", OVER_STARTED, AGES),
    )
    STARTED_NEED = (
        "Need at the start",
        "Of children who started in the year. Most with absent parenting are unaccompanied.",
        _each("started by need", OVER_STARTED, NEEDS),
    )
    STARTED_LEGAL = (
        "Legal status at the start",
        "Of children who started in the year.",
        _each(
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
        _each("ceased by age", OVER_CEASED, ("under 1", "1 to 4", "5 to 9", "10 to 15", "16", "17", "18 and over")),
    )
    CEASED_REASON = (
        "Why children left care",
        "Of children who left care in the year. Until 2019 most who turned 18 were counted under another reason.",
        _shares(
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
        (ADOPTED_NUMBER, ADOPTED_SHARE, GUARDED_SHARE),
    )
    COST = (
        "Cost",
        "What councils reported as spent (Section 251) over days of care, in prices of each year: not adjusted for inflation, "
        "and unsteady from year to year. Years to 31 March from 2017 on.",
        (HOME_COST, FOSTER_COST, ALL_COST, SPEND, SPEND_A_CHILD),
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
