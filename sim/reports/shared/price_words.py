"""Prices in words: of which year they are, and how they grow."""

from __future__ import annotations

from math import ceil, floor

from sim.parameters.price_growth import PriceGrowth


def financial_year(ending: int) -> str:
    """Return the financial year that ends in a year: ``2018-19``."""
    return f"{ending - 1}-{ending % 100:02}"


def price_year(growth: PriceGrowth) -> str:
    """Return the year of the scenario's prices in words."""
    return years_of_prices(growth.base_year)


def years_of_prices(base_year: float) -> str:
    """Return a base year in words; between two years, both."""
    earlier, later = floor(base_year), ceil(base_year)
    if earlier == later:
        return financial_year(earlier)
    return f"{financial_year(earlier)} and {financial_year(later)} on average"


def growth_in_words(growth: PriceGrowth) -> str:
    """Return by how much each kind of price grows in a year, at its central value."""
    kinds = (
        ("fostering", growth.fostering),
        ("children's homes", growth.homes),
        ("supported accommodation", growth.supported),
        ("staff", growth.staff),
        ("all else", growth.other),
    )
    return ", ".join(f"{name} {100.0 * yearly:.1f}%" for name, yearly in kinds)
