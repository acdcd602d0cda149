"""A base for any authority: made for all, sound, blind to the future, and like what was published."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from math import exp, isfinite, log
from pathlib import Path

import numpy as np
import pytest
from runs_of_model import rows

from sim.bases import where
from sim.bases.base import Baseline, baseline, latest_year
from sim.bases.carers import LEAST_AGREEMENT, LEVEL, MOST_AGREEMENT, agreement
from sim.bases.coming import unaccompanied_starts
from sim.bases.entries import Entry, whole_numbers
from sim.bases.history import History, history
from sim.bases.moving import HIGHEST, LOWEST, OF_SCALE, scale
from sim.bases.national.reference import GRID, cause_shares, ceasing_rates, reference
from sim.bases.panel import panel
from sim.bases.staying import shifted, staying
from sim.cli import main
from sim.experiments.balance import authority as balance
from sim.experiments.balance.authority import paths
from sim.experiments.balance.base import stood
from sim.fitting.entrants import of_demand
from sim.fitting.reference import reference_entries
from sim.fitting.stationary import stationary
from sim.foundations.chance import Chance
from sim.foundations.codes import Kind
from sim.foundations.faults import BadInput
from sim.model.model import simulate
from sim.model.opening.margins import published
from sim.model.pool.making import make_pool
from sim.published.authorities import authorities, authority
from sim.published.table import Figures, figures
from sim.reports.baseline import pages, scenario_file
from sim.reports.baseline import words as baseline_words
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario, load

LATEST = 2024
"""The last 31 March of the table of figures."""

NOW = tuple(each for each in authorities() if each.first_year <= LATEST <= each.last_year)
GONE = tuple(each for each in authorities() if each.last_year < LATEST)


NAMED = ("City of London", "Isles of Scilly", "Kent", "Northamptonshire", "Rutland", "Tower Hamlets")
"""The largest and the least, and those with something of their own."""

EVERY_SO_MANY = 6


class Bases(dict[str, Baseline]):
    """Authorities' bases, each at its last year, by name; made when they are first asked for."""

    def __missing__(self, name: str) -> Baseline:
        whose = authority(name)
        self[name] = baseline(whose, latest_year(whose, figures()), figures())
        return self[name]


@pytest.fixture(scope="module")
def bases() -> Bases:
    return Bases()


@pytest.fixture(scope="module")
def every(bases: Bases) -> dict[str, Baseline]:
    """Every authority's base; for slow tests."""
    return {each.name: bases[each.name] for each in (*NOW, *GONE)}


@pytest.fixture(scope="module", params=["some", pytest.param("every", marks=pytest.mark.slow)])
def many(bases: Bases, request: pytest.FixtureRequest) -> dict[str, Baseline]:
    """Bases of one authority in six and of those with something of their own; then, among the slow tests, of all."""
    if request.param == "every":
        return request.getfixturevalue("every")
    some = dict.fromkeys([*NAMED, *(each.name for each in (*NOW, *GONE)[::EVERY_SO_MANY])])
    return {name: bases[name] for name in some}


def laid(base: Baseline) -> Scenario:
    return replace(load(base.based_on).with_quantities(base.quantities), start=base.start, years=1.0)


def test_there_are_as_many_authorities_as_england_has_and_had():
    assert len(NOW) + len(GONE) == len({each.name for each in (*NOW, *GONE)}) >= 155


def test_every_authority_has_a_base_that_runs_a_year(many):
    """Laid over England's scenario without fault, and simulated from nobody: some come, and some leave."""
    calendars = {}
    for name, base in many.items():
        scenario = laid(base)  # raises BadInput with any fault
        entries = scenario.parameters.demand.entries_per_year
        calendar = calendars.get(scenario.start) or calendars.setdefault(scenario.start, scenario.calendar())
        register = simulate(scenario.parameters, calendar, Chance(1, 0), 1.0, None)
        come = len(register.episodes.began)
        assert abs(come - entries) < 8 * entries**0.5 + 0.6 * entries + 5, name


