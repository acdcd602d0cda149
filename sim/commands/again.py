"""A report that is asked for again: of results.json, where all else is there."""

from __future__ import annotations

from pathlib import Path

from sim.commands.request import CommandLine, say


def page_again(request: CommandLine, into: Path) -> bool:
    """Draw the page of a folder again where nothing but a report is asked for, and return whether that was all.

    It was not where anything is gone, or where results.json cannot be read, which is said: all is to be made again.
    """
    from sim.foundations.faults import BadInput
    from sim.reports.run.again import drawn_again

    if not request.only_report:
        return False
    try:
        done = drawn_again(into, png=request.png)
    except BadInput as fault:
        say("\n".join((*fault.faults, "So all is made again, from the replications that are kept.")))
        return False
    if done:
        say("Nothing is missing: report.html is drawn again from results.json.")
    return done
