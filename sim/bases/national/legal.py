"""England's legal process of a year: fitted by cohorts with tracks through the courts, and the law of the first day."""

from __future__ import annotations

from collections.abc import Iterator

from sim.bases.entries import plain, shares, table
from sim.bases.national.renewed import Renewed
from sim.bases.national.tables import NationalTables
from sim.bases.words import DFE, INTERIM, STATUSES, UNDER, in_words
from sim.fitting.legal_fit import fit_england
from sim.parameters.legal.legal import Legal
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByLegalStatus, ByOrder, ByRoute
from sim.published.case_times import published_case_times


def fitted(tables: NationalTables, parameters: Parameters) -> Iterator[Renewed]:
    """Yield the legal process fitted to the year's tables: a minute. What is read must be in `parameters`."""
    found = fit_england(parameters, tables.year, until=tables.year)
    source = source_of(tables)
    yield from (Renewed(f"legal.{path}", value, source, "fitted") for path, value in _of_cohorts(found.legal))
    length = published_case_times()[tables.year]
    for name, other in (("court_median", "work_factor"), ("work_factor", "court_median")):
        yield Renewed(
            f"legal.{name}",
            plain(getattr(found.legal, name)),
            f"One case put together from its stages, with legal.{other}: cases that ended in the year take "
            f"{length.mean_weeks:g} weeks on average and {100 * length.within_26_weeks:g}% end within 26 "
            f"({length.publication}); see docs/decisions, 58 (sim.fitting.case_solved)",
            "fitted",
        )


def source_of(tables: NationalTables) -> str:
    """Return in words what the cohorts are fitted to."""
    missing = "" if _told(tables) == tables.year else f", of orders not published for {tables.year} a year before"
    return (
        f"Fitted by cohorts with tracks through the courts to {tables.source}: numbers, ages, causes of leaving, time "
        f"in care, legal status on 31 March{missing}, stages of adoption; Cafcass: applications; Ministry of Justice "
        "and Cafcass: how long cases take; see docs/decisions, 58 (sim.fitting.legal_fit)"
    )


def _of_cohorts(legal: Legal) -> Iterator[tuple[str, float | ByAge | ByCause | ByDuration | ByOrder | ByRoute]]:
    """Yield what the cohorts tell, by path within the legal process."""
    residual, adoption = legal.residual, legal.adoption
    for name in ("court_share_voluntary", "court_share_police", "court_share_emergency"):
        yield name, table(ByAge, getattr(legal, name).values())
    for name in ("enters_at_issue", "enters_until", "issue_median_voluntary"):
        yield name, plain(getattr(legal, name))
    for name in ("orders_under_1", "orders_1_to_4", "orders_5_to_9", "orders_10_to_15", "orders_from_16"):
        yield name, shares(ByOrder, getattr(legal, name).values(), 3)
    yield "residual.pending_multiplier", plain(residual.pending_multiplier)
    yield "residual.after_order_multiplier", plain(residual.after_order_multiplier)
    yield "residual.hazard_by_time_in_care", table(ByDuration, residual.hazard_by_time_in_care.values())
    yield "residual.age_multiplier", table(ByAge, residual.age_multiplier.values())
    yield "residual.route_multiplier", table(ByRoute, residual.route_multiplier.values())
    for when in ("before", "after"):
        for ages in ("under_10", "10_to_15", "from_16"):
            name = f"causes_{when}_{ages}"
            yield f"residual.{name}", shares(ByCause, getattr(residual, name).values(), 3)
    for name in ("finding_median", "order_median", "hard_share", "hard_multiplier"):
        yield f"adoption.{name}", plain(getattr(adoption, name))
    yield "adoption.finding_multiplier", table(ByAge, adoption.finding_multiplier.values())


def of_opening(tables: NationalTables) -> Iterator[Renewed]:
    """Yield under which law children are looked after on the first day, in an average authority.

    Where the year does not tell all, as 2020, the shares of the year before stand in.
    """
    year = _told(tables)
    counts = [tables.count(STATUSES, words, year) for words in UNDER]
    each = tables.count("looked after") / tables.count("looked after", year=year) / tables.authorities
    stands_in = "" if year == tables.year else f", for those of {tables.year} are not all published, as shares"
    yield Renewed(
        "opening.law.statuses",
        ByLegalStatus(*(round(count * each, 1) for count in counts)),
        f"{DFE} {in_words(year)}, England, legal status on 31 March {year}{stands_in}: "
        + ", ".join(f"{count:,.0f}" for count in counts)
        + f", each / {tables.authorities}",
        year=year,
    )


def _told(tables: NationalTables) -> int:
    """Return the 31 March, of the year or the one before, that tells of interim care orders."""
    return tables.year if tables.count(STATUSES, INTERIM) else tables.year - 1