@pytest.mark.parametrize("name", ["St Helens", "brighton", "Northamptonshire", "Rutland", "City of London", "Kent"])
def test_a_file_loads_as_what_was_written(name, bases, tmp_path):
    found = bases[authority(name).name]
    path = tmp_path / scenario_file.file_name(found.authority.name, found.start.year)
    pages.keep(found, path)
    loaded = load(str(path))
    assert loaded.title == found.title
    assert loaded.start == found.start
    assert loaded.years == 3
    for key, quantity in found.quantities.items():
        assert loaded.quantities[key].same_numbers(quantity), key
        assert loaded.quantities[key].source == quantity.source


@pytest.mark.parametrize(("name", "runs"), [("Rutland", 8), ("Tower Hamlets", 2)])
def test_an_opening_cohort_is_made_and_runs(name, runs, bases):
    scenario = laid(bases[name])
    calendar = scenario.calendar()
    # fewer lives than a run of the program has: the first day must be met to the child all the same
    pool = make_pool(scenario.parameters, calendar, 1, reference_entries(scenario.parameters), long_runs=runs)
    opening = scenario.parameters.opening
    assert pool.targets == published(opening)
    for replication in range(5):
        register = simulate(scenario.parameters, calendar, Chance(1, replication), 0.1, pool)
        here = [row.kind for row in rows(register.placements) if row.began <= 0 and not row.ended <= 0]
        assert [here.count(kind) for kind in Kind] == [round(number) for number in opening.kinds.values()]
        assert sum(entered <= 0 for entered in register.episodes.began) == opening.looked_after


def test_an_authority_without_children_runs(bases):
    """The Isles of Scilly looked after nobody on the last 31 March."""
    scenario = laid(bases["Isles of Scilly"])
    assert scenario.parameters.opening.looked_after == 0
    calendar = scenario.calendar()
    pool = make_pool(scenario.parameters, calendar, 1, reference_entries(scenario.parameters))
    simulate(scenario.parameters, calendar, Chance(1, 0), 1.0, pool)


class Scrambled(Figures):
    """Figures whose later years are all wrong."""

    def __init__(self, known: Figures, year: int) -> None:
        rows = []
        for row in known:
            first = max(0, year + 1 - row.first_year)
            cells = tuple(f"{3 * place + 7}" if cell else "" for place, cell in enumerate(row.cells))
            rows.append(row._replace(cells=row.cells[:first] + type(row.cells)(cells[first:])))
        super().__init__(rows)


IN_BETWEEN = (pytest.param(year, marks=pytest.mark.slow) for year in (2018, 2020, 2022))


@pytest.mark.parametrize("year", [2016, *IN_BETWEEN, 2023])
def test_no_figure_of_a_later_year_changes_anything(year):
    other = Scrambled(figures(), year)
    assert other.value("E09000030", "looked after", year + 1) != figures().value("E09000030", "looked after", year + 1)
    for name in ("Tower Hamlets", "Rutland"):
        whose = authority(name)
        assert baseline(whose, year, other).quantities == baseline(whose, year, figures()).quantities


@pytest.mark.parametrize("year", [2018, 2019])
def test_a_population_that_was_not_known_then_changes_nothing(year):
    """Rebased to the census of 2021: it tells of years of which another number had been published."""
    rows = [row for row in figures() if row.measure != "children aged 0 to 17"]
    for name in ("Tower Hamlets", "Bournemouth"):
        whose = authority(name)
        assert baseline(whose, year, Figures(rows)).quantities == baseline(whose, year, figures()).quantities


def test_a_council_made_lately_stands_on_its_share_of_the_one_before():
    base = baseline(authority("Cumberland"), LATEST, figures())
    assert base.quantities["opening.looked_after"].value == 482
    assert any("share of Cumbria's" in warning for warning in base.warnings)
    past = history(base.authority, figures())
    assert past.value("started", 2023) == pytest.approx(past.share * figures().value("E10000006", "started", 2023))
    with pytest.raises(BadInput, match="a base can be made for 2024, not 2023"):
        baseline(authority("Cumberland"), 2023, figures())


@pytest.mark.slow
def test_rates_keep_up_the_published_starts_ceases_and_children_looked_after(every):
    """Of large authorities, in the mean of three years: within 8% each, but for a few, and without bias."""
    apart = {"started": [], "ceased": [], "looked_after": []}
    for base in every.values():
        past = history(base.authority, figures())
        years = range(base.start.year - 2, base.start.year + 1)
        if base.start.year != LATEST or not past.value("looked after", LATEST) > 400:
            continue
        for measure, words in (("started", "started"), ("ceased", "ceased"), ("looked_after", "looked after")):
            published = np.nanmean([past.value(words, year) for year in years])
            apart[measure].append(log(getattr(base.population, measure) / published))
    for measure, limit in (("started", 0.08), ("ceased", 0.12), ("looked_after", 0.12)):
        assert len(apart[measure]) > 60
        assert abs(np.mean(apart[measure])) < 0.03, measure
        assert np.quantile(np.abs(apart[measure]), 0.9) < limit, measure


