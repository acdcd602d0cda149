"""What is taken from the pack: the measures of each file, and the words they get in the derived table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.published.data import words

FIRST_YEAR, LAST_YEAR = 2009, 2024


@dataclass(frozen=True, slots=True)
class Part:
    """What is taken from one measure of one file of the pack, and the words it gets here."""

    file: str
    measure: str
    name: str
    categories: Mapping[str, str] | None = None
    """Words of the categories taken; None takes every one as the publication calls it, but totals."""
    unit: str = ""
    """Unit where the pack's own does not say what is counted."""
    first: int = FIRST_YEAR
    last: int = LAST_YEAR


def _only(*categories: str) -> dict[str, str]:
    """Return the words of a measure that is a total: none."""
    return dict.fromkeys(categories, "")


def _fostering(category: str, name: str) -> tuple[Part, ...]:
    """Return the parts of one kind of return to Ofsted."""
    return tuple(
        Part("fostering.csv", code, name, {category: category_words}, unit)
        for code, (category_words, unit) in words.FOSTERING.items()
    )


POPULATION = _only(*(f"mid{year}" for year in range(FIRST_YEAR - 1, LAST_YEAR)))
CENSUS = _only(*(f"sep{year}" for year in range(FIRST_YEAR - 1, LAST_YEAR)))

LOCAL = (
    Part("flows.csv", "stock", "looked after", _only("all")),
    Part("flows.csv", "started", "started", _only("all")),
    Part("flows.csv", "ceased", "ceased", _only("all")),
    Part("flows.csv", "during_year", "looked after in the year", _only("all")),
    Part("stock.csv", "age", "looked after by age", words.AGES),
    Part("stock.csv", "sex", "looked after by sex", words.SEXES),
    Part("stock.csv", "legal", "looked after by legal status", words.LEGAL),
    Part("stock.csv", "need", "looked after by need", words.NEEDS),
    Part("stock.csv", "placement", "looked after by placement", words.PLACEMENTS),
    Part("stock.csv", "provider", "looked after by provider", words.PROVIDERS),
    Part("stock.csv", "locality", "looked after by locality", words.LOCALITIES),
    Part("stock.csv", "distance", "looked after over 20 miles away", _only("gt20")),
    Part("stock.csv", "dist_loc", "looked after by locality and distance", words.DISTANCES),
    Part("stock.csv", "placement_pct", "looked after by placement, percent", words.PLACEMENTS),
    Part("stock.csv", "dist_loc_pct", "looked after outside and over 20 miles away, percent", _only("out_gt20")),
    Part("stock.csv", "hosted", "children of other councils placed here", _only("other_las")),
    Part("stock.csv", "uasc", "unaccompanied", _only("uasc")),
    Part("starts.csv", "age", "started by age", words.AGES),
    Part("starts.csv", "legal", "started by legal status", words.LEGAL),
    Part("starts.csv", "need", "started by need", words.NEEDS),
    Part("starts.csv", "uasc", "unaccompanied started", _only("uasc")),
    Part("starts.csv", "uasc_pct", "unaccompanied started, percent", _only("uasc")),
    Part("ceases.csv", "age", "ceased by age", words.AGES),
    Part("ceases.csv", "reason", "ceased by reason", words.REASONS),
    Part("ceases.csv", "reason", "ceased by reason, in parts", words.REASONS_IN_PARTS, last=2017),
    Part("ceases.csv", "uasc", "unaccompanied ceased", _only("uasc")),
    Part("ceases.csv", "sgo_carer", "special guardianship by carer", words.SPECIAL_GUARDIANS),
    Part("stability.csv", "ni62", "three or more placements", _only("3plus")),
    Part("stability.csv", "ni62_pct", "three or more placements, percent", _only("3plus")),
    Part("stability.csv", "ni63", "long-term stability", {"stable": "", "denominator": "denominator"}),
    Part("stability.csv", "ni63_pct", "long-term stability, percent", _only("stable")),
    Part(
        "stability.csv",
        "moves_2y",
        "three or more placements in two years",
        {"3plus": "", "denominator": "denominator"},
    ),
    Part("stability.csv", "new_pl", "new placements", _only("total"), "placements"),
    Part("stability.csv", "new_pl", "new placements by locality and distance", words.DISTANCES, "placements"),
    Part("stability.csv", "changes", "changes of placement", _only("total"), "changes"),
    Part("stability.csv", "changes", "changes of placement by reason", words.CHANGES, "changes"),
    Part("stability.csv", "school_moves", "moved school", {"mid_year": "", "denominator": "denominator"}),
    Part(
        "stability.csv", "social_workers", "three or more social workers", {"3plus": "", "denominator": "denominator"}
    ),
    *_fostering("la", "own fostering service"),
    *_fostering("la_sector", "own fostering service"),
    *_fostering(
        "la_tri_borough",
        "fostering service together with Hammersmith and Fulham and Kensington and Chelsea",
    ),
    *_fostering("la_mainstream", "own fostering service, mainstream carers"),
    *_fostering("ifa_sector", "independent fostering agencies"),
    *_fostering("all_sectors", "fostering, all sectors"),
    Part("costs.csv", "unit_cost", "unit cost", words.COSTS),
    Part("costs.csv", "gross_spend", "gross spend", words.COSTS),
    Part("population_0_17.csv", "population_0_17", "children aged 0 to 17", POPULATION),
    Part(
        "population_0_17.csv", "population_0_17_as_published", "children aged 0 to 17, as first published", POPULATION
    ),
    Part("workforce.csv", "caseload", "social workers' caseload", CENSUS),
    Part("workforce.csv", "vacancy_rate", "social workers' vacancy rate", CENSUS),
    Part("workforce.csv", "agency_rate", "social workers' agency rate", CENSUS),
    Part("workforce.csv", "turnover_rate", "social workers' turnover rate", CENSUS),
    Part("workforce.csv", "sw_inpost", "social workers in post", CENSUS),
    Part("adoption_sgo_court.csv", "adopted", "adopted", _only("all")),
    Part(
        "adoption_sgo_court.csv", "adopted", "adopted, placed within 12 months of decision", _only("placed_within_12m")
    ),
    Part("adoption_sgo_court.csv", "sgo", "special guardianship orders", _only("all")),
    Part("adoption_sgo_court.csv", "care_applications", "care applications", _only("all")),
)


