"""What a council itself says in a paper: title, words before and after sections, logo, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sim.papers.document.paper import Logo


class SectionName(StrEnum):
    """The sections of a paper, in their order, by the names that a council's file uses."""

    SUMMARY = "summary"
    PROFILE = "profile"
    PLACEMENTS = "placements"
    CAPACITY = "capacity"
    FORECAST = "forecast"
    GAP = "gap"
    OPTIONS = "options"
    MONEY = "money"
    STABILITY = "stability"
    TARGETS = "targets"
    ASSUMPTIONS = "assumptions"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class OwnSection:
    """The council's own words around a section, a paragraph each."""

    name: SectionName
    before: tuple[str, ...] = ()
    """After its heading, before what the program says."""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnWords:
    """All that a council says itself; empty where it leaves the word to the program."""

    title: str = ""
    subtitle: str = ""
    introduction: tuple[str, ...] = ()
    """Paragraphs before the first section."""
    contact: str = ""
    logo: Logo | None = None
    leave_out: tuple[SectionName, ...] = ()
    sections: tuple[OwnSection, ...] = ()

    def around(self, name: SectionName) -> OwnSection:
        """Return the words around a section, empty where there are none."""
        return next((one for one in self.sections if one.name is name), OwnSection(name))
