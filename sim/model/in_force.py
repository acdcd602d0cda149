"""What is in force today: on the days on which something changes, whoever keeps a number of it is given the new one."""

from __future__ import annotations

from functools import partial

from sim.model.core.run import Run
from sim.model.lives.world import World
from sim.model.placements.markets import told_of_markets
from sim.parameters.parameters import Parameters


def change_in_time(run: Run, world: World) -> None:
    """Plan the days on which the parameters change; nothing where they never do.

    Entries and enquiries, which are drawn as the run begins, are drawn by what is in force on their own days.
    """
    for later in world.parameters.later:
        world.lives.at(later.day, partial(_in_force, run, world, later.parameters))


def _in_force(run: Run, world: World, parameters: Parameters) -> None:
    """Let these parameters hold from now on."""
    before = world.parameters.in_house_fostering
    run.parameters = world.parameters = parameters
    world.placements.prices.change(parameters.prices)
    world.emergency.change(parameters.emergency)
    for kind, market in told_of_markets(parameters).items():
        if market is not None:
            world.markets[kind].change(market)
    fostering = parameters.in_house_fostering
    if fostering is not None and before is not None and fostering.deregistration != before.deregistration:
        world.fostering.change(fostering)
