"""Laws of supply: more places never mean more emergencies, and places change who is in care only as they may."""

from __future__ import annotations

import pytest
from busy_parameters import busy, busy_strategies
from hypothesis import given
from hypothesis import strategies as st
from quiet_parameters import changed, every, fostering, quiet
from register_laws import FEW, apart, busy_pool, closed, periods
from runs_of_model import differing, rows, simulate

from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind, PlacementEnd
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByDuration
from sim.scenario.scenario import Scenario

# --- more places never mean more emergencies


def simplest_market(households: int, entries: float, leaving: ByDuration) -> Parameters:
    """In-house places only, every household alike; who finds none waits in an emergency place and asks each week."""
    return changed(
        quiet(),
        demand={"entries_per_year": entries},
        leaving={"hazard_by_time_in_care": leaving},
        connected_persons=None,
        in_house_fostering=fostering(households=float(households)),
    )


@FEW
@given(
    seed=st.integers(0, 2**32),
    households=st.integers(0, 15),
    more=st.integers(1, 4),
    entries=st.sampled_from([20.0, 60.0]),
    leaving=st.sampled_from([every(ByDuration, 3.0), ByDuration(30.0, 8.0, 1.0, 0.5, 0.5, 1.0, 1.0, 1.0)]),
)
def test_more_in_house_places_never_mean_more_emergency_placements(
    seed: int, households: int, more: int, entries: float, leaving: ByDuration
) -> None:
    def emergencies(number: int) -> dict[tuple[int, float], float]:
        register = simulate(simplest_market(number, entries, leaving), 1.5, seed=seed)
        assert sum(row.kind == Kind.IN_HOUSE for row in rows(register.placements)) > 0 or number == 0
        return {
            (register.children.identity[register.episodes.child[row.episode]], row.began): closed(row.ended)
            for row in rows(register.placements)
            if row.emergency
        }

    fewer_places, more_places = emergencies(households), emergencies(households + more)
    assert more_places.keys() <= fewer_places.keys()
    assert all(ended <= fewer_places[name] for name, ended in more_places.items())  # nor longer ones


# --- stability and places change who is in care only by the kind lived in, and by plans that fail


@pytest.mark.parametrize("scale", [0.0, 5.0])
def test_stability_alone_does_not_change_who_is_in_care(
    tower_hamlets: Scenario, calendar: Calendar, opening: Pool, scale: float
) -> None:
    parameters = apart(tower_hamlets.parameters)
    base = simulate(parameters, 2.0, seed=5, pool=opening, calendar=calendar)
    scaled = changed(parameters, stability={"scale": scale})
    other = simulate(scaled, 2.0, seed=5, pool=opening, calendar=calendar)
    assert periods(other) == periods(base)
    disruptions = [sum(why == PlacementEnd.DISRUPTED for why in run.placements.why) for run in (base, other)]
    assert disruptions[1] > 1.5 * disruptions[0] if scale else disruptions[1] < 0.5 * disruptions[0]


def test_places_do_not_change_who_is_in_care() -> None:
    def run(**parts: object) -> Register:
        return simulate(changed(apart(busy()), **parts), 2.0, seed=7, pool=busy_pool())

    before = run()
    strategies = busy_strategies()
    for parts in (
        {"in_house_fostering": {"households": 80.0, "agreement": 1.0}},
        {"agency": None, "supported": None},
        {"ipop": strategies["ipop"]},
        {"camhs_support": strategies["camhs_support"]},
        {"out_of_hours": strategies["out_of_hours"]},
        {"carer_development": strategies["carer_development"]},
    ):
        after = run(**parts)
        assert periods(after) == periods(before)
        assert differing(before, after)  # though something did change
