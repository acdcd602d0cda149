"""A whole comparison on numpy, or on what stands in for it: every file that it writes, and what of the program it used.

Usage: python -m tests.offline.both_ways numpy|plain FOLDER WORKED_OUT
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sim.offline.built import Built
from sim.planner.asked import Asked, AskedStrategy, Mix

ASKED = Asked(
    parts=("legal_process", "statutory_services"),
    strategies=(AskedStrategy("ipop"), AskedStrategy("early_permanence"), AskedStrategy("practice_clinics")),
    mix=Mix.TOGETHER,
    years=0.5,
    replications=2,
)
"""Courts and every statutory service are in it, so that every measure and figure is drawn."""
BUILT = Built(date(2026, 4, 1), date(2024, 3, 31), "0", "", 1)


def worked_out(folder: Path, base: str = ASKED.base) -> None:
    """Write what the file brings along for a base."""
    from sim.offline import known_stays
    from sim.offline.build.bases import stay
    from sim.offline.build.program import bank_holidays
    from sim.offline.stand_ins import HOLIDAYS
    from sim.scenario.scenario import load

    folder.mkdir()
    (folder / HOLIDAYS).write_text("\n".join(map(str, bank_holidays())))
    (folder / known_stays.FILE).write_text(known_stays.text(dict([stay(load(f"{base}+legal_process"))])))


def run(asked: Asked, into: Path) -> None:
    """Run what was asked as the file does it, in one worker, and write every file."""
    from sim.offline.found import Found
    from sim.offline.led_run import LedRun
    from sim.offline.shared_work import SharedWork

    led, worker = LedRun.of(asked), SharedWork(lambda _words: None)
    asked_for = [day.digest for day in led.first_days]
    for day, digest in zip(led.first_days, asked_for, strict=True):
        packed = _packed(day)
        lived = [worker.lived(packed, number, 0, 0) for number in range(1, day.long_runs + 1)]
        worker.made(digest, packed, lived, asked_for)
    worker.take(_packed(led.taken))
    done = [worker.perform(task.point.scenario, task.first, task.size, 0, 0) for task in led.tasks()]
    found = Found.of(led, done, "run.py compare", BUILT, 1)
    into.mkdir()
    for name, text in found.files().items():
        (into / name).write_text(text, encoding="utf-8", newline="")


def _packed(one: object) -> bytes:
    import pickle

    return pickle.dumps(one)


def main(words: Sequence[str]) -> None:
    """Do it in this process."""
    way, into, brought = words[0], Path(words[1]), Path(words[2])
    if way == "plain":
        import scipy.special  # its own, so that inputs are drawn the same to the last bit

        from sim.offline import stand_ins

        stand_ins.install(brought)
        sys.modules |= {"scipy": scipy, "scipy.special": scipy.special}
    run(ASKED, into)
    (into / "modules.json").write_text(json.dumps(sorted(name for name in sys.modules if name.startswith("sim."))))


if __name__ == "__main__":
    main(sys.argv[1:])