def test_an_authority_with_england_s_rates_gets_england_s_leaving():
    """The rule is England's fit, shifted: without a difference, without a shift."""
    england = reference(2019)
    known = staying(panel(figures(), 2019), 0)
    entrants = of_demand(england.parameters.demand, GRID)
    population = stationary(england.parameters.leaving, entrants, 0.0, GRID)
    like = replace(
        known,
        rates=tuple(
            replace(rate, value=float(value * ratio))
            for rate, value, ratio in zip(
                known.rates, ceasing_rates(population), england.published / england.fitted, strict=True
            )
        ),
        causes=replace(
            known.causes,
            values=tuple(cause_shares(population) * england.published_causes / england.fitted_causes),
        ),
        growth=0.0,
        stay=population.looked_after / population.started,
    )
    found = shifted(like, entrants, england).leaving
    base = england.parameters.leaving
    assert found.hazard_by_time_in_care.values() == pytest.approx(base.hazard_by_time_in_care.values(), rel=0.02)
    assert found.age_multiplier.values() == pytest.approx(base.age_multiplier.values(), rel=0.02)
    assert found.causes_1_to_4.values() == pytest.approx(base.causes_1_to_4.values(), abs=0.01)


def test_locations_sum_to_the_authority_s_and_move_all_kinds_alike():
    england = np.array([[0.75, 0.2, 0.05], [0.35, 0.23, 0.42]])
    found = where.shifted(england, np.array([80.0, 20.0]), np.array([0.2, 0.6, 0.2]))
    assert np.array([0.8, 0.2]) @ found == pytest.approx([0.2, 0.6, 0.2])
    assert found.sum(axis=1) == pytest.approx([1, 1])
    odds = (found / found[:, 1:2]) / (england / england[:, 1:2])
    assert odds[0] == pytest.approx(odds[1])


def test_locations_that_fit_already_stay():
    england = np.array([[0.75, 0.2, 0.05], [0.35, 0.23, 0.42]])
    kinds = np.array([0.5, 0.5])
    assert where.shifted(england, kinds, kinds @ england) == pytest.approx(england)


def test_the_first_guess_of_the_scale_is_englands_where_its_share_has_three_or_more_and_rises_with_it():
    england = reference(2019)
    share, usual = england.three_or_more, england.parameters.stability.scale
    assert share == pytest.approx(8_310 / 78_140, rel=0.01)
    assert scale(share, england) == pytest.approx(usual)
    assert scale(share * 2**OF_SCALE, england) == pytest.approx(2 * usual)
    assert scale(0.09, england) < scale(0.1, england) < scale(0.12, england)
    assert (scale(0.9, england), scale(1e-4, england)) == (usual * HIGHEST, usual * LOWEST)


def test_carers_say_yes_more_readily_where_more_places_are_filled():
    filled = 100 / (1 + exp(-LEVEL))
    usual = agreement(filled, 100 - filled, 100, 0.45)
    assert usual == pytest.approx(0.24)  # as many children as places, and the share filled that goes with it
    assert agreement(70, 40, 100, 0.45) > agreement(50, 60, 100, 0.45)
    assert agreement(45, 40, 100, 0.6) > agreement(45, 40, 100, 0.45)
    assert (agreement(100, 0, 100, 0.4), agreement(0, 300, 100, 0.4)) == (MOST_AGREEMENT, LEAST_AGREEMENT)


def test_whole_numbers_keep_the_total():
    assert whole_numbers([1.4, 1.4, 1.2], 4).tolist() == [2, 1, 1] or whole_numbers([1.4, 1.4, 1.2], 4).sum() == 4
    assert whole_numbers([0.0, 0.0], 3).sum() == 3
    assert whole_numbers([5.0, 3.0], 0).sum() == 0


