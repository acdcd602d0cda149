"""With which program something was begun: with another one, what is done would not fit what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.foundations.faults import BadInput
from sim.foundations.program import Program, Version, this_program

PROGRAM = "program"


def heading() -> dict[str, Any]:
    """Return what a folder says of the program with which it is begun."""
    return {PROGRAM: asdict(this_program())}


def check(into: Path, said: Mapping[str, Any], other_input: str | None) -> None:
    """Raise BadInput when the folder, whose heading said this, was begun with other things than are here.

    `other_input` says in words what is other in what was asked for, None when it is the same.
    """
    unlike = [*([other_input] if other_input else []), *_other_program(said)]
    if unlike:
        was = " and ".join([", ".join(unlike[:-1]), unlike[-1]]) if len(unlike) > 1 else unlike[0]
        mend = "go back to that and resume, or remove the folder and start again"
        raise BadInput([f"{into}: was begun with {was}, so that what is done does not fit what would follow; {mend}"])


def _other_program(said: Mapping[str, Any]) -> Iterator[str]:
    told = said.get(PROGRAM)
    if not isinstance(told, dict):  # begun before folders told of it
        told = {"files": "", "stands_on": ()}
    begun = Program(told["files"], tuple(Version(*each) for each in told["stands_on"]))
    return this_program().unlike(begun)
