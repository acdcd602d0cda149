"""Laying scenario files over one another: bases in order, then strategies, with every fault of the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sim.foundations.calendar import Calendar
from sim.foundations.faults import BadInput, fault, listed, shown
from sim.parameters.parameters import Parameters
from sim.parameters.units import ONS_CODE
from sim.published.table import FigureRow
from sim.scenario.files import limits, range_limits, reading
from sim.scenario.files.own_figures import KEY, own_figures
from sim.scenario.files.plausible import PlausibleRanges
from sim.scenario.files.scenario_file import ScenarioFile, read
from sim.scenario.files.sized_services import sized_services
from sim.scenario.files.strategy_sizes import StrategySize, fitted, size_of
from sim.scenario.files.targets_asked import TargetAsked
from sim.scenario.quantities import changing, laying, written
from sim.scenario.quantities.declared import declared, optional_parts, part_of, parts
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.quantities.timing import central
from sim.scenario.whose import REGION, named

LONGEST_CHAIN = 20
"""Bases, each of which is based on the next; three are usual."""

MOST_STRATEGIES = 50
"""Laid over one base; there are two dozen."""


@dataclass(frozen=True, slots=True)
class Laid:
    """The files of a scenario laid over one another, without a fault."""

    bases: tuple[ScenarioFile, ...]
    """The one that is based on nothing first."""
    strategies: tuple[ScenarioFile, ...]
    title: str
    start: date
    years: float
    authority: str
    """Its code; empty when no base names one."""
    quantities: Mapping[str, Quantity]
    of_bases: Mapping[str, Quantity]
    """The quantities as they are without the strategies."""
    parameters: Parameters
    targets: tuple[TargetAsked, ...]
    """Those of a later file in place of those of the same name before it."""
    fitted: Mapping[str, StrategySize]
    """How large the strategies are that have a size of the base's, by name."""
    doubts: tuple[str, ...]
    """Numbers that lie well outside what is plausible, each in a sentence."""
    own_figures: tuple[FigureRow, ...] = ()
    """The council's own, which stand in the place of published ones."""


def lay(base: str, strategies: Sequence[str]) -> Laid:
    """Return the base with the strategies over it. Raises BadInput with all the faults of all the files."""
    faults: list[str] = []
    bases = _chain(base, faults)
    whole = not faults
    overlays = _read_all(strategies, faults)
    files = (*bases, *overlays)
    faults.extend(message for file in files for message in file.faults)
    if not bases:
        raise BadInput(faults)
    headings = [file.heading for file in bases]
    last = bases[-1].name
    title = next((heading["title"] for heading in reversed(headings) if "title" in heading), bases[-1].stem)
    start = next((heading["start"] for heading in reversed(headings) if "start" in heading), None)
    years = next((heading["years"] for heading in reversed(headings) if "years" in heading), None)
    for key, found, example in (("start", start, "2018-01-01"), ("years", years, "3")):
        if whole and found is None and not any(f", {key}:" in message for message in faults):
            faults.append(fault(last, key, "is missing", f"add {key} = {example} at the top of the file"))
    faults.extend(_contradictions(overlays))
    if whole:
        faults.extend(_lacking(bases, overlays))
    naming = next((file for file in reversed(bases) if "authority" in file.heading), bases[-1])
    authority = naming.heading.get("authority", "")
    if authority:
        named_twice, mend = f'is that of authority "{authority}" at the top of a base', "leave it out"
        faults.extend(fault(file.name, REGION, named_twice, mend) for file in files if REGION in file.given)
    base_sizes = {name: size for file in bases for name, size in file.sizes.items()}
    plausible = PlausibleRanges(base_sizes)
    quantities = named(_quantities(files, start, faults, plausible), authority, naming.name)
    if faults or start is None or years is None:
        raise BadInput(faults)
    parameters = central(quantities, Calendar(start).horizon(years))
    wrong = [*limits.problems(quantities, parameters, years), *limits.first_day(parameters)]
    wrong = wrong or [*range_limits.problems(quantities, years, Calendar(start).horizon(years))]
    for path, problem, mend in wrong:
        giver = quantities.get(path) or quantities.get(path.rpartition(".")[0])
        faults.append(fault(giver.file if giver else last, path, problem, mend))
    if faults:
        raise BadInput(faults)
    of_bases = quantities
    if overlays:
        of_bases = named(_quantities(bases, start, [], PlausibleRanges(base_sizes)), authority, naming.name)
    targets = {one.name: one for file in files for one in file.targets}
    return Laid(
        bases,
        overlays,
        title,
        start,
        years,
        authority,
        quantities,
        of_bases,
        parameters,
        tuple(targets.values()),
        _fitted(overlays, base_sizes),
        tuple(plausible.doubts),
        _own_figures(bases, authority),
    )


