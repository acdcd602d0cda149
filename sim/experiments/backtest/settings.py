"""How large a validation is: all of England or a sample, and how much of it is simulated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.foundations.faults import BadInput, whole_number_in

SEED = 2018


@dataclass(frozen=True, slots=True)
class ValidationSettings:
    """What a validation was asked to do."""

    fast: bool = False
    letter: bool = True
    """Whether the inspection letter is replayed."""
    back_test: bool = True
    """Whether forecasts are made for every authority."""
    simulated: int = 40
    """Authorities on which the simulation itself is tried, at every origin."""
    replications: int = 24
    """Of each of those."""
    letter_replications: int = 200
    seed: int = SEED

    @property
    def origins(self) -> tuple[int, ...]:
        """The 31 Marches from which the simulation is tried."""
        return (2018, 2021) if self.fast else (2018, 2019, 2020, 2021)


EVERY = 5
"""In the fast mode one authority in so many is scored, in order of size."""

FAST = ValidationSettings(fast=True, simulated=1, replications=16, letter_replications=24)

MOST_SIMULATED = 200
MOST_REPLICATIONS = 100_000
LARGEST_SEED = 2**63 - 1


def from_text(
    usual: ValidationSettings, simulated: str | None, replications: str | None, seed: str | None
) -> ValidationSettings:
    """Return the settings with what was typed in place of the usual. Raises `BadInput` with every fault."""
    faults: list[str] = []

    def number(name: str, text: str | None, usually: int, least: int, most: int) -> int:
        if text is None:
            return usually
        given = whole_number_in(text)
        if given is not None and least <= given <= most:
            return given
        faults.append(f'--{name}: "{text}" is not a whole number from {least} to {most:,}')
        return usually

    letters = number("replications", replications, usual.letter_replications, 2, MOST_REPLICATIONS)
    made = replace(
        usual,
        simulated=number("simulate", simulated, usual.simulated, 0, MOST_SIMULATED),
        letter_replications=letters,
        replications=usual.replications if replications is None else max(4, letters // 8),
        seed=number("seed", seed, usual.seed, 0, LARGEST_SEED),
    )
    if faults:
        raise BadInput(faults)
    return made
