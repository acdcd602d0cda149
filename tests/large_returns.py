"""Reads nine years of returns with some thirty thousand children, and says how long it took and how much it held.

Run it as ``python -m tests.large_returns``: it aims at two minutes and 1 GB.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))

from invented_returns import Truth, invented, write

from sim.returns.importing import read_returns

YEARS = range(2018, 2027)
SECONDS, GIGABYTES = 120, 1.0


def main() -> int:
    """Write the returns, read them in a process that has done nothing else, and tell."""
    if len(sys.argv) > 1:
        began = perf_counter()
        lives, _ = read_returns([Path(sys.argv[1])])
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        seconds = perf_counter() - began
        reached = seconds <= SECONDS and held <= GIGABYTES
        print(f"{len(lives.children):,} children of {len(YEARS)} years in {seconds:.0f} seconds and {held:.2f} GB")
        print(f"{SECONDS} seconds and {GIGABYTES:g} GB: {'reached' if reached else 'MISSED'}")
        return 0 if reached else 1
    with TemporaryDirectory() as folder:
        write(invented(1, YEARS[0], YEARS[-1], Truth(entries_a_year=2_900)), Path(folder), YEARS)
        from subprocess import run

        return run([sys.executable, "-m", "tests.large_returns", folder], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
