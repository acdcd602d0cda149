"""Measures of the edge-of-care team: families worked with, entries averted, returns home supported; and its cost."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Flags, Numbers
from sim.measures.columns import days
from sim.measures.counting import number_in
from sim.measures.declaration import OWN, Better, count
from sim.measures.spending import Spending, paid_events, years_in_force
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View


def families_worked_with(view: View, spans: Spans) -> Parts:
    """Families with whom the edge-of-care team began to work."""
    yield "", number_in(view.families.started, spans)


FAMILIES_WORKED_WITH = count(
    "families_worked_with",
    "Families the edge-of-care team began to work with",
    "families",
    Better.NEITHER,
    "Families at risk with whom the edge-of-care team began to work.",
    OWN,
    "Families with whom work began in the year.",
    families_worked_with,
)


def _children(view: View, which: Flags, spans: Spans) -> Numbers:
    """Return how many children are in the families worked with, of those marked, by their crisis date."""
    families = view.families
    which = which & np.isfinite(families.started)
    return number_in(families.crisis[which], spans, families.children[which])


def children_worked_with(view: View, spans: Spans) -> Parts:
    """Children of families the team worked with whose crisis date came."""
    yield "", _children(view, np.ones_like(view.families.entered), spans)


CHILDREN_WORKED_WITH = count(
    "children_worked_with",
    "Children of those families whose crisis came",
    "children",
    Better.NEITHER,
    "Children of families the team worked with whose crisis date fell in the year: the whole of "
    "which `children_not_entering` is a part.",
    OWN,
    "Children in families worked with, counted at the family's crisis date.",
    children_worked_with,
)


def children_not_entering(view: View, spans: Spans) -> Parts:
    """Of those children, the ones who did not enter care at the crisis."""
    yield "", _children(view, ~view.families.entered, spans)


CHILDREN_NOT_ENTERING = count(
    "children_not_entering",
    "Children worked with who did not enter at the crisis (observed)",
    "children",
    Better.NEITHER,
    "Children of families the team worked with who did not enter care at the family's crisis "
    "date. This is what a council can observe (the letter: 43 families worked with, 33 children diverted); most of "
    "them would not have entered without help either.",
    f"{OWN}, after Ofsted's letter of August 2018.",
    "Children in families worked with that did not enter, counted at the family's crisis date.",
    children_not_entering,
)


def entries_averted(view: View, spans: Spans) -> Parts:
    """Entries to care averted against what would have happened without help, net, and the net's parts."""
    families = view.families
    averted = families.would_enter & ~families.entered
    at_crisis = _children(view, averted, spans)
    postponed = _children(view, averted & np.isfinite(families.postponed_until), spans)
    added = _children(view, families.entered & ~families.would_enter, spans)
    yield "", at_crisis - postponed - added
    yield "averted at the crisis", at_crisis
    yield "only postponed", postponed
    yield "added by the help", added


ENTRIES_AVERTED = count(
    "entries_averted",
    "Entries to care averted (against the counterfactual)",
    "children",
    Better.HIGHER,
    "Children who would have entered care at the crisis without the team's help and did not, less "
    "those whose entry was only postponed, less any who entered only because of the help (when "
    "its risk ratio is over 1).",
    "This project's own: the model knows who would have entered without help, which no council can",
    "'averted at the crisis' less 'only postponed' less 'added by the help', at the family's crisis date.",
    entries_averted,
    categories="'averted at the crisis', 'only postponed', 'added by the help'",
)


def returned_home_with_support(view: View, spans: Spans) -> Parts:
    """Planned returns home made with the team's support, and those of them that it brought about."""
    returned = days(view.register.returns.returned)
    yield "", number_in(returned, spans)
    yield "brought about by the team", number_in(returned[np.array(view.register.returns.extra, dtype=bool)], spans)


RETURNED_HOME_WITH_SUPPORT = count(
    "returned_home_with_support",
    "Children returned home with support",
    "children",
    Better.HIGHER,
    "Planned returns home that the edge-of-care team supported.",
    OWN,
    "Returns home made in the year for which the team had begun to work.",
    returned_home_with_support,
    categories="'brought about by the team': returns that were not decided until the team worked for them",
)


def cost(view: View, spans: Spans) -> Numbers | None:
    """Workers in post, and a sum for each family begun with, at the edge of care or for a return home."""
    team = view.parameters.edge_of_care
    if team is None:
        return None
    staff = team.workers * team.cost_per_worker * years_in_force(view, team.starts, team.ramp, spans)
    began = np.concatenate((view.families.started, days(view.register.returns.started)))
    return staff + team.cost_per_family * paid_events(view, began, spans)


SPENDING = Spending("edge of care", cost)
