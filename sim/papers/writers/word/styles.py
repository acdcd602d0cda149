"""The styles of a Word paper: what headings, captions, notes and tables look like, for a council to change."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from sim.papers.writers import colours
from sim.papers.writers.word.parts import WORD

FONT = "Arial"
LANGUAGE = "en-GB"

OWN, NOTE, CELL, SMALL_CELL, FIGURE, SOURCE, COVER = (
    "Council words",
    "Table note",
    "Table text",
    "Table text small",
    "Figure",
    "Source",
    "Cover line",
)
"""Names of styles that Word does not come with."""

TABLE = "PaperTable"
"""The id of the style of tables."""


@dataclass(frozen=True, slots=True)
class StyleAsked:
    """What the paragraphs of a style look like; sizes and spaces in points."""

    name: str
    size: float
    colour: str = colours.INK
    bold: bool = False
    before: float = 0
    after: float = 6
    with_next: bool = False
    """Whether it stays on the page of what follows."""


STYLES = (
    StyleAsked("Normal", 11),
    StyleAsked("Title", 26, colours.HEADING, bold=True, before=24, after=8),
    StyleAsked("Subtitle", 15, colours.QUIET, after=8),
    StyleAsked(COVER, 12, colours.QUIET, after=18),
    StyleAsked("Heading 1", 17, colours.HEADING, bold=True, before=22, after=8, with_next=True),
    StyleAsked("Heading 2", 13.5, colours.HEADING, bold=True, before=14, after=6, with_next=True),
    StyleAsked("Heading 3", 11.5, colours.HEADING, bold=True, before=10, after=4, with_next=True),
    StyleAsked("TOC Heading", 17, colours.HEADING, bold=True, before=12, after=8, with_next=True),
    StyleAsked("toc 1", 10.5, before=2, after=1),
    StyleAsked("toc 2", 10, after=1),
    StyleAsked("Caption", 10, colours.INK, bold=True, before=8, after=4),
    StyleAsked("List Bullet", 11, after=3),
    StyleAsked(FIGURE, 11, before=8, after=2, with_next=True),
    StyleAsked(CELL, 9.5, before=1.5, after=1.5),
    StyleAsked(SMALL_CELL, 8.5, before=1.5, after=1.5),
    StyleAsked(NOTE, 9, colours.QUIET, before=2, after=2),
    StyleAsked(OWN, 11),
    StyleAsked(SOURCE, 10, after=4),
    StyleAsked("footer", 8.5, colours.QUIET, after=0),
)


def apply(document: Document) -> None:
    """Give the document its styles and its language."""
    _defaults(document)
    for asked in STYLES:
        _set(_style(document, asked.name), asked)
    for name, indent in (("toc 2", 12), (SOURCE, 28)):
        _style(document, name).paragraph_format.left_indent = Pt(indent)
    _style(document, SOURCE).paragraph_format.first_line_indent = Pt(-28)
    _border(_style(document, OWN), "left")
    document.styles.element.append(parse_xml(_TABLE_STYLE))


def _defaults(document: Document) -> None:
    """Make Arial the font and British English the language of all that has none of its own."""
    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        parent = fonts.getparent()
        if parent is not None:
            parent.remove(fonts)
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        properties = defaults.find(qn("w:rPr"))
        fonts = parse_xml(f'<w:rFonts {WORD} w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>')
        properties.insert(0, fonts)
        properties.find(qn("w:lang")).set(qn("w:val"), LANGUAGE)
    settings = document.settings.element
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), LANGUAGE)
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")


def _style(document: Document, name: str) -> ParagraphStyle:
    """Return the style of this name, made if Word's own document has none."""
    known = {style.name: style for style in document.styles}
    # the library calls styles as Word shows them, which is not always as the file has them
    found = known.get(name) or known.get(name.capitalize()) or document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(found, ParagraphStyle)
    return found


def _set(style: ParagraphStyle, asked: StyleAsked) -> None:
    style.font.size = Pt(asked.size)
    style.font.bold = asked.bold or None  # not False, which would undo what the style of tables says of headings
    style.font.italic = None
    style.font.color.rgb = RGBColor.from_string(asked.colour)
    style.hidden = False
    style.quick_style = True
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(asked.before), Pt(asked.after)
    layout.keep_with_next = asked.with_next
    layout.line_spacing = 1.15
    properties = style.element.get_or_add_pPr()
    border = properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)
    if asked.name == "Subtitle":  # Word's own has the numbering of an outline, and letters set apart
        for found in (*properties.findall(qn("w:numPr")), *style.element.iter(qn("w:spacing"))):
            if found.get(qn("w:val")) or found.tag == qn("w:numPr"):
                found.getparent().remove(found)


def _border(style: ParagraphStyle, side: str) -> None:
    properties = style.element.get_or_add_pPr()
    border: BaseOxmlElement = parse_xml(
        f'<w:pBdr {WORD}><w:{side} w:val="single" w:sz="24" w:space="8" w:color="{colours.RULE}"/></w:pBdr>'
    )
    properties.insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )
    style.paragraph_format.left_indent = Pt(12)


_LINE = f'w:val="single" w:sz="4" w:space="0" w:color="{colours.RULE}"'

_TABLE_STYLE = f"""\
<w:style {WORD} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="Paper table"/>
  <w:basedOn w:val="TableNormal"/>
  <w:uiPriority w:val="59"/>
  <w:qFormat/>
  <w:tblPr>
    <w:tblBorders><w:top {_LINE}/><w:bottom {_LINE}/><w:insideH {_LINE}/></w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="20" w:type="dxa"/><w:left w:w="45" w:type="dxa"/>
      <w:bottom w:w="20" w:type="dxa"/><w:right w:w="45" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{colours.SHADE}"/></w:tcPr>
  </w:tblStylePr>
</w:style>"""
