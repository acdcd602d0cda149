"""The equally likely values that stand for a forecast's distribution."""

from __future__ import annotations

import numpy as np

QUANTILES = 199
"""Equally likely values that stand for a forecast's distribution: its quantiles at 0.5/199, 1.5/199, ..."""

LEVELS = (np.arange(QUANTILES) + 0.5) / QUANTILES
