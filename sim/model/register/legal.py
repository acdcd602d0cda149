"""Columns of the register: what courts, and those who prepare for them, did about children in care.

Days are `OPEN` until they come. Days that were foreseen and did not come, since everybody had left, are `OPEN` again.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class LegalStatuses:
    """One row a legal status of a child, from a day on until the next of the same episode, or its end."""

    episode: list[int] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    """A `LegalStatus`."""
    since: list[float] = field(default_factory=list)


@dataclass(slots=True)
class CourtCases:
    """One row a case that comes, or came, before a court: all siblings who came into care together."""

    family: list[int] = field(default_factory=list)
    number: list[int] = field(default_factory=list)
    """1 for the family's first case."""
    began: list[float] = field(default_factory=list)
    """When the children came into care, or the case was issued if that was before."""
    ready: list[float] = field(default_factory=list)
    """When the council is ready to issue, or to bring the case to its legal planning meeting."""
    issued: list[float] = field(default_factory=list)
    """When proceedings were issued; OPEN if not (yet)."""
    carers: list[int] = field(default_factory=list)
    """How many relatives and friends are to be looked at; NOBODY before the case management hearing."""
    chosen: list[int] = field(default_factory=list)
    """Which of them the court will choose, else NOBODY."""
    parallel: list[bool] = field(default_factory=list)
    """Whether options are looked at together, and not one after another."""
    considered: list[int] = field(default_factory=list)
    """How many options began within 28 days of the case management hearing."""
    timetable: list[float] = field(default_factory=list)
    """When the court's own timetable lets it hear the case for the last time."""
    evidence: list[float] = field(default_factory=list)
    """When all evidence is in."""
    ended: list[float] = field(default_factory=list)
    """The final hearing, or the day on which the last child left care before it."""
    heard: list[bool] = field(default_factory=list)
    """Whether it ended by a final hearing."""


@dataclass(slots=True)
class CaseChildren:
    """One row a child of a case."""

    case: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    destined: list[int] = field(default_factory=list)
    """The `CourtOrder` that the court will make, if the child is still in care at the final hearing."""
    adoption_considered: list[bool] = field(default_factory=list)
    """Whether adoption is among what is considered from the start."""
    made: list[float] = field(default_factory=list)
    """When the order was made; OPEN if it was not (yet)."""


@dataclass(slots=True)
class CaseOptions:
    """One row an option that a case looks at: the parents, one relative or friend, adoption."""

    case: list[int] = field(default_factory=list)
    option: list[int] = field(default_factory=list)
    """A `CaseOption`."""
    carer: list[int] = field(default_factory=list)
    """Which of the relatives and friends; NOBODY for the others."""
    possible: list[float] = field(default_factory=list)
    """When it could have begun: from then on it may lie idle."""
    began: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    chosen: list[bool] = field(default_factory=list)
    """Whether it is what the court will choose."""


@dataclass(slots=True)
class CarerAssessments:
    """One row a full assessment of relatives or friends as carers or guardians."""

    case: list[int] = field(default_factory=list)
    """Row of the case for which it is made; NOBODY for a temporary approval and for families not in the model."""
    carer: list[int] = field(default_factory=list)
    """Which relative or friend of the case."""
    episode: list[int] = field(default_factory=list)
    """Row of the child's period of care whose carers it is about; NOBODY for families not in the model."""
    temporary: list[bool] = field(default_factory=list)
    """Whether it is to approve carers with whom the child lives already (regulation 24)."""
    asked: list[float] = field(default_factory=list)
    begun: list[float] = field(default_factory=list)
    """When an assessor was free for it."""
    done: list[float] = field(default_factory=list)
    redone: list[bool] = field(default_factory=list)
    approved: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class TemporaryApprovals:
    """One row a placement with relatives or friends that begins under regulation 24."""

    placement: list[int] = field(default_factory=list)
    assessment: list[int] = field(default_factory=list)
    """Row of the carers' assessment."""
    due: list[float] = field(default_factory=list)
    """When approval must be there; put off once where it may be."""
    extended: list[bool] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """When carers were approved or refused, or the placement ended before."""
    approved: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class Permanence:
    """One row a period of care: what was planned so that it ends, or lasts, in a home for good."""

    episode: list[int] = field(default_factory=list)
    second_review: list[float] = field(default_factory=list)
    """The day of it; OPEN until it is held where a service holds reviews."""
    decided: list[float] = field(default_factory=list)
    plan: list[int] = field(default_factory=list)
    """A `PermanencePlan` once decided, else NOBODY."""
    contingency: list[bool] = field(default_factory=list)
    """Whether at the second review another plan was being prepared beside it."""
    adoption_decision: list[float] = field(default_factory=list)
    """When the agency's decision maker agreed to adoption."""
    placement_order: list[float] = field(default_factory=list)
    finding_possible: list[float] = field(default_factory=list)
    """When looking for a family could have begun."""
    finding_began: list[float] = field(default_factory=list)
    matched: list[float] = field(default_factory=list)
    placed: list[float] = field(default_factory=list)
    early: list[float] = field(default_factory=list)
    """When the child moved to carers who may adopt them, before the placement order."""
    reversed: list[float] = field(default_factory=list)
    """When adoption was given up as the plan."""
    long_term_matched: list[float] = field(default_factory=list)
    """When the child was last matched for the long term; OPEN where that match has ended with its placement."""
    discharge_due: list[float] = field(default_factory=list)
    """When the care order of a child who lives at home is to be discharged."""


@dataclass(slots=True)
class LongTermMatchDays:
    """One row a match of a child for the long term with the carers they live with: it ends with the placement."""

    placement: list[int] = field(default_factory=list)
    day: list[float] = field(default_factory=list)


@dataclass(slots=True)
class IdleSteps:
    """One row a step that could be taken and lay idle."""

    step: list[int] = field(default_factory=list)
    """An `IdleStep`."""
    subject: list[int] = field(default_factory=list)
    """The identity of the family, or of the child, whose step it is."""
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    taken_up: list[bool] = field(default_factory=list)
    """By a meeting that looked for it."""


@dataclass(slots=True)
class BeforeCourt:
    """One row a family at risk that came to the legal planning meeting before its children entered care."""

    family: list[int] = field(default_factory=list)
    threshold: list[float] = field(default_factory=list)
    """When it was thought that the threshold for court had been reached."""
    heard: list[float] = field(default_factory=list)
    """By the legal planning meeting."""
    letter: list[float] = field(default_factory=list)
    """The meeting to which a letter before proceedings calls the parents; OPEN in urgent cases."""
    ended: list[float] = field(default_factory=list)
    """The application to court, or the day on which the children came into care, or need not, before there was one."""
    earlier: list[float] = field(default_factory=list)
    """Days by which the crisis came before the day on which it would have come with meetings as before."""
    entered: list[float] = field(default_factory=list)
    """When the children came into care; OPEN if they did not (yet)."""


@dataclass(slots=True)
class Meetings:
    """One row a subject that a legal planning meeting, a tracker's meeting or a summit looked at."""

    day: list[float] = field(default_factory=list)
    meeting: list[int] = field(default_factory=list)
    """A `MeetingKind`."""
    subject: list[int] = field(default_factory=list)
    taken_up: list[bool] = field(default_factory=list)
