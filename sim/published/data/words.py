"""The words that the categories of the pack get in the derived table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

AGES = {
    "u1": "under 1",
    "a1_4": "1 to 4",
    "a5_9": "5 to 9",
    "a10_15": "10 to 15",
    "a16p": "16 and over",
    "a16": "16",
    "a17": "17",
    "a18p": "18 and over",
}
SEXES = {"male": "male", "female": "female"}
LEGAL = {
    "FCO": "full care order",
    "ICO": "interim care order",
    "PO": "placement order",
    "S20": "voluntary agreement (section 20)",
    "YJ": "youth justice",
    "CP": "police or emergency protection",
    "freed": "freed for adoption",
    "police": "police protection",
    "EPO": "emergency protection order",
    "remand": "remand",
    "PACE": "detained under PACE",
    "YRO": "youth rehabilitation order",
    "CAO_assess": "child assessment order",
}
NEEDS = {
    "N1": "abuse or neglect",
    "N2": "disability",
    "N3": "parental illness or disability",
    "N4": "family in acute stress",
    "N5": "family dysfunction",
    "N6": "behaviour",
    "N7": "low income",
    "N8": "absent parenting",
}
PLACEMENTS = {
    "foster": "foster",
    "adoption": "placed for adoption",
    "parents": "with parents",
    "homes_semi_old": "secure, children's homes and semi-independent (definition to 2019)",
    "indep_old": "living independently (definition to 2019)",
    "homes": "secure and children's homes (definition from 2020)",
    "indep_semi": "independent and semi-independent (definition from 2020)",
    "other_res": "other residential",
    "res_school": "residential school",
    "other": "other",
    "missing": "missing",
}
PLACEMENTS_AND_ALL = {"all": "all", "Total": "all", "Total children": "all", **PLACEMENTS}
PROVIDERS = {
    "own": "own provision",
    "other_la": "other council",
    "other_public": "other public",
    "private": "private",
    "voluntary": "voluntary",
    "not_reported": "not reported",
    "parents": "parents",
}
REASONS = {
    "parents_all": "home",
    "parents_planned": "home, planned",
    "parents_unplanned": "home, unplanned",
    "no_pr": "relatives or others without parental responsibility",
    "sgo": "special guardianship",
    "adopted": "adopted",
    "cao": "child arrangements order",
    "custody": "custody",
    "indep_supported": "independent living, supported",
    "indep_unsupported": "independent living, unsupported",
    "stayed_with_carers": "stayed with carers at 18",
    "remand_ended": "remand ended",
    "age_assessment": "age assessed as adult",
    "abroad": "moved abroad",
    "other_la": "other council took over",
    "adult_res": "adult residential care",
    "died": "died",
    "other": "any other reason",
}
REASONS_IN_PARTS = {
    "sgo_ffc": "special guardianship, former foster carers",
    "sgo_other": "special guardianship, other carers",
    "adopted_unopposed": "adopted, unopposed",
    "adopted_dispensed": "adopted, consent dispensed with",
}
"""Parts in which two reasons were published to 2017."""
SPECIAL_GUARDIANS = {
    "ffc_relative": "former foster carer, relative or friend",
    "ffc_other": "former foster carer, other",
    "carer_relative": "other carer, relative or friend",
    "carer_other": "other carer, other",
}
CHANGES = {
    "care_plan": "change of care plan",
    "carer_behaviour": "carer asked: behaviour",
    "carer_other": "carer asked: other",
    "child": "child asked",
    "authority": "council asked",
    "closure": "placement closed",
    "allegation": "allegation",
    "standards": "standards of care",
    "approval_removed": "approval removed",
    "status_only": "change of status only",
    "custody": "custody",
    "other": "other",
}
LOCALITIES = {"inside": "inside", "outside": "outside"}
DISTANCES = {
    "in_le20": "inside, 20 miles or less",
    "in_gt20": "inside, over 20 miles",
    "in_unk": "inside, distance unknown",
    "out_le20": "outside, 20 miles or less",
    "out_gt20": "outside, over 20 miles",
    "out_unk": "outside, distance unknown",
    "unknown": "distance unknown",
}
FOSTERING = {
    "places_approved": ("places approved", "places"),
    "places_filled": ("places filled", "places"),
    "places_vacant": ("places vacant", "places"),
    "places_not_available": ("places not available", "places"),
    "hh_approved": ("households approved", "households"),
    "hh_for_1": ("households for one", "households"),
    "hh_for_2": ("households for two", "households"),
    "hh_for_3": ("households for three", "households"),
    "hh_for_4plus": ("households for four or more", "households"),
    "carers_approved": ("carers approved", "carers"),
    "children_placed": ("children placed", "children"),
    "offer_permanent": ("households offering permanent care", "households"),
    "offer_non_permanent": ("households offering other than permanent care", "households"),
    "offer_family_friends": ("households of family and friends", "households"),
    "enquiries": ("enquiries", "enquiries"),
    "apps_total": ("applications", "applications"),
    "apps_received": ("applications received", "applications"),
    "apps_approved": ("applications approved", "applications"),
    "apps_in_progress": ("applications in progress", "applications"),
    "approved_in_year": ("households approved in the year", "households"),
    "approved_in_year_ff": ("households of family and friends approved in the year", "households"),
    "dereg_total": ("households deregistered in the year", "households"),
    "dereg_by_carer": ("households deregistered at their own wish", "households"),
    "dereg_by_service": ("households deregistered by the service", "households"),
    "unplanned_endings": ("unplanned endings", "placements"),
    "moves_within_24h": ("moves within 24 hours", "placements"),
    "left_care": ("left care", "children"),
    "left_to_ifa": ("left to an agency's carers", "children"),
    "left_to_la": ("left to another council's carers", "children"),
    "left_to_other": ("left to another placement", "children"),
    "sib_groups_assessed": ("sibling groups assessed to live together", "sibling groups"),
    "sib_groups_to_plan": ("sibling groups placed by their plan", "sibling groups"),
    "turned_18": ("turned 18", "children"),
    "staying_put_18": ("stayed put at 18", "children"),
    "allegations": ("allegations", "allegations"),
}
COSTS = {
    "residential": "residential",
    "fostering": "fostering",
    "cla_all": "all looked after",
    "adoption": "adoption",
    "social_work": "social work",
    "leaving_care": "leaving care",
}
DURATIONS = {
    "1. Under 2 weeks": "under 2 weeks",
    "2. From 2 weeks to under 8 weeks": "2 to 8 weeks",
    "3. From 8 weeks to under 6 months": "8 weeks to 6 months",
    "4. From 6 months to under 1 year": "6 months to 1 year",
    "5. From 1 year to under 2 years": "1 to 2 years",
    "6. From 2 years to under 3 years": "2 to 3 years",
    "7. From 3 years to under 5 years": "3 to 5 years",
    "8. From 5 years to under 10 years": "5 to 10 years",
    "9. 10 years and over": "10 years and over",
}
PLACEMENT_BANDS = {
    "0-7d": "0 to 7 days",
    "8d-1m": "8 days to 1 month",
    "1-3m": "1 to 3 months",
    "3-6m": "3 to 6 months",
    "6-12m": "6 to 12 months",
    "1-2y": "1 to 2 years",
    "2-5y": "2 to 5 years",
    "5y+": "5 years and over",
}
AGES_IN_WORDS = {
    "Total": "all",
    "Total children": "all",
    "Under 1 year": "under 1",
    "1 to 4 years": "1 to 4",
    "5 to 9 years": "5 to 9",
    "10 to 15 years": "10 to 15",
    "16 years and over": "16 and over",
    "16 to 17 years": "16 and 17",
    "18 years and over": "18 and over",
}
ADOPTED_AGES = {words: age for words, age in AGES_IN_WORDS.items() if not words.startswith("Total")}
SINGLE_AGES = {
    "total": "all",
    "aged under 1": "under 1",
    **{f"aged {age}": str(age) for age in range(1, 7)},
    "aged 7 and over": "7 and over",
}
ADOPTED_STARTING_AGES = {
    "Under 1 year": "under 1",
    **{f"{age} year{'s' * (age > 1)}": str(age) for age in range(1, 4)},
    "4 years and over": "4 and over",
}
ADOPTED_DURATIONS = {
    "Under 1 year": "under 1 year",
    "1 to 2 years": "1 to 2 years",
    "2 to 3 years": "2 to 3 years",
    "3 years and over": "3 years and over",
}
UNACCOMPANIED = {
    "Total children": "all",
    "Unaccompanied asylum-seeking children": "unaccompanied",
    "Non-unaccompanied asylum-seeking children": "others",
}
UNACCOMPANIED_PLACEMENTS = {
    "placements | 1. Foster placements": "foster",
    "placements | 2. Living independently": "living independently (definition to 2019)",
    "placements | 4. Semi-independent living accommodation": "semi-independent (definition to 2019)",
    "placements | 3. Independent and semi-independent living arrangements/supported accommodation": (
        "independent and semi-independent (definition from 2020)"
    ),
    "placements | 4. Other placements": "other (definition from 2020)",
    "placements | Total": "all",
}
COHORTS = {
    "cla": "looked after at 31 March, in the year",
    "cla12m": "looked after for 12 months",
    "cla_lt12m": "looked after for under 12 months",
    "cla2y": "looked after for 2 years, in 2 years",
}
TEN = {"Total": "all", **{str(number): str(number) for number in range(1, 10)}, "10 or more": "10 or more"}
UP_TO_SEVEN = {
    "all": "all",
    **{str(number): str(number) for number in range(1, 7)},
    "3+": "3 or more",
    "7+": "7 or more",
}
PLACEMENT_NUMBERS = UP_TO_SEVEN | {f"{number} in 2y": words for number, words in UP_TO_SEVEN.items() if number != "all"}
STABLE = {"all": "all", "stable": "stable", "not_stable": "not stable"}
LEGAL_IN_WORDS = {
    "Total children": "all",
    "Care orders": "care order",
    "Placement order granted": LEGAL["PO"],
    "Voluntary agreements under S20 CA 1989": LEGAL["S20"],
    "Detained for child protection": LEGAL["CP"],
    "Youth justice legal statuses": LEGAL["YJ"],
}
ALL_DISTANCES = {"all": "all", "le20": "20 miles or less", "gt20": "over 20 miles", **DISTANCES}


def together(*parts: Mapping[str, str]) -> dict[str, str]:
    """Return the words of categories made of several parts, as in ``1 to 4 years | total``."""
    return {
        " | ".join(keys): ": ".join(part[key] for part, key in zip(parts, keys, strict=True))
        for keys in product(*parts)
    }
