"""Ranges obey the limits of values: what they would draw out of bounds or out of size is refused as files are read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scenario_files import (
    IN_HOUSEHOLDS,
    LEGAL,
    LEGAL_STRATEGIES,
    PROBABILITY,
    PROJECT,
    REST,
    SERVICE_STRATEGIES,
    SERVICES,
    STRATEGIES,
    Write,
    faults,
    on_base,
    quantity,
)

from sim.parameters.tables import Table
from sim.scenario.assumptions import range_in_words
from sim.scenario.files import legal_limits
from sim.scenario.files.range_limits import FAR_ENDS, SetLuck
from sim.scenario.quantities.bounds import of_bounds
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import load

BASES = sorted((PROJECT / "scenarios").glob("*.toml"))
CHILDREN = 'unit = "children per year"'
MULTIPLIER = 'unit = "multiplier"'
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
EVEN = "value = { " + ", ".join(f"{month} = 1" for month in (*MONTHS, "december")) + " }"
BY_AGE = "value = { under_1 = 0.9, from_1_to_4 = 0.9, from_5_to_9 = 0.9, from_10_to_15 = 0.9, from_16 = 0.9 }"


def drawn(how: str, low: object, high: object) -> str:
    return f'\nlow = {low}\nhigh = {high}\ndistribution = "{how}"'


@pytest.mark.parametrize(
    ("path", "text", "place", "said"),
    [
        ("policy.secure_share", f"value = 0.5\n{PROBABILITY}{drawn('normal', 0.1, 0.9)}", "low", "is -0.25"),
        ("policy.secure_share", f"value = 0.9\n{PROBABILITY}{drawn('normal', 0.8, 1.0)}", "high", "is 1.08"),
        ("policy.secure_share", f"value = 0.5\n{PROBABILITY}{drawn('lognormal', 0.3, 0.9)}", "high", "is 1.5"),
        ("stability.scale", f"value = 0.9\n{MULTIPLIER}{drawn('normal', 0.1, 1.0)}", "low", "is -0.6"),
        ("agency.offer", f"{BY_AGE}\n{PROBABILITY}{drawn('scaled_triangular', 1, 1.5)}", "high", "is 1.35"),
        ("agency.offer", f"{BY_AGE}\n{PROBABILITY}{drawn('scaled_lognormal', 1, 1.5)}", "high", "is 1.35"),
        ("stability.scale", f"value = 1\n{MULTIPLIER}{drawn('lognormal', 1, 1e200)}", "high", "an absurd size"),
        ("demand.entries_per_year", f"value = 9\n{CHILDREN}{drawn('uniform', 1, 1e6)}", "high", "an absurd size"),
        ("demand.entries_per_year", f"value = 9\n{CHILDREN}{drawn('lognormal', 1, 1e4)}", "high", "an absurd size"),
        ("demand.month_pattern", f"{EVEN}\n{MULTIPLIER}{drawn('scaled_triangular', 0.5, 1)}", "low", "averages 0.5"),
        (
            "in_house_fostering.households",
            f"value = 100\n{IN_HOUSEHOLDS}{drawn('triangular', 90, 1e7)}",
            "high",
            "an absurd size",
        ),
        (
            "in_house_fostering.panel_interval",
            f'value = 28\nunit = "days"{drawn("uniform", 0.001, 30)}',
            "low",
            "cannot meet more than once a day",
        ),
    ],
)
def test_an_end_that_leads_too_far_is_refused_with_its_place(
    write: Write, path: str, text: str, place: str, said: str
) -> None:
    found = [message for message in faults(write(quantity(path, text))) if said in message]
    assert len(found) == 1
    assert found[0].startswith(f"mine.toml, {path}.{place}: ")


def test_the_fewer_of_those_at_risk_enter_the_more_families_there_are(write: Write) -> None:
    few = quantity("demand.entry_probability", f"value = 0.3\n{PROBABILITY}{drawn('beta', 0.01, 0.99)}")
    many = f"[demand.entries_per_year]\nvalue = 4000\n{CHILDREN}\n{REST}"
    assert load(write(few)).quantities
    assert any("children in families at risk" in message for message in faults(write(few + many)))


def test_shares_cannot_rest_on_more_cases_than_can_be_drawn(write: Write) -> None:
    shares = "value = { inside = 0.4, near = 0.4, far = 0.2 }\neffective_sample = 1e300"
    text = quantity("agency.location_shares", f'{shares}\nunit = "share"\ndistribution = "dirichlet"')
    said = "agency.location_shares.effective_sample: is 1e+300; it must be from 1 to 1,000,000"
    assert said in faults(write(text))[0]


def test_a_change_whose_range_leads_out_of_bounds_is_refused(write: Write) -> None:
    change = f"[in_house_fostering.agreement]\ntimes = 1.2\n{PROBABILITY}{drawn('triangular', 1, 9)}"
    (message,) = faults("tower_hamlets_2018", write(f'title = "Mine"\n{change}\n{REST}', "mine_too.toml"))
    assert message.startswith("mine_too.toml, in_house_fostering.agreement.high: leads too far")


def test_growth_over_years_is_looked_at_as_well(write: Write) -> None:
    text = f"[demand.entries_per_year]\ngrows = 0.1\n{CHILDREN}{drawn('uniform', 0.1, 1.0)}"
    base = write(on_base("years = 20\n"), "long.toml")
    found = faults(base, write(f'title = "Mine"\n{text}\n{REST}', "mine_too.toml"))
    assert "an absurd size" in found[0]


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
def test_what_shipped_bases_draw_at_their_far_ends_is_within_bounds(base: Path) -> None:
    scenario = load(base.stem)
    for path, item in scenario.quantities.items():
        unit = declared()[path].unit
        for u in FAR_ENDS.values():
            value = item.draw(path, unit, SetLuck(u))
            numbers = value.values() if isinstance(value, Table) else (value,)
            assert not [problem for number in numbers for problem in of_bounds(unit, path, number)]


@pytest.mark.parametrize(
    "laid",
    [
        *((name,) for name in STRATEGIES),
        *((LEGAL, name) for name in LEGAL_STRATEGIES),
        *((SERVICES, name) for name in SERVICE_STRATEGIES),
    ],
    ids="+".join,
)
def test_every_shipped_strategy_loads(laid: tuple[str, ...]) -> None:
    assert load("tower_hamlets_2018", *laid).strategies == laid


def test_a_team_that_is_drawn_too_small_for_one_case_has_one_in_hand() -> None:
    team, each = "legal.connected.assessors", "legal.connected.cases_per_assessor"
    scenario = load("england_2024_with_courts")
    few = {
        team: replace(scenario.quantities[team], value=0.25, low=0.21, high=0.3, distribution="triangular"),
        each: replace(scenario.quantities[each], value=4.0, low=3.0, high=5.0, distribution="triangular"),
    }
    small = scenario.with_quantities(few)
    rooms = []
    for replication in range(20):
        connected = small.draw(1, replication).legal.connected
        rooms.append(connected.assessors * connected.cases_per_assessor)
    assert min(rooms) == pytest.approx(legal_limits.LEAST_AT_ONCE)
    assert max(rooms) > legal_limits.LEAST_AT_ONCE


def test_a_range_whose_far_draws_are_cut_at_one_says_so() -> None:
    quantities = load("england").quantities
    assert range_in_words(quantities["agency.offer"]) == "all times 0.75 to 1.2 (triangular); no number above 1"
    assert "above 1" not in range_in_words(quantities["policy.secure_share"])


def test_an_outlook_that_knows_nothing_is_refused(write: Write) -> None:
    names = declared()["outlook.own_deviation"].categories
    values = ", ".join(f"{name} = 3" for name in names)
    unit = declared()["outlook.own_deviation"].unit.name
    text = quantity("outlook.own_deviation", f'value = {{ {values} }}\nunit = "{unit}"')
    (message,) = faults(write(text))
    assert "outlook.own_deviation.value: is 3, so that 1 in 20 futures lies 403 times off" in message
