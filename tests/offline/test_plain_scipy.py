"""What stands in for scipy agrees with it to twelve digits."""

from __future__ import annotations

import pytest
import scipy.special

from sim.offline import plain_scipy
from sim.offline.stand_ins import SPECIAL

SHARES = (0.001, 0.025, 0.1, 0.5, 0.9, 0.975, 0.999)
SHAPES = (0.5, 1.0, 2.5, 7.0, 40.0, 300.0, 50000.0)
DEGREES = (1, 2, 3, 5, 11, 23, 99, 1000)

ASKED: dict[str, list[tuple[float, ...]]] = {
    "betainc": [(a, b, x) for a in SHAPES for b in SHAPES for x in SHARES],
    "betaincinv": [(a, b, share) for a in SHAPES for b in SHAPES for share in SHARES],
    "chdtri": [(degrees, share) for degrees in DEGREES for share in SHARES],
    "ndtr": [(x,) for x in (-37.0, -8.0, -2.1, -0.3, 0.0, 0.7, 3.3, 9.0)],
    "ndtri": [(share,) for share in (1e-12, *SHARES, 1.0 - 1e-12)],
    "stdtr": [(degrees, t) for degrees in DEGREES for t in (-9.0, -2.1, -0.3, 0.0, 0.7, 3.3)],
    "stdtrit": [(degrees, share) for degrees in DEGREES for share in SHARES],
}


@pytest.mark.parametrize("name", SPECIAL)
def test_it_agrees_with_scipy(name: str) -> None:
    for given in ASKED[name]:
        expected = float(getattr(scipy.special, name)(*given))
        assert getattr(plain_scipy, name)(*given) == pytest.approx(expected, rel=2e-12, abs=1e-15), given
