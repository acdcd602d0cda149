"""The glossary: every abbreviation of a page is in it, and each term is defined where the page first uses it."""

from __future__ import annotations

import re

import pytest
from small_authority import without_opening

from sim.experiments.comparison.comparison import Comparison, compared, laid_over
from sim.experiments.running.replications import run_all
from sim.experiments.running.settings import Settings
from sim.reports.run import html, report
from sim.reports.shared.glossary import LIST_HERE, TERMS, GlossaryTerm, defined, read, used
from sim.reports.shared.manifest import manifest

BASE = "tower_hamlets_2018+legal_process+statutory_services"
CAPITALS = re.compile(r"\b[A-Z]{2,}s?\b")

STRATEGIES = ("ipop", "camhs", "plo_tracker", "iro_capacity", "health_assessment_pathway", "edge_of_care")


@pytest.fixture(scope="module")
def found() -> Comparison:
    scenarios = laid_over(BASE, STRATEGIES, 1.5)
    return compared(run_all([without_opening(one) for one in scenarios], Settings(2, processes=1)))


@pytest.fixture(scope="module")
def whole(found: Comparison) -> str:
    """The page with all its figures."""
    record = manifest(found.results, ("run.py", "compare"), 1, 0.0, [])
    return html.page(report.page(found, record))


def test_every_abbreviation_in_capitals_on_a_page_is_in_the_glossary(whole: str) -> None:
    known = {term.word for term in TERMS}
    seen = {word.removesuffix("s") for word in CAPITALS.findall(read(whole))}
    assert seen >= {"IPOP", "CAMHS"}
    assert seen <= known


def test_each_term_that_a_page_uses_is_in_its_list_and_no_other(whole: str) -> None:
    listed = re.findall(r'<dt id="word-[a-z-]+">([^<]+)</dt>', whole)
    assert listed == [term.word for term in used(whole)]
    assert {"first choice", "emergency place", "residential care", "in-house", "agency", "CAMHS"} <= set(listed)
    assert LIST_HERE not in whole


def test_each_link_leads_to_its_entry_and_stands_once(whole: str) -> None:
    links = re.findall(r'href="#(word-[a-z-]+)"', whole)
    assert len(links) == len(set(links))
    assert {"word-camhs", "word-ipop", "word-first-choice", "word-emergency-place"} <= set(links)
    assert all(f'<dt id="{link}">' in whole for link in links)


def test_an_abbreviation_is_spelled_out_where_it_is_first_used() -> None:
    html = defined("<p>CAMHS helps. CAMHS helps again.</p><!--words-->")
    assert html.startswith("<p><dfn><a ")
    assert "CAMHS</a></dfn> (child and adolescent mental health services) helps. CAMHS helps again.</p>" in html
    assert html.endswith(
        '<dt id="word-camhs">CAMHS</dt><dd>Child and adolescent mental health services: the service '
        "that sees children with difficulties of mind and behaviour.</dd>\n</dl>"
    )


def test_within_brackets_it_is_spelled_out_without_more_of_them() -> None:
    assert "(<dfn>" in (html := defined("<p>The panel (IPOP) meets.</p>"))
    assert "IPOP</a></dfn>: independent placements overview panel) meets" in html


@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "svg", "code", "summary", "style", "details"])
def test_nothing_is_marked_in_headings_figures_and_folded_parts(tag: str) -> None:
    html = defined(f"<{tag}>CAMHS</{tag}><td>CAMHS</td>")
    assert html.startswith(f"<{tag}>CAMHS</{tag}><td><dfn>")
    assert html.count("<dfn>") == 1


def test_in_a_table_it_is_marked_and_not_spelled_out() -> None:
    assert "CAMHS</a></dfn></td>" in defined("<td>CAMHS</td>")


def test_names_of_files_are_not_words() -> None:
    assert "<dfn>" not in defined("<p>see in/CAMHS.csv and x.CAMHS</p>").partition("CAMHS.csv")[0]


def test_the_glossary_is_in_order_and_every_abbreviation_in_it_is_spelled() -> None:
    words = [term.word.lower() for term in TERMS]
    assert words == sorted(words)
    assert all(term.spelled for term in TERMS if CAPITALS.fullmatch(term.word))
    assert len({term.anchor for term in TERMS}) == len(TERMS)


def test_every_term_finds_its_own_word() -> None:
    def finds(term: GlossaryTerm) -> bool:
        return re.search(rf"\b(?:{term.forms})\b", term.word) is not None

    assert [term.word for term in TERMS if not finds(term)] == []
