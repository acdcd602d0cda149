"""Figures drawn side by side: one after the other here, while a second process draws some of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sim.experiments.running.execution.processes import Crew, possible
from sim.experiments.running.execution.workers import Lost
from sim.reports.shared.drawing import Drawing


@dataclass(frozen=True, slots=True)
class Sketch:
    """A figure that is yet to be drawn."""

    make: Callable[[], Drawing]
    """Picklable, and with no more than the drawing needs, so that another process can make it."""
    panels: int
    """The more, the longer it takes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The files of a figure, with the words that go with it."""

    name: str
    """Of its files."""
    title: str
    caption: str
    alternative: str
    svg: str
    png: bytes


def drawn(sketches: Sequence[Sketch], processes: int) -> list[Drawn]:
    """Return the files of each sketch, in their order and the same on any number of processes.

    A second process begins with the longest. It takes nearly half a second to start, by which time the others are half
    done, so that more than two are of no use.
    """
    if possible(processes) < 2 or len(sketches) < 2:
        return [draw(sketch) for sketch in sketches]
    found: dict[int, Drawn] = {}
    left = deque(sorted(enumerate(sketches), key=lambda one: one[1].panels))
    crew: Crew[tuple[int, Sketch], Drawn] = Crew(_draw_numbered, 1)
    with ThreadPoolExecutor(1) as thread:
        # matplotlib is used by this one thread; the main thread hands out, and is there for Ctrl-C
        here = thread.submit(lambda: {number: draw(sketch) for number, sketch in _taken(left.popleft)})
        try:
            for (number, sketch), answer in crew.answers(_taken(left.pop)):
                found[number] = draw(sketch) if isinstance(answer, Lost) else answer
        finally:
            left.clear()
            crew.stop()
        found |= here.result()
    return [found[number] for number in range(len(sketches))]


def draw(sketch: Sketch) -> Drawn:
    """Return the files of a sketch."""
    one = sketch.make()
    return Drawn(one.name, one.title, one.caption, one.alternative, one.svg(), one.png())


def _draw_numbered(item: tuple[int, Sketch]) -> Drawn:
    return draw(item[1])


def _taken(take: Callable[[], tuple[int, Sketch]]) -> Iterator[tuple[int, Sketch]]:
    """Yield what is left, taken from one end, until nothing is."""
    while True:
        try:
            yield take()
        except IndexError:
            return
