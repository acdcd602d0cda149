"""The screens that the local page and the offline file both show, in the order in which they are walked through."""

from __future__ import annotations

from typing import Final

TASKS: Final = "tasks"
COUNCIL: Final = "council"
FIGURES: Final = "figures"
NUMBER: Final = "number"
"""One number of the figures."""
STRATEGIES: Final = "strategies"
HOW: Final = "how"
CHECK: Final = "check"
RUNNING: Final = "running"
RESULTS: Final = "results"
BESIDE: Final = "beside"
"""Two runs side by side."""
