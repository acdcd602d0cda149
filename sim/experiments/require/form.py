"""What the file of a requirement may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.experiments.sufficiency.statement import PROBABILITY
from sim.scenario.files.experiment_file import ExperimentHeading

FOLDER = "requirements"
"""Within the folders of scenarios."""

NUMBER = "a number"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementFile(ExperimentHeading):
    """What the file of a requirement says. Its measures are told beside the standard's own."""

    standard: Annotated[str, 'a standard as text, such as "first_choice_percent>=80"']
    by: Annotated[str, "the path of a quantity as text, such as in_house_fostering.places"]
    probability: Annotated[float, "a probability, such as 0.8"] = PROBABILITY
    low: Annotated[float | None, NUMBER] = None
    high: Annotated[float | None, NUMBER] = None
    step: Annotated[float | None, NUMBER] = None
