"""Who is told how far a long piece of work is."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], None]
"""Called with replications done, and replications asked for so far, or expected."""

TellStage = Callable[[int, int, str], None]
"""Called with steps done, steps of the stage in all, and what is going on."""
