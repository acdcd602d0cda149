"""Names of places as people write them: what is left out or added at will, and which name a text fits."""

from __future__ import annotations

TITLES = frozenset(("city", "county", "borough", "royal", "metropolitan", "unitary", "council", "authority"))
JOINING = frozenset(("of", "the", "and", "upon", "on"))
"""Words of names that are left out or added at will."""


def fits(wanted: str, name: str) -> bool:
    """Whether every word that is wanted begins a word of the name."""
    return all(any(word.startswith(part) for word in name.split()) for part in wanted.split())


def plain(name: str) -> str:
    """Return a name without case, punctuation, and words that are left out or added at will."""
    spelt = name.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    letters = "".join(letter if letter.isalnum() else " " for letter in spelt)
    words = " ".join("st" if word == "saint" else word for word in letters.split()).replace("london borough", "")
    return " ".join(word for word in words.split() if word not in TITLES | JOINING)
