"""Tries all that is broken, and says what went wrong; ends with 1 when anything did."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from itertools import chain
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # what tests share

from small_authority import file

from tests.hostile import extremes, gross, kills, kinds
from tests.hostile.case import Case
from tests.hostile.workers import verdicts

SEED = 20261129
CASES, KILLS = 300, 20


def main() -> int:
    """Make the cases, try them, and return the exit code."""
    options = _options()
    began = monotonic()
    with TemporaryDirectory() as name:
        folder = Path(name)
        small = file(folder, 0.3).read_text(encoding="utf-8")
        kept = kills.stopped_run(folder, small)
        made = kinds.cases(small, kept, options.cases, options.seed)
        one_in = extremes.EVERY if options.every_extreme else extremes.SOME
        others = chain(gross.cases(small), () if options.no_extremes else extremes.cases(small, one_in))
        failed, number = _tried(chain(made, others), options.only, options.processes)
        print(f"{number} broken inputs and extremes in {monotonic() - began:.0f} seconds.", flush=True)
        unlike = [*kills.unlike(folder, small, options.kills, options.seed)] if options.kills else []
        print(f"{options.kills} kills, each followed by going on.", *unlike, sep="\n")
    print(f"{failed + len(unlike)} went wrong; {monotonic() - began:.0f} seconds in all, seed {options.seed}.")
    return 1 if failed or unlike else 0


def _tried(cases: Iterable[Case], only: str, processes: int) -> tuple[int, int]:
    """Try the cases whose name holds this; tell of those that went wrong; return how many did, and of how many."""
    failed = number = 0
    for case, wrong, said in verdicts((one for one in cases if only in one.name), processes):
        number += 1
        if wrong:
            failed += 1
            words = " ".join(word if len(word) < 60 else f"{word[:57]}..." for word in case.words)
            print(f"{case.name}: {'; '.join(wrong)}\n    run.py {words!r}\n    {said.strip()[-300:]!r}", flush=True)
    return failed, number


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES, help=f"how many broken inputs ({CASES})")
    parser.add_argument("--kills", type=int, default=KILLS, help=f"how many kills ({KILLS})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the inputs and of the moments of kills ({SEED})")
    parser.add_argument("--processes", type=int, default=cpu_count() or 1, help="to try cases (one for each core)")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument(
        "--every-extreme", action="store_true", help="with every senseless number, not some: minutes more"
    )
    parser.add_argument("--no-extremes", action="store_true", help="leave out quantities at their extremes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
