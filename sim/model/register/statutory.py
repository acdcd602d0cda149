"""Columns of the register: what was due to children in care, and when it was done."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class HealthRows:
    """One row a health assessment that falls due in a period of care."""

    child: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    """The row of the period of care."""
    initial: list[bool] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    """When health had the request with consent; OPEN before."""
    booked: list[float] = field(default_factory=list)
    """The day of the latest appointment; OPEN when there is none yet."""
    done: list[float] = field(default_factory=list)
    reported: list[float] = field(default_factory=list)
    """When the report was on the child's file."""
    host: list[bool] = field(default_factory=list)
    """Whether it was asked of the area where the child lives, not of the council's own clinic."""
    missed: list[int] = field(default_factory=list)
    """Appointments to which the child was not brought."""
    first_missed: list[float] = field(default_factory=list)
    """The day of the first of these."""
    refused: list[bool] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """When the child left care before it was done; OPEN otherwise."""


@dataclass(slots=True)
class ClinicDays:
    """One row a clinic of the council's own area."""

    day: list[float] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    """None, when it was cancelled."""
    extra: list[int] = field(default_factory=list)
    """Of them, those that a strategy adds."""
    used: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    """Given back too late for another child."""


@dataclass(slots=True)
class Questionnaires:
    """One row a strengths and difficulties questionnaire that falls due."""

    child: list[int] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)


@dataclass(slots=True)
class UnknownNeeds:
    """One row a period of care of a child whose behaviour or mental-health need, should there be one, is not known."""

    episode: list[int] = field(default_factory=list)
    recognised: list[float] = field(default_factory=list)
    """When it was; OPEN while it is not."""


@dataclass(slots=True)
class ReviewRows:
    """One row a review of a child's care plan that falls due."""

    child: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    number: list[int] = field(default_factory=list)
    """In the period of care; the first is 1."""
    due: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    thin: list[bool] = field(default_factory=list)
    """There was too little time for it."""
    midway: list[float] = field(default_factory=list)
    """When an officer looked at the case before this review, since the last; OPEN if none did."""
    forward: list[bool] = field(default_factory=list)
    """It was brought forward because of a move."""
    outstanding: list[bool] = field(default_factory=list)
    """What the last one decided had not been done."""
    challenged: list[bool] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """When the child left care, or turned 18, before it was held."""


@dataclass(slots=True)
class MoveReviews:
    """One row a planned move, by whether it was reviewed before."""

    child: list[int] = field(default_factory=list)
    noticed: list[float] = field(default_factory=list)
    before: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class AssessmentRows:
    """One row an assessment of a child in care that falls due, or was made before."""

    child: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    begun: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """When the child left care before it was done."""
    at_entry: list[bool] = field(default_factory=list)
    """It was there when the child came into care, made by another team."""


@dataclass(slots=True)
class StaffHires:
    """One row a post that an employee fills in place of an agency worker, since a strategy hires."""

    day: list[float] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    """Of a whole-time post."""


@dataclass(slots=True)
class WorkerChanges:
    """One row a change of a child's social worker."""

    child: list[int] = field(default_factory=list)
    day: list[float] = field(default_factory=list)
    why: list[int] = field(default_factory=list)
    """See `WorkerChange`."""


@dataclass(slots=True)
class WorkHours:
    """One row a task of social workers in a week, in the order of weeks, then of `WorkTask` and children in need."""

    task: list[int] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    """Hours, in the week."""
    paid: list[float] = field(default_factory=list)
    """In the week, of what was asked in it and before."""


@dataclass(slots=True)
class WorkWeeks:
    """One row a week of the social workers of children in care."""

    day: list[float] = field(default_factory=list)
    """The first of the week."""
    hours: list[float] = field(default_factory=list)
    """There were, without those of workers who only bring assessments up to date."""
    recovery: list[float] = field(default_factory=list)
    """Hours of those."""
    prompt_visits: list[float] = field(default_factory=list)
    """Hours of the week's visits that were paid in the week."""
    workers: list[float] = field(default_factory=list)
    """In post."""
    agency: list[float] = field(default_factory=list)
    vacant: list[float] = field(default_factory=list)
    """Posts without an employee."""
    children: list[int] = field(default_factory=list)
    """In care."""
    cases_in_need: list[float] = field(default_factory=list)


@dataclass(slots=True)
class SchoolMoves:
    """One row a school that was asked for: a change, or a first school in care."""

    child: list[int] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    started: list[float] = field(default_factory=list)
    """At the new school; OPEN while there is no offer."""
    from_outside: list[bool] = field(default_factory=list)
    """Whether the school that was left lay outside the authority."""
    had_none: list[bool] = field(default_factory=list)
    """There was no school to leave."""
    outside: list[bool] = field(default_factory=list)
    """Whether the new one does."""
    good: list[bool] = field(default_factory=list)
    mid_year: list[bool] = field(default_factory=list)
    with_placement: list[bool] = field(default_factory=list)
    key_stage_4: list[bool] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """When the child left care, or was moved again, before there was an offer."""


@dataclass(slots=True)
class SchoolPeriods:
    """One row a period in which a child in care is on the roll of one school, or of school age and on none."""

    child: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    enrolled: list[bool] = field(default_factory=list)
    outside: list[bool] = field(default_factory=list)
    good: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class KeptSchools:
    """One row a child who stays at a school that would have been changed, but for the virtual school's reach."""

    child: list[int] = field(default_factory=list)
    began: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """At the end of the school year, or when the child moves again or leaves care."""


@dataclass(slots=True)
class EducationPlans:
    """One row a personal education plan that falls due."""

    child: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    """Whether it is the first in the period of care."""


@dataclass(slots=True)
class LifeStories:
    """One row a life-story book that falls due."""

    child: list[int] = field(default_factory=list)
    episode: list[int] = field(default_factory=list)
    due: list[float] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    ended: list[float] = field(default_factory=list)
    """When the child left care before it was done."""
