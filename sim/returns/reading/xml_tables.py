"""Tables from the XML form of the return; anything that could expand or fetch is refused before it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.etree import ElementTree

from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.returns.reading.csv_table import CsvRow, RawTable
from sim.returns.reading.parts import FilePart
from sim.returns.reading.tables import COLUMNS, TableKind, column_name

FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def xml_tables(part: FilePart) -> tuple[RawTable, ...]:
    """Return the tables of an XML return. Raises BadInput when it is none, is cut short, or defines entities."""
    if not part.data.strip():
        raise BadInput([f"{part.shown}: empty ({len(part.data)} bytes); export it again"])
    if any(word.encode(encoding) in part.data for word in FORBIDDEN for encoding in ENCODINGS):
        raise BadInput([f"{part.shown}: it defines a document type or entities, which no return does; export it again"])
    rows: dict[TableKind, list[CsvRow]] = {kind: [] for kind in COLUMNS}
    number = without = 0
    try:
        for child in _children(part):
            number += 1
            header = _header(child)
            if header is None:
                continue
            rows[TableKind.HEADER].append(_row(TableKind.HEADER, number, header))
            key = {"CHILD": header.get("CHILD", ""), "DOB": header.get("DOB", "")}
            if header.get("UASC", "") in ("1", "TRUE", "true", "Y") or header.get("DUC", ""):
                rows[TableKind.UASC].append(_row(TableKind.UASC, number, header))
            for kind, said in _tables(child, key):
                rows[kind].append(_row(kind, number, said))
            without += not any(_name(element.tag) == "EPISODE" for element in child)
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise BadInput([f"{part.shown}: not XML that can be read, from line {line} on; export it again"]) from None
    if not number:
        raise BadInput([f"{part.shown}: no CHILD stands in it, so it is no SSDA903 return; export the return as XML"])
    told = (f"{part.shown}: {counted(without, 'child')} without an episode",) if without else ()
    return tuple(
        RawTable(
            kind,
            part.shown,
            (*COLUMNS[kind].needed, *COLUMNS[kind].wanted),
            tuple(found),
            said=told if kind is TableKind.HEADER else (),
        )
        for kind, found in rows.items()
        if found or kind in (TableKind.HEADER, TableKind.EPISODES)
    )


def _children(part: FilePart) -> Iterator[ElementTree.Element]:
    """Yield each child's element, and let it go."""
    context = ElementTree.iterparse(BytesIO(part.data), events=("start", "end"))
    _, root = next(iter(context))
    for event, element in context:
        if event == "end" and _name(element.tag) == "CHILD" and len(element):
            yield element
            root.clear()


def _name(tag: str) -> str:
    return column_name(tag.rpartition("}")[2])


def _header(child: ElementTree.Element) -> dict[str, str] | None:
    return next((_leaves(element) for element in child if _name(element.tag) == "HEADER"), None)


def _leaves(element: ElementTree.Element) -> dict[str, str]:
    return {_name(one.tag): (one.text or "").strip() for one in element if not len(one)}


def _tables(child: ElementTree.Element, key: dict[str, str]) -> Iterator[tuple[TableKind, dict[str, str]]]:
    """Yield what stands below a child, whether beside its header or in it."""
    for element in child.iter():
        name = _name(element.tag)
        if name == "EPISODE":
            yield TableKind.EPISODES, _leaves(element) | key
        elif name == "OC2":
            yield TableKind.HEALTH, _leaves(element) | key
        elif name in ("AD_PLACED", "PLACED_FOR_ADOPTION"):
            yield TableKind.PLACED_FOR_ADOPTION, _leaves(element) | key


def _row(kind: TableKind, number: int, said: dict[str, str]) -> CsvRow:
    columns: Sequence[str] = (*COLUMNS[kind].needed, *COLUMNS[kind].wanted)
    return CsvRow(number, tuple(said.get(name, "") for name in columns))
