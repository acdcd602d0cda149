"""What a sweep found, in sentences: the finding of each measure, then what its numbers do together."""

from __future__ import annotations

from sim.experiments.asking.form_of_sweep import SPREAD_OUT
from sim.experiments.sweep.sweep import Sweep
from sim.reports.sweep.caseload_words import by_caseload
from sim.reports.sweep.interplay_words import together
from sim.reports.sweep.lead_words import lead
from sim.reports.sweep.words import spread_out


def findings(sweep: Sweep) -> list[str]:
    """Return what was found, in sentences, the largest first."""
    if sweep.asked.designed.design in SPREAD_OUT:
        return [*spread_out(sweep)]
    return [*lead(sweep), *together(sweep), *by_caseload(sweep)] or ["Nothing that was asked for changes anywhere."]
