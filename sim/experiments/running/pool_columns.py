"""An opening pool as columns: what each of its parts consists of."""

from __future__ import annotations

from sim.experiments.running.columns import (
    FLAG,
    NUMBER,
    TEXT,
    WHOLE,
    ColumnFile,
    Maybe,
    OneOf,
    OneOrNobody,
    Record,
    Several,
)
from sim.foundations.codes import (
    CaseOption,
    CourtOrder,
    Kind,
    LeavingCause,
    LegalStatus,
    Location,
    PermanencePlan,
    PlacementEnd,
    Route,
    Sex,
)
from sim.model.core.kept import (
    Cluster,
    KeptApproval,
    KeptAssessment,
    KeptCase,
    KeptLaw,
    KeptOption,
    KeptPermanence,
    PastPlacement,
    PoolChild,
    PoolHousehold,
)
from sim.model.opening.pool import Pool


def pool_file() -> ColumnFile[Pool | None]:
    """Return how a pool, or that there is none, is written and read."""
    return ColumnFile(Maybe(pools()))


def pools() -> Record[Pool]:
    """Return the columns of pools."""
    child, household = children(), households()
    cluster = Record(Cluster, {"children": Several(child), "households": Several(household)})
    return Record(
        Pool,
        {
            "clusters": Several(cluster),
            "weights": Several(NUMBER),
            "returning": Several(child),
            "empty_households": Several(household),
            "snapshots": WHOLE,
            "targets": Maybe(Several(WHOLE)),
            "homes": Maybe(Several(WHOLE)),
            "unavailable": Maybe(WHOLE),
            "told": Several(TEXT),
        },
    )


def children() -> Record[PoolChild]:
    """Return the columns of children."""
    return Record(
        PoolChild,
        {
            "family": WHOLE,
            "born": NUMBER,
            "sex": OneOf(Sex),
            "behaviour": FLAG,
            "disability": FLAG,
            "route": OneOf(Route),
            "episode": WHOLE,
            "entered": NUMBER,
            "decided": NUMBER,
            "cause": OneOrNobody(LeavingCause),
            "placements": Several(placements()),
            "camhs_referred": NUMBER,
            "camhs_seen": NUMBER,
            "law": Maybe(laws()),
        },
    )


def placements() -> Record[PastPlacement]:
    """Return the columns of placements."""
    return Record(
        PastPlacement,
        {
            "kind": OneOf(Kind),
            "sought": OneOf(Kind),
            "location": OneOf(Location),
            "household": WHOLE,
            "began": NUMBER,
            "notice": NUMBER,
            "ended": NUMBER,
            "why": OneOrNobody(PlacementEnd),
            "first_choice": FLAG,
            "emergency": FLAG,
            "matched": FLAG,
            "split": FLAG,
            "step_down": FLAG,
            "days_searched": NUMBER,
            "home": WHOLE,
            "kept": NUMBER,
        },
    )


def households() -> Record[PoolHousehold]:
    """Return the columns of households."""
    return Record(
        PoolHousehold,
        {
            "approved": NUMBER,
            "places": WHOLE,
            "location": OneOf(Location),
            "ages": WHOLE,
            "skills": WHOLE,
            "agreement": NUMBER,
            "resting": FLAG,
            "closing": FLAG,
            "staying_put": Several(NUMBER),
        },
    )


def laws() -> Record[KeptLaw]:
    """Return the columns of what stood in law about children."""
    assessment = Record(KeptAssessment, {"asked": NUMBER, "begun": NUMBER, "done": NUMBER, "approved": FLAG})
    approval = Record(KeptApproval, {"due": NUMBER, "extended": FLAG, "ended": NUMBER, "assessment": assessment})
    option = Record(
        KeptOption,
        {
            "option": OneOf(CaseOption),
            "carer": WHOLE,
            "possible": NUMBER,
            "began": NUMBER,
            "done": NUMBER,
            "assessment": Maybe(assessment),
        },
    )
    case = Record(
        KeptCase,
        {
            "row": WHOLE,
            "ready": NUMBER,
            "issued": NUMBER,
            "timetable": NUMBER,
            "carers": WHOLE,
            "chosen": WHOLE,
            "parallel": FLAG,
            "options": Several(option),
            "hearing": NUMBER,
        },
    )
    permanence = Record(
        KeptPermanence,
        {
            "second_review": NUMBER,
            "decided": NUMBER,
            "plan": OneOrNobody(PermanencePlan),
            "contingency": FLAG,
            "adoption_decision": NUMBER,
            "placement_order": NUMBER,
            "finding_possible": NUMBER,
            "finding_began": NUMBER,
            "matched": NUMBER,
            "placed": NUMBER,
            "early": NUMBER,
            "long_term_matched": NUMBER,
            "discharge_due": NUMBER,
        },
    )
    return Record(
        KeptLaw,
        {
            "status": OneOf(LegalStatus),
            "since": NUMBER,
            "after_order": FLAG,
            "destined": OneOrNobody(CourtOrder),
            "adoption_considered": FLAG,
            "case": Maybe(case),
            "approval": Maybe(approval),
            "permanence": permanence,
        },
    )
