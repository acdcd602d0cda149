"""A fitted base as JSON: the numbers that the fit sets, by their paths, and what they give."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from sim.experiments.balance.authority import BalanceAim, BalancedBase, paths
from sim.experiments.balance.first_years import ThirdYear
from sim.experiments.balance.knobs import value_at, with_value
from sim.parameters.parameters import Parameters
from sim.parameters.tables import Table


@dataclass(frozen=True, slots=True)
class FittedForm:
    """A base fitted from these parameters to this aim, as JSON."""

    parameters: Parameters
    aim: BalanceAim

    def write(self, found: BalancedBase) -> bytes:
        """Return it as JSON."""
        fitted = []
        for path in paths(self.parameters, self.aim.own):
            value = value_at(found.parameters, path)
            fitted.append([path, list(value.values()) if isinstance(value, Table) else value])
        year = found.year
        return json.dumps([fitted, year.children.tolist(), year.unavailable, found.held]).encode()

    def read(self, content: bytes) -> BalancedBase:
        """Return what JSON says. Raises some error when it is not of this form."""
        fitted, children, unavailable, held = json.loads(content)
        parameters = self.parameters
        for path, number in fitted:
            before = value_at(parameters, path)
            value = type(before)(*number) if isinstance(before, Table) else float(number)
            parameters = with_value(parameters, path, value)
        year = ThirdYear(np.array(children, dtype=np.float64), float(unavailable))
        return BalancedBase(parameters, year, self.aim, float(held))
