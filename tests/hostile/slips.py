"""What goes wrong with a file: slips of the pen, numbers that make no sense, and bytes that are no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

ODD_VALUES = (
    "0",
    "-0.0",
    "-1",
    "1e308",
    "-1e308",
    "1e-320",
    "inf",
    "-inf",
    "nan",
    "1" + "0" * 30,
    "9" * 400,
    "9" * 5000,
    "0x10",
    "0.1.2",
    "1,5",
    "true",
    '"text"',
    '""',
    "[]",
    "[[[[]]]]",
    "{}",
    "{ a = { b = 1 } }",
    "2018-13-01",
    "0001-01-01",
    "9999-12-31",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    '"[/red] [bold] $100_{ {{7*7}} <script>"',
    '"=1+1"',
    '"\\u0000\\u001b[2J\\u202e"',
    '"' + "a" * 300_000 + '"',
    "'''never ended",
)
"""In place of a value."""

ODD_BYTES = (b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\xc3\x28", "\u2028\u202e".encode())
"""Somewhere in a file."""

Slip = Callable[[Random, str], str]


def slipped(random: Random, text: str) -> bytes:
    """Return the text of a file with one to three things wrong with it."""
    for slip in random.choices(SLIPS, k=random.randint(1, 3)):
        text = slip(random, text)
    content = text.encode()
    if random.random() < 0.1:
        place = random.randint(0, len(content))
        content = content[:place] + random.choice(ODD_BYTES) + content[place:]
    return content


def line_left_out(random: Random, text: str) -> str:
    return _with_line(random, text, lambda line: [])


def line_doubled(random: Random, text: str) -> str:
    return _with_line(random, text, lambda line: [line, line])


def line_joined(random: Random, text: str) -> str:
    return _with_line(random, text, lambda line: [line + line])


def value_replaced(random: Random, text: str) -> str:
    """Only where there is one."""
    return _with_line(random, text, lambda line: [f"{line.split('=')[0]}= {random.choice(ODD_VALUES)}"], "=")


def number_replaced(random: Random, text: str) -> str:
    places = [*re.finditer(r"(?<![\w.-])-?\d+(\.\d+)?(?![\w.-])", text)]
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start()] + random.choice(ODD_VALUES) + text[place.end() :]


def key_misspelt(random: Random, text: str) -> str:
    change = random.choice((str.upper, lambda key: key[:-1], lambda key: key + "s", lambda key: f'"{key} "'))

    def misspelt(line: str) -> list[str]:
        key, equals, value = line.partition("=")
        return [change(key.strip()) + equals + value]

    return _with_line(random, text, misspelt, "=")


def table_misspelt(random: Random, text: str) -> str:
    return _with_line(random, text, lambda line: [line.replace("a", "e", 1).replace(".", "..", 1)], "[")


def table_unknown(random: Random, text: str) -> str:
    deep = ".".join("a" * random.choice((1, 2, 400)) for _ in range(random.choice((1, 3, 30, 3000))))
    return _with_line(random, text, lambda line: [line, f"[{deep}]", "value = 1"])


def quotes_left_out(random: Random, text: str) -> str:
    return _with_line(random, text, lambda line: [line.replace('"', "", random.randint(1, 2))], '"')


def cut_off(random: Random, text: str) -> str:
    return text[: random.randint(0, len(text))]


def letter_changed(random: Random, text: str) -> str:
    place = random.randint(0, len(text))
    return text[:place] + random.choice("[]{}\"'=#,.\n\t\\%é0") + text[place + 1 :]


def brackets_nested(random: Random, text: str) -> str:
    deep = random.choice((10, 500, 20_000))
    return _with_line(random, text, lambda line: [f"{line.split('=')[0]}= {'[' * deep}{']' * deep}"], "=")


def many_unknown_keys(random: Random, text: str) -> str:
    return text + "\n" + "\n".join(f"unknown_{number} = {number}" for number in range(random.choice((3, 3000))))


def emptied(random: Random, text: str) -> str:
    return random.choice(("", "\n", "#", " ", "= = =", "[", "\ufeff"))


SLIPS: Sequence[Slip] = (
    line_left_out,
    line_doubled,
    line_joined,
    value_replaced,
    value_replaced,
    number_replaced,
    number_replaced,
    key_misspelt,
    table_misspelt,
    table_unknown,
    quotes_left_out,
    cut_off,
    letter_changed,
    brackets_nested,
    many_unknown_keys,
    emptied,
)


def _with_line(random: Random, text: str, made: Callable[[str], list[str]], holding: str = "") -> str:
    """Return the text with what is made of one of its lines, among those that hold this."""
    lines = text.split("\n")
    numbers = [number for number, line in enumerate(lines) if holding in line and line.strip()]
    if not numbers:
        return text
    number = random.choice(numbers)
    return "\n".join((*lines[:number], *made(lines[number]), *lines[number + 1 :]))
