"""A comparison that is kept, for the tests of its tables, its page and its folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_authority import comparison

from sim.reports.run import report
from sim.reports.run.figures import every_figure
from sim.reports.shared.origin import Origin

ORIGIN = Origin(("run.py", "compare", "--out", "/somewhere/of/mine/results"), 1, 0.0)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder, with everything in it."""
    into = tmp_path_factory.mktemp("results") / "run"
    report.keep_comparison(comparison(), into, ORIGIN)
    return into


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the figures, which are tested elsewhere."""
    monkeypatch.setattr(every_figure.figures, "of_comparison", lambda _: [])
