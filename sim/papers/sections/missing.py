"""What a section says where the results that it needs were not given, and the line that every figure carries."""

from __future__ import annotations

from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.papers.document.paper import Words
from sim.papers.sections.given import Given
from sim.reports.paper_figures.sheet import PaperOrigin


def run(what: str) -> Words:
    """Return that a run or comparison tells it."""
    return Words(
        f"This paper was made without the results of a comparison, which tell {what}. Compare the strategies in "
        "question with the base, and give those results as well."
    )


def statement(what: str) -> Words:
    """Return that a sufficiency statement tells it."""
    return Words(
        f"This paper was made without a sufficiency statement, which tells {what}. Make one of the same base for "
        "as many years, and give its results as well."
    )


def origin(given: Given, *, published: bool = False) -> PaperOrigin:
    """Return what a figure of the run says of itself, with published numbers in it or without."""
    what = "Department for Education, and simulation" if published else "simulation"
    return _origin(given, given.manifest.run, given.manifest.replications, what)


def origin_of_statement(given: Given) -> PaperOrigin:
    """Return what a figure of the statement says of itself."""
    assert given.statement is not None
    manifest = given.statement.manifest
    return _origin(given, manifest.run, manifest.replications, "sufficiency statement")


def _origin(given: Given, run_name: str, futures: int, what: str) -> PaperOrigin:
    return PaperOrigin(
        given.council,
        f"from {in_words(given.manifest.start)}",
        f"run {run_name}, {counted(futures, 'future')}",
        f"Source: {what}",
    )
