"""What a sufficiency statement says in words: its scope, what it found, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import inf, isnan

from sim.experiments.statistics.shares import least_replications
from sim.experiments.sufficiency.statement import Enough, Number, Statement, StatementLine
from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind, readable
from sim.foundations.counted import counted
from sim.measures.sufficiency import AGES, COMMISSIONED, NEEDS, NeedGroup
from sim.reports.shared.words import MINUS, kind_in_words, listed, lower_first

FEW_CHILDREN = 100
"""For whom a place is sought below which a statement says how little its lines tell: a judgement. Of 100, one family of
three is 3 in 100; nearly all councils have more."""

FEW_IN_A_LINE = 5
"""Children below which a line tells nothing: a judgement, as publications hide numbers of 1 to 5."""

CARERS = {
    NEEDS[1]: "behaviour or mental-health needs",
    NEEDS[2]: "disabilities",
    NEEDS[3]: "both needs",
    AGES[0]: "children under 5",
    AGES[1]: "children of 5 to 9",
    AGES[2]: "children of 10 to 15",
    AGES[3]: "older adolescents",
}
"""For whom in-house carers are approved or skilled, in sentences."""


def kind_of(kind: Kind) -> str:
    """Return a kind of placement as planners call it."""
    return kind_in_words(readable(kind))


def group_of(group: NeedGroup) -> str:
    """Return a need or age, for a table."""
    return group.title[:1].upper() + group.title[1:] if group.title else "All children"


def whole(value: float) -> str:
    """Return a count to the nearest whole number, with its sign when negative."""
    if isnan(value):
        return "not known"
    rounded = round(value)
    return f"{MINUS}{-rounded:,}" if rounded < 0 else f"{rounded:,}"


def futures(number: Number) -> str:
    """Return between what eight futures in ten lie."""
    return f"{whole(number.low)} to {whole(number.high)}"


def known(one: Enough) -> str:
    """Return a number of places with its interval: ``82 (72 to 147)``."""
    return f"{whole(one.value)} ({span(one.low, one.high)})"


def span(low: float, high: float) -> str:
    """Return an interval, of which an end that is not known is said to be open."""
    if low == -inf and high == inf:
        return "open"
    if low == -inf:
        return f"{whole(high)} or fewer"
    if high == inf:
        return f"{whole(low)} or more"
    return whole(low) if low == high else f"{whole(low)} to {whole(high)}"


def sure(statement: Statement) -> str:
    """Return how sure the statement wants to be, in words."""
    return f"in {statement.aim.probability:.0%} of futures"


def who(statement: Statement) -> str:
    """Return for how many of the children there are to be places."""
    return "every child" if statement.aim.share == 1 else f"{statement.aim.share:.0%} of the children"


def of_number(value: float, one: str, several: str) -> str:
    """Return the word for one or for several, as a count is shown."""
    return one if round(value) == 1 else several


def scope(statement: Statement) -> str:
    """Return what was run and what is asked for, in words."""
    scenario = statement.scenario
    return (
        f"{scenario.title}: {counted(statement.replications, 'future')} of {counted(scenario.years, 'year')} from "
        f"{in_words(scenario.start)}. Places needed are so many that, {sure(statement)}, {who(statement)} for whom a "
        "kind of placement is sought first could have it on the date."
    )


def findings(statement: Statement) -> list[str]:
    """Return what the statement says of its last 31 March, in sentences."""
    when = statement.marches[-1]
    return [
        _in_house(statement, when),
        *_carers(statement, when),
        *(_elsewhere(statement, when, kind) for kind in COMMISSIONED[1:] if _told(statement.of(when, kind))),
    ]


def _told(line: StatementLine) -> bool:
    """Whether a kind plays a part at all."""
    return line.sought.mean >= 1 or line.there_are.mean >= 1


def _in_house(statement: Statement, when: date) -> str:
    line = statement.of(when, Kind.IN_HOUSE)
    return (
        f"On {in_words(when)} a place with the council's own foster carers is what was sought first for "
        f"{whole(line.sought.mean)} children ({futures(line.sought)} in eight futures of ten); {whole(line.have_it)} "
        f"of them have one. It takes {known(line.needed)} approved places, allowing for those that cannot be used; "
        f"there are {whole(line.there_are.mean)}, and {_short(line.short)}. {_no_sum(line)}In brackets: 95% intervals."
    )


def _no_sum(line: StatementLine) -> str:
    """Return why what is missing is not what is needed less what is there, where it is not."""
    plain = round(line.needed.value) - round(line.there_are.mean)
    missing = round(line.short.value)
    if missing <= 0 or missing == plain:
        return ""
    which = "fewer" if missing > plain else "more"
    return (
        f"That is not {whole(line.needed.value)} less {whole(line.there_are.mean)}, the average of the futures: it is "
        f"counted in each future by itself, and those that need many places have {which} of them than the average. "
    )


def _short(one: Enough) -> str:
    if one.value > 0:
        return f"{known(one)} {of_number(one.value, 'is', 'are')} missing"
    if one.value == 0:
        return "none is missing"
    return f"there are {whole(-one.value)} more than that"


def _carers(statement: Statement, when: date) -> Iterator[str]:
    """Yield for which children in-house carers are missing, and for which not, where either is clear."""
    lines = [statement.of(when, Kind.IN_HOUSE, group) for group in CARERS]
    missing = [line for line in lines if line.short.low > 0]
    enough = [line for line in lines if line.short.high < 0]
    if missing:
        missing.sort(key=lambda line: -line.short.value)
        named = listed([f"{CARERS[line.group]} ({whole(line.short.value)} places)" for line in missing])
        yield f"Clearly missing are places with carers who are approved or skilled for {named}."
    if enough:
        named = listed([CARERS[line.group] for line in enough])
        yield f"There are clearly places enough with carers for {named}, were each free for them."


def _elsewhere(statement: Statement, when: date, kind: Kind) -> str:
    line = statement.of(when, kind)
    name = kind_of(kind)
    children = f"{whole(line.sought.mean)} {of_number(line.sought.mean, 'child', 'children')}"
    have_it = f"{whole(line.have_it)} {of_number(line.have_it, 'has', 'have')} it"
    first = f"{name}: sought first for {children}, of whom {have_it}"
    more = f"{whole(line.instead)} more {of_number(line.instead, 'lives', 'live')}"
    others = f"{more} there instead of elsewhere"
    if line.sought.mean < 0.5:
        return f"{name}: sought first for nobody, yet {whole(line.instead)} children live there instead of elsewhere."
    if round(line.instead) > 0:
        first = f"{first}; {others}"
    are = of_number(line.there_are.mean, "is", "are")
    there = f"{whole(line.there_are.mean)} {are}{' in use' if statement.unlimited(kind) else ' there'}"
    return f"{first}. It takes {known(line.needed)} places; {there}."


def caveats(statement: Statement) -> list[str]:
    """Return what to bear in mind."""
    said = [
        *of_counting(statement),
        f"How sure to be that places are enough, here {sure(statement)}, is for the council to judge: no rule says.",
    ]
    least = least_replications(statement.aim.probability)
    if statement.replications < least:
        said.append(
            f"{counted(statement.replications, 'future')} are too few to say how many places are surely enough: it "
            f"takes {least}."
        )
    return said


def _of_few(statement: Statement) -> Iterator[str]:
    """Yield, of a council with few children, how little single lines say."""
    last = statement.marches[-1]
    children = sum(statement.of(last, kind).sought.mean for kind in COMMISSIONED)
    if children < FEW_CHILDREN:
        yield (
            f"There are few children here: for {whole(children)} a place is sought. One family with three of them "
            f"moves every number; of a line with fewer than {FEW_IN_A_LINE} children only this can be read: that "
            "there may be some. Places for so few are better planned together with neighbouring councils."
        )


def of_counting(statement: Statement) -> list[str]:
    """Return what to bear in mind of what is counted."""
    said = [
        *_of_few(statement),
        "As many places as children is the least that is needed, not enough: carers must be approved for the age, fit "
        "with who lives there, and agree. How many places meet a standard of matching is a question of its own, which "
        "the search for a least capacity answers.",
        "Rows by need and age overlap: one place with carers for several counts in each, so that they must not be "
        "added up. Carers without the skill may agree too, though less often.",
        "What was sought is what the policy of the scenario made the first choice when the placement was made; the "
        "child may have grown since. Siblings for whom one place was sought count under what was sought for the first.",
        "What may happen (eight futures in ten) is not how well it is known (95% intervals): more replications make "
        "only the second narrower.",
    ]
    unlimited = [lower_first(kind_of(kind)) for kind in COMMISSIONED[1:] if statement.unlimited(kind)]
    if unlimited:
        said.append(
            f"The scenario sets no limit on places of these kinds: {listed(unlimited)}. What there is of them is what "
            "children have on the date, those in emergency places left out; more could be bought."
        )
    return said
