"""Says which files of the person's own are used in place of those that come with the program."""

from __future__ import annotations

from collections.abc import Iterable

from sim.commands.request import say


def say_own_files(names: Iterable[str]) -> None:
    """Say which of the files, by the names that results show, are used in place of others that are shipped."""
    from sim.scenario.files.reading import in_place_of_shipped

    for name in in_place_of_shipped(dict.fromkeys(names)):
        say(f"{name} of this folder is used, not the file of this name that comes with the program.")


def say_own_experiment(folder: str, name: str | None) -> None:
    """Say the same of an experiment's file of this name, if any is named, within this folder of the scenarios."""
    from sim.scenario.files.workplace import Workplace

    if name is not None:
        say_own_files([(Workplace().scenarios / folder / f"{name}.toml").as_posix()])


def say_all_own_files() -> None:
    """Say the same of whatever lies in the current folder: for commands that use many files unnamed."""
    from sim.scenario.files.workplace import Workplace

    say_own_files(path.as_posix() for path in sorted(Workplace().scenarios.rglob("*.toml")))
