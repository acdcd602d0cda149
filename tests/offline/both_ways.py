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
from sim.planner.asked import Asked, AskedNumber, AskedStrategy, Mix

ASKED = Asked(
    parts=("legal_process", "statutory_services"),
    strategies=(AskedStrategy("ipop"), AskedStrategy("early_permanence"), AskedStrategy("practice_clinics")),
    mix=Mix.TOGETHER,
    years=0.5,
    replications=2,
)
"""Courts and every statutory service are in it, so that every measure and figure is drawn."""
TODAY = date(2018, 1, 1)
OWN_NUMBERS = (
    Asked(numbers=(AskedNumber("leaving.reentry_within_1_year", 0.05, "ours", TODAY),)),
    Asked(numbers=(AskedNumber("leaving.planned_return_median", 150.0, "ours", TODAY),)),
    Asked(numbers=(AskedNumber("demand.children_per_family", 2.1, "ours", TODAY),)),
    Asked(
        parts=("legal_process",),
        numbers=(AskedNumber("leaving.guardianship_return_within_5_years", 0.3, "ours", TODAY),),
    ),
)
"""Each has children stay for another time."""
BUILT = Built(date(2026, 4, 1), date(2024, 3, 31), "0", "", 1)


def worked_out(folder: Path) -> None:
    """Write what the file brings along, but for how long children stay under the bases that it ships."""
    from sim.offline import plain_points
    from sim.offline.build.points import even_points
    from sim.offline.build.program import bank_holidays
    from sim.offline.stand_ins import HOLIDAYS

    folder.mkdir()
    (folder / HOLIDAYS).write_text("\n".join(map(str, bank_holidays())))
    (folder / plain_points.FILE).write_text(even_points())


def run(asked: Asked, into: Path) -> None:
    """Run what was asked as the file does it, in one worker, and write every file."""
    from sim.offline.found import Found
    from sim.offline.known_stays import KnownStays
    from sim.offline.led_run import LedRun
    from sim.offline.shared_work import SharedWork

    led, worker = LedRun.of(asked, KnownStays()), SharedWork(lambda _words: None)
    asked_for = [day.digest for day in led.first_days]
    for day, digest in zip(led.first_days, asked_for, strict=True):
        stays = KnownStays().with_stay(day.parameters, worker.stay(_packed(day)))
        packed = _packed(day.knowing(stays))
        lived = [worker.lived(packed, number, 0, 0) for number in range(1, day.long_runs + 1)]
        worker.made(digest, packed, lived, asked_for)
    worker.take(_packed(led.taken))
    done = [worker.perform(task.point.scenario, task.first, task.size, 0, 0) for task in led.tasks()]
    found = Found.of(led, done, "run.py compare", BUILT, 1)
    into.mkdir()
    (into / "own_numbers.json").write_text(json.dumps(entries_by_own_numbers()))
    for name, text in found.files().items():
        (into / name).write_text(text, encoding="utf-8", newline="")


def entries_by_own_numbers() -> list[float]:
    """Return the entries a year that keep up the first day by numbers that decide how long children stay."""
    from sim.fitting.reference import reference_entries
    from sim.offline.known_stays import KnownStays
    from sim.offline.led_run import LedRun

    days = [day for one in OWN_NUMBERS for day in LedRun.of_first_day(one, KnownStays()).first_days]
    found = [reference_entries(day.parameters) for day in days]
    assert len(set(found)) == len(OWN_NUMBERS)
    return found


def _packed(one: object) -> bytes:
    import pickle

    return pickle.dumps(one)


def main(words: Sequence[str]) -> None:
    """Do it in this process."""
    way, into, brought = words[0], Path(words[1]), Path(words[2])
    if way == "plain":
        import scipy.special  # its own of single numbers, so that inputs are drawn the same to the last bit

        from sim.offline import plain_scipy, stand_ins

        stand_ins.install(brought)
        special = sys.modules["scipy.special"]
        for name in set(stand_ins.SPECIAL) - {plain_scipy.ndtr.__name__, plain_scipy.ndtri.__name__}:
            setattr(special, name, getattr(scipy.special, name))
    run(ASKED, into)
    (into / "modules.json").write_text(json.dumps(sorted(name for name in sys.modules if name.startswith("sim."))))


if __name__ == "__main__":
    main(sys.argv[1:])
