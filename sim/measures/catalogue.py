"""The catalogue of every measure, in the order in which tables show them; each is declared beside what computes it."""

from __future__ import annotations

from sim.measures import (
    camhs,
    carer_development,
    children,
    costs,
    edge_of_care,
    fostering,
    matching,
    own_homes,
    panel,
    placements,
    stability,
    turnover,
)
from sim.measures.declaration import Measure

MEASURES = (
    children.LOOKED_AFTER,
    children.LOOKED_AFTER_BY_SEX,
    children.STARTS,
    children.CEASES,
    children.REENTRIES,
    children.PASSED_ON,
    children.MEAN_STAY_YEARS,
    placements.IN_PLACEMENT,
    placements.IN_PLACEMENT_RECORDED,
    placements.IN_RESIDENTIAL,
    stability.THREE_OR_MORE_PLACEMENTS_PERCENT,
    stability.LONG_TERM_STABILITY_PERCENT,
    stability.MOVES,
    stability.DISRUPTIONS,
    stability.DISRUPTION_RATE,
    turnover.MOVE_RATE,
    turnover.PLACEMENTS_ENDED_PERCENT,
    turnover.NEW_PLACEMENTS,
    turnover.PLACEMENTS_IN_YEAR_PERCENT,
    turnover.THREE_OR_MORE_PLACEMENTS_IN_TWO_YEARS_PERCENT,
    turnover.LOOKED_AFTER_A_YEAR_PERCENT,
    turnover.LEAVING_RATE,
    turnover.IN_HOUSE_SIBLINGS_TOGETHER_PERCENT,
    placements.INSIDE_BOROUGH_PERCENT,
    placements.OVER_20_MILES_PERCENT,
    matching.FIRST_CHOICE_PERCENT,
    matching.EMERGENCY_PLACEMENTS,
    matching.UNPLANNED_PLACEMENT_PERCENT,
    matching.DAYS_IN_EMERGENCY_PLACES,
    matching.NEEDS_UNMET_PERCENT,
    matching.SEARCH_DAYS_MEAN,
    matching.SIBLINGS_SPLIT_PERCENT,
    fostering.IN_HOUSE_PLACES_APPROVED,
    fostering.IN_HOUSE_PLACES_FILLED,
    fostering.IN_HOUSE_PLACES_VACANT,
    fostering.IN_HOUSE_PLACES_UNAVAILABLE,
    fostering.HOUSEHOLDS,
    fostering.HOUSEHOLDS_APPROVED,
    fostering.HOUSEHOLDS_LEFT,
    own_homes.OWN_HOME_BEDS_OPEN,
    own_homes.OWN_HOME_BEDS_FILLED,
    panel.RESIDENTIAL_STEPPED_DOWN,
    panel.REDIRECTED,
    panel.REDIRECTED_PLACED,
    panel.STABILISED,
    edge_of_care.FAMILIES_WORKED_WITH,
    edge_of_care.CHILDREN_WORKED_WITH,
    edge_of_care.CHILDREN_NOT_ENTERING,
    edge_of_care.ENTRIES_AVERTED,
    edge_of_care.RETURNED_HOME_WITH_SUPPORT,
    camhs.CAMHS_WAIT_DAYS_MEDIAN,
    camhs.CAMHS_WAITING,
    camhs.CAMHS_SEEN,
    carer_development.TRAINED,
    costs.COST_PLACEMENTS,
    costs.COST_STRATEGIES,
    costs.COST_TOTAL,
)


def by_id(identity: str) -> Measure:
    """Return the measure of this id; raises KeyError with the id when there is none."""
    for one in MEASURES:
        if one.id == identity:
            return one
    raise KeyError(identity)
