"""What sets an authority's figures apart, in plain words: reorganisation, joint returns, suppression."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TINY = "Very small: most of its figures are suppressed, so little is known of it beyond totals."
TRUST = "Its children's trust began in April 2018: it is not in Ofsted's fostering figures of 31 March 2019."
THREE_BOROUGHS = (
    "Hammersmith and Fulham, Kensington and Chelsea, and Westminster made one fostering return together; "
    "it stands under Westminster."
)
TWO_BOROUGHS = (
    "Its children's services are run by Achieving for Children with {}; there are no social work figures of its own, "
    "nor fostering places of 31 March 2022 to 2024."
)
JOINED = (
    "Became part of Bournemouth, Christchurch and Poole on 1 April 2019; its figures end at 31 March 2019, "
    "after that see there."
)
HALF = (
    "Made from part of Northamptonshire on 1 April 2021; own figures from 31 March 2022 only, earlier ones are under "
    "Northamptonshire. Fostering is run with {} by one children's trust."
)
PART_OF_CUMBRIA = (
    "Made from part of Cumbria on 1 April 2023; own figures from 31 March 2024 only, earlier ones are under Cumbria. "
    "DfE's statistical neighbours of 2021 know nothing of it: those of 2025 stand in."
)
ELSEWHERE_NEWER_CODE = ""
"""Nothing sets its figures apart: the code that some publications of 2025 give it stands among its other codes."""
OLD_CODE = "The code was {} until {}."

NOTES: Mapping[str, str] = MappingProxyType(
    {
        "E06000028": JOINED,
        "E06000029": JOINED,
        "E06000053": "Very small: no child looked after on most dates, and any other figure is suppressed. Nothing can "
        "be told of its rates from its own figures.",
        "E06000057": OLD_CODE.format("E06000048", "2013"),
        "E06000058": "Made from Bournemouth, Poole and Christchurch (then in Dorset) on 1 April 2019; own figures from "
        "31 March 2020, earlier ones are under Bournemouth and Poole.",
        "E06000059": "The former county of Dorset without Christchurch, since 1 April 2019; own figures from "
        "31 March 2020, earlier ones are under Dorset (to 2019).",
        "E06000060": "The county and its districts became one council on 1 April 2020, for the same area; "
        "all years are under the new code.",
        "E06000061": HALF.format("West Northamptonshire"),
        "E06000062": HALF.format("North Northamptonshire"),
        "E06000063": PART_OF_CUMBRIA,
        "E06000064": PART_OF_CUMBRIA,
        "E06000066": "Became one council with its districts on 1 April 2023, for the same area.",
        "E06000065": "Became one council with its districts on 1 April 2023, for the same area.",
        "E08000016": ELSEWHERE_NEWER_CODE,
        "E08000019": ELSEWHERE_NEWER_CODE,
        "E08000025": TRUST,
        "E08000028": TRUST,
        "E08000037": OLD_CODE.format("E08000020", "2013"),
        "E09000001": TINY,
        "E09000013": THREE_BOROUGHS,
        "E09000020": THREE_BOROUGHS,
        "E09000021": TWO_BOROUGHS.format("Richmond upon Thames"),
        "E09000027": TWO_BOROUGHS.format("Kingston upon Thames"),
        "E09000033": THREE_BOROUGHS,
        "E10000006": "Became Cumberland and Westmorland and Furness on 1 April 2023; figures to 31 March 2023, after "
        "that see there. There is no detail of children looked after for 31 March 2021 to 2023, nor of those who "
        "started in the year to 31 March 2023.",
        "E10000009": "Ended on 31 March 2019: Christchurch joined Bournemouth and Poole, the rest is the Dorset of "
        "today. Figures to 31 March 2019, after that see Dorset.",
        "E10000021": "Ended on 31 March 2021 and became North Northamptonshire and West Northamptonshire; "
        "figures to 31 March 2021.",
    }
)
