"""England's fixed point: doors, moves and leaving by kind fitted together to its tables of a year, by long runs.

They must be fitted together: each alone leaves moves and places far off.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.experiments.balance.kept import with_kinds
from sim.experiments.balance.knobs import turned
from sim.experiments.balance.long_run import LongRun
from sim.experiments.balance.national_goals import NationalGoals
from sim.experiments.balance.national_legal import LEGAL_FITTED, fit_legal_process
from sim.foundations.codes import Kind, LeavingCause
from sim.measures.arrays import Numbers
from sim.model.lives.leaving import other_ways
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByCause, ByDuration

FOSTER = [Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY]
UNRELATED = [Kind.IN_HOUSE, Kind.AGENCY]

FITTED = (
    "leaving.by_kind.multiplier",
    "leaving.by_kind.time_in_care",
    "leaving.by_kind.age",
    "leaving.by_kind.route",
    "leaving.by_kind.causes_foster",
    "leaving.by_kind.causes_connected",
    "leaving.by_kind.causes_residential",
    "leaving.by_kind.causes_other_residential",
    "leaving.by_kind.causes_supported",
    "leaving.by_kind.causes_with_parents",
    "doors.parents_at_entry",
    "doors.to_parents",
    "doors.to_connected",
    "doors.to_other_residential",
    "doors.to_secure",
    "stability.scale",
    "stability.kind_multiplier",
    "stability.planned_moves",
    "stability.planned_by_time_in_placement",
    "stability.moves_to_supported",
    "policy.residential_first",
    "policy.residential_first_other",
    "connected_persons.available",
    "in_house_fostering.agreement",
    "in_house_fostering.unavailable_share",
)
"""Every quantity that the fit sets without a legal process."""


def fitted_paths(parameters: Parameters) -> tuple[str, ...]:
    """Return every quantity that the fit sets."""
    return (*FITTED, *LEGAL_FITTED) if parameters.legal_process else FITTED


def fit_round(parameters: Parameters, goals: NationalGoals, run: LongRun, step: float = 1.0) -> Parameters:
    """Return the parameters with every number turned towards what is published, by what a long run has given.

    A `step` below 1 turns them less: every run has luck of its own.
    """
    opening = parameters.opening
    assert opening is not None
    shares = np.array(opening.kinds.values()) / sum(opening.kinds.values())
    found = run.children / run.children.sum()
    ratio = np.divide(shares, found, out=np.full(len(shares), 2.0), where=found > 0)
    starts = run.starts / run.starts.sum()
    first = {kind: share / max(float(starts[kind]), 1e-4) for kind, share in goals.first_placed.items()}
    turns = (
        ("doors.parents_at_entry", first[Kind.WITH_PARENTS], 0.6),
        ("doors.to_parents", ratio[Kind.WITH_PARENTS], 1.0),
        ("doors.to_connected", ratio[Kind.CONNECTED], 1.0),
        ("connected_persons.available", first[Kind.CONNECTED], 0.6),
        ("doors.to_other_residential", ratio[Kind.OTHER_RESIDENTIAL], 0.8),
        ("doors.to_secure", ratio[Kind.SECURE], 0.4),
        ("policy.residential_first", ratio[Kind.CHILDRENS_HOME], 0.6),
        ("policy.residential_first_other", ratio[Kind.CHILDRENS_HOME], 0.6),
        ("stability.moves_to_supported", ratio[Kind.SUPPORTED], 1.0),
        ("in_house_fostering.agreement", ratio[Kind.IN_HOUSE], 2.0),  # who agrees more often is asked less
        ("in_house_fostering.unavailable_share", goals.unavailable / run.unavailable, 1.2),
    )
    for path, turn, damping in turns:
        most = 0.9 if path.startswith("policy") else np.inf
        parameters = turned(parameters, path, float(turn), damping * step, most=most)
    parameters = fit_legal_process(parameters, goals, run, step)
    return _with_leaving(_with_moves(parameters, goals, run, step), goals, run, step)


def _with_moves(parameters: Parameters, goals: NationalGoals, run: LongRun, step: float) -> Parameters:
    foster = run.children[FOSTER].sum()
    parameters = turned(
        parameters, "stability.scale", goals.broke_down_foster / (run.broke_down[FOSTER].sum() / foster), 0.7 * step
    )
    out = goals.moved_out_foster / (run.moved_out[FOSTER].sum() / foster)
    for name in ("in_house", "connected", "agency"):
        parameters = turned(parameters, f"stability.planned_moves.{name}", out, 1.2 * step)
    for kind, rate in goals.moved_out.items():
        name = kind.name.lower()
        children = max(float(run.children[kind]), 1e-6)
        here = rate / max(float(run.moved_out[kind]) / children, 0.05)
        parameters = turned(parameters, f"stability.planned_moves.{name}", here, 0.7 * step, 0.02, 6.0)
        down = goals.broke_down[kind] / max(float(run.broke_down[kind]) / children, 0.03)
        parameters = turned(parameters, f"stability.kind_multiplier.{name}", down, 0.5 * step)
    return parameters


def fit_shape(parameters: Parameters, goals: NationalGoals, run: LongRun, step: float = 1.0) -> Parameters:
    """Return the parameters with planned moves by time in placement turned towards all moves as published by it."""
    shape = np.array(parameters.stability.planned_by_time_in_placement.values())
    ratio = np.clip(np.array(goals.moves_by_time) / np.maximum(run.moves_by_time, 0.01), 0.6, 1.6)
    shape = np.maximum(shape * ratio ** (0.5 * step), 0.02)
    by_time = ByDuration(*shape.tolist())
    return replace(parameters, stability=replace(parameters.stability, planned_by_time_in_placement=by_time))


def _with_leaving(parameters: Parameters, goals: NationalGoals, run: LongRun, step: float) -> Parameters:
    leaving = parameters.leaving
    multipliers = np.array(leaving.by_kind.multiplier.values())
    rates = run.left / np.maximum(run.children, 1e-6)
    unrelated = run.left[UNRELATED].sum() / run.children[UNRELATED].sum()
    for kind, rate in goals.leaving.items():
        multipliers[kind] *= float(np.clip(rate / max(float(rates[kind]), 0.02), 0.5, 2.0)) ** (0.6 * step)
    multipliers[UNRELATED] *= float(np.clip(goals.leaving_unrelated / unrelated, 0.5, 2.0)) ** (0.6 * step)
    by_kind = with_kinds(other_ways(parameters), run.exposure, multipliers).by_kind
    goal = np.array(goals.causes) / sum(goals.causes) * run.causes.sum()
    balance = np.clip(goal / np.maximum(run.causes, 0.1), 0.5, 2.0) ** (0.6 * step)
    if parameters.legal_process:  # it is courts who decide about guardians and adoption
        balance[[LeavingCause.SPECIAL_GUARDIANSHIP, LeavingCause.ADOPTED]] = 1.0
    balanced = replace(
        by_kind,
        causes_foster=_balanced(by_kind.causes_foster, balance),
        causes_connected=_balanced(by_kind.causes_connected, balance),
        causes_residential=_balanced(by_kind.causes_residential, balance),
        causes_other_residential=_balanced(by_kind.causes_other_residential, balance),
        causes_supported=_balanced(by_kind.causes_supported, balance),
        causes_with_parents=_balanced(by_kind.causes_with_parents, balance),
    )
    return replace(parameters, leaving=replace(leaving, by_kind=balanced))


def _balanced(weights: ByCause, balance: Numbers) -> ByCause:
    """Return the weights of the causes, all kinds' turned alike so that causes in all stay as published."""
    return ByCause(*(np.array(weights.values()) * balance).tolist())


