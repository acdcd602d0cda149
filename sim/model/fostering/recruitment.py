"""Recruitment of in-house foster households: enquiry, assessment, and approval at the next fostering panel."""

from __future__ import annotations

from functools import partial
from math import ceil, inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.distributions import lognormal
from sim.model.engine.arrivals import arrivals
from sim.model.fostering.households import draw_household

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.core.service import Services
    from sim.model.fostering.households import Fostering
    from sim.parameters.fostering import InHouseFostering

LONGEST_ASSESSMENT: Final = 1500.0
"""Days before the start from which enquiries can still be in the pipeline."""


def recruit(run: Run, fostering: Fostering, services: Services) -> None:
    """Plan all approvals until the horizon, those too of enquiries that `services` bring.

    Only enquiries that are assessed are drawn, and only approvals become events: the others change nothing.
    """
    parameters, chance, lives = fostering.parameters, run.chance, run.lives

    def on(day: float) -> InHouseFostering:
        then = run.parameters.on(day).in_house_fostering
        assert then is not None
        return then

    def rate(day: float) -> float:
        then = on(day)
        return then.enquiries_assessed * (then.enquiries + services.extra_enquiries(day))

    phases = [on(0.0), *[on(later.day) for later in run.parameters.later]]
    extra = services.extra_enquiries(inf)
    most = max([phase.enquiries_assessed * (phase.enquiries + extra) for phase in phases])
    for identity, day in arrivals(chance, decisions.ENQUIRIES, rate, most, -LONGEST_ASSESSMENT, lives.horizon):
        if day >= 0:
            run.register.enquiries.append(day)
        if chance.happens(on(day).assessments_approved, decisions.ASSESSMENT_APPROVED, identity):
            u = chance.uniform(decisions.ASSESSMENT, identity)
            assessment = lognormal(u, parameters.assessment_median, parameters.assessment_spread)
            ready = day + parameters.enquiry_days + assessment
            panel = ceil(ready / parameters.panel_interval) * parameters.panel_interval
            if panel > 0:  # those approved on the first day are among the households that there are on it
                household = draw_household(chance, parameters, identity, fostering.areas)
                lives.at(panel, partial(fostering.join, household, panel))
