"""The local page as a planner meets it, in a real browser: `python -m tests.browser.local_page [PICTURES]`.

From opening to a saved result and a paper for Leeds, Rutland and Kent, small; Kent by the keyboard alone. Every state
is looked at by axe and at three widths, and no request may go anywhere else.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sim.reports.shared import kept_pieces, sealed
from tests.browser.driving import LONGEST, Looked, chromium, follow, opened, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

PAPERS = ("paper.docx", "paper.pdf", "paper.xlsx")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the page of a folder and give its address."""
    command = [sys.executable, str(ROOT / "run.py"), "page", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        found = re.search(r"http://\S+", server.stderr.readline())
        assert found is not None
        try:
            yield found[0]
        finally:
            server.send_signal(signal.SIGINT)


def leeds(looked: Looked, page: Page) -> None:
    """Go all the way with a mouse, with numbers of one's own and errors on the way, and look at every state."""
    looked.at("tasks")
    follow(page, ".tasks a:has-text('Council and first day')")
    looked.at("council")
    page.select_option("#field-base", "leeds_2024")
    follow(page, "button:has-text('Continue')")
    looked.at("figures")
    follow(page, ".tabs a:has-text('All')")
    looked.at("all figures")
    page.goto(page.url.partition("?")[0] + "?show=usual")
    follow(page, "td a:has-text('Change') >> nth=0")
    looked.at("number")
    page.fill("input[name$='.value']", "many")
    follow(page, "button:has-text('Save')")
    looked.at("number with errors")
    looked.check("number with errors", page.title().startswith("Error:"), "its title does not say so")
    focused = page.evaluate("document.activeElement.id")
    looked.check("number with errors", focused == "summary", f"the focus is on {focused}")
    page.fill("input[name$='.value']", "330")
    page.fill("input[name$='.low']", "320")
    page.fill("input[name$='.high']", "340")
    page.fill("input[name$='.source']", "Our own count")
    page.fill("input[name$='.as_of']", "31/10/2026")
    follow(page, "button:has-text('Save')")
    looked.at("changed figures")
    follow(page, "a:has-text('Continue')")
    follow(page, ".tasks a:has-text('Strategies')")
    looked.at("strategies")
    page.check("#field-strategy-ipop")
    page.check("#field-strategy-edge_of_care")
    follow(page, "button:has-text('Set sizes')")
    looked.at("sizes of strategies")
    page.fill("input[name='lever.edge_of_care.edge_of_care.workers.value']", "7")
    follow(page, "button:has-text('Continue')")
    looked.at("strategies with errors")
    page.fill("input[name='strategy.edge_of_care.source']", "Our commissioners")
    page.fill("input[name='strategy.edge_of_care.as_of']", "31 October 2026")
    follow(page, "button:has-text('Continue')")
    looked.at("how")
    page.fill("#field-years", "none")
    follow(page, "button:has-text('Continue')")
    looked.at("how with errors")
    page.fill("#field-years", "0.5")
    page.fill("#field-replications", "2")
    follow(page, "button:has-text('Continue')")
    looked.at("check")
    follow(page, "button:has-text('Run')")
    looked.at("check with errors")
    page.fill("#field-name", "leeds_panel")
    follow(page, "button:has-text('Run')")
    looked.at("running")
    follow(page, "button:has-text('Stop')")
    looked.at("stopped")
    follow(page, "main a:has-text('Change something and run again')")
    follow(page, "button:has-text('Run')")
    results(looked, page, "leeds")
    follow(page, "main a:has-text('Change something and run again')")
    looked.at("tasks with runs")
    follow(page, "button:has-text('Open')")
    looked.check("saved", "330" in page.inner_text("main"), "what was saved is not what was asked")


def rutland(looked: Looked, page: Page) -> None:
    """Choose a council without a base, which is made first."""
    page.goto(_home(page))
    follow(page, ".tasks a:has-text('Council and first day')")
    page.select_option("#field-base", label="Rutland, 1 April 2024 (its base is made first)")
    follow(page, "button:has-text('Continue')")
    looked.at("making a base")
    page.wait_for_url("**/scenario/council?made=*", timeout=LONGEST)
    looked.at("a base is made")
    follow(page, "button:has-text('Continue')")
    follow(page, "a:has-text('Continue')")
    follow(page, ".tasks a:has-text('Check and run')")
    page.fill("#field-name", "rutland_asked")
    follow(page, "button:has-text('Run')")
    looked.check("rutland", "/jobs/" in page.url, f"it was not run: {page.inner_text('main')[:300]}")
    results(looked, page, "rutland")


def kent(looked: Looked, page: Page) -> None:
    """Go all the way by the keyboard alone."""
    page.goto(_home(page))
    tab_to(page, "Skip to main content")
    tab_to(page, "Council and first day")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenario/council")
    tab_to(page, "Council and first day")
    page.keyboard.type("Kent, 1 April 2024 (")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenario/figures*")
    page.goto(_home(page))
    tab_to(page, "Strategies")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenario/strategies")
    for name in ("ipop", "edge_of_care"):
        ticked = page.locator(f"#field-strategy-{name}")
        if ticked.is_checked() != (name == "ipop"):
            tab_to(page, page.inner_text(f"label[for='field-strategy-{name}']"))
            page.keyboard.press("Space")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenario/how")
    tab_to(page, "How many years?")
    page.keyboard.press("Control+A")
    page.keyboard.type("0.5")
    page.keyboard.press("Enter")
    page.wait_for_url("**/scenario/check")
    looked.check("kent", "Kent" in page.inner_text("main"), "the council that was typed is not the one chosen")
    tab_to(page, "Name of this scenario")
    page.keyboard.press("Control+A")
    page.keyboard.type("kent_asked")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*")
    page.wait_for_url("**/runs/*", timeout=LONGEST)
    tab_to(page, "Write the paper")
    page.keyboard.press("Enter")
    page.wait_for_url("**/runs/*#paper", timeout=LONGEST)
    tab_to(page, PAPERS[0])


def courts(looked: Looked, page: Page) -> None:
    """Let courts decide in Rutland, whose base with courts of its own is made first, and set a number of services."""
    page.goto(_home(page))
    follow(page, ".tasks a:has-text('Council and first day')")
    page.select_option("#field-base", "rutland_2024")
    follow(page, "button:has-text('Continue')")
    page.goto(f"{_home(page)}scenario/strategies")
    for name in ("part-legal_process", "part-statutory_services", "strategy-adoption_summit"):
        page.check(f"#field-{name}")
    follow(page, "button:has-text('Continue')")
    looked.at("making a base with courts")
    page.wait_for_url("**/scenario/how", timeout=LONGEST)
    page.fill("#field-years", "0.5")
    page.fill("#field-replications", "2")
    follow(page, "button:has-text('Continue')")
    page.goto(f"{_home(page)}scenario/strategies")
    looked.at("strategies of courts and services")
    follow(page, "a:has-text('Set its teams') >> nth=1")
    looked.at("figures of courts and services")
    page.goto(f"{_home(page)}scenario/number?path=reviews.officers")
    for name, said in (("value", "0.6"), ("source", "Our own count"), ("as_of", "31 March 2024")):
        page.fill(f"input[name='own.reviews.officers.{name}']", said)
    follow(page, "button:has-text('Save')")
    page.goto(f"{_home(page)}scenario/check")
    page.fill("#field-name", "rutland_courts")
    told = page.inner_text("main")
    looked.check("courts", "Reviews: officers: 0.6" in told, f"it asks {told}")
    follow(page, "button:has-text('Run')")
    page.wait_for_url("**/runs/*", timeout=LONGEST)
    looked.at("results with courts")
    told = page.inner_text("main")
    looked.check("results with courts", "Length of care proceedings" in told, "of courts nothing is told")
    looked.check("results with courts", "courts of its own" not in told, "the courts are said to be England's")


def results(looked: Looked, page: Page, council: str) -> None:
    """Wait for the results, look at them, and have a paper written."""
    page.wait_for_url("**/runs/*", timeout=LONGEST)
    looked.at(f"results of {council}")
    follow(page, "button:has-text('Write the paper')")
    page.wait_for_url("**/runs/*#paper", timeout=LONGEST)
    looked.at(f"paper of {council}")
    for name in PAPERS:
        with page.expect_download() as download:
            page.locator(f"a:has-text('{name}')").click()
        looked.check(f"paper of {council}", download.value.path().stat().st_size > 1_000, f"{name} is empty")


def beside(looked: Looked, page: Page) -> None:
    """Hold two runs side by side, and ask for what is not there."""
    page.goto(_home(page))
    follow(page, "a:has-text('Compare two runs')")
    looked.at("two runs asked")
    page.select_option("#field-second", index=1)
    follow(page, "button:has-text('Compare')")
    looked.at("two runs")
    page.goto(f"{_home(page)}runs/nothing")
    looked.at("a run that is gone")
    follow(page, "a:has-text('All runs')")
    follow(page, ".tasks a:has-text('Council')")
    follow(page, "a:has-text('from your own')")
    looked.at("a sheet asked")
    follow(page, "button:has-text('Make the base')")
    looked.at("a sheet with errors")
    page.goto(_home(page))
    follow(page, "a:has-text('sweeps')")
    looked.at("sweeps")
    page.context.clear_cookies()
    page.goto(_home(page))
    looked.at("without the key")


def busy(looked: Looked, page: Page, folder: Path) -> None:
    """Ask for two things at once, and find a run that was interrupted."""
    page.goto(f"{_home(page)}scenario/how")
    page.fill("#field-years", "5")
    page.fill("#field-replications", "400")
    follow(page, "button:has-text('Continue')")
    page.check("#field-replace")
    follow(page, "button:has-text('Run')")
    page.goto(f"{_home(page)}scenario/check")
    follow(page, "button:has-text('Run')")
    looked.at("one thing at a time")
    looked.check("one thing at a time", "goes on" in page.inner_text("main"), "it does not say what goes on")
    follow(page, "main a:has-text('Look at it')")
    follow(page, "button:has-text('Stop')")
    interrupted = folder / "results" / "interrupted"
    interrupted.mkdir()
    sealed.add(interrupted / "runs.csv.gz", kept_pieces.begun_text(("run", "leeds_2024"), "0", {}))
    page.goto(_home(page))
    looked.at("tasks with an interrupted run")
    follow(page, "td a:has-text('run leeds_2024')")
    looked.at("interrupted")
    looked.check("interrupted", page.locator("button:has-text('Resume')").count() == 1, "it offers no Resume")


def _home(page: Page) -> str:
    return re.match(r"http://[^/]+/", page.url)[0]  # type: ignore[index]


def main(pictures: Path | None) -> int:
    """Go through all of it, say what is wrong, and return how the process ends."""
    if chromium() is None:
        print("SKIPPED: no Chromium on this machine (Debian, Ubuntu: apt install chromium)")
        return 0
    with TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "scenarios").mkdir()
        for name in ("Leeds", "Kent"):
            words = [sys.executable, str(ROOT / "run.py"), "baseline", name, "--fast"]
            subprocess.run(words, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
        with served(folder) as address, opened() as page:
            looked, asked = Looked(page, pictures), []
            page.on("request", lambda request: asked.append(request.url))
            page.goto(address)
            for part in (leeds, rutland, kent):
                part(looked, page)
            busy(looked, page, folder)
            courts(looked, page)
            beside(looked, page)
            home = _home(page)
            elsewhere = {url for url in asked if not url.startswith((home, "data:"))}
            looked.faults += [f"asked for {url}" for url in sorted(elsewhere)]
    print("\n".join(looked.faults))
    print(f"{len(looked.states)} states looked at, {len(asked)} requests, {len(looked.faults)} faults.")
    return 1 if looked.faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