def _fitted(overlays: Sequence[ScenarioFile], sizes: Mapping[str, StrategySize]) -> dict[str, StrategySize]:
    """Return the sizes that the base gives of these strategies, by their names or those of their parts."""
    strategies = {file.stem for file in overlays}
    return {name: size for name, size in sizes.items() if name.partition(".")[0] in strategies}


def _own_figures(bases: Sequence[ScenarioFile], authority: str) -> tuple[FigureRow, ...]:
    """Return the council's own figures that the last base with any names."""
    giver = next((file for file in reversed(bases) if KEY in file.heading), None)
    return () if giver is None else own_figures(giver.path, giver.heading["own_figures"], authority)


def _chain(base: str, faults: list[str]) -> tuple[ScenarioFile, ...]:
    """Return the base and those it is based on, the first of them first; fewer when one is at fault."""
    chain: list[ScenarioFile] = []
    name: str | None = base
    while name is not None:
        try:
            if len(chain) == LONGEST_CHAIN:
                mend = "lay fewer files over one another"
                raise BadInput([f"{shown(name)} would be base number {LONGEST_CHAIN + 1} of a chain; {mend}"])
            path = reading.locate(name, strategy=False, beside=chain[-1].path.parent if chain else None)
            if any(path.resolve() == file.path.resolve() for file in chain):
                mend = "let one of the files stand on its own"
                raise BadInput([fault(path.name, "", "is based on itself in the end", mend)])
            file = read(path, strategy=False)
            if not file.headed_as_base:
                mend = "name a base first and the strategy after it, or add based_on = to make it a base"
                raise BadInput([fault(file.name, "", "is a strategy, not a base", mend)])
        except BadInput as bad:
            faults.extend(f"{chain[-1].name}, based_on: {item}" if chain else item for item in bad.faults)
            break
        chain.append(file)
        name = file.heading.get("based_on")
    return tuple(reversed(chain))


def _read_all(strategies: Sequence[str], faults: list[str]) -> tuple[ScenarioFile, ...]:
    files: list[ScenarioFile] = []
    if len(strategies) > MOST_STRATEGIES:
        problem = f"{len(strategies):,} strategies are laid over one base, too many to tell apart"
        raise BadInput([f"{problem}; give at most {MOST_STRATEGIES}"])
    for name in strategies:
        try:
            file = read(reading.locate(name, strategy=True), strategy=True)
        except BadInput as bad:
            faults.extend(bad.faults)
            continue
        if any(file.path.resolve() == other.path.resolve() for other in files):
            faults.append(fault(file.name, "", "is given twice", "name each strategy once"))
            continue
        same = next((other for other in files if _says_the_same(file, other)), None)
        if same is not None:
            problem = f"says the same as {same.name}, so that one strategy is given twice under two names"
            faults.append(fault(file.name, "", problem, "leave one of the two out"))
        elif not (file.given or file.targets or file.faults):
            problem = "gives no quantity and no target, so that it would change nothing"
            faults.append(fault(file.name, "", problem, "look whether it was saved whole, or leave it out"))
        else:
            files.append(file)
    return tuple(files)


def _says_the_same(one: ScenarioFile, other: ScenarioFile) -> bool:
    """Whether two files give the same numbers, whatever their words say."""
    return bool(one.quantities) and _all_numbers(one) == _all_numbers(other)


def _all_numbers(file: ScenarioFile) -> dict[str, dict[str, object]]:
    return {path: {key: content.get(key) for key in NUMBERS} for path, content in file.quantities.items()}


NUMBERS = ("value", *changing.HOWS, *changing.DATES, "low", "high", "distribution", "effective_sample")
"""Keys of a quantity that decide what a run gives."""


def _contradictions(overlays: Sequence[ScenarioFile]) -> Iterator[str]:
    """Yield a fault for each quantity to which two strategies give different numbers."""
    for later, file in enumerate(overlays):
        for earlier in overlays[:later]:
            for path in file.quantities:
                mine, theirs = file.quantities[path], earlier.quantities.get(path)
                if theirs is None or written.changes(mine):
                    continue  # what changes another's number is laid over it
                if written.changes(theirs):
                    problem = f"gives a number of its own, which undoes what {earlier.name} changes"
                    yield fault(file.name, path, problem, f"name {file.stem} before {earlier.stem}")
                elif _numbers(path, mine) != _numbers(path, theirs):
                    problem = f"gives another number than {earlier.name}, and both are in force"
                    yield fault(file.name, path, problem, "leave one of the two strategies out, or let them agree")


