"""It is said how many numbers come from the ensemble of a base, and which of them a strategy sets itself."""

from __future__ import annotations

from scenario_files import REST, Write

from sim.scenario.calibrated import calibrated, how_many, set_itself
from sim.scenario.scenario import load, with_ensembles

BASE = "tower_hamlets_2018"
SCALE = f'[stability.scale]\nvalue = 0.5\nunit = "multiplier"\n{REST}'
HALF = SCALE.replace("value", "times")


def test_all_numbers_of_the_ensemble_come_from_it_unless_a_strategy_sets_one(write: Write) -> None:
    own = write(f'title = "Calmer"\n{SCALE}', "calmer.toml")
    changed = write(f'title = "Half"\n{HALF}', "half.toml")
    base, sets, changes = with_ensembles([load(BASE), load(BASE, own), load(BASE, changed)], None)
    assert base.ensemble is not None
    assert calibrated(base) == calibrated(changes) == base.ensemble.columns
    assert "stability.scale" not in calibrated(sets)
    assert (how_many(base), how_many(sets), how_many(changes)) == ("5", "4 of 5", "5")
    said = f"{sets.title}: 4 of 5 calibrated numbers, for it sets stability.scale itself."
    assert list(set_itself([base, sets, sets, changes])) == [said]


def test_without_an_ensemble_none_does() -> None:
    assert calibrated(load("england")) == ()
    assert list(set_itself([load("england")])) == []
