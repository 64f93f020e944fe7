"""A ledger on landscape paper: title, unit and date line, repeated header, groups, totals, signature line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from reportlab.platypus import Flowable, PageBreak

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.wording import text_of
from dadu_desktop.reporting.closing import Closing
from dadu_desktop.reporting.column_parts import part_of, split_columns
from dadu_desktop.reporting.columns import Need, column_need, fit_columns, squeeze_columns
from dadu_desktop.reporting.figures import Figure
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.grid import Cell, Grid, Row
from dadu_desktop.reporting.ink import Ink
from dadu_desktop.reporting.line_breaking import LINE_SEPARATOR, Measure, Run
from dadu_desktop.reporting.page import (
    LEDGER_A3,
    LEDGER_A4,
    LEDGER_CELL,
    LEDGER_LINE,
    LEDGER_TITLE,
    Align,
    Paper,
    TextStyle,
)
from dadu_desktop.reporting.paragraph import Paragraph
from dadu_desktop.reporting.pdf import Information, Pages, build_pdf, page_of_pages
from dadu_desktop.reporting.sheet_figures import NUMBERS, SheetFigures, column_sum
from dadu_desktop.reporting.source_table import source_table
from dadu_desktop.reporting.spread import Spread

SERIAL = Field("", "序号", Kind.INTEGER, width=4)
CENTRED = (Kind.DATE, Kind.CHOICE, Kind.FLAG, Kind.LIGHT, Kind.CREDIT_CODE)
_KEY_COLUMNS = 2
"""Running number and first field stand in every part of a ledger that is too wide for its paper."""
_TOTAL = "合计"
_UNNAMED = "未填写"
EMPTY_WORDS = "没有符合条件的记录。"
SIGNATURES = ("制表：", "审核：", "日期：    年  月  日")
HALF_WIDTH = 0.5
"""Width of a half-width character, in em: the unit of ``Field.width``."""


@dataclass(frozen=True)
class LedgerSheet:
    """What to print: the fields are the columns, rows give values by field key, ``totals`` are summed columns."""

    title: str
    fields: tuple[Field, ...]
    rows: Sequence[Mapping[str, object]]
    totals: tuple[str, ...] = ()
    group: str = ""
    whole: bool = False  # groups are added up too
    left_line: str = ""
    right_line: str = ""
    office: str = ""
    keywords: str = ""
    mark: str = ""  # at the head of every page
    note: str = ""  # below the table
    kind: str = ""  # of the records that the rows are, by their ids: both are asked for by the numbers
    ids: Sequence[int] = ()
    sources: Sequence[tuple[str, str, str]] = ()  # the annex 数据来源: numbers, values, rules


def make_ledger(sheet: LedgerSheet, fonts: FontSet) -> Pages:
    """Print a ledger on A4, on A3 where its words would have to be broken."""
    ink = Ink(fonts)
    texts = {field.key: column_texts(field, sheet.rows) for field in sheet.fields}
    chosen = _choose_paper(sheet, texts, ink)
    figures = SheetFigures(sheet)
    rows = _rows(sheet, texts, figures)
    *parts, (lead, last) = _grids(rows, chosen, ink)
    foot = [Spread(words, replace(LEDGER_LINE, before=6), ink) for words in _foot(sheet)]
    story: list[Flowable] = [
        Paragraph.of(sheet.title, LEDGER_TITLE, ink),
        Spread((sheet.left_line, sheet.right_line), LEDGER_LINE, ink),
        *(one for leads, grid in parts for one in (*leads, grid)),
        *lead,
        Closing(last, foot, chosen.paper.text_height),
        *source_table(sheet.sources, chosen.paper, chosen.style, ink),
    ]
    told = Information(sheet.title, sheet.office, sheet.keywords, sheet.mark)
    return replace(
        build_pdf(story, chosen.paper, told, ink, page_of_pages), numbers=tuple(figures.book.figures)
    )


def _foot(sheet: LedgerSheet) -> list[tuple[str, ...]]:
    """Say what stands below the table: the note where there is one, and who signs."""
    return [*([(sheet.note, "")] if sheet.note else []), SIGNATURES]


def ledger_figures(sheet: LedgerSheet) -> tuple[Figure, ...]:
    """Give the numbers of a ledger with the records behind them, without printing it."""
    figures = SheetFigures(sheet)
    _rows(sheet, {one.key: column_texts(one, sheet.rows) for one in sheet.fields}, figures)
    return tuple(figures.book.figures)


def column_texts(field: Field, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Say the values of a column; amounts get as many decimals as the longest of them, so that points align."""
    values = [row.get(field.key) for row in rows]
    if field.kind not in (Kind.AMOUNT, Kind.APPROXIMATE, Kind.PERCENT, Kind.NUMBER):
        return [_wrapped(text_of(field, value)) for value in values]
    places = decimals(values)
    return [_aligned(field, value, places) for value in values]


