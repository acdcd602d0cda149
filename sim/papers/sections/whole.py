"""A whole paper: all its sections in their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sim.foundations.calendar import Calendar, in_words
from sim.papers.document.own_words import OwnWords, SectionName
from sim.papers.document.paper import Paper
from sim.papers.kept.folder import KeptFolder
from sim.papers.own.weaving import NamedSection, woven
from sim.papers.sections.assumptions import assumptions
from sim.papers.sections.capacity import capacity
from sim.papers.sections.forecast import forecast
from sim.papers.sections.gap import gap
from sim.papers.sections.given import Given, given
from sim.papers.sections.money import money
from sim.papers.sections.not_known import not_known
from sim.papers.sections.options import options
from sim.papers.sections.placements import placements
from sim.papers.sections.profile import profile
from sim.papers.sections.stability import stability
from sim.papers.sections.summary import summary
from sim.papers.sections.targets import targets


def paper(results: Sequence[KeptFolder], own: OwnWords, written: date) -> Paper:
    """Return the paper of results of one base. Raises BadInput where they do not belong together."""
    return paper_of(given(results), own, written)


def paper_of(what: Given, own: OwnWords, written: date) -> Paper:
    """Return the paper of what is given."""
    manifest = what.manifest
    calendar = Calendar(manifest.start)
    until = calendar.date_of(calendar.horizon(manifest.years)) - timedelta(days=1)
    return Paper(
        title=own.title or f"{what.council}: placement sufficiency",
        subtitle=own.subtitle or f"Statement from {in_words(manifest.start)} to {in_words(until)}",
        council=what.council,
        written=written,
        blocks=woven(own, sections(what)),
        footer=f"{what.council}. {what.source.title}. {what.source.publisher}.",
        logo=own.logo,
    )


def sections(what: Given) -> tuple[NamedSection, ...]:
    """Return the sections of a paper in their order."""
    return (
        (SectionName.SUMMARY, summary(what)),
        (SectionName.PROFILE, profile(what)),
        (SectionName.PLACEMENTS, placements(what)),
        (SectionName.CAPACITY, capacity(what)),
        (SectionName.FORECAST, forecast(what)),
        (SectionName.GAP, gap(what)),
        (SectionName.OPTIONS, options(what)),
        (SectionName.MONEY, money(what)),
        (SectionName.STABILITY, stability(what)),
        (SectionName.TARGETS, targets(what)),
        (SectionName.ASSUMPTIONS, assumptions(what)),
        (SectionName.NOT_KNOWN, not_known(what)),
    )
