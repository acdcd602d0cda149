"""Every number the model uses, declared once: its name, meaning, unit and bounds.

A field's `Annotated` metadata is its `Unit`; a scenario file gives each as a quantity with value, unit, source and
date (`inputs/quantity.py`). The model reads the plain values. Optional parts (`X | None`) are off when absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a quantity and the bounds within which its value must lie."""

    name: str
    minimum: float = 0.0
    maximum: float = inf
    whole: bool = False
    sums_to_one: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A quantity with one number for each of several categories; index it by the matching enumeration."""

    def __getitem__(self, category: int) -> float:
        return getattr(self, self.__match_args__[category])  # type: ignore[no-any-return]

    def values(self) -> tuple[float, ...]:
        """Return the numbers in the order of the categories."""
        return tuple([self[category] for category in range(len(self.__match_args__))])


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


DURATION_BAND_STARTS = (0.0, 14.0, 56.0, 182.0, 365.0, 730.5, 1095.75, 1826.25)
"""Days since the start at which each band of `ByDuration` starts."""


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


SHARE = Unit("share", 0, 1)
SHARES = Unit("share", 0, 1, sums_to_one=True)
PROBABILITY = Unit("probability", 0, 1)
MULTIPLIER = Unit("multiplier", 0)
PER_YEAR = Unit("per year", 0)
DAYS = Unit("days", 0)
POSITIVE_DAYS = Unit("days", 1e-6)
WEEKS = Unit("weeks", 0)
CHILDREN = Unit("children", 0)
PLACES = Unit("places", 0)
SPREAD = Unit("standard deviation of the logarithm", 0, 3)
DAYS_AFTER_START = Unit("days after start", 0)
POUNDS_A_WEEK = Unit("GBP per week", 0)
POUNDS_A_YEAR = Unit("GBP per year", 0)
POUNDS_EACH = Unit("GBP each", 0)


@dataclass(frozen=True, slots=True)
class Demand:
    """Families at risk and the children in them."""

    entries_per_year: Annotated[float, Unit("children per year", 0)]
    """Children who would enter care in a year without any help, re-entries not counted."""
    yearly_variation: Annotated[float, Unit("coefficient of variation", 0, 3)]
    """Of the gamma-distributed yearly rate; adds to the Poisson's own variation."""
    trend: Annotated[float, Unit("share per year", -0.5, 0.5)]
    month_pattern: Annotated[ByMonth, Unit("multiplier", 0)]
    route_shares: Annotated[ByRoute, SHARES]
    """Of families that enter without help."""
    age_shares: Annotated[ByAge, SHARES]
    """Of the eldest-referred child, all routes but remand and unaccompanied."""
    remand_age_shares: Annotated[ByAge, SHARES]
    unaccompanied_age_shares: Annotated[ByAge, SHARES]
    children_per_family: Annotated[float, Unit("children", 1, 6)]
    """Mean size of the group that enters together; geometric, at most six. Remand and unaccompanied enter alone."""
    sibling_age_gap: Annotated[float, Unit("years", 0.1, 6)]
    """Mean gap between one sibling's birth and the next."""
    male_share: Annotated[float, SHARE]
    unaccompanied_male_share: Annotated[float, SHARE]
    behaviour_share: Annotated[ByAge, SHARE]
    """Of children entering: behaviour or mental-health need."""
    behaviour_onset: Annotated[ByAge, PER_YEAR]
    """Hazard of such a need beginning later, in those without one."""
    disability_share: Annotated[float, SHARE]
    entry_probability: Annotated[float, Unit("probability", 0.01, 1)]
    """Of a family referred with warning, entering care at its crisis when nobody helps (the counterfactual p0)."""
    warning_median: Annotated[float, POSITIVE_DAYS]
    """From referral to the crisis date, routes with warning."""
    warning_spread: Annotated[float, SPREAD]
    search_notice: Annotated[float, DAYS]
    """How long before a foreseen entry the search for a placement opens."""


