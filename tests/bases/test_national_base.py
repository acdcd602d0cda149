"""England's base of a year: read from its tables as England's file was, blind to what is later, and as shipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest

from sim.bases.national import children, legal, placements
from sim.bases.national.base import FILE, WITH_COURTS, common_file, national_base, national_file, told_by_tables
from sim.bases.national.own_provision import OF_2019, own_provision
from sim.bases.national.reference import reference
from sim.bases.national.renewed import Renewed, renewed
from sim.bases.national.tables import FIRST, NationalTables
from sim.experiments.balance.england import FITTED, fitted_paths
from sim.experiments.balance.national_goals import goals_of
from sim.experiments.balance.national_legal import LEGAL_FITTED
from sim.foundations.codes import Kind
from sim.foundations.faults import BadInput
from sim.parameters.tables import Table
from sim.published.table import FigureRow, Figures, figures
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import Scenario, load

YEARS = range(FIRST, 2025)


def of(year: int, known: Figures | None = None) -> NationalTables:
    return NationalTables((known or figures()).until(year), year)


def _wrong_after(year: int, row: FigureRow) -> tuple[str, ...]:
    return tuple("7" if cell and when > year else cell for when, cell in enumerate(row.cells, row.first_year))


def numbers(value: float | Table) -> tuple[float, ...]:
    return value.values() if isinstance(value, Table) else (value,)


@pytest.mark.parametrize(
    ("path", "off"),
    [
        ("demand.unaccompanied_age_shares", 0.005),
        ("leaving.adoption_median", 0.0),
        ("leaving.adoption_spread", 0.03),
        ("leaving.with_parents_location_shares", 0.011),
        ("leaving.adoption_location_shares", 0.006),
        ("stability.hazard_by_time_in_placement", 0.01),
        ("stability.age_multiplier", 0.035),  # the file divides the mean by 78,000 child-years
        ("policy.other_residential_at_entry", 0.001),
        ("policy.remand_custody_share", 0.006),
        ("in_house_fostering.location_shares", 0.011),
        ("connected_persons.location_shares", 0.011),
        ("agency.location_shares", 0.011),
    ],
)
def test_read_from_the_tables_of_2019_it_is_what_englands_file_says(path, off):
    """The file was written by hand; what the kinds of placement of 2020 do not part is read of 2019 too."""
    england, tables = load(FILE), of(2019)
    told = [*children.of_leaving(tables), *placements.of_stability(tables)]
    told += _as_far_as_they_go(children.of_demand(tables, england.parameters.demand))
    told += _as_far_as_they_go(placements.of_policy(tables))
    told += _as_far_as_they_go(placements.of_places(tables, england.parameters))
    found = {one.path: one.value for one in told}
    assert numbers(found[path]) == pytest.approx(numbers(england.quantities[path].value), abs=off)


def _as_far_as_they_go(told: Iterator[Renewed]) -> list[Renewed]:
    """Return what is told until a table in the kinds of 2020 is asked for, which has nobody in 2019."""
    found: list[Renewed] = []
    with suppress(ZeroDivisionError):
        for one in told:
            found.append(one)
    return found


@pytest.mark.parametrize("courts", [False, True])
@pytest.mark.parametrize("year", YEARS)
def test_a_shipped_file_says_what_the_tables_of_its_year_say(year, courts):
    shipped, england = load(national_file(year, courts=courts)), load(common_file(courts=courts))
    assert shipped.start == date(year, 4, 1)
    assert shipped.parameters.legal_process == courts
    fitted = fitted_paths(shipped.parameters)
    for told in told_by_tables(of(year), england.parameters):
        if told.path not in fitted:
            new = renewed(england.quantities[told.path], told, date(year, 3, 31))
            assert shipped.quantities[told.path].numbers() == new.numbers(), told.path
            assert shipped.quantities[told.path].source == told.source
    for path in fitted:
        assert shipped.quantities[path].as_of == date(year, 3, 31)


@pytest.mark.parametrize("year", YEARS)
def test_with_courts_a_year_differs_from_without_by_what_is_fitted_with_them(year):
    """Who comes into care, prices and places are those of the plain file: courts change how children go on."""
    plain, courts = load(national_file(year)), load(national_file(year, courts=True))
    differ = {path for path, one in plain.quantities.items() if not one.same_numbers(courts.quantities[path])}
    assert differ <= set(FITTED)
    own = {path for path in courts.quantities if path not in plain.quantities}
    assert {path.split(".")[0] for path in own} == {"legal", "opening"}


@pytest.mark.slow
def test_courts_of_a_shipped_file_are_fitted_by_cohorts_to_its_year():
    """All but what long runs turn afterwards is what the closed-form fit gives."""
    shipped, england = load(national_file(2024, courts=True)), load(WITH_COURTS)
    told = [*legal.fitted(of(2024), shipped.with_quantities(_before_long_runs(england)).parameters)]
    assert len(told) > 25
    for one in told:
        if one.path not in LEGAL_FITTED:
            assert numbers(shipped.quantities[one.path].value) == pytest.approx(numbers(one.value), rel=0.01), one.path
            assert shipped.quantities[one.path].source == one.source


def _before_long_runs(england: Scenario) -> dict[str, Quantity]:
    return {path: quantity for path, quantity in england.quantities.items() if path in (*FITTED, *LEGAL_FITTED)}


def test_the_law_of_the_first_day_is_england_s_shared_out():
    """31 March 2024: 16,010 under section 20 and 13,740, 48,700 and 4,840 under orders, among 153 authorities."""
    (told,) = legal.of_opening(of(2024))
    assert told.value.values() == pytest.approx([each / 153 for each in (16_010, 13_740, 48_700, 4_840)], abs=0.05)
    (early,) = legal.of_opening(of(2020))
    assert "as shares" in early.source
    shares = [each / 78_150 for each in (13_870, 12_420, 45_840, 5_590)]
    assert early.value.values() == pytest.approx([80_080 * share / 151 for share in shares], rel=0.01)


def test_goals_of_courts_are_of_the_year():
    """2024: 2,220 and 1,910 placed about a year of 2,980 adoptions are 8.3 months, beside 9 of the adopted."""
    goals = goals_of(of(2024)).legal
    assert goals.decision_to_match == 10
    assert goals.placed_to_adopted == pytest.approx((9 + 12 * (2_220 + 1_910) / 2 / 2_980) / 2)
    assert goals.guardians_fostered == pytest.approx(100 * 2_810 / 3_860, rel=0.001)
    assert goals.settled == pytest.approx(100 * 19_620 / 28_970)


@pytest.mark.parametrize("courts", [False, True])
@pytest.mark.parametrize("year", YEARS)
def test_no_figure_of_a_later_year_changes_it(year, courts):
    later = [row._replace(cells=_wrong_after(year, row)) for row in figures()]
    england = load(common_file(courts=courts)).parameters
    assert list(told_by_tables(of(year, Figures(later)), england)) == list(told_by_tables(of(year), england))


@pytest.mark.parametrize("year", YEARS)
def test_an_average_authority_is_england_shared_out(year):
    tables, opening = of(year), load(national_file(year)).parameters.opening
    whole = tables.count("looked after")
    assert opening.looked_after * tables.authorities == pytest.approx(whole, rel=0.002)
    assert sum(opening.kinds.values()) == opening.looked_after
    assert children.by_kind(tables).sum() == pytest.approx(whole, rel=0.003)  # another release of the same children
    assert opening.kinds.in_house < 1.02 * 0.34 * opening.looked_after


def test_authorities_are_counted_as_they_were():
    assert [of(year).authorities for year in (2019, 2020, 2022, 2024)] == [152, 151, 152, 153]


def test_accommodation_that_is_not_registered_yet_is_supported_accommodation():
    """31 March 2024: 4,020 in other placements after 1,180 a year before; in detail 3,790 after 1,150."""
    kinds = children.by_kind(of(2024))
    assert kinds[Kind.SUPPORTED] == 6_250 + (3_790 - 1_150)
    assert kinds[Kind.OTHER_RESIDENTIAL] == 1_260 + 90 + 1_150
    assert own_provision(figures(), 2024).newly_unregistered == pytest.approx(1 - 1_180 / 4_020)
    assert own_provision(figures(), 2023).newly_unregistered == 0


def test_own_provision_goes_on_from_2019():
    shares = [own_provision(figures(), year) for year in (2019, *YEARS)]
    assert shares[0] is OF_2019
    connected = [one.connected for one in shares]
    assert connected == sorted(connected), "more children live with relatives every year"
    for before, after in pairwise(shares):
        assert abs(after.fostered - before.fostered) < 0.03
        assert abs(after.connected - before.connected) < 0.06


def test_goals_are_worked_out_of_the_tables_by_hand():
    """2020: 37,970 changes from foster homes less 7,330 of status, over the mean of 55,760 and 56,950 fostered."""
    goals = goals_of(of(2020))
    assert goals.moved_out_foster == pytest.approx((37_970 - 7_330) / ((55_760 + 56_950) / 2), rel=0.003)
    assert goals.leaving[Kind.CONNECTED] == pytest.approx((3_540 + 1_370) / (8_110 + 3_480))
    assert goals.first_placed[Kind.WITH_PARENTS] == pytest.approx(1_980 / 31_010, rel=0.003)
    assert goals.broke_down[Kind.WITH_PARENTS] == pytest.approx(
        (120 + 80 + 140 + 70 + 0 + 60 + 100 + 50) / ((5_320 + 5_530) / 2), rel=0.003
    )


def test_prices_are_of_the_year_as_section_251_has_them():
    england = load("england_2024").parameters.prices
    assert england.weekly.childrens_home == pytest.approx(6_775, rel=0.005)
    assert england.weekly.agency / load(FILE).parameters.prices.weekly.agency == pytest.approx(720 / 575, rel=0.005)
    assert reference(2024).residential == 6_775
    assert reference(2019).residential == 3_630


def test_a_year_without_tables_is_refused():
    with pytest.raises(BadInput, match="2020 to 2024, not 2019; for earlier ones use england"):
        national_base(2019, figures())
    with pytest.raises(BadInput, match="not 2025"):
        national_base(2025, figures())


def test_ends_of_a_range_move_with_the_value_and_keep_below_one():
    usual = load(FILE).quantities["policy.supported_first"]
    new = renewed(usual, Renewed("policy.supported_first", 0.9, "x"), date(2024, 3, 31))
    assert new.low == pytest.approx(usual.low * 0.9 / usual.value, rel=0.01)
    assert new.high == 0.97
