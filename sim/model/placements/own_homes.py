"""The council's own children's homes: beds inside its area, asked before the homes of others.

A home opens on its day with nobody in it. It takes a child for whom residential care is sought when a bed is free, the
child is old enough and fits those who live there, and its staff agree; their answer to a child is drawn once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.chance import Chance
from sim.model.core.people import Child, Home
from sim.model.engine.life import Lives
from sim.model.placements.providers import lives_alone
from sim.model.register.register import Register
from sim.parameters.markets import LivingAlone
from sim.parameters.own_homes import OwnHomes as OwnHomesParameters


class OwnHomes:
    """The owner of the council's homes that are open, and of who lives in them; it may have none."""

    __slots__ = ("_alone", "_chance", "_homes", "_lives", "_parameters", "_register")

    def __init__(
        self,
        parameters: OwnHomesParameters | None,
        alone: LivingAlone | None,
        chance: Chance,
        lives: Lives,
        register: Register,
    ) -> None:
        self._parameters = parameters
        self._alone = alone
        self._chance = chance
        self._lives = lives
        self._register = register
        self._homes: list[Home] = []
        """Those that have opened."""
        if parameters is None:
            return
        for number, opens in enumerate(opening_days(parameters)):
            home = Home(number, int(parameters.beds))
            if opens <= lives.now:
                self._open(home)
            else:
                lives.at(opens, partial(self._open, home))

    @property
    def parameters(self) -> OwnHomesParameters:
        """What is said of the homes, where there are any."""
        assert self._parameters is not None
        return self._parameters

    def home_for(self, children: Sequence[Child]) -> Home | None:
        """Return the home with the fewest free beds of those that take all `children` together, if any."""
        if not self._homes:
            return None
        now, youngest = self._lives.now, self.parameters.youngest * DAYS_PER_YEAR
        if any(now - child.born < youngest for child in children):
            return None
        fits = [home for home in self._homes if self._fits(home, children)]
        fits.sort(key=lambda home: (home.beds - len(home.occupants), home.number))
        return next((home for home in fits if all(self._agrees(home, child) for child in children)), None)

    def _fits(self, home: Home, children: Sequence[Child]) -> bool:
        """Whether there are beds, and all could live together."""
        together = [*home.occupants, *children]
        if len(together) > home.beds:
            return False
        if len(together) > 1 and any(self._lives_alone(child) for child in together):
            return False
        return sum(child.behaviour for child in together) <= self.parameters.behaviour_together

    def _lives_alone(self, child: Child) -> bool:
        return self._alone is not None and lives_alone(self._chance, self._alone, child)

    def _agrees(self, home: Home, child: Child) -> bool:
        probability = self.parameters.agreement[child.behaviour]
        return self._chance.happens(probability, decisions.OWN_HOME_AGREES, child.identity, home.number)

    def matched(self, child: Child, occasion: int) -> bool:
        """Whether the home has the skills that `child` needs."""
        return self._chance.happens(self.parameters.matched, decisions.OWN_HOME_MATCHED, child.identity, occasion)

    def settle(self, home: Home, child: Child) -> None:
        """Give `child` a bed."""
        home.occupants.append(child)
        self._record()

    def release(self, home: Home, child: Child) -> None:
        """Take the bed back."""
        home.occupants.remove(child)
        self._record()

    def _open(self, home: Home) -> None:
        self._homes.append(home)
        self._record()

    def _record(self) -> None:
        """Enter the beds and how many are filled, from now on."""
        rows, now = self._register.own_homes, self._lives.now
        if rows.day and rows.day[-1] == now:
            rows.day.pop()
            rows.beds.pop()
            rows.filled.pop()
        rows.day.append(now)
        rows.beds.append(sum(home.beds for home in self._homes))
        rows.filled.append(sum(len(home.occupants) for home in self._homes))


def opening_days(parameters: OwnHomesParameters) -> list[float]:
    """Return the day on which each home opens."""
    homes = int(parameters.homes)
    return [parameters.starts + parameters.ramp * number / homes for number in range(homes)]
