"""The lead of a sweep: it tells where it is best, where it turns and what chance hides, from numbers made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from swept_by_hand import question

from sim.experiments.sweep.sweep import Sweep
from sim.reports.sweep.findings import findings

WORKERS = (0, 1, 2, 3, 4, 6, 8, 12)
COST = 3
"""Which measure of the sweep is the total cost."""

MILLIONS = (0.0, -0.1, -0.2, -0.1, 0.1, 0.5, 1.0, 2.0)
"""What so many workers change in it: up to three save, more cost."""


def swept(millions: Sequence[float], luck: float, entries: Sequence[float] = (0.0,) * 8) -> Sweep:
    asked = question("edge_of_care_slots")
    assert [row[0] for row in asked.designed.rows] == list(WORKERS)
    assert asked.wanted[COST].measure == "cost_total"
    values = np.full((len(WORKERS), 2, len(asked.wanted), 10), 17e6)
    values[:, :, 0] = 0.0
    noise = np.random.default_rng(3).normal(0, luck, (len(WORKERS), 10))
    noise[0] = 0.0
    values[:, 1, COST] += 1e6 * (np.array(millions)[:, None] + noise)
    values[:, 1, 0] += np.array(entries)[:, None]
    return Sweep(asked, values, ())


def test_the_lead_is_that_a_few_workers_save_and_more_cost() -> None:
    lead, *others = findings(swept(MILLIONS, 0.001))
    assert lead.startswith("Total cost: edge-of-care team does best with workers 2: −£0.20m a year (−0.20 to −0.20).")
    assert "the same with 0, lower with 1 to 3 and higher with 4 to 12" in lead
    assert "clearly lower with 1, 2 and 3; clearly higher with 4, 6, 8 and 12" in lead
    assert "Every other set of numbers is clearly worse than the best." in lead
    assert "throughout" not in " ".join((lead, *others))
    assert others == [], "of what nothing changes nothing is said"


def test_what_chance_hides_is_said_to_be_hidden() -> None:
    (lead,) = findings(swept([0.0, *(0.001 for _ in WORKERS[1:])], 0.5))
    assert "within the simulation's error" in lead
    assert "clearly" not in lead


def test_what_only_costs_more_is_said_to_be_no_better_anywhere() -> None:
    (lead,) = findings(swept([0.1 * number for number in range(8)], 0.001))
    assert "makes it no better anywhere; highest with workers 12: +£0.70m a year" in lead


def test_money_that_turns_comes_before_what_rises_throughout() -> None:
    lead, second = findings(swept(MILLIONS, 0.001, entries=[float(number) for number in WORKERS]))
    assert lead.startswith("Total cost")
    assert second.startswith(
        "Entries to care averted: edge-of-care team does best with workers 12: +12.0 children a year"
    )


def test_of_a_sweep_in_which_nothing_changes_that_is_what_is_said() -> None:
    assert findings(swept([0.0] * 8, 0.0)) == ["Nothing that was asked for changes anywhere."]