def lines(run: LongRun, parameters: Parameters, goals: NationalGoals) -> list[str]:
    """Return what a long run gives beside what is published, a line each."""
    opening = parameters.opening
    assert opening is not None
    shares = np.array(opening.kinds.values()) / sum(opening.kinds.values())
    found = run.children / run.children.sum()
    rates = run.left / np.maximum(run.children, 1e-6)
    out = run.moved_out / np.maximum(run.children, 1e-6)
    down = run.broke_down / np.maximum(run.children, 1e-6)

    def row(title: str, numbers: Numbers, digits: int = 2) -> str:
        return f"{title:36}" + " ".join(f"{number:8.{digits}f}" for number in numbers)

    return [
        row("children", run.children, 1) + f"  in all {run.children.sum():.0f}",
        row("balance over opening, shares", found / shares),
        row("starts", run.starts, 1) + f"  in all {run.starts.sum():.1f}",
        row("leaving a child-year", rates),
        row("moved out a child-year", out),
        row("broke down a child-year", down),
        row("moves by time in placement", run.moves_by_time),
        row("causes over published", run.causes / np.array(goals.causes)),
        f"NI63 {run.stability:.1f}, NI62 {run.three_or_more:.1f}, siblings apart {run.siblings_apart:.1f}, new inside "
        f"{run.new_inside:.1f}, unavailable {run.unavailable:.3f}",
        f"causes {[cause.name.lower() for cause in LeavingCause][:8]}",
        *(f"{figure.title:36}{figure.value:8.1f}" for figure in run.legal),
    ]
