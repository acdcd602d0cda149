"""The sections of a paper, in the order in which published strategies have them."""

from __future__ import annotations

from enum import Enum


class Section(Enum):
    """A section; its value is its heading."""

    SUMMARY = "Summary"
    PROFILE = "Our children in care, and how we compare"
    MIX = "Where children live"
    CAPACITY = "Our own carers and homes"
    FORECAST = "How many children to expect"
    GAP = "The gap between need and supply"
    OPTIONS = "Options compared"
    MONEY = "Money"
    STABILITY = "Stability and permanence"
    TARGETS = "Targets and monitoring"
    ASSUMPTIONS = "Assumptions"
    NOT_KNOWN = "What is not known"
