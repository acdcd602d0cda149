"""A whole paper: all its sections in their order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sim.foundations.calendar import in_words
from sim.papers.document.own_words import OwnWords, SectionName
from sim.papers.document.paper import Paper
from sim.papers.kept.folder import Kept
from sim.papers.own.weaving import NamedSection, woven
from sim.papers.sections.given import Given, given
from sim.papers.sections.placements import placements


def paper(results: Sequence[Kept], own: OwnWords, written: date) -> Paper:
    """Return the paper of results of one base. Raises BadInput where they do not belong together."""
    return paper_of(given(results), own, written)


def paper_of(what: Given, own: OwnWords, written: date) -> Paper:
    """Return the paper of what is given."""
    manifest = what.manifest
    until = date(manifest.start.year + round(manifest.years), manifest.start.month, manifest.start.day)
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
    return ((SectionName.PLACEMENTS, placements(what)),)
