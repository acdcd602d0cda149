"""Runs with a private first day: the very children are in every replication, and in no byte of what comes of them."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from invented_returns import TRUTH, Truth, invented, write

ROOT = Path(__file__).resolve().parents[2]
CANARY = "4321,agency,far,police_protection,3217,1,2719,2,care_order"
"""A child of whom every number is told from those of other children."""
NUMBERS = re.compile(r"(?<![\d.])-?(4321|3217|2719)(?![\d])")

CRASHES = """
import sys
from sim.experiments.running import study
def broken(*told, **more):
    raise ZeroDivisionError("a child aged 4321 days, 3217 in care")
setattr(study, sys.argv[1], broken)
from sim import cli
sys.exit(cli.main(sys.argv[2:]))
"""


class Place:
    """A folder with a base from returns, and the private file beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"

    def done(self, *words: str, crash: str = "", traceback: str = "") -> subprocess.CompletedProcess[str]:
        path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        known = {**os.environ, "PLACEMENT_SUFFICIENCY_CACHE": str(self.cache), "PYTHONPATH": path}
        begun = ["-c", CRASHES, crash] if crash else [str(ROOT / "run.py")]
        return subprocess.run(
            [sys.executable, *begun, *words],
            cwd=self.folder,
            env={**known, "SIM_TRACEBACK": traceback},
            capture_output=True,
            text=True,
            timeout=1800,
        )

    def bytes_of(self, *folders: str) -> dict[str, bytes]:
        paths = [path for name in folders for path in (self.folder / name).rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in paths}


BASE = "./testshire_own_2025.toml"
RUN = ("run", BASE, "--replications", "2", "--years", "1", "--processes", "2")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    found = Place(tmp_path_factory.mktemp("council"))
    write(invented(4, 2023, 2025, TRUTH), found.folder / "in", (2023, 2024, 2025))
    made = found.done(
        "import-903", "in", "--name", "Testshire", "--fast", "--page", "page", "--private", "ours.private"
    )
    assert made.returncode == 0, made.stderr
    assert "ours.private holds the very children looked after on 31 March 2025, one by one" in made.stderr
    private = found.folder / "ours.private"
    page = (found.folder / "page" / "report.html").read_text()
    assert "Nothing was held against publication" in page
    assert "it is not known where they are: the base has England&#39;s in their place" in page
    lines = private.read_text().splitlines()
    marked(private, [*lines[:5], CANARY, *lines[6:]])
    return found


