"""The document on strategy papers: its sections and options are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from kept_folder import run_folder

from sim.papers.document.paper import Heading
from sim.papers.kept.folder import kept
from sim.papers.kept.spread import LEAST_FOR_A_RANGE
from sim.papers.sections.given import given
from sim.papers.sections.options import FEW_DRAWS, MOST_LISTED
from sim.papers.sections.whole import sections
from sim.papers.suppression import HIDDEN, MOST_HIDDEN

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "papers.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!what is asked|---)(.+?) \| (.+?) \|$", TEXT, flags=re.MULTILINE)


@pytest.fixture
def titles(tmp_path: Path) -> list[str]:
    found = sections(given([kept(run_folder(tmp_path / "run"))]))
    return [blocks[0].text for _, blocks in found if isinstance(blocks[0], Heading)]


def test_each_row_names_a_section_or_says_that_it_is_not_there(titles: list[str]) -> None:
    assert len(ROWS) > 25
    for asked, where in ROWS:
        short = [title.partition(", and ")[0] for title in titles]
        assert any(title in where for title in short) or re.search(r"^not |only|the same|report of the run", where), (
            asked
        )


def test_each_section_of_the_paper_is_named(titles: list[str]) -> None:
    assert len(titles) == 12
    for title in titles:
        assert title == "Summary" or title in TEXT, title


def test_the_rules_that_it_gives_are_those_of_the_program() -> None:
    assert f"numbers of 1 to {MOST_HIDDEN} children are hidden as `{HIDDEN}`" in TEXT
    assert f"fewer\n  than {FEW_DRAWS} draws" in TEXT
    assert LEAST_FOR_A_RANGE == 5
    assert "Below five futures there are no ranges at all" in TEXT
    assert MOST_LISTED == 5
    assert "the first five" in TEXT
