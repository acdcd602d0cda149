"""What the letter says of statutory services in numbers, and how each figure came into the model: put in or fitted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import inf

from sim.experiments.letter.dated_number import DatedNumber
from sim.experiments.letter.replay import VISIT
from sim.experiments.statistics.figure_origin import FigureOrigin
from sim.measures.reviews import OF_REVIEWS
from sim.measures.schooling import INSIDE

MID_JUNE = date(2018, 6, 15)
"""The letter says June 2018."""

YEAR_BEFORE_VISIT = date(2017, 8, 16)


@dataclass(frozen=True, slots=True)
class StatutoryFigure:
    """One thing that the letter says, the numbers that agree with it, and where the model's is found."""

    title: str
    says: str
    number: DatedNumber
    origin: FigureOrigin
    low: float = -inf
    high: float = inf
    """Ends of what agrees with the letter; without ends where it gives no number."""

    def on(self, start: date) -> DatedNumber:
        """Return the number as a run from this day can give it: of a time that begins with the run at the earliest."""
        number = self.number
        return number if number.since is None else replace(number, since=max(number.since, start))

    def agrees(self, low: float, high: float) -> bool:
        """Whether some number from `low` to `high` agrees with the letter."""
        return low <= self.high and high >= self.low


OF_THE_LETTER = (
    StatutoryFigure(
        "Initial health assessments within 20 working days, year to 15 August 2018, percent",
        "only 22%",
        DatedNumber("iha_in_timescale_percent", VISIT, YEAR_BEFORE_VISIT),
        FigureOrigin.FITTED,
        22.0,
        22.0,
    ),
    StatutoryFigure(
        "Children without an assessment of the last year, 15 June 2018",
        "approximately 160",
        DatedNumber("assessments_out_of_date", MID_JUNE),
        FigureOrigin.FITTED,
        160.0,
        160.0,
    ),
    StatutoryFigure(
        "Children with an assessment of the last year, of those in care for 45 days, 15 June 2018, percent",
        "over half are without",
        DatedNumber("assessments_up_to_date_percent", MID_JUNE),
        FigureOrigin.FITTED,
        0.0,
        50.0,
    ),
    StatutoryFigure(
        "Children in need with the teams of children in care, 15 August 2018",
        "53 cases",
        DatedNumber("children_in_need_held", VISIT),
        FigureOrigin.PUT_IN,
        53.0,
        53.0,
    ),
    StatutoryFigure(
        "Reviews in time, of reviews due in the year to 15 August 2018, percent",
        "timely, which is read as 95% at least",
        DatedNumber("reviews_in_timescale_percent", VISIT, category=OF_REVIEWS),
        FigureOrigin.PUT_IN,
        95.0,
        100.0,
    ),
    StatutoryFigure(
        "Children whose reviews of the year were all in time, 15 August 2018, percent",
        "timely; no number",
        DatedNumber("reviews_in_timescale_percent", VISIT),
        FigureOrigin.PUT_IN,
    ),
    StatutoryFigure(
        "Pupils at good or outstanding schools, of schools in the borough, 15 August 2018, percent",
        "all",
        DatedNumber("good_schools_percent", VISIT, category=INSIDE),
        FigureOrigin.PUT_IN,
        100.0,
        100.0,
    ),
    StatutoryFigure(
        "Pupils at good or outstanding schools, wherever they are, 15 August 2018, percent",
        "all; harder when children move out",
        DatedNumber("good_schools_percent", VISIT),
        FigureOrigin.PUT_IN,
        100.0,
        100.0,
    ),
)
"""In the letter's order, but that reviews come before schools."""
