"""Lives in care as returns tell them, once mended: children, their periods of care, their placements.

These hold real children. They are kept in memory alone: they have no identifier, they do not show themselves, and they
refuse to be pickled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.foundations.codes import Kind, LeavingCause, LegalStatus, Location, PlacementEnd, Route, Sex
from sim.foundations.private import Private


@dataclass(frozen=True, slots=True, repr=False)
class Stay(Private):
    """A placement: episodes in the same place, joined."""

    begins: date
    """May lie before the first return that was read: a row tells the day on which its episode began."""
    ends: date | None
    """None while the child lives there on the last day of the window."""
    kind: Kind | None
    """None of a foster placement whose provider is not known."""
    location: Location | None
    """None where it is not known."""
    why_ended: PlacementEnd | None
    """None while it goes on and where the reason is not known."""
    begin_known: bool = True
    """False of the first placement seen of a period, where its row began with a change of legal status alone."""
    moved: bool = True
    """False where the child stayed with the same carers, and the placement alone became another."""
    unregulated: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class LegalSpell(Private):
    """Under which law a child was from a day on."""

    begins: date
    status: LegalStatus


@dataclass(frozen=True, slots=True, repr=False)
class Period(Private):
    """A time in care without a break."""

    begins: date
    """Of the first row seen: the entry into care only if `entry_known`."""
    entry_known: bool
    ends: date | None
    """None while it goes on at the end of the window."""
    cause: LeavingCause | None
    """None while it goes on, and where it is not known."""
    censored: bool
    """Ended by another council's taking it over: in the stock until then, but not a leaving."""
    route: Route
    """Of the first row, or of the oldest legal status seen."""
    stays: tuple[Stay, ...]
    legal: tuple[LegalSpell, ...]
    staying_put: bool = False
    """Stayed with foster carers at 18."""


@dataclass(frozen=True, slots=True, repr=False)
class ReturnedChild(Private):
    """A child of the returns."""

    born: date | None
    """None where no date of birth can be believed: kept in totals, out of everything by age."""
    sex: Sex | None
    unaccompanied: bool
    disabled: bool
    """By the main need that a row gives; a floor."""
    behaviour: bool
    """Likewise."""
    strengths_and_difficulties: int | None
    """The last score of the questionnaire, from 0 to 40; None where there is none."""
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that the returns cover: from a 1 April to a 31 March."""

    first: date
    last: date

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years ending 31 March."""
        return tuple(range(self.first.year + 1, self.last.year + 1))


@dataclass(frozen=True, slots=True, repr=False)
class CareLives(Private):
    """All children of the returns, and the days that they cover."""

    window: Window
    children: tuple[ReturnedChild, ...]
