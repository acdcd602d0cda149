"""Words know where they are read: pages, whoever made them, and a file that works alone tell of no option to type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from small_authority import comparison
from typed_words import options_told

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.results import Results
from sim.foundations.where import Advice, Where
from sim.reports.result import results_file
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import html, report
from sim.reports.run.words import caveats, council, feedback_words
from sim.reports.shared import leaving_words
from sim.reports.shared.manifest import manifest

TYPED = re.compile(r"--[a-z]|README|\[sizes\]")
"""What means nothing to whoever types no commands."""

NO_FILE = re.compile(r"run\.py")

EVERY_ADVICE = (council.RESIZE, council.SIZED_FROM, feedback_words.WITH_IT, caveats.LET_VARY, leaving_words.UNDER_BOTH)


def at_a_terminal_and_elsewhere(found: Comparison) -> tuple[list[str], list[str], list[str]]:
    terminal, page, file = (caveats.of_comparison(found, where) for where in Where)
    return terminal, page, file


def elsewhere() -> Comparison:
    """A comparison in another council with services as large as in Tower Hamlets."""
    others = tuple(
        replace(one, scenario=replace(one.scenario, authority="E08000035")) for one in comparison().results.outcomes
    )
    return compared(replace(comparison().results, outcomes=others))


def alone() -> Comparison:
    return compared(Results(comparison().results.outcomes[:1], 1, 4, False))


@pytest.mark.parametrize("found", [comparison, elsewhere, alone])
def test_the_same_is_said_everywhere_and_only_what_to_do_differs(found: Any) -> None:
    terminal, page, file = at_a_terminal_and_elsewhere(found())
    assert len(terminal) == len(page) == len(file)
    assert any(TYPED.search(one) for one in terminal)
    assert terminal != page
    for one in file:
        assert not TYPED.search(one)
        assert not NO_FILE.search(one)
    for one, other in zip(terminal, page, strict=True):
        assert one == other or one.split(".")[0] == other.split(".")[0]


@pytest.mark.parametrize("advice", EVERY_ADVICE)
def test_no_advice_tells_a_file_of_what_is_typed(advice: Advice) -> None:
    assert TYPED.search(advice.terminal)
    assert advice.at(Where.TERMINAL) == advice.terminal
    assert not TYPED.search(advice.at(Where.FILE))
    assert not NO_FILE.search(advice.at(Where.FILE))
    assert not TYPED.search(advice.at(Where.PAGE))
    assert not NO_FILE.search(advice.at(Where.PAGE))


def page_of(found: Comparison) -> ResultsPage:
    return report.page(found, manifest(found.results, ("run.py", "compare"), 1, 0.0, []))


def test_results_that_are_kept_are_read_in_the_words_of_any_place() -> None:
    found = alone()
    kept = results_file.parsed(results_file.text(page_of(found)), "results.json")
    assert isinstance(kept, ResultsPage)
    for where in Where:
        assert list(kept.read_at(where).caveats) == caveats.of_comparison(found, where)
        assert caveats.LET_VARY.at(where) in html.body(kept, where)
    assert caveats.LET_VARY.at(Where.PAGE) in html.page(kept)


@pytest.mark.parametrize("found", [comparison, elsewhere, alone])
def test_a_page_that_a_command_wrote_tells_of_no_option_either(found: Any) -> None:
    text = html.page(page_of(found()))
    assert "run.py compare" in text
    assert options_told(text) == []
