"""What types of arrays are written with, which nothing reads while a program runs."""

from __future__ import annotations


class NDArray:
    """The type of an array of some kind of number."""

    def __class_getitem__(cls, _kind: object) -> type[NDArray]:
        return cls
