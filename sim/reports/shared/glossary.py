"""The glossary: what words on pages mean; a page has each defined where it first uses it, and listed at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A word that not every reader knows."""

    word: str
    """As it stands in the list."""
    meaning: str
    forms: str
    """A pattern of the ways in which pages write it."""
    spelled: str = ""
    """What the letters of an abbreviation stand for."""

    @property
    def anchor(self) -> str:
        """Return what links to it lead to."""
        return f"word-{re.sub(r'[^a-z0-9]+', '-', self.word.lower())}"

    @property
    def full(self) -> str:
        """Return the meaning, with what the letters stand for before it."""
        return f"{self.spelled[:1].upper()}{self.spelled[1:]}: {self.meaning}" if self.spelled else self.meaning


TERMS: Final = (
    GlossaryTerm(
        "agency",
        "An independent fostering agency, whose carers the council pays a price a week to use.",
        r"(?:[Ii]ndependent )?(?:[Ff]ostering )?[Aa]genc(?:y|ies)(?: foster)?\b(?! (?:social )?workers?)",
    ),
    GlossaryTerm(
        "broken down",
        "A placement that ends because it can go on no longer, and not because the plan for the child moves on.",
        r"(?:broken|broke|break|breaks) down|[Bb]reakdowns?|[Dd]isruptions?",
    ),
    GlossaryTerm(
        "CAMHS",
        "the service that sees children with difficulties of mind and behaviour.",
        r"CAMHS",
        "child and adolescent mental health services",
    ),
    GlossaryTerm(
        "connected carer",
        "A relative, friend or other connected person who is approved to foster a child whom they know.",
        r"[Cc]onnected (?:carers?|persons?)",
    ),
    GlossaryTerm("CSV", "a table that every spreadsheet opens.", r"CSV", "comma-separated values"),
    GlossaryTerm(
        "DfE",
        "the department of government that publishes figures of children in care.",
        r"DfE",
        "Department for Education",
    ),
    GlossaryTerm(
        "edge of care",
        "Of families: a child may soon come into care, and work with the family may prevent it.",
        r"[Ee]dge[ -]of[ -]care",
    ),
    GlossaryTerm(
        "emergency place",
        "A place taken because nothing had been found by the day on which one was needed; the search goes on.",
        r"[Ee]mergency place(?:ment)?s?",
    ),
    GlossaryTerm(
        "first choice",
        "A placement of the kind that was wanted first for the child, for which the child had not to wait elsewhere.",
        r"[Ff]irst[ -]choices?",
    ),
    GlossaryTerm("GBP", "the currency.", r"GBP", "pounds sterling"),
    GlossaryTerm("in-house", "Of foster carers, homes and places: the council's own.", r"[Ii]n-house"),
    GlossaryTerm(
        "IPOP",
        "a meeting that hears requests for costly placements and for moves, and reviews residential placements.",
        r"IPOP",
        "independent placements overview panel",
    ),
    GlossaryTerm(
        "IRO",
        "who chairs the reviews of a child's care, and challenges what has not been done.",
        r"IROs?",
        "independent reviewing officer",
    ),
    GlossaryTerm(
        "looked after",
        "Of a child: in the council's care, by a court's order or with the parents' agreement.",
        r"[Ll]ooked[ -]after",
    ),
    GlossaryTerm(
        "MTFS",
        "what the council expects to spend and to save over the next years.",
        r"MTFS",
        "medium-term financial strategy",
    ),
    GlossaryTerm(
        "NHS", "it pays for health assessments and mental health services.", r"NHS", "National Health Service"
    ),
    GlossaryTerm("Ofsted", "The inspectorate of children's services.", r"Ofsted"),
    GlossaryTerm("placement order", "A court's permission to place a child for adoption.", r"[Pp]lacement orders?"),
    GlossaryTerm(
        "PLO",
        "the rules of court by which care cases, and the work before them, are done in time.",
        r"PLO",
        "Public Law Outline",
    ),
    GlossaryTerm(
        "replication",
        "One run of the years, with its own families, carers and luck: one of the ways in which they may go.",
        r"[Rr]eplications?",
    ),
    GlossaryTerm(
        "residential care",
        "Children's homes, secure homes and other residential settings; not supported accommodation.",
        r"[Rr]esidential (?:care|placements?)",
    ),
    GlossaryTerm(
        "RR",
        "how much likelier something is with help than without; below 1 it is less likely.",
        r"RR",
        "risk ratio",
    ),
    GlossaryTerm(
        "SDQ",
        "a form by which carers tell once a year how a child is.",
        r"SDQs?",
        "strengths and difficulties questionnaire",
    ),
    GlossaryTerm(
        "special guardian",
        "Somebody, often a relative, to whom a court gives a child until 18; the child leaves the council's care.",
        r"[Ss]pecial guardians?(?:hip)?",
    ),
    GlossaryTerm(
        "supported accommodation",
        "Lodgings with support, or independent living, for young people of 16 and over.",
        r"[Ss]upported accommodation",
    ),
    GlossaryTerm(
        "unaccompanied child",
        "A child who seeks asylum and has come to England without parents or guardians.",
        r"[Uu]naccompanied(?: asylum-seeking)?(?: child(?:ren)?)?",
    ),
)
"""In the order of the alphabet."""

