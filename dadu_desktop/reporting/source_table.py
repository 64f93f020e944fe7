"""The annex 数据来源 of a ledger: what its numbers are, and the rule by which they follow from the records."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreak

from dadu_desktop.reporting.columns import column_need, fit_columns, squeeze_columns
from dadu_desktop.reporting.grid import Cell, Grid, Row
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.line_breaking import Measure, Run
from dadu_desktop.reporting.page import LEDGER_TITLE, Align, Paper, TextStyle
from dadu_desktop.reporting.paragraph import Paragraph

_TITLE = "附：数据来源"
_HEADINGS = ("序号", "数据", "数值", "来源和算法")
_ALIGNMENTS: tuple[Align, ...] = ("centre", "left", "right", "left")
_WIDEST = 0.5
"""Part of the page that a column may ask for."""


def source_table(
    lines: Sequence[tuple[str, str, str]], paper: Paper, style: TextStyle, ink: Ink
) -> list[Flowable]:
    """Set the annex on a page of its own; nothing where no number is stated."""
    if not lines:
        return []
    texts = [_HEADINGS, *((str(number), *line) for number, line in enumerate(lines, 1))]
    measure = Measure(ink.fonts, style.size)
    limit = paper.text_width * _WIDEST
    needs = [
        column_need(head, column, measure, header_role="hei", role="song", limit=limit)
        for head, *column in zip(*texts, strict=True)
    ]
    widths = fit_columns(needs, paper.text_width) or squeeze_columns(needs, paper.text_width)
    header = Row(tuple(Cell((Run(words, "hei"),), "centre") for words in _HEADINGS), "header")
    rows = [
        Row(tuple(Cell((Run(words, "song"),), how) for words, how in zip(line, _ALIGNMENTS, strict=True)))
        for line in texts[1:]
    ]
    return [
        PageBreak(),
        Paragraph.of(_TITLE, LEDGER_TITLE, ink),
        Grid.lay_out([header, *rows], widths, style, ink),
    ]
