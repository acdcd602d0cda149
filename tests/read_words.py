"""Sentences as they are read: whether numbers and nouns agree, and whether sentences stand apart."""

from __future__ import annotations

import re
from html import unescape

ONE_OF_MANY = re.compile(
    r"(?<![\d.,£+\-−–/:])\b1 (?:replications|years|children|scenarios|families|months|weeks|days|workers|futures|"
    r"places|runs|sets|points|strategies|households|measures|numbers|processes|draws|councils|hours|seconds|minutes)\b"
    r"(?! of (?:its|the|their))"
)
"""Such as "1 years"; the 1 of 0.1, of -1 and of a range is none."""

OF_ONE = "replication|child|scenario|family|month|week|worker|household|strategy"
SOME_OF_ONE = re.compile(rf"\b(?!1\b)\d+ (?:{OF_ONE})\b(?! of\b|-)")
"""Such as "3 replication"."""

JOINED = re.compile(r"[a-z)%\d][.;!?](?=[A-Z][a-z]+ [a-z])")
"""A sentence that begins where another ends, without a space: "policies.Each"."""


def faults_of_sentences(text: str) -> list[str]:
    """What is wrong with the sentences of a page or of a terminal."""
    body = re.sub(r"<(style|svg|code|script).*?</\1>", " ", text, flags=re.DOTALL)
    body = re.sub(r"</?(?:span|strong|em|b|i|a)\b[^>]*>", "", body)
    body = unescape(re.sub(r"<[^>]+>", "\n", body))
    found = []
    for line in map(str.strip, body.splitlines()):
        for pattern in (ONE_OF_MANY, SOME_OF_ONE, JOINED):
            found += [line[max(0, one.start() - 60) : one.end() + 40] for one in pattern.finditer(line)]
    return found
