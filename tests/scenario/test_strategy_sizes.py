"""Sizes of strategies that a base gives: what they multiply, what stays, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from scenario_files import REST, STRATEGIES, Write, faults, on_base

from sim.parameters.units import CASES_A_MEETING, SHARE, SLOTS_A_CLINIC, WORKERS
from sim.scenario.files.strategy_sizes import StrategySize, fitted
from sim.scenario.levers import Setting, laid
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import load

BASE = "tower_hamlets_2018"


def size(name: str, value: float = 2.5) -> str:
    return (
        f'[sizes.{name}]\nvalue = {value}\nunit = "times the strategy\'s file"\nsource = "a test"\nas_of = 2018-01-01\n'
    )


def made(value: float, low: float, high: float) -> Quantity:
    return Quantity(value, "", "judgement", "a test", date(2018, 1, 1), low, high, "triangular", note="As judged.")


def test_a_number_of_a_size_by_hand() -> None:
    workers = fitted(made(3.0, 2.0, 4.0), StrategySize(2.5, "more children", date(2024, 4, 1)), WORKERS)
    assert (workers.value, workers.low, workers.high) == (7.5, 5.0, 10.0)
    assert workers.note == "3 in the strategy's file, for this council times 2.5: more children. As judged."


@pytest.mark.parametrize("unit", [CASES_A_MEETING, SLOTS_A_CLINIC])
def test_what_is_done_at_meetings_or_counted_whole_is_at_least_one(unit: object) -> None:
    few = StrategySize(0.05, "a test", date(2024, 4, 1))
    small = fitted(made(10.0, 5.0, 30.0), few, unit)  # type: ignore[arg-type]
    assert (small.value, small.low) == (1.0, 1.0)
    assert small.high is not None
    assert small.high >= 1.0


def test_a_share_is_the_same_in_any_council() -> None:
    share = made(0.9, 0.8, 1.0)
    assert fitted(share, StrategySize(0.05, "a test", date(2024, 4, 1)), SHARE) is share


def test_a_base_s_size_multiplies_what_the_strategy_says_goes_with_its_size(write: Write) -> None:
    base = write(on_base(size("ipop") + size("out_of_hours", 0.5)))
    plain, sized = load(BASE, "ipop", "out_of_hours"), load(base, "ipop", "out_of_hours")
    assert sized.parameters.ipop is not None
    assert plain.parameters.ipop is not None
    differs = {path for path, one in sized.quantities.items() if not one.same_numbers(plain.quantities[path])}
    assert differs == {"ipop.agenda", "ipop.cost_per_year", "out_of_hours.cost_per_year"}
    assert sized.parameters.ipop.agenda == 2.5 * plain.parameters.ipop.agenda
    assert sized.parameters.ipop.cost_per_year == 2.5 * plain.parameters.ipop.cost_per_year


def test_sizes_change_nothing_of_a_base_alone(write: Write) -> None:
    assert load(write(on_base(size("ipop")))).digest == load(BASE).digest


def test_a_later_base_s_size_takes_the_place_of_an_earlier_s(write: Write) -> None:
    write(on_base(size("ipop", 2.0)), "under.toml")
    over = write(f'based_on = "under"\n{size("ipop", 3.0)}', "over.toml")
    twice, thrice = load("under.toml", "ipop").parameters.ipop, load(over, "ipop").parameters.ipop
    assert twice is not None
    assert thrice is not None
    assert thrice.agenda / twice.agenda == 1.5


def test_an_experiment_s_size_is_of_the_council_s(write: Write) -> None:
    sized = load(write(on_base(size("edge_of_care"))), "edge_of_care")
    half = laid(sized, [Setting("size.edge_of_care", 0.5)])
    assert half.parameters.edge_of_care is not None
    assert half.parameters.edge_of_care.workers == 3 * 2.5 * 0.5


def test_a_change_in_a_strategy_fits_any_council_as_it_is(write: Write) -> None:
    path = "in_house_fostering.enquiries"
    fees = write(f'scales = ["{path}"]\n[{path}]\ntimes = 1.5\nunit = "per year"\n{REST}', "fees.toml")
    sized = load(write(on_base(size("fees"))), fees)
    assert sized.quantities[path].value == 1.5 * load(BASE).quantities[path].value


@pytest.mark.parametrize("name", STRATEGIES)
def test_every_strategy_of_the_letter_says_whom_it_serves(name: str) -> None:
    from sim.scenario.files import reading
    from sim.scenario.files.scenario_file import read

    served = read(reading.locate(name, strategy=True), strategy=True).heading["serves"]
    assert isinstance(load(BASE).quantities[served].value, float)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            size("ipop").replace("value = 2.5", "value = 0"),
            "sizes.ipop.value: is 0; it must be above 0 and at most 1000",
        ),
        (size("ipop").replace("value = 2.5\n", ""), "sizes.ipop: has no value; add value ="),
        (
            size("ipop").replace("source", "sorce"),
            "sizes.ipop.sorce: is not a known key of a size; did you mean source?",
        ),
        (size("ipop").replace('"a test"', '" "'), 'sizes.ipop.source: is " "; say what it was scaled from'),
        (
            size("ipop").replace("times the", "times"),
            'sizes.ipop.unit: is "times strategy\'s file"; give "times the strategy\'s file"',
        ),
        (
            size("statutory_services.reviews", 0),
            "sizes.statutory_services.reviews.value: is 0; it must be above 0 and at most 1000",
        ),
        ("[sizes]\nipop = 3", "sizes.ipop: is 3, not a size; write it as a table with value, unit, source and as_of"),
    ],
)
def test_a_fault_of_a_size(write: Write, text: str, message: str) -> None:
    assert f"mine.toml, {message}" in faults(write(on_base(text)))


def test_a_size_belongs_in_a_base(write: Write) -> None:
    assert faults(BASE, write(size("ipop"))) == ("mine.toml, sizes: belongs in a base, not in a strategy; take it out",)


@pytest.mark.parametrize(
    ("serves", "message"),
    [
        ("demand.entries", 'serves: names "demand.entries", which is not a known quantity; did you mean '),
        ("demand.age_shares", 'serves: names "demand.age_shares", which is a table; name a single number, such as '),
    ],
)
def test_a_fault_of_what_is_served(write: Write, serves: str, message: str) -> None:
    (found,) = faults(BASE, write(f'serves = "{serves}"\n'))
    assert found.startswith(f"mine.toml, {message}")


SCALED = "reviews.officers"


@pytest.mark.parametrize(
    ("serves", "messages"),
    [
        (
            '{ review = "opening.looked_after" }',
            (
                "serves.review: is not a part of which scales names a quantity; did you mean reviews?",
                "serves: says nothing of reviews, of which scales names a quantity; add reviews = and whom it serves, "
                'such as "opening.looked_after"',
            ),
        ),
        (
            '{ reviews = "opening.looked_afters" }',
            ('serves.reviews: names "opening.looked_afters", which is not a known quantity; did you mean ',),
        ),
        ("3", ("serves: is 3; it must be the path of the base's quantity that the size of the strategy is in ",)),
        ("{ reviews = 3 }", ("serves: is {'reviews': 3}; it must be the path of the base's quantity that ",)),
    ],
)
def test_a_fault_of_whom_the_parts_of_a_strategy_serve(write: Write, serves: str, messages: tuple[str, ...]) -> None:
    text = f'scales = ["{SCALED}"]\nserves = {serves}\n[{SCALED}]\ntimes = 2\nunit = "officers (whole time)"\n{REST}'
    found = [one for one in faults(f"{BASE}+statutory_services", write(text)) if "serves" in one]
    assert len(found) == len(messages)
    for one, message in zip(found, messages, strict=True):
        assert one.startswith(f"mine.toml, {message}")
