"""What the planner keeps as files and opens again: scenarios, bases of their own, and results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sim.foundations.faults import BadInput, fault
from sim.planner.asked import Asked
from sim.planner.fields import NAME, to_fields
from sim.planner.files import STRATEGIES
from sim.planner.read_back import read_back
from sim.reports.result import results_file
from sim.reports.result.results_page import ResultsPage
from sim.scenario.files import reading
from sim.scenario.files.workplace import SCENARIOS

TOML, JSON = ".toml", ".json"


@dataclass(frozen=True, slots=True)
class RunHere:
    """A run that was made, or opened, since the file was opened."""

    number: int
    title: str


def opened(texts: Mapping[str, str]) -> dict[str, object]:
    """Return what files by name hold: the fields of a scenario, or results. Raises BadInput where it is neither."""
    kept = [name for name in texts if name.endswith(JSON)]
    if kept:
        return _results(kept[0], texts[kept[0]])
    scenarios = {PurePosixPath(name).stem: text for name, text in texts.items() if name.endswith(TOML)}
    if not scenarios:
        mend = "choose a scenario that ends on .toml, or the results.json of a run"
        raise BadInput([fault(next(iter(texts), "nothing"), "", "is no file that was saved here", mend)])
    for name in scenarios:
        if not NAME.fullmatch(name):
            mend = "give it a name of small letters, digits and _ alone, such as panel_2027.toml"
            raise BadInput([fault(f"{name}{TOML}", "", "has a name that scenarios cannot have", mend)])
    said = {name: reading.tables(text, f"{name}{TOML}") for name, text in scenarios.items()}
    based = [name for name, tables in said.items() if _is_based(tables)]
    if len(based) > 1:
        mend = "choose one, with the strategies that were saved with it"
        raise BadInput([fault(f"{based[1]}{TOML}", "", f"is a scenario too, beside {based[0]}{TOML}", mend)])
    if based:
        return {"fields": to_fields(read_back(_by_path(scenarios, based[0]), based[0])), "go": "check"}
    name = next(iter(scenarios))
    return {"fields": to_fields(Asked(base=name, base_text=scenarios[name])), "go": "figures"}


def _is_based(tables: Mapping[str, object]) -> bool:
    """Whether a file is laid over a council's base, and no whole base, which at most England's lies below."""
    return "based_on" in tables and not str(tables["based_on"]).startswith("england")


def _by_path(scenarios: Mapping[str, str], first: str) -> dict[str, str]:
    """Return files as they lie in folders: strategies of the scenario's own, and its base where that is given too."""
    return {
        f"{STRATEGIES if name.startswith(f'{first}_') else SCENARIOS}/{name}{TOML}": text
        for name, text in scenarios.items()
    }


def _results(name: str, text: str) -> dict[str, object]:
    page = results_file.parsed(text, name)
    if not isinstance(page, ResultsPage):
        mend = "open its report.html in a browser; here runs and comparisons alone can be opened"
        raise BadInput([fault(name, "", "holds the results of another kind of analysis", mend)])
    return {"title": page.title, "text": text}
