"""What is of a real child: never shown, and never written but by who was asked to."""

from __future__ import annotations

from typing import Any


class Private:
    """What is of a real child: it is never shown and never written."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show nothing."""
        return f"<{type(self).__name__}: not shown>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Refuse to be pickled."""
        raise TypeError(f"a {type(self).__name__} is of real children and is never written")
