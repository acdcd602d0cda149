"""The register: what happened in one replication, in columns, written by the model and read only after the run.

Days are days since the scenario's start, negative before it; `OPEN` (not a number) marks what has not ended. A row
is known by its position. One table a thing:

- `children`: who they are;
- `episodes`: periods of being looked after;
- `placements`: where they lived, within an episode;
- `families`: families at risk with warning, what the edge-of-care team did, and whether children entered;
- `returns`: planned returns home for which the edge-of-care team was asked;
- `households`: in-house foster households, `spells` in which they take nobody, and `capacity`, their places over time;
- `own_homes`: beds in the council's own children's homes over time;
- `referrals`: to CAMHS; `consultations`: psychologist with carers;
- `panel`: decisions of the placements overview panel;
- `training`: course places taken by in-house carers;
- `legal_statuses`, `cases`, their `case_children` and `case_options`: what courts did, and what was done before them;
- `assessments` of relatives and friends, and their `temporary_approvals`;
- `permanence`: what was planned about each period of care, with `long_term_matches`; `idle_steps` that lay idle;
  `before_court`: families that came to the legal planning meeting; `meetings`: what meetings looked at;
- `health` assessments, the `clinics` in which they are made, `questionnaires`, `unknown_needs`; `reviews`, and the
  `move_reviews` of planned moves; `updates` of assessments, `worker_changes`, `hires` of workers, weeks of social
  `work` and their `work_hours`; `school_moves`, `school_periods`, `kept_schools`, `education_plans`; `life_stories`:
  what is due to children in care beside a place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.register.care import Children, Episodes, Placements
from sim.model.register.families import Families, Returns
from sim.model.register.fostering import Capacity, Households, OwnHomeBeds, Spells, Training
from sim.model.register.legal import (
    BeforeCourt,
    CarerAssessments,
    CaseChildren,
    CaseOptions,
    CourtCases,
    IdleSteps,
    LegalStatuses,
    LongTermMatchDays,
    Meetings,
    Permanence,
    TemporaryApprovals,
)
from sim.model.register.services import Consultations, PanelCases, Referrals
from sim.model.register.statutory import (
    AssessmentRows,
    ClinicDays,
    EducationPlans,
    HealthRows,
    KeptSchools,
    LifeStories,
    MoveReviews,
    Questionnaires,
    ReviewRows,
    SchoolMoves,
    SchoolPeriods,
    StaffHires,
    UnknownNeeds,
    WorkerChanges,
    WorkHours,
    WorkWeeks,
)


@dataclass(slots=True)
class Register:
    """All tables of one replication, from day `since` to day `until`."""

    since: float = 0.0
    until: float = 0.0
    children: Children = field(default_factory=Children)
    episodes: Episodes = field(default_factory=Episodes)
    placements: Placements = field(default_factory=Placements)
    families: Families = field(default_factory=Families)
    returns: Returns = field(default_factory=Returns)
    households: Households = field(default_factory=Households)
    spells: Spells = field(default_factory=Spells)
    capacity: Capacity = field(default_factory=Capacity)
    own_homes: OwnHomeBeds = field(default_factory=OwnHomeBeds)
    referrals: Referrals = field(default_factory=Referrals)
    consultations: Consultations = field(default_factory=Consultations)
    panel: PanelCases = field(default_factory=PanelCases)
    training: Training = field(default_factory=Training)
    legal_statuses: LegalStatuses = field(default_factory=LegalStatuses)
    cases: CourtCases = field(default_factory=CourtCases)
    case_children: CaseChildren = field(default_factory=CaseChildren)
    case_options: CaseOptions = field(default_factory=CaseOptions)
    assessments: CarerAssessments = field(default_factory=CarerAssessments)
    temporary_approvals: TemporaryApprovals = field(default_factory=TemporaryApprovals)
    permanence: Permanence = field(default_factory=Permanence)
    long_term_matches: LongTermMatchDays = field(default_factory=LongTermMatchDays)
    idle_steps: IdleSteps = field(default_factory=IdleSteps)
    before_court: BeforeCourt = field(default_factory=BeforeCourt)
    meetings: Meetings = field(default_factory=Meetings)
    health: HealthRows = field(default_factory=HealthRows)
    clinics: ClinicDays = field(default_factory=ClinicDays)
    questionnaires: Questionnaires = field(default_factory=Questionnaires)
    unknown_needs: UnknownNeeds = field(default_factory=UnknownNeeds)
    reviews: ReviewRows = field(default_factory=ReviewRows)
    move_reviews: MoveReviews = field(default_factory=MoveReviews)
    updates: AssessmentRows = field(default_factory=AssessmentRows)
    worker_changes: WorkerChanges = field(default_factory=WorkerChanges)
    hires: StaffHires = field(default_factory=StaffHires)
    work_hours: WorkHours = field(default_factory=WorkHours)
    work: WorkWeeks = field(default_factory=WorkWeeks)
    school_moves: SchoolMoves = field(default_factory=SchoolMoves)
    school_periods: SchoolPeriods = field(default_factory=SchoolPeriods)
    kept_schools: KeptSchools = field(default_factory=KeptSchools)
    education_plans: EducationPlans = field(default_factory=EducationPlans)
    life_stories: LifeStories = field(default_factory=LifeStories)
    enquiries: list[float] = field(default_factory=list)
    """Days on which people enquired about fostering and went on to be assessed."""
    passed_on: list[float] = field(default_factory=list)
    """Days on which unaccompanied children were passed on to other authorities, under the National Transfer Scheme."""
    events: int = 0
    """How many events the simulation processed."""
