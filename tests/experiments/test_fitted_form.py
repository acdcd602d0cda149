"""A fitted base is kept as JSON, and is read as it was, to the last bit."""

from __future__ import annotations

from math import nan
from random import Random

import numpy as np
import pytest

from sim.experiments.balance.authority import BalanceAim, BalancedBase, paths
from sim.experiments.balance.first_years import ThirdYear
from sim.experiments.balance.fitted_form import FittedForm
from sim.experiments.balance.knobs import turned, value_at, with_value
from sim.scenario.scenario import load


@pytest.mark.parametrize("name", ["england", "england_with_courts"])
@pytest.mark.parametrize("unavailable", [0.123456789, nan])
def test_a_base_is_read_as_it_was(name: str, unavailable: float) -> None:
    luck, before = Random(1), load(name).parameters
    fitted = before
    for path in paths(before):
        fitted = turned(fitted, path, luck.uniform(0.6, 1.4))
    children = np.array([luck.uniform(0, 99) for _ in range(9)])
    aim = BalanceAim(children, 12.0, nan)
    found = BalancedBase(fitted, ThirdYear(children, unavailable), aim, 1 / 3)
    form = FittedForm(before, aim)
    read = form.read(form.write(found))
    assert read.parameters == found.parameters != before
    assert read.year.children.tobytes() == children.tobytes()
    assert repr(read.year.unavailable) == repr(unavailable)
    assert (read.held, read.aim) == (found.held, aim)


def test_a_number_is_put_where_it_is_read_and_nowhere_else() -> None:
    before = load("england").parameters
    after = with_value(before, "stability.scale", 0.5)
    assert value_at(after, "stability.scale") == 0.5
    assert with_value(after, "stability.scale", before.stability.scale) == before


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'[[["no.path", 1.0]], [1.0], 1.0, 1.0]', b'[[["stability.scale", "x"]], [], 1, 1]']
)
def test_what_does_not_fit_is_an_error(content: bytes) -> None:
    parameters = load("england").parameters
    with pytest.raises(Exception):  # noqa: B017  (whatever it is, the base is fitted again)
        FittedForm(parameters, BalanceAim(np.ones(9), 1.0, 1.0)).read(content)