def test_the_halves_of_northamptonshire_share_its_figures():
    north, west = (history(authority(f"{half} Northamptonshire"), figures()) for half in ("North", "West"))
    whole = figures().value("E10000021", "started", 2020)
    assert north.value("started", 2020) + west.value("started", 2020) == pytest.approx(whole)
    assert north.value("started", 2022) == figures().value("E06000061", "started", 2022)
    assert 0.4 < north.share < 0.5


def test_a_merged_authority_has_the_sum_of_its_forerunners():
    past = history(authority("bcp"), figures())
    both = figures().value("E06000028", "started", 2019) + figures().value("E06000029", "started", 2019)
    assert past.value("started", 2019) == both
    assert past.value("started", 2020) == figures().value("E06000058", "started", 2020)


def test_unaccompanied_starts_come_from_the_best_figure_of_the_year():
    past = History("E09000030", figures(), (), 1.0)
    assert unaccompanied_starts(past, 2022) == 63  # published
    assert unaccompanied_starts(past, 2020) == pytest.approx(0.16 * 146)  # 16% of 146
    assert unaccompanied_starts(past, 2019) == 50  # absent parenting


def test_published_margins_are_not_pooled():
    base = baseline(authority("Tower Hamlets"), 2022, figures())
    opening = {path: quantity.value for path, quantity in base.quantities.items() if path.startswith("opening.")}
    assert opening["opening.looked_after"] == 332
    assert opening["opening.unaccompanied"] == 70
    assert opening["opening.age_shares"].values() == pytest.approx(np.array([20, 26, 44, 95, 147]) / 332, abs=1e-4)
    assert opening["opening.location_shares"].inside == pytest.approx(99 / 332, abs=1e-4)
    kinds = opening["opening.kinds"]
    assert sum(kinds.values()) == 332
    assert kinds.in_house + kinds.connected + kinds.agency == pytest.approx(187, abs=1)
    assert kinds.supported == pytest.approx(85, abs=1)
    assert sum(kinds.values()[kind] for kind in (Kind.CHILDRENS_HOME, Kind.SECURE)) == pytest.approx(20, abs=1)


def test_a_suppressed_locality_is_told_by_the_distances_that_are_published():
    """Rutland 2022: inside and outside are suppressed, but 8, 7 and 7 of 25 are outside by distance."""
    shares = baseline(authority("Rutland"), 2022, figures()).quantities["opening.location_shares"].value
    assert shares.inside == pytest.approx(3 / 25, abs=1e-3)
    assert shares.far == pytest.approx(22 / 25 * 7 / 15, abs=1e-3)


def test_a_trust_s_own_carers_are_found_though_coded_as_others():
    """Birmingham Children's Trust: 2022 has next to nobody in own provision, and hundreds with its carers."""
    kinds = baseline(authority("Birmingham"), 2022, figures()).quantities["opening.kinds"].value
    assert figures().value("E08000025", "looked after by provider", 2022, "own provision") < 100
    assert kinds.in_house > 200


def test_tiny_authorities_are_warned_about_and_ranges_widen(bases):
    tiny, large = bases["Rutland"], bases["Kent"]
    assert any("hidden" in warning for warning in tiny.warnings)
    assert not any("hidden" in warning for warning in large.warnings)

    for path in ("demand.route_shares", "demand.age_shares"):  # worth the fewer cases, the wider they are drawn
        assert 2 * tiny.quantities[path].effective_sample < large.quantities[path].effective_sample


def test_own_weight_grows_with_numbers(bases):
    weights = {
        name: next(entry.weights.own for entry in base.entries if entry.path == "demand.entries_per_year")
        for name, base in ((name, bases[name]) for name in ("Kent", "Rutland", "Isles of Scilly"))
    }
    assert weights["Kent"] > 0.9 > weights["Rutland"] > weights["Isles of Scilly"]


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("Northamptonshire", 2022, "2016 to 2021"),
        ("North Northamptonshire", 2020, "2022 to 2024"),
        ("Leeds", 2025, "2016 to 2024"),
        ("Leeds", 2012, "2016 to 2024"),
    ],
)
def test_a_year_without_figures_is_refused_with_those_that_have_them(name, year, words):
    whose = authority({"Northamptonshire": "E10000021"}.get(name, name))
    with pytest.raises(BadInput) as told:
        baseline(whose, year, figures())
    assert words in str(told.value)
    assert name in str(told.value)


