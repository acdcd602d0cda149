"""The figures of initial health assessments: how many are in time, what makes others late, and how long stages take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.experiments.running.results import Outcome
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.measures.health import HOME_CLINIC, HOST_AREA
from sim.measures.health_delays import BROUGHT_LATER, CAUSES, LATE_WHEN_ASKED, NEVER, NOT_BROUGHT, STAGES, UNTIL_ASKED
from sim.reports.chart.chart import ChartFigure, MarkedValue
from sim.reports.chart.palette import BLUE, GREY, ORANGE, PURPLE, SKY, YELLOW
from sim.reports.run.figures import bars
from sim.reports.run.figures.bars import Segment, said
from sim.reports.run.figures.figures import Shown
from sim.reports.run.figures.means import Means, mean, means

CAUSE_WORDS: Final = {
    LATE_WHEN_ASKED: Segment("late when health is asked", ORANGE),
    HOST_AREA: Segment("waits where the child lives", YELLOW),
    HOME_CLINIC: Segment("waits for the council's clinic", SKY),
    NOT_BROUGHT: Segment("not brought in time", PURPLE),
    NEVER: Segment("refused or never brought", GREY),
}
IN_TIME: Final = Segment("within 20 working days", BLUE)

STAGE_WORDS: Final = {
    UNTIL_ASKED: "From coming into care until health has the request, with consent",
    HOME_CLINIC: "From the request until seen in the council's own clinic",
    HOST_AREA: "From the request until seen in the area where the child lives",
    BROUGHT_LATER: "Where the child was not brought: from that appointment until seen",
}
LIMIT: Final = 20.0
"""Working days, of all stages together."""


def of_health(shown: Sequence[Shown]) -> list[ChartFigure]:
    """Return the figures of initial health assessments in these scenarios."""
    rows = [Means(name, colour, shares(outcome), mean(outcome, "starts")) for outcome, name, colour in shown]
    stages = means(shown, "iha_stage_working_days_median", STAGES, "starts")
    return [in_time_and_causes(rows), stage_days(stages)]


def shares(outcome: Outcome) -> tuple[float, ...]:
    """Return the percentages of assessments due that are in time, and late by each cause: means of replications."""
    sample = outcome.measures

    def of(measure: str, category: str = "") -> np.ndarray:
        return sample.of(measure, whole_run_category(by_id(measure), category), sample.last_date)

    in_time, late = of("iha_in_timescale_percent"), of("iha_late_by_stage")
    known = ~np.isnan(in_time)
    if not known.any():
        return (np.nan,) * (1 + len(CAUSES))
    by_cause = [of("iha_late_by_stage", cause) for cause in CAUSES]
    parts = [np.where(late > 0, (100.0 - in_time) * one / np.maximum(late, 1e-9), 0.0) for one in by_cause]
    return tuple(float(part[known].mean()) for part in (in_time, *parts))


def in_time_and_causes(shown: Sequence[Means]) -> ChartFigure:
    """Show for each scenario how many assessments are in time, and where the others were delayed."""
    parts = (IN_TIME, *(CAUSE_WORDS[cause] for cause in CAUSES))
    return ChartFigure(
        "initial_health_assessments",
        "Initial health assessments: in time, and where the others are delayed",
        "Of children still looked after on the 20th working day, means over the replications. Each late one counts "
        "where it was delayed first: a request that comes late would be late whatever the clinic does. How many are in "
        "time is fitted or judged; how the delay is shared out among the stages is a judgement, for nobody publishes "
        f"it.{_if_few(shown)}",
        bars.in_words(shown, parts, "%"),
        bars.segments(shown, parts, "Percent of initial health assessments that fell due", 100.0),
    )


def stage_days(shown: Sequence[Means]) -> ChartFigure:
    """Show the median working days of each stage, bars of the scenarios side by side."""
    words = ". ".join(
        f"{one.name}: "
        + ", ".join(
            f"{STAGE_WORDS[stage].lower()} {said(value)}" for stage, value in zip(STAGES, one.values, strict=True)
        )
        for one in shown
    )
    limit = MarkedValue(LIMIT, "20: the limit for all stages together")
    return ChartFigure(
        "stages_to_the_health_assessment",
        "How long each stage to the initial health assessment takes",
        "Medians of stages that ended during the run; means over the replications. A child goes through the first "
        f"stage and one of the next two; few are not brought.{_if_few(shown)}",
        f"Working days, median. {words}.",
        bars.beside([STAGE_WORDS[stage] for stage in STAGES], shown, "Working days, median", [limit]),
    )


FEW: Final = 25
"""Children coming into care a year: with fewer, one year's share in time says little."""


def _if_few(shown: Sequence[Means]) -> str:
    fewest = min(one.a_year for one in shown)
    if not fewest < FEW:
        return ""
    return f" About {fewest:.0f} children come into care a year: one year's figures can be quite different."
