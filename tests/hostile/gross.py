"""What is no file that anybody would write: pipes, links in a ring, devices, names of a thousand letters."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from .case import BROKEN, SMALL, TAKEN, Case
from .kinds import SHORT

NAMES = ("n" * 300, "n" * 5000, "a/" * 3000, "\x01", "-", "..", "~", "CON", "a\nb", "\udcff", "", "+", "a+" * 2000)
"""Of files and folders that are given."""

NUMBERS = ("9" * 400, "9" * 5000, "-1", "nan", "1e400", "", "٣", "0x10", "1_000", "inf")
"""Of options."""

DRAWN = ("replicate", SMALL, "0", *SHORT, "--uncertainty", "--ensemble")


def cases(small: str) -> Iterator[Case]:
    """Yield each of them."""
    files = {SMALL: small.encode()}
    for words in (("check", BROKEN), ("sweep", BROKEN), (*DRAWN, BROKEN), ("replicate", f"{SMALL}+{BROKEN}", "0")):
        yield Case(f"{words[0]} a ring of links", words, files, links={BROKEN: BROKEN})
        yield Case(f"{words[0]} a link to nothing", words, files, links={BROKEN: "nowhere"})
        yield Case(f"{words[0]} a device", words, files, links={BROKEN: "/dev/zero"})
        yield Case(f"{words[0]} a pipe", words, files, pipe=BROKEN)
        yield Case(f"{words[0]} a folder", words, {**files, f"{BROKEN}/within": b""})
        yield Case(f"{words[0]} a large file", words, {**files, BROKEN: b"# nothing\n" * 5_000_000})
    for name in NAMES:
        yield Case(f"check {name[:20]!r}", ("check", name), files)
        yield Case(f"run into {name[:20]!r}", ("run", SMALL, "--replications", "x", "--out", f"new/{name}"), files)
    for option in ("--replications", "--seed", "--years", "--processes", "--growth"):
        for value in NUMBERS:
            words = ("run", SMALL, "--out", TAKEN, option, value)
            yield Case(f"{option} {value[:20]}", words, {**files, f"{TAKEN}/x": b""})
    for size in (1_000, 100_000_000):
        swelling = {"kept/runs.csv.gz": gzip.compress(b"0" * size)}
        yield Case("a kept run that swells", ("run", "--resume", "kept"), swelling)
    chain = {f"b{number}.toml": f'based_on = "b{number + 1}.toml"\n'.encode() for number in range(1500)}
    yield Case("a chain of bases", ("check", "b0.toml"), {**chain, "b1500.toml": small.encode()})
