"""Paragraphs of a Word document: faces for Chinese and for Latin, exact pitch, indents in characters.

Word chooses the face of quotation marks, dashes and dots by their neighbours unless a run says that they are
Chinese (ECMA-376-1, 17.3.2.26: ``w:hint``); every run says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun
from reportlab.lib.colors import Color

from dadu_desktop.reporting.fonts import FACES
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Run
from dadu_desktop.reporting.page import BLACK, Align, Role, TextStyle

LATIN = "Times New Roman"
"""Every program has it or one as wide; its digits are as wide as those of the Chinese faces, so lines end alike."""

_ALIGNMENTS: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
TWIPS = 20
EIGHTHS = 8


def element(name: str, **values: object) -> BaseOxmlElement:
    """Make an element of the name ``w:name`` with its attributes, for what python-docx has no word for."""
    made = cast("BaseOxmlElement", OxmlElement(f"w:{name}"))
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def set_paragraph(paragraph: Paragraph, style: TextStyle, align: Align | None = None) -> None:
    """Give a paragraph pitch, room, indents and place in the outline."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.pitch)
    shape.space_before, shape.space_after = Pt(style.before), Pt(style.after)
    shape.keep_with_next = style.keep_with_next or None
    shape.widow_control = False
    shape.alignment = _ALIGNMENTS[align or style.align]
    shape.left_indent = Pt(style.left * style.advance)
    shape.right_indent = Pt(style.right * style.advance)
    shape.first_line_indent = Pt(style.indent * style.advance)
    if style.heading:
        level = element("outlineLvl", val=style.heading - 1)
        paragraph._p.get_or_add_pPr().append(level)  # noqa: SLF001 - python-docx has no name for it


def add_runs(paragraph: Paragraph, runs: Sequence[Run], style: TextStyle) -> None:
    """Add text to a paragraph; forced lines become line breaks."""
    for run in runs:
        for number, words in enumerate(run.text.split(LINE_SEPARATOR)):
            if number:
                paragraph.add_run().add_break()
            added = paragraph.add_run(words)
            set_run(added, run.role, style.size, style.char_space, style.colour)


def set_run(run: WordRun, role: Role, size: float, char_space: float = 0, colour: Color = BLACK) -> None:
    """Give a run its face for Chinese and for Latin, its size, step and colour."""
    run.font.size = Pt(size)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx knows no face for Chinese
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACES[role] if script == "eastAsia" else LATIN)
    fonts.set(qn("w:hint"), "eastAsia")
    if char_space:
        step = element("spacing", val=int(char_space * TWIPS - 1))  # a trifle less, else Word sets 27 a line
        properties.insert_element_before(step, "w:w", "w:kern", "w:position", "w:sz")
    if colour != BLACK:
        run.font.color.rgb = RGBColor(*(round(part * 255) for part in colour.rgb()))


def add_spread(paragraph: Paragraph, parts: Sequence[str], style: TextStyle, width: float) -> None:
    """Set short texts left, right and evenly between by tabs; ``width`` in points."""
    inset = style.left * style.advance
    set_paragraph(paragraph, style, "left")
    paragraph.paragraph_format.first_line_indent = Pt(0)
    last = len(parts) - 1
    for number in range(1, last + 1):
        at = inset + (width - 2 * inset) * number / last
        how = WD_TAB_ALIGNMENT.RIGHT if number == last else WD_TAB_ALIGNMENT.CENTER
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(at), how)
    add_runs(paragraph, [Run("\t".join(parts), style.role)], style)


def add_rule(paragraph: Paragraph, thickness: float, colour: Color, before: float) -> None:
    """Make a paragraph of no height with a rule over the whole width, ``thickness`` and ``before`` in points."""
    add_blank(paragraph, 1, before)
    inked = "".join(f"{round(part * 255):02X}" for part in colour.rgb())
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=max(2, round(thickness * EIGHTHS)), space=0, color=inked))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001


def add_blank(paragraph: Paragraph, height: float, before: float = 0) -> None:
    """Make a paragraph that holds nothing but room of so many points."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(1, height))
    shape.space_before, shape.space_after = Pt(before), Pt(0)
    shape.widow_control = False


def add_field(paragraph: Paragraph, name: str, role: Role, size: float) -> None:
    """Add a number that Word counts: PAGE or NUMPAGES."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        set_run(run, role, size)
        mark = element("fldChar", fldCharType=kind) if kind else element("instrText")
        mark.text = None if kind else name
        run._r.append(mark)  # noqa: SLF001 - python-docx has no fields
