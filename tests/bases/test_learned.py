"""What forecasts learn is kept as JSON, and is read as it was, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from sim.bases.learned import Learned, LearnedForm
from sim.forecasting.joint_errors import NUMBERS, JointErrors


def test_it_is_read_as_it_was_to_the_last_bit() -> None:
    luck = np.random.default_rng(1)
    medians = np.where(luck.random((3, 5, 3)) < 0.2, np.nan, luck.lognormal(size=(3, 5, 3)))
    everywhere, by_size = luck.normal(size=(2, NUMBERS, NUMBERS))
    form = LearnedForm()
    read = form.read(form.write(Learned(("E06000017", "E09000030"), medians, JointErrors(everywhere, by_size))))
    assert read.codes == ("E06000017", "E09000030")
    for found, wanted in (
        (read.medians, medians),
        (read.errors.everywhere, everywhere),
        (read.errors.by_size, by_size),
    ):
        assert found.dtype == wanted.dtype
        assert np.array_equal(found, wanted, equal_nan=True)


@pytest.mark.parametrize("content", [b"", b"[]", b'[["a"], 1]', b'[["a"], "x", "y", "z"]'])
def test_what_does_not_fit_is_an_error(content: bytes) -> None:
    with pytest.raises(ValueError):
        LearnedForm().read(content)
