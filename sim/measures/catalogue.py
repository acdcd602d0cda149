"""Every measure, declared once: id, plain title, unit, definition, whose definition it is, how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sim.measures import costs, fostering, indicators, own_homes, services, turnover
from sim.measures.value import Floats, Parts, Spans
from sim.measures.view import View


class Nature(StrEnum):
    """Whether a measure is taken at a date or counts what happened over a time."""

    POINT = "point"
    FLOW = "flow"


class Better(StrEnum):
    """Which way a measure should go."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class WholeRun(StrEnum):
    """How a measure sums up the whole run: the category, or the end of it, under which that value stands."""

    AVERAGE = "whole run, average"
    PER_YEAR = "whole run, per year"
    OVERALL = "whole run"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    `at` gives its values at moments (of a point measure); `over` gives them in spans of time (of a flow, or
    of the average of a point measure).
    """

    id: str
    title: str
    unit: str
    nature: Nature
    whole_run: WholeRun
    better: Better
    headline: bool
    definition: str
    source: str
    formula: str
    categories: str = ""
    at: Callable[[View, Floats], Parts] | None = None
    over: Callable[[View, Spans], Parts] | None = None


def by_id(identity: str) -> Measure:
    """Return the measure of this id; raises KeyError with the id when there is none."""
    for one in MEASURES:
        if one.id == identity:
            return one
    raise KeyError(identity)


def whole_run_category(one: Measure, category: str = "") -> str:
    """Return the category under which the whole-run value of one of a measure's categories stands."""
    return "; ".join(part for part in (category, str(one.whole_run)) if part)


DFE = "Department for Education, Children looked after in England including adoptions (SSDA903 return)"
NATIONAL_INDICATORS = (
    "Department for Communities and Local Government, National Indicators for Local Authorities and Local "
    "Authority Partnerships: Handbook of Definitions (2008)"
)
OFSTED = "Ofsted, Fostering in England"
OWN = "This project's own: no official definition"
COUNTERFACTUAL = "This project's own: the model knows who would have entered without help, which no council can"

BY_AGE = "by age at the date"
BY_KIND = "by kind of placement"
BY_KIND_AND_EMERGENCY = "by kind of placement, 'emergency places' a kind of their own"
LOOKED_FOR = "all but those with relatives or friends, with parents or for adoption"
BY_STRATEGY = "by strategy"


def _count(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    over: Callable[[View, Spans], Parts],
    *,
    categories: str = "",
    headline: bool = False,
) -> Measure:
    return Measure(
        identity,
        title,
        f"{unit} per year",
        Nature.FLOW,
        WholeRun.PER_YEAR,
        better,
        headline,
        definition,
        source,
        formula,
        categories,
        over=over,
    )


def _rate(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    over: Callable[[View, Spans], Parts],
    *,
    categories: str = "",
    headline: bool = False,
) -> Measure:
    return Measure(
        identity,
        title,
        unit,
        Nature.FLOW,
        WholeRun.OVERALL,
        better,
        headline,
        definition,
        source,
        formula,
        categories,
        over=over,
    )


def _stock(
    identity: str,
    title: str,
    unit: str,
    better: Better,
    definition: str,
    source: str,
    formula: str,
    at: Callable[[View, Floats], Parts],
    on_average: Callable[[View, Spans], Parts] | None = None,
    *,
    categories: str = "",
    headline: bool = False,
) -> Measure:
    return Measure(
        identity,
        title,
        unit,
        Nature.POINT,
        WholeRun.NONE if on_average is None else WholeRun.AVERAGE,
        better,
        headline,
        definition,
        source,
        formula,
        categories,
        at,
        on_average,
    )


