"""Python's files compiled for the browser: run there, in Python as WebAssembly, by `compile.mjs`.

So nothing has to be compiled whenever the file is opened. What is written is the same whenever it is made.
"""

from __future__ import annotations

import marshal
import tarfile
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from io import BytesIO
from types import CodeType
from zipfile import ZIP_STORED, ZipFile, ZipInfo

NEVER_CHECKED = b"\x01\x00\x00\x00"
"""Says of a compiled file that it is never held against its source."""

WITH_SOURCES = "sim/parameters/"
"""Where sources are read as well: what each number means stands there."""

SAME_LINE, NO_LATER = 0x80 | 13 << 3, b"\0"
"""Say in the table of lines that the next steps stand on the line of those before, at no known column."""

BYTES_OF_STEP, MOST_STEPS = 2, 8
"""Of code, and that one entry of the table tells of."""

WITHOUT_DOCUMENTS = 2
"""The level of compiling that leaves out docstrings."""

NOT_NEEDED = (
    *("pydoc", "pydoc_data/", "doctest", "unittest/", "idlelib/", "ensurepip/", "venv/", "turtle", "pdb", "this"),
    *("_pyrepl/", "xmlrpc/", "wsgiref/", "imaplib", "smtplib", "poplib", "ftplib", "mailbox", "http/server", "cgi"),
    *("http/cookie", "logging/handlers", "logging/config", "_pydecimal", "_pydatetime", "_pyio", "optparse", "xml/"),
    *("sqlite3/", "dbm/", "curses/", "tkinter/", "profiling/", "cProfile", "profile", "pstats", "tabnanny", "trace."),
    *("pickletools", "pyclbr", "modulefinder", "webbrowser", "antigravity", "socketserver", "plistlib", "wave", "bdb"),
    *("asyncio/windows", "asyncio/proactor", "asyncio/tools", "ssl.", "multiprocessing/managers"),
    *("multiprocessing/shared_memory", "multiprocessing/dummy", "asyncio/__main__", "tracemalloc"),
)
"""Begins the names of parts of the standard library that nothing in the file uses."""

ENCODINGS = (
    *(f"encodings/{name}.py" for name in ("__init__", "aliases", "ascii", "cp437", "idna", "latin_1", "punycode")),
    *("encodings/unicode_escape.py", "encodings/utf_8.py"),
    *("encodings/utf_8_sig.py", "encodings/utf_16.py", "encodings/utf_32.py", "encodings/raw_unicode_escape.py"),
)
"""Those that files may be written in, and Python itself uses."""


def compiled(source: bytes, name: str) -> bytes:
    """Return a source file as Python keeps it compiled."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=WITHOUT_DOCUMENTS)
    return MAGIC_NUMBER + NEVER_CHECKED + source_hash(source) + marshal.dumps(without_lines(code))


def without_lines(code: CodeType) -> CodeType:
    """Return code that knows of itself only on which line it begins: a sixth of its size less."""
    within = tuple(without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    full, rest = divmod(len(code.co_code) // BYTES_OF_STEP, MOST_STEPS)
    lines = (SAME_LINE | (MOST_STEPS - 1)).to_bytes() + NO_LATER
    last = (SAME_LINE | (rest - 1)).to_bytes() + NO_LATER if rest else b""
    return code.replace(co_consts=within, co_linetable=lines * full + last)


def library(content: bytes) -> bytes:
    """Return the standard library compiled, in an archive that is not compressed: the page is, as a whole."""
    with ZipFile(BytesIO(content)) as given:
        names = [name for name in given.namelist() if not name.startswith(NOT_NEEDED)]
        files = {name: given.read(name) for name in names if not name.startswith("encodings/") or name in ENCODINGS}
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_STORED) as made:
        for name, body in sorted(files.items()):
            if name.endswith(".py"):
                made.writestr(ZipInfo(f"{name}c"), compiled(body, name))
            elif not name.endswith("/"):
                made.writestr(ZipInfo(name), body)
    return whole.getvalue()


def program(content: bytes) -> bytes:
    """Return the archive of the program with its code compiled; other files stay."""
    whole = BytesIO()
    with (
        tarfile.open(fileobj=BytesIO(content)) as given,
        tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as made,
    ):
        for name, body in _members(given):
            entry = tarfile.TarInfo(name)
            entry.size = len(body)
            made.addfile(entry, BytesIO(body))
    return whole.getvalue()


def _members(given: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    for entry in given:
        opened = given.extractfile(entry)
        body = opened.read() if opened is not None else b""
        if not entry.name.endswith(".py"):
            yield entry.name, body
            continue
        if entry.name.startswith(WITH_SOURCES):
            yield entry.name, body
            yield cache_from_source(entry.name), compiled(body, entry.name)
        else:
            yield f"{entry.name}c", compiled(body, entry.name)
