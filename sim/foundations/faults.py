"""Faults of the input in plain words: each names the file, the path of the value and the mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from types import TracebackType


class BadInput(Exception):  # noqa: N818  # a word of the project's own: what a user gave cannot be used
    """The input cannot be used; holds every fault that was found, one plain message each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(self.faults))

    def __reduce__(self) -> tuple[type[BadInput], tuple[object, ...]]:
        return type(self), (self.faults,)


class Faults:
    """Faults gathered from several places, so that all of them can be told at once."""

    __slots__ = ("_messages",)

    def __init__(self) -> None:
        self._messages: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """Give each message, in the order in which they were found."""
        return iter(self._messages)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._messages)

    def add(self, *messages: str) -> None:
        """Add faults that were found."""
        self._messages.extend(messages)

    def gather(self, before: str = "") -> FaultGathering:
        """Return a context that adds the faults of a BadInput raised in it, `before` before each, and goes on."""
        return FaultGathering(self, before)


class FaultGathering:
    """A context in which a BadInput ends what is being done, but not what comes after: its faults are kept."""

    __slots__ = ("_before", "_faults")

    def __init__(self, faults: Faults, before: str) -> None:
        self._faults = faults
        self._before = before

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep the faults of a BadInput; any other error goes on."""
        if not isinstance(error, BadInput):
            return False
        self._faults.add(*(f"{self._before}{message}" for message in error.faults))
        return True


def fault(file: str, path: str, problem: str, mend: str) -> str:
    """Return the message of one fault; `path` is empty for a fault of the whole file."""
    place = f"{file}, {path}" if path else file
    return f"{place}: {problem}; {mend}"


def whole_number_in(text: str) -> int | None:
    """Return the whole number that a text says, None when it says none."""
    try:
        return int(text)
    except ValueError:
        return None


def whole_number(place: str, text: str, such_as: int) -> int:
    """Return the whole number that a text says. Raises BadInput, with an example of one, when it says none."""
    number = whole_number_in(text)
    if number is None:
        raise BadInput(
            [fault(place, "", f"{shown(text)} is not a whole number", f"give digits alone, such as {such_as}")]
        )
    return number


def outside(place: str, number: int, low: int, high: int) -> list[str]:
    """Return what is wrong with a number that is to lie from `low` to `high`: nothing when it does."""
    if low <= number <= high:
        return []
    size = "small" if number < low else "large"
    figures = f"{number:,}" if abs(number) < 10**LONGEST_NUMBER else f"a number of over {LONGEST_NUMBER} digits"
    return [fault(place, "", f"{figures} is too {size}", f"give {low:,} to {high:,}")]


LONGEST_NUMBER = 20
"""Digits of a number in a message."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like `name`, if any is like it; capitals or not is no difference."""
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the mend of an unknown name: the nearest known, or what else to do."""
    near = nearest(name, known)
    return f"did you mean {near}?" if near else otherwise


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: ``a, b and c``."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


LONGEST_SHOWN = 60
"""Characters of a value in a message."""


def shown(value: object) -> str:
    """Return a value from a file as a reader wrote it, shortened."""
    words = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    try:
        text = words or (
            f"{value:g}" if isinstance(value, float) else f'"{value}"' if isinstance(value, str) else str(value)
        )
    except (ValueError, RecursionError):  # of a number with too many digits, or tables too deep within tables
        return "more than can be shown"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:57]}..."
