"""The section on the letter's statutory services: its figures beside the model's, and what would mend them."""

from __future__ import annotations

from sim.experiments.letter.dated_number import DatedNumber
from sim.experiments.letter.statutory import (
    CHILDREN_AN_OFFICER,
    IN_CARE,
    IN_TIME,
    LOOKED_AT,
    OF_ASSESSMENTS,
    OF_HEALTH,
    OFFICERS,
    OUT_OF_DATE,
    REVIEWS_IN_TIME,
    THIN,
    YEARS_TOLD,
    Remedy,
    StatutoryReplay,
)
from sim.experiments.letter.statutory_figures import OF_THE_LETTER, StatutoryFigure
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.distribution import middle
from sim.experiments.statistics.figure_origin import FigureOrigin
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.letter.pages import markdown
from sim.reports.letter.statutory_findings import (
    assessments,
    fitted_figures,
    health,
    held,
    officers,
)
from sim.reports.shared.words import in_table, plus_or_minus, range_of

CENTRAL = 90
"""Percent of the replications that lie in the range shown."""


def statutory_section(replay: StatutoryReplay) -> str:
    """Return the section in Markdown."""
    parts = [
        "## The letter's statutory services replayed",
        introduction(replay),
        "### What is found on statutory services",
        fitted_figures(replay),
        health(replay),
        assessments(replay),
        officers(replay),
        "### The letter's figures of statutory services beside the model",
        HOW_TO_READ,
        figures(replay),
        "### What would have mended initial health assessments",
        "Initial health assessments within 20 working days, percent. Change against the base: mean difference ± half "
        "its 95% interval.",
        of_remedies(replay, OF_HEALTH, IN_TIME, "percent"),
        "### What would have mended assessments that are out of date",
        "Children without an assessment of the last year, at the close of the day. Change against the base: mean "
        "difference ± half its 95% interval.",
        of_remedies(replay, OF_ASSESSMENTS, OUT_OF_DATE, "children"),
        "### How many children an independent reviewing officer can have",
        "The year to 31 December 2019, means over the replications; children for each officer on 30 June 2019.",
        of_officers(replay),
        "### What this replay of statutory services is not",
        LIMITS,
    ]
    return "\n\n".join(parts) + "\n"


def introduction(replay: StatutoryReplay) -> str:
    """Return what was run."""
    earlier, later = replay.earlier.scenario, replay.base.scenario
    return (
        "The letter's other half is about what is due to every child in care: an initial health assessment within 20 "
        "working days, an assessment of the last year, reviews in time, a good school. This is replayed with these "
        f"services on Tower Hamlets from {in_words(earlier.start)} "
        f"({counted(replay.earlier_results.replications, 'replication')}, seed {replay.results.seed}), "
        f"so that the year to the visit is whole, and from {in_words(later.start)} "
        f"({counted(replay.results.replications, 'replication')}), for {counted(later.years, 'year')}, where what "
        "would mend them begins "
        "on the first day, each alone and together, on the same luck. No other service of the letter is in place."
    )


HOW_TO_READ = f"""\
Mean over the replications, and the range that holds the central {CENTRAL} of 100.
*{FigureOrigin.FITTED.capitalize()}*: a number of the model was set so that the figure comes out, which is no test.
*{FigureOrigin.PUT_IN.capitalize()}*: the model was
given it, or a judgement in its place. None of the letter's figures on statutory services is free of both. Those that
are free stand in the table of `run.py likeness tower_hamlets_2018+statutory_services`."""


def figures(replay: StatutoryReplay) -> str:
    """Return the table of the letter's figures beside the model's from both first days."""
    runs = (replay.earlier, replay.base)
    headings = [
        "Figure",
        "The letter",
        "In the model",
        *(
            heading
            for one in runs
            for heading in (f"From {in_words(one.scenario.start)}", f"Central {CENTRAL}%", "Agrees")
        ),
    ]
    rows = [
        [figure.title, figure.says, str(figure.origin), *(cell for one in runs for cell in _cells(replay, figure, one))]
        for figure in OF_THE_LETTER
    ]
    return markdown(headings, rows)


def _cells(replay: StatutoryReplay, figure: StatutoryFigure, outcome: Outcome) -> tuple[str, str, str]:
    number = figure.on(outcome.scenario.start)
    found = middle(replay.of(number, outcome), CENTRAL)
    unit = "percent" if "percent" in figure.title else "children"
    shorter = ", from then on" if number != figure.number else ""
    return (
        f"{in_table(replay.mean(number, outcome), unit)}{shorter}",
        range_of(found.low, found.high, unit),
        held(figure, found),
    )


def of_remedies(
    replay: StatutoryReplay, remedies: tuple[Remedy, ...], numbers: tuple[DatedNumber, ...], unit: str
) -> str:
    """Return the table of what remedies come to, alone and together, year by year."""
    headings = (
        *("", "In care then", "Nothing done"),
        *(cell for one in remedies for cell in (one.title, "Change")),
    )
    rows = [
        (
            f"Year to {in_words(until)}" if number.since is not None else in_words(until),
            in_table(replay.mean(in_care, replay.base), "children"),
            in_table(replay.mean(number, replay.base), unit),
            *(
                cell
                for one in remedies
                for cell in (
                    in_table(replay.mean(number, replay.mended(one)), unit),
                    plus_or_minus(replay.change(number, replay.mended(one)), unit),
                )
            ),
        )
        for number, in_care, (_, until) in zip(numbers, IN_CARE, YEARS_TOLD, strict=True)
    ]
    return markdown(headings, rows)


def of_officers(replay: StatutoryReplay) -> str:
    """Return the table of what officers come to do, by how many children each has."""
    tried = {number: replay.with_officers(number) for number in OFFICERS} | {replay.officers: replay.base}
    headings = (
        "Officers",
        "Children for each",
        "Reviews in time, percent",
        "Looked at between two reviews, percent",
        "Reviews with too little time, percent",
    )
    return markdown(
        headings,
        [
            (
                f"{number:g}",
                *(
                    in_table(replay.mean(one, outcome), unit)
                    for one, unit in (
                        (CHILDREN_AN_OFFICER, "children"),
                        (REVIEWS_IN_TIME, "percent"),
                        (LOOKED_AT, "percent"),
                        (THIN, "percent"),
                    )
                ),
            )
            for number, outcome in sorted(tried.items(), reverse=True)
        ],
    )


LIMITS = """\
- **Fitted, not found.** How long health is not told, and how many appointments there are, were set so that 22% of
  initial health assessments are in time; how long an out-of-date assessment lies before it is begun, so that some 160
  children are without one. Nothing published tells apart the stages of either. What the model adds is which stage
  binds, and what follows when one is changed.
- **Judged remedies.** No controlled study measures any of them. How much sooner health is told, how many assessments
  two extra workers bring up to date and how soon work begins afterwards are judgements; what follows is counted out in
  days, appointments and hours.
- **The number in care.** It grows in these runs, while clinics, social workers and officers stay as many. So the years
  differ, with and without a remedy: read differences of one year, and do not take the last year for a steady state.
- **Reviews.** That one in twenty is put off is a judgement; reviews in time follow from it, and show that officers keep
  up. Counted by children, all of whose reviews of the year must be in time, fewer are: the letter does not say how it
  counts.
- **Schools.** That all schools in the borough are good is put in as the letter has it, and that outside fewer are is a
  judgement: so not all pupils in the model are at good schools, where the letter says all are.
- **Not in the model.** What an assessment says, how well a review is chaired, whether children are heard, what a good
  school does for a child."""
"""What the replay of statutory services cannot show."""