LEVELS = (
    "demand.entries_per_year",
    "leaving.hazard_by_time_in_care",
    "demand.yearly_level",
    "leaving.yearly_level",
    "outlook.",
)

COUNTED_MONEY = ("price_growth.base_year", "in_house_costs.children_per_household")
"""The year of the returns, and a count over a count: nothing to draw."""
"""What has no range of its own: the outlook says how far off it may be."""


def test_every_quantity_says_where_it_is_from(many):
    for base in many.values():
        for entry in base.entries:
            quantity = entry.quantity
            assert quantity.source.strip()
            assert quantity.as_of < base.start
            rule = ("policy",) if entry.path == "outlook.unaccompanied.threshold" else ()
            assert quantity.kind in ("published", "fitted", "judgement", *rule)
            if not entry.path.startswith(("opening.", *LEVELS, *COUNTED_MONEY)):
                assert quantity.distribution != "fixed", entry.path
            if entry.weights is not None:
                assert isfinite(entry.weights.own)
                assert 0 <= entry.weights.own <= 1


def test_the_command_writes_a_file_and_says_what_it_rests_on(tmp_path, capsys):
    path = tmp_path / "rutland.toml"
    assert main(["baseline", "rutland", "--fast", "--out", str(path)]) == 0
    printed = capsys.readouterr()
    assert "neighbours" in printed.out
    assert "hidden figures" in printed.out
    assert "quantities are set for this authority" in printed.out
    assert max(map(len, printed.out.splitlines())) == 118
    assert "run.py compare" in printed.err
    assert load(str(path)).parameters.opening.looked_after == 27
    before = path.read_text(encoding="utf-8")
    assert main(["baseline", "rutland", "--fast", "--out", str(path)]) == 0  # its own file is made anew
    assert path.read_text(encoding="utf-8") == before


def test_a_file_made_by_hand_is_left_alone(tmp_path, capsys):
    path = tmp_path / "rutland_2022.toml"
    path.write_text("# by hand\n", encoding="utf-8")
    assert main(["baseline", "rutland", "--out", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "# by hand\n"
    told = capsys.readouterr().err
    assert "left alone" in told
    assert str(path) in told
    assert main(["baseline", "rutland", "--fast", "--out", str(path), "--force"]) == 0
    assert path.read_text(encoding="utf-8") != "# by hand\n"


def test_the_shipped_case_study_is_safe(monkeypatch, capsys):
    monkeypatch.chdir(Path(__file__).parents[2])
    before = Path("scenarios/tower_hamlets_2018.toml").read_bytes()
    assert main(["baseline", "tower", "hamlets", "--year", "2018"]) == 2
    assert Path("scenarios/tower_hamlets_2018.toml").read_bytes() == before


@pytest.mark.parametrize("typed", [["nowhere"], ["leeds", "--year", "soon"], ["leeds", "--out", "no/folder/x.toml"]])
def test_bad_input_is_told_and_nothing_is_written(typed, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["baseline", *typed]) == 2
    assert capsys.readouterr().err.strip()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("St. Helens", "st_helens_2022.toml"),
        ("Bournemouth, Christchurch and Poole", "bournemouth_christchurch_and_poole_2022.toml"),
        ("King's Lynn", "kings_lynn_2022.toml"),
    ],
)
def test_file_names_are_plain(name, file):
    assert scenario_file.file_name(name, 2022) == file


def test_text_with_quotes_and_lines_is_written_as_toml_reads_it():
    import tomllib

    odd = 'a "quoted" \\ word\nnext\ttab \x07 é'
    text = scenario_file.scenario_text(["made"], {"title": odd}, {}, {})
    assert tomllib.loads(text)["title"] == odd


def test_a_hidden_total_is_1_to_5_and_never_a_published_0(tmp_path):
    """The Isles of Scilly on 31 March 2020: a suppressed number looked after."""
    base = baseline(authority("scilly"), 2020, figures())
    total = base.quantities["opening.looked_after"]
    assert (total.value, total.low, total.high, total.kind) == (3, 1, 5, "judgement")
    assert "suppressed, so 1 to 5; 3" in total.source
    assert sum(base.quantities["opening.kinds"].value.values()) == 3
    assert base.quantities["opening.unaccompanied"].kind == "published"  # a published 0
    pages.keep(base, tmp_path / "scilly.toml")
    assert load(str(tmp_path / "scilly.toml")).parameters.opening.looked_after == 3
    (warning,) = (each for each in base.warnings if "number is hidden" in each)
    assert "no child on most dates" in warning