LIST_HERE: Final = "<!--words-->"
"""Where a page has its list."""

SILENT: Final = frozenset(
    ("head", "style", "script", "svg", "code", "h1", "h2", "h3", "summary", "a", "dfn", "details")
)
"""Elements in which nothing is marked: in headings and figures it would be in the way, and what is folded is not read
first."""

RUNNING: Final = frozenset(("p", "li", "dd", "figcaption"))
"""Elements of running text, in which an abbreviation is spelled out at once."""

NOT_READ: Final = frozenset(("style", "script", "code", "head"))
"""Elements whose words nobody reads on the page."""

PIECES: Final = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A tag, or a text with the elements of interest that it stands in."""

    content: str
    is_tag: bool
    within: frozenset[str]


def defined(page: str) -> str:
    """Return the page with each term marked where it is first used, and with the list of all that it uses."""
    left = list(TERMS)
    done: list[str] = []
    for piece in _pieces(page):
        text = piece.content
        if not piece.is_tag and not piece.within & SILENT and text.strip():
            text, found = _marked(text, left, spelling=bool(piece.within & RUNNING))
            left = [term for term in left if term not in found]
        done.append(text)
    return "".join(done).replace(LIST_HERE, _listed(used(page)))


def used(page: str) -> list[GlossaryTerm]:
    """Return the terms that a page uses, in figures and folded parts as well."""
    words = read(page)
    return [term for term in TERMS if re.search(rf"\b(?:{term.forms})\b", words)]


def read(page: str) -> str:
    """Return the words of a page without its marks; those of a figure stand in the comments of its drawing."""
    parts = []
    for piece in _pieces(page):
        if piece.within & NOT_READ:
            continue
        if not piece.is_tag:
            parts.append(piece.content)
        elif piece.content.startswith("<!--") and "svg" in piece.within:
            parts.append(piece.content.removeprefix("<!--").removesuffix("-->"))
    return " ".join(parts)


def _pieces(page: str) -> Iterator[_Piece]:
    """Yield the tags and texts of a page in their order."""
    depth = dict.fromkeys(SILENT | RUNNING | NOT_READ, 0)
    for number, content in enumerate(PIECES.split(page)):
        tag = TAG.match(content) if number % 2 else None
        if tag is not None and tag[2].lower() in depth and not content.endswith("/>"):
            depth[tag[2].lower()] += -1 if tag[1] else 1
        yield _Piece(content, bool(number % 2), frozenset(name for name, open_ in depth.items() if open_ > 0))


def _marked(text: str, terms: list[GlossaryTerm], *, spelling: bool) -> tuple[str, list[GlossaryTerm]]:
    """Return a text with the first use of each of the terms marked, and which of them it uses."""
    places: list[tuple[int, int, GlossaryTerm]] = []
    for term in terms:
        use = re.search(rf"(?<![\w/.-])(?:{term.forms})\b", text)
        if use is not None and not any(use.start() < end and start < use.end() for start, end, _ in places):
            places.append((use.start(), use.end(), term))
    for start, end, term in sorted(places, key=lambda place: -place[0]):
        before, word, after = text[:start], text[start:end], text[end:]
        mark = f'<dfn><a class="word" href="#{term.anchor}" title="{escape(term.full)}">{word}</a></dfn>'
        inside = before.endswith("(") and after.startswith(")")
        told = f": {term.spelled}" if inside else f" ({term.spelled})"
        text = f"{before}{mark}{escape(told) if spelling and term.spelled else ''}{after}"
    return text, [term for _, _, term in places]


def _listed(terms: list[GlossaryTerm]) -> str:
    rows = "\n".join(f'<dt id="{term.anchor}">{escape(term.word)}</dt><dd>{escape(term.full)}</dd>' for term in terms)
    return f'<h2>Words used here</h2>\n<dl class="words-used">\n{rows}\n</dl>' if terms else ""