@dataclass(frozen=True, slots=True)
class LeavingByKind:
    """How leaving follows where the child lives, with what keeps leaving in all as it is without."""

    strength: Annotated[float, SHARE]
    """1: as published by kind of placement; 0: leaving does not follow the placement; between: all numbers of this part
    to this power."""
    multiplier: Annotated[ByKind, MULTIPLIER]
    """On the hazard of the decision, by the kind lived in. All ones switch the whole part off."""
    time_in_care: Annotated[ByDuration, MULTIPLIER]
    """With the next two, on the hazard of all kinds alike: what keeps leaving in all by time in care, age and route."""
    age: Annotated[ByAge, MULTIPLIER]
    route: Annotated[ByRoute, MULTIPLIER]
    causes_foster: Annotated[ByCause, MULTIPLIER]
    """On the shares of the causes, for a child who lives with unrelated foster carers; the next likewise."""
    causes_connected: Annotated[ByCause, MULTIPLIER]
    causes_residential: Annotated[ByCause, MULTIPLIER]
    """In a children's home or secure unit."""
    causes_other_residential: Annotated[ByCause, MULTIPLIER]
    causes_supported: Annotated[ByCause, MULTIPLIER]
    causes_with_parents: Annotated[ByCause, MULTIPLIER]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Leaving care by cause, and coming back."""

    hazard_by_time_in_care: Annotated[ByDuration, PER_YEAR]
    age_multiplier: Annotated[ByAge, MULTIPLIER]
    route_multiplier: Annotated[ByRoute, MULTIPLIER]
    causes_under_1: Annotated[ByCause, SHARES]
    causes_1_to_4: Annotated[ByCause, SHARES]
    causes_5_to_9: Annotated[ByCause, SHARES]
    causes_10_to_15: Annotated[ByCause, SHARES]
    causes_from_16: Annotated[ByCause, SHARES]
    planned_return_median: Annotated[float, POSITIVE_DAYS]
    """From the decision that a child goes home to the day they do."""
    planned_return_spread: Annotated[float, SPREAD]
    adoption_median: Annotated[float, POSITIVE_DAYS]
    """From being placed for adoption to the adoption order."""
    adoption_spread: Annotated[float, SPREAD]
    with_parents_location_shares: Annotated[ByLocation, SHARES]
    adoption_location_shares: Annotated[ByLocation, SHARES]
    reentry_within_1_year: Annotated[float, Unit("probability", 0, 0.95)]
    """Cumulative, after a return home; with the next a Weibull. Zero switches re-entry off."""
    reentry_within_6_years: Annotated[float, Unit("probability", 0, 0.99)]
    guardianship_return_within_5_years: Annotated[float, Unit("probability", 0, 0.95)]
    staying_put_share: Annotated[float, SHARE]
    """Of young people who turn 18 in an in-house household, those who stay and keep the place."""
    staying_put_mean: Annotated[float, DAYS]
    by_kind: LeavingByKind


@dataclass(frozen=True, slots=True)
class Doors:
    """Moves between kinds of placement that need no search: home to parents, to kin, to hospital, custody or secure."""

    parents_at_entry: Annotated[ByRoute, PROBABILITY]
    """That children who come into care are placed with their parents from the first day."""
    to_parents: Annotated[float, PER_YEAR]
    """Hazard in care of being placed with parents, before what multiplies it by time in care and in placement."""
    to_parents_by_time_in_care: Annotated[ByDuration, MULTIPLIER]
    to_connected: Annotated[float, PER_YEAR]
    """Hazard in care of moving to relatives or friends found since entry, before what multiplies it."""
    to_connected_by_time_in_care: Annotated[ByDuration, MULTIPLIER]
    to_connected_by_age: Annotated[ByAge, MULTIPLIER]
    to_other_residential: Annotated[float, PER_YEAR]
    """Hazard in care of going to hospital, a family centre, custody or a care home, before what multiplies it."""
    to_other_residential_by_age: Annotated[ByAge, MULTIPLIER]
    to_secure: Annotated[float, PER_YEAR]
    """Hazard of a secure placement, from 10, with a behaviour or mental-health need, before the time in placement."""
    to_sibling: Annotated[float, PER_YEAR]
    """Hazard that a child apart from a sibling in care has a place looked for in the sibling's home."""
    by_time_in_placement: Annotated[ByDuration, MULTIPLIER]
    """On all of these but the way to relatives, and on the move to supported accommodation."""


