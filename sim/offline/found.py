"""What a run in the file has found, and every file of it: the very ones that the command line writes."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from sim.experiments.comparison.comparison import Comparison
from sim.offline.built import Built
from sim.offline.led_run import LedRun
from sim.reports.result import results_file
from sim.reports.result.asked import HowMade
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import html, report
from sim.reports.run.figures.every_figure import by_section
from sim.reports.run.page_of import results_page
from sim.reports.shared import tables


@dataclass(frozen=True, slots=True)
class Found:
    """Results, with what their page says."""

    comparison: Comparison
    page: ResultsPage
    text: str
    """results.json."""

    @classmethod
    def of(cls, run: LedRun, packed: Sequence[bytes], command: str, built: Built, workers: int) -> Found:
        """Return what came of a run, which this command does likewise."""
        comparison = run.finished(packed)
        made = HowMade(
            command=command,
            program=built.program,
            commit=built.commit,
            python=platform.python_version(),
            system="a browser, from one file",
            processor="WebAssembly",
            cores=workers,
            seconds=monotonic() - run.began,
        )
        page = results_page(comparison, made, by_section(comparison))
        return cls(comparison, page, results_file.text(page))

    def files(self) -> dict[str, str]:
        """Return the text of each file by its name."""
        compared = {"comparison.csv": tables.comparison(self.comparison)} if self.comparison.strategies else {}
        found = {"report.html": html.page(self.page), results_file.FILE: self.text}
        with TemporaryDirectory() as folder:
            for name, rows in report.contents_of(self.comparison, compared).items():
                path = Path(folder) / name
                tables.write(path, rows)
                found[name] = path.read_bytes().decode()
        return found


def file_names(page: ResultsPage) -> list[str]:
    """Return the names of the files of a run, as they can be chosen on its page."""
    compared = ["comparison.csv"] if page.of == "comparison" else []
    targets = ["targets.csv"] if page.targets else []
    return [*compared, "measures.csv", "series.csv", "money.csv", "assumptions.csv", *targets, results_file.FILE]
