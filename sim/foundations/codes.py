"""The words of children's social care as enumerations, each with its SSDA903 codes where the return has them."""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Final


class AgeBand(IntEnum):
    """Age bands in which the Department for Education publishes children looked after."""

    UNDER_1 = 0
    FROM_1_TO_4 = 1
    FROM_5_TO_9 = 2
    FROM_10_TO_15 = 3
    FROM_16 = 4


class Sex(IntEnum):
    """Sex as recorded in the SSDA903 return (1 male, 2 female)."""

    MALE = 1
    FEMALE = 2


class Route(IntEnum):
    """How a child comes into care: the legal route of the first episode."""

    VOLUNTARY = 0  # V2, section 20
    INTERIM_CARE_ORDER = 1  # C1
    POLICE_PROTECTION = 2  # L1
    EMERGENCY_PROTECTION = 3  # L2
    REMAND = 4  # J1
    UNACCOMPANIED = 5  # unaccompanied asylum-seeking child, accommodated under section 20 (V2)

    @property
    def gives_warning(self) -> bool:
        """Whether a crisis date can be foreseen, so that a service can work with the family before it."""
        return self in WITH_WARNING


WITH_WARNING: Final[tuple[Route, ...]] = (Route.VOLUNTARY, Route.INTERIM_CARE_ORDER)


class Kind(IntEnum):
    """Kinds of placement, in the order in which tables show them."""

    IN_HOUSE = 0  # U4-U6 with the council's own carers
    CONNECTED = 1  # U1-U3: relative or friend
    AGENCY = 2  # U4-U6 with an independent fostering agency
    CHILDRENS_HOME = 3  # K2
    SECURE = 4  # K1
    OTHER_RESIDENTIAL = 5  # R1, R2, R3, R5, S1
    SUPPORTED = 6  # H5, P2: supported accommodation or independent living, 16 and over
    WITH_PARENTS = 7  # P1
    ADOPTION = 8  # A3-A6: placed for adoption

    @property
    def residential(self) -> bool:
        """Whether the kind counts as residential: children's homes, secure and other residential settings."""
        return self in RESIDENTIAL

    @property
    def foster(self) -> bool:
        """Whether the kind is a foster placement."""
        return self in FOSTER


RESIDENTIAL: Final[tuple[Kind, ...]] = (Kind.CHILDRENS_HOME, Kind.SECURE, Kind.OTHER_RESIDENTIAL)
FOSTER: Final[tuple[Kind, ...]] = (Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY)


class Location(IntEnum):
    """Where a placement is, seen from the authority and from the child's home."""

    INSIDE = 0  # inside the borough
    NEAR = 1  # outside the borough, within 20 miles of home
    FAR = 2  # over 20 miles from home


class Skill(IntFlag):
    """What a foster household is skilled to do, beyond ordinary fostering."""

    NONE = 0
    ADOLESCENTS = 1
    DISABILITY = 2
    BEHAVIOUR = 4
    SIBLINGS = 8


class LegalStatus(IntEnum):
    """Under which law a child is looked after (SSDA903 legal status)."""

    ACCOMMODATED = 0  # V2: single period of accommodation under section 20
    INTERIM_CARE_ORDER = 1  # C1
    CARE_ORDER = 2  # C2
    PLACEMENT_ORDER = 3  # E1: a court has allowed that the child is placed for adoption
    POLICE_PROTECTION = 4  # L1
    EMERGENCY_PROTECTION = 5  # L2
    ON_REMAND = 6  # J1


class CourtOrder(IntEnum):
    """What a court orders for a child at the end of care proceedings."""

    SPECIAL_GUARDIANSHIP = 0  # to a relative or friend; the child leaves care
    CHILD_ARRANGEMENTS = 1  # the child is to live with a parent or relative, and leaves care
    HOME = 2  # a supervision order, or none: the child goes home and leaves care
    CARE_AT_HOME = 3  # a care order, under which the child lives with parents
    PLACEMENT = 4  # a placement order: the child may be placed for adoption
    CARE = 5  # a care order, under which the child stays in care


class CaseOption(IntEnum):
    """What is looked into for the children of a case in care proceedings."""

    PARENTS = 0
    RELATIVES = 1  # and friends
    ADOPTION = 2


class PermanencePlan(IntEnum):
    """Where a child in care is to grow up, as the council has decided."""

    ADOPTION = 0
    GUARDIANSHIP = 1  # with a special guardian
    FOSTERING = 2  # with foster carers for the long term
    HOME = 3  # with parents; a care order is to be discharged