@dataclass(frozen=True, slots=True)
class Stability:
    """How placements end before care does."""

    hazard_by_time_in_placement: Annotated[ByDuration, PER_YEAR]
    """Of disruption, before the multipliers."""
    scale: Annotated[float, MULTIPLIER]
    """The authority against England."""
    age_multiplier: Annotated[ByAge, MULTIPLIER]
    kind_multiplier: Annotated[ByKind, MULTIPLIER]
    behaviour_multiplier: Annotated[float, MULTIPLIER]
    split_multiplier: Annotated[float, MULTIPLIER]
    """Placed apart from a sibling in care."""
    poor_match_multiplier: Annotated[float, MULTIPLIER]
    """The placement lacks a skill that the child needs."""
    immediate_share: Annotated[float, SHARE]
    """Of disruptions, those that end the same day; the rest give notice."""
    notice: Annotated[float, DAYS]
    """Given by carers and providers for a disruption with notice."""
    fragile_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, once notice of it has been given and the placement goes on after all."""
    planned_moves: Annotated[ByKind, PER_YEAR]
    """Hazard of a move by change of care plan, by the kind the child is in, before time in placement."""
    planned_by_time_in_placement: Annotated[ByDuration, MULTIPLIER]
    planned_notice: Annotated[float, DAYS]
    moves_to_supported: Annotated[float, PER_YEAR]
    """Hazard from 16 of a planned move to supported accommodation, from foster care or residential."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which kinds of placement are sought, in which order: share of children for whom each is the first choice."""

    residential_first: Annotated[ByAge, SHARE]
    """Children with a behaviour or mental-health need."""
    residential_first_other: Annotated[ByAge, SHARE]
    """Children without."""
    residential_after_disruption: Annotated[float, PROBABILITY]
    """That the disruption of a foster placement of a child of 10 or over with such a need leads to residential."""
    other_residential_at_entry: Annotated[ByAge, SHARE]
    """Of children who come into care, those who are in a hospital, a mother-and-baby unit or the like, and stay."""
    remand_custody_share: Annotated[float, SHARE]
    """Of remanded children, those in youth detention (other residential); the rest are remanded to accommodation."""
    secure_share: Annotated[float, PROBABILITY]
    """Of residential first choices at 10 or over, those that need secure accommodation."""
    supported_first: Annotated[float, SHARE]
    """At 16 and over."""
    unaccompanied_supported_first: Annotated[float, SHARE]
    """Unaccompanied, at 16 and over."""


@dataclass(frozen=True, slots=True)
class InHouseFostering:
    """The council's own foster households."""

    households: Annotated[float, Unit("households", 0, whole=True)]
    places_shares: Annotated[ByPlaces, SHARES]
    location_shares: Annotated[ByLocation, SHARES]
    accepts_under_5: Annotated[float, SHARE]
    accepts_5_to_9: Annotated[float, SHARE]
    accepts_from_10: Annotated[float, SHARE]
    """Of places, those whose carers take children of the age; a household takes at least one of the ages."""
    skilled_adolescents: Annotated[float, SHARE]
    skilled_disability: Annotated[float, SHARE]
    skilled_behaviour: Annotated[float, SHARE]
    skilled_siblings: Annotated[float, SHARE]
    agreement: Annotated[float, PROBABILITY]
    """Mean probability that carers agree to a child whom their approval allows, when asked."""
    agreement_variation: Annotated[float, Unit("coefficient of variation", 0, 3)]
    """Between households: some say yes often, some hardly ever."""
    unskilled_agreement: Annotated[float, MULTIPLIER]
    """Of agreement, when the child has a need for which the carers have no skill."""
    sibling_agreement: Annotated[float, PROBABILITY]
    """That carers who have a child's sibling, and a place, agree to the child as well."""
    unavailable_share: Annotated[float, Unit("share", 0, 0.9)]
    """Of time, in spells in which a household takes no new child."""
    unavailable_mean: Annotated[float, Unit("days", 1)]
    deregistration: Annotated[float, PER_YEAR]
    closes_when_empty: Annotated[float, SHARE]
    """Of households that stop with children in them, those that wait until the last has left of their own."""
    enquiries: Annotated[float, PER_YEAR]
    enquiries_assessed: Annotated[float, PROBABILITY]
    assessments_approved: Annotated[float, PROBABILITY]
    enquiry_days: Annotated[float, DAYS]
    """From enquiry to the start of assessment."""
    assessment_median: Annotated[float, POSITIVE_DAYS]
    assessment_spread: Annotated[float, SPREAD]
    panel_interval: Annotated[float, POSITIVE_DAYS]
    households_per_area: Annotated[float, Unit("households", 1, whole=True)]
    """A duty team searches among the households of its own area; small authorities are one area."""


