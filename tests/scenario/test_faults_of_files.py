"""Faults of scenario files and between them, in the exact words that their authors read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_files import PROBABILITY, PROJECT, REST, Write, faults, on_base, quantity

from sim.parameters.tables import ByMonth
from sim.scenario.quantities.declared import optional_parts, part_of
from sim.scenario.scenario import BadInput, Scenario, load

# --- faults between files


def test_contradictory_strategies_are_both_named(write: Write) -> None:
    text = f'[demand.disability_share]\nvalue = 0.01\nunit = "share"\n{REST}'
    one, two = write(text, "one.toml"), write(text.replace("0.01", "0.02"), "two.toml")
    assert faults("england", one, two) == (
        "two.toml, demand.disability_share: gives another number than one.toml, and both are in force; "
        "leave one of the two strategies out, or let them agree",
    )


def without(part: str) -> str:
    """Return England's file without one part or quantity."""
    text = (PROJECT / "scenarios/england.toml").read_text(encoding="utf-8")
    head, *tables = text.split("\n[")
    return "\n[".join([head, *(table for table in tables if not table.startswith((f"{part}.", f"{part}]")))])


def test_a_strategy_for_a_part_that_the_base_lacks(write: Write) -> None:
    assert faults(write(without("in_house_fostering"), "no_carers.toml"), "ipop") == (
        'scenarios/strategies/ipop.toml, requires: "in_house_fostering" is a part that the base no_carers.toml lacks; '
        "use a base that has in_house_fostering, or leave the strategy out",
    )


def test_a_base_may_lack_an_optional_part_and_no_other(write: Write) -> None:
    for part in sorted(optional_parts()):
        assert part not in {part_of(path) for path in load(write(without(part))).quantities}
    assert faults(write(without("leaving"))) == (
        "mine.toml, leaving: is missing; add the part, or base the scenario on one that has it",
    )


def test_a_missing_quantity(write: Write) -> None:
    assert faults(write(without("demand.disability_share"))) == (
        'mine.toml, demand.disability_share: is missing; add it, in "share", with its source',
    )


def test_a_base_without_start_and_years(write: Write) -> None:
    text = without("nothing").replace("start = 2018-04-01\n", "")
    assert faults(write(text)) == ("mine.toml, start: is missing; add start = 2018-01-01 at the top of the file",)
    text = without("nothing").replace("years = 3\n", "")
    assert faults(write(text)) == ("mine.toml, years: is missing; add years = 3 at the top of the file",)


def test_bases_that_cannot_be_laid(write: Write) -> None:
    assert faults(write('based_on = "englnd"')) == (
        "mine.toml, based_on: englnd: there is no base of this name; did you mean england?",
    )
    assert faults(write('based_on = "mine.toml"')) == (
        "mine.toml, based_on: mine.toml: is based on itself in the end; let one of the files stand on its own",
    )
    assert faults("ipop") == (
        "scenarios/strategies/ipop.toml: is a strategy, not a base; "
        "name a base first and the strategy after it, or add based_on = to make it a base",
    )
    assert faults("england", "tower_hamlets_2018") == (
        "scenarios/tower_hamlets_2018.toml, based_on: belongs in a base, not in a strategy; take it out",
        "scenarios/tower_hamlets_2018.toml, authority: belongs in a base, not in a strategy; take it out",
        "scenarios/tower_hamlets_2018.toml, start: belongs in a base, not in a strategy; take it out",
        "scenarios/tower_hamlets_2018.toml, years: belongs in a base, not in a strategy; take it out",
    )


def test_strategies_that_cannot_be_laid(write: Write) -> None:
    assert faults("england", "ipop+camhs", "ipop") == (
        "scenarios/strategies/ipop.toml: is given twice; name each strategy once",
    )
    assert faults("england", write('requires = ["cahms"]')) == (
        'mine.toml, requires: names "cahms", which is not a known part; did you mean camhs?',
    )


