"""What a strategy's own file says that it is: its title, what it does, and which quantities it gives."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.files.scenario_file import ScenarioFile


@dataclass(frozen=True, slots=True)
class StrategyDescription:
    """A strategy as its file describes it."""

    name: str
    title: str
    about: str
    """What it does, in plain words; empty where the file does not say."""
    gives: tuple[str, ...]
    """Paths of the quantities that it brings or changes, in the order of the file."""
    scales: tuple[str, ...]
    """Of these, the ones that its size multiplies."""


def described(file: ScenarioFile) -> StrategyDescription:
    """Return what a file of a strategy says that it is."""
    heading = file.heading
    return StrategyDescription(
        name=file.stem,
        title=heading.get("title", file.stem.replace("_", " ").capitalize()),
        about=" ".join(heading.get("about", "").split()),
        gives=tuple(file.quantities),
        scales=tuple(heading.get("scales", ())),
    )
