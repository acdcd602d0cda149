"""The scenarios of what was asked: the very ones that the command line would run."""

from __future__ import annotations

from sim.planner.asked import Asked
from sim.planner.command import base_name, mixed
from sim.planner.files import STRATEGIES, laid_down
from sim.scenario.files.workplace import SCENARIOS
from sim.scenario.scenario import Scenario, load, with_ensembles


def scenarios(asked: Asked) -> list[Scenario]:
    """Return the base and what is compared with it, in the command line's order, ready to be run.

    Raises BadInput with every fault of every file.
    """
    if not asked.needs_files:
        return _laid(asked, base_name(asked), mixed(asked))
    with laid_down(asked) as folder:
        within = folder / SCENARIOS
        strategies = {path.stem: str(path) for path in (folder / STRATEGIES).glob("*.toml")}
        base, *parts = base_name(asked).split("+")
        own = within / f"{base}.toml"
        found = "+".join((str(own) if own.is_file() else base, *(strategies.get(part, part) for part in parts)))
        mix = ["+".join(strategies.get(name, name) for name in one.split("+")) for one in mixed(asked)]
        return _laid(asked, found, tuple(mix))


def _laid(asked: Asked, base: str, mix: tuple[str, ...]) -> list[Scenario]:
    if not mix:
        one = load(base)
        laid = [one if asked.years is None else one.with_years(asked.years)]
    else:
        from sim.experiments.comparison.comparison import beside, laid_over

        laid = beside(laid_over(base, mix, asked.years), None, asked.drawn)
    return with_ensembles(laid, None) if asked.drawn else laid
