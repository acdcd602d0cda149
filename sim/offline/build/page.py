"""The one file: the frame of the page, with everything that it needs packed into it."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from sim.offline.build.notices import notices
from sim.offline.build.vendor import Vendor
from sim.offline.built import Built
from sim.offline.screens_here import ScreensHere
from sim.planner.asked import Asked
from sim.planner.fields import to_fields
from sim.planner.screen_names import CHECK, COUNCIL, FIGURES, HOW, NUMBER, STRATEGIES, TASKS
from sim.planner.screens import styles as screen_styles
from sim.reports.run import html

STATIC = Path(str(files("sim.offline"))) / "static"

KNOWN = (TASKS, COUNCIL, FIGURES, NUMBER, STRATEGIES, HOW, CHECK)
"""Screens that can be gone to."""

SCRIPTS = ("drawing.js", "crew.js", "first_days.js", "page.js")
WORKER = "worker.js"


@dataclass(frozen=True, slots=True)
class Compiled:
    """The program and the standard library, as Python in the browser reads them."""

    library: bytes
    program: bytes


class PagePart(NamedTuple):
    """Something that the page unpacks."""

    name: str
    text: str


def page(vendor: Vendor, compiled: Compiled, built: Built) -> str:
    """Return the file, the same whenever it is made of the same."""
    here = ScreensHere(built)
    asked = Asked()
    first = here.asking(TASKS, asked, to_fields(asked), {}, ())
    script = _script(built)
    return here.frame(
        content=first["content"],
        styles=screen_styles() + html.styles() + _text("offline.css"),
        script=script,
        script_hash=f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'",
        licences=notices(vendor.wheels),
        parts=list(_parts(vendor, compiled)),
    )


def _script(built: Built) -> str:
    given = {"KNOWN": KNOWN, "BUILT": built.on.isoformat(), "ASKED": to_fields(Asked())}
    constants = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
    return "".join(["'use strict';\n", constants, *map(_text, SCRIPTS)])


def _parts(vendor: Vendor, compiled: Compiled) -> Iterator[PagePart]:
    pyodide = vendor.pyodide
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    yield PagePart("lock", json.dumps({"info": lock["info"], "packages": {}}))
    yield PagePart("worker", _text(WORKER))
    yield PagePart("wasm", _packed((pyodide / "pyodide.asm.wasm").read_bytes()))
    yield PagePart("machine", _packed(as_script((pyodide / "pyodide.asm.mjs").read_text(encoding="utf-8")).encode()))
    yield PagePart("loader", _packed(without_map((pyodide / "pyodide.js").read_text(encoding="utf-8")).encode()))
    yield PagePart("library", _packed(compiled.library))
    yield PagePart("program", _packed(compiled.program))


def as_script(module: str) -> str:
    """Return a module as part of a script: in Safari's engine a worker of a file's page may import nothing."""
    found = module.replace("import.meta.url", "self.location.href")
    body, export, rest = found.rpartition("export default _createPyodideModule;")
    assert export, "the machine of Python is called otherwise"
    assert not rest.strip(), "it goes on after its export"
    return body


def without_map(script: str) -> str:
    """Return a script without the name of a file for those who take it apart, which the page has not."""
    return script.partition("//# sourceMappingURL=")[0]


def _packed(content: bytes) -> str:
    """Return bytes as text that the page unpacks."""
    return b64encode(gzip.compress(content, 9, mtime=0)).decode()


def _text(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8").replace("\r\n", "\n")