def _numbers(path: str, content: written.Written) -> tuple[object, ...]:
    # any start will do: the two are compared with each other only
    return written.quantity(declared()[path], content, date(2000, 1, 1), "").numbers()


def _lacking(bases: Sequence[ScenarioFile], overlays: Sequence[ScenarioFile]) -> Iterator[str]:
    """Yield a fault for each part that is incomplete or that a strategy needs and the base lacks."""
    of_base = {path for file in bases for path in file.given}
    base_parts = {part_of(path) for path in of_base}
    base = bases[-1].name
    complained: set[str] = set()
    for file in overlays:
        for part in file.heading.get("requires", []):
            if part not in base_parts and not any(_brings(other.given, part) for other in overlays):
                complained.add(part)
                problem = f'"{part}" is a part that the base {base} lacks'
                yield fault(file.name, "requires", problem, f"{_offer(part, bases[-1])}, or leave the strategy out")
    given = of_base | {path for file in overlays for path in file.given}
    for part in parts():
        missing = [path for path in _expected(part) if path not in given]
        if not missing or part in complained:
            continue
        meddlers = [file for file in overlays if any(part_of(path) == part for path in file.given)]
        if part in base_parts:
            for path in missing:
                yield fault(base, path, "is missing", f'add it, in "{declared()[path].unit.name}", with its source')
        elif meddlers:
            for file in meddlers:
                problem = f"is a part that the base {base} lacks, and the strategy gives only some of it"
                yield fault(file.name, part, problem, f"use a base that has {part}, or give also {listed(missing)}")
        elif part not in optional_parts():
            yield fault(base, part, "is missing", "add the part, or base the scenario on one that has it")


def _expected(part: str) -> tuple[str, ...]:
    """Return the paths of the quantities that a file must give for the part to be whole."""
    return tuple(path for path, one in declared().items() if part_of(path) == part and one.unit is not ONS_CODE)


def _brings(given: Collection[str], part: str) -> bool:
    """Whether the quantities with these paths make the whole part."""
    return all(path in given for path in _expected(part))


def bringer(part: str) -> str | None:
    """Return the name of a variant that brings the whole part to a base without it, None when there is none."""
    variants = (read(path, strategy=True) for path in reading.variants())
    return next((variant.stem for variant in variants if _brings(variant.given, part)), None)


def _offer(part: str, base: ScenarioFile) -> str:
    """Return in words how a scenario comes by a part that its base lacks."""
    variant = bringer(part)
    another = f"use a base that has {part}"
    return another if variant is None else f"lay {variant} over it ({base.stem}+{variant}), {another}"


def _quantities(
    files: Sequence[ScenarioFile], start: date | None, faults: list[str], plausible: PlausibleRanges
) -> dict[str, Quantity]:
    """Return the quantities in force, a later file's over an earlier's, in the parameters' order."""
    found: dict[str, Quantity] = {}
    for file in files:
        scaled = _scaled(file, plausible.sizes)
        plain: dict[str, Quantity] = {}
        plausible.begin(file)
        for path, content in file.quantities.items():
            what, below = declared()[path], found.get(path)
            early = written.before_start(what, content, start) if start is not None else None
            wrong = early or (laying.nothing_below(what, content) if below is None else None)
            if wrong:
                faults.append(fault(file.name, *wrong))
                continue
            made = laying.laid(what, content, start or date.min, file.name, below, of_strategy=file.strategy)
            wrong_change = [*laying.outside(what, made)]
            wrong_size = [] if wrong_change else [*plausible.judged(what, content, made, below, file)]
            faults.extend(fault(file.name, *problem) for problem in (*wrong_change, *wrong_size))
            found[path] = fitted(made, scaled[path], what.unit) if path in scaled else made
            if made.layer is None and not made.is_table:
                plain[path] = made
        found.update(sized_services(plain, scaled))
        plausible.end(file)
    return {path: found[path] for path in declared() if path in found}


def _scaled(file: ScenarioFile, sizes: Mapping[str, StrategySize]) -> dict[str, StrategySize]:
    """Return of each quantity that grows with the size of a strategy how many times as large it is on this council."""
    if not file.strategy:
        return {}
    found = {path: size_of(sizes, file.stem, part_of(path)) for path in file.heading.get("scales", [])}
    return {path: size for path, size in found.items() if size is not None}