def _durations() -> tuple[Part, ...]:
    """Return the parts on how long placements and time in care last."""
    file, mean = "national_durations.csv", "Average duration of last period of care (days)"
    kinds = words.PLACEMENTS_AND_ALL
    return (
        Part(file, "care_period_duration", "ceased by time in care", words.DURATIONS),
        Part(file, "care_period_duration", "mean time in care of those who ceased", _only(mean)),
        Part(
            file,
            "placement_duration",
            "placements ended by duration",
            words.together(kinds, words.PLACEMENT_BANDS | {"all": "all"}),
            "placements",
        ),
        Part(
            file,
            "placement_duration_days",
            "duration of placements ended",
            words.together(kinds, {"mean": "mean", "median": "median"}),
        ),
        Part(
            file,
            "ceased_by_number_of_placements",
            "ceased by age and number of placements",
            words.together(words.AGES_IN_WORDS, words.TEN),
        ),
        Part(
            file,
            "ceased_by_number_of_care_periods",
            "ceased by age and number of periods of care",
            words.together(words.AGES_IN_WORDS, words.TEN),
        ),
    )


def _moves() -> tuple[Part, ...]:
    """Return the parts on changes of placement."""
    file, cohorts, numbers = "national_moves.csv", words.COHORTS, words.PLACEMENT_NUMBERS
    reasons = {"total": "all", **words.CHANGES}
    kinds, counted = words.PLACEMENTS_AND_ALL, "looked after by number of placements"
    groups = (
        ("age", "age", words.AGES_IN_WORDS),
        ("type", "placement", kinds),
        ("duration", "time in placement", {"Total": "all", **words.DURATIONS}),
    )
    stability = (
        ("age", "age", words.AGES_IN_WORDS),
        ("legal", "legal status", words.LEGAL_IN_WORDS),
        ("placement", "placement", kinds),
        ("unaccompanied", "unaccompanied", words.UNACCOMPANIED),
    )
    return (
        *(
            Part(
                file,
                f"changes_by_{group}",
                f"changes of placement by {name} and reason",
                words.together(categories, reasons),
                "changes",
            )
            for group, name, categories in groups
        ),
        Part(
            file,
            "pl_count_by_total",
            counted,
            words.together(cohorts, {"Total children": "all"}, numbers),
        ),
        Part(file, "pl_count_by_age", f"{counted} and age", words.together(cohorts, words.AGES_IN_WORDS, numbers)),
        Part(
            file,
            "pl_count_by_first_placement",
            f"{counted} and first placement",
            words.together(cohorts, kinds, numbers),
        ),
        Part(
            file,
            "pl_count_by_uasc",
            f"{counted} and unaccompanied",
            words.together(cohorts, words.UNACCOMPANIED, numbers),
        ),
        *(
            Part(file, f"ni63_by_{group}", f"long-term stability by {name}", words.together(categories, words.STABLE))
            for group, name, categories in stability
        ),
    )


