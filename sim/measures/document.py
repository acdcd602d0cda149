"""The page `docs/measures.md`, made from the catalogue by ``python -m sim.measures.document``."""

from __future__ import annotations

import sys

from sim.measures.catalogue import MEASURES, only_with
from sim.measures.declaration import Better, Measure, Nature, WholeRun

INTRODUCTION = """\
# Measures

Every number that the program reports, with its definition and whose definition it is. This page is made
from the catalogue (`sim/measures/catalogue.py`) by `python -m sim.measures.document > docs/measures.md`; a
test fails when it is out of date.

## How to read them

- **Points and flows.** A *point* is taken at the close of each 31 March within the run and at the end of
  the run. A *flow* counts what happened in each whole year to 31 March within the run; a part year is left
  out.
- **Whole run.** A three-year run from 1 January holds only two whole years to 31 March, so each flow is
  given for the whole run too, under a category that ends in "whole run, per year" (counts and money, for
  each 365.25 days) or "whole run" (percentages, means, medians and rates over all of it). Points that can
  be averaged are given under "whole run, average": over every day of the run. All whole-run values stand at
  the run's last date.
- **Categories.** The empty category is the total. A part of it has its name ("in house", "age: 10 to 15");
  a part for the whole run has both: "in house; whole run, average".
- **Dates.** What begins on a date counts at its close; what ends on a date does not. So the number at one
  close is the number at an earlier one, plus all that began since, less all that ended since.
- **Undefined values**, such as a percentage of nobody, are never zero: `nan` in Python, an empty cell in the tables.
- **Before the start.** Children looked after when the run starts have a history of at least a year in the
  register, so that measures which look back a year are right from the first date.
- **Money** is in pounds at the scenario's prices, discounted to the start only if the scenario has a
  discount rate. `spending_real` and `spending_cash` are pounds of each financial year, also of the part of a year in
  which a run starts or ends; they stand at the last day of it, and are never discounted. Their sum over the run stands
  under "whole run, in all".
- **Monthly values** (`series.csv`) are counts at the start of the 1st of each month, and flows of the month
  that begins on that day; there, starts and ceases count every one. Costs are those of the month, and percentages are
  of all children; one of nobody in a month is undefined, and means are over the replications in which it is not.
- **Effects that are judgements.** The effects of CAMHS support, out-of-hours support and the placements
  panel are judgements with ranges that reach no effect: so is what these measures say of them.
- **Observed and averted.** `children_not_entering` over `children_worked_with` is the share that a council
  observes (in the letter 33 children diverted, of 43 families worked with). It is not an effect: `entries_averted` is.
- **Legal process.** Measures of courts, assessments of relatives and plans of permanence are there only where the
  scenario has the part `[legal]` and it generates (`legal.generates = 1`); each says so below.
"""

BETTER = {
    Better.LOWER: "lower is better",
    Better.HIGHER: "higher is better",
    Better.NEITHER: "neither way is better",
}
WHEN = {Nature.POINT: "at dates", Nature.FLOW: "in years"}


def page() -> str:
    """Return the whole page."""
    summary = ["| measure | id | unit | when | |", "|---|---|---|---|---|"]
    summary += [_row(one) for one in MEASURES]
    return "\n".join([INTRODUCTION, "## The list", "", *summary, "", *(_section(one) for one in MEASURES)])


def _row(one: Measure) -> str:
    title = f"{one.title} (headline)" if one.headline else one.title
    return f"| {title} | [`{one.id}`](#{one.id}) | {one.unit} | {WHEN[one.nature]} | {BETTER[one.better]} |"


def _section(one: Measure) -> str:
    lines = [
        f"## `{one.id}`",
        "",
        f"**{one.title}** ({one.unit}; {BETTER[one.better]}).",
        one.definition,
        "",
        f"- Source of the definition: {one.source}",
        f"- Formula: {one.formula}",
    ]
    if one.categories:
        lines.append(f"- Categories: {one.categories}")
    if only_with(one):
        lines.append(f"- Only in scenarios with {only_with(one)}")
    if one.whole_run is not WholeRun.NONE:
        lines.append(f'- Over the whole run: "{one.whole_run}"')
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.stdout.write(page())
