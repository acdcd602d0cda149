"""What placements and strategies cost, from the register's rows and the scenario's prices.

Costs are counted as they arise and, when the scenario has a discount rate, discounted continuously to its
start: a pound spent t years after it counts (1 + rate) ** -t.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import log1p

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.measures.counting import number_in, overlap, total, total_by
from sim.measures.declaration import BY_KIND_AND_EMERGENCY, OWN, Better, count
from sim.measures.placements import WHERE_PLACED, where_placed
from sim.measures.value import Floats, Parts, Spans
from sim.measures.view import View, days
from sim.model.placements.own_homes import opening_days
from sim.model.register.services import PanelDecision
from sim.parameters.camhs import CamhsTeam
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.out_of_hours import OutOfHours
from sim.parameters.own_homes import OwnHomes
from sim.parameters.panel import PlacementsPanel

EDGE_OF_CARE = "edge of care"
PANEL = "placements panel"
CAMHS_SUPPORT = "CAMHS support"
OUT_OF_HOURS = "out of hours"
CARER_DEVELOPMENT = "carer development"
OWN_HOMES = "own children's homes"

PLACEMENTS, STRATEGIES, USUAL_CAMHS = "placements", "strategies", "usual CAMHS"


def cost_placements(view: View, spans: Spans) -> Parts:
    """Pounds paid for placements in each span, in all and by kind, emergency places one of them."""
    paid = _paid_for_placements(view, spans)
    yield "", total(paid)
    yield from zip(WHERE_PLACED, total_by(where_placed(view.spells), len(WHERE_PLACED), paid), strict=True)


COST_PLACEMENTS = count(
    "cost_placements",
    "Cost of placements",
    "GBP",
    Better.LOWER,
    "What the council pays for placements, at the scenario's weekly prices with their uplifts.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Days in placement in the year over 7, times the weekly price; discounted to the start if the scenario says.",
    cost_placements,
    categories=BY_KIND_AND_EMERGENCY,
)


def cost_strategies(view: View, spans: Spans) -> Parts:
    """Pounds spent on strategies in each span, in all and by strategy; those not in force are left out."""
    parts = tuple(_strategies(view, spans))
    yield "", sum((cost for _, cost in parts), np.zeros(len(spans.since)))
    yield from parts


COST_STRATEGIES = count(
    "cost_strategies",
    "Cost of strategies",
    "GBP",
    Better.LOWER,
    "What the strategies in force cost: staff in post, fixed yearly costs, and costs for each case.",
    f"{OWN}; prices and their sources are in the strategy's file.",
    "Staff and yearly costs from the start date, growing evenly over the ramp; families begun "
    "with, children supported after a panel decision, consultation hours given, training places "
    "taken, own children's homes opened and their years, filled or not, each times its cost. A service with no "
    "capacity costs nothing.",
    cost_strategies,
    categories="by strategy, those in force only",
    headline=True,
)


def cost_total(view: View, spans: Spans) -> Parts:
    """Pounds spent on placements, strategies and usual CAMHS in each span, in all and each."""
    placements = total(_paid_for_placements(view, spans))
    strategies = sum((cost for _, cost in _strategies(view, spans)), np.zeros(len(spans.since)))
    usual = _usual_camhs(view, spans)
    yield "", placements + strategies + usual
    yield PLACEMENTS, placements
    yield STRATEGIES, strategies
    yield USUAL_CAMHS, usual


COST_TOTAL = count(
    "cost_total",
    "Total cost",
    "GBP",
    Better.LOWER,
    "Placements, strategies and usual CAMHS together. Usual CAMHS costs the same with every strategy.",
    OWN,
    "Sum of its three categories.",
    cost_total,
    categories="'placements', 'strategies', 'usual CAMHS'",
    headline=True,
)


def _paid_for_placements(view: View, spans: Spans) -> Floats:
    """Return the pounds paid for each placement (column) in each span (row)."""
    return _paid_days(view, view.spells.began, view.spells.ended, spans) * (view.spells.weekly_price / 7)


def _usual_camhs(view: View, spans: Spans) -> Floats:
    """Return what the usual CAMHS clinicians cost, which is the same with every strategy."""
    camhs = view.parameters.camhs
    return np.zeros(len(spans.since)) if camhs is None else _team(view, camhs.usual, spans)


def _strategies(view: View, spans: Spans) -> Iterator[tuple[str, Floats]]:
    parameters = view.parameters
    if parameters.edge_of_care is not None:
        yield EDGE_OF_CARE, _edge_of_care(view, parameters.edge_of_care, spans)
    if parameters.ipop is not None:
        yield PANEL, _panel(view, parameters.ipop, spans)
    if parameters.camhs_support is not None:
        support = parameters.camhs_support
        advice = support.consultation.hours_per_household * support.consultation.cost_per_hour
        yield CAMHS_SUPPORT, _team(view, support.colocated, spans) + advice * _consulted_weeks(view, spans)
    if parameters.out_of_hours is not None:
        yield OUT_OF_HOURS, _out_of_hours(view, parameters.out_of_hours, spans)
    if parameters.carer_development is not None:
        yield CARER_DEVELOPMENT, _carer_development(view, parameters.carer_development, spans)
    if parameters.own_homes is not None:
        yield OWN_HOMES, _own_homes(view, parameters.own_homes, spans)


def _edge_of_care(view: View, team: EdgeOfCare, spans: Spans) -> Floats:
    """Workers in post, and a sum for each family begun with, at the edge of care or for a return home."""
    staff = team.workers * team.cost_per_worker * _years_in_force(view, team.starts, team.ramp, spans)
    began = np.concatenate((view.families.started, days(view.register.returns.started)))
    return staff + team.cost_per_family * _paid_events(view, began, spans)


def _panel(view: View, panel: PlacementsPanel, spans: Spans) -> Floats:
    """The panel's year, unless it never meets, and support for each child stabilised, redirected or stepped down.

    A redirected request that found no household, and a step-down that did not come about, get no support.
    """
    fixed = panel.cost_per_year if panel.agenda > 0 else 0.0
    stabilised = view.panel.day[view.panel.decision == PanelDecision.MOVE_STABILISED]
    moved = view.stays.began[view.stays.step_down | view.stays.redirected]
    children = _paid_events(view, np.concatenate((stabilised, moved)), spans)
    return fixed * _years_in_force(view, panel.starts, 0.0, spans) + panel.support_per_child * children


def _team(view: View, team: CamhsTeam, spans: Spans) -> Floats:
    """Clinicians in post."""
    a_year = team.clinicians * team.cost_per_clinician
    return a_year * _years_in_force(view, team.starts, team.ramp, spans)


def _consulted_weeks(view: View, spans: Spans) -> Floats:
    consultations = view.register.consultations
    paid = _paid_days(view, days(consultations.began), days(consultations.ended), spans)
    return total(paid) / 7


def _out_of_hours(view: View, service: OutOfHours, spans: Spans) -> Floats:
    """The service's year, unless it covers no household."""
    a_year = service.cost_per_year if service.coverage > 0 else 0.0
    return a_year * _years_in_force(view, service.starts, service.ramp, spans)


