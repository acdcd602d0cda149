"""One small golden run: tells that the model's results changed, not that they are right or wrong.

The laws, theory and hand-worked lives say what is right; this says whether a change that was meant to change nothing
(a faster search, a tidier rule) changed something. To renew it after a change that is meant, look at the numbers first,
then put what this prints in place of GOLDEN below, and say why in the commit:

    PYTHONPATH=.:tests python tests/model/test_golden.py
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256

from busy_parameters import busy, busy_strategies
from quiet_legal import busy_in_law, legal_strategies
from quiet_parameters import YEAR, changed
from quiet_statutory import busy_services, service_strategies
from runs_of_model import columns, in_care, simulate, small_pool

from sim.foundations.codes import PlacementEnd
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register

YEARS = 2.0


@dataclass(frozen=True)
class Golden:
    """What a run came to, in numbers that a person can judge, and a digest of all of it."""

    looked_after_at_start: int
    looked_after_at_end: int
    children: int
    placements: int
    disruptions: int
    in_house: int
    emergencies: int
    entries_averted: int
    families_helped: int
    seen_by_camhs: int
    panel_decisions: int
    trained: int
    days_in_placements: float
    events: int
    digest: str


GOLDEN = {
    "base": Golden(
        looked_after_at_start=90,
        looked_after_at_end=106,
        children=274,
        placements=1238,
        disruptions=653,
        in_house=244,
        emergencies=322,
        entries_averted=0,
        families_helped=0,
        seen_by_camhs=39,
        panel_decisions=0,
        trained=0,
        days_in_placements=64954.737,
        events=2496,
        digest="0487ee1535c1c44a",
    ),
    "all five strategies": Golden(
        looked_after_at_start=90,
        looked_after_at_end=105,
        children=273,
        placements=1021,
        disruptions=445,
        in_house=249,
        emergencies=238,
        entries_averted=5,
        families_helped=46,
        seen_by_camhs=77,
        panel_decisions=383,
        trained=33,
        days_in_placements=62936.129,
        events=3184,
        digest="18d55b7d5b190b30",
    ),
    "all of legal process": Golden(
        looked_after_at_start=90,
        looked_after_at_end=150,
        children=264,
        placements=1472,
        disruptions=805,
        in_house=204,
        emergencies=436,
        entries_averted=0,
        families_helped=0,
        seen_by_camhs=38,
        panel_decisions=0,
        trained=0,
        days_in_placements=86701.73,
        events=5652,
        digest="cdf41091360f6304",
    ),
    "all statutory services": Golden(
        looked_after_at_start=90,
        looked_after_at_end=156,
        children=264,
        placements=1497,
        disruptions=845,
        in_house=206,
        emergencies=447,
        entries_averted=0,
        families_helped=0,
        seen_by_camhs=39,
        panel_decisions=0,
        trained=0,
        days_in_placements=89584.895,
        events=5474,
        digest="55eb8b272c8192f7",
    ),
}


@cache
def runs() -> dict[str, Register]:
    """Two years of a small authority that starts with children in care: the base, strategies, courts, services."""
    base, pool = busy(), small_pool(busy())
    strategies, in_law = changed(base, **busy_strategies()), busy_in_law()
    return {
        "base": simulate(base, YEARS, seed=2018, pool=pool),
        "all five strategies": simulate(strategies, YEARS, seed=2018, pool=pool),
        "all of legal process": simulate(
            changed(in_law, **legal_strategies()), YEARS, seed=2018, pool=small_pool(in_law)
        ),
        "all statutory services": simulate(
            changed(in_law, **busy_services(), **service_strategies()), YEARS, seed=2018, pool=small_pool(in_law)
        ),
    }


def summary(register: Register) -> Golden:
    """What the run came to."""
    placements, families = register.placements, register.families
    ends = [register.until if ended != ended else ended for ended in placements.ended]
    days = sum(max(0.0, end) - max(0.0, began) for began, end in zip(placements.began, ends, strict=True))
    return Golden(
        looked_after_at_start=in_care(register, 0.0),
        looked_after_at_end=in_care(register, YEARS * YEAR),
        children=len(register.children.identity),
        placements=len(placements.episode),
        disruptions=placements.why.count(PlacementEnd.DISRUPTED),
        in_house=sum(household != NOBODY for household in placements.household),
        emergencies=sum(placements.emergency),
        entries_averted=sum(
            would and not entered and crisis < register.until
            for would, entered, crisis in zip(families.would_enter, families.entered, families.crisis, strict=True)
        ),
        families_helped=sum(started == started for started in families.started),
        seen_by_camhs=sum(seen == seen for seen in register.referrals.seen),
        panel_decisions=len(register.panel.day),
        trained=sum(completed == completed for completed in register.training.completed),
        days_in_placements=round(days, 3),
        events=register.events,
        digest=digest(register),
    )


def digest(register: Register) -> str:
    """A name for all that happened, to a millionth of a day: machines may differ in the last digit of a logarithm.

    Of the values, not of their types: the compiled model keeps some enumerations as plain numbers. Columns in which
    nothing happened say nothing: a part that is absent leaves the name as it was.
    """
    rounded = {
        name: [None if value is None else round(float(value), 6) for value in values]
        for name, values in columns(register, but=("events", "since", "until")).items()
        if values
    }
    return sha256(repr(sorted(rounded.items())).encode()).hexdigest()[:16]


def difference(name: str, expected: Golden, found: Golden) -> str:
    """What changed, and what to do about it, for whoever sees the test fail."""
    names = Golden.__dataclass_fields__
    changes = [
        f"  {field.replace('_', ' ')}: {before} before, {after} now"
        for field, before, after in zip(names, astuple(expected), astuple(found), strict=True)
        if before != after
    ]
    return "\n".join(
        [
            f"The golden run '{name}' came out differently:",
            *changes,
            "If nothing was meant to change, something did: look for a draw by another name, another order among",
            "equals, or a rule that was touched. Only the digest or events differing means the same counts in other",
            "ways. If the change is meant, check that the numbers moved as meant, then renew GOLDEN with",
            "  PYTHONPATH=.:tests python tests/model/test_golden.py",
        ]
    )


def test_the_golden_runs_are_what_they_were() -> None:
    found = {name: summary(register) for name, register in runs().items()}
    wrong = [difference(name, GOLDEN[name], now) for name, now in found.items() if now != GOLDEN[name]]
    assert not wrong, "\n\n".join(wrong)


def test_the_golden_runs_have_something_of_everything() -> None:
    """A golden run of a part of the model that never acts would guard nothing."""
    found = [columns(register) for register in runs().values()]
    assert [name for name in found[0] if all(values[name] == [] for values in found)] == []
    every = astuple(summary(runs()["all five strategies"]))
    assert all(every), every


def test_a_golden_run_that_differs_says_what_changed_and_what_to_do() -> None:
    before = Golden(10, 12, 30, 50, 5, 20, 3, 2, 4, 6, 7, 1, 99.5, 800, "abc")
    after = Golden(10, 13, 30, 50, 5, 20, 3, 2, 4, 6, 7, 1, 99.5, 800, "abd")
    said = difference("base", before, after)
    assert "looked after at end: 12 before, 13 now" in said
    assert "disruptions" not in said
    assert "renew GOLDEN" in said


if __name__ == "__main__":
    print("GOLDEN = {")
    for name, register in runs().items():
        print(f'    "{name}": {summary(register)},')
    print("}")
