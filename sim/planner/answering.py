"""What the answers of one screen do to all that was answered before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sim.planner.fields import LEVER, OWN, PART, STRATEGY
from sim.planner.parts import PARTS, is_of
from sim.planner.screen_names import CHECK, COUNCIL, FIGURES, HOW, NUMBER, STRATEGIES

ASKED_ON: Final[Mapping[str, tuple[str, ...]]] = {
    COUNCIL: ("base",),
    STRATEGIES: (PART, STRATEGY, LEVER, "mix"),
    NUMBER: (OWN,),
    HOW: ("years", "replications", "inputs", "seed"),
    CHECK: ("name",),
}
"""How the fields of each screen begin; other screens have none."""

LEADS: Final[Mapping[str, str]] = {COUNCIL: FIGURES, NUMBER: f"{FIGURES}?show=changed", STRATEGIES: HOW, HOW: CHECK}
"""To which screen each leads once it is answered."""

SIZES: Final = "sizes"
"""What is done (`do`) on the screen of strategies by whoever has chosen some and wants to set their sizes."""


def leads_to(screen: str, given: Mapping[str, str]) -> str:
    """Return the screen to which the answers of one lead, with what its address says more."""
    return STRATEGIES if screen == STRATEGIES and given.get("do") == SIZES else LEADS[screen]


def answered(fields: Mapping[str, str], screen: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return all fields once a screen was answered: what it asks is as given now, all else as before.

    Of the numbers of one's own one is asked at a time, by its `path`. With another council they are gone.
    """
    begins = ASKED_ON.get(screen, ())
    if screen == COUNCIL and given.get("base") != fields.get("base"):
        fields = {name: text for name, text in fields.items() if not _of_one_council(name)}
    if screen == NUMBER:
        begins = tuple(f"{OWN}{given.get('path', '')}.{end}" for end in ("value", "low", "high", "source", "as_of"))
    kept = {name: text for name, text in fields.items() if not _asked_there(name, begins)}
    found = kept | {name: text.strip() for name, text in given.items() if _asked_there(name, begins) and text.strip()}
    if screen == STRATEGIES:
        return _without_parts_gone(fields, found)
    if screen == NUMBER and not any(
        found.get(f"{OWN}{given.get('path', '')}.{end}") for end in ("value", "low", "high")
    ):
        return kept  # an emptied number is none of one's own any more, whatever its source
    return found


def _without_parts_gone(before: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Return the fields without one's own numbers of what is no longer laid over the base."""
    gone = [part for part in PARTS if f"{PART}{part}" in before and f"{PART}{part}" not in found]
    return {name: text for name, text in found.items() if not any(_is_own_of(name, part) for part in gone)}


def _is_own_of(name: str, part: str) -> bool:
    return name.startswith(OWN) and is_of(name.removeprefix(OWN).rpartition(".")[0], part)


def _of_one_council(name: str) -> bool:
    """Whether what was answered holds for the council alone of which it was asked: its own numbers and sizes."""
    sized = name.startswith(STRATEGY) and name.endswith((".source", ".as_of", ".starts"))
    return sized or name.startswith((OWN, LEVER)) or name in ("name", "title", "base_text")


def _asked_there(name: str, begins: tuple[str, ...]) -> bool:
    return any(name == one or (one.endswith(".") and name.startswith(one)) for one in begins)
