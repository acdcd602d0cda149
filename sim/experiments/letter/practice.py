"""How the council worked when the inspectors came, as the letter is read: numbers in place of those of a scenario."""

from __future__ import annotations

from sim.foundations.faults import BadInput
from sim.scenario.files import reading, scenario_file
from sim.scenario.quantities import written
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario

PRACTICE = "practice/letter.toml"
"""Within the folders of scenarios."""


def as_found(scenario: Scenario) -> Scenario:
    """Return the scenario with the practice that the visit found. Raises BadInput with every fault."""
    path = next(path for folder in reading.scenarios_folders() if (path := folder / PRACTICE).is_file())
    file = scenario_file.read(path, strategy=True)
    if file.faults:
        raise BadInput(file.faults)
    return scenario.with_quantities(
        {
            path: written.quantity(declared()[path], content, scenario.start, file.name)
            for path, content in file.quantities.items()
        }
    )
