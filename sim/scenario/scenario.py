"""A scenario: the quantities in force, from a base and its strategies, as the model reads or draws them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from sim.foundations.calendar import Calendar, in_words
from sim.foundations.chance import Chance
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, fault
from sim.foundations.first_day import FirstDay
from sim.parameters.parameters import Parameters
from sim.published.table import FigureRow, Figures, figures
from sim.scenario import areas
from sim.scenario import ensemble as ensembles
from sim.scenario.descriptions import StrategyDescription, described
from sim.scenario.ensemble import Ensemble
from sim.scenario.files import limits, overlay, reading
from sim.scenario.files.scenario_file import of_years
from sim.scenario.files.strategy_sizes import StrategySize
from sim.scenario.files.targets_asked import TargetAsked
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.quantities.timing import central, told

__all__ = ["BadInput", "Scenario", "load"]

DIGEST_LENGTH = 16

NOT_HERE = (
    "from a private file that is not among these results; numbers of the first days are the council's exact ones, and "
    "small ones are not hidden: hide them before results leave the council"
)
MOST_APART, ALWAYS_NEAR = 0.2, 5
"""Share of the children, and number of them, by which a private first day may differ from the count of its base."""

COURTS = "legal.generates"
"""Whether courts decide when children leave: what is calibrated with them does not hold without, nor the reverse."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """What one run of the model is told, and where each number comes from."""

    name: str
    title: str
    """In plain words, for tables and figures."""
    start: date
    years: float
    files: tuple[str, ...]
    """Those that made it, in the order in which they were laid over one another."""
    strategies: tuple[str, ...]
    quantities: Mapping[str, Quantity]
    """Every quantity in force by its dotted path, in the order of the parameters."""
    parameters: Parameters
    """The central values."""
    digest: str
    """Changes with any number in force, not with words."""
    authority: str = ""
    """Code of the authority whose published figures it is held against; empty for none."""
    base_numbers: str = ""
    """Digest of the base's own numbers, whatever its strategies and however long it runs."""
    changed: frozenset[str] = field(default_factory=frozenset)
    """Paths of quantities whose numbers are not the base's: a strategy or a sweep has set them."""
    sizes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each strategy that comes in sizes, the paths of the quantities that its size multiplies."""
    fitted: Mapping[str, StrategySize] = field(default_factory=dict)
    """How large the base makes each of its strategies beside what their files say; those without are as written."""
    ensemble: Ensemble | None = None
    """From which draws take the numbers that it holds; the others come from their ranges."""
    described: tuple[StrategyDescription, ...] = ()
    """What each strategy is, in their order, as its file says."""
    targets: tuple[TargetAsked, ...] = ()
    """What is wanted of the runs; the model does not read it."""
    doubts: tuple[str, ...] = ()
    """Numbers that lie well outside what is plausible, each in a sentence, to be told beside all results."""
    growth: float = 0.0
    """Share by which entries grow each year, where that was asked for beside the files."""
    own_figures: tuple[FigureRow, ...] = field(default=(), repr=False)
    """The council's own, which stand in the place of published ones."""
    first_day: FirstDay | None = field(default=None, repr=False)
    """The very children with whom it opens, from a private file; None where they are made to be like the count."""
    asked: str = field(default="", compare=False, repr=False)
    """The names and paths that it was loaded by, ``a+b``, as they were given; for the terminal, never for results."""

    def __repr__(self) -> str:
        return (
            f"<Scenario {self.name}: {self.title}, {self.start}, {counted(self.years, 'year')}, "
            f"{counted(len(self.quantities), 'quantity', 'quantities')}>"
        )

    @property
    def figures(self) -> Figures:
        """Return the figures that it is held against: published, or the council's own in their place."""
        return figures().with_own(self.own_figures) if self.own_figures else figures()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what is to be told beside all results, each in a sentence without its full stop."""
        if self.first_day is None:
            return self.doubts
        when = in_words(self.first_day.as_of)
        return (*self.doubts, f"The first day is of the very children looked after on {when}, {NOT_HERE}")

    @property
    def base(self) -> str:
        """Return the name of the base without its strategies."""
        return self.name.removesuffix("".join(f"+{name}" for name in self.strategies))

    @property
    def other_courts(self) -> bool:
        """Whether courts are laid over the base, or taken away from it."""
        return COURTS in self.changed

    def draw(self, seed: int, replication: int) -> Parameters:
        """Return parameters drawn from their ranges and the ensemble: each by its path, seed and replication alone."""
        chance = Chance(seed, replication)
        known = declared()
        values = {path: item.draw(path, known[path].unit, chance) for path, item in self.quantities.items()}
        taken: dict[str, Plain] = {}
        if self.ensemble is not None:
            base = {path: item.of_base for path, item in self.quantities.items()}
            drawn = self.ensemble.drawn(base, seed, replication)
            taken = {path: value for path, value in drawn.items() if not base[path].days(self.horizon)}
            for path, value in taken.items():
                values[path] = self.quantities[path].on(path, known[path].unit, 0.0, chance, value)
        values.update(areas.kept(values, self.quantities))
        limits.mend_draw(values)
        return told(self.quantities, values, self.horizon, chance, taken)

    def calendar(self) -> Calendar:
        """Return the calendar with the bank holidays of England around the years of the run."""
        # holidays takes a third of a second to import
        from holidays import country_holidays

        years = range(self.start.year - 2, self.start.year + int(self.years) + 3)
        return Calendar(self.start, frozenset(country_holidays("GB", subdiv="ENG", years=years)))

    @property
    def horizon(self) -> float:
        """Return the day after the start on which a run ends."""
        return Calendar(self.start).horizon(self.years)

    def with_years(self, years: float) -> Scenario:
        """Return the scenario for another number of years. Raises BadInput if that makes no sense."""
        wrong = [*of_years(years)]
        if wrong:
            raise BadInput(fault(self.name, *problem) for problem in wrong)
        parameters = central(self.quantities, Calendar(self.start).horizon(years))
        wrong = [*limits.problems(self.quantities, parameters, years)]
        if wrong:
            raise BadInput(fault(self.name, *problem) for problem in wrong)
        digest = _digest(self.start, years, self.quantities)
        return replace(self, years=float(years), parameters=parameters, digest=digest)

    def with_quantities(self, changed: Mapping[str, Quantity]) -> Scenario:
        """Return the scenario with these quantities, by path, in place of its own. Raises BadInput if they misfit."""
        both = {**self.quantities, **changed}
        quantities = {path: both[path] for path in declared() if path in both}
        parameters = central(quantities, self.horizon)
        wrong = [*limits.problems(quantities, parameters, self.years)]
        if any(path.startswith("opening.") for path in changed):
            wrong.extend(limits.first_day(parameters))
        if wrong:
            raise BadInput(fault(self.name, *problem) for problem in wrong)
        files = dict.fromkeys((*self.files, *(quantity.file for quantity in changed.values())))
        digest = _digest(self.start, self.years, quantities)
        return replace(
            self,
            quantities=quantities,
            parameters=parameters,
            files=tuple(files),
            digest=digest,
            changed=self.changed | changed.keys(),
            ensemble=self.ensemble and self.ensemble.sparing(_set_anew(changed)),
        )

    def with_first_day(self, first_day: FirstDay) -> Scenario:
        """Return the scenario that opens with these very children. Raises BadInput when they are not of its base."""
        name, opening = Path(first_day.path).name, self.parameters.opening
        if opening is None:
            raise BadInput([f"{name}: {self.base} begins with nobody in care; name the base of the council"])
        if first_day.as_of != self.start - timedelta(days=1):
            raise BadInput(
                [
                    f"{name}: is of {in_words(first_day.as_of)}, and {self.base} begins on "
                    f"{in_words(self.start)}; give the file and the base of the same returns"
                ]
            )
        apart = abs(len(first_day.children) - opening.looked_after)
        if first_day.council != self.authority or apart > max(ALWAYS_NEAR, MOST_APART * opening.looked_after):
            raise BadInput(
                [f"{name}: is of another council than {self.base}; give the file and the base of one council"]
            )
        return replace(self, first_day=first_day)

    def with_ensemble(self, ensemble: Ensemble | None) -> Scenario:
        """Return the scenario that draws from the ensemble. Raises BadInput when it was made for other numbers."""
        if ensemble is not None and ensemble.numbers != self.base_numbers:
            raise BadInput([ensemble.misfit(self.base)])
        if ensemble is not None and self.other_courts:
            raise BadInput([ensemble.other_courts(self.name)])
        if ensemble is not None:
            base = {path: item.of_base for path, item in self.quantities.items()}
            wrong = [*ensemble.faults(base, self.years)]
            if wrong:
                raise BadInput(wrong)
        changed = {path: self.quantities[path] for path in self.changed}
        return replace(self, ensemble=ensemble and ensemble.sparing(_set_anew(changed)))


def load(base: str, *strategies: str) -> Scenario:
    """Return the base, by name or path, with the strategies laid over it; ``a+b`` names several.

    Raises BadInput with every fault of every file.
    """
    first, *others = _split(base, strategy=False)
    wanted = [*others, *(name for names in strategies for name in _split(names, strategy=True))]
    laid = overlay.lay(first, wanted)
    names = tuple(file.stem for file in laid.strategies)
    titles = [file.heading.get("title", file.stem) for file in laid.strategies]
    return Scenario(
        name="+".join((laid.bases[-1].stem, *names)),
        title=", ".join((laid.title, *titles)),
        start=laid.start,
        years=float(laid.years),
        files=tuple(file.name for file in (*laid.bases, *laid.strategies)),
        strategies=names,
        quantities=laid.quantities,
        parameters=laid.parameters,
        digest=_digest(laid.start, laid.years, laid.quantities),
        authority=laid.authority,
        base_numbers=_digest(laid.start, 0, laid.of_bases),
        changed=frozenset(
            path
            for path, quantity in laid.quantities.items()
            if path not in laid.of_bases or not quantity.same_numbers(laid.of_bases[path])
        ),
        sizes={file.stem: tuple(scales) for file in laid.strategies if (scales := file.heading.get("scales"))},
        described=tuple(map(described, laid.strategies)),
        targets=laid.targets,
        fitted=laid.fitted,
        doubts=laid.doubts,
        own_figures=laid.own_figures,
        asked="+".join((first, *wanted)),
    )


def with_ensembles(scenarios: Iterable[Scenario], asked: str | None) -> list[Scenario]:
    """Return each scenario drawing from the ensemble asked for by path; by default from the one kept for its base.

    "none" means from none, as for all by default where courts are laid over the base of one, since it was calibrated
    without. Raises BadInput when an ensemble cannot be read or was made for other numbers.
    """
    given = list(scenarios)
    if asked is None and any(scenario.other_courts for scenario in given):
        asked = ensembles.NONE
    return [scenario.with_ensemble(_ensemble(scenario.base, asked)) for scenario in given]


def _ensemble(base: str, asked: str | None) -> Ensemble | None:
    if asked == ensembles.NONE:
        return None
    if asked is None:
        path = ensembles.kept_for(base)
    else:
        path = next((path for path in reading.at_path(asked) if path.exists()), Path(asked))
    return None if path is None else ensembles.read(path)


def _split(names: str, strategy: bool) -> list[str]:
    """Return the names in ``a+b``; a file whose own name has a plus is one name."""
    if "+" not in names:
        return [names]
    try:
        reading.locate(names, strategy)
    except BadInput:
        return [name.strip() for name in names.split("+")]
    return [names]


def _set_anew(changed: Mapping[str, Quantity]) -> frozenset[str]:
    """Return the paths of those that do not only change what the base gives, which may be drawn like the base's."""
    return frozenset(path for path, item in changed.items() if not item.over_base)


def _digest(start: date, years: float, quantities: Mapping[str, Quantity]) -> str:
    numbers = {path: quantity.numbers() for path, quantity in sorted(quantities.items())}
    content = json.dumps([start.isoformat(), float(years), numbers], sort_keys=True)
    return sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]
