"""What each screen of asking shows, from the fields as they stand: on the local page and in the offline file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import Final, NamedTuple, TypeAlias

from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, fault, shown
from sim.planner.asked import Asked
from sim.planner.choices import StrategyGroup, strategy_groups
from sim.planner.command import command_line, mixed
from sim.planner.fields import LEVER, STRATEGY, from_fields
from sim.planner.number_rows import ALL, CHANGED, USUAL, number_row, number_tables, subjects
from sim.planner.parts import WITH_COURTS, with_parts
from sim.planner.runs import scenarios
from sim.planner.screen_names import CHECK, COUNCIL, FIGURES, HOW, NUMBER, STRATEGIES, TASKS
from sim.planner.summary import answers, runs_in_all
from sim.scenario.files import reading
from sim.scenario.scenario import load

MADE: Final = "# Made by "
"""Begins the file of a base that was made from figures; what must be said of it follows in comments."""

NO_NOTES: Final = ("Contains public sector information", "All else is of ")
"""How comments begin that tell a planner nothing."""

TITLE: Final = re.compile(r'^title = "(.*)"', re.MULTILINE)

HEAD: Final = 4_000
"""Characters of a scenario's file in which its title stands."""

ScreenView: TypeAlias = dict[str, object]
"""What a template is drawn with, by the names that it uses."""


class AskingStep(NamedTuple):
    """A step of asking, and how far it is."""

    title: str
    screen: str
    said: str


class NumbersShown(NamedTuple):
    """One way to look at the numbers of a base."""

    name: str
    title: str


class BaseChoice(NamedTuple):
    """A base that can be chosen."""

    name: str
    title: str


def view(screen: str, asked: Asked, fields: Mapping[str, str], given: Mapping[str, str]) -> ScreenView:
    """Return what a screen is drawn with.

    `asked` is what stands, `fields` what the form shows (with what is wrong in it, where something is), and `given`
    what the address says: `show` of the figures, `path` of one number. Raises BadInput where that is not there.
    """
    return VIEWS[screen](asked, fields, given)


def title(screen: str, shown_in: ScreenView) -> str:
    """Return the title of a screen of asking, as the browser shows it."""
    row = shown_in.get("row")
    return str(getattr(row, "title", "")) or TITLES[screen]


TITLES: Final[Mapping[str, str]] = {
    TASKS: "Plan enough places",
    COUNCIL: "Which council?",
    FIGURES: "Your own figures",
    NUMBER: "A number of your own",
    STRATEGIES: "Which strategies?",
    HOW: "How to run",
    CHECK: "Check your answers",
}


def titles_of(groups: tuple[StrategyGroup, ...]) -> dict[str, str]:
    """Return the titles of strategies by their names, and of their numbers by path, as they stand within a strategy."""
    chosen = [one for group in groups for one in group.strategies]
    numbers = {lever.path: lever.title.rpartition(": ")[2] for one in chosen for lever in one.levers}
    return numbers | {one.name: one.title for one in chosen}


def bases() -> list[BaseChoice]:
    """Return the bases that can be chosen: councils', England's last.

    Those with courts of their own are chosen by letting courts decide.
    """
    known = frozenset(reading.known_names(strategies=False))
    beside = {f"{name}{WITH_COURTS}" for name in known}
    found = [BaseChoice(name, _title(name)) for name in known - beside if _is_whole(name)]
    return sorted(found, key=lambda one: (one.name.startswith("england"), one.title))


def base_notes(asked: Asked) -> tuple[str, ...]:
    """Return what must be said of the base before anybody plans with it: what it leans on, and where it drifts."""
    text = asked.base_text or _head(asked.base)
    if not text.startswith(MADE):
        return ()
    comments = takewhile(lambda line: line.startswith("#"), text.splitlines()[1:])
    notes = (line.removeprefix("#").strip() for line in comments)
    return tuple(note for note in notes if note and not note.startswith(NO_NOTES))


def _tasks(asked: Asked, _fields: Mapping[str, str], _given: Mapping[str, str]) -> ScreenView:
    return {"tasks": [*_steps(asked)], "runs": None, "saved": None}


def _steps(asked: Asked) -> Iterator[AskingStep]:
    years = "as long as the base says" if asked.years is None else counted(asked.years, "year")
    yield AskingStep("Council and first day", COUNCIL, load(asked.base).title if not asked.base_text else asked.base)
    yield AskingStep("Your own figures", FIGURES, f"{len(asked.numbers)} changed" if asked.numbers else "As published")
    yield AskingStep("Strategies", STRATEGIES, f"{len(asked.strategies)} chosen" if asked.strategies else "None chosen")
    yield AskingStep("How to run", HOW, f"{years[0].upper()}{years[1:]}, {counted(asked.replications, 'replication')}")
    runs = f"{runs_in_all(asked)} runs of the model" if mixed(asked) else "The council as it is"
    yield AskingStep("Check and run", CHECK, runs)


