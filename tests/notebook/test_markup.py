"""The headline of a page in a notebook: it is escaped, has headers, and says when it is cut."""

from __future__ import annotations

from html.parser import HTMLParser

from sim.notebook.markup import MOST_ROWS, headline
from sim.reports.shared.page import Column, Page, PageTable


class Elements(HTMLParser):
    """What elements there are, for these tests."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)
        if tag == "th":
            assert dict(attrs)["scope"] in ("col", "row", "colgroup")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(rows: list[tuple[str, ...]]) -> Page:
    columns = [Column("What", "unit"), Column("Base <all>")]
    return Page("A & B", "Run.", ["First.", "Second."], ["Mind <this>."], [PageTable("Table", "Note.", columns, rows)])


def test_title_scope_first_finding_table_and_caveats_are_shown() -> None:
    told = headline(page([("Heading",), ("Children\nchildren, average", "12 < 13")]))
    elements = Elements(told)
    assert elements.open == []
    assert elements.tags.count("tr") == 3
    for words in (
        "A &amp; B",
        "Run.",
        "First.",
        "Base &lt;all&gt;",
        "12 &lt; 13",
        "Mind &lt;this&gt;.",
        "Table. Note.",
    ):
        assert words in told
    assert "Children<br><small>children, average</small>" in told
    assert "Second." not in told
    assert "rows more" not in told


def test_a_long_table_is_cut_and_says_so() -> None:
    told = headline(page([("a", "b")] * (MOST_ROWS + 7)))
    assert Elements(told).tags.count("tr") == MOST_ROWS + 1
    assert "and 7 rows more" in told
