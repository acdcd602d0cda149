"""What everything in one replication needs: what the model is told, the calendar, chance, time and the register."""

from __future__ import annotations

from dataclasses import dataclass

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.model.engine.life import Lives
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters


@dataclass(slots=True)
class Run:
    """One replication, as each part of the model knows it."""

    parameters: Parameters
    calendar: Calendar
    chance: Chance
    lives: Lives
    register: Register
