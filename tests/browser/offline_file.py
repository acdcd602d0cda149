"""The offline file as a planner meets it, in a real browser: `python -m tests.browser.offline_file FILE [PICTURES]`.

FILE is one that `run.py offline` made, with Rutland in it. From opening to a saved result, by mouse and by keyboard;
every state is looked at by axe and at three widths, no request may go anywhere, and what the browser finds is held
against what the command line finds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from tests.browser.driving import HEIGHT, WIDTHS, Looked, chromium, go, tab_to
from tests.browser.offline_drawing import LAST, in_turns
from tests.browser.offline_numbers import unlike

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

READY = "() => document.documentElement.dataset.ready"

MADE = "() => days.asked.length && days.asked.every((digest) => days.kept.get(digest).pool)"
"""Whether the first day of what is asked was made ahead."""

HEARD = """() => {
    const ask = Hand.prototype.ask;
    window.lead = crew.lead;
    window.heard = [];
    Hand.prototype.ask = function (message) {
        window.heard.push(message.name || 'boot');
        return ask.call(this, message);
    };
}"""
"""Notes all that workers are asked from now on, and who leads."""

LEAVE_AT_ONCE = """() => {
    const work = Hand.prototype.work;
    Hand.prototype.work = function (name, ...given) {
        return name === 'stay' ? Promise.resolve(0.001) : work.call(this, name, ...given);
    };
}"""
"""Has every way of working out how long children stay come to some hours."""

FILES = ("report.html", "results.json", "comparison.csv", "measures.csv", "series.csv", "money.csv", "assumptions.csv")

OWN_NUMBER, OWN_OF_SERVICES, OWN_NAME = "leaving.reentry_within_1_year", "reviews.officers", "panel_of_our_own"

PATIENCE = 150_000
"""Milliseconds in which a run of four replications ends, on a busy machine too."""

NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND"
"""No address is found: whatever asked for one would fail."""


@contextmanager
def file_opened(file: Path, *arguments: str) -> Iterator[tuple[Page, list[str]]]:
    """Give the file in the machine's own Chromium, with all that it asks for; `arguments` are the browser's own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", NO_NAMES, *arguments])
        page = browser.new_page(viewport={"width": WIDTHS[0], "height": HEIGHT}, accept_downloads=True)
        page.set_default_timeout(PATIENCE)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.goto(file.resolve().as_uri())
        yield page, asked
        browser.close()


def way(looked: Looked, page: Page, into: Path) -> None:
    """Go all the way with a mouse, with errors and a stop on the way, and save what was found."""
    began = perf_counter()
    page.wait_for_function(READY)
    print(f"ready {page.evaluate('document.documentElement.dataset.ready')} ms after it was opened")
    looked.at("tasks")
    page.click(".tasks a:has-text('Council and first day')")
    page.wait_for_selector("select")
    looked.at("council")
    page.select_option("select", "rutland_2024")
    page.click("main form button")
    page.wait_for_selector(".numbers")
    looked.at("figures")
    go(page, "figures?show=all", "main > p > .button")
    looked.at("all figures")
    page.click("td a:has-text('Change') >> nth=0")
    page.wait_for_selector("input[name$='.value']")
    page.fill("input[name$='.value']", "many")
    page.click("main form button")
    page.wait_for_selector("#summary")
    looked.at("number with faults")
    looked.check("number with faults", page.evaluate("document.activeElement.id") == "summary", "focus is elsewhere")
    looked.check("number with faults", page.title().startswith("Error:"), f"its title is {page.title()}")
    go(page, "strategies", ".strategy")
    page.check("#field-strategy-ipop")
    page.click("button[value=sizes]")
    page.wait_for_selector("details[open]")
    looked.at("strategies")
    page.click("main form button")
    page.wait_for_selector("#field-replications")
    page.fill("#field-replications", "5000")
    page.fill("#field-years", "3")
    looked.at("how")
    page.click("main form button")
    page.wait_for_selector("button[value=run]")
    looked.at("check")
    made_ahead_and_stopped(looked, page)
    for name, said in (("replications", "4"), ("years", "1")):
        go(page, "how", f"#field-{name}")
        page.fill(f"#field-{name}", said)
        page.click("main form button")
        page.wait_for_selector("button[value=run]")
    run(page)
    looked.at("results")
    for name in ("lived", "made"):
        looked.check("results", name not in page.evaluate("heard"), "the first day was made again")
    keep(page, into)
    go(page, "check", "#field-name")
    page.fill("#field-name", "panel_2027")
    with page.expect_download() as saved:
        page.click("button[value=save]")
    saved.value.save_as(into / "panel_2027.toml")
    looked.at("saved")
    print(f"all the way in {perf_counter() - began:.0f} s")


