"""How the offline file draws long results: in turns, whole for whoever needs all, and never into another screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.driving import Looked, go

if TYPE_CHECKING:
    from playwright.sync_api import Page

LAST = "#after"
"""What stands at the end of results."""

RESULTS = "results?run=1"

HELD = "() => { window.held = []; window.setTimeout = (then) => held.push(then); }"
"""Lets no turn be taken but the first, until they are let go."""

LET_GO = "async () => { while (held.length) { held.shift()(); await null; } }"

AS_MADE = """async () => {
    const made = document.createElement('template');
    made.innerHTML = JSON.parse(await crew.lead.desk('results', runs[0].text, 1, '[]', false)).content;
    made.content.querySelector('h1').tabIndex = -1;
    return main.innerHTML === made.innerHTML;
}"""
"""Whether all that was made is shown, in its order, and nothing else."""

IN_SIGHT = """() => {
    const there = document.querySelector(location.hash)?.getBoundingClientRect();
    return there !== undefined && there.top > -1 && there.bottom <= innerHeight;
}"""
"""Whether what the address leads to stands on the screen."""


def in_turns(looked: Looked, page: Page, results: Path) -> None:
    """Open results, and hold their drawing up: read them, go elsewhere, print them, and follow a link within them."""
    page.wait_for_function("() => document.documentElement.dataset.ready")
    page.set_input_files("#open-files", [results])
    page.click("button:has-text('Open')")
    page.wait_for_selector(LAST)
    looked.check("drawn in turns", page.evaluate(AS_MADE), "what is shown is not what was made")
    page.evaluate(HELD)
    begun(looked, page)
    page.evaluate(LET_GO)
    looked.check("held up and drawn", page.evaluate(AS_MADE), "what is shown is not what was made")
    begun(looked, page)
    go(page, "tasks", "#open-files")
    elsewhere = page.inner_html("main")
    page.evaluate(LET_GO)
    looked.check("gone elsewhere", page.inner_html("main") == elsewhere, "results are drawn into another screen")
    begun(looked, page)
    page.pdf()
    looked.check("printed", page.evaluate(AS_MADE), "a part of the results is not printed")
    begun(looked, page)
    page.click(".results .word >> nth=0")
    looked.check("a word looked up", page.evaluate(IN_SIGHT), "its meaning is not shown")


def begun(looked: Looked, page: Page) -> None:
    """Go to results of which the first turn alone is drawn: that they can be read already."""
    go(page, "tasks", "#open-files")
    go(page, RESULTS, ".results")
    looked.check("begun", page.locator(LAST).count() == 0, "they are drawn at once")
    looked.check("begun", page.evaluate("document.activeElement.tagName") == "H1", "the focus is not at their heading")
    looked.check("begun", page.locator(".results .finding").first.is_visible(), "what was found is not the first")
