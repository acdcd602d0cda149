"""Chance by name: every random number is fixed by (seed, replication, decision, subject, occasion), never by order.

Two runs that ask for the same name get the same number whatever else happened, so adding or removing a child, a
household or a service changes nobody else's luck, and two strategies can be compared child by child.

The generator is counter-based: blake2b turns (seed, replication, decision) into a key once; a 64-bit finaliser
(the splitmix64 mixer of Steele, Lea and Flood, 2014) turns key, subject and occasion into a number.
"""

from __future__ import annotations

from hashlib import blake2b
from math import log
from typing import NewType

MASK = 0xFFFFFFFFFFFFFFFF
UNIT = 2.0**-52
HALF_UNIT = UNIT / 2

Decision = NewType("Decision", str)
"""The name of a decision left to chance; all of them stand in `decisions_of_chance`."""


class Chance:
    """The random numbers of one replication."""

    __slots__ = ("_keys", "replication", "seed")

    def __init__(self, seed: int, replication: int) -> None:
        self.seed = seed
        self.replication = replication
        self._keys: dict[Decision, int] = {}

    def _key(self, decision: Decision) -> int:
        name = f"{self.seed}/{self.replication}/{decision}".encode()
        key = int.from_bytes(blake2b(name, digest_size=8).digest(), "big")
        self._keys[decision] = key
        return key

    def uniform(self, decision: Decision, subject: int, occasion: int = 0) -> float:
        """Return a number strictly between 0 and 1, fixed by its name alone."""
        try:
            key = self._keys[decision]
        except KeyError:
            key = self._key(decision)
        x = (key + subject * 0x9E3779B97F4A7C15 + occasion * 0xD1B54A32D192ED03) & MASK
        x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
        return ((x ^ (x >> 31)) >> 12) * UNIT + HALF_UNIT

    def exponential(self, decision: Decision, subject: int, occasion: int = 0) -> float:
        """Return a unit exponential (mean 1), fixed by its name alone."""
        return -log(self.uniform(decision, subject, occasion))

    def happens(self, probability: float, decision: Decision, subject: int, occasion: int = 0) -> bool:
        """Whether a thing of this `probability` happens; never at 0, always at 1."""
        return self.uniform(decision, subject, occasion) < probability
