"""The page as it is served by a real server: from opening to a saved result and a paper; stopped, killed, resumed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tiny_councils
from invented_returns import Truth, invented, write

httpx = pytest.importorskip("httpx", reason="httpx is not installed")
pytest.importorskip("uvicorn", reason="the page's own packages are not installed")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are looked for in Linux's own files"),
]

ROOT = Path(__file__).parents[2]

LONGEST = 120
"""Seconds that anything here may take on a busy machine."""


class ServedPage:
    """A page in a process of its own, and who asks it."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "run.py"), "page", "--no-browser"],
            cwd=folder,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert self.process.stderr is not None
        said = self.process.stderr.readline()
        self.address = re.search(r"http://\S+", said)[0]
        self.port = int(re.search(r":(\d+)/", self.address)[1])
        self.client = httpx.Client(base_url=self.address.partition("/?")[0], follow_redirects=True, timeout=60)
        assert self.client.get(self.address.partition(f":{self.port}")[2]).status_code == 200

    def post(self, address: str, seen: str = "", **fields: str):
        """Send a form as its page has it."""
        token = re.search(r'name="csrf" value="([^"]+)"', self.client.get(seen or address).text)[1]
        return self.client.post(address, data={"csrf": token} | fields)

    def ask(self, years: str = "0.5", replications: str = "2") -> str:
        """Ask for a tiny council with a strategy, run it, and return the address at which it is watched."""
        self.post("/scenario/council", base="tiny")
        self.post("/scenario/strategies", **{"strategy.ipop": "on", "mix": "both"})
        self.post("/scenario/how", years=years, replications=replications, inputs="central", seed="1")
        answer = self.post("/scenario/check", name="", do="run")
        assert "/jobs/" in str(answer.url), answer.text
        return answer.url.path

    def until_ended(self, address: str) -> None:
        """Wait until some work has ended."""
        self._until(address, lambda said: False)

    def until_some_are_kept(self, address: str) -> None:
        """Wait until some replications of a run are done, which are then kept."""
        self._until(address, lambda said: "Running" in said["words"] and said["done"] >= 2)

    def _until(self, address: str, enough: Callable[[dict[str, Any]], bool]) -> None:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            said = self.client.get(f"{address}/progress").json()
            if said["ended"] or enough(said):
                return
            time.sleep(0.05)
        raise AssertionError(f"{address} came to no end")

    def close(self) -> int:
        """Close it as Ctrl-C does."""
        self.client.close()
        if self.process.poll() is not None:
            return self.process.returncode
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=LONGEST)
        return self.process.returncode