MEASURES = (
    _stock(
        "looked_after",
        "Children looked after",
        "children",
        Better.NEITHER,
        "Children whom the council looks after at the close of the date. The average is over every day of the run.",
        f"{DFE}: children looked after at 31 March; series of short-term placements are not modelled.",
        "Periods of care begun by the close of the date and not ended by it. Average: child-days over days.",
        indicators.looked_after,
        indicators.looked_after_on_average,
        categories=BY_AGE,
        headline=True,
    ),
    _stock(
        "looked_after_by_sex",
        "Children looked after, by sex",
        "children",
        Better.NEITHER,
        "Children whom the council looks after at the close of the date, male and female. Sex changes nothing in the "
        "model: it is drawn so that returns can be compared.",
        f"{DFE}: children looked after at 31 March by sex.",
        "As `looked_after`, for each sex.",
        indicators.by_sex,
        indicators.by_sex_on_average,
        categories="by sex as recorded: male, female",
    ),
    _count(
        "starts",
        "Children starting to be looked after",
        "children",
        Better.NEITHER,
        "Children who started to be looked after in the year; a child who starts twice in a year to "
        "31 March is counted once, at the first. The category 'every start' counts both.",
        f"{DFE}: only the first occasion in the year is counted.",
        "First starts of each child in each year to 31 March.",
        indicators.starts,
        categories="by age at the start; 'every start'",
        headline=True,
    ),
    _count(
        "ceases",
        "Children ceasing to be looked after",
        "children",
        Better.NEITHER,
        "Children who ceased to be looked after in the year; a child who ceases twice in a year to 31 "
        "March is counted once, at the last. The category 'every cease' counts both.",
        f"{DFE}: only the last occasion in the year is counted.",
        "Last ceases of each child in each year to 31 March.",
        indicators.ceases,
        categories="by cause of leaving; 'every cease'",
    ),
    _count(
        "reentries",
        "Children coming back into care",
        "children",
        Better.LOWER,
        "Starts of a second or later period of being looked after by the council.",
        f"{OWN}; the SSDA903 return gives the periods of care from which it is made.",
        "Starts in the year of periods numbered 2 or more.",
        indicators.reentries,
    ),
    _rate(
        "mean_stay_years",
        "Mean time in care of children who left",
        "years",
        Better.NEITHER,
        "Mean length of the periods of being looked after that ended in the year.",
        f"{DFE}: duration of the latest period of care of children who ceased.",
        "Sum of the years in care of periods ended in the year, over their number.",
        indicators.mean_stay,
    ),
    _stock(
        "in_placement",
        "Children in placement",
        "children",
        Better.NEITHER,
        "Children in a placement at the close of the date. Those in an emergency place, as nothing had been found by "
        "the time one was needed, are a kind of their own, until a place is found or theirs becomes the home that "
        "was looked for. The average is over every day of the run.",
        f"{OWN} as far as emergency places are concerned; `in_placement_recorded` has the kinds of the return.",
        "Placements begun by the close of the date and not ended by it. Average: child-days over days.",
        indicators.in_placement,
        indicators.in_placement_on_average,
        categories=BY_KIND_AND_EMERGENCY,
    ),
    _stock(
        "in_placement_recorded",
        "Children in placement, as the return records them",
        "children",
        Better.NEITHER,
        "Children in a placement at the close of the date, by the kind under which the return has it: an emergency "
        "place counts as agency foster care, as supported accommodation from 16, or as other residential when it is "
        "not registered. The average is over every day of the run.",
        f"{DFE}: placements of children looked after at 31 March, split by whose carers they are.",
        "Placements begun by the close of the date and not ended by it. Average: child-days over days.",
        indicators.in_placement_recorded,
        indicators.in_placement_recorded_on_average,
        categories=BY_KIND,
    ),
    _stock(
        "in_residential",
        "Children in residential placements",
        "children",
        Better.LOWER,
        "Children placed in children's homes, secure accommodation or other residential settings.",
        f"{DFE}: placement codes K1, K2, R1 to R3, R5 and S1, and Z1 for places that are not registered.",
        "Placements of residential kinds at the close of the date. Average: child-days over days.",
        indicators.in_residential,
        indicators.in_residential_on_average,
        headline=True,
    ),
    _stock(
        "three_or_more_placements_percent",
        "Children with three or more placements in the year",
        "percent",
        Better.LOWER,
        "Of children looked after at the date, those who had three or more placements in the year to "
        "it. A placement already open when the year starts counts, and so does one in an earlier "
        "period of care in the same year; a placement of any length counts, but for one that ends at "
        "the instant it begins.",
        f"{NATIONAL_INDICATORS}, NI 62; published each year by the Department for Education.",
        "Children looked after with three or more placements that overlap the year, over children looked after.",
        indicators.three_or_more_placements,
        headline=True,
    ),
    _stock(
        "long_term_stability_percent",
        "Long-term placement stability",
        "percent",
        Better.HIGHER,
        "Of children under 16 looked after continuously for at least 2.5 years, those who have lived "
        "in the same placement for at least 2 years, or are placed for adoption and that placement "
        "together with the one before it has lasted at least 2 years.",
        f"{NATIONAL_INDICATORS}, NI 63 (the Department for Education's definition up to 2020).",
        "Years are of 365.25 days. The placement before that of a child placed for adoption must be in the register.",
        indicators.long_term_stability,
    ),
    _count(
        "moves",
        "Moves between placements",
        "moves",
        Better.LOWER,
        "Moves from one placement to another within a period of care, by why the placement ended.",
        f"{DFE}: reason for placement change.",
        "Placements that ended in the year for any reason but leaving care.",
        indicators.moves,
        categories="by why the placement ended",
    ),
    _count(
        "disruptions",
        "Placements that broke down",
        "placements",
        Better.LOWER,
        "Placements that ended unplanned because the carer, the child or the service could not go on.",
        f"{OWN}; near the Department for Education's reasons for placement change that are not by care plan.",
        "Placements that ended in the year by disruption.",
        indicators.disruptions,
        categories=BY_KIND,
        headline=True,
    ),
    _rate(
        "disruption_rate",
        "Placements that broke down per child-year",
        "disruptions per child-year",
        Better.LOWER,
        "Disruptions for each year that a child spends in placement, in all and by how long the placement had lasted.",
        OWN,
        "Disruptions in the year, over child-days in placement in it divided by 365.25; by band, both in the band.",
        indicators.disruption_rate,
        categories="by time in placement",
    ),
    _rate(
        "move_rate",
        "Moves per child-year",
        "moves per child-year",
        Better.LOWER,
        "Moves from one placement to another for each year that a child spends in placement, in all and by how "
        "long the placement had lasted.",
        f"{DFE}: changes of placement by reason and time in placement, over child-years in placement derived from the "
        "lengths of placements ended; the Department's changes of legal status alone are no moves here.",
        "Placements ended otherwise than by leaving care in the year, over child-days in placement in it divided by "
        "365.25; by band, both in the band.",
        turnover.move_rate,
        categories="by time in placement",
    ),
    _rate(
        "placements_ended_percent",
        "Placements ended, by how long they had lasted",
        "percent",
        Better.NEITHER,
        "Of the placements that ended in the year, by a move or by leaving care, those that had lasted so long.",
        f"{DFE}: placements ending in the year by duration.",
        "Placements ended in the year whose length lies in the band, over all that ended.",
        turnover.ended_by_length,
        categories="by length",
    ),
    _count(
        "new_placements",
        "Placements begun",
        "placements",
        Better.LOWER,
        "Placements begun in the year, at entry or by a move; one that ends at the instant it begins does not count.",
        f"{DFE}: placements starting in the year by locality and distance.",
        "Placements begun in the year, by where they are.",
        turnover.new_placements,
        categories="by location",
    ),
    _stock(
        "placements_in_year_percent",
        "Placements in the year, by time in care",
        "percent",
        Better.NEITHER,
        "Of children looked after at the date for under a year, and of those looked after for a year or more, those "
        "who had one, two, or three or more placements in the year to it, counted as for three or more placements.",
        f"{DFE}: children looked after by number of placements in the year and time looked after.",
        "Children with so many placements that overlap the year, over all children of the same time in care.",
        turnover.placements_in_the_year,
        categories="by time in care and number",
    ),
    _stock(
        "three_or_more_placements_in_two_years_percent",
        "Children with three or more placements in two years",
        "percent",
        Better.LOWER,
        "Of children looked after continuously for at least two years, those who had three or more placements in the "
        "two years to the date.",
        f"{DFE}: children looked after for two years with three or more placements in them, published from 2019.",
        "As three or more placements, over two years. Right from two years after the start of the run on, for of "
        "children in care on the first day only a year of earlier placements is known.",
        turnover.three_or_more_in_two_years,
    ),
    _stock(
        "looked_after_a_year_percent",
        "Children looked after for a year or more",
        "percent",
        Better.NEITHER,
        "Of children looked after at the date, those who have been continuously for a year or more.",
        "Department for Education, Outcomes for children looked after (OC2 return): children looked after continuously "
        "for at least 12 months at 31 March.",
        "Children whose period of care began a year or more before the date, over children looked after.",
        turnover.looked_after_a_year,
    ),
    _rate(
        "leaving_rate",
        "Children leaving care per child-year, by where they live",
        "children leaving per child-year",
        Better.NEITHER,
        "Children who leave care for each year that children spend in placement, in all and by the kind of their last "
        "placement.",
        f"{DFE}: children ceasing to be looked after by last placement, over children looked after by placement.",
        "Placements ended by leaving care in the year, over child-days in placement in it divided by 365.25; of a "
        "kind, both in that kind.",
        turnover.leaving_rate,
        categories="by kind of placement; 'in house and agency'",
    ),
    _stock(
        "in_house_siblings_together_percent",
        "Siblings with the council's own carers who live together",
        "percent",
        Better.HIGHER,
        "Of pairs of siblings who are both placed with in-house foster carers, those in the same household.",
        f"{OWN}; {OFSTED}, publishes siblings placed as their assessment planned, together as a rule.",
        "Pairs in one household over all pairs, counted within families.",
        turnover.in_house_siblings_together,
    ),
    _stock(
        "inside_borough_percent",
        "Children placed inside the council's area",
        "percent",
        Better.HIGHER,
        "Of children looked after at the date, those whose placement is inside the council's "
        "boundary. The average is of all days of care in the run.",
        f"{DFE}: locality of placement.",
        "Children placed inside over children in placement. Average: child-days inside over child-days.",
        indicators.inside_borough,
        indicators.inside_borough_on_average,
        headline=True,
    ),
    _stock(
        "over_20_miles_percent",
        "Children placed outside the council's area and over 20 miles from home",
        "percent",
        Better.LOWER,
        "Of children looked after at the date, those placed outside the council's area and over 20 miles from home. "
        "Placements over 20 miles away but still inside the area are not counted. The average is of all days of care "
        "in the run.",
        f"{DFE}: distance between home and placement.",
        "Children placed outside and over 20 miles away over children in placement. Average: child-days likewise.",
        indicators.over_20_miles,
        indicators.over_20_miles_on_average,
    ),
    _rate(
        "first_choice_percent",
        "Placements of the kind first sought",
        "percent",
        Better.HIGHER,
        "Of placements begun in the year, those of the kind that was the first choice for the child and that the child "
        "had not to wait for in an emergency place. An emergency place that becomes the home is not one either.",
        OWN,
        "First-choice placements begun in the year over placements begun in it.",
        indicators.first_choice,
    ),
    _count(
        "emergency_placements",
        "Emergency placements",
        "placements",
        Better.LOWER,
        "Placements made because nothing had been found by the time a place was needed.",
        OWN,
        "Placements begun in the year that were emergency places.",
        indicators.emergency_placements,
        categories="'unregistered', of these: no registered place took a child for whom residential care was sought",
        headline=True,
    ),
    _rate(
        "unplanned_placement_percent",
        "Placements that began in an emergency place",
        "percent",
        Better.LOWER,
        f"Of placements begun in the year for which a place was looked for ({LOOKED_FOR}), those that began in an "
        "emergency place because nothing had been found by the time one was needed.",
        OWN,
        "Emergency places begun in the year over placements begun in it, of those looked for.",
        indicators.unplanned_placements,
        headline=True,
    ),
    _count(
        "days_in_emergency_places",
        "Days in emergency places",
        "child-days",
        Better.LOWER,
        "Days that children spent in emergency places before a place was found for them, or theirs became the home "
        "that was looked for.",
        OWN,
        "Child-days of the year in emergency places.",
        indicators.days_in_emergency_places,
        categories="'unregistered', of these",
        headline=True,
    ),
    _rate(
        "needs_unmet_percent",
        "Placements without what the child needed",
        "percent",
        Better.LOWER,
        f"Of placements begun in the year for which a place was looked for ({LOOKED_FOR}), those that lack a skill "
        "which the child's needs ask for, are of another kind than was first sought, or are apart from a brother or "
        "sister in care.",
        OWN,
        "Placements begun in the year that lack any of the three over placements begun in it, of those looked for.",
        indicators.needs_unmet,
        categories="by what is lacking; one placement may lack several",
        headline=True,
    ),
    _rate(
        "search_days_mean",
        "Mean days searched for a placement",
        "days",
        Better.LOWER,
        "Mean days from the request to the placement, of placements begun in the year that a search "
        "found: emergency places, and placements with parents or for adoption, are left out.",
        OWN,
        "Sum of days searched over the number of such placements.",
        indicators.search_days,
    ),
    _stock(
        "siblings_split_percent",
        "Children placed apart from a sibling",
        "percent",
        Better.LOWER,
        "Of children in placement at the date who have a brother or sister also in care, those who "
        "live apart from at least one of them.",
        f"{OWN}; Ofsted counts sibling groups placed apart in foster care only.",
        "Siblings live apart if their kinds of placement or in-house households differ, together if "
        "they share an in-house household, and otherwise as the register said when any of them was "
        "placed.",
        indicators.siblings_split,
    ),
    _stock(
        "in_house_places_approved",
        "In-house places: approved",
        "places",
        Better.NEITHER,
        "Places for which the council's own foster households are approved.",
        f"{OFSTED}: approved places at 31 March.",
        "Sum over households approved at the close of the date. Average: place-days over days.",
        fostering.places_approved,
        fostering.places_approved_on_average,
    ),
    _stock(
        "in_house_places_filled",
        "In-house places: filled",
        "places",
        Better.NEITHER,
        "In-house places in which a child looked after lives.",
        f"{OFSTED}: filled places at 31 March.",
        "Places filled at the close of the date. Average: place-days over days.",
        fostering.places_filled,
        fostering.places_filled_on_average,
        headline=True,
    ),
    _stock(
        "in_house_places_vacant",
        "In-house places: vacant",
        "places",
        Better.LOWER,
        "In-house places that are empty and open to a child.",
        f"{OFSTED}: vacant places at 31 March.",
        "Approved less filled less unavailable. Average: place-days over days.",
        fostering.places_vacant,
        fostering.places_vacant_on_average,
    ),
    _stock(
        "in_house_places_unavailable",
        "In-house places: not available",
        "places",
        Better.LOWER,
        "In-house places that are empty but take nobody just now: the household takes a break or is "
        "being looked into, or a young person stays put after 18.",
        f"{OFSTED}: places not available at 31 March.",
        "Places unavailable at the close of the date. Average: place-days over days.",
        fostering.places_unavailable,
        fostering.places_unavailable_on_average,
    ),
    _stock(
        "households",
        "In-house foster households",
        "households",
        Better.HIGHER,
        "Approved foster households of the council.",
        f"{OFSTED}: approved households at 31 March.",
        "Households approved and not deregistered at the close of the date. Average: household-days over days.",
        fostering.households,
        fostering.households_on_average,
    ),
    _count(
        "households_approved",
        "Foster households approved",
        "households",
        Better.HIGHER,
        "In-house foster households newly approved in the year.",
        f"{OFSTED}: households approved in the year.",
        "Households approved in the year; those there when the run starts are not new.",
        fostering.households_approved,
    ),
    _count(
        "households_left",
        "Foster households that stopped",
        "households",
        Better.LOWER,
        "In-house foster households that were deregistered in the year.",
        f"{OFSTED}: households deregistered in the year.",
        "Households that left in the year.",
        fostering.households_left,
    ),
    _stock(
        "own_home_beds_open",
        "Beds in the council's own children's homes: open",
        "beds",
        Better.NEITHER,
        "Beds in the council's own children's homes that have opened since the run started.",
        OWN,
        "Beds in homes opened by the close of the date. Average: bed-days over days.",
        own_homes.beds_open,
        own_homes.beds_open_on_average,
    ),
    _stock(
        "own_home_beds_filled",
        "Beds in the council's own children's homes: filled",
        "beds",
        Better.HIGHER,
        "Beds in the council's own children's homes in which a child lives; the return has the child in a children's "
        "home.",
        OWN,
        "Beds filled at the close of the date. Average: bed-days over days.",
        own_homes.beds_filled,
        own_homes.beds_filled_on_average,
    ),
    _count(
        "residential_stepped_down",
        "Children stepped down from residential care",
        "children",
        Better.HIGHER,
        "Children who moved from a residential placement to a family through the placements panel.",
        OWN,
        "Placements begun in the year that were a step down.",
        services.residential_stepped_down,
    ),
    _count(
        "redirected",
        "Requests sent to look in-house first",
        "requests",
        Better.NEITHER,
        "Requests for a children's home or an agency placement that the panel sent to look for an "
        "in-house family first; not all find one.",
        OWN,
        "Decisions of the panel in the year.",
        services.redirected,
    ),
    _count(
        "redirected_placed",
        "Of these, children placed in-house",
        "children",
        Better.HIGHER,
        "Children placed with an in-house family after the panel had sent the request to look there first; a request "
        "may be for several children.",
        OWN,
        "Placements begun in the year that were found so.",
        services.redirected_placed,
    ),
    _count(
        "stabilised",
        "Requests to move turned into a stabilisation plan",
        "requests",
        Better.NEITHER,
        "Requests to move, after notice, that the panel turned into a plan to keep the placement.",
        OWN,
        "Decisions of the panel in the year.",
        services.stabilised,
    ),
    _count(
        "families_worked_with",
        "Families the edge-of-care team began to work with",
        "families",
        Better.NEITHER,
        "Families at risk with whom the edge-of-care team began to work.",
        OWN,
        "Families with whom work began in the year.",
        services.families_worked_with,
    ),
    _count(
        "children_worked_with",
        "Children of those families whose crisis came",
        "children",
        Better.NEITHER,
        "Children of families the team worked with whose crisis date fell in the year: the whole of "
        "which `children_not_entering` is a part.",
        OWN,
        "Children in families worked with, counted at the family's crisis date.",
        services.children_worked_with,
    ),
    _count(
        "children_not_entering",
        "Children worked with who did not enter at the crisis (observed)",
        "children",
        Better.NEITHER,
        "Children of families the team worked with who did not enter care at the family's crisis "
        "date. This is what a council can observe ('33 of 43 diverted'); most of them would not have "
        "entered without help either.",
        f"{OWN}, after Ofsted's letter of August 2018.",
        "Children in families worked with that did not enter, counted at the family's crisis date.",
        services.children_not_entering,
    ),
    _count(
        "entries_averted",
        "Entries to care averted (against the counterfactual)",
        "children",
        Better.HIGHER,
        "Children who would have entered care at the crisis without the team's help and did not, less "
        "those whose entry was only postponed, less any who entered only because of the help (when "
        "its risk ratio is over 1).",
        COUNTERFACTUAL,
        "'averted at the crisis' less 'only postponed' less 'added by the help', at the family's crisis date.",
        services.entries_averted,
        categories="'averted at the crisis', 'only postponed', 'added by the help'",
    ),
    _count(
        "returned_home_with_support",
        "Children returned home with support",
        "children",
        Better.HIGHER,
        "Planned returns home that the edge-of-care team supported.",
        OWN,
        "Returns home made in the year for which the team had begun to work.",
        services.returned_home_with_support,
        categories="'brought about by the team': returns that were not decided until the team worked for them",
    ),
    _rate(
        "camhs_wait_days_median",
        "Median wait for CAMHS",
        "days",
        Better.LOWER,
        "Median days from an accepted referral to the first appointment, of children first seen in the year.",
        OWN,
        "Median of first appointment less referral.",
        services.camhs_wait,
        categories="by route: usual or co-located",
    ),
    _stock(
        "camhs_waiting",
        "Children waiting for CAMHS",
        "children",
        Better.LOWER,
        "Children whose referral to CAMHS was accepted and who have not had a first appointment.",
        OWN,
        "Referrals made by the close of the date, not seen and not ended by it.",
        services.camhs_waiting,
        categories="by route: usual or co-located",
    ),
    _count(
        "camhs_seen",
        "Children first seen by CAMHS",
        "children",
        Better.HIGHER,
        "Children who had a first appointment with CAMHS in the year; one referred anew is counted anew.",
        OWN,
        "First appointments in the year.",
        services.camhs_seen,
        categories="by route: usual or co-located",
    ),
    _count(
        "trained",
        "Foster households trained",
        "training places",
        Better.HIGHER,
        "Training places that in-house foster households completed.",
        OWN,
        "Courses completed in the year.",
        services.trained,
    ),
    _count(
        "cost_placements",
        "Cost of placements",
        "GBP",
        Better.LOWER,
        "What the council pays for placements, at the scenario's weekly prices with their uplifts.",
        f"{OWN}; prices and their sources are in the scenario.",
        "Days in placement in the year over 7, times the weekly price; discounted to the start if the scenario says.",
        costs.cost_placements,
        categories=BY_KIND_AND_EMERGENCY,
    ),
    _count(
        "cost_strategies",
        "Cost of strategies",
        "GBP",
        Better.LOWER,
        "What the strategies in force cost: staff in post, fixed yearly costs, and costs for each case.",
        f"{OWN}; prices and their sources are in the strategy's file.",
        "Staff and yearly costs from the start date, growing evenly over the ramp; families begun "
        "with, children supported after a panel decision, consultation hours given, training places "
        "taken, own children's homes opened and their years, filled or not, each times its cost. A service with no "
        "capacity costs nothing.",
        costs.cost_strategies,
        categories=f"{BY_STRATEGY}, those in force only",
        headline=True,
    ),
    _count(
        "cost_total",
        "Total cost",
        "GBP",
        Better.LOWER,
        "Placements, strategies and usual CAMHS together. Usual CAMHS costs the same with every strategy.",
        OWN,
        "Sum of its three categories.",
        costs.cost_total,
        categories="'placements', 'strategies', 'usual CAMHS'",
        headline=True,
    ),
)
"""All measures, in the order in which tables show them."""