def test_margins_of_the_opening_count_must_fit(write: Write) -> None:
    (message,) = faults(write(quantity("opening.looked_after", 'value = 400\nunit = "children"')))
    assert message == (
        "scenarios/tower_hamlets_2018.toml, opening.kinds.value: sums to 298, but opening.looked_after is 400; "
        "let the children in all kinds of placement be all the children"
    )


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "in_house_fostering.households",
            'value = 60\nunit = "households"',
            "in_house is 118, but in_house_fostering.households have 88 places; "
            "give more households or larger ones, or fewer children in them",
        ),
        (
            "opening.age_shares",
            "value = { under_1 = 0.05, from_1_to_4 = 0.08, from_5_to_9 = 0.14, from_10_to_15 = 0.63, from_16 = 0.10 }\n"
            'unit = "share"',
            "supported is 38, but 30 children are 16 or 17 by opening.age_shares; "
            "nobody younger lives in supported accommodation: give fewer",
        ),
    ],
)
def test_children_who_cannot_be_where_they_are_counted_are_refused(
    write: Write, path: str, text: str, message: str
) -> None:
    assert faults(write(quantity(path, text))) == (
        f"scenarios/tower_hamlets_2018.toml, opening.kinds.value: {message}",
    )


def months(*numbers: float) -> str:
    values = ", ".join(f"{name} = {number}" for name, number in zip(ByMonth.__match_args__, numbers, strict=True))
    return quantity("demand.month_pattern", f'value = {{ {values} }}\nunit = "multiplier"')


def test_the_pattern_over_the_months_must_average_1(write: Write) -> None:
    assert faults(write(months(*[2.0] * 12))) == (
        "mine.toml, demand.month_pattern.value: averages 2 over the year, so that entries would be 2 times "
        "demand.entries_per_year; divide each month by 2, so that they average 1, and change entries_per_year if that "
        "is meant",
    )
    assert faults(write(months(*[0.0] * 12))) == (
        "mine.toml, demand.month_pattern.value: averages 0 over the year, so that entries would be 0 times "
        "demand.entries_per_year; let the twelve months average 1",
    )
    assert load(write(months(1.1, *[1.0] * 11))).parameters.demand.month_pattern.january == 1.1  # within 1%
    assert "averages 1.011 over the year" in faults(write(months(1.13, *[1.0] * 11)))[0]


def test_the_highest_level_counts_towards_absurd_sizes(write: Write) -> None:
    text = quantity("demand.entries_per_year", 'value = {}\nunit = "children per year"')
    levels = "{ first = 1.0, second = 2.0, third = 1.5 }"
    text += f'[demand.yearly_level]\nvalue = {levels}\nunit = "multiplier"\n{REST}'
    assert load(write(text.replace("{}", "33_000", 1))).parameters.demand.entries_per_year == 33_000
    (message,) = faults(write(text.replace("{}", "34_000", 1)))
    assert f"means {34_000 * 3 * 2 + 298:,.0f} children" in message


MEANT = 'low = 0.01\nhigh = 0.02\ndistribution = "uniform"\n'
"""A range of its own, without which a number so far from England's is refused."""


def test_absurd_numbers_of_families_at_risk(write: Write) -> None:
    text = (
        quantity("demand.entries_per_year", 'value = 50_000\nunit = "children per year"')
        + f"[demand.entry_probability]\nvalue = 0.01\n{PROBABILITY}\n{MEANT}{REST}"
    )
    assert faults(write(text)) == (
        "mine.toml, demand.entry_probability: with 3 years and this many entries means 15,000,000 children in "
        "families at risk; keep them to 1,000,000: a higher probability or fewer entries",
    )


# --- faults of files


