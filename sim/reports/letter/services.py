"""What the replay of the letter finds on turnover, the panel and the edge-of-care team, in words."""

from __future__ import annotations

from sim.experiments.letter.reading import (
    CAME_SINCE,
    CHILDREN,
    ELSEWHERE,
    FAMILIES_PAST_CRISIS,
    LEFT_CARE,
    LOOKED_AFTER,
    STILL_THERE,
)
from sim.experiments.letter.replay import (
    AVERTED_FOR_GOOD,
    AVERTED_THEN,
    DIVERTED,
    DIVERTED_FAMILIES,
    DIVERTED_SO_FAR,
    FAMILIES_HELPED,
    RESIDENTIAL_AFTER,
    SENT_HOME,
    LetterNumber,
    ReplayRuns,
)
from sim.experiments.statistics.distribution import spread
from sim.model.register.services import PanelDecision
from sim.reports.letter.findings import middle, range_of_80, sentences
from sim.reports.letter.words import count, one_place, share


def turnover(runs: ReplayRuns) -> str:
    """Return the finding on the natural turnover of residential placements."""
    still, left, elsewhere, came = (
        runs.turnover(part, runs.without) for part in (STILL_THERE, LEFT_CARE, ELSEWHERE, CAME_SINCE)
    )
    still_with, came_with = (runs.turnover(part, runs.together) for part in (STILL_THERE, CAME_SINCE))
    there = still + left + elsewhere
    gone = (left + elsewhere) / there if there else 0.0
    return sentences(
        "**Children come and go in residential placements without anybody's doing.**",
        f"Of the {one_place(there)} children there on 1 January 2018, {share(100 * gone)} were no longer in a",
        f"residential placement on 15 August without any panel: {one_place(left)} had left care and",
        f"{one_place(elsewhere)} lived elsewhere in care. {one_place(still)} were still there, and {one_place(came)}",
        "others had come.",
        door(still, came),
        f"With all five strategies {one_place(still_with)} are still there and {one_place(came_with)} have come.",
        f"Of 30 children about {one_place(30 * gone)} would have gone by themselves: a count before and a count after",
        "cannot tell a panel's effect from a few months in which few came.",
    )


def door(still: float, came: float) -> str:
    """Return what it would do if nobody came into residential placements any more, against the letter's 16."""
    stated = RESIDENTIAL_AFTER.stated
    assert stated is not None
    nobody = f"Had nobody come, {one_place(still)} would have been left with no child stepped down"
    if still > stated:
        return f"{nobody}, and even that is more than the letter's {count(stated)}."
    room = one_place(stated - still)
    return f"{nobody}; the letter's {count(stated)} leaves room for {room} newcomers instead of {one_place(came)}."


def panel(runs: ReplayRuns) -> str:
    """Return what the panel did in the model, which says why it changes no more."""
    heard = {decision: runs.heard(decision, runs.only("ipop")) for decision in PanelDecision}
    stepped = heard[PanelDecision.STEPPED_DOWN]
    ready = stepped + heard[PanelDecision.REVIEWED_NO_HOUSEHOLD]
    reviewed = ready + heard[PanelDecision.REVIEWED_STAYS]
    redirected = heard[PanelDecision.REQUEST_REDIRECTED]
    requests = redirected + heard[PanelDecision.REQUEST_UPHELD]
    return sentences(
        "**Why the modelled panel does less than the letter tells.**",
        f"By 15 August it has on average reviewed {count(reviewed)} residential placements, judged {one_place(ready)}",
        f"children ready for a family and found a household for {one_place(stepped)}. It has heard {count(requests)}",
        f"requests for a children's home or an agency place and sent {count(redirected)} to look in-house first.",
        "Readiness is 0.1 a review (0.01 to 0.25), after Birmingham's step-down programme, so that with some 30",
        "children reviewed each quarter few step down. A redirected child goes to a family only where one agrees,",
        "and a request of the same day never reaches a weekly meeting. These are judgements, and none was changed",
        "for this replay. The letter may also count otherwise: DfE has 32 in secure units, children's homes and",
        "semi-independent accommodation on 31 March 2017, 23 on 31 March 2018 and 23 a year later, with 15 more in",
        "other settings by then. In DfE's count the fall came before most of the panel's work, and none after it.",
    )


