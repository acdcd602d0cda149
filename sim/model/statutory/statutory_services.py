"""The statutory services that the parameters tell of, in the order in which they are told of moments."""

from __future__ import annotations

from sim.model.core.run import Run
from sim.model.core.service import Service, Services
from sim.model.statutory.ground import StatutoryGround
from sim.model.statutory.health import ChildrensHealth
from sim.model.statutory.known_needs import KnownNeeds
from sim.model.statutory.life_story import LifeStoryWork
from sim.model.statutory.reviewing import Reviewing
from sim.model.statutory.schooling import Schooling
from sim.model.statutory.social_work import SocialWorking, strategies_of


def statutory_services(run: Run, everyone: Services) -> list[Service]:
    """Return the services, each `None` part left out; the ground is common to them.

    What one of them has to tell, it tells `everyone`.
    """
    parameters = run.parameters
    if not parameters.statutory:
        return []
    ground = StatutoryGround(run, everyone)
    services: list[Service] = []
    health = parameters.health_assessments
    work = parameters.social_work
    known = KnownNeeds(
        run,
        1.0 if health is None else health.recognised_at_entry,
        0.0 if work is None else work.assessment_recognises,
    )
    services.append(known)
    if health is not None:
        services.append(ChildrensHealth(ground, health, parameters.health_pathway, parameters.health_clinic, known))
    if parameters.reviews is not None:
        services.append(Reviewing(ground, parameters.reviews, parameters.more_reviewing))
    if parameters.social_work is not None:
        services.append(SocialWorking(ground, everyone, parameters.social_work, strategies_of(parameters)))
    if parameters.virtual_school is not None:
        services.append(Schooling(ground, parameters.virtual_school, parameters.school_reach))
    if parameters.life_story is not None:
        services.append(LifeStoryWork(ground, parameters.life_story, parameters.more_life_story))
    return services