def _carer_development(view: View, development: CarerDevelopment, spans: Spans) -> Floats:
    """Each training place taken, and the year of a recruitment campaign that brings enquiries."""
    campaign = development.cost_of_recruitment if development.extra_enquiries > 0 else 0.0
    places = _paid_events(view, days(view.register.training.began), spans)
    recruitment = campaign * _years_in_force(view, development.starts, 0.0, spans)
    return development.cost_per_training_place * places + recruitment


def _own_homes(view: View, homes: OwnHomes, spans: Spans) -> Floats:
    """Opening each home, and its year from then on, whether beds are filled or not."""
    opened = np.array(opening_days(homes), dtype=np.float64)
    years = sum((_years_in_force(view, day, 0.0, spans) for day in opened.tolist()), np.zeros(len(spans.since)))
    return homes.cost_of_opening * _paid_events(view, opened, spans) + homes.cost_per_home * years


# Discounting


def _force(view: View) -> float:
    """Return the force of discount a day: the logarithm of (1 + rate), over the days of a year."""
    return log1p(view.parameters.prices.discount_rate) / DAYS_PER_YEAR


def _discounted(day: Floats, force: float) -> Floats:
    """Return the days from the start to `day`, each counted at its present value."""
    return -np.expm1(-force * day) / force if force > 0 else day


def _paid_days(view: View, began: Floats, ended: Floats, spans: Spans) -> Floats:
    """Return the days of each spell (column) in each span (row), at their present value."""
    force = _force(view)
    if force == 0:
        return overlap(began, ended, spans)
    starts = np.maximum(began, spans.since[:, None])
    ends = np.maximum(np.minimum(ended, spans.until[:, None]), starts)
    return _discounted(ends, force) - _discounted(starts, force)


def _paid_events(view: View, day: Floats, spans: Spans) -> Floats:
    """Return how many of the days fall in each span, each at its present value."""
    day = day[np.isfinite(day)]
    return number_in(day, spans, np.exp(-_force(view) * day))


def _years_in_force(view: View, starts: float, ramp: float, spans: Spans) -> Floats:
    """Return the years in each span for which a service is paid, at their present value.

    It grows evenly from nothing at the day `starts` to its full size `ramp` days later.
    """
    force = _force(view)
    total = _paid_until(spans.until, starts, ramp, force) - _paid_until(spans.since, starts, ramp, force)
    return total / DAYS_PER_YEAR


def _paid_until(day: Floats, starts: float, ramp: float, force: float) -> Floats:
    """Return the full-size days of a growing service from its start to each `day`, at their present value."""
    full = starts + ramp
    at_full_size = _discounted(np.maximum(day, full), force) - _discounted(np.array(full), force)
    if ramp == 0:
        return at_full_size
    growing = np.clip(day - starts, 0.0, ramp)
    total: Floats = np.exp(-force * starts) * _growth(growing, force) / ramp + at_full_size
    return total


def _growth(length: Floats, force: float) -> Floats:
    """Return the integral of x * exp(-force * x) for x from 0 to each `length`."""
    z = force * length
    if force * np.max(length, initial=0.0) < 1e-3:
        # The closed form would subtract nearly equal numbers; its series does not.
        return length**2 * (1 / 2 - z / 3 + z**2 / 8)
    result: Floats = (-np.expm1(-z) - z * np.exp(-z)) / force**2
    return result