@dataclass(frozen=True, slots=True)
class ConnectedPersons:
    """Relatives and friends who can foster a child of theirs."""

    available: Annotated[ByAge, PROBABILITY]
    """That the search at entry finds one able to take the child or group."""
    location_shares: Annotated[ByLocation, SHARES]


@dataclass(frozen=True, slots=True)
class Market:
    """Providers of one kind of placement, who answer a search with an offer."""

    capacity: Annotated[float, PLACES]
    """Places open to this authority; `inf` when the market stretches at its price."""
    offer: Annotated[ByAge, PROBABILITY]
    """That a search brings an offer in one round of asking."""
    behaviour_multiplier: Annotated[float, MULTIPLIER]
    sibling_multiplier: Annotated[float, MULTIPLIER]
    """On the chance of an offer, for each further child to be placed together."""
    delay_median: Annotated[float, DAYS]
    """Of one round of asking."""
    delay_spread: Annotated[float, SPREAD]
    matched: Annotated[float, SHARE]
    """Of offers for a child with needs, those with the skills."""
    location_shares: Annotated[ByLocation, SHARES]


@dataclass(frozen=True, slots=True)
class Emergency:
    """Places for a child whom the council must accommodate when nothing has been found."""

    capacity: Annotated[float, PLACES]
    """Registered places open to this authority at once; `inf` when one can always be had."""
    location_shares: Annotated[ByLocation, SHARES]
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption."""
    kept: Annotated[float, SHARE]
    """Of emergency places behind which the search finds another, those in which the child stays all the same."""
    in_home: Annotated[float, SHARE]
    """Of emergency places for children for whom a children's home is sought, those that are in one."""
    unregistered_share: Annotated[ByNeed, SHARE]
    """Of children for whom a children's or secure home is sought, those whom no registered place takes either."""


@dataclass(frozen=True, slots=True)
class LivingAlone:
    """Children in a children's home with whom no other child can live."""

    share: Annotated[float, SHARE]
    """Of children with a behaviour or mental-health need."""
    blocks: Annotated[float, Unit("places", 0, 20, whole=True)]
    """Further places that such a child takes from others, in a market of finite capacity."""


@dataclass(frozen=True, slots=True)
class OwnHomes:
    """Children's homes of the council's own, inside its area; nobody lives in them when the run starts."""

    starts: Annotated[float, DAYS_AFTER_START]
    """When the first home opens."""
    ramp: Annotated[float, DAYS]
    """Over which the homes open, evenly."""
    homes: Annotated[float, Unit("homes", 0, 1000, whole=True)]
    beds: Annotated[float, Unit("beds", 1, 100, whole=True)]
    """In each home."""
    youngest: Annotated[float, Unit("years", 0, 18)]
    """Age from which children are taken."""
    agreement: Annotated[ByNeed, PROBABILITY]
    """That a home with a bed free takes a child for whom residential care is sought, when asked."""
    behaviour_together: Annotated[float, Unit("children", 0, whole=True)]
    """Most children with a behaviour or mental-health need who can live in one home together."""
    matched: Annotated[float, SHARE]
    """Of children with needs whom a home takes, those for whom it has the skills."""
    weekly_price: Annotated[float, POUNDS_A_WEEK]
    """For each child living there: what an empty bed does not cost."""
    cost_per_home: Annotated[float, POUNDS_A_YEAR]
    """Staff and building, from the opening on, whether beds are filled or not."""
    cost_of_opening: Annotated[float, POUNDS_EACH]
    """Of one home, on the day it opens."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What placements cost the council."""

    weekly: Annotated[ByKind, POUNDS_A_WEEK]
    behaviour_uplift: Annotated[float, MULTIPLIER]
    """On agency and children's home prices, for a child with a behaviour or mental-health need."""
    emergency_uplift: Annotated[float, MULTIPLIER]
    unregistered: Annotated[float, POUNDS_A_WEEK]
    """Of an emergency place that is not registered, whatever the child's need."""
    scarcity_elasticity: Annotated[ByMarket, Unit("elasticity", 0, 2)]
    """How much the price rises with the rounds of asking that a search took beyond the usual."""
    discount_rate: Annotated[float, Unit("share per year", 0, 0.2)]


