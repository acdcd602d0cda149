"""The statutory services that the parameters tell of, in the order in which they are told of moments."""

from __future__ import annotations

from sim.foundations.codes import PracticeProcess
from sim.model.core.run import Run
from sim.model.core.service import Service, Services
from sim.model.statutory.ground import StatutoryGround
from sim.model.statutory.health import ChildrensHealth
from sim.model.statutory.known_needs import KnownNeeds
from sim.model.statutory.life_story import LifeStoryWork
from sim.model.statutory.practice import PracticeMeetings, WatchedProcess
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
    watched: list[WatchedProcess] = []
    if health is not None:
        assessing = ChildrensHealth(ground, health, parameters.health_pathway, parameters.health_clinic, known)
        services.append(assessing)
        watched.append(WatchedProcess(PracticeProcess.NOTIFICATION, assessing.in_time))
    if parameters.reviews is not None:
        services.append(Reviewing(ground, parameters.reviews, parameters.more_reviewing))
    if parameters.social_work is not None:
        working = SocialWorking(ground, everyone, parameters.social_work, strategies_of(parameters))
        services.append(working)
        watched.append(WatchedProcess(PracticeProcess.BEGUN, working.up_to_date, working.practice_changed))
    if parameters.virtual_school is not None:
        schooling = Schooling(ground, parameters.virtual_school, parameters.school_reach)
        services.append(schooling)
        watched.append(WatchedProcess(PracticeProcess.EDUCATION_PLANS, schooling.plans_in_time))
        watched.append(WatchedProcess(PracticeProcess.SCHOOL_OFFERS, schooling.on_a_roll))
    if parameters.life_story is not None:
        services.append(LifeStoryWork(ground, parameters.life_story, parameters.more_life_story))
    management = parameters.performance
    if management is not None and ground.practice.watched:
        PracticeMeetings(run, ground.diary, ground.practice, management, parameters.practice_clinics, watched)
    return services
