"""Performance month by month: every line over many replications, and the report of one month of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.experiments.performance.lines import lines_for
from sim.experiments.performance.months import ReportMonth, chosen, whole_months
from sim.experiments.performance.report import PerformanceReport, reported
from sim.experiments.performance.targets import TargetsFile
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.laboratory import Keeper, Laboratory
from sim.experiments.running.progress import Tell
from sim.experiments.running.replications import collected
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import Study, study
from sim.experiments.statistics.sample import Sample
from sim.foundations.calendar import Calendar
from sim.foundations.faults import BadInput, whole_number
from sim.measures.recorded import recorded_by
from sim.measures.value import Value, values
from sim.measures.view import View, view_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.scenario import Scenario

PART, WHOLE = "part", "whole"
"""Categories under which the numbers behind a line stand; the line itself has none."""


@dataclass(frozen=True, slots=True)
class MonthlyLines:
    """Reads every line in every whole month, as it was."""

    targets: TargetsFile

    def __call__(
        self, register: Register, calendar: Calendar, parameters: Parameters
    ) -> tuple[Sequence[Value], Sequence[Value]]:
        """Read the lines; each stands at the first of its month."""
        view = view_of(register, calendar, parameters)
        months = whole_months(calendar, register.since, register.until)
        return [*_by_month(view, months, self.targets)], ()


def _by_month(view: View, months: Sequence[ReportMonth], targets: TargetsFile) -> Iterator[Value]:
    dates = [month.first for month in months]
    for line in lines_for(view.parameters):
        share = line.shares(view, months, targets.tracked)
        for category, numbers in (("", line.values(share)), (PART, share.part), (WHOLE, share.whole)):
            yield from values(line.id, category, line.unit, dates, numbers)


@dataclass(frozen=True, slots=True)
class PerformanceQuestion:
    """What is to be reported, checked."""

    scenario: Scenario
    months: tuple[ReportMonth, ...]
    place: int
    """Of the month that is reported on."""
    replication: int
    targets: TargetsFile

    def __repr__(self) -> str:
        return (
            f"<PerformanceQuestion of {self.scenario.name}: {self.months[self.place].words}, replication "
            f"{self.replication}>"
        )


@dataclass(frozen=True, slots=True)
class MonthlyPerformance:
    """What came of it."""

    question: PerformanceQuestion
    settings: Settings
    lines: Sample
    """Every line by the first of each month, as it was, over the replications."""
    report: PerformanceReport

    def __repr__(self) -> str:
        return (
            f"<MonthlyPerformance of {self.question.scenario.name}: {self.question.months[self.question.place].words}>"
        )


def months_of(scenario: Scenario) -> tuple[ReportMonth, ...]:
    """Return the whole months of a scenario's run."""
    calendar = scenario.calendar()
    return whole_months(calendar, 0.0, calendar.horizon(scenario.years))


def question(
    scenario: Scenario, settings: Settings, month: str | None, replication: str | None, targets: TargetsFile
) -> PerformanceQuestion:
    """Return what is asked. Raises BadInput with every fault of it."""
    faults: list[str] = []
    if not scenario.parameters.statutory:
        faults.append(
            f"{scenario.name}: has no statutory service to report on; lay some over it, such as "
            f"{scenario.base}+statutory_services"
        )
    months, place, number = months_of(scenario), 0, 0
    try:
        place = chosen(months, month)
    except BadInput as bad:
        faults.extend(bad.faults)
    try:
        number = _replication(replication, settings.replications)
    except BadInput as bad:
        faults.extend(bad.faults)
    if faults:
        raise BadInput(faults)
    return PerformanceQuestion(scenario, months, place, number, targets)


def _replication(text: str | None, replications: int) -> int:
    number = 0 if text is None else whole_number("--replication", text, such_as=0)
    if not 0 <= number < replications:
        raise BadInput(
            [
                f"--replication: there is no replication {number:,} among {replications:,}, which are numbered from 0; "
                f"give 0 to {replications - 1:,}, or more --replications"
            ]
        )
    return number


def monthly_performance(
    asked: PerformanceQuestion, settings: Settings, progress: Tell | None = None, keeper: Keeper | None = None
) -> MonthlyPerformance:
    """Run the replications, and report on the month of one of them."""
    reading = MonthlyLines(asked.targets)
    made = study([asked.scenario], settings.seed, settings.uncertainty, reading, tell=progress)
    with Laboratory(made, settings.machines, keeper=keeper, tell=progress) as laboratory:
        lines = collected(laboratory, settings.replications).outcomes[0].measures
    return MonthlyPerformance(asked, settings, lines, _report(asked, made))


def _report(asked: PerformanceQuestion, made: Study) -> PerformanceReport:
    """Live one replication again, and report on its month."""
    point, calendar = Point(0), made.calendars[0]
    register, parameters = made.lived(point, asked.replication)
    chance, management = made.chance(point, asked.replication), parameters.performance

    def recorded(by: float) -> View:
        if management is None:
            return was
        return view_of(recorded_by(register, chance, management.recording_lag, by), calendar, parameters)

    was = view_of(register, calendar, parameters)
    return reported(asked.months, asked.place, was, recorded, asked.targets, asked.scenario.authority)