@dataclass(frozen=True, slots=True)
class CamhsTeam:
    """Clinicians who see children in care, with caseloads and a queue."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    """Over which the clinicians come into post, evenly."""
    clinicians: Annotated[float, Unit("clinicians (whole time)", 0)]
    caseload: Annotated[float, Unit("children per clinician", 1e-6)]
    access_median: Annotated[float, DAYS]
    """From referral to the first appointment when there is no queue."""
    access_spread: Annotated[float, SPREAD]
    accepted: Annotated[float, PROBABILITY]
    """Of referrals."""
    weeks_seen_median: Annotated[float, Unit("weeks", 1e-6)]
    weeks_seen_spread: Annotated[float, SPREAD]
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, while seen."""
    cost_per_clinician: Annotated[float, POUNDS_A_YEAR]


@dataclass(frozen=True, slots=True)
class Camhs:
    """When children are referred, and the usual route to CAMHS."""

    referral_at_entry: Annotated[float, PROBABILITY]
    """Of children with a behaviour or mental-health need."""
    referral_after_disruption: Annotated[float, PROBABILITY]
    referral_at_strain: Annotated[float, PROBABILITY]
    strain: Annotated[float, Unit("share of the way to disruption", 0.01, 1)]
    """How far a placement has gone towards disruption when the carers ask for help."""
    usual: CamhsTeam


@dataclass(frozen=True, slots=True)
class CarerConsultation:
    """A psychologist who advises foster carers."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    hours: Annotated[float, Unit("hours per week", 0)]
    hours_per_household: Annotated[float, Unit("hours per week per household", 1e-6)]
    weeks: Annotated[float, Unit("weeks", 1e-6)]
    """For which a household is supported around a child."""
    hazard_multiplier: Annotated[float, MULTIPLIER]
    unskilled_agreement: Annotated[float, MULTIPLIER]
    """Takes the place of the in-house value, when a consultation can be offered with the child."""
    cost_per_hour: Annotated[float, POUNDS_EACH]


@dataclass(frozen=True, slots=True)
class CamhsSupport:
    """The strategy: a co-located professional, and consultation with a psychologist."""

    colocated: CamhsTeam
    consultation: CarerConsultation


@dataclass(frozen=True, slots=True)
class EdgeOfCare:
    """A team that works with families at the edge of care, and with planned returns home."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    workers: Annotated[float, Unit("workers (whole time)", 0)]
    families_per_worker: Annotated[float, Unit("families per worker", 1e-6)]
    weeks_median: Annotated[float, Unit("weeks", 1e-6)]
    weeks_spread: Annotated[float, SPREAD]
    entry_risk_ratio: Annotated[float, Unit("risk ratio", 0)]
    """Risk of entering at the crisis with help over without (the counterfactual RR), when help had its full effect."""
    weeks_to_full_effect: Annotated[float, WEEKS]
    """Of help before the crisis, after which it works in full; before that in proportion."""
    postponed_share: Annotated[float, SHARE]
    """Of averted entries, those that happen after all within `postponed_within`."""
    postponed_within: Annotated[float, DAYS]
    priority_age: Annotated[float, Unit("years", 0, 18)]
    """Families whose eldest child is at least this old go first."""
    return_support_share: Annotated[float, SHARE]
    """Of planned returns home, those for which the team is asked."""
    return_sooner: Annotated[float, SHARE]
    """By which support shortens the time from decision to return."""
    return_extra: Annotated[float, PROBABILITY]
    """That a return home is decided, with support, for a child considered for one where nothing was decided."""
    return_extra_within: Annotated[float, DAYS]
    """Of entering care: a child on a route with warning is considered once, on some day within it."""
    reentry_risk_ratio: Annotated[float, Unit("risk ratio", 0)]
    """On the hazard of re-entry after a supported return."""
    cost_per_worker: Annotated[float, POUNDS_A_YEAR]
    cost_per_family: Annotated[float, POUNDS_EACH]


