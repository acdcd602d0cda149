"""Faults of quantities, in the exact words that their authors read."""

from __future__ import annotations

import pytest
from scenario_files import IN_HOUSEHOLDS, PROBABILITY, REST, Write, faults, on_base, quantity

from sim.scenario.scenario import BadInput, load

# --- faults of a quantity: the exact words


SECURE = "policy.secure_share"


PLACES = "in_house_fostering.places_shares"


OFFER = "agency.offer"


HOUSEHOLDS = "in_house_fostering.households"

MEANT = 'low = {}\nhigh = {}\ndistribution = "uniform"\n'
"""A range of its own, without which a number so far from the base's is refused."""


BY_AGE = "value = { under_1 = 0.5, from_1_to_4 = 0.5, from_5_to_9 = 0.5, from_10_to_15 = 0.5, from_16 = 0.5 }"


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (SECURE, f"value = 1.4\n{PROBABILITY}", ".value: is 1.4; it must be from 0 to 1"),
        (SECURE, f"value = 5\n{PROBABILITY}", ".value: is 5; it must be from 0 to 1 (write 5% as 0.05)"),
        (SECURE, f"value = -0.1\n{PROBABILITY}", ".value: is -0.1; it must be from 0 to 1"),
        (
            SECURE,
            f"value = 5e-324\n{PROBABILITY}",
            ".value: is 4.94066e-324; give 0 or a larger number",
        ),
        (SECURE, f"value = nan\n{PROBABILITY}", ".value: is nan, which is not a number; give a number in probability"),
        (SECURE, f"value = inf\n{PROBABILITY}", ".value: is endless; give a finite number in probability"),
        (SECURE, f'value = "low"\n{PROBABILITY}', '.value: is "low"; it must be a number, in probability'),
        (SECURE, f"value = true\n{PROBABILITY}", ".value: is true; it must be a number, in probability"),
        (SECURE, f"value = [1]\n{PROBABILITY}", ".value: is [1]; it must be a number, in probability"),
        (SECURE, f"value = {{ a = 1 }}\n{PROBABILITY}", ".value: is a table; give one number, in probability"),
        (
            SECURE,
            f"value = 2018-01-01\n{PROBABILITY}",
            ".value: is 2018-01-01, a date; give a number in probability",
        ),
        (SECURE, 'value = 0.5\nunit = "percent"', '.unit: is "percent"; give the number in "probability"'),
        (SECURE, 'value = 0.5\nunit = " "', '.unit: is empty; give "probability"'),
        (
            SECURE,
            f"{PROBABILITY}",
            ": has no value; add value = and the number, or times = or plus = to change the one below",
        ),
        (SECURE, "value = 0.5", ': has no unit; add unit = "probability"'),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.6\nhigh = 0.7\ndistribution = 'beta'",
            ".low: is 0.6, above the value, 0.5; give a low end that is not above it",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.1\nhigh = 0.4\ndistribution = 'normal'",
            ".high: is 0.4, below the value, 0.5; give a high end that is not below it",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.1\nhigh = 1.5\ndistribution = 'uniform'",
            ".high: is 1.5; it must be from 0 to 1",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.0\nhigh = 0.9\ndistribution = 'lognormal'",
            ".low: is 0; a lognormal needs a low end above 0",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.5\nhigh = 0.5\ndistribution = 'beta'",
            ": is a beta from 0.5 to 0.5; a beta needs a range within 0 and 1 that is not empty",
        ),
        (
            SECURE,
            f"value = 0\n{PROBABILITY}\nlow = 0\nhigh = 0.5\ndistribution = 'beta'",
            ".value: is 0; a beta needs a value between 0 and 1",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\ndistribution = 'triangular'",
            ': has the distribution "triangular" and no low and high; '
            "add low = and high =, or take the distribution out",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.4\ndistribution = 'triangular'",
            ': has the distribution "triangular" and no high; add high =, or take the distribution out',
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\nlow = 0.4\nhigh = 0.6",
            ": has a range and no distribution; "
            "add distribution = and one of fixed, uniform, triangular, normal, lognormal and beta",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\ndistribution = 'gauss'",
            '.distribution: is "gauss"; it must be one of fixed, uniform, triangular, normal, lognormal, beta, '
            "dirichlet, scaled_lognormal and scaled_triangular",
        ),
        (
            SECURE,
            f"value = 0.5\n{PROBABILITY}\ndistribution = 'dirichlet'",
            '.distribution: is "dirichlet"; '
            "for a single number give one of fixed, uniform, triangular, normal, lognormal and beta",
        ),
        (SECURE, f'value = 0.5\n{PROBABILITY}\nlow = "0.4"', '.low: is "0.4"; it must be a number'),
        (SECURE, f"value = 0.5\n{PROBABILITY}\nnote = 3", ".note: is 3; it must be text"),
        (
            SECURE,
            f"vlaue = 0.5\nvalue = 0.5\n{PROBABILITY}",
            ".vlaue: is not a known key of a quantity; did you mean value?",
        ),
        (
            SECURE,
            f"zzz = 0.5\nvalue = 0.5\n{PROBABILITY}",
            ".zzz: is not a known key of a quantity; a quantity has value, times, plus, grows, unit, kind, source, "
            "as_of, low, high, distribution, effective_sample, meant, note, link, table, from, until and over",
        ),
        (
            SECURE,
            f'link = "see the web site"\nvalue = 0.5\n{PROBABILITY}',
            '.link: is "see the web site"; give an address that can be opened, beginning with https://',
        ),
        (HOUSEHOLDS, f"value = -3\n{IN_HOUSEHOLDS}", ".value: is -3; it must be 0 or more"),
        (HOUSEHOLDS, f"value = 12.5\n{IN_HOUSEHOLDS}", ".value: is 12.5; it must be a whole number"),
        (
            HOUSEHOLDS,
            f"value = 1_000_000\n{IN_HOUSEHOLDS}\n{MEANT.format(1_000_000, 1_000_001)}",
            ".value: is 1,000,000, an absurd size; give at most 100,000 households",
        ),
        ("agency.capacity", 'value = -1\nunit = "places"', ".value: is -1; it must be 0 or more"),
        (
            "agency.capacity",
            'value = inf\nunit = "places"\nlow = 3\nhigh = 9\ndistribution = "normal"',
            ': is endless with the distribution "normal"; take the range and the distribution out',
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.1 }\nunit = "share"',
            ".value: sums to 0.9; shares must sum to 1: raise them by 0.1 in all",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.3 }\nunit = "share"',
            ".value: sums to 1.1; shares must sum to 1: lower them by 0.1 in all",
        ),
        (PLACES, 'value = 0.5\nunit = "share"', ".value: is 0.5; give a number for each of one, two and three"),
        (
            PLACES,
            'value = { one = 0.5, two = 0.5 }\nunit = "share"',
            ".value: has no three; add three = and its number, in share",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2, tree = 0 }\nunit = "share"',
            ".value.tree: is not a known category; did you mean three?",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = "x", three = 0.2 }\nunit = "share"',
            '.value.two: is "x"; it must be a number, in share',
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 1.5, three = 0.2 }\nunit = "share"',
            ".value.two: is 1.5; it must be from 0 to 1",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "dirichlet"',
            ': has the distribution "dirichlet" and no effective_sample; '
            "add effective_sample = and how many cases the shares rest on",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "dirichlet"\n'
            "effective_sample = 0",
            ".effective_sample: is 0; it must be from 1 to 1,000,000",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "dirichlet"\n'
            "effective_sample = 9\nlow = 0.1",
            ".low: has no meaning for a dirichlet; take it out",
        ),
        (
            PLACES,
            'value = { one = 0.5, two = 0.3, three = 0.2 }\nunit = "share"\ndistribution = "normal"',
            '.distribution: is "normal"; for shares give one of fixed and dirichlet',
        ),
        (
            OFFER,
            f"{BY_AGE}\n{PROBABILITY}\nlow = 1.2\nhigh = 1.4\ndistribution = 'scaled_lognormal'",
            ".low: is 1.2, above 1, for they are factors on the table; give a low end that is not above it",
        ),
        (
            OFFER,
            f"{BY_AGE}\n{PROBABILITY}\nlow = 0.5\nhigh = 0.9\ndistribution = 'scaled_triangular'",
            ".high: is 0.9, below 1, for they are factors on the table; give a high end that is not below it",
        ),
        (
            OFFER,
            f"{BY_AGE}\n{PROBABILITY}\nlow = 0.5\nhigh = 1.9\ndistribution = 'beta'",
            '.distribution: is "beta"; for a table give one of fixed, scaled_lognormal and scaled_triangular',
        ),
        (
            "camhs.usual.starts",
            'value = 2017-12-31\nunit = "date"',
            ".value: is 31 December 2017, before the scenario's start on 1 January 2018; "
            "give 1 January 2018 or a later date",
        ),
        (
            "camhs.usual.starts",
            'value = 30\nunit = "date"',
            ".value: is 30; it must be a date without quotation marks, such as 2018-04-01",
        ),
        (
            "camhs.usual.starts",
            'value = 2019-01-01\nunit = "days after start"',
            '.value: is 2019-01-01, a date; set unit = "date"',
        ),
        ("camhs.usual.starts", 'value = -30\nunit = "days after start"', ".value: is -30; it must be 0 or more"),
        (
            "camhs.usual.starts",
            'value = 30\nunit = "weeks"',
            '.unit: is "weeks"; give the number in "days after start" or "date"',
        ),
        (
            "camhs.usual.starts",
            'value = 2019-01-01\nunit = "date"\nlow = 3\nhigh = 9\ndistribution = "normal"',
            ': is a date with the distribution "normal"; take the range and the distribution out',
        ),
        (
            "in_house_fostering.panel_interval",
            'value = 0.001\nunit = "days"',
            ".value: is 0.001; a panel cannot meet more than once a day: give 1 day or more",
        ),
        (
            "stability.moves_to_supported",
            'value = 1000\nunit = "per year"\n' + MEANT.format(1000, 1001),
            ".value: is 1,000, an absurd size; give at most 366 per year",
        ),
        (
            "demand.entries_per_year",
            'value = 100_000\nunit = "children per year"',
            ": with 3 years means 300,298 children, too many to simulate; "
            "keep those at the start and those entering to 200,000: fewer entries or fewer years",
        ),
        (
            "opening.unaccompanied",
            'value = 300\nunit = "children"',
            ".value: is 300, more than opening.looked_after, 298; give at most the number of children looked after",
        ),
        (
            "leaving.reentry_within_6_years",
            f"value = 0.2\n{PROBABILITY}",
            ": is 0.2, not clearly above leaving.reentry_within_1_year (0.2); "
            "give at least 0.209, for it counts the earlier ones too",
        ),
    ],
)
def test_a_fault_of_a_quantity(write: Write, path: str, text: str, message: str) -> None:
    assert faults(write(quantity(path, text))) == (f"mine.toml, {path}{message}",)


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        ("kind", "has no kind; add kind = and one of published, local, fitted, judgement and policy"),
        ("source", "has no source; add source = and where the number comes from; for a judgement, whose it is and why"),
        ("as_of", "has no as_of; add as_of = and the date for which the number holds, such as 2018-03-31"),
    ],
)
def test_what_is_known_of_a_number_cannot_be_left_out(write: Write, left_out: str, message: str) -> None:
    rest = "\n".join(line for line in REST.splitlines() if not line.startswith(left_out))
    name = write(on_base(f'[demand.disability_share]\nvalue = 0.01\nunit = "share"\n{rest}'))
    assert faults(name) == (f"mine.toml, demand.disability_share: {message}",)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("kind", '"guess"', 'is "guess"; it must be one of published, local, fitted, judgement and policy'),
        (
            "source",
            '""',
            "is empty; add source = and where the number comes from; for a judgement, whose it is and why",
        ),
        ("source", "3", "is 3; it must be text"),
        ("as_of", '"2018"', 'is "2018"; it must be a date without quotation marks, such as 2018-03-31'),
        (
            "as_of",
            "2018-01-01T00:00:00",
            "is 2018-01-01 00:00:00; it must be a date without quotation marks, such as 2018-03-31",
        ),
    ],
)
def test_what_is_known_of_a_number_must_make_sense(write: Write, key: str, value: str, message: str) -> None:
    rest = [f"{key} = {value}" if line.startswith(key) else line for line in REST.splitlines()]
    name = write(on_base("\n".join(["[demand.disability_share]", "value = 0.01", 'unit = "share"', *rest])))
    assert faults(name) == (f"mine.toml, demand.disability_share.{key}: {message}",)


