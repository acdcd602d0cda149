"""Before a run starts it is said how long it takes at most, where a run of the same council was made here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from opened_page import OpenedPage

TOOK = {
    "command": "run.py run tower_hamlets_2018",
    "seconds": 30.0,
    "replications": 10,
    "years": 2.0,
    "scenarios": [{"title": "Tower Hamlets", "files": ["scenarios/england.toml", "scenarios/tower_hamlets_2018.toml"]}],
}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPage:
    monkeypatch.chdir(tmp_path)
    return OpenedPage(tmp_path)


def took(folder: Path, **other: Any) -> None:
    kept = folder / "results" / "before"
    kept.mkdir(parents=True)
    (kept / "manifest.json").write_text(json.dumps(TOOK | other), encoding="utf-8")


@pytest.mark.parametrize(
    ("replications", "years", "said"),
    [
        ("20", "4", "20 runs of the model: at most about 2 minutes"),
        ("1", "1", "1 run of the model: at most about 30 s"),
    ],
)
def test_it_grows_with_the_run_and_does_not_shrink(
    page: OpenedPage, tmp_path: Path, replications: str, years: str, said: str
) -> None:
    took(tmp_path)
    page.post("/scenario/council", base="tower_hamlets_2018")
    page.post("/scenario/how", replications=replications, years=years)
    assert said in page.get("/scenario/check").text


@pytest.mark.parametrize(
    "other",
    [
        {"command": "run.py run --resume results/before"},
        {"seconds": "long"},
        {"replications": 0},
        {"scenarios": [{"title": "Leeds", "files": ["scenarios/leeds_2024.toml"]}]},
        {"scenarios": [{"title": "Of an older program"}]},
        {"scenarios": [{"title": "Odd", "files": [1]}]},
    ],
)
def test_nothing_is_said_where_no_run_tells(page: OpenedPage, tmp_path: Path, other: dict[str, Any]) -> None:
    took(tmp_path, **other)
    page.post("/scenario/council", base="tower_hamlets_2018")
    shown = page.get("/scenario/check").text
    assert "at most about" not in shown
    assert "how long is left as soon as it can tell" in shown
