"""Our children in care: the profile from published figures, and the trend beside neighbours, region and England."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.profile.council import CouncilProfile, council_profile
from sim.experiments.profile.subject import ProfileSubject
from sim.foundations.faults import BadInput
from sim.papers.document.paper import Block, Bullets, Heading, Words
from sim.papers.sections.given import Given
from sim.papers.sections.profile_pictures import profile_pictures
from sim.papers.sections.profile_tables import profile_table, rates_table, years_table
from sim.published.table import figures
from sim.reports.profile.words import findings, scope

TITLE = "Our children in care, and how we compare"

SUBJECTS = (
    ProfileSubject.AGE,
    ProfileSubject.SEX,
    ProfileSubject.NEED,
    ProfileSubject.LEGAL,
    ProfileSubject.KIND,
    ProfileSubject.DISTANCE,
    ProfileSubject.STABILITY,
    ProfileSubject.CEASED_REASON,
    ProfileSubject.COST,
)
"""What strategies ask for; all others are in the profile by itself."""

PICTURES = ("profile_rate", "profile_flows", "profile_kinds")
"""Those of the profile that a paper shows."""


def profile(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    found = _profile(given)
    if found is None:
        return (
            Heading(1, TITLE),
            Words(
                "The base names no council of which figures are published, or too little is published of it: there is "
                "no profile here."
            ),
        )
    return (Heading(1, TITLE), *_blocks(found))


def _profile(given: Given) -> CouncilProfile | None:
    if given.authority is None:
        return None
    try:
        return council_profile(figures(), given.authority)
    except BadInput:
        return None


def _blocks(found: CouncilProfile) -> Iterator[Block]:
    yield Words(scope(found))
    yield Bullets(tuple(findings(found)))
    yield Heading(2, "The trend beside neighbours and England")
    yield from (picture for picture in profile_pictures(found) if picture.name in PICTURES)
    yield rates_table(found)
    yield years_table(found)
    yield Heading(2, "Who they are, where they live, how they leave")
    for subject in SUBJECTS:
        table = profile_table(found, subject)
        if table is not None:
            yield table
    yield Words("Ethnicity and religion are not among these figures. The council's profile has more, on its own page.")
