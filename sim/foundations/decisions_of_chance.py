"""Every decision that is left to chance, by the name that fixes its luck: one list, so that no two share a name.

Two decisions of one name about one subject would have the same luck; a name that is misspelt, or changed, has other
luck than before, and no number would say so. A `Decision` is therefore made here and nowhere else: mypy refuses a bare
string where luck is drawn, and the tests hold the list unique and in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.foundations.chance import Decision
from sim.foundations.codes import Kind

# Families at risk: how many, and which

FAMILIES: Final = Decision("families")
FAMILIES_STAYING_OUT: Final = Decision("families staying out")
UNACCOMPANIED_CHILDREN: Final = Decision("unaccompanied children")
PASSED_ON: Final = Decision("passed on")
ROUTE: Final = Decision("route")
ENTERS_CARE: Final = Decision("enters care")
WARNING: Final = Decision("warning")
FAMILY_AREA: Final = Decision("family area")

# The outlook: how far off the levels of entries and leaving are

OUTLOOK_OF_ENGLAND: Final = Decision("outlook of england")
OUTLOOK_OF_REGION: Final = Decision("outlook of region")
OUTLOOK_OF_AUTHORITY: Final = Decision("outlook of authority")

# Children of a family, and what they need

CHILDREN: Final = Decision("children")
AGE_BAND: Final = Decision("age band")
AGE: Final = Decision("age")
SIBLING_GAP: Final = Decision("sibling gap")
OLDER_SIBLING: Final = Decision("older sibling")
SEX: Final = Decision("sex")
BEHAVIOUR: Final = Decision("behaviour")
DISABILITY: Final = Decision("disability")
NEED_BEGINS: Final = Decision("need begins")

# The kind of placement that is sought

WITH_PARENTS_AT_ENTRY: Final = Decision("with parents at entry")
CONNECTED_PERSON: Final = Decision("connected person")
SUPPORTED_FIRST: Final = Decision("supported first")
RESIDENTIAL_FIRST: Final = Decision("residential first")
SECURE_FIRST: Final = Decision("secure first")
OTHER_RESIDENTIAL_FIRST: Final = Decision("other residential first")
RESIDENTIAL_AFTER_DISRUPTION: Final = Decision("residential after disruption")

# Who says yes, and where the place is: see also `of_market`

CARERS_AGREE: Final = Decision("carers agree")
CARERS_AGREE_TO_SIBLINGS: Final = Decision("carers agree to siblings")
OWN_HOME_AGREES: Final = Decision("own home agrees")
OWN_HOME_MATCHED: Final = Decision("own home matched")
LIVES_ALONE: Final = Decision("lives alone")
FAMILY_LOCATION: Final = Decision("family location")

# Emergency places

EMERGENCY_LOCATION: Final = Decision("emergency location")
EMERGENCY_IN_A_HOME: Final = Decision("emergency in a home")
EMERGENCY_PLACE_KEPT: Final = Decision("emergency place kept")
UNREGISTERED: Final = Decision("unregistered")

# How a placement ends

DISRUPTION: Final = Decision("disruption")
ENDS_THE_SAME_DAY: Final = Decision("ends the same day")
PLANNED_MOVE: Final = Decision("planned move")
TO_SUPPORTED: Final = Decision("to supported")
DOOR_TO_SIBLING: Final = Decision("door to sibling")
DOOR_TO_PARENTS: Final = Decision("door to parents")
DOOR_TO_CONNECTED_PERSONS: Final = Decision("door to connected persons")
DOOR_TO_OTHER_RESIDENTIAL: Final = Decision("door to other residential")
DOOR_TO_SECURE: Final = Decision("door to secure")

# Leaving care, and coming back

LEAVING: Final = Decision("leaving")
LEAVING_CAUSE: Final = Decision("leaving cause")
PREPARATION: Final = Decision("preparation")
COMING_BACK: Final = Decision("coming back")
STAYING_PUT: Final = Decision("staying put")
STAYING_PUT_DAYS: Final = Decision("staying put days")

# Foster households of the council

ENQUIRIES: Final = Decision("enquiries")
ASSESSMENT: Final = Decision("assessment")
ASSESSMENT_APPROVED: Final = Decision("assessment approved")
HOUSEHOLD_ACCEPTS: Final = Decision("household accepts")
HOUSEHOLD_SKILL: Final = Decision("household skill")
HOUSEHOLD_AGREEMENT: Final = Decision("household agreement")
HOUSEHOLD_AREA: Final = Decision("household area")
HOUSEHOLD_PLACES: Final = Decision("household places")
HOUSEHOLD_LOCATION: Final = Decision("household location")
HOUSEHOLD_LEAVES: Final = Decision("household leaves")
HOUSEHOLD_RESTS: Final = Decision("household rests")
CLOSES_WHEN_EMPTY: Final = Decision("closes when empty")

# CAMHS

REFERRAL_AT_ENTRY: Final = Decision("referral at entry")
REFERRAL_AFTER_DISRUPTION: Final = Decision("referral after disruption")
REFERRAL_AT_STRAIN: Final = Decision("referral at strain")
CAMHS_ACCEPTS: Final = Decision("camhs accepts")
CAMHS_ACCESS: Final = Decision("camhs access")
CAMHS_WEEKS: Final = Decision("camhs weeks")

# The edge-of-care team

EDGE_OF_CARE_WEEKS: Final = Decision("edge of care weeks")
ONLY_POSTPONED: Final = Decision("only postponed")
POSTPONED_BY: Final = Decision("postponed by")
RETURN_SUPPORT: Final = Decision("return support")
RETURN_CONSIDERED: Final = Decision("return considered")
EXTRA_RETURN: Final = Decision("extra return")

# The placements panel

PANEL_REDIRECTS: Final = Decision("panel redirects")
PANEL_STABILISES: Final = Decision("panel stabilises")
READY_TO_STEP_DOWN: Final = Decision("ready to step down")

# Support of carers: out of hours, and their development

COVERED_OUT_OF_HOURS: Final = Decision("covered out of hours")
TRAINING: Final = Decision("training")
TRAINING_IN_ADOLESCENTS: Final = Decision("training in adolescents")
TRAINING_COMPLETED: Final = Decision("training completed")

# Legal process and permanence

URGENT_BEFORE_COURT: Final = Decision("urgent before court")
COMES_TO_COURT: Final = Decision("comes to court")
ISSUE: Final = Decision("issue")
ENTERS_ON_THE_WAY: Final = Decision("enters on the way")
COURT_TIMETABLE: Final = Decision("court timetable")
ORDER: Final = Decision("order")
SAME_ORDER: Final = Decision("same order")
PLANNED_IN_PARALLEL: Final = Decision("planned in parallel")
ADOPTION_CONSIDERED: Final = Decision("adoption considered")
PARENT_ASSESSMENT: Final = Decision("parent assessment")
RELATIVES_WANTED: Final = Decision("relatives wanted")
RELATIVES_NAMED: Final = Decision("relatives named")
WHICH_CARER: Final = Decision("which carer")
NAMED_EARLY: Final = Decision("named early")
NAMED_LATE: Final = Decision("named late")
CARER_VIABLE: Final = Decision("carer viable")
CARER_APPROVED: Final = Decision("carer approved")
CARER_ASSESSMENT: Final = Decision("carer assessment")
ASSESSMENT_REDONE: Final = Decision("assessment redone")
ONE_ASSESSMENT: Final = Decision("one assessment")
OTHER_ASSESSMENTS: Final = Decision("other assessments")
OTHER_ASSESSMENTS_BEFORE_THE_FIRST_DAY: Final = Decision("other assessments before the first day")
REFUSED_AS_CARERS: Final = Decision("refused as carers")
LIVED_WITH_GUARDIAN: Final = Decision("lived with guardian")
RETURN_BESIDE_COURT: Final = Decision("return beside court")
DISCHARGE: Final = Decision("discharge")
IDLE: Final = Decision("idle")
COVERED_BY_A_MEETING: Final = Decision("covered by a meeting")
STEP_TAKEN_UP: Final = Decision("step taken up")
ADOPTION_REVERSED: Final = Decision("adoption reversed")
FINDING_STARTS: Final = Decision("finding starts")
FAMILY_FINDING: Final = Decision("family finding")
HARD_TO_PLACE: Final = Decision("hard to place")
ADOPTION_ORDER: Final = Decision("adoption order")
EARLY_PERMANENCE: Final = Decision("early permanence")
PERMANENCE_DECIDED: Final = Decision("permanence decided")
LONG_TERM_MATCH: Final = Decision("long term match")
MATCH_IN_PLACE: Final = Decision("match in place")

# The opening cohort

OPENING_COHORT: Final = Decision("opening cohort")
OPENING_ORDER: Final = Decision("opening order")
OPENING_ANOTHER: Final = Decision("opening another")
OPENING_CHOICE: Final = Decision("opening choice")
OPENING_REPAIR: Final = Decision("opening repair")
OPENING_HOMES: Final = Decision("opening homes")
EMPTY_HOUSEHOLD: Final = Decision("empty household")
EMPTY_EXCHANGE: Final = Decision("empty exchange")
COMES_BACK: Final = Decision("comes back")

# Numbers of a scenario, drawn from their ranges: see also `of_quantity`

FIRST_MEMBER_OF_THE_ENSEMBLE: Final = Decision("first member of the ensemble")
DRAWN_FOR_THE_ENSEMBLE: Final = Decision("drawn for the ensemble")

# Statutory services

REVIEW_PUT_OFF: Final = Decision("review put off")
REVIEW_DECISION_DONE: Final = Decision("review decision done")
REVIEW_CHALLENGE: Final = Decision("review challenge")
REVIEW_BEFORE_MOVE: Final = Decision("review before move")
REVIEW_NEXT_AT_START: Final = Decision("review next at start")
LIFE_STORY_AT_START: Final = Decision("life story at start")

SCHOOL_AT_ENTRY: Final = Decision("school at entry")
SCHOOL_MOVE: Final = Decision("school move")
SCHOOL_MOVE_OTHERWISE: Final = Decision("school move otherwise")
SCHOOL_OFFER: Final = Decision("school offer")
SCHOOL_OFFER_LATE: Final = Decision("school offer late")
SCHOOL_OFFER_WAITED: Final = Decision("school offer waited")
SCHOOL_GOOD: Final = Decision("school good")
SCHOOL_PLAN_FIRST: Final = Decision("school plan first")
SCHOOL_PLAN_TERM: Final = Decision("school plan term")
SCHOOL_PLAN_DAY: Final = Decision("school plan day")
SCHOOL_PLAN_AFTER_MOVE: Final = Decision("school plan after move")
KEY_STAGE_4_PROTECTED: Final = Decision("key stage 4 protected")

# Statutory services: health, and what is known of a child's needs

HEALTH_ASKED: Final = Decision("health asked")
HEALTH_CONSENT_MISSING: Final = Decision("health consent missing")
HEALTH_CONSENT_DAYS: Final = Decision("health consent days")
HEALTH_NEAR_AT_HOME: Final = Decision("health near at home")
HEALTH_HOST_DAYS: Final = Decision("health host days")
HEALTH_CLINIC_CANCELLED: Final = Decision("health clinic cancelled")
HEALTH_NOT_BROUGHT: Final = Decision("health not brought")
HEALTH_REFUSED: Final = Decision("health refused")
HEALTH_REVIEW_LATE: Final = Decision("health review late")
QUESTIONNAIRE: Final = Decision("questionnaire")
NEED_KNOWN_AT_ENTRY: Final = Decision("need known at entry")
NEED_RECOGNISED: Final = Decision("need recognised")

# Statutory services: social work

CHILD_ASSESSMENT_AT_ENTRY: Final = Decision("child assessment at entry")
CHILD_ASSESSMENT_BEGUN: Final = Decision("child assessment begun")
WORKER_AGENCY: Final = Decision("worker agency")
WORKER_LEAVES: Final = Decision("worker leaves")
WORKER_TEAM: Final = Decision("worker team")

# Performance report

RECORDED_AFTER: Final = Decision("recorded after")


@dataclass(frozen=True, slots=True)
class MarketDecisions:
    """The decisions that the market of one kind of placement leaves to chance."""

    offers: Decision
    delay: Decision
    matched: Decision
    location: Decision
    takes_sibling: Decision


def of_market(kind: Kind) -> MarketDecisions:
    """Return the decisions of the market of a kind of placement."""
    market = kind.name.lower()
    return MarketDecisions(
        offers=Decision(f"{market} offers"),
        delay=Decision(f"{market} delay"),
        matched=Decision(f"{market} matched"),
        location=Decision(f"{market} location"),
        takes_sibling=Decision(f"{market} takes sibling"),
    )


def of_quantity(path: str) -> Decision:
    """Return the decision on the number that the quantity at this path has in a replication."""
    return Decision(f"quantity {path}")
