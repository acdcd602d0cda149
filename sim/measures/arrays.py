"""Arrays of numbers, as they are passed between measures, experiments and reports."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
"""Rows of an array."""
