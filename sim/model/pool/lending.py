"""Lives lent from one kind of placement to another that is published, but that hardly any of them live in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import CourtOrder, Kind, LeavingCause, LegalStatus, readable
from sim.model.core.kept import Cluster, KeptLaw, PoolChild
from sim.model.opening.margins import KINDS

ENOUGH = 8
"""Children of a kind in the pool for each that is published, so that replications do not open with the same ones."""


class Lender(NamedTuple):
    """A kind whose children can stand for those of another, at some ages."""

    kind: Kind
    since: float = 0.0
    until: float = 18.0
    """Years of age."""


OLDER = (Lender(Kind.CHILDRENS_HOME, 10.0), Lender(Kind.AGENCY, 10.0), Lender(Kind.CONNECTED, 10.0))

LENDERS: Mapping[Kind, tuple[Lender, ...]] = {
    Kind.CONNECTED: (Lender(Kind.AGENCY), Lender(Kind.WITH_PARENTS)),
    Kind.AGENCY: (Lender(Kind.CONNECTED), Lender(Kind.CHILDRENS_HOME)),
    Kind.CHILDRENS_HOME: (Lender(Kind.OTHER_RESIDENTIAL), *OLDER[1:]),
    Kind.SECURE: OLDER,
    Kind.OTHER_RESIDENTIAL: OLDER,
    Kind.SUPPORTED: (Lender(Kind.AGENCY, 16.0), Lender(Kind.CHILDRENS_HOME, 16.0), Lender(Kind.CONNECTED, 16.0)),
    Kind.WITH_PARENTS: (Lender(Kind.CONNECTED), Lender(Kind.AGENCY)),
    Kind.ADOPTION: (Lender(Kind.AGENCY, 0.0, 7.0), Lender(Kind.CONNECTED, 0.0, 7.0)),
}
"""The nearest first. Nothing is lent to in-house fostering, where a child lives in a household."""


def lent(clusters: Sequence[Cluster], targets: Sequence[int]) -> tuple[list[Cluster], list[str]]:
    """Return copies of lone children, moved to kinds of which the pool has too few, and what was lent, in words."""
    have = dict.fromkeys(Kind, 0)
    for cluster in clusters:
        for child in cluster.children:
            have[child.placements[-1].kind] += 1
    copies: list[Cluster] = []
    words = []
    for kind, lenders in LENDERS.items():
        short = ENOUGH * targets[KINDS[kind]] - have[kind]
        if targets[KINDS[kind]] == 0 or short <= 0:
            continue
        found: dict[Kind, int] = {}
        for lender, cluster in _taken(clusters, lenders, short):
            copies.append(_moved(cluster, kind))
            found[lender] = found.get(lender, 0) + 1
        if found:
            of = ", ".join(f"{number} of {readable(lender)}" for lender, number in found.items())
            here = f"{have[kind]} for the {targets[KINDS[kind]]} published"
            words.append(f"opening.kinds.{kind.name.lower()}: too few such lives were made ({here}); lent: {of}")
    return copies, words


def _taken(clusters: Sequence[Cluster], lenders: Sequence[Lender], number: int) -> Iterator[tuple[Kind, Cluster]]:
    """Yield so many lone children whom the lenders can spare, evenly from all of the first lender, then of the next."""
    for lender in lenders:
        candidates = [one for one in clusters if len(one.children) == 1 and _can_be_lent(one.children[0], lender)]
        taken = min(number, len(candidates))
        for which in range(taken):
            yield lender.kind, candidates[which * len(candidates) // taken]
        number -= taken


def _can_be_lent(child: PoolChild, lender: Lender) -> bool:
    """Whether a child of the lender's kind is of an age, and in an ordinary place that nothing is about to end."""
    present = child.placements[-1]
    in_peace = not present.emergency and present.ended == inf and child.decided == inf
    return present.kind is lender.kind and in_peace and lender.since <= -child.born / DAYS_PER_YEAR < lender.until


def _moved(cluster: Cluster, kind: Kind) -> Cluster:
    """Return the lone child's cluster as if the present placement were of this `kind`, and sought as such."""
    (child,) = cluster.children
    present = child.placements[-1]._replace(kind=kind, sought=kind)
    child = child._replace(placements=(*child.placements[:-1], present))
    if kind is Kind.ADOPTION:  # placed for adoption is a step of the plan to be adopted
        child = child._replace(decided=present.began, cause=LeavingCause.ADOPTED, law=_placed(child.law, present.began))
    return cluster._replace(children=(child,))


def _placed(law: KeptLaw | None, began: float) -> KeptLaw | None:
    """Return what stands in law about a child who has been placed for adoption since a day."""
    if law is None:
        return None
    permanence = law.permanence._replace(placement_order=began, finding_began=began, matched=began, placed=began)
    return law._replace(
        status=LegalStatus.PLACEMENT_ORDER,
        since=began,
        after_order=True,
        destined=CourtOrder.PLACEMENT,
        case=None,
        permanence=permanence,
    )
