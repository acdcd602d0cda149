"""Slips of the pen in TOML that people make most: what a line that cannot be read was meant to say."""

from __future__ import annotations

import re

MENDS = (
    (r"[“”‘’„«»]", 'use straight quotation marks (") in place of curved ones'),
    (
        r"^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}$",
        "write a date as 2018-03-31: the year, then month and day, two digits each",
    ),
    (r"^\d{1,2}(st|nd|rd|th)?[ -][A-Za-z]+[ -]\d{2,4}$", "write a date as 2018-03-31: the year, then month and day"),
    (r"^[\d.]+ *(day|week|month|year)s?$", 'put a time in quotation marks, such as "12 months"'),
    (r"^\d{1,3}(,\d{3})+(\.\d+)?$", "write a number without commas, such as 1000 or 1_000"),
    (r"^\d*,\d+$", "write a number with a point, such as 0.5"),
    (r"^[\d.]+ *%$", "write a percentage as a share, such as 0.05 for 5%"),
    (r"^£|GBP", "write an amount of money as digits alone; its unit stands in unit ="),
    (r"^(True|False|TRUE|FALSE|yes|no)$", "write true or false"),
    (r"^\.\d", "write a number with a digit before the point, such as 0.5"),
    (r"^0\d", "write a number without a 0 before it"),
    (r"^$", "give a value after the equals sign"),
    (r"^[A-Za-z]", 'put text in quotation marks, such as title = "Our council"'),
)
"""What the value of a line looks like, and the mend."""

OTHERWISE = "mend the line, or compare it with a shipped scenario"


def mend_of(error: str, text: str) -> str:
    """Return the mend of the line at which reading a text stopped; `error` names it by its number."""
    number = re.search(r"at line (\d+)", error)
    lines = text.splitlines()
    if number is None or int(number[1]) > len(lines):
        return OTHERWISE
    _, equals, value = lines[int(number[1]) - 1].partition("=")
    if not equals:
        return OTHERWISE
    said = value.split("#")[0].strip()
    return next((mend for pattern, mend in MENDS if re.search(pattern, said)), OTHERWISE)
