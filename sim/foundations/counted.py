"""Numbers with their nouns: one year, two years."""

from __future__ import annotations


def counted(number: float, one: str, several: str = "") -> str:
    """Return how many there are: ``1 year``, ``0.5 years``, ``1,200 replications``; `several` where no s makes it."""
    many = several or f"{one}s"
    figures = f"{number:,.0f}" if number == round(number) else f"{number:,g}"
    return f"{figures} {one if number == 1 else many}"