def test_names_that_mean_no_file(write: Write) -> None:
    shipped = (
        "england",
        *(f"england_{year}{courts}" for year in range(2020, 2025) for courts in ("", "_with_courts")),
        "england_with_courts",
        "tower_hamlets_2017",
        "tower_hamlets_2018",
    )
    known = f"give the path of a TOML file or one of: {', '.join(shipped)}"
    assert faults("nowhere") == (f"nowhere: there is no base of this name; {known}",)
    assert faults("tower_hamlet") == ("tower_hamlet: there is no base of this name; did you mean tower_hamlets_2018?",)
    assert faults("") == (f'"": is no name of a base; {known}',)
    assert faults("x/y.toml") == (f"x/y.toml: there is no such file; {known}",)
    assert faults("england", "camsh") == ("camsh: there is no strategy of this name; did you mean camhs?",)
    assert faults("england", "ipop+") == (
        '"": is no name of a strategy; give the path of a TOML file or one of: '
        "adoption_summit, assessment_recovery, camhs, carer_development, caseload_transfer, connected_carers, "
        "early_permanence, edge_of_care, family_finding, health_assessment_clinic, health_assessment_pathway, ipop, "
        "iro_capacity, leaving_apart, leaving_follows, legal_planning, legal_process, life_story, out_of_hours, "
        "own_homes, parallel_planning, plo_tracker, practice_clinics, social_work_stability, statutory_services, "
        "virtual_school_reach",
    )
    assert len(faults("a\0b")) == 1
    assert len(faults("x" * 5000)) == 1


def test_a_file_that_is_not_toml(write: Write) -> None:
    (message,) = faults(write("years = 3\nx = = 3\n"))
    assert message.startswith("mine.toml: is not TOML: ")
    assert "line 2" in message


def test_a_file_with_the_same_table_twice(write: Write) -> None:
    (message,) = faults(write(on_base("[demand.disability_share]\n[demand.disability_share]\n")))
    assert message.startswith("mine.toml: is not TOML: ")
    assert "line 3" in message


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b'years = 3\ntitle = "caf\xe9"\n')
    assert faults(str(path)) == ("mine.toml: is not UTF-8 text (line 2); save it again with the encoding UTF-8",)


def test_a_folder(tmp_path: Path) -> None:
    assert faults(str(tmp_path)) == (
        f"{tmp_path.name}: is a folder, not a scenario file; give the path of a TOML file in it",
    )


def test_a_device() -> None:
    assert faults("/dev/zero") == ("zero: is not an ordinary file; give the path of a TOML file",)


def test_a_file_that_cannot_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write(on_base(""))

    def refuses(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuses)
    assert faults(name) == (
        "mine.toml: cannot be read (Permission denied); make it readable or give the path of a TOML file",
    )


def test_a_file_that_is_too_large(write: Write) -> None:
    assert faults(write("#" * 1_000_001)) == (
        "mine.toml: has 1,000,001 bytes, too many for a scenario file; give a file of at most 1,000,000 bytes",
    )


def test_a_file_that_is_nested_too_deeply(write: Write) -> None:
    (message,) = faults(write("x = " + "[" * 50_000 + "]" * 50_000))
    assert message.startswith("mine.toml: is ")


def test_an_empty_file(write: Write) -> None:
    assert faults(write("")) == (
        "mine.toml: is a strategy, not a base; "
        "name a base first and the strategy after it, or add based_on = to make it a base",
    )
    assert faults("england", write("")) == (
        "mine.toml: gives no quantity and no target, so that it would change nothing; "
        "look whether it was saved whole, or leave it out",
    )


TABLES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "unit", "kind", "source", "as_of", "low", "demand", "disability_share", "camhs", "usual", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    tables=st.dictionaries(
        st.sampled_from(["demand", "camhs", "years", "start", "title", "requires", "x", "opening", "policy"]),
        TABLES,
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_a_file_holds_the_answer_is_a_scenario_or_faults(
    tables: dict[str, object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.toml"
    path.write_text("", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        real = tomllib.loads
        patch.setattr(tomllib, "loads", lambda text: real(text) if text else {"based_on": "england", **tables})
        try:
            messages = () if isinstance(load(str(path)), Scenario) else ("no scenario",)
        except BadInput as bad:
            messages = bad.faults or ("no message",)
    assert all(message.startswith(("any.toml", "scenarios/england.toml")) for message in messages)
    assert all("; " in message for message in messages)