def test_unaccompanied_children_who_are_not_listed_are_filled_in():
    """City of London: 18 of 20 in 2019, not listed in 2020, suppressed in 2021, when 5 are imputed."""
    city = authority("city of london")
    quantities = {
        year: baseline(city, year, figures()).quantities["opening.unaccompanied"] for year in (2019, 2020, 2021)
    }
    assert (quantities[2019].value, quantities[2019].kind) == (18, "published")
    assert (quantities[2020].value, quantities[2020].kind) == (22, "fitted")  # 0.9 of 24
    assert (quantities[2021].value, quantities[2021].kind) == (5, "fitted")


def test_what_is_filled_in_is_never_called_published(many):
    for base in many.values():
        for entry in base.entries:
            filled_in = entry.imputed or "filled in" in entry.quantity.source
            assert not (filled_in and entry.quantity.kind == "published"), (base.title, entry.path)


def entry_of(base: Baseline, path: str) -> Entry:
    return next(entry for entry in base.entries if entry.path == path)


def test_a_share_of_a_forerunner_s_figures_is_not_called_published(bases):
    northern = baseline(authority("North Northamptonshire"), 2022, figures())
    north = entry_of(northern, "in_house_fostering.households")
    assert north.quantity.kind == "fitted"
    assert "a 45% share of Northamptonshire's by children living and looked after there" in north.quantity.source
    assert baseline_words.known(north) == "fitted; a 45% share of Northamptonshire's"
    starts = entry_of(northern, "demand.entries_per_year")
    assert baseline_words.known(starts).endswith("in part a 45% share of Northamptonshire's")
    prices = entry_of(northern, "prices.weekly")
    assert baseline_words.known(prices).endswith("in part Northamptonshire's")  # a unit cost is not parted
    assert entry_of(bases["Kent"], "demand.entries_per_year").before == ""
    both = History("x", figures(), history(authority("bcp"), figures()).forerunners, 1.0, "BCP")
    assert both.named((2018, 2019)) == "BCP: Bournemouth's and Poole's together"
    assert both.named((2019, 2020)) == "BCP (to 2018-19 Bournemouth's and Poole's together)"
    assert both.named((2020,)) == "BCP"


@pytest.mark.parametrize("name", ["Isles of Scilly", "City of London"])
def test_a_return_that_does_not_exist_is_not_cited(name, bases):
    for entry in bases[name].entries:
        assert not (f"2018-19, {name}" in entry.quantity.source and "Ofsted" in entry.quantity.source), entry.path
    assert f"no return for {name}" in bases[name].quantities["in_house_fostering.enquiries"].source


def test_warnings_name_the_authority_once_and_tell_of_limits(many):
    at_limits = 0
    for base in many.values():
        assert not any(warning.startswith(f"{base.authority.name}: ") for warning in base.warnings)
        agree = [entry for entry in base.entries if entry.path == "in_house_fostering.agreement"]
        told = any(entry.title in warning for entry in agree for warning in base.warnings)
        at_limit = any(entry.quantity.value in (LEAST_AGREEMENT, MOST_AGREEMENT) for entry in agree)
        assert told == at_limit, base.title
        at_limits += at_limit
    assert 0 < at_limits < len(many)


def test_values_are_told_in_plain_words():
    base = baseline(authority("Tower Hamlets"), 2022, figures())
    told = {entry.path: (baseline_words.shown(entry), baseline_words.known(entry)) for entry in base.entries}
    assert told["demand.entries_per_year"][0] == "151.0 children a year"
    assert told["opening.location_shares"][0] == (
        "inside: 30%, outside within 20 miles: 50%, outside over 20 miles: 20%"
    )
    assert told["prices.weekly"][0].endswith("(GBP a week)")
    assert "% own figures" in told["prices.weekly"][1]
    assert "16 and over" in told["opening.age_shares"][0]
    assert told["opening.kinds"][0].endswith("(children)")
    assert "times England's" in told["stability.scale"][0]
    scilly = baseline(authority("scilly"), 2020, figures())
    assert baseline_words.shown(entry_of(scilly, "in_house_fostering.households")) == "1 household (0 to 3)"
    assert baseline_words.known(entry_of(scilly, "opening.looked_after")) == "hidden, so estimated"


