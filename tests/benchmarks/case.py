"""What the benchmarks run: a base and all five strategies together, from one pool of opening lives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from sim import load
from sim.fitting.reference import reference_entries
from sim.foundations.calendar import Calendar
from sim.model.opening.pool import Pool
from sim.model.pool.making import make_pool
from sim.parameters.parameters import Parameters

BASE = "tower_hamlets_2018"
STRATEGIES = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development")
SEED = 2018

SERVICES = {"health_assessments", "reviews", "social_work", "virtual_school", "life_story", "performance"}
"""Parts that strategies require and that the statutory services bring."""

FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "strategies"


def every_strategy() -> Iterator[tuple[str, ...]]:
    """Yield what is laid over the base in each scenario: nothing, each strategy by itself, those together that can be.

    A strategy comes with the parts that it requires: courts, or statutory services.
    """
    yield ()
    yield ("statutory_services",)
    yield ("legal_process", "statutory_services")
    for file in sorted(FOLDER.glob("*.toml")):
        requires = set(tomllib.loads(file.read_text(encoding="utf-8")).get("requires", ()))
        if "legal" in requires:
            yield "legal_process", file.stem
        elif requires & SERVICES:
            yield "statutory_services", file.stem
        else:
            yield (file.stem,)
    yield STRATEGIES


class Case:
    """The authority; each part is made when first asked for."""

    def __init__(self, quick: bool) -> None:
        self.quick = quick
        """Fewer rounds and smaller sizes, for less sure answers."""

    def prepare(self) -> None:
        """Make every part now, so that none is made while something is measured."""
        for part in (self.base, self.everything, self.calendar, self.pool):
            assert part is not None

    @cached_property
    def base(self) -> Parameters:
        """The base without strategies."""
        return load(BASE).parameters

    @cached_property
    def everything(self) -> Parameters:
        """The base with all five strategies."""
        return load(BASE, *STRATEGIES).parameters

    @cached_property
    def calendar(self) -> Calendar:
        """The base's calendar."""
        return load(BASE).calendar()

    @cached_property
    def pool(self) -> Pool:
        """The pool from which every replication draws its opening cohort."""
        pool = make_pool(self.base, self.calendar, SEED, reference_entries(self.base))
        assert pool is not None
        return pool
