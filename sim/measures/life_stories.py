"""The measures of life-story work: who has a book of those for whom one is due, and how long it was waited for."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Numbers
from sim.measures.averages import median_in
from sim.measures.columns import codes, days, numbers
from sim.measures.counting import number_at
from sim.measures.declaration import OWN, Better, rate, stock
from sim.measures.spending import Spending, years_in_force
from sim.measures.value import Parts, Share, Spans
from sim.measures.view import View

STATUTE = "Department for Education, statutory guidance on adoption (2013), chapter 5, asks for it of adopted children"


def with_life_story_book(view: View, at: Numbers) -> Share:
    """Return the children in care at each moment for whom a book is due, and of them those who have it."""
    stories = view.register.life_stories
    due, done, left = numbers(stories.due), days(stories.done), view.periods.ended[codes(stories.episode)]
    has = np.minimum(np.maximum(done, due), left)
    return Share(number_at(has, left, at), number_at(np.minimum(due, left), left, at))


def life_story_books(view: View, at: Numbers) -> Parts:
    """Percentage of children in care at each moment for whom a book is due who have it."""
    yield "", with_life_story_book(view, at).percent


LIFE_STORY_BOOKS_PERCENT = stock(
    "life_story_books_percent",
    "Children with a life-story book, of those due one",
    "percent",
    Better.HIGHER,
    "Of children looked after for whom a life-story book is due, since it has been known for a year that they will not "
    "go home, those who have one.",
    f"{OWN}; {STATUTE}.",
    "Children with a book over children for whom one is due.",
    life_story_books,
)


def life_story_wait(view: View, spans: Spans) -> Parts:
    """Median days from falling due until a book was made, of those made in each span."""
    stories = view.register.life_stories
    done, due = days(stories.done), numbers(stories.due)
    made = np.isfinite(done) & (done > due)
    yield "", median_in(done[made], (done - due)[made], spans)


LIFE_STORY_WAIT_DAYS_MEDIAN = rate(
    "life_story_wait_days_median",
    "Wait for a life-story book that is due",
    "days",
    Better.LOWER,
    "Half of the books made in the year had been due for so many days or fewer.",
    OWN,
    "Day on which the book was made less day on which it fell due; median of books made.",
    life_story_wait,
)


def more_life_story_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what more workers cost in each span."""
    more, work = view.parameters.more_life_story, view.parameters.life_story
    if more is None or work is None:
        return None
    return more.workers * work.cost_per_worker * years_in_force(view, more.starts, more.ramp, spans)


SPENDING = Spending("more life-story work", more_life_story_cost)


def base_cost(view: View, spans: Spans) -> Numbers:
    """Return what those who make the books cost in each span."""
    work = view.parameters.life_story
    if work is None:
        return np.zeros(len(spans.since))
    return work.workers * work.cost_per_worker * years_in_force(view, 0.0, 0.0, spans)
