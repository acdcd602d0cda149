"""The numbers that a profile is made of: what each counts, and of what it is a share."""

from __future__ import annotations

from sim.experiments.profile.item import CountedCells, Item, ProfileUnit

LOOKED_AFTER, STARTED, CEASED, ADOPTED = (
    CountedCells(name) for name in ("looked after", "started", "ceased", "adopted")
)
CHILDREN = CountedCells("children aged 0 to 17")
"""The population as rebased to the census of 2021: one series for all years."""

OVER_LOOKED_AFTER = (CountedCells("looked after, as broken down"), LOOKED_AFTER)
OVER_STARTED = (CountedCells("started, as broken down"), STARTED)
OVER_CEASED = (CountedCells("ceased, as broken down"), CEASED)
"""What breakdowns add up to; England's and regions' have no total of their own."""


def _number(title: str, counted: CountedCells) -> Item:
    return Item(title, ProfileUnit.CHILDREN, (counted,))


def _rate(title: str, counted: CountedCells) -> Item:
    return Item(title, ProfileUnit.PER_10_000, (counted,), (CHILDREN,))


def _share(title: str, over: tuple[CountedCells, ...], *counted: CountedCells) -> Item:
    return Item(title, ProfileUnit.PERCENT, counted, over)


def shares(measure: str, over: tuple[CountedCells, ...], *parts: tuple[str, tuple[str, ...]]) -> tuple[Item, ...]:
    """Return the shares of categories, each named and added up from one or more of the table."""
    return tuple(_share(title, over, CountedCells(measure, categories)) for title, categories in parts)


def each(measure: str, over: tuple[CountedCells, ...], categories: tuple[str, ...]) -> tuple[Item, ...]:
    """Return the shares of categories under their own names."""
    return shares(measure, over, *((f"{name[:1].upper()}{name[1:]}", (name,)) for name in categories))


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
UNACCOMPANIED = _number("Unaccompanied asylum-seeking children", CountedCells("unaccompanied"))
UNACCOMPANIED_SHARE = _share("Unaccompanied, of all looked after", (LOOKED_AFTER,), CountedCells("unaccompanied"))
STARTING = _number("Children who started in the year", STARTED)
STARTING_RATE = _rate("Started in the year", STARTED)
CEASING = _number("Children who left care in the year", CEASED)
CEASING_RATE = _rate("Left care in the year", CEASED)
FOSTERED = _share("Foster care, with relatives and friends too", OVER_LOOKED_AFTER, CountedCells(KINDS, ("foster",)))
IN_HOMES = _share("Children's homes and secure", OVER_LOOKED_AFTER, CountedCells(KINDS, (HOMES,)))
LIVING_INDEPENDENTLY = _share(
    "Independent and semi-independent", OVER_LOOKED_AFTER, CountedCells(KINDS, (INDEPENDENT,))
)
TOGETHER = _share(
    "Children's homes and independent, together",
    OVER_LOOKED_AFTER,
    CountedCells(KINDS, (HOMES, INDEPENDENT)),
    CountedCells(KINDS, TO_2019),
)
"""The border of the two moved in 2020: together they compare over all years."""
WITH_PARENTS = _share("With parents", OVER_LOOKED_AFTER, CountedCells(KINDS, ("with parents",)))
FOR_ADOPTION = _share("Placed for adoption", OVER_LOOKED_AFTER, CountedCells(KINDS, ("placed for adoption",)))
OUTSIDE = _share(
    "Outside the council's boundary", OVER_LOOKED_AFTER, CountedCells("looked after by locality", ("outside",))
)
FAR = _share("Over 20 miles from home", OVER_LOOKED_AFTER, CountedCells("looked after over 20 miles away"))
MOVED_OFTEN = _share("Three or more placements in the year", (LOOKED_AFTER,), CountedCells("three or more placements"))
STABLE = _share(
    "Under 16 and long in care: in the same placement for two years",
    (CountedCells("long-term stability", ("denominator",)),),
    CountedCells("long-term stability"),
)
ADOPTED_NUMBER = _number("Children adopted in the year", ADOPTED)
ADOPTED_SHARE = _share("Adopted, of those who left care", OVER_CEASED, CountedCells("ceased by reason", ("adopted",)))
GUARDED_SHARE = _share(
    "To special guardians, of those who left care",
    OVER_CEASED,
    CountedCells("ceased by reason", ("special guardianship",)),
)


def _cost(title: str, category: str) -> Item:
    return Item(title, ProfileUnit.POUNDS_A_WEEK, (CountedCells("unit cost", (category,)),))


HOME_COST = _cost("A week of residential care", "residential")
FOSTER_COST = _cost("A week of fostering", "fostering")
ALL_COST = _cost("A week of any placement", "all looked after")
SPENT = CountedCells("gross spend", ("all looked after",))
SPEND = Item("Spending on children looked after in the year", ProfileUnit.POUNDS, (SPENT,))
SPEND_A_CHILD = Item("Spending, for each child under 18", ProfileUnit.POUNDS_A_CHILD, (SPENT,), (CHILDREN,))
