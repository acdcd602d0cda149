"""The command that does the same as what was asked."""

from __future__ import annotations

from typing import Final

from sim.foundations.called import in_pages, in_shell
from sim.planner.asked import Asked, AskedStrategy, Mix
from sim.planner.parts import base_under, laid_over, numbers_of, numbers_of_base

CENTRAL: Final = "--central"
UNCERTAIN: Final = "--uncertainty"


def command(asked: Asked) -> tuple[str, ...]:
    """Return the words after the program's own that give the same run; files of the planner's own go by their names."""
    options = ["--replications", f"{asked.replications}", "--seed", f"{asked.seed}"]
    options += ["--years", f"{asked.years:g}"] if asked.years is not None else []
    compared = mixed(asked)
    if compared:
        return ("compare", base_name(asked), *compared, *options, *([] if asked.drawn else [CENTRAL]))
    return ("run", base_name(asked), *options, *([UNCERTAIN] if asked.drawn else []))


def command_line(asked: Asked) -> str:
    """Return the whole command as it is typed."""
    return f"{in_pages()} {in_shell(command(asked))}"


def base_name(asked: Asked) -> str:
    """Return what the command line calls the base: the planner's own file where there are numbers of their own."""
    own = numbers_of_base(asked) or asked.base_text
    return "+".join((asked.stem if own else base_under(asked), *(part_name(asked, part) for part in laid_over(asked))))


def part_name(asked: Asked, part: str) -> str:
    """Return what the command line calls a part laid over the base: the planner's own file where they changed it."""
    return f"{asked.stem}_{part}" if numbers_of(asked, part) else part


def mixed(asked: Asked) -> tuple[str, ...]:
    """Return the strategies as they are run, those that are run together with a plus between them."""
    names = [strategy_name(asked, one) for one in asked.strategies]
    together = ["+".join(names)] if len(names) > 1 and asked.mix is not Mix.ALONE else []
    alone = [] if together and asked.mix is Mix.TOGETHER else names
    return (*alone, *together)


def strategy_name(asked: Asked, strategy: AskedStrategy) -> str:
    """Return what the command line calls a strategy: a file of the planner's own where it was changed."""
    return f"{asked.stem}_{strategy.name}" if strategy.changed else strategy.name
