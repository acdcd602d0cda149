"""Pages in a browser: what axe-core finds wrong with them, and whether they scroll sideways on a narrow screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")

WIDE, NARROW = 1300, 375
"""Pixels of a desk's screen, and of a telephone's."""


@contextmanager
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, headless; the test is skipped where there is none. Nothing is downloaded."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine (Debian, Ubuntu: apt install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="axe-playwright-python is not installed")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


def faults_of_axe(opened: Browser, page: Path, width: int) -> list[str]:
    """What axe-core finds wrong with a page on a screen of this width."""
    from axe_playwright_python.sync_playwright import Axe

    tab = opened.new_page(viewport={"width": width, "height": 900})
    tab.goto(page.resolve().as_uri())
    found = Axe().run(tab).response["violations"]
    tab.close()
    return [f"{one['id']}: {one['help']}, {len(one['nodes'])}: {one['nodes'][0]['html'][:200]}" for one in found]


def scrolls_sideways(opened: Browser, page: Path, width: int = NARROW) -> list[str]:
    """What reaches beyond a screen of this width; empty where the page does not scroll sideways."""
    tab = opened.new_page(viewport={"width": width, "height": 900})
    tab.goto(page.resolve().as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    beyond, there = tab.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    names = tab.evaluate(
        "there => [...document.querySelectorAll('body *')].filter(one => !one.closest('.wide, svg') && "
        "one.getBoundingClientRect().right > there + 1).map(one => one.outerHTML.slice(0, 120))",
        there,
    )
    tab.close()
    return names or [f"{beyond} of {there} pixels"] if beyond > there else []