def processes_in(folder: Path) -> list[str]:
    """The commands of processes that work in a folder."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        try:
            if (one / "cwd").resolve() == folder.resolve() and (one / "cmdline").read_bytes():
                found.append((one / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scenarios").mkdir()
    made, _ = tiny_councils.files(tmp_path)
    made.rename(tmp_path / "scenarios" / "tiny.toml")
    return tmp_path


@pytest.fixture
def page(folder: Path) -> Iterator[ServedPage]:
    served = ServedPage(folder)
    yield served
    served.close()


def test_from_opening_to_a_saved_result_and_a_paper(page: ServedPage, folder: Path) -> None:
    pytest.importorskip("docx", reason="the papers' own packages are not installed")
    work = page.ask()
    page.until_ended(work)
    results = page.client.get(work)
    assert results.url.path.startswith("/runs/")
    assert 'class="finding"' in results.text
    assert "<svg" in results.text
    name = results.url.path.rpartition("/")[2]
    kept = folder / "results" / name
    assert page.client.get(f"/runs/{name}/files/comparison.csv").content == (kept / "comparison.csv").read_bytes()
    paper = page.post(f"/runs/{name}/paper", seen=f"/runs/{name}")
    page.until_ended(paper.url.path)
    again = page.client.get(f"/runs/{name}")
    for file in ("paper.docx", "paper.pdf", "paper.xlsx"):
        assert f"/runs/{name}/paper/{file}" in again.text
        assert page.client.get(f"/runs/{name}/paper/{file}").content == (kept / "paper" / file).read_bytes()
    assert page.close() == 0
    assert processes_in(folder) == []
    reopened = ServedPage(folder)
    assert f"/runs/{name}" in reopened.client.get("/").text
    assert reopened.client.get(f"/runs/{name}").text.count('class="finding"') == again.text.count('class="finding"')
    reopened.close()


def test_its_files_are_those_of_the_command_that_it_names(page: ServedPage, folder: Path) -> None:
    work = page.ask()
    page.until_ended(work)
    kept = folder / "results" / work.rpartition("/")[2]
    shown = page.client.get(work).text
    line = re.findall(r'aria-label="The same by command">run.py ([^<]+)</pre>', shown)[-1]
    words = line.replace(f"results/{kept.name}", "results/typed").split()
    command = [sys.executable, str(ROOT / "run.py"), *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    for one in sorted(kept.glob("*.csv")):
        assert one.read_bytes() == (folder / "results" / "typed" / one.name).read_bytes(), one.name


def test_stop_leaves_no_process_and_what_is_done_is_resumed(page: ServedPage, folder: Path) -> None:
    work = page.ask(years="5", replications="400")
    page.until_some_are_kept(work)
    answer = page.post(f"{work}/stop", seen=work)
    assert [one for one in processes_in(folder) if " page " not in one] == []
    assert "It was stopped" in answer.text
    assert "/resume" in answer.text
    resumed = page.post(f"/runs/{work.rpartition('/')[2]}/resume", seen=work)
    assert resumed.url.path == work
    assert not page.client.get(f"{work}/progress").json()["ended"]


def test_one_thing_is_done_at_a_time(page: ServedPage) -> None:
    work = page.ask(years="5", replications="400")
    answer = page.post("/scenario/check", name="", do="run")
    assert answer.status_code == 409
    assert f'href="{work}"' in answer.text
    assert "running" in page.client.get("/").text


def test_what_fails_says_so_with_the_command_that_repeats_it(page: ServedPage, folder: Path) -> None:
    page.post("/scenario/council", base="tiny")
    seen = page.client.get("/scenario/check").text
    token = re.search(r'name="csrf" value="([^"]+)"', seen)[1]
    (folder / "results").rename(folder / "elsewhere")
    (folder / "results").write_text("in the way", encoding="utf-8")
    answer = page.client.post("/scenario/check", data={"csrf": token, "name": "", "do": "run"})
    page.until_ended(answer.url.path)
    shown = page.client.get(answer.url.path).text
    assert "<title>Error: " in shown
    assert "run.py run tiny" in shown
    (folder / "results").unlink()
    (folder / "elsewhere").rename(folder / "results")


def test_a_server_that_is_killed_takes_its_run_along_and_the_next_one_offers_to_resume(
    page: ServedPage, folder: Path
) -> None:
    work = page.ask(years="5", replications="400")
    page.until_some_are_kept(work)
    page.process.kill()
    page.process.communicate()
    page.client.close()
    end = time.monotonic() + LONGEST
    while processes_in(folder) and time.monotonic() < end:
        time.sleep(0.05)
    assert processes_in(folder) == []
    again = ServedPage(folder)
    assert "interrupted" in again.client.get("/").text
    shown = again.client.get(f"/runs/{work.rpartition('/')[2]}").text
    assert "/resume" in shown
    again.close()


def test_a_second_page_of_the_same_folder_is_refused(page: ServedPage, folder: Path) -> None:
    command = [sys.executable, str(ROOT / "run.py"), "page", "--no-browser"]
    second = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert second.returncode == 2
    assert "a page of this folder is open already" in second.stderr


def test_it_listens_on_this_machine_alone(page: ServedPage) -> None:
    other = next((one for one in _addresses() if not one.startswith("127.")), None)
    if other is None:
        pytest.skip("this machine has no other address")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((other, page.port), timeout=5).close()


def test_another_host_and_a_missing_key_are_refused(page: ServedPage) -> None:
    base = f"http://127.0.0.1:{page.port}"
    assert httpx.get(base).status_code == 403
    assert httpx.get(base, headers={"host": "evil.example"}).status_code == 421
    assert httpx.get(f"{base}/runs/..%2f..%2fetc%2fpasswd", cookies=page.client.cookies).status_code == 404


def _addresses() -> list[str]:
    return sorted({str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)})


def test_returns_are_read_from_the_form_to_the_base_that_is_offered(page: ServedPage, folder: Path) -> None:
    write(invented(1, 2022, 2024, Truth(entries_a_year=30.0)), folder / "returns", [2023, 2024])
    asked = {"of_returns": "", "named": "Testshire", "returns": str(folder / "returns")}
    work = page.post("/council/returns", seen="/council/figures", **asked)
    assert "/jobs/" in str(work.url), work.text
    page.until_ended(work.url.path)
    shown = page.client.get(work.url.path)
    assert shown.url.path.startswith("/runs/import-testshire")
    assert "SSDA903 returns of Testshire" in shown.text
    assert 'href="/scenario/council"' in shown.text
    assert "Write the paper" not in shown.text
    report = page.client.get(f"{shown.url.path}/files/report.html")
    assert "SSDA903 returns of Testshire" in report.text
    assert 'value="testshire_own_2024"' in page.client.get("/scenario/council").text
    assert page.post("/scenario/council", base="testshire_own_2024").url.path == "/scenario/figures"
