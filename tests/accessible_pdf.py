"""What anybody can see of how a PDF is tagged, by hand: beside what a validator says of it as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Object, Pdf

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def faults(content: bytes) -> list[str]:
    """Return what is wrong with the tags of a PDF, in a few words each."""
    with Pdf.open(BytesIO(content)) as document:
        return [*_of_the_whole(document), *_of_the_parts(document), *_of_the_pages(document)]


def parts(document: Pdf, *kinds: str) -> list[Object]:
    """Return the parts of these kinds in the order in which they are read."""
    return [one for one in _below(document.Root.StructTreeRoot) if str(one.get("/S")) in kinds]


def _of_the_whole(document: Pdf) -> Iterator[str]:
    root = document.Root
    if not (root.get("/MarkInfo") or {}).get("/Marked"):
        yield "is not marked as tagged"
    if not str(root.get("/Lang", "")).startswith("en"):
        yield "has no language"
    if not (root.get("/ViewerPreferences") or {}).get("/DisplayDocTitle"):
        yield "does not show its title"
    with document.open_metadata() as known:
        if known.get("pdfuaid:part") != "1":
            yield "does not say that it is PDF/UA"
        if not known.get("dc:title"):
            yield "has no title"
    if "/Outlines" not in root:
        yield "has no outline"


def _of_the_parts(document: Pdf) -> Iterator[str]:
    level = 0
    for one in _below(document.Root.StructTreeRoot):
        kind = str(one.get("/S"))
        if kind == "/Figure" and not str(one.get("/Alt", "")):
            yield "has a figure without words that stand for it"
        if kind == "/TH" and str(_attribute(one, "/Scope")) not in ("/Row", "/Column", "/Both"):
            yield "has a heading in a table that does not say of what"
        if kind[:2] == "/H" and kind[2:].isdigit():
            if int(kind[2:]) > level + 1:
                yield f"goes from a heading of level {level} to one of {kind[2:]}"
            level = int(kind[2:])


def _of_the_pages(document: Pdf) -> Iterator[str]:
    for page in document.pages:
        if page.obj.get("/Tabs") != "/S":
            yield "has a page whose order of tabs is not that of its parts"
        for name, font in (page.get("/Resources") or {}).get("/Font", {}).items():
            inner = font.get("/DescendantFonts")
            described = (inner[0] if inner is not None else font).get("/FontDescriptor") or {}
            if not any(one in described for one in EMBEDDED):
                yield f"does not hold its font {name}"


def _attribute(part: Object, name: str) -> Object | None:
    said = part.get("/A")
    for one in said if isinstance(said, Array) else (said,):
        if isinstance(one, Dictionary) and name in one:
            return one[name]
    return None


def _below(part: Object) -> Iterator[Object]:
    held = part.get("/K")
    for one in held if isinstance(held, Array) else (held,):
        if isinstance(one, Dictionary) and ("/S" in one or "/K" in one):
            yield one
            yield from _below(one)
