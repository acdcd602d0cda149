"""The screens of asking need none of the great libraries, which would stay in the server's memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import opened_page

from sim.reports.shared import kept_pieces, sealed

ASKED = """
import sys
from pathlib import Path
from opened_page import OpenedPage
page = OpenedPage(Path())
assert "interrupted" in page.get("/").text
for address in ("/", "/scenario/council", "/scenario/figures", "/scenario/strategies", "/scenario/how",
                "/scenario/check", "/sweeps", "/council/figures", "/compare", "/static/page.css"):
    assert page.get(address).status_code == 200, address
print(*{"numpy", "scipy", "simpy", "matplotlib", "openpyxl"} & sys.modules.keys())
"""


def test_asking_and_lists_of_runs_load_no_numbers(tmp_path: Path) -> None:
    stopped = tmp_path / "results" / "stopped"
    stopped.mkdir(parents=True)
    begun = kept_pieces.begun_text(("run", "tower_hamlets_2018"), "0", {})
    sealed.add(stopped / "runs.csv.gz", begun)
    tests = Path(opened_page.__file__).parent
    places = [str(tests), str(tests.parent)]
    code = f"import sys; sys.path[:0] = {places}\n{ASKED}"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
