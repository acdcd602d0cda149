"""The outlook of a scenario: whose luck it is, what cannot hold together, and what must come together."""

from __future__ import annotations

import pytest
from scenario_files import REST, Write, faults, on_base, quantity

from sim.reports.shared.outlook_words import sentences
from sim.scenario.assumptions import assumptions
from sim.scenario.quantities.declared import declared, part_of, parts
from sim.scenario.scenario import Scenario, load

PAIRS = list(declared()["outlook.own_correlation"].categories)
SPREAD = 'unit = "standard deviation of the logarithm"'
YEARS = "value = {{ first = {}, second = {}, third = {} }}"
STREAM = {
    "arrivals": YEARS.format(20, 25, 30) + '\nunit = "children per year"',
    "england_deviation": YEARS.format(0.3, 0.3, 0.3) + f"\n{SPREAD}",
    "own_deviation": YEARS.format(0.4, 0.4, 0.4) + f"\n{SPREAD}",
    "threshold": 'value = 0.001\nunit = "share"',
    "child_population": 'value = 34_000\nunit = "children"',
    "passed_on": 'value = 1\nunit = "share"',
}


def correlations(name: str, *given: float) -> str:
    values = "\n".join(f"value.{pair} = {number}" for pair, number in zip(PAIRS, given, strict=True))
    return quantity(f"outlook.{name}", f'{values}\nunit = "correlation"')


def stream(*left_out: str) -> str:
    tables = [
        f"[outlook.unaccompanied.{name}]\n{text}\n{REST}" for name, text in STREAM.items() if name not in left_out
    ]
    return on_base("\n".join(tables))


def said(scenario: Scenario) -> str:
    return "\n".join(sentences(scenario))


# --- whose luck


def test_the_head_of_the_base_names_the_luck_of_authority_and_region(write: Write) -> None:
    outlook = load("tower_hamlets_2018").parameters.outlook
    assert outlook is not None
    assert (outlook.authority, outlook.region) == (9000030.0, 13000001.0)
    assert load("tower_hamlets_2017").parameters.outlook == outlook  # it stands on the other
    leeds = load(write(on_base('authority = "E08000035"'))).parameters.outlook
    assert leeds is not None
    assert (leeds.authority, leeds.region) == (8000035.0, 12000003.0)
    england = load("england").parameters.outlook
    assert england is not None
    assert (england.authority, england.region) == (0.0, 0.0)
    assert leeds.shared_correlation == england.shared_correlation


def test_a_strategy_leaves_whose_luck_it_is_and_a_copy_of_the_base_may_be_anothers(write: Write) -> None:
    assert load("tower_hamlets_2018", "ipop").parameters.outlook == load("tower_hamlets_2018").parameters.outlook
    digests = {load(write(on_base(f'authority = "{code}"'))).digest for code in ("E08000035", "E08000032")}
    assert len(digests) == 2  # other luck is another scenario
    assert not load("tower_hamlets_2018", "ipop").changed & {"outlook.authority", "outlook.region"}


def test_codes_are_read_as_published_and_not_written_as_quantities(write: Write) -> None:
    rows = {row.path: row.value for row in assumptions(load("tower_hamlets_2018"))}
    assert (rows["outlook.authority"], rows["outlook.region"]) == ("E09000030", "E13000001")
    assert {row.path: row.value for row in assumptions(load("england"))}["outlook.region"] == "none"
    region = quantity("outlook.region", 'value = 13000001\nunit = "code of the Office for National Statistics"')
    (message,) = faults(write(f'authority = "E09000030"\n{region}'))
    assert message.startswith('mine.toml, outlook.region: is that of authority "E09000030" at the top of a base')
    (message,) = faults(write(quantity("outlook.authority", 'value = 9000033\nunit = "code"')))
    assert message.startswith("mine.toml, outlook.authority: is not a known quantity")


# --- correlations


@pytest.mark.parametrize("name", ["own_correlation", "shared_correlation"])
def test_correlations_that_cannot_all_hold_are_refused(write: Write, name: str) -> None:
    assert load(write(correlations(name, *[0.5] * 15))).quantities[f"outlook.{name}"].file == "mine.toml"
    assert load(write(correlations(name, *[1.0] * 15)))
    assert faults(write(correlations(name, 0.9, -0.9, 0.9, *[0.0] * 12))) == (
        f"mine.toml, outlook.{name}.value: has correlations that cannot all hold together (the matrix is not positive "
        "semidefinite); bring them nearer to 0 or to one another: two levels that each go with a third go together "
        "themselves",
    )
    (message,) = faults(write(correlations(name, *[1.5] * 15)))[:1]
    assert "is 1.5; it must be from -1 to 1" in message


def test_correlations_have_no_range(write: Write) -> None:
    ranged = (
        correlations("own_correlation", *[0.5] * 15) + 'low = 0.5\nhigh = 1.1\ndistribution = "scaled_triangular"\n'
    )
    assert faults(write(ranged)) == (
        "mine.toml, outlook.own_correlation: has a range; "
        "take it out: correlations that are drawn one by one may not hold together",
    )


def test_the_pairs_stand_as_the_triangle_below_the_diagonal_row_by_row() -> None:
    levels = declared()["outlook.own_deviation"].categories
    assert [f"{levels[row]}_{levels[column]}" for row in range(6) for column in range(row)] == PAIRS


# --- unaccompanied children


def test_the_stream_of_unaccompanied_children_comes_whole_or_not_at_all(write: Write) -> None:
    assert part_of("outlook.unaccompanied.arrivals") == "outlook.unaccompanied"
    assert part_of("outlook.own_deviation") == "outlook"
    assert part_of("camhs.usual.starts") == "camhs"
    assert "outlook.unaccompanied" in parts()
    made = load(write(stream())).parameters.outlook
    assert made is not None
    assert made.unaccompanied is not None
    assert made.unaccompanied.child_population == 34_000
    plain = load("tower_hamlets_2018").parameters.outlook
    assert plain is not None
    assert plain.unaccompanied is None
    assert faults(write(stream("threshold", "passed_on"))) == (
        'mine.toml, outlook.unaccompanied.threshold: is missing; add it, in "share", with its source',
        'mine.toml, outlook.unaccompanied.passed_on: is missing; add it, in "share", with its source',
    )


# --- words


def test_the_outlook_in_words(write: Write) -> None:
    # 1.2816 deviations to either side; sqrt(0.15 ** 2 + 0.05 ** 2 + 0.024 ** 2) = 0.1599 and so on
    words = said(load("tower_hamlets_2018"))
    assert (
        "entries 81% to 123% up to 31 March 2018, 79% to 127% in the year to 31 March 2019, 75% to 133% after it"
        in words
    )
    assert "rates of leaving 74% to 134% up to 31 March 2018" in words
    assert "Unaccompanied" not in words
    levels = YEARS.format(1.0, 1.1, 1.2)
    raised = load(write(quantity("demand.yearly_level", f'{levels}\nunit = "multiplier"')))
    assert "87% to 140% in the year to 31 March 2019" in said(raised)
    words = said(load(write(stream())))
    assert "11 to 38 up to 31 March 2018" in words  # 20 times and over exp(1.2816 * 0.5)
    assert "With 34 of them looked after (0.1% of 34,000 children), 100% of further ones are passed on" in words
