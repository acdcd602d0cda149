"""What a results folder says of how it was asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """How a run came about."""

    command: tuple[str, ...]
    processes: int
    began: float
    """On the clock of `time.monotonic`."""
    png: bool = True
    """Whether each figure is wanted as PNG too, which takes long to paint."""
