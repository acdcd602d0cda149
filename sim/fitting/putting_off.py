"""Events in steps of time, put off by delays: the sum over all ways in which an event and its delay come to a step."""

from __future__ import annotations

import numpy as np

from sim.fitting.steps import Array


def delayed(events: Array, delays: Array) -> Array:
    """Return events along the last axis, each put off by the delays."""
    length = events.shape[-1]
    size = 1 << (2 * length - 1).bit_length()
    spectrum = np.fft.rfft(events, size) * np.fft.rfft(delays, size)
    late: Array = np.clip(np.fft.irfft(spectrum, size)[..., :length], 0.0, None)
    return late
