"""The section on the letter's systems of law and permanence: what the letter says beside what the model shows."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.letter.court_sayings import (
    A2,
    A10,
    ASSESSOR_WAIT,
    AT_RISK,
    IDLE,
    LOOKED_AFTER,
    PROCEEDINGS,
    SAYINGS,
    TOGETHER,
    WITHIN_26,
)
from sim.experiments.letter.courts import ASKED_FOR, IN_PLACE, CourtReplay
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.letter.court_findings import asked_for, in_place, present_weakness, unexpected
from sim.reports.letter.pages import markdown
from sim.reports.shared.words import in_table, listed, plus_or_minus, unit_in_words
from sim.scenario.defaults import LEGAL_STRATEGIES
from sim.scenario.timetable import BEGINS
from sim.scenario.titles import SERVICES

OF_EACH = (AT_RISK, PROCEEDINGS, WITHIN_26, TOGETHER, A2, A10, ASSESSOR_WAIT, IDLE, LOOKED_AFTER)
"""What each of the six alone is shown to change."""


def courts_section(replay: CourtReplay) -> str:
    """Return the section in Markdown."""
    parts = [
        "## The letter's courts and plans of permanence replayed",
        introduction(replay),
        "### What is found on courts",
        present_weakness(replay),
        in_place(replay),
        asked_for(replay),
        unexpected(replay),
        "### What the letter says and what the model shows",
        HOW_TO_READ,
        sayings(replay),
        "### Each of the six alone",
        "Change made against present practice without any of the six: mean difference ± half its 95% interval.",
        each_alone(replay),
        "### What this replay of courts is not",
        LIMITS,
    ]
    return "\n\n".join(parts) + "\n"


def introduction(replay: CourtReplay) -> str:
    """Return what was run."""
    base, results = replay.without.scenario, replay.results
    begins = [
        f"{SERVICES[path.removesuffix(BEGINS)].within} on {in_words(one.when)}"
        for path, one in replay.dates.beginnings.items()
    ]
    return (
        "Much of the letter is about what is done before a court, in it and after it. This is replayed with courts "
        f"deciding when children leave care, on Tower Hamlets from {in_words(base.start)}, for "
        f"{counted(base.years, 'year')}; "
        f"{counted(results.replications, 'replication')} (seed {results.seed}) of each scenario, on the same luck. "
        "Present "
        "practice is that which the letter describes: options side by side in 30% of cases, adoption among "
        "them for 45% "
        "of babies, family finding that starts with the decision for 10% of children. Of the six services in "
        "the letter "
        f"three were in place: {listed(begins)} (dates as judged above). {sentence(ASKED_FOR)} were asked for and not "
        "found; where they are tried they begin on the first day. No effect was fitted to the letter."
    )


def sentence(names: tuple[str, ...]) -> str:
    """Return the services in words, with a capital."""
    words = listed([SERVICES[name].within for name in names])
    return words[:1].upper() + words[1:]


HOW_TO_READ = (
    "Means over the replications, of the whole run. *Without*: none of the six. *In place*: those that the "
    "visit found. "
    "*All six*: with those that it asked for. The last column is what these would have added: the mean difference from "
    "*in place*, ± half its 95% interval."
)


def sayings(replay: CourtReplay) -> str:
    """Return the table of what the letter says beside what the model shows."""
    headings = (
        "Paragraph",
        "The letter says",
        "Measure",
        "Without",
        "In place",
        "All six",
        "Added by what it asks for",
    )
    return markdown(headings, list(_sayings(replay)))


def _sayings(replay: CourtReplay) -> Iterator[tuple[str, ...]]:
    for saying in SAYINGS:
        where, says = saying.where, saying.says
        for one in saying.shown_by:
            yield (
                where,
                says,
                named(one),
                *(in_table(replay.mean(one, outcome), one.unit) for outcome in (replay.without, replay.in_place)),
                in_table(replay.mean(one, replay.all_six), one.unit),
                plus_or_minus(replay.change(one, replay.in_place, replay.all_six), one.unit),
            )
            where = says = ""


def named(one: MeasureChoice) -> str:
    """Return a measure with its unit."""
    return f"{one.title} ({unit_in_words(one.unit)})"


def each_alone(replay: CourtReplay) -> str:
    """Return the table of what each of the six alone changes."""
    headings = ("Measure", "Without", *(SERVICES[name].short for name in LEGAL_STRATEGIES))
    rows = [
        (
            named(one),
            in_table(replay.mean(one, replay.without), one.unit),
            *(
                plus_or_minus(replay.change(one, replay.without, replay.alone(name)), one.unit)
                for name in LEGAL_STRATEGIES
            ),
        )
        for one in OF_EACH
    ]
    return markdown(headings, rows)


LIMITS = f"""\
- **Present practice is put in, not found.** How many cases have options side by side, for how many babies adoption is
  considered and when family finding starts are judgements after the letter, which gives no number. Their showing is no
  test. What follows from them in weeks, waits and children is the model's.
- **Two things were set after a first look.** With England's three assessors hardly anybody waited, and parallel
  planning lengthened no line (24 replications: −0.3 ± 0.8 days); 2.25 was then chosen among three numbers tried, so
  that somebody waits. And since parallel planning did not lengthen A2, a shorter court with earlier family finding was
  added to ask whether anything does. Both signs are to be read so.
- **No controlled study** of weekly meetings, trackers, summits, parallel planning, family finding from the decision or
  one process for connected carers was found. How much each does of what it does is a judgement; what follows is counted
  out in days, meetings and lines. None changes which order a court makes, or who comes into care.
- **The base.** The way through courts is England's of 2018-19, with cases as long as in 2017-18; how much of their
  length is the council's and how much the court's is not known, and services here change only the council's part. The
  number in care drifts upward under it, alike in all scenarios: read differences.
- **Three years.** {sentence(IN_PLACE)} begin with the run or in it, so that the first year holds cases from before, and
  most children adopted in it had been matched by earlier practice: in the long run earlier family finding brings more.
- **Not in the model.** Whether meetings are well attended, the quality of assessments, what staff know, which order is
  right, and how children fare."""
"""What the replay of courts cannot show."""
