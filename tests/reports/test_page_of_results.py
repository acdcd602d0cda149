"""The page of results: it stands on its own, and says what must be said beside them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from small_authority import ROOT, comparison

from sim.experiments.comparison.comparison import compared
from sim.reports.run import report
from sim.reports.run.words import caveats
from sim.reports.shared.origin import Origin

ORIGIN = Origin(("run.py", "compare", "--out", "/somewhere/of/mine/results"), 1, 0.0)


class Page(HTMLParser):
    """What a page holds: its words, and what it would fetch from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.described: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href") and value and not value.startswith("#"):
                self.fetched.append(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open[-1:] == ["desc"]:
            self.described.append(data)
            self.open.pop()

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def page(kept: Path) -> Page:
    return Page((kept / "report.html").read_text(encoding="utf-8"))


def test_the_page_stands_on_its_own_with_every_figure_and_its_words(page: Page) -> None:
    assert page.tags.count("svg") == 12, "each wide and narrow"
    assert len([words for words in page.described if len(words) > 80]) == 12
    assert not page.fetched
    assert "script" not in page.tags
    for number_of_figure in range(1, 7):
        assert f"Figure {number_of_figure}." in page.text


def test_the_page_has_every_headline_and_every_strategy(page: Page) -> None:
    for headline in comparison().headlines:
        assert page.text.count(headline.title) >= 2
    for outcome in comparison().strategies:
        assert comparison().label(outcome) in page.text


def test_the_page_tells_of_money_by_financial_year(page: Page) -> None:
    assert "Money by financial year" in page.text
    assert "2017-18 (from 1 January 2018 to 31 March 2018)" in page.text
    assert "In cash: prices of 2017-18" in page.text
    assert "The same in real terms" in page.text
    assert "What the council spends without these strategies, by kind" in page.text


def test_the_page_says_what_must_be_said_beside_the_results(page: Page) -> None:
    assert "are judgements, with ranges that reach no effect" in page.text
    for name in ("CAMHS", "out-of-hours support", "IPOP"):
        assert name in page.text
    assert "43 families" in page.text
    assert "what was observed" in page.text
    (diversion,) = caveats.diversions(comparison())
    assert f"{diversion.not_entering:.1f}" in page.text
    assert f"{diversion.averted:.1f}" in page.text
    assert "Open Government Licence" in page.text


def test_the_page_and_manifest_name_no_path_of_this_machine(kept: Path) -> None:
    for name in ("report.html", "results.json", "manifest.json", "assumptions.csv"):
        text = (kept / name).read_text(encoding="utf-8")
        assert "/somewhere" not in text
        assert str(ROOT) not in text
        assert str(Path.home()) not in text or str(Path.home()) == "/"


def test_titles_from_a_scenario_file_cannot_break_the_page(tmp_path: Path, no_figures: None) -> None:
    found = comparison()
    base = replace(found.base, scenario=replace(found.base.scenario, title='<script>alert("x")</script>'))
    strange = replace(found, results=replace(found.results, outcomes=(base, *found.strategies)))
    report.keep_comparison(strange, tmp_path / "strange", ORIGIN)
    assert "script" not in Page((tmp_path / "strange" / "report.html").read_text(encoding="utf-8")).tags


def test_a_run_alone_has_a_page_of_its_own(tmp_path: Path) -> None:
    results = replace(comparison().results, outcomes=comparison().results.outcomes[:1])
    report.keep_run(results, tmp_path / "one", ORIGIN)
    text = Page((tmp_path / "one" / "report.html").read_text(encoding="utf-8"))
    assert text.tags.count("svg") == 6, "each wide and narrow"
    assert "95% predictive interval" in text.text
    assert not (tmp_path / "one" / "comparison.csv").exists()


def test_with_uncertainty_the_page_says_that_inputs_were_drawn() -> None:
    found = comparison()
    varied = replace(found, results=replace(found.results, uncertainty=True))
    assert any("drawn anew" in caveat for caveat in caveats.of_comparison(varied))
    assert any("and by how far off entries and leaving may be" in caveat for caveat in caveats.of_comparison(found))


@pytest.mark.parametrize(("draws", "said"), [(4, False), (12, True), (49, True), (50, False)])
def test_few_draws_are_said_to_make_ranges_wide(draws: int, said: bool) -> None:
    found = comparison()
    of_draws = replace(found, results=replace(found.results, uncertainty=True, turns=2, replications=2 * draws))
    told = [one for one in caveats.of_comparison(of_draws) if "What so few leave open is added" in one]
    assert bool(told) is said
    assert all(f"{draws} draws" in one and "100 replications" in one for one in told)
    alone = replace(of_draws, results=replace(of_draws.results, outcomes=found.results.outcomes[:1]))
    assert not any("What so few leave open" in one for one in caveats.of_comparison(alone))


def test_without_judged_strategies_nothing_is_said_of_them() -> None:
    found = comparison()
    alone = compared(replace(found.results, outcomes=found.results.outcomes[:1]))
    assert not any("judgements" in caveat for caveat in caveats.of_comparison(alone))
    assert caveats.diversions(alone) == []
