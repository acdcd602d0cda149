"""What a council itself adds to a paper: its words, its logo, and which sections it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from sim.papers.document.paper import Logo
from sim.papers.document.section import Section


@dataclass(frozen=True, slots=True)
class OwnSection:
    """A council's own paragraphs in one section."""

    section: Section
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A council's own words; nothing is the usual paper."""

    title: str = ""
    """In place of the usual one."""
    subtitle: str = ""
    introduction: tuple[str, ...] = ()
    """Paragraphs before the first section."""
    contact: str = ""
    sections: tuple[OwnSection, ...] = ()
    left_out: tuple[Section, ...] = ()
    logo: Logo | None = None

    def of(self, section: Section) -> OwnSection:
        """Return a council's own paragraphs in a section."""
        return next((one for one in self.sections if one.section is section), OwnSection(section))