def by_own_numbers(looked: Looked, page: Page, into: Path) -> None:
    """Change how long children stay and a number of services, run that, and save what was found."""
    give_own_number(page)
    go(page, "strategies", "#field-strategy-ipop")
    for name in ("strategy-ipop", "part-legal_process"):
        page.check(f"#field-{name}")
    page.click("main form button")
    page.wait_for_selector("#field-replications")
    go(page, "check", "#field-name")
    told = page.inner_text("main")
    looked.check("courts", "compare rutland_2024_asked ipop" in told, f"courts are laid over it: {told}")
    go(page, "strategies", "#field-strategy-ipop")
    page.uncheck("#field-part-legal_process")
    page.check("#field-part-statutory_services")
    page.click("button[value=sizes]")
    page.click("a:has-text('Set its teams')")
    page.wait_for_selector(".numbers")
    looked.at("figures of services")
    told = page.inner_text(".numbers")
    looked.check("figures of services", "Reviews: officers" in told, "what is laid over the base is not among them")
    give_number(page, OWN_OF_SERVICES, "0.6")
    go(page, "how", "#field-replications")
    for name, said in (("replications", "2"), ("years", "1")):
        page.fill(f"#field-{name}", said)
    page.click("main form button")
    page.fill("#field-name", OWN_NAME)
    page.click("button[value=save]")
    page.wait_for_selector("#saved")
    for name in (f"{OWN_NAME}.toml", f"strategies/{OWN_NAME}_statutory_services.toml"):
        (into / name).parent.mkdir(exist_ok=True)
        with page.expect_download() as saved:
            page.click(f"#saved a:has-text('{name}')")
        saved.value.save_as(into / name)
    run(page)
    told = page.inner_text("main")
    looked.check("own numbers", "with our figures" in told, "results do not say that figures are ours")
    keep(page, into)


def give_own_number(page: Page) -> None:
    """Choose Rutland, and change a number on which it hangs how long children stay."""
    page.wait_for_function(READY)
    go(page, "council", "select")
    page.select_option("select", "rutland_2024")
    page.click("main form button")
    page.wait_for_selector(".numbers")
    give_number(page, OWN_NUMBER, "0.3")


def give_number(page: Page, path: str, value: str) -> None:
    """Change one number."""
    go(page, f"number?path={path}", "input[name$='.value']")
    for name, said in (("value", value), ("source", "Our own count"), ("as_of", "31 March 2024")):
        page.fill(f"input[name='own.{path}.{name}']", said)
    page.click("main form button")
    page.wait_for_selector(".numbers")


def refused(looked: Looked, page: Page) -> None:
    """See that what cannot be run is told in words alone, as where all leave care within hours."""
    page.wait_for_function(READY)
    page.evaluate(LEAVE_AT_ONCE)
    give_own_number(page)
    go(page, "check", "button[value=run]")
    page.click("button[value=run]")
    page.wait_for_selector("#summary")
    looked.at("refused")
    told = page.inner_text("#summary")
    looked.check("refused", "leave so fast" in told and "BadInput" not in told, f"it says {told}")


def keep(page: Page, into: Path) -> None:
    """Save every file of the results that are shown."""
    for name in FILES:
        with page.expect_download() as saved:
            page.click(f"a[href$='name={name}']")
        saved.value.save_as(into / name)


def made_ahead_and_stopped(looked: Looked, page: Page) -> None:
    """Wait until the first day is made, run what takes long, and stop: whoever leads goes on, and asks the same."""
    page.wait_for_function(MADE)
    looked.at("made ahead")
    page.evaluate(HEARD)
    page.click("button[value=run]")
    page.wait_for_selector("#progress[value]")
    looked.at("running")
    looked.check("running", "lived" not in page.evaluate("heard"), "the first day is made that was made ahead")
    page.click("button:has-text('Stop')")
    stopped = perf_counter()
    page.wait_for_selector("#summary")
    print(f"stopped, and ready again, in {perf_counter() - stopped:.2f} s")
    looked.at("stopped")
    looked.check("stopped", page.evaluate("crew.lead === lead"), "another worker leads")
    go(page, "check", "button[value=run]")
    told = page.inner_text(".answers")
    looked.check("stopped", "Rutland" in told and "5,000 replications" in told, f"it asks {told}")


def run(page: Page) -> None:
    """Run what is asked, and wait for results."""
    go(page, "check", "button[value=run]")
    began = perf_counter()
    page.click("button[value=run]")
    page.wait_for_selector(LAST)
    print(f"from Run to results {perf_counter() - began:.1f} s")


