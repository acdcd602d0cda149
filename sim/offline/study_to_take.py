"""A study as it goes from worker to worker: without the children of first days, which each worker has once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.experiments.running.study import OpeningKey, Study
from sim.model.opening.pool import Pool


@dataclass(frozen=True, slots=True)
class StudyToTake:
    """A study, and with which first day each of its scenarios opens."""

    study: Study
    opens: Mapping[OpeningKey, str | None]
    """The digest of the first day; None where nobody is in care on it."""

    def with_pools(self, pools: Mapping[str, Pool]) -> Study:
        """Return the study that opens with these children, by digest of the first day."""
        opened = {key: None if digest is None else pools[digest] for key, digest in self.opens.items()}
        return replace(self.study, pools=opened)
