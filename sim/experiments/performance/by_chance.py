"""What chance alone does to small numbers: exact tests of two quarters, exact ranges, and what audits find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

CERTAIN_ENOUGH: Final = 0.05
"""A change this rare by chance alone is said to be more than chance: by custom."""

CONFIDENCE: Final = 0.95

AUDITS: Final = 0.90
"""The share of audits whose findings are told as a range."""

AS_RARE: Final = 1e-9
"""By how much, relative to it, a chance may exceed that of what was seen and still count as no greater: rounding."""


def shares_by_chance(part: int, whole: int, other_part: int, other_whole: int) -> float:
    """Return how often two shares differ as much or more, where both are of one chance.

    Both parts are binomial with the same unknown chance; given their sum the one is hypergeometric, whatever it is
    (Fisher's exact test, two-sided: all outcomes no likelier than the one seen). 1 where a whole is nothing.
    """
    parts, wholes = part + other_part, whole + other_whole
    first, last = max(0, parts - other_whole), min(parts, whole)
    ways = [comb(whole, k) * comb(other_whole, parts - k) for k in range(first, last + 1)]
    seen = ways[part - first]
    return sum(one for one in ways if one <= seen) / comb(wholes, parts)


def counts_by_chance(number: int, days: float, other_number: int, other_days: float) -> float:
    """Return how often two numbers of events differ as much or more, where both come at one rate.

    Given their sum the one is binomial, with the share of the days as its chance (exact, two-sided: all outcomes no
    likelier than the one seen).
    """
    both, chance = number + other_number, days / (days + other_days)
    likely = [comb(both, k) * chance**k * (1.0 - chance) ** (both - k) for k in range(both + 1)]
    return min(1.0, sum(one for one in likely if one <= likely[number] * (1.0 + AS_RARE)))


def range_of_share(part: int, whole: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return between what chances a share lies, of so many cases, by the exact range of Clopper and Pearson."""
    # scipy takes half a second to import
    from scipy.special import betaincinv

    beyond = (1.0 - confidence) / 2.0
    low = 0.0 if part == 0 else float(betaincinv(part, whole - part + 1, beyond))
    high = 1.0 if part == whole else float(betaincinv(part + 1, whole - part, 1.0 - beyond))
    return low, high


@dataclass(frozen=True, slots=True)
class AuditLaw:
    """How many of the cases that an audit draws, of all there are, it finds wanting."""

    cases: int
    wanting: int
    """Of all there are."""
    all: int
    likely: Sequence[float]
    """The chance of each number from 0 to `cases`."""

    def quantile(self, chance: float) -> int:
        """Return the least number that an audit finds or stays below with at least this chance."""
        total = 0.0
        for number, likely in enumerate(self.likely):
            total += likely
            if total >= chance - AS_RARE:
                return number
        return self.cases

    @property
    def usual(self) -> tuple[int, int]:
        """Return between what numbers nine of ten audits find."""
        beyond = (1.0 - AUDITS) / 2.0
        return self.quantile(beyond), self.quantile(1.0 - beyond)


def audit_law(cases: int, wanting: int, all_cases: int) -> AuditLaw:
    """Return what audits of so many cases find, drawn at random and without replacement: hypergeometric."""
    drawn = min(cases, all_cases)
    ways = comb(all_cases, drawn)
    likely = [comb(wanting, k) * comb(all_cases - wanting, drawn - k) / ways for k in range(drawn + 1)]
    return AuditLaw(drawn, wanting, all_cases, likely)
