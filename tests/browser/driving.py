"""Driving a real browser through the screens of planners: every state is looked at by axe and on narrow screens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.typed_words import options_told

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")

WIDTHS = (1366, 390, 320)
"""Pixels of a laptop, a telephone, and a laptop at 400%."""

HEIGHT = 768

PATIENCE = 20_000
"""Milliseconds in which a screen answers, on a busy machine too."""

LONGEST = 400_000
"""Milliseconds in which work of the program ends."""

MOST_STOPS = 400
"""Presses of the tabulator in which anything on a screen is reached."""


def chromium() -> str | None:
    """Return where this machine's own Chromium lies; None where it has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def opened(*, accept_downloads: bool = True) -> Iterator[Page]:
    """Give a page of the machine's own Chromium, headless. Nothing is downloaded for it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTHS[0], "height": HEIGHT}, accept_downloads=accept_downloads)
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


@dataclass(slots=True)
class Looked:
    """What was looked at, and all that is wrong with it."""

    page: Page
    pictures: Path | None = None
    """Where a picture of each state is kept; none are where None."""
    states: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def at(self, state: str) -> None:
        """Look at a state: by axe, for options that nobody can type there, and for sideways scrolling at each width."""
        from axe_playwright_python.sync_playwright import Axe

        self.states.append(state)
        print(f"{state}: {self.page.title()}", flush=True)
        for one in Axe().run(self.page).response["violations"]:
            self._wrong(state, f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}")
        for told in options_told(self.page.locator("main").first.inner_html()):
            self._wrong(state, f"tells of an option: {told}")
        if self.page.locator("h1").count() != 1:
            self._wrong(state, f"{self.page.locator('h1').count()} headings of the first order")
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            beyond = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if beyond > 0:
                self._wrong(state, f"scrolls sideways by {beyond} pixels at {width}: {self._widest()}")
            if self.pictures is not None:
                name = f"{len(self.states):02}_{state.replace(' ', '_')}_{width}.png"
                self.page.screenshot(path=self.pictures / name, full_page=width != WIDTHS[0])
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})

    def check(self, state: str, good: bool, otherwise: str) -> None:
        """Note what is wrong, unless it is good."""
        if not good:
            self._wrong(state, otherwise)

    def _wrong(self, state: str, what: str) -> None:
        self.faults.append(f"{state}: {what}")

    def _widest(self) -> str:
        return str(
            self.page.evaluate(
                "[...document.querySelectorAll('body *')].filter(one => !one.parentElement.closest('.wide') && "
                "one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)"
                ".map(one => one.outerHTML.slice(0, 100)).slice(0, 3).join(' | ')"
            )
        )


def follow(page: Page, selector: str) -> None:
    """Click what leads to another page, and wait until that is there."""
    with page.expect_navigation():
        page.click(selector)


def go(page: Page, place: str, then: str) -> None:
    """Go to a screen of the offline file by its address."""
    page.goto(f"{page.url.partition('#')[0]}#{place}")
    page.wait_for_selector(then)


def tab_to(page: Page, words: str) -> int:
    """Press the tabulator until what has the focus is called so; return how often. Raises LookupError for nothing."""
    for presses in range(1, MOST_STOPS):
        page.keyboard.press("Tab")
        if words in _focused(page):
            return presses
    raise LookupError(f"{words} is not reached by the tabulator at {page.url}")


def _focused(page: Page) -> str:
    """Return what the element that has the focus is called: its label, or its own words."""
    return str(
        page.evaluate(
            "(() => { const one = document.activeElement;"
            " return [...(one.labels || [])].map(label => label.textContent).join(' ') ||"
            " one.getAttribute('aria-label') || one.textContent || ''; })()"
        )
    )