def marked(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n")
    path.chmod(0o600)


def tells_of_them(text: str) -> bool:
    """Whether any line has two numbers of the child; one alone may be of anything."""
    return CANARY in text or any(len(set(NUMBERS.findall(line))) > 1 for line in text.splitlines())


def nothing_of_them(said: str, files: dict[str, bytes]) -> None:
    assert not tells_of_them(said)
    for path, kept in files.items():
        data = gzip.decompress(kept) if path.endswith(".gz") else kept
        assert not tells_of_them(data.decode("latin-1")), path


@pytest.mark.slow  # makes an opening pool
def test_very_children_are_in_the_runs_and_nowhere_else(place: Place) -> None:
    before = place.done(*RUN, "--out", "without")
    assert before.returncode == 0, before.stderr
    cached = place.bytes_of("cache")
    done = place.done(*RUN, "--out", "with", "--private", "ours.private")
    assert done.returncode == 0, done.stderr
    assert "Mind: The first day is of the very children looked after on 31 March 2025" in done.stderr
    assert place.bytes_of("cache") == cached
    nothing_of_them(done.stdout + done.stderr, place.bytes_of("with", "page"))
    page = (place.folder / "with" / "report.html").read_text()
    assert "from a private file that is not among these results" in page
    number = len((place.folder / "ours.private").read_text().splitlines()) - 4
    row = next(
        line
        for line in (place.folder / "with" / "series.csv").read_text().splitlines()
        if ",looked_after,,2025-04-01," in line
    )
    assert row.split(",")[4:7] == [str(number)] * 3  # in every replication
    assert (place.folder / "with" / "measures.csv").read_bytes() != (
        place.folder / "without" / "measures.csv"
    ).read_bytes()
    on_one = place.done(*RUN[:-1], "1", "--out", "one", "--private", "ours.private")
    assert on_one.returncode == 0, on_one.stderr
    measures = [(place.folder / name / "measures.csv").read_bytes() for name in ("with", "one")]
    assert measures[0] == measures[1]


@pytest.mark.slow  # likewise
@pytest.mark.parametrize("function", ["simulate", "with_very_children"])
@pytest.mark.parametrize("traceback", ["", "1"])
def test_a_crash_tells_nothing_of_them(function: str, traceback: str, place: Place) -> None:
    out = f"crash-{function}{traceback}"
    words = (*RUN[:-1], "1", "--out", out, "--private", "ours.private")
    done = place.done(*words, crash=function, traceback=traceback)
    assert done.returncode == 1
    assert "whose words are not shown as they may tell of a child" in done.stderr
    nothing_of_them(done.stdout + done.stderr, place.bytes_of(out))


@pytest.mark.slow  # reads returns and makes a base
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", BASE, "--private", "none.private"), "none.private: cannot be read"),
        (("run", BASE, "--private", "in/2025/header.csv"), "header.csv: others can read this file"),
        (("run", "tower_hamlets_2018", "--private", "ours.private"), "is of 31 March 2025, and tower_hamlets_2018"),
        (("run", BASE, "--private", "other.private"), "is of another council than testshire_own_2025"),
        (("run", BASE, "--private", "few.private"), "is of another council than testshire_own_2025"),
        (("run", BASE, "--private", "ours.private", "--cluster", "local"), "leave out --cluster"),
        (("run", f"{BASE},{BASE}", "--private", "ours.private"), "is the first day of one council"),
        (("compare", BASE, "ipop", "--private", "damaged.private"), "damaged.private: is damaged"),
        (("import-903", "in", "--authority", "leeds", "--name", "Us"), "give one of them"),
        (("import-903", "in", "--name", "?!"), "give the council a plain name"),
        (("import-903", "in", "--authority", "testshire"), "of which nothing is published give --name"),
        (("import-903", "in", "--private", "page/ours.private"), "in a folder of results"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line(words: tuple[str, ...], said: str, place: Place) -> None:
    lines = (place.folder / "ours.private").read_text().splitlines()
    marked(place.folder / "other.private", [lines[0], lines[1].replace(" -", " E08000035"), *lines[2:]])
    marked(place.folder / "few.private", lines[:10])
    marked(place.folder / "damaged.private", [*lines, "4321,3217"])
    done = place.done(*words)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    nothing_of_them(done.stderr, {})


@pytest.mark.slow  # reads returns
def test_a_council_of_few_children_has_a_page_and_a_private_file_and_no_base(tmp_path: Path) -> None:
    few = Place(tmp_path)
    write(invented(3, 2024, 2025, Truth(entries_a_year=8.0)), tmp_path / "in", (2024, 2025))
    done = few.done("import-903", "in", "--authority", "rutland", "--page", "page", "--private", "ours.private")
    assert done.returncode == 0, done.stderr
    assert "No base was made: the returns have fewer than 30 children" in done.stderr
    assert (tmp_path / "page" / "report.html").is_file()
    assert (tmp_path / "ours.private").read_text().splitlines()[1].endswith("2025-03-31 E06000017")
    assert not list(tmp_path.glob("*.toml"))


def test_the_search_would_find_them() -> None:
    assert tells_of_them(f"a\n{CANARY}\n")
    assert tells_of_them("a child aged 4321 days, 3217 in care")
    assert not tells_of_them("£4321\n0.3217\n12719")
