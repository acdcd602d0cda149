"""What is plausible: a number far outside its range is refused, one well outside doubted, one that is meant kept."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
from scenario_files import PROJECT, REST, STRATEGIES, Write, faults, on_base, quantity, tables_of

from sim.foundations.faults import BadInput
from sim.scenario.files.ceilings import ceiling
from sim.scenario.files.plausible import FAR, QUITE_FAR, HowFar, PlausibleRange
from sim.scenario.levers import Setting, laid
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import load

SCALE = "stability.scale"
ENTRIES = "demand.entries_per_year"
BASE = load("tower_hamlets_2018")


def of_scale(value: float, more: str = "") -> str:
    return quantity(SCALE, f'value = {value}\nunit = "multiplier"\n{more}')


def strategy(path: str, text: str) -> str:
    return f"[{path}]\n{text}\n{REST}"


def test_every_unit_has_a_ceiling() -> None:
    codes = "code of the Office for National Statistics"
    assert {one.unit.name for one in declared().values() if ceiling(one) == inf} == {codes}


@pytest.mark.parametrize(
    ("number", "distance"),
    [
        *((number, HowFar.NEAR) for number in (0.0, 1.0, 2.0, 2.0 * QUITE_FAR, 1.0 / QUITE_FAR)),
        *((number, HowFar.QUITE_FAR) for number in (2.0 * QUITE_FAR + 0.01, 1.0 / QUITE_FAR - 0.01, 2.0 * FAR)),
        *((number, HowFar.FAR) for number in (2.0 * FAR + 0.01, 1.0 / FAR - 0.01, 1e300)),
    ],
)
def test_how_far_a_number_lies(number: float, distance: HowFar) -> None:
    assert PlausibleRange(1.0, 2.0, "").distance(number) is distance


def test_a_slip_of_the_decimal_point_is_refused_both_ways(write: Write) -> None:
    item = BASE.quantities[SCALE]
    assert isinstance(item.value, float)
    for slip in (10 * item.value, 0.1 * item.value, 1e300):
        (told,) = faults(write(of_scale(slip)))
        assert f"mine.toml, {SCALE}.value: is {slip:,.6g}, far outside what is plausible (0.573 to 1.15" in told
        assert "where it is meant, give it a range of its own" in told


def test_a_number_with_a_range_of_its_own_is_meant(write: Write) -> None:
    meant = write(of_scale(9, 'low = 8\nhigh = 10\ndistribution = "triangular"'))
    assert load(meant).quantities[SCALE].value == 9
    (told,) = faults(write(of_scale(60, 'low = 50\nhigh = 70\ndistribution = "triangular"')))
    assert "an absurd size; give at most 50 multiplier" in told


def test_nothing_at_all_is_never_far(write: Write) -> None:
    assert load(write(quantity(ENTRIES, 'value = 0\nunit = "children per year"'))).quantities[ENTRIES].value == 0


def test_what_lies_well_outside_is_doubted_and_the_rest_is_not(write: Write) -> None:
    (doubt,) = load(write(of_scale(4))).doubts
    assert doubt.startswith(f"mine.toml, {SCALE}.value: is 4, well outside what is plausible (0.573 to 1.15")
    assert load(write(of_scale(1.5))).doubts == ()


@pytest.mark.parametrize(("how", "amount"), [("times", 10), ("times", 0.1), ("plus", 36)])
def test_a_change_that_leads_far_outside_is_refused_as_well(how: str, amount: float, write: Write) -> None:
    (told,) = faults("tower_hamlets_2018", write(strategy(SCALE, f'{how} = {amount}\nunit = "multiplier"')))
    assert f"{SCALE}.{how}: makes" in told
    assert "far outside what is plausible" in told


def test_a_category_of_a_table_is_named(write: Write) -> None:
    prices = BASE.quantities["prices.weekly"].value
    names = declared()["prices.weekly"].categories
    numbers = dict(zip(names, prices.values(), strict=True))  # type: ignore[union-attr]
    numbers["agency"] *= 10
    table = ", ".join(f"{name} = {number}" for name, number in numbers.items())
    (told,) = faults(write(quantity("prices.weekly", f'value = {{ {table} }}\nunit = "GBP per week"')))
    assert "prices.weekly.value.agency: is" in told


def test_a_copy_of_a_strategy_without_its_range_is_held_against_the_strategy_itself(write: Write) -> None:
    text = (PROJECT / "scenarios" / "strategies" / "out_of_hours.toml").read_text(encoding="utf-8")
    start = text.index("[out_of_hours.hazard_multiplier]")
    slipped = strategy("out_of_hours.hazard_multiplier", 'value = 9.2\nunit = "multiplier"')
    after = text.index("[out_of_hours.deregistration_multiplier]")
    (told,) = faults("tower_hamlets_2018", write(text[:start] + slipped + text[after:]))
    assert "out_of_hours.hazard_multiplier.value: is 9.2, far outside what is plausible (0.7 to 1.05" in told


@pytest.mark.parametrize(("times", "plausible", "slip"), [(0.09, 0.6, 6), (6.5, 36, 3.6)])
def test_a_team_of_the_council_s_own_is_held_against_one_of_its_size(
    times: float, plausible: float, slip: float, write: Write
) -> None:
    size = f'value = {times}\nunit = "times the strategy\'s file"\nsource = "a test"\nas_of = 2018-01-01\n'
    base = write(on_base(f"[sizes.statutory_services.reviews]\n{size}"), "base.toml")
    first, *services = tables_of("statutory_services").split("\n[")
    others = "\n[".join([first, *(table for table in services if not table.startswith("reviews.officers]"))])

    def ours(officers: float) -> str:
        one = f'[reviews.officers]\nvalue = {officers}\nunit = "officers (whole time)"\n{REST}'
        return write(f"{others}\n{one}", "ours.toml")

    found = load(base, ours(plausible))
    assert found.quantities["reviews.officers"].value == plausible
    assert not found.doubts
    (told,) = faults(base, ours(slip))
    assert f"ours.toml, reviews.officers.value: is {slip}, far outside what is plausible" in told


def test_sizes_of_one_council_are_not_held_against_another_s_or_england_s(write: Write) -> None:
    entries = 'value = 5\nunit = "children per year"'
    text = quantity(ENTRIES, entries).replace("tower_hamlets_2018", "england")
    assert load(write(text)).quantities[ENTRIES].value == 5


@pytest.mark.parametrize("path", sorted((PROJECT / "scenarios").glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_base_is_plausible(path: Path) -> None:
    assert load(str(path)).doubts == ()


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_is_plausible_on_any_base(name: str) -> None:
    for base in ("tower_hamlets_2018", "england", "england_2024"):
        assert load(base, name).doubts == ()


def test_what_an_experiment_sets_has_the_ceiling_too() -> None:
    with pytest.raises(BadInput, match="an absurd size"):
        laid(BASE, [Setting(SCALE, 1000.0)])


def test_the_end_of_a_range_has_a_ceiling(write: Write) -> None:
    (told,) = faults(
        write(
            quantity(ENTRIES, 'value = 100\nunit = "children per year"\nlow = 1\nhigh = 1e6\ndistribution = "uniform"')
        )
    )
    assert f"{ENTRIES}.high: is 1,000,000, an absurd size" in told


# What changes nothing, or the same twice


def test_a_strategy_that_gives_nothing_is_refused(write: Write) -> None:
    (told,) = faults("england", write('title = "A failed save"'))
    assert told.startswith("mine.toml: gives no quantity and no target, so that it would change nothing")


def test_a_copy_of_a_strategy_under_another_name_is_refused_beside_it(write: Write) -> None:
    text = (PROJECT / "scenarios" / "strategies" / "ipop.toml").read_text(encoding="utf-8")
    copy = write(text.replace("title = ", 'title = "Ours" # ', 1), "copy_of_ipop.toml")
    (told,) = faults("tower_hamlets_2018", "ipop", f"./{copy}")
    assert told.startswith("copy_of_ipop.toml: says the same as ")
    assert load("tower_hamlets_2018", f"./{copy}").strategies == ("copy_of_ipop",)


@pytest.mark.parametrize("when", ["0001-01-01", "1947-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_on_which_nothing_can_have_been_known_is_refused(when: str, write: Write) -> None:
    (told,) = faults(write(of_scale(0.9).replace("as_of = 2018-01-01", f"as_of = {when}")))
    assert f"mine.toml, {SCALE}.as_of: is " in told
    assert told.endswith("give a day from 1 January 1948 to 31 December 2100")


@pytest.mark.parametrize("years", ["0.0001", "0.079", "-1", "inf", "nan"])
def test_less_than_a_month_is_no_run(years: str, write: Write) -> None:
    (told,) = faults(write(on_base(f"years = {years}")))
    assert "it must be a number of at least 0.08 (a month) and at most 30" in told