@pytest.fixture
def short_fit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fit of one long run and two looks at few children, kept for nobody: enough to tell what is written of it."""
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(balance, "LONG_RUNS", 1)
    monkeypatch.setattr(balance, "LOOKS", 2)
    monkeypatch.setattr(balance, "replications", lambda _: 5)
    monkeypatch.setattr(balance, "make_pool", partial(make_pool, long_runs=4))


@pytest.fixture
def rutland(bases: dict[str, Baseline], short_fit: None) -> Baseline:
    """Rutland's base, its ways between placements fitted."""
    return stood(bases["Rutland"])


def fitted_paths() -> tuple[str, ...]:
    """What the fit of a base without a legal process sets."""
    return paths(load("england").parameters)


def test_what_is_fitted_is_told_in_plain_words(rutland):
    told = {entry.path: (entry.title, baseline_words.shown(entry)) for entry in rutland.entries}
    for path in fitted_paths():
        title, value = told[path]
        assert len(title.split()) > 1, path
        assert not any(word in f"{title} {value}" for word in ("_", "multiplier", "per year", "(a year)")), path
        assert any(word in value for word in ("%", "times", "a year for each 100", "days")), path
    assert "moves a year for each 100 children (" in told["doors.to_parents"][1]
    assert told["stability.planned_moves"][1].endswith("(moves a year for each 100 children)")
    assert told["in_house_fostering.unskilled_agreement"][1].partition("%")[2].startswith(" as often (")
    # no carer says yes more often for want of a skill
    assert rutland.quantities["in_house_fostering.unskilled_agreement"].high <= 1.0


def test_fast_writes_the_base_of_the_figures_and_without_it_all_that_is_fitted(rutland, tmp_path, capsys, monkeypatch):
    quick, fitted = tmp_path / "quick.toml", tmp_path / "fitted.toml"
    as_written = ["--services", "as-written"]
    assert main(["baseline", "rutland", "--fast", *as_written, "--out", str(quick)]) == 0
    assert "it drifts" in capsys.readouterr().err
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "another"))  # so that it is fitted once more
    assert main(["baseline", "rutland", *as_written, "--out", str(fitted)]) == 0
    assert "Fitting ways between placements" in capsys.readouterr().err
    first_guess = baseline(authority("rutland"), LATEST, figures())
    assert quick.read_text(encoding="utf-8") == pages.baseline_text(first_guess)
    assert fitted.read_text(encoding="utf-8") == pages.baseline_text(rutland)
    assert set(fitted_paths()) <= set(load(str(fitted)).quantities)
    assert set(fitted_paths()) <= set(rutland.quantities)
    assert not set(fitted_paths()) <= set(first_guess.quantities)


@pytest.mark.usefixtures("short_fit")
def test_before_2018_stability_is_not_published_and_moves_are_fitted_without_it():
    known = baseline(authority("Rutland"), 2018, figures())
    assert known.moves.unsettled is not None
    before = baseline(authority("Rutland"), 2017, figures())
    assert before.moves.unsettled is None
    source = stood(before).quantities["stability.planned_moves"].source
    assert "three or more placements" in source
    assert "from 2018 on" in source
    assert "nan" not in source


def test_shares_that_are_told_sum_to_100_percent(many):
    for base in many.values():
        for entry in base.entries:
            if declared()[entry.path].unit.sums_to_one:
                parts = [int(part.rpartition(" ")[2].rstrip("%")) for part in baseline_words.shown(entry).split(", ")]
                assert sum(parts) == 100, (base.title, entry.path)


def test_a_refused_year_is_told_without_brackets_and_double_stops(capsys):
    assert main(["baseline", "dorset", "--year", "2019"]) == 2
    told = capsys.readouterr().err.strip()
    assert ".)" not in told
    assert ".." not in told
    assert "give --year 2024. The former county" in told


def test_a_name_of_several_words_needs_no_quotes(capsys):
    assert main(["baseline", "north", "northamptonshire", "--year", "2019"]) == 2
    assert "North Northamptonshire: a base can be made for 2022 to 2024" in capsys.readouterr().err
    assert main(["authorities", "tower", "hamlets"]) == 0
    assert "E09000030" in capsys.readouterr().out
