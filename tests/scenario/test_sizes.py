"""Sizes of strategies: what goes with them, in files, in settings and in draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import load
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput
from sim.scenario.defaults import BASE, STRATEGIES
from sim.scenario.levers import Setting, laid, lever
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Quantity

REST = 'kind = "judgement"\nsource = "Ours"\nas_of = 2018-03-31\n'
FEES = f'[in_house_fostering.deregistration]\nvalue = 0.09\nunit = "per year"\n{REST}'


def strategy(folder: Path, heading: str, body: str = FEES) -> str:
    path = folder / "ours.toml"
    path.write_text(f'title = "Ours"\n{heading}\n{body}', encoding="utf-8")
    return str(path)


def faults(folder: Path, heading: str, body: str = FEES) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        load(BASE, strategy(folder, heading, body))
    return caught.value.faults


# In files


def test_the_shipped_strategies_say_what_goes_with_their_size() -> None:
    assert load(BASE, *STRATEGIES).sizes == {
        "edge_of_care": ("edge_of_care.workers",),
        "ipop": ("ipop.agenda", "ipop.cost_per_year"),
        "camhs": ("camhs_support.colocated.clinicians", "camhs_support.consultation.hours"),
        "out_of_hours": ("out_of_hours.coverage", "out_of_hours.cost_per_year"),
        "carer_development": (
            "carer_development.training_places",
            "carer_development.extra_enquiries",
            "carer_development.cost_of_recruitment",
        ),
    }
    assert load(BASE).sizes == {}


def test_what_goes_with_a_size_is_told_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    told = readme.split("In the same way:")[1].split("\n\n")[0]
    for paths in load(BASE, *STRATEGIES).sizes.values():
        for path in paths:
            if path not in ("edge_of_care.workers", "out_of_hours.coverage"):
                assert path.rpartition(".")[2] in told


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        (
            'scales = ["in_house_fostering.deregistraton"]',
            'names "in_house_fostering.deregistraton", which is not a known quantity; '
            "did you mean in_house_fostering.deregistration?",
        ),
        (
            'scales = ["ipop.agenda"]',
            'names "ipop.agenda", which the file does not give; '
            "a size multiplies only what the strategy itself brings: add the quantity, or take the name out",
        ),
        (
            'scales = ["in_house_fostering.deregistration", "in_house_fostering.deregistration"]',
            'names "in_house_fostering.deregistration" more than once; name it once',
        ),
        (
            "scales = 2",
            "is 2; it must be a list of the quantities that the size of the strategy multiplies, as text",
        ),
    ],
)
def test_a_fault_of_what_goes_with_a_size(tmp_path: Path, heading: str, message: str) -> None:
    (told,) = faults(tmp_path, heading)
    assert told.endswith(f"ours.toml, scales: {message}") or told == f"ours.toml, scales: {message}"


def test_shares_that_sum_to_one_have_no_size(tmp_path: Path) -> None:
    shares = (
        f'[in_house_fostering.places_shares]\nvalue = {{ one = 0.5, two = 0.4, three = 0.1 }}\nunit = "share"\n{REST}'
    )
    (told,) = faults(tmp_path, 'scales = ["in_house_fostering.places_shares"]', shares)
    assert 'names "in_house_fostering.places_shares", shares that sum to 1 at any size; take it out' in told


def test_a_base_has_no_size(tmp_path: Path) -> None:
    path = tmp_path / "base.toml"
    path.write_text('title = "Base"\nbased_on = "tower_hamlets_2018"\nscales = ["ipop.agenda"]\n', encoding="utf-8")
    with pytest.raises(BadInput, match="scales: belongs in a strategy, not in a base; take it out"):
        load(str(path))


# In settings


def test_at_its_own_size_a_strategy_is_as_its_file_has_it() -> None:
    plain = load(BASE, "ipop+camhs")
    sized = laid(plain, [Setting("size.ipop", 1.0)])
    assert sized.digest == plain.digest
    assert sized.draw(1, 3) == plain.draw(1, 3)


def test_at_another_size_all_that_goes_with_it_is_multiplied_and_nothing_else() -> None:
    plain = load(BASE, "ipop+camhs")
    sized = laid(plain, [Setting("size.camhs", 0.5)])
    changed = {path for path, one in sized.quantities.items() if not one.same_numbers(plain.quantities[path])}
    assert changed == set(plain.sizes["camhs"])
    assert sized.parameters.camhs_support.colocated.clinicians == 0.5
    assert sized.parameters.camhs_support.consultation.hours == plain.parameters.camhs_support.consultation.hours / 2


@pytest.mark.parametrize("name", ["edge_of_care", "ipop", "camhs", "carer_development"])
def test_draws_are_multiplied_too(name: str) -> None:
    plain = load(BASE, name)
    doubled = laid(plain, [Setting(f"size.{name}", 2.0)])
    for path in plain.sizes[name]:
        unit = declared()[path].unit
        for replication in range(5):
            chance = Chance(1, replication)
            once = plain.quantities[path].draw(path, unit, chance)
            assert doubled.quantities[path].draw(path, unit, chance) == pytest.approx(2 * once)


def test_a_share_cannot_grow_beyond_the_whole() -> None:
    plain = load(BASE, "out_of_hours")
    with pytest.raises(BadInput) as caught:
        laid(plain, [Setting("size.out_of_hours", 2.0)])
    assert caught.value.faults == (
        "size.out_of_hours: 2 means that out_of_hours.coverage is 1.8; it must be from 0 to 1",
    )
    nearly = laid(plain, [Setting("size.out_of_hours", 1.1)])
    assert nearly.quantities["out_of_hours.coverage"].high == 1.0
    assert all(0 <= nearly.draw(1, one).out_of_hours.coverage <= 1 for one in range(20))


def test_nothing_and_the_whole_of_a_share_are_not_drawn() -> None:
    coverage = load(BASE, "out_of_hours").quantities["out_of_hours.coverage"]
    unit = declared()["out_of_hours.coverage"].unit
    for factor in (0.0, 1 / 0.9):
        made = coverage.times(factor, unit)
        assert made.distribution == "fixed"
        assert made.draw("out_of_hours.coverage", unit, Chance(1, 1)) == pytest.approx(0.9 * factor)


def test_a_factor_on_a_table_leaves_its_range_of_factors() -> None:
    table = load(BASE).quantities["prices.weekly"]
    doubled = table.times(2.0, declared()["prices.weekly"].unit)
    assert isinstance(doubled, Quantity)
    assert doubled.value.values() == tuple(2 * number for number in table.value.values())
    assert (doubled.low, doubled.high) == (table.low, table.high)


@pytest.mark.parametrize(
    ("path", "number", "message"),
    [
        ("size.ippop", 2.0, "size.ippop: is not a size in this scenario; did you mean size.ipop?"),
        ("size.ipop", -1.0, "size.ipop: is -1; it must be 0 or more"),
        (
            "size.zzz",
            1.0,
            "size.zzz: is not a size in this scenario; name the size of a strategy that the scenario has",
        ),
    ],
)
def test_a_size_that_misfits_is_refused(path: str, number: float, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        laid(load(BASE, "ipop"), [Setting(path, number)])
    assert caught.value.faults == (message,)


def test_a_strategy_in_one_size_says_so(tmp_path: Path) -> None:
    scenario = load(BASE, strategy(tmp_path, ""))
    with pytest.raises(BadInput, match=r"size\.ours: is the size of a strategy that comes in one size; add scales"):
        laid(scenario, [Setting("size.ours", 2.0)])


def test_a_size_can_be_swept_like_any_number() -> None:
    one = lever("size.ipop", load(BASE, "ipop"))
    assert (one.value, one.unit.name, one.ranged) == (1.0, "factor", False)
    assert one.title.startswith("Size: ")
    both = laid(load(BASE, "ipop"), [Setting("size.ipop", 2.0), Setting("ipop.agenda", 7.0)])
    assert both.parameters.ipop.agenda == 7
    assert both.parameters.ipop.cost_per_year == 120_000