class IdleStep(IntEnum):
    """At which step of a case or a plan nothing is done, though it could be."""

    PRE_PROCEEDINGS = 0  # a review point between the letter and the application
    PARENTS = 1  # the assessment of the parents could begin
    RELATIVES = 2  # the assessment of a relative or friend could begin
    ADOPTION = 3  # the papers for the decision that a child should be placed for adoption could begin
    FAMILY_FINDING = 4  # the search for adopters could begin, or a family found be taken to panel
    LONG_TERM_MATCH = 5  # the search for a foster home for the long term could begin
    DISCHARGE = 6  # the discharge of a care order could be applied for


class WorkTask(IntEnum):
    """What social workers do for a child in care, and are counted hours for."""

    VISIT = 0
    VISIT_FAR = 1  # to a child who lives over 20 miles away
    REVIEW = 2  # papers and attendance
    MOVE = 3
    ENTRY = 4
    UPDATE = 5  # of the child's assessment
    EDUCATION_PLAN = 6
    HEALTH = 7  # papers for a health assessment
    COURT = 8  # statements and hearings


class PracticeProcess(IntEnum):
    """What practice clinics can shorten."""

    NOTIFICATION = 0  # until health is told of a child who has come into care
    BEGUN = 1  # until an assessment that is due is brought up to date
    EDUCATION_PLANS = 2  # until a plan is made, or that it is not made in time
    SCHOOL_OFFERS = 3  # that a school's offer comes late


class VisitRegime(IntEnum):
    """How often a child in care is visited by their social worker."""

    SIX_WEEKLY = 0
    SETTLED = 1  # more than a year in one foster placement: some every three months
    WEEKLY = 2  # with parents under an interim order, until the first review
    FOUR_WEEKLY = 3  # the same, after it


class WorkerChange(IntEnum):
    """Why a child has another social worker."""

    TEAM = 0  # passed from one team to another
    LEFT = 1  # the worker left


class Distance(IntEnum):
    """How far a move takes a child."""

    WITHIN = 0  # on the same side of the authority's border, within 20 miles
    ACROSS = 1  # over the border, within 20 miles
    FAR = 2  # from, to, or between places over 20 miles away


class LeavingCause(IntEnum):
    """Why a child stops being looked after (SSDA903 reason episode ceased)."""

    HOME_PLANNED = 0  # E4A
    HOME_UNPLANNED = 1  # E4B
    RELATIVES = 2  # E13: relatives or others without parental responsibility
    SPECIAL_GUARDIANSHIP = 3  # E45, E46
    ADOPTED = 4  # E11, E12
    CHILD_ARRANGEMENTS = 5  # E41
    CUSTODY = 6  # E9
    OTHER = 7  # E8
    EIGHTEENTH_BIRTHDAY = 8  # E5-E8 at 18


class PlacementEnd(IntEnum):
    """Why a placement ended."""

    LEFT_CARE = 0
    DISRUPTED = 1  # unplanned: carer, child or service could not go on
    PLANNED = 2  # a change of care plan
    FOUND_BETTER = 3  # an emergency place replaced by the place that was searched for
    STEPPED_DOWN = 4  # from residential to a family, through the placements panel
    HOUSEHOLD_CLOSED = 5  # the carers stopped fostering
    TO_ADOPTION = 6
    TO_PARENTS = 7
    TO_SUPPORTED = 8  # to supported accommodation at 16 or 17
    TO_CONNECTED = 9  # to relatives or friends found in the course of care
    TO_OTHER_RESIDENTIAL = 10  # to hospital, a family centre, custody or a care home
    TO_SECURE = 11
    TO_SIBLING = 12  # to the home of a sibling in care
    NOT_APPROVED = 13  # relatives or friends were refused as foster carers
    TO_PERMANENT_FAMILY = 14  # to the foster family found for the rest of childhood

    @property
    def planned(self) -> bool:
        """Whether the move was a decision about the child, not a breakdown or a makeshift."""
        return self in (
            PlacementEnd.PLANNED,
            PlacementEnd.STEPPED_DOWN,
            PlacementEnd.TO_ADOPTION,
            PlacementEnd.TO_PARENTS,
            PlacementEnd.TO_SUPPORTED,
            PlacementEnd.TO_CONNECTED,
            PlacementEnd.TO_SIBLING,
            PlacementEnd.TO_PERMANENT_FAMILY,
        )


def readable(code: IntEnum) -> str:
    """Return the code's name as plain lower-case words, e.g. ``childrens home``."""
    return code.name.lower().replace("_", " ")
