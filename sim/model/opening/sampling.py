"""The opening sample: clusters of one replication, drawn by their weights, that meet the published numbers exactly.

A systematic sample of families, whole, then one of lone children; then lone children are exchanged, always by the
weights, until no cell has a child too many or too few. Families are never exchanged, only refused where they do not
fit, so that siblings, elapsed times and needs stay near what the weights say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.chance import Chance, Decision
from sim.model.opening.frame import Frame, line
from sim.model.opening.margins import CELLS, KINDS, MARGIN_OF, MARGINS, STRIDES, TYPE_CELLS

ATTEMPTS = 12
"""Samples drawn, each by other names, until one meets every number; then the best of them."""

TRIES = 40
"""Draws of another cluster before it is given up that one fits."""

OCCASIONS = 64
"""Names of draws that each attempt has for itself; more than `TRIES`."""

ROUNDS_A_CHILD, ROUNDS = 4, 60
"""Exchanges tried in all, and those that may disturb other margins."""

MOST_HARM = 2
"""Cells by which an exchange may leave more to mend than there was."""


@dataclass(frozen=True, slots=True)
class OpeningSample:
    """The clusters of one replication, and what they miss."""

    clusters: tuple[int, ...]
    """By their places in the pool, in order."""
    missing: tuple[int, ...]
    """By cell: children too few, or too many below nought."""
    homes_over: int
    """Households of a size beyond those that the authority has."""

    @property
    def missed(self) -> int:
        """How far it is from what was published."""
        return sum(map(abs, self.missing)) + self.homes_over


def sample(frame: Frame, chance: Chance) -> OpeningSample:
    """Return the sample of a replication: the first that meets every number, else the nearest of a few."""
    best = _Draw(frame, chance, 0).result()
    for attempt in range(1, ATTEMPTS):
        if not best.missed:
            break
        best = min(best, _Draw(frame, chance, attempt).result(), key=lambda found: found.missed)
    return best


class _Draw:
    """One attempt at the sample of a replication."""

    __slots__ = ("_attempt", "_chance", "_families", "_frame", "_left", "_picked", "_room", "_step", "_used")

    def __init__(self, frame: Frame, chance: Chance, attempt: int) -> None:
        self._frame, self._chance, self._attempt = frame, chance, attempt
        self._left = list(frame.targets)
        """Children still to come, by cell; below nought, too many."""
        self._room = dict(frame.room)
        self._families: list[int] = []
        self._picked: dict[int, list[int]] = {}
        """Lone children chosen, by type."""
        self._used: set[int] = set()
        """Chosen clusters, only asked whether one is among them."""
        self._step = 0

    def result(self) -> OpeningSample:
        """Return the sample."""
        self._take_families()
        for which in self._frame.alone.systematic(self._u(decisions.OPENING_COHORT, 1)):
            self._add(which)
        self._mend_number()
        self._mend_margins()
        self._mend_homes()
        chosen = [*self._families, *(which for group in self._picked.values() for which in group)]
        over = sum(max(0, -left) for left in self._room.values())
        return OpeningSample(tuple(sorted(chosen)), tuple(self._left), over)

    def _u(self, name: Decision, subject: int, turn: int = 0) -> float:
        return self._chance.uniform(name, subject, self._attempt * OCCASIONS + turn)

    def _chosen(self, weights: Sequence[float], turn: int) -> int:
        """Return a place among the weights, drawn by them in this step."""
        left = self._u(decisions.OPENING_REPAIR, self._step, turn) * sum(weights)
        for place, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return place
        return len(weights) - 1

    # --- families

    def _take_families(self) -> None:
        """Take families whole: a systematic sample, but for those that do not fit what was published."""
        drawn = self._frame.families.systematic(self._u(decisions.OPENING_COHORT, 0))
        order = sorted(range(len(drawn)), key=lambda number: self._u(decisions.OPENING_ORDER, number))
        for number in order:
            which: int | None = drawn[number]
            assert which is not None
            if which in self._used or not self._fits(which):
                which = self._another(number, len(self._frame.cells[which]))
            if which is not None:
                self._families.append(which)
                self._used.add(which)
                self._count(which, -1)

    def _fits(self, which: int) -> bool:
        """Whether no cell and no size of household would have too many with this cluster."""
        self._count(which, -1)
        fits = all(self._left[cell] >= 0 for cell in self._frame.cells[which])
        fits = fits and all(self._room[places] >= 0 for places in self._frame.homes[which])
        self._count(which, +1)
        return fits

    def _another(self, number: int, most_cells: int) -> int | None:
        """Return another family that fits and is no larger, drawn by weight, if one is found."""
        for turn in range(TRIES):
            which = self._frame.families.drawn(self._u(decisions.OPENING_ANOTHER, number, turn))
            if which not in self._used and len(self._frame.cells[which]) <= most_cells and self._fits(which):
                return which
        return None

    # --- lone children

    def _count(self, which: int, change: int) -> None:
        for cell in self._frame.cells[which]:
            self._left[cell] += change
        for places in self._frame.homes[which]:
            self._room[places] += change

    def _add(self, which: int) -> None:
        self._picked.setdefault(self._frame.types[which], []).append(which)
        self._used.add(which)
        self._count(which, -1)

    def _drop(self, code: int, u: float) -> None:
        group = self._picked[code]
        which = group.pop(int(u * len(group)))
        self._used.discard(which)
        self._count(which, +1)

    def _add_one_of(self, code: int) -> None:
        """Add a lone child of a type: by weight, one not chosen yet, in a home for which there is room."""
        members = self._frame.of_type[code]
        for turn in range(TRIES):
            which = members.drawn(self._u(decisions.OPENING_CHOICE, self._step, turn))
            if which not in self._used and all(self._room[places] > 0 for places in self._frame.homes[which]):
                break
        self._add(which)

    def _mend_number(self) -> None:
        """Add or drop lone children until there are as many children as published."""
        short = sum(self._left[cell] for cell in KINDS)
        while short > 0 and self._frame.of_type:
            self._step += 1
            codes = self._most_helpful(self._frame.of_type, +1)
            self._add_one_of(codes[self._chosen([self._frame.of_type[code].weight for code in codes], 0)])
            short -= 1
        while short < 0 and any(self._picked.values()):
            self._step += 1
            codes = self._most_helpful([code for code, group in self._picked.items() if group], -1)
            code = codes[self._chosen([len(self._picked[code]) for code in codes], 0)]
            self._drop(code, self._u(decisions.OPENING_REPAIR, self._step, 1))
            short += 1

    def _most_helpful(self, codes: Iterable[int], sign: int) -> list[int]:
        """Return the types of which one more (`sign` 1) or one less (-1) mends most cells."""
        left = self._left
        wanted = [1 if number * sign > 0 else -1 for number in left]
        most = -len(MARGINS) - 1
        found: list[int] = []
        for code in codes:
            gain = sum([wanted[cell] for cell in TYPE_CELLS[code]])
            if gain > most:
                most, found = gain, []
            if gain == most:
                found.append(code)
        return found

    def _mend_margins(self) -> None:
        """Exchange lone children, out of a cell with too many for one with too few, until every number is met."""
        left, last, disturbing = (
            self._left,
            ROUNDS_A_CHILD * sum(self._frame.targets[cell] for cell in KINDS) + ROUNDS,
            0,
        )
        while self._step < last and disturbing < ROUNDS:
            over = [cell for cell in range(CELLS) if left[cell] < 0]
            if not over:
                return
            self._step += 1
            out = over[int(self._u(decisions.OPENING_REPAIR, self._step, 0) * len(over))]
            under = [cell for cell in MARGINS[MARGIN_OF[out]] if left[cell] > 0]
            if not under:
                return
            into = under[int(self._u(decisions.OPENING_REPAIR, self._step, 1) * len(under))]
            pairs = self._twins(out, into)
            if not pairs:
                disturbing += 1
                pairs = self._least_harmful(out, into)
            if pairs:
                weights = [len(self._picked[code]) * self._frame.of_type[other].weight for code, other in pairs]
                code, other = pairs[self._chosen(weights, 2)]
                self._drop(code, self._u(decisions.OPENING_REPAIR, self._step, 3))
                self._add_one_of(other)

    def _twins(self, out: int, into: int) -> list[tuple[int, int]]:
        """Return pairs of types, one chosen and one that exists, that are alike but for these cells."""
        margin = MARGIN_OF[out]
        shift, of_type = (into - out) * STRIDES[margin], self._frame.of_type
        return [
            (code, code + shift)
            for code, group in self._picked.items()
            if group and TYPE_CELLS[code][margin] == out and code + shift in of_type
        ]

    def _least_harmful(self, out: int, into: int) -> list[tuple[int, int]]:
        """Return pairs of types that differ in other margins too: those after which least is left to mend."""
        margin, left = MARGIN_OF[out], self._left
        least = MOST_HARM
        found: list[tuple[int, int]] = []
        others = [code for code in self._frame.of_type if TYPE_CELLS[code][margin] == into]
        for code, group in self._picked.items():
            if not group or TYPE_CELLS[code][margin] != out:
                continue
            for other in others:
                harm = 0
                for gone, come in zip(TYPE_CELLS[code], TYPE_CELLS[other], strict=True):
                    if gone != come:
                        harm += (1 if left[gone] >= 0 else -1) + (1 if left[come] <= 0 else -1)
                if harm < least:
                    least, found = harm, []
                if harm == least:
                    found.append((code, other))
        return found

    # --- homes

    def _mend_homes(self) -> None:
        """Exchange lone children, each for one of its type, out of sizes of household of which there are too many."""
        for places in self._room:
            while self._room[places] < 0:
                self._step += 1
                options = [(code, self._elsewhere(code)) for code in self._picked if self._inside(code, places)]
                options = [(code, others) for code, others in options if others]
                if not options:
                    break
                inside = [(place, code, others) for code, others in options for place in self._inside(code, places)]
                place, code, others = inside[int(self._u(decisions.OPENING_HOMES, self._step) * len(inside))]
                new = line(others, self._frame.weights).drawn(self._u(decisions.OPENING_HOMES, self._step, 1))
                old = self._picked[code][place]
                self._picked[code][place] = new
                self._used.discard(old)
                self._used.add(new)
                self._count(old, +1)
                self._count(new, -1)

    def _inside(self, code: int, places: int) -> list[int]:
        """Return which of the chosen children of a type live in a household of this size."""
        homes = self._frame.homes
        return [place for place, which in enumerate(self._picked[code]) if places in homes[which]]

    def _elsewhere(self, code: int) -> list[int]:
        """Return the children of a type who are not chosen, and live where there is room for their household."""
        room, homes, used = self._room, self._frame.homes, self._used
        members = self._frame.of_type[code].clusters
        return [which for which in members if which not in used and all(room[size] > 0 for size in homes[which])]
