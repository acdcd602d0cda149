"""The figures of a council's profile at the width of a paper."""

from __future__ import annotations

from sim.experiments.profile.council import CouncilProfile
from sim.papers.document.paper import Picture
from sim.papers.sections.profile_tables import profile_sources
from sim.reports.paper_figures.of_chart import chart_for_paper
from sim.reports.profile.figure_list import ProfileFigure, TrendFigure, items_of, profile_figures
from sim.reports.profile.figures import chart_of


def profile_pictures(found: CouncilProfile) -> tuple[Picture, ...]:
    """Return every figure of the profile."""
    return tuple(profile_picture(found, one) for one in profile_figures(found))


def profile_picture(found: CouncilProfile, what: ProfileFigure) -> Picture:
    """Return one figure of the profile."""
    figure = chart_of(found, what)
    drawn = chart_for_paper(figure)
    return Picture(
        name=figure.name,
        caption=f"{figure.title}. {figure.caption}",
        alternative=figure.alternative,
        svg=drawn.svg,
        png=drawn.png,
        table="profile_years" if isinstance(what, TrendFigure) else "",
        sources=profile_sources(found, items_of(found, what)),
    )
