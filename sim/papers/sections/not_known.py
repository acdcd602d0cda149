"""What is not known, and what the model does not hold: said in the paper itself."""

from __future__ import annotations

from collections.abc import Iterator

from sim.foundations.counted import counted
from sim.papers.document.paper import Block, Bullets, Heading, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.kept.spread import LEAST_FOR_A_RANGE
from sim.papers.sections.assumptions import judged
from sim.papers.sections.given import Given
from sim.papers.sections.options import how_sure

TITLE = "What is not known"

NOT_MODELLED = (
    "Care leavers after 18: their housing and support up to 25.",
    "Ethnicity, religion and language of children and carers.",
    "What children and young people say themselves: their voice must be heard beside these numbers.",
    "Providers one by one: their grades at inspection, frameworks, block contracts and notice periods.",
    "Health and education beyond the services that a base has switched on.",
    "How many sibling groups will come; only whether siblings are placed together is counted.",
    "Secure and deprivation-of-liberty orders, and solo placements, as kinds of their own.",
)
"""What strategies ask for and the model does not hold."""


def not_known(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    blocks: list[Block] = [Heading(1, TITLE)]
    if given.run is not None:
        blocks.append(Bullets(tuple(_of_run(given.run))))
    blocks += [
        Words("A simulation says what would follow if its assumptions held. It is no forecast that they do."),
        Heading(2, "What is not modelled"),
        Bullets(NOT_MODELLED),
    ]
    return tuple(blocks)


def _of_run(run: KeptRun) -> Iterator[str]:
    manifest = run.manifest
    if manifest.replications < LEAST_FOR_A_RANGE:
        yield f"{counted(manifest.replications, 'future')}: too few for any range, which are left out."
    if run.strategies:
        yield how_sure(run)
    elif not manifest.uncertainty:
        yield (
            "Every input was held at its central value: ranges are of luck alone, and say nothing of how sure the "
            "inputs are."
        )
    for strategy in run.strategies:
        number = judged(run, strategy)
        if number:
            what = "rests on 1 judgement" if number == 1 else f"rests on {number} judgements"
            yield (
                f"What {manifest.label(strategy)} does {what}. Read its results as what would follow if they held; no "
                "more is claimed for them than their sources say."
            )
    yield "The base goes on as it is, without what the council has decided since its figures were published."
