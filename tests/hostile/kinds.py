"""The kinds of files that people give: a sound one of each, and the commands that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sim.scenario.ensemble import Ensemble
from sim.scenario.ensemble_columns import FACTOR, TILT_FAR, TILT_INSIDE
from sim.scenario.scenario import load

from .case import BROKEN, SMALL, TAKEN, Case
from .slips import slipped

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SHORT = ("--years", "0.1")
TITLE = 'title = "Ours"\n'
REST = 'kind = "judgement"\nsource = "Our own"\nas_of = 2018-01-01\n'
BASED = f'{TITLE}based_on = "{SMALL}"\n'


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file."""

    name: str
    sound: Sequence[str]
    """Texts in which nothing is wrong."""
    words: Sequence[tuple[str, ...]]
    """Commands that read the file called `broken.toml`; what they leave behind is thrown away."""
    weight: int = 1


def kinds(small: str) -> tuple[Kind, ...]:
    """Return every kind; `small` is the text of the small base."""
    check, one = ("check", BROKEN), ("replicate", BROKEN, "0", *SHORT)
    drawn = ("replicate", BROKEN, "1", "--uncertainty", *SHORT)
    over = ("replicate", f"{SMALL}+{BROKEN}", "0", *SHORT)
    return (
        Kind("base", [small], [check, one, drawn], 3),
        Kind("strategy", _texts("strategies"), [check, over], 3),
        Kind("variant", _texts("variants"), [check, over]),
        Kind("practice", _texts("practice"), [("check", f"england_with_courts+{BROKEN}")]),
        Kind("overlay", [BASED + _quantities()], [check, one, drawn], 3),
        Kind("change", [TITLE + _changes()], [("check", BROKEN), over, (*over, "--uncertainty")], 2),
        Kind("prices", [BASED + _prices(small)], [one, drawn]),
        Kind("targets of a scenario", [BASED + _targets()], [check]),
        Kind("sizes", [BASED + _sizes()], [check, ("check", f"{BROKEN}+ipop")]),
        Kind("ensemble", [_ensemble(small)], [(*drawn[:1], SMALL, *drawn[2:], "--ensemble", BROKEN)], 2),
        *(
            Kind(folder, _texts(folder), [(command, BROKEN, "--out", TAKEN)])
            for folder, command in (
                ("sweeps", "sweep"),
                ("sensitivity", "sensitivity"),
                ("requirements", "require"),
                ("frontiers", "frontier"),
            )
        ),
        Kind(
            "targets of a month",
            _texts("targets"),
            [("performance", f"{SMALL}+statutory_services", "--month", "2018-03", "--targets", BROKEN, "--out", TAKEN)],
        ),
    )


def cases(small: str, kept: Mapping[str, bytes], number: int, seed: int) -> Iterator[Case]:
    """Yield so many broken inputs, kinds in turn; `kept` are the files of a run that was stopped."""
    known = [kind for kind in kinds(small) for _ in range(kind.weight)]
    for which in range(number):
        random = Random(f"{seed}/{which}")
        if which % 20 == 19:
            yield _of_kept_run(which, small, kept, random)
            continue
        kind = known[which % len(known)]
        files = {
            SMALL: small.encode(),
            BROKEN: slipped(random, random.choice(kind.sound)),
            f"{TAKEN}/results.csv": b"",
        }
        yield Case(f"{which}: {kind.name}", random.choice(kind.words), files)


def _of_kept_run(which: int, small: str, kept: Mapping[str, bytes], random: Random) -> Case:
    """Return a run that was stopped and damaged, and is to go on."""
    files = dict(kept)
    name = random.choice(sorted(files))
    content = files[name]
    place = random.randint(0, max(0, len(content) - 1))
    files[name] = random.choice(
        (
            content[:place],
            content[:place] + bytes([random.randint(0, 255)]) + content[place + 1 :],
            content + content,
            content[place:],
            content + bytes(random.randint(0, 255) for _ in range(200)),
            b"",
        )
    )
    return Case(f"{which}: kept run", ("run", "--resume", "kept"), {SMALL: small.encode(), **files})


def _texts(folder: str) -> list[str]:
    found = [path.read_text(encoding="utf-8") for path in sorted((SCENARIOS / folder).glob("*.toml"))]
    return [text.replace('"tower_hamlets_2018"', f'"{SMALL}"') for text in found]


def _quantity(path: str, text: str, unit: str) -> str:
    return f'\n[{path}]\n{text}\nunit = "{unit}"\n{REST}'


def _quantities() -> str:
    drawn = '\nlow = 100\nhigh = 200\ndistribution = "triangular"'
    shares = "value = { inside = 0.5, near = 0.3, far = 0.2 }"
    return (
        _quantity("demand.entries_per_year", f"value = 150{drawn}", "children per year")
        + _quantity("agency.location_shares", f'{shares}\ndistribution = "dirichlet"\neffective_sample = 50', "share")
        + _quantity(
            "policy.secure_share",
            'value = 0.01\nlow = 0.001\nhigh = 0.05\ndistribution = "beta"',
            "probability",
        )
        + _quantity("stability.scale", 'value = 1\nlow = 0.8\nhigh = 1.2\ndistribution = "lognormal"', "multiplier")
    )


def _changes() -> str:
    days = '\nfrom = 2018-02-01\nuntil = 2019-03-31\nover = "6 months"'
    drawn = '\nlow = 0.6\nhigh = 1.0\ndistribution = "triangular"'
    return (
        _quantity("demand.entries_per_year", f"times = 0.8{drawn}{days}", "children per year")
        + _quantity("stability.scale", "times = 1.1", "multiplier")
        + _quantity("in_house_fostering.enquiries", "grows = 0.02", "per year")
        + _quantity("in_house_fostering.agreement", "plus = 0.05", "probability")
    )


def _prices(small: str) -> str:
    """Return the prices of the small base."""
    start, end = small.index("[prices.weekly]"), small.index("[price_growth.supported]")
    return small[start:end]


def _targets() -> str:
    return (
        '\n[targets.residential]\nmeasure = "in_residential"\nat_most = 70\nby = 2018-07-19\ntitle = "Few"\n'
        '[targets.starts]\nmeasure = "starts"\nat_least = 3\n'
    )


def _sizes() -> str:
    return '\n[sizes.ipop]\nvalue = 1.5\nunit = "times the strategy\'s file"\nsource = "Ours"\nas_of = 2018-01-01\n'


def _ensemble(small: str) -> str:
    columns = (f"{FACTOR}stability.planned_moves", "stability.scale", TILT_INSIDE, TILT_FAR)
    rows = tuple((1.0 + n / 10, 0.8 + n / 10, 0.1 * n, -0.1 * n) for n in range(4))
    return Ensemble("", "small", numbers_of(small), 5, 10, 3, "years to 31 March 2019", columns, rows).text()


def numbers_of(small: str) -> str:
    """Return the digest of the small base's numbers, for which an ensemble is made."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / SMALL
        path.write_text(small, encoding="utf-8")
        return load(str(path)).base_numbers