def opened_again(looked: Looked, page: Page, saved: Path) -> None:
    """Open what was saved in a page that knows nothing of it, and lay two runs side by side."""
    page.wait_for_function(READY)
    page.set_input_files("#open-files", [saved / "panel_2027.toml"])
    page.click("button:has-text('Open')")
    page.wait_for_selector("button[value=run]")
    told = page.inner_text(".answers")
    looked.check("opened again", "Rutland" in told and "4 replications" in told, f"it asks {told}")
    for _ in range(2):
        go(page, "tasks", "#open-files")
        page.set_input_files("#open-files", [saved / "results.json"])
        page.click("button:has-text('Open')")
        page.wait_for_selector(LAST)
    go(page, "beside?first=1&second=2", "h2:has-text('What came out')")
    looked.at("two runs side by side")
    go(page, "tasks", "#open-files")
    page.set_input_files("#open-files", {"name": "wrong.toml", "mimeType": "text/plain", "buffer": b"title = "})
    page.click("button:has-text('Open')")
    page.wait_for_selector("#summary")
    looked.at("a file that cannot be read")


def by_keyboard(page: Page) -> None:
    """Come from the beginning to results by the keyboard alone."""
    page.wait_for_function(READY)
    tab_to(page, "Council and first day")
    page.keyboard.press("Enter")
    page.wait_for_selector("select")
    tab_to(page, "Council and first day")
    page.keyboard.type("Rutland")
    for words, then in (("Continue", ".numbers"), ("Continue", ".tasks"), ("Strategies", ".strategy")):
        tab_to(page, words)
        page.keyboard.press("Enter")
        page.wait_for_selector(then)
    tab_to(page, "Placements overview panel")
    page.keyboard.press("Space")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_selector("#field-replications")
    for words, number in (("How many years?", "1"), ("How many replications?", "2")):
        tab_to(page, words)
        page.keyboard.press("Control+A")
        page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=run]")
    tab_to(page, "Run")
    page.keyboard.press("Enter")
    page.wait_for_selector(LAST)


def barred(looked: Looked, page: Page) -> None:
    """See what is said where a browser may not run WebAssembly."""
    page.wait_for_selector("#summary")
    looked.check("barred", "WebAssembly" in page.inner_text("main"), "it does not say what to ask for")
    looked.check("barred", "IT team" in page.inner_text("main"), "it does not say whom to ask")


def old(looked: Looked, page: Page, file: Path) -> None:
    """See that a file older than a year says so, and a younger one does not."""
    looked.check("young", not page.is_visible("#old"), "it says that it is old")
    page.clock.set_fixed_time("2031-01-01")
    page.goto(f"{file.resolve().as_uri()}?later")
    page.wait_for_function(READY)
    looked.at("an old file")
    looked.check("old", page.is_visible("#old"), "it does not say that it is old")


def by_command(into: Path, own: Path) -> None:
    """Make the same base and the same comparisons by the command line, one of them of a scenario that was saved."""
    copytree(own, into / "scenarios", ignore=ignore_patterns("*.csv", "*.json", "*.html"))
    compare = "compare rutland_2024 ipop --replications 4 --years 1 --seed 2018 --out found"
    our_own = f"{OWN_NAME}+{OWN_NAME}_statutory_services"
    of_our_own = f"compare {our_own} ipop --replications 2 --years 1 --seed 2018 --out {OWN_NAME}"
    for words in ("baseline rutland", compare, of_our_own):
        command = [sys.executable, str(ROOT / "run.py"), *words.split()]
        subprocess.run(command, cwd=into, env=ENVIRONMENT, check=True, capture_output=True)


def main(words: list[str]) -> int:
    """Do it all; return 1 where anything is wrong."""
    file, pictures = Path(words[0]), Path(words[1]) if len(words) > 1 else None
    faults, states = [], 0
    with TemporaryDirectory() as name:
        saved, own, commanded = (Path(name) / each for each in ("saved", "own", "commanded"))
        saved.mkdir()
        own.mkdir()
        steps = (
            lambda looked, page: way(looked, page, saved),
            lambda looked, page: by_own_numbers(looked, page, own),
            refused,
            lambda looked, page: opened_again(looked, page, saved),
            lambda looked, page: in_turns(looked, page, saved / "results.json"),
            lambda _looked, page: by_keyboard(page),
            lambda looked, page: old(looked, page, file),
        )
        for step in steps:
            with file_opened(file) as (page, asked):
                looked = Looked(page, pictures)
                step(looked, page)
                beyond = [one for one in asked if not one.startswith(("file:", "blob:", "data:"))]
                faults += [*looked.faults, *(f"asked for {one}" for one in beyond)]
                states += len(looked.states)
        with file_opened(file, "--js-flags=--jitless") as (page, _asked):
            looked = Looked(page)
            barred(looked, page)
            faults += looked.faults
        by_command(commanded, own)
        faults += [*unlike(saved, commanded / "found"), *unlike(own, commanded / OWN_NAME)]
    print(f"{states} states looked at; {len(faults)} faults")
    for one in faults:
        print(one)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
