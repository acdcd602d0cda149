"""Health assessments and questionnaires by authority, against totals of the same publication."""

from __future__ import annotations

import pytest

from sim.published.authorities import ENGLAND, authority
from sim.published.health_of_children import FIRST, LAST, PublishedHealth, published_health

ROUNDED = 10
"""To which England's and regions' counts are rounded; as many are hidden at most in the City of London."""

LONDON = "E12000007"
"""Inner and Outer London together."""


def test_tower_hamlets_is_as_published() -> None:
    found = published_health()
    code = authority("tower hamlets").code
    assert found[code, 2018] == PublishedHealth(211, 175, 147, 55)
    assert found[code, 2019] == PublishedHealth(182, 155, 134, 59)


@pytest.mark.parametrize("year", [FIRST, LAST])
def test_authorities_add_up_to_england_and_to_their_regions(year: int) -> None:
    """But for the City of London, whose few children are hidden."""
    found = {code: one for (code, when), one in published_health().items() if when == year}
    councils = {code: one for code, one in found.items() if code.startswith(("E06", "E08", "E09", "E10"))}
    assert len(councils) == 150
    whole = found[ENGLAND]
    for number in ("looked_after", "assessed", "of_school_age", "questionnaires"):
        total = sum(getattr(one, number) for one in councils.values())
        assert abs(total - getattr(whole, number)) <= ROUNDED
        by_region: dict[str, float] = {}
        for code, one in councils.items():
            region = authority(code).region
            by_region[region] = by_region.get(region, 0.0) + getattr(one, number)
        regions = {code for code in found if code.startswith(("E12", "E13"))} - {LONDON}
        published = sorted(getattr(found[code], number) for code in regions)
        assert len(by_region) == len(published)
        for ours, theirs in zip(sorted(by_region.values()), published, strict=True):
            assert abs(ours - theirs) <= ROUNDED


def test_nobody_is_counted_who_is_not_there() -> None:
    for one in published_health().values():
        assert 0 < one.assessed <= one.looked_after
        assert 0 < one.questionnaires <= one.of_school_age <= one.looked_after