def edge(runs: ReplayRuns) -> str:
    """Return the finding on the edge-of-care team."""
    team = runs.only("edge_of_care")

    def mean(figure: LetterNumber) -> float:
        """Return the mean of a figure with the team alone."""
        return float(figure.of(team).mean())

    past, children = runs.mean(FAMILIES_PAST_CRISIS, "", team), runs.mean(CHILDREN, "", team)
    undecided = mean(FAMILIES_HELPED) - past
    kept_out, observed, averted = mean(DIVERTED_FAMILIES), mean(DIVERTED), mean(AVERTED_THEN)
    fewer = runs.mean(LOOKED_AFTER, "", runs.without) - runs.mean(LOOKED_AFTER, "", team)
    return sentences(
        "**Edge of care: 43 families, 33 children not entering, 6 returned home.**",
        f"The team works with {count(mean(FAMILIES_HELPED))} families on average",
        f"({range_of_80(spread(FAMILIES_HELPED.of(team)), 'families')} in 80% of replications); its size was taken",
        f"from the letter's 43, so this is no test. By 15 August the crisis of {count(past)} of them has passed, with",
        f"{count(children)} children: {count(observed)} of these did not enter then, {count(mean(DIVERTED_SO_FAR))}",
        "with those whose crisis is still to come. 33 children of 43 families, as the letter has it, is no share; by",
        f"family, {count(kept_out)} of the {count(past)} ({share(100 * kept_out / past if past else 0.0)}) had no",
        f"child enter, and {share(100 * (kept_out + undecided) / (past + undecided) if past + undecided else 0.0)}",
        "when those still to come to their crisis are counted as diverted. But that is not what the team did: most",
        f"of these children would not have entered without help either. Against no help {one_place(averted)} entries",
        f"were averted at the crisis, {share(100 * averted / observed if observed else 0.0)} of the {count(observed)}",
        f"observed, and {one_place(mean(AVERTED_FOR_GOOD))} for good; the others were only postponed. The team alone",
        f"leaves {one_place(fewer)} fewer children in care on 15 August. Supported returns: {middle(SENT_HOME, team)}",
        f"in the middle ({range_of_80(spread(SENT_HOME.of(team)), 'children')}); the share of returns that are",
        "supported was set with the letter's six in view, so this is no test either.",
    )


LIMITS = """\
- **Not independent of the letter.** The base's children in residential placements (30), the size of the
  edge-of-care team (43 families) and the share of returns supported (six) were taken from the letter when the
  scenarios were written, and the stability of placements was fitted, without strategies, to DfE's 15% and 9% of 31
  March 2018 and 2019 together. So the levels are no test. The changes are: no effect was fitted to them.
- **One council, one span.** A fall inside or outside an interval neither proves nor refutes an effect; the letter
  has no comparison.
- **Definitions.** The letter says "three or more placement moves"; the model counts three or more placements in the
  year to the date, as DfE does. In which settings the letter's 30 and 16 lived is not said; here they are
  children's homes, secure homes and other residential settings, without semi-independent accommodation.
- **Dates.** All but the edge-of-care team's are judged; the table above moves them by three months.
- **Demand.** The number of entries is drawn from several years' figures. The model is not told that 137 children
  started in 2017-18 after 222 the year before, nor that 333 looked after became 286.
- **Opening.** How the 240 fostered children of 31 March 2017 were split between the council's own carers, relatives
  and agencies is judged, and so is who of the 78 others was in a residential placement."""
"""What the replay cannot show."""
