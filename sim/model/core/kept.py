"""What is kept of lives in care on a day of a long run: children, their placements and households."""

from __future__ import annotations

from typing import NamedTuple

from sim.foundations.codes import CaseOption, Kind, LegalStatus, Location, Route, Sex


class PastPlacement(NamedTuple):
    """A placement in the present period of care, with days relative to the day of the snapshot."""

    kind: Kind
    sought: Kind
    location: Location
    household: int
    """Which of the cluster's households, or NOBODY."""
    began: float
    notice: float
    """Infinite when no notice has been given."""
    ended: float
    """Infinite for the present placement, unless notice has been given: then the day of the move."""
    why: int
    first_choice: bool
    emergency: bool
    matched: bool
    split: bool
    step_down: bool
    days_searched: float
    home: int
    """Which home of the long run it is: the same for siblings who live together."""
    kept: float
    """When an emergency place became the child's home; infinite if it has not."""


class KeptAssessment(NamedTuple):
    """An assessment of relatives or friends, as it stood; days relative to the day of the snapshot."""

    asked: float
    begun: float
    """Infinite while it waits for an assessor."""
    done: float
    """Of one that has begun, though it be later than the snapshot; else infinite."""
    approved: bool


class KeptOption(NamedTuple):
    """An option that a case was looking at."""

    option: CaseOption
    carer: int
    possible: float
    began: float
    """Infinite while it lies idle."""
    done: float
    """Of what was being done, though it be later than the snapshot; infinite while it waits or lies idle."""
    assessment: KeptAssessment | None


class KeptCase(NamedTuple):
    """A case that came to court and was not over."""

    row: int
    """Of the long run: the same for siblings of one case."""
    ready: float
    issued: float
    """Infinite before issue, as are all days below before they come."""
    timetable: float
    carers: int
    """NOBODY before the case management hearing."""
    chosen: int
    parallel: bool
    options: tuple[KeptOption, ...]
    hearing: float
    """Once all evidence is there, or will be without more work."""


class KeptApproval(NamedTuple):
    """The temporary approval of the relatives or friends with whom a child lives."""

    due: float
    extended: bool
    ended: float
    """Infinite while it is not decided."""
    assessment: KeptAssessment


class KeptPermanence(NamedTuple):
    """What was planned for good, as the register has it: days that have not come are infinite."""

    second_review: float
    decided: float
    plan: int
    contingency: bool
    adoption_decision: float
    placement_order: float
    finding_possible: float
    finding_began: float
    matched: float
    placed: float
    early: float
    long_term_matched: float
    discharge_due: float
    """Of a child at home under a care order, though it be later."""


class KeptLaw(NamedTuple):
    """What stood in law about a child in care."""

    status: LegalStatus
    since: float
    after_order: bool
    destined: int
    """A `CourtOrder`, or NOBODY."""
    adoption_considered: bool
    case: KeptCase | None
    approval: KeptApproval | None
    permanence: KeptPermanence


class PoolChild(NamedTuple):
    """A child in care on the day of the snapshot (or about to come back), with days relative to it."""

    family: int
    born: float
    sex: Sex
    behaviour: bool
    disability: bool
    route: Route
    episode: int
    entered: float
    """Positive for a child who has left and will come back on that day."""
    decided: float
    cause: int
    placements: tuple[PastPlacement, ...]
    """The present one last."""
    camhs_referred: float
    """Infinite when CAMHS is not involved, as is the next when the child only waits."""
    camhs_seen: float
    law: KeptLaw | None = None
    """None where courts do not decide about leaving."""


class PoolHousehold(NamedTuple):
    """A household as it was on the day of the snapshot."""

    approved: float
    places: int
    location: Location
    ages: int
    skills: int
    agreement: float
    resting: bool
    closing: bool
    """It takes nobody any more, and goes when the last child has left."""
    staying_put: tuple[float, ...]
    """Days for which each young person staying put will still keep a place."""


class Cluster(NamedTuple):
    """Children who belong together, through siblings or a shared household, and those households."""

    children: tuple[PoolChild, ...]
    households: tuple[PoolHousehold, ...]