def _aligned(field: Field, value: object, places: int) -> str:
    """Say a number with the decimals of its column; a hedged one keeps its own words."""
    match value:
        case Approximate(qualifier="", words=""):
            return f"{value.value:,.{places}f}"
        case Decimal():
            return f"{value:,.{places}f}"
        case _:
            return _wrapped(text_of(field, value))


def decimals(values: Sequence[object]) -> int:
    """Count the decimals that the values of a column need."""
    numbers = (one.value if isinstance(one, Approximate) else one for one in values)
    exponents = (one.normalize().as_tuple().exponent for one in numbers if isinstance(one, Decimal))
    return max((0, *(-exponent for exponent in exponents if isinstance(exponent, int))))


def _wrapped(text: str) -> str:
    """Keep the lines of a text as forced lines of a cell."""
    return LINE_SEPARATOR.join(line.strip() for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class _Layout:
    """On which paper and how large a ledger is set, and its columns in one part or several, each with its widths."""

    paper: Paper
    style: TextStyle
    parts: tuple[tuple[tuple[int, ...], list[float]], ...]


def _choose_paper(sheet: LedgerSheet, texts: Mapping[str, Sequence[str]], ink: Ink) -> _Layout:
    """Find the smallest paper on which no word is broken; else set the columns in several parts on the widest."""
    needs: list[Need] = []
    style = LEDGER_CELL
    for paper in (LEDGER_A4, LEDGER_A3):
        for style in (LEDGER_CELL, replace(LEDGER_CELL, size=8, pitch=11)):
            needs = _needs(sheet, texts, Measure(ink.fonts, style.size))
            if widths := fit_columns(needs, paper.text_width):
                return _Layout(paper, style, ((tuple(range(len(needs))), widths),))
    width = LEDGER_A3.text_width
    parts = []
    for columns in split_columns(needs, _KEY_COLUMNS, width):
        own = [needs[column] for column in columns]
        widths = fit_columns(own, width)
        if widths is None:
            ink.notes.broken_columns.append(sheet.fields[columns[-1] - 1].label)
        parts.append((columns, widths or squeeze_columns(own, width)))
    return _Layout(LEDGER_A3, style, tuple(parts))


def _grids(rows: Sequence[Row], chosen: _Layout, ink: Ink) -> Iterator[tuple[list[Flowable], Grid]]:
    """Set the table, or its parts on pages of their own below a line that says which part it is."""
    for number, (columns, widths) in enumerate(chosen.parts, 1):
        lead: list[Flowable] = [PageBreak()] if number > 1 else []
        if len(chosen.parts) > 1:
            words = f"分栏续表：第{number}部分，共{len(chosen.parts)}部分"
            lead.append(Spread(("", words), LEDGER_LINE, ink))
        yield lead, Grid.lay_out([part_of(row, columns) for row in rows], widths, chosen.style, ink)


def _needs(sheet: LedgerSheet, texts: Mapping[str, Sequence[str]], measure: Measure) -> list[Need]:
    """Measure every column, the running number first."""
    serial = column_need(
        SERIAL.label,
        [str(len(sheet.rows)), _TOTAL],
        measure,
        header_role="hei",
        role="song",
        limit=4 * measure.size,
    )
    return [serial] + [
        column_need(
            field.heading,
            [*texts[field.key], *_total_text(field, sheet.rows, sheet.totals)],
            measure,
            header_role="hei",
            role="song",
            limit=field.width * HALF_WIDTH * measure.size * (1.5 if field.kind is Kind.LONG_TEXT else 1),
        )
        for field in sheet.fields
    ]


def _rows(sheet: LedgerSheet, texts: Mapping[str, Sequence[str]], figures: SheetFigures) -> list[Row]:
    """Make header, body with its groups, and total."""
    rows = [Row(tuple(_header_cell(field) for field in (SERIAL, *sheet.fields)), "header")]
    if not sheet.rows:
        return [*rows, Row((Cell((Run(EMPTY_WORDS, "song"),), "centre", len(sheet.fields) + 1),))]
    numbered = list(enumerate(sheet.rows))
    for name, members in groupby(numbered, key=lambda item: str(item[1].get(sheet.group) or "")):
        group = list(members)
        if sheet.group:
            rows.append(_group_row(name, [index for index, _row in group], sheet, figures))
        rows += [_body_row(index, name, sheet, texts, figures) for index, _row in group]
        if sheet.group and sheet.totals:
            rows.append(
                _total_row("小计", sheet, [index for index, _row in group], figures, name or _UNNAMED)
            )
    if sheet.totals and (sheet.whole or not sheet.group):
        rows.append(_total_row(_TOTAL, sheet, range(len(sheet.rows)), figures))
    return rows


def _group_row(name: str, indexes: Sequence[int], sheet: LedgerSheet, figures: SheetFigures) -> Row:
    """Head a group with its name and the count of its rows."""
    count = Run(str(len(indexes)), "hei", figures.count(name or _UNNAMED, indexes))
    runs = (Run(f"{name or _UNNAMED}（", "hei"), count, Run("条）", "hei"))
    return Row((Cell(runs, "left", len(sheet.fields) + 1),), "group")


def _header_cell(field: Field) -> Cell:
    """Make the cell above a column."""
    return Cell((Run(field.heading, "hei"),), "centre")


def _body_row(
    index: int, group: str, sheet: LedgerSheet, texts: Mapping[str, Sequence[str]], figures: SheetFigures
) -> Row:
    """Make one row of the body; its group and its first column name its numbers."""
    name = f"{group}{texts[sheet.fields[0].key][index]}"
    cells = (
        Cell((Run(texts[one.key][index], "song", figures.value(name, one, index)),), alignment(one))
        for one in sheet.fields
    )
    return Row((Cell((Run(str(index + 1), "song"),), "centre"), *cells))


def alignment(field: Field) -> Align:
    """Return how a column of a kind is set."""
    if field.kind in NUMBERS and field.key != "year":
        return "right"
    return "centre" if field.kind in CENTRED or field.key in ("number", "year") else "left"


def _total_row(
    words: str, sheet: LedgerSheet, indexes: Sequence[int], figures: SheetFigures, group: str = ""
) -> Row:
    """Sum the columns that the definition names, of a group or of all rows."""
    rows = [sheet.rows[index] for index in indexes]
    cells = [Cell((Run(words, "hei"),), "centre")]
    for one in sheet.fields:
        text = "".join(_total_text(one, rows, sheet.totals, of=sheet.rows))
        place = figures.total(group, one, indexes) if text else 0
        cells.append(Cell((Run(text, "song", place),), alignment(one)))
    return Row(tuple(cells), "total")


def _total_text(
    field: Field,
    rows: Sequence[Mapping[str, object]],
    totals: Sequence[str],
    of: Sequence[Mapping[str, object]] | None = None,
) -> list[str]:
    """Say the sum of a column with the decimals of the whole column ``of``; nothing where it is not summed."""
    if field.key not in totals:
        return []
    return [sum_words(field.key, rows, rows if of is None else of)]


def sum_words(key: str, rows: Sequence[Mapping[str, object]], of: Sequence[Mapping[str, object]]) -> str:
    """Say the sum of a column over some rows, with the decimals that the column needs in the rows ``of``."""
    places = decimals([row.get(key) for row in of])
    match column_sum(key, rows):
        case Approximate() as hedged:
            return f"{hedged.qualifier}{hedged.value:,.{places}f}"
        case total:
            return f"{total:,.{places}f}"