@dataclass(frozen=True, slots=True)
class PlacementsPanel:
    """IPOP, the independent placements overview panel."""

    starts: Annotated[float, DAYS_AFTER_START]
    interval: Annotated[float, POSITIVE_DAYS]
    agenda: Annotated[float, Unit("cases per meeting", 0)]
    """`inf` when every case is heard; 0 means that the panel never meets."""
    redirected: Annotated[float, PROBABILITY]
    """Of requests for a children's home or an agency that are heard, sent to look for an in-house family first."""
    stabilised: Annotated[float, PROBABILITY]
    """Of heard requests to move after notice, those that become a stabilisation plan."""
    stabilised_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, while the plan lasts."""
    stabilised_weeks: Annotated[float, WEEKS]
    review_after: Annotated[float, DAYS]
    """In a residential placement before its first review, and between reviews."""
    ready: Annotated[float, PROBABILITY]
    """That a reviewed child is judged ready to step down to a family."""
    redirected_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, in a family placement that the panel redirected to, which is given support."""
    transition_weeks: Annotated[float, WEEKS]
    breakdown_within_14_weeks: Annotated[float, Unit("probability", 0, 0.99)]
    breakdown_within_52_weeks: Annotated[float, Unit("probability", 0, 0.99)]
    """Of step-down placements, cumulative."""
    cost_per_year: Annotated[float, POUNDS_A_YEAR]
    support_per_child: Annotated[float, POUNDS_EACH]
    """For each child stepped down, redirected or stabilised."""


@dataclass(frozen=True, slots=True)
class OutOfHours:
    """A line and visits for in-house carers outside office hours."""

    starts: Annotated[float, DAYS_AFTER_START]
    ramp: Annotated[float, DAYS]
    coverage: Annotated[float, SHARE]
    """Of in-house households."""
    hazard_multiplier: Annotated[float, MULTIPLIER]
    deregistration_multiplier: Annotated[float, MULTIPLIER]
    cost_per_year: Annotated[float, POUNDS_A_YEAR]


@dataclass(frozen=True, slots=True)
class CarerDevelopment:
    """Training of in-house carers, and recruitment."""

    starts: Annotated[float, DAYS_AFTER_START]
    training_places: Annotated[float, Unit("households per month", 0)]
    course_days: Annotated[float, DAYS]
    adolescents_share: Annotated[float, SHARE]
    """Of training places, for older adolescents; the rest for disability."""
    completed: Annotated[float, PROBABILITY]
    hazard_multiplier: Annotated[float, MULTIPLIER]
    """On disruption, in trained households."""
    extra_enquiries: Annotated[float, PER_YEAR]
    cost_per_training_place: Annotated[float, POUNDS_EACH]
    cost_of_recruitment: Annotated[float, POUNDS_A_YEAR]


@dataclass(frozen=True, slots=True)
class Opening:
    """The margins of the published count that the opening cohort is shaped to."""

    looked_after: Annotated[float, CHILDREN]
    age_shares: Annotated[ByAge, SHARES]
    kinds: Annotated[ByKind, CHILDREN]
    location_shares: Annotated[ByLocation, SHARES]
    unaccompanied: Annotated[float, CHILDREN]


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that the model is told. Parts that are `None` are absent."""

    demand: Demand
    leaving: Leaving
    stability: Stability
    policy: Policy
    emergency: Emergency
    prices: Prices
    doors: Doors | None = None
    in_house_fostering: InHouseFostering | None = None
    connected_persons: ConnectedPersons | None = None
    agency: Market | None = None
    childrens_homes: Market | None = None
    secure: Market | None = None
    other_residential: Market | None = None
    supported: Market | None = None
    living_alone: LivingAlone | None = None
    camhs: Camhs | None = None
    opening: Opening | None = None
    edge_of_care: EdgeOfCare | None = None
    ipop: PlacementsPanel | None = None
    camhs_support: CamhsSupport | None = None
    out_of_hours: OutOfHours | None = None
    carer_development: CarerDevelopment | None = None
    own_homes: OwnHomes | None = None
