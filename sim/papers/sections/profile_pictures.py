"""The figures of a council's profile at the width of a paper."""

from __future__ import annotations

from sim.experiments.profile.council import CouncilProfile
from sim.papers.document.paper import Picture
from sim.papers.sections.profile_tables import profile_sources
from sim.reports.profile.figure_list import ProfileFigure, TrendFigure, items_of, profile_figures
from sim.reports.profile.figures import PAPER, draw


def profile_pictures(found: CouncilProfile) -> tuple[Picture, ...]:
    """Return every figure of the profile."""
    return tuple(profile_picture(found, one) for one in profile_figures(found))


def profile_picture(found: CouncilProfile, what: ProfileFigure) -> Picture:
    """Return one figure of the profile."""
    drawn = draw(found, what, PAPER)
    return Picture(
        name=drawn.name,
        caption=f"{drawn.title}. {drawn.caption}",
        alternative=drawn.alternative,
        svg=drawn.svg(),
        png=drawn.png(),
        table="profile_years" if isinstance(what, TrendFigure) else "",
        sources=profile_sources(found, items_of(found, what)),
    )
