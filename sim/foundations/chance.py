"""Chance by name: every random number is fixed by (seed, replication, decision, subject, occasion), never by order.

Two runs that ask for the same name get the same number whatever else happened, so adding or removing a child, a
household or a service changes nobody else's luck, and two strategies can be compared child by child.

The generator is counter-based: blake2b turns (seed, replication, decision) into a key once; a 64-bit finaliser
(the splitmix64 mixer of Steele, Lea and Flood, 2014) turns key, subject and occasion into a number. It is written in
signed words of 64 bits (`i64`), which the compiled model multiplies as the machine does, dropping what is higher;
plain Python keeps the higher bits, which no shift brings down past its mask. Both come to the same number.
"""

from __future__ import annotations

from hashlib import blake2b
from math import log
from typing import TYPE_CHECKING, Final, NewType

if TYPE_CHECKING:
    from mypy_extensions import i64

UNIT: Final = 2.0**-52
HALF_UNIT: Final = 2.0**-53

Decision = NewType("Decision", str)
"""The name of a decision left to chance; all of them stand in `decisions_of_chance`."""


class Chance:
    """The random numbers of one replication.

    Where several councils live through it together, `whose` tells the luck of one of them from that of the others:
    child 7 of one is not child 7 of the next. What they live through together is named by the luck that is `common`.
    """

    __slots__ = ("_keys", "replication", "seed", "whose")

    def __init__(self, seed: int, replication: int, whose: str = "") -> None:
        self.seed = seed
        self.replication = replication
        self.whose = whose
        self._keys: dict[Decision, int] = {}

    def common(self) -> Chance:
        """Return the luck that all councils have in common in this replication."""
        return Chance(self.seed, self.replication) if self.whose else self

    def _key(self, decision: Decision) -> int:
        whose = f"/{self.whose}" if self.whose else ""
        name = f"{self.seed}/{self.replication}/{decision}{whose}".encode()
        key = int.from_bytes(blake2b(name, digest_size=8).digest(), "big", signed=True)
        self._keys[decision] = key
        return key

    def uniform(self, decision: Decision, subject: i64, occasion: i64 = 0) -> float:
        """Return a number strictly between 0 and 1, fixed by its name alone."""
        try:
            key: i64 = self._keys[decision]
        except KeyError:
            key = self._key(decision)
        word: i64 = key + subject * -0x61C8864680B583EB + occasion * -0x2E4AB5CD2E6D12FD
        word = (word ^ (word >> 30 & 0x3FFFFFFFF)) * -0x40A7B892E31B1A47
        word = (word ^ (word >> 27 & 0x1FFFFFFFFF)) * -0x6B2FB644ECCEEE15 >> 12 & 0xFFFFFFFFFFFFF
        number: int = word ^ (word >> 31)
        return number * UNIT + HALF_UNIT

    def exponential(self, decision: Decision, subject: i64, occasion: i64 = 0) -> float:
        """Return a unit exponential (mean 1), fixed by its name alone."""
        return -log(self.uniform(decision, subject, occasion))

    def happens(self, probability: float, decision: Decision, subject: i64, occasion: i64 = 0) -> bool:
        """Whether a thing of this `probability` happens; never at 0, always at 1."""
        return self.uniform(decision, subject, occasion) < probability
