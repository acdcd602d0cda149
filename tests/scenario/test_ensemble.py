"""An ensemble's file, what its columns do to the numbers, and which member a replication draws."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from dataclasses import replace
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.commands.plan import planned
from sim.commands.request import CommandLine
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput
from sim.parameters.tables import ByLocation
from sim.scenario.ensemble import Ensemble, kept_for, read
from sim.scenario.ensemble_columns import FACTOR, TILT_FAR, TILT_INSIDE, TILTED, applied, tilted
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario, load, with_ensembles

HAZARDS = f"{FACTOR}leaving.hazard_by_time_in_care"
COLUMNS = ("demand.entries_per_year", HAZARDS, "stability.scale", TILT_INSIDE, TILT_FAR)


def ensemble(scenario: Scenario, members: int = 7, **changes: object) -> Ensemble:
    rows = tuple((100.0 + n, 1.0 + n / 100, 0.3 + n / 100, 0.5, -0.5) for n in range(members))
    made = Ensemble("by hand", scenario.name, scenario.base_numbers, 5, 10, 3, "years to 31 March 2019", COLUMNS, rows)
    if "rows" in changes:
        changes["members"] = changes.pop("rows")
    return replace(made, **changes)


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("tower_hamlets_2018")


def kept(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "ensemble.csv"
    path.write_text(text, encoding="utf-8")
    return path


# The file


def test_what_is_written_is_read_again(base: Scenario, tmp_path: Path) -> None:
    one = ensemble(base)
    again = read(kept(tmp_path, one.text()))
    assert replace(again, file="by hand") == one
    assert again.text() == one.text()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# seed: 5", "# seed: five", 'seed: is "five", not a whole number'),
        ("# numbers: ", "# nombers: ", "numbers: is missing"),
        ("stability.scale", "stability.scala", "is not a known quantity; did you mean stability.scale?"),
        (HAZARDS, "leaving.hazard_by_time_in_care", f'call the column "{HAZARDS}"'),
        ("demand.entries_per_year", f"{FACTOR}demand.entries_per_year", 'call the column "demand.entries_per_year"'),
        ("1,100.0,", "1,lots,", 'member 1, demand.entries_per_year: is "lots"; give a finite number'),
        ("1,100.0,", "1,inf,", "give a finite number"),
        ("1,100.0,", "1,", "has 5 cells for 6 columns"),
        ("member,", "set,", "has no table of members"),
    ],
)
def test_a_damaged_file_is_refused_with_the_place_and_the_mend(
    base: Scenario, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = ensemble(base).text()
    assert old in text
    with pytest.raises(BadInput) as caught:
        read(kept(tmp_path, text.replace(old, new)))
    assert said in str(caught.value)
    assert "ensemble.csv" in str(caught.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path / "nowhere.csv")
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="UTF-8"):
        read(path)


# What the columns do


def test_each_column_changes_its_own_quantity_and_nothing_else(base: Scenario) -> None:
    values = applied(base.quantities, COLUMNS, (120.0, 1.5, 0.4, 0.0, 0.0))
    assert set(values) == {"demand.entries_per_year", "leaving.hazard_by_time_in_care", "stability.scale", *TILTED}
    assert values["demand.entries_per_year"] == 120
    central = base.parameters.leaving.hazard_by_time_in_care.values()
    assert values["leaving.hazard_by_time_in_care"].values() == pytest.approx([1.5 * rate for rate in central])
    for path in TILTED:
        assert values[path].values() == pytest.approx(base.quantities[path].value.values())


def test_a_tilt_by_hand() -> None:
    """Odds of inside against near double, of far against near halve: 2 x 0.2, 0.5, 0.3 / 2, over 1.05."""
    found = tilted(ByLocation(0.2, 0.5, 0.3), log(2), -log(2))
    assert found.values() == pytest.approx((0.4 / 1.05, 0.5 / 1.05, 0.15 / 1.05))


@given(
    st.tuples(*[st.floats(0.01, 1)] * 3).map(lambda parts: ByLocation(*(part / sum(parts) for part in parts))),
    st.floats(-3, 3),
    st.floats(-3, 3),
)
def test_tilted_shares_sum_to_one_and_tilting_back_undoes_it(shares: ByLocation, inside: float, far: float) -> None:
    there = tilted(shares, inside, far)
    assert sum(there.values()) == pytest.approx(1.0)
    assert tilted(there, -inside, -far).values() == pytest.approx(shares.values())


def test_numbers_stay_within_the_bounds_of_their_unit(base: Scenario) -> None:
    values = applied(base.quantities, ("in_house_fostering.agreement", "demand.disability_share"), (1.7, -0.9))
    assert values == {"in_house_fostering.agreement": 1.0, "demand.disability_share": 0.0}


def test_what_the_scenario_lacks_is_passed_over(base: Scenario) -> None:
    without = {path: quantity for path, quantity in base.quantities.items() if not path.startswith("agency.")}
    assert "agency.location_shares" not in applied(without, COLUMNS, (1.0,) * 5)


# Draws


def test_draws_take_the_ensembles_numbers_and_draw_all_others_as_before(base: Scenario) -> None:
    drawing = base.with_ensemble(ensemble(base))
    for replication in range(4):
        with_it, without = drawing.draw(3, replication), base.draw(3, replication)
        assert with_it.demand.entries_per_year in {100.0 + n for n in range(7)}
        assert with_it.stability.scale == pytest.approx(0.3 + (with_it.demand.entries_per_year - 100) / 100)
        assert with_it.stability.scale != without.stability.scale
        assert with_it.policy == without.policy
        assert with_it.prices == without.prices
        assert with_it.demand.disability_share == without.demand.disability_share
        assert with_it.agency.location_shares.inside > base.parameters.agency.location_shares.inside
        assert with_it.emergency.location_shares == without.emergency.location_shares


def test_every_member_is_taken_once_before_any_is_taken_twice(base: Scenario) -> None:
    drawing = base.with_ensemble(ensemble(base))
    taken = [drawing.draw(3, replication).demand.entries_per_year for replication in range(14)]
    assert set(Counter(taken[:7]).values()) == {1}
    assert taken[:7] == taken[7:]
    firsts = {drawing.draw(seed, 0).demand.entries_per_year for seed in range(20)}
    assert len(firsts) > 3  # another seed begins elsewhere
    first = int(Chance(3, 0).uniform("first member of the ensemble", 0) * 7)
    assert taken[0] == 100.0 + first


def test_a_strategy_is_laid_over_the_ensemble_of_its_base(base: Scenario) -> None:
    laid = load("tower_hamlets_2018", "ipop").with_ensemble(ensemble(base))
    assert laid.base == "tower_hamlets_2018"
    alone = base.with_ensemble(ensemble(base))
    for replication in range(3):
        assert laid.draw(3, replication).demand == alone.draw(3, replication).demand
        assert laid.draw(3, replication).stability == alone.draw(3, replication).stability


def test_a_number_that_a_strategy_or_a_sweep_sets_stays_as_set(base: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "calmer.toml"
    path.write_text(
        'title = "Calmer"\n[stability.scale]\nvalue = 0.31\nunit = "multiplier"\nkind = "judgement"\n'
        'source = "A test"\nas_of = 2018-01-01\n',
        encoding="utf-8",
    )
    laid = load("tower_hamlets_2018", str(path)).with_ensemble(ensemble(base))
    assert laid.draw(3, 0).stability.scale == 0.31
    assert laid.draw(3, 0).demand.entries_per_year in {100.0 + n for n in range(7)}
    entries = replace(base.quantities["demand.entries_per_year"], value=200.0, distribution="fixed")
    swept = base.with_ensemble(ensemble(base)).with_quantities({"demand.entries_per_year": entries})
    assert swept.draw(3, 0).demand.entries_per_year == 200


def test_other_numbers_than_those_it_was_made_for_are_refused(base: Scenario) -> None:
    with pytest.raises(BadInput) as changed:
        base.with_ensemble(ensemble(base, numbers="0123456789abcdef"))
    mend = "calibrate {0} again, leave the ensemble out, or take central values"
    said = "you have changed numbers in {0} since it was calibrated; " + mend
    assert changed.value.faults == (f"by hand: {said.format('tower_hamlets_2018')}",)
    assert base.with_years(5).with_ensemble(ensemble(base)).ensemble is not None  # it may run longer
    with pytest.raises(BadInput) as foreign:
        load("england").with_ensemble(ensemble(base))
    said = "is the ensemble of tower_hamlets_2018, not of england; " + mend
    assert foreign.value.faults == (f"by hand: {said.format('england')}",)


def test_an_ensemble_made_without_courts_is_refused_where_courts_are_laid_over_its_base(base: Scenario) -> None:
    with pytest.raises(BadInput, match=r"lays courts over it .*; leave the ensemble out"):
        load("tower_hamlets_2018", "legal_process").with_ensemble(ensemble(base))
    several = [base, load("tower_hamlets_2018", "legal_process+parallel_planning")]
    assert [one.ensemble for one in with_ensembles(several, None)] == [None, None]  # by default, drawn from ranges
    assert load("tower_hamlets_2018", "legal_process").with_ensemble(None).ensemble is None
    courts = load("england_with_courts")  # courts of its own, which a calibration of it has seen
    own = ensemble(courts)
    assert load("england_with_courts", "parallel_planning").with_ensemble(own).ensemble is not None


def test_it_is_found_by_the_name_of_the_base_unless_another_or_none_is_asked_for(
    base: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios" / "ensembles").mkdir(parents=True)
    path = tmp_path / "scenarios" / "ensembles" / "tower_hamlets_2018.csv"
    path.write_text(ensemble(base).text(), encoding="utf-8")
    other = kept(tmp_path, ensemble(base, members=3).text())
    monkeypatch.chdir(tmp_path)
    assert kept_for("tower_hamlets_2018") == path
    assert kept_for("nowhere_2018") is None
    several = [base, load("tower_hamlets_2018", "ipop")]
    found = with_ensembles(several, None)
    assert [one.ensemble and one.ensemble.file for one in found] == ["scenarios/ensembles/tower_hamlets_2018.csv"] * 2
    assert [one.ensemble and len(one.ensemble.members) for one in with_ensembles(several, str(other))] == [3, 3]
    assert [one.ensemble for one in with_ensembles(several, "none")] == [None, None]


@pytest.mark.parametrize(
    ("authority", "asked", "said"),
    [
        ("E06000017", None, "bare has not been calibrated: all numbers are drawn from their ranges; "),
        ("E06000017", "none", ""),
        ("", None, ""),
    ],
)
def test_a_base_of_an_authority_without_an_ensemble_is_said_to_draw_from_ranges(
    base: Scenario, capsys: pytest.CaptureFixture[str], tmp_path: Path, authority: str, asked: str | None, said: str
) -> None:
    bare = replace(base, name="bare", authority=authority)
    told = {"replications": "1", "processes": "1", "uncertainty": True, "ensemble": asked, "out": tmp_path / "out"}
    untold = ("seed", "years", "growth", "until", "cluster", "tls_ca_file", "tls_cert", "tls_key", "trust_this_machine")
    options = Namespace(**told, **dict.fromkeys(untold))
    planned(CommandLine(options, (), 0.0), lambda years: [bare])
    whole = f"{said}run.py calibrate bare\n" if said else ""
    assert capsys.readouterr().err == whole


def test_every_column_that_calibration_searches_is_a_quantity() -> None:
    from sim.experiments.calibration.space import SEARCHED

    for column, _, _ in SEARCHED:
        for path in TILTED if column in (TILT_INSIDE, TILT_FAR) else [column.removeprefix(FACTOR)]:
            assert path in declared()


# Numbers that no member can hold


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("stability.scale", "demand.entries_per_year", "demand.entries_per_year: is the name of 2 columns; keep one"),
        ("\n2,", "\n1,", "member 1: is the name of 2 rows"),
        ("1,100.0,1.0,", "1,100.0,0.0,", f"member 1, {HAZARDS}: is 0; give a factor from 0.05 to 20"),
        ("1,100.0,1.0,", "1,100.0,1e300,", f"member 1, {HAZARDS}: is 1e+300; give a factor from 0.05 to 20"),
        ("1,100.0,", "1,-3,", "member 1, demand.entries_per_year: is -3; it must be 0 or more"),
        (",0.5,-0.5\n2", ",800,-0.5\n2", f"member 1, {TILT_INSIDE}: is 800; give a tilt from -5 to 5"),
    ],
)
def test_a_number_that_would_be_cut_or_cannot_be_drawn_is_refused(
    base: Scenario, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = ensemble(base).text()
    assert old in text
    with pytest.raises(BadInput) as caught:
        read(kept(tmp_path, text.replace(old, new, 1)))
    assert said in str(caught.value)


def test_a_probability_beyond_one_is_refused(base: Scenario, tmp_path: Path) -> None:
    one = ensemble(base, columns=("in_house_fostering.agreement",), rows=((0.5,), (1.7,)))
    path = kept(tmp_path, one.text())
    with pytest.raises(BadInput, match=r"member 2, in_house_fostering.agreement: is 1.7; it must be from 0 to 1"):
        read(path)


def test_members_are_held_against_the_base_whose_numbers_they_change(base: Scenario) -> None:
    many = ensemble(base, columns=("demand.entries_per_year",), rows=((160.0,), (1e6,)))
    with pytest.raises(BadInput, match=r"demand.entries_per_year: in a member with 3 years means 3,000,\d* children"):
        base.with_ensemble(many)
    offers = ensemble(base, columns=(f"{FACTOR}agency.offer",), rows=((1.0,), (1.5,)))
    with pytest.raises(BadInput, match=r"factor on agency.offer: is 1.5 in a member, so that a number of agency.offer"):
        base.with_ensemble(offers)


def test_a_table_without_numbers_is_refused(base: Scenario, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is the only column"):
        read(kept(tmp_path, ensemble(base, columns=(), rows=((), ())).text()))