def _adoption() -> tuple[Part, ...]:
    """Return the parts on the adopted and how long adoption takes."""
    file = "national_adoption_timeliness.csv"
    stages = (
        "entry to decision",
        "decision to match",
        "match to placement",
        "entry to placement",
        "placement to adoption",
        "entry to adoption",
    )
    ages, average = "adopted_age_at_adoption", "Average age (years:months)"
    started, lasted = "adopted_age_on_starting_final_period_of_care", "adopted_duration_of_final_period_of_care"
    return (
        Part(file, ages, "adopted by age", words.ADOPTED_AGES),
        Part(file, ages, "mean age at adoption", _only(average)),
        Part(file, started, "adopted by age at entry", words.ADOPTED_STARTING_AGES),
        Part(file, started, "mean age at entry of the adopted", _only(average)),
        Part(file, lasted, "adopted by time in care", words.ADOPTED_DURATIONS),
        Part(file, lasted, "mean time in care of the adopted", _only("Average duration (years:months)")),
        Part(
            file,
            "adopted_within_12m_of_decision",
            "adopted, placed within 12 months of decision, by age at entry",
            words.SINGLE_AGES,
        ),
        *(
            Part(file, f"stage_{number}", f"months from {stage} of the adopted, by age at entry", words.SINGLE_AGES)
            for number, stage in enumerate(stages, start=1)
        ),
    )


def _hazards() -> tuple[Part, ...]:
    """Return the parts on how often placements change, by rates that the pack derived."""
    kinds = (
        "Foster placements",
        "Other placements",
        "Other placements in the community",
        "Other residential settings",
        "Placed for adoption",
        "Placed with parents or other person with parental responsibility",
        "Residential schools",
        "Secure units, children's homes and semi-independent living accommodation",
    )
    groups = (
        ("duration", "time in placement", words.DURATIONS),
        ("age", "age", words.ADOPTED_AGES),
        ("type", "placement", {kind: kind.lower() for kind in kinds}),
    )
    rates = (
        ("hazard_disruptive", "disruption"),
        ("hazard_behaviour", "change of placement asked for behaviour, rate"),
        ("hazard_any_change", "change of placement, rate"),
        ("exposure", "child-years in placement"),
    )
    return tuple(
        Part(
            "national_hazards.csv",
            measure,
            f"{name} by {group_name}",
            {f"{group} | {category}": category_words for category, category_words in categories.items()},
        )
        for measure, name in rates
        for group, group_name, categories in groups
    )


def _structure() -> tuple[Part, ...]:
    """Return the parts that tell placements in more detail."""
    file, kinds = "national_structure.csv", words.PLACEMENTS_AND_ALL
    new = {"Residential placements": "residential", **kinds}
    places = {"all": "all", **words.LOCALITIES}
    return (
        Part(
            file,
            "stock_type_locality_provider",
            "looked after by placement, locality and provider",
            words.together(kinds, places, {"all": "all", **words.PROVIDERS}),
        ),
        Part(
            file,
            "stock_type_distance",
            "looked after by placement and distance",
            words.together(kinds, words.ALL_DISTANCES),
        ),
        Part(
            file,
            "new_placements_type_distance",
            "new placements by kind and distance",
            words.together(new, words.ALL_DISTANCES),
            "placements",
        ),
        Part(file, "stock_placement_detail", "looked after by placement in detail"),
        Part(file, "starts_placement_detail", "started by placement in detail"),
        Part(file, "ceases_placement_detail", "ceased by placement in detail"),
        Part(
            file,
            "uasc_stock",
            "unaccompanied by age",
            {"age group | Under 16 years": "under 16", "age group | 16 years and over": "16 and over"},
        ),
        Part(file, "uasc_stock", "unaccompanied by placement", words.UNACCOMPANIED_PLACEMENTS),
        Part(
            file,
            "starts_previous_permanence",
            "started by earlier permanence",
            {
                "Adoption": "adopted",
                "Special guardianship order": "special guardianship",
                "Residence or child arrangement order": "child arrangements order",
                "No previous permanence option": "none",
                "Unknown": "unknown",
            },
        ),
    )


PARTS = (*LOCAL, *_durations(), *_moves(), *_adoption(), *_hazards(), *_structure())