# --- faults of names and tables


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("demnd = 3", "demnd: is not a known part or key; did you mean demand?"),
        (
            "[demand.entries_per_yaer]",
            "demand.entries_per_yaer: is not a known quantity; did you mean entries_per_year?",
        ),
        (
            "[camhs.usual.zzz]",
            "camhs.usual.zzz: is not a known quantity; camhs.usual has starts, ramp, clinicians, caseload, "
            "access_median, access_spread, accepted, weeks_seen_median, weeks_seen_spread, hazard_multiplier and "
            "cost_per_clinician",
        ),
        (
            "[demand]\ndisability_share = 0.5",
            "demand.disability_share: is a bare number; "
            'write it as a table with value, unit (here "share"), kind, source and as_of',
        ),
        (
            '[demand]\ndisability_share = "up"',
            'demand.disability_share: is "up", not a quantity; '
            'write it as a table with value, unit (here "share"), kind, source and as_of',
        ),
        (
            "camhs = 3",
            "camhs: is 3, but it is a part made of quantities; "
            "write [camhs.referral_at_entry] and so on for each of its quantities",
        ),
        (
            "[camhs]\nusual = 3",
            "camhs.usual: is 3, but it is a part made of quantities; "
            "write [camhs.usual.starts] and so on for each of its quantities",
        ),
        ("title = 3", "title: is 3; it must be text"),
        ('title = ""', "title: is empty; give the scenario a title in plain words"),
        ("years = 0", "years: is 0; it must be a number of at least 0.08 (a month) and at most 30"),
        ('years = "3"', 'years: is "3"; it must be a number of at least 0.08 (a month) and at most 30'),
        (
            'start = "2018"',
            'start: is "2018"; it must be a date without quotation marks, such as 2018-01-01',
        ),
        (
            "start = 0001-01-01",
            "start: is 1 January 1; it must lie between 1 January 1990 and 1 January 2100",
        ),
        ('requires = ["camhs"]', "requires: belongs in a strategy, not in a base; take it out"),
    ],
)
def test_a_fault_of_a_name(write: Write, text: str, message: str) -> None:
    assert faults(write(on_base(text))) == (f"mine.toml, {message}",)


def test_all_faults_of_all_files_at_once(write: Write) -> None:
    base = write(on_base("demnd = 3\n[demand]\ndisability_share = 0.5\nmale_share = 2"), "base.toml")
    strategy = write("[ipop]\nagenda = 3", "strategy.toml")
    assert faults(base, strategy, "iopp") == (
        "iopp: there is no strategy of this name; did you mean ipop?",
        "base.toml, demnd: is not a known part or key; did you mean demand?",
        "base.toml, demand.disability_share: is a bare number; "
        'write it as a table with value, unit (here "share"), kind, source and as_of',
        "base.toml, demand.male_share: is a bare number; "
        'write it as a table with value, unit (here "share"), kind, source and as_of',
        "strategy.toml, ipop.agenda: is a bare number; "
        'write it as a table with value, unit (here "cases per meeting"), kind, source and as_of',
        *(item for item in faults(base, strategy) if item.startswith("strategy.toml, ipop: ")),
    )
    with pytest.raises(BadInput) as caught:
        load(base, strategy)
    assert str(caught.value) == "\n".join(caught.value.faults)