def _council(asked: Asked, _fields: Mapping[str, str], _given: Mapping[str, str]) -> ScreenView:
    try:
        chosen = f"Chosen now: {load(asked.base).title}."
    except BadInput as bad:
        chosen = bad.faults[0]  # so that another can be chosen
    return {"bases": bases(), "chosen": chosen, "notes": base_notes(asked)}


def _figures(asked: Asked, _fields: Mapping[str, str], given: Mapping[str, str]) -> ScreenView:
    base = with_parts(asked)
    by_subject = subjects(base)
    show = given.get("show") or (CHANGED if asked.numbers else USUAL)
    changed = {CHANGED: f"Changed only ({len(asked.numbers)})"} if asked.numbers or show == CHANGED else {}
    ways = changed | {USUAL: "What councils often know", ALL: "All"} | by_subject
    if show not in ways:
        raise BadInput([fault(shown(show), "", "there is no such subject", "choose one of the list")])
    shows = [NumbersShown(name, words) for name, words in ways.items()]
    return {"tables": number_tables(base, asked, show), "shows": shows, "show": show}


def _number(asked: Asked, _fields: Mapping[str, str], given: Mapping[str, str]) -> ScreenView:
    path = given.get("path", "")
    row = number_row(with_parts(asked), asked, path)
    if row is None:
        raise BadInput([fault(shown(path), "", "there is no such number", "choose one of the list")])
    return {"row": row}


def _strategies(asked: Asked, fields: Mapping[str, str], _given: Mapping[str, str]) -> ScreenView:
    return {"groups": strategy_groups(asked.base), "base_title": load(asked.base).title, "sized": _sized(fields)}


def _sized(fields: Mapping[str, str]) -> frozenset[str]:
    """Return the strategies whose size and first day are asked: those chosen, and those of which some was said."""
    filled = [name for name, text in fields.items() if text]
    of_levers = {name.removeprefix(LEVER).partition(".")[0] for name in filled if name.startswith(LEVER)}
    return frozenset(of_levers | {name.split(".")[1] for name in filled if name.startswith(STRATEGY)})


def _how(asked: Asked, _fields: Mapping[str, str], _given: Mapping[str, str]) -> ScreenView:
    return {"base_years": counted(load(asked.base).years, "year")}


def _check(asked: Asked, fields: Mapping[str, str], _given: Mapping[str, str]) -> ScreenView:
    try:
        named = from_fields(fields)  # with the name that was typed
    except BadInput:
        named = asked
    try:
        doubts = tuple(dict.fromkeys(doubt for one in scenarios(named) for doubt in one.warnings))
    except BadInput:
        doubts = ()  # which whoever checks what is asked is told, at the fields
    runs = counted(runs_in_all(asked), "run")
    return {
        "answers": answers(asked, load(asked.base), with_parts(asked), titles_of(strategy_groups(asked.base))),
        "doubts": (*doubts, *(note.removesuffix(".") for note in base_notes(asked))),
        "how_long": f"{runs} of the model. The page says how long is left as soon as it can tell.",
        "name_hint": _name_hint(asked),
        "replaceable": False,
        "command": command_line(named),
    }


def _name_hint(asked: Asked) -> str:
    form = "Small letters, digits and _, such as panel_2027."
    needed = "Needed, for the command line finds your own numbers by it." if asked.needs_files else "Only to save it."
    return f"{needed} {form}"


def _is_whole(name: str) -> bool:
    """Whether a file is a council's base, and no scenario that was saved on top of one, nor what cannot be read."""
    try:
        text = _head(name)
    except (BadInput, OSError):
        return False
    based_on = re.search(r'^based_on = "(.*)"', text, re.MULTILINE)
    return based_on is None or based_on[1].startswith("england")


def _title(name: str) -> str:
    said = TITLE.search(_head(name))
    return f"{said[1]} ({name})" if said else name


def _head(name: str) -> str:
    return reading.locate(name, strategy=False).read_text(encoding="utf-8", errors="replace")[:HEAD]


VIEWS: Final[Mapping[str, Callable[[Asked, Mapping[str, str], Mapping[str, str]], ScreenView]]] = {
    TASKS: _tasks,
    COUNCIL: _council,
    FIGURES: _figures,
    NUMBER: _number,
    STRATEGIES: _strategies,
    HOW: _how,
    CHECK: _check,
}
