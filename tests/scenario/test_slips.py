"""A line that is no TOML gets the mend of the slip that it most likely is; so does a key in capitals."""

from __future__ import annotations

import pytest
from scenario_files import PROBABILITY, Write, faults, on_base, quantity

from sim.scenario.files.slips import OTHERWISE


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("start = 1/4/2018", "write a date as 2018-03-31"),
        ("start = 2018-4-1", "write a date as 2018-03-31"),
        ("start = 1 April 2018", "write a date as 2018-03-31"),
        ("start = 1st April 2018", "write a date as 2018-03-31"),
        ("start = 01.04.2018  # first day", "write a date as 2018-03-31"),
        ("over = 12 months", 'put a time in quotation marks, such as "12 months"'),
        ("years = 1,000", "without commas"),
        ("years = 0,5", "with a point"),
        ("years = 5%", "as a share"),
        ("years = £5", "digits alone"),
        ("years = .5", "a digit before the point"),
        ("years = 05", "without a 0 before it"),
        ("years =", "give a value after the equals sign"),
        ("uncertainty = True", "write true or false"),
        ("title = Our council", "put text in quotation marks"),
        ("title = “Our council”", "straight quotation marks"),
        ("nonsense", OTHERWISE),
        ("years = [", ""),
    ],
)
def test_a_line_that_cannot_be_read_gets_its_mend(write: Write, line: str, mend: str) -> None:
    (message,) = faults(write(f"{line}\n"))
    assert message.startswith("mine.toml: is not TOML: ")
    assert mend in message


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        (on_base('TITLE = "Mine"'), "TITLE: is not a known part or key; did you mean title?"),
        (quantity("policy.secure_share", f"VALUE = 0.5\n{PROBABILITY}"), "did you mean value?"),
        (quantity("POLICY.SECURE_SHARE", f"value = 0.5\n{PROBABILITY}"), "POLICY: is not a known part or key; did you"),
        (quantity("policy.SECURE_SHARE", f"value = 0.5\n{PROBABILITY}"), "did you mean secure_share?"),
        (on_base('Based_On = "england"'), "did you mean based_on?"),
    ],
)
def test_a_key_in_capitals_gets_the_key_that_is_meant(write: Write, text: str, mend: str) -> None:
    assert any(mend in message for message in faults(write(text)))
