"""When the file was built, of which program, and from figures of which day."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

FILE = "built.json"


@dataclass(frozen=True, slots=True)
class Built:
    """What the file says of itself."""

    on: date
    known_until: date
    """The last day of published figures."""
    program: str
    """Its version."""
    commit: str
    """Of the program's own repository; empty outside one."""
    councils: int

    def text(self) -> str:
        """Return it as it is kept."""
        return json.dumps(asdict(self) | {"on": self.on.isoformat(), "known_until": self.known_until.isoformat()})

    @classmethod
    def of(cls, folder: Path) -> Built:
        """Return what a folder of the file says."""
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        days = {name: date.fromisoformat(said[name]) for name in ("on", "known_until")}
        return cls(**(said | days))
