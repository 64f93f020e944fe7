"""Numbered copies with names as codes, amounts in bands and small cells hidden (脱敏副本), and the log of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import Connection, func, insert, select

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.redaction import HIDDEN, Sum, band, headcount_band, suppress
from dadu_desktop.domain.roles import Act
from dadu_desktop.exchange.workbook_writer import ExportRow, workbook_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.papers import ReportCopy as StoredCopy
from dadu_desktop.records.wording import text_of
from dadu_desktop.reporting.definitions import ReportDefinition
from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.figures import Figure, How
from dadu_desktop.reporting.inline_text import FIGURE
from dadu_desktop.reporting.ledger_table import LedgerSheet, make_ledger, sum_words
from dadu_desktop.reporting.pdf import Pages
from dadu_desktop.reporting.word import make_word
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.services.masks import LEFT_OUT, Mask, banded
from dadu_desktop.services.printed_lists import report_sheet
from dadu_desktop.services.report_definitions import find_definition
from dadu_desktop.services.reports import DRAFTED, MadeReport, draft, fonts, information
from dadu_desktop.storage.ledger_file import LedgerFile

_LISTED = 500
_LINK = re.compile(rf"\[((?:\\.|[^\]\\])*)\]\({FIGURE}(\d+)\)")
_BLOCK = re.compile(
    r"^!\[[^\]]*\]\((?!(?:head|tail|annexes|annex|signature|lying|upright)\))[^)]*\)$", re.MULTILINE
)
"""Charts: what they show cannot be hidden in parts."""
_NUMBERS = re.compile(r"\d(?:[\d,\\]*\d)?(?:\\?\.\d+)?")
_LOOSE = re.compile(rf"{_NUMBERS.pattern}[多余]?[万亿]元")
_SINGLE = {"enterprise", "plan", "case", "visit", "problem"}
_PERSONAL = frozenset(
    {
        "number", "short_name", "former_names", "registered_address", "business_address", "legal_person",
        "principal", "statistician", "contact",
    }
)  # fmt: skip
"""What is left out of a list of enterprises."""
NOTE = "脱敏副本：企业以代号表示，金额、人数以区间表示；＊为企业不足3家及可据以推算的数，不予列示。"


@dataclass(frozen=True)
class ReportCopy:
    """One line of the log; ``at`` is local time, ``sha256`` that of the file."""

    number: str
    at: datetime
    person: str
    title: str
    receiver: str
    sha256: str


def make_copy(
    ledger: LedgerFile,
    report: str,
    parameters: Mapping[str, str],
    receiver: str,
    format: str = "pdf",  # noqa: A002
) -> MadeReport:
    """Make a numbered copy for somebody and enter it into the log; InputProblem without a receiver."""
    ledger.require(Act.PRINT)
    if not receiver.strip():
        raise InputProblem("请填写副本发给谁，登记后才能生成。")
    definition = find_definition(ledger.path, report)
    if format not in definition.formats:
        raise InputProblem(f"“{definition.name}”不能生成 {format} 格式的副本。")
    with ledger.beside() as unit:
        number = _next_number(unit.connection)
        mark = f"脱敏副本 {number}　发：{receiver.strip()}"
        made = _made(ledger, definition, parameters, _Copy(number, mark, format))
        row = {
            "number": number,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "person": ledger.person,
            "report": report,
            "title": definition.name,
            "receiver": receiver.strip(),
            "file_name": made.file_name,
            "sha256": hashlib.sha256(made.content).hexdigest(),
        }
        unit.connection.execute(insert(StoredCopy).values(row))
    ledger.note("print", made.file_name)
    return made


def copies(ledger: LedgerFile) -> list[ReportCopy]:
    """List the numbered copies, the newest first."""
    kept = StoredCopy
    query = select(kept.number, kept.at, kept.person, kept.title, kept.receiver, kept.sha256)
    with ledger.read() as connection:
        rows = connection.execute(query.order_by(kept.id.desc()).limit(_LISTED)).all()
    return [ReportCopy(row[0], datetime.fromisoformat(row[1]).astimezone(), *row[2:]) for row in rows]


def _next_number(connection: Connection) -> str:
    """Count on in this year; copies are never taken out of the log, so no number is used again."""
    begins = f"FB-{date.today().year}-"
    last = connection.scalar(select(func.max(StoredCopy.number)).where(StoredCopy.number.like(f"{begins}%")))
    return f"{begins}{int(last.removeprefix(begins)) + 1 if last else 1:04}"


@dataclass(frozen=True)
class _Copy:
    """The number of a copy, what stands on each of its pages, and the ending of its file."""

    number: str
    mark: str
    format: str


def _made(
    ledger: LedgerFile, definition: ReportDefinition, parameters: Mapping[str, str], copy: _Copy
) -> MadeReport:
    """Make a ledger or a document with everything hidden."""
    if definition.ledger:
        sheet = report_sheet(ledger, definition, definition.ledger, parameters.get("period", ""))
        hidden = _hidden_sheet(ledger, sheet, copy.number, copy.mark)
        title = sheet.title
        pages = Pages(_workbook(hidden), 0, 0, ()) if copy.format == "xlsx" else make_ledger(hidden, fonts())
    else:
        title, pages = _document(ledger, definition, parameters, copy)
    name = f"{safe_name(f'{title}（脱敏副本{copy.number}）')}.{copy.format}"
    return MadeReport(
        pages.content, pages.pages, 0, list(pages.preflight), name, substituted=pages.substituted
    )


def _workbook(sheet: LedgerSheet) -> bytes:
    """Write a ledger in which everything is hidden as a workbook, its groups in a column."""
    group = (Field(sheet.group, "分组", Kind.TEXT, width=24),) if sheet.group else ()
    return workbook_of(
        RECORD_TYPES[sheet.kind],
        [ExportRow(row) for row in sheet.rows],
        (*group, *sheet.fields),
        title=sheet.title,
        unit_line=sheet.mark,
        date_line=sheet.right_line,
        note=sheet.note,
        mark=sheet.mark,
    )


def _document(
    ledger: LedgerFile, definition: ReportDefinition, parameters: Mapping[str, str], copy: _Copy
) -> tuple[str, Pages]:
    """Make a document without charts, its figures hidden where they stand for too few."""
    drafted = draft(ledger, definition, parameters)
    markdown = _BLOCK.sub("", drafted.markdown)
    if definition.group == DRAFTED:
        markdown = _without_loose_sums(markdown)
    told = _hidden_figures(ledger, markdown, drafted.data.figures)
    mask = Mask(ledger, copy.number, (told, drafted.data.title))
    single = any(one.required and one.kind in _SINGLE for one in definition.parameters)
    title = mask.words(drafted.data.title)
    about = replace(information(ledger, title), mark=copy.mark)
    masked = f"{mask.document(told, single=single)}\n\n{NOTE}\n"
    if copy.format == "docx":
        masked = f"{copy.mark}\n\n{masked}"  # a file for Word has no line at the head of its pages
        return title, make_word(masked, definition.style, drafted.data.blocks, about, fonts())
    return title, make_document(masked, definition.style, drafted.data.blocks, about, fonts())


def _without_loose_sums(markdown: str) -> str:
    """Hide the numbers of paragraphs that tell sums of which nobody knows how many enterprises they are of."""
    lines = markdown.split("\n")
    for place, line in enumerate(lines):
        if not line.startswith(("|", "#", "!")) and "](" not in line and _LOOSE.search(line):
            lines[place] = _NUMBERS.sub(HIDDEN, line)
    return "\n".join(lines)


def _hidden_figures(ledger: LedgerFile, markdown: str, figures: Sequence[Figure]) -> str:
    """Hide figures of too few enterprises, and those from which they could be worked out."""
    behind = {one.place: _behind(ledger, one) for one in figures}
    sums, rests = _sums(figures)
    counts = {**{place: len(found) for place, found in behind.items() if found}, **rests}
    hidden = {behind.get(place) for place in suppress(counts, sums)} - {None}

    def told(found: re.Match[str]) -> str:
        """Say a figure, no longer with what lies behind it; sum, base and growth of the same ones go together."""
        return HIDDEN if behind.get(int(found[2])) in hidden else found[1]

    return _LINK.sub(told, markdown)


def _behind(ledger: LedgerFile, figure: Figure) -> frozenset[int]:
    """Name the enterprises that stand behind a count of enterprises or a sum of their figures."""
    basis = figure.basis
    if basis.how is How.PULL or basis.label == How.PULL:  # of one enterprise, against the sum of all
        return frozenset({-figure.place})
    if basis.how is How.QUOTED:
        return frozenset()
    if basis.kind == "enterprises":
        return frozenset(basis.ids)
    if basis.kind != "figures":
        return frozenset()
    query = select(MonthlyFigure.enterprise).where(MonthlyFigure.id.in_(basis.ids))
    with ledger.read() as connection:
        return frozenset(connection.scalars(query))


def _sums(figures: Iterable[Figure]) -> tuple[list[Sum[int]], dict[int, int]]:
    """Find figures that add up to another, made of some of its records without overlap.

    Where records are left over, they are a part that is not told, with a number below 0; the second answer counts them.
    """
    added = [one for one in figures if one.basis.how in (How.COUNT, How.SUM)]
    found, rests = [], {}
    for whole in added:
        left, parts = set(whole.basis.ids), []
        for one in added:
            ids = set(one.basis.ids)
            if _like(one) == _like(whole) and ids and ids < set(whole.basis.ids) and ids <= left:
                parts.append(one.place)
                left -= ids
        if parts and left:
            rests[-whole.place] = len(left)
            parts.append(-whole.place)
        if parts:
            found.append(Sum(whole.place, tuple(parts)))
    return found, rests


def _like(figure: Figure) -> tuple[object, ...]:
    """Say what figures must have in common to be added up."""
    return figure.basis.kind, figure.basis.how, figure.basis.keys


def _hidden_sheet(ledger: LedgerFile, sheet: LedgerSheet, number: str, mark: str) -> LedgerSheet:
    """Hide who the rows of a ledger are, and the sums of groups that are too small."""
    texts = [text_of(one, row.get(one.key)) for row in sheet.rows for one in sheet.fields]
    texts += [str(row.get(sheet.group) or "") for row in sheet.rows]
    mask = Mask(ledger, number, (*texts, sheet.title))
    groups = _group_words(sheet, mask)
    rows = [
        {
            **{one.key: _hidden(mask, sheet, one, row, place) for one in sheet.fields},
            **({sheet.group: groups[_group(sheet, row, mask)]} if sheet.group else {}),
        }
        for place, row in enumerate(sheet.rows)
    ]
    note = "　".join(filter(None, (sheet.note, "" if sheet.group else groups.get("", ""), NOTE)))
    return replace(
        sheet,
        title=mask.words(sheet.title),
        fields=tuple(replace(one, kind=Kind.TEXT) for one in sheet.fields),
        rows=rows,
        totals=(),
        note=note,
        mark=mark,
        ids=(),
    )


def _hidden(mask: Mask, sheet: LedgerSheet, field: Field, row: Mapping[str, object], place: int) -> str:
    """Say a value of one row without telling who it is."""
    value, enterprises = row.get(field.key), sheet.kind == "enterprises"
    match value:
        case None:
            return ""
        case _ if enterprises and field.key == "name" and sheet.ids:
            return mask.code(sheet.ids[place])
        case _ if field.kind in (Kind.PHONE, Kind.CREDIT_CODE) or (enterprises and field.key in _PERSONAL):
            return LEFT_OUT
        case Reference() if field.kind is Kind.ENTERPRISE:
            return mask.code(value.id)
        case tuple() if field.kind is Kind.ENTERPRISES:
            return "、".join(mask.code(one.id) if isinstance(one, Reference) else LEFT_OUT for one in value)
        case Decimal() if field.unit == "万元":
            return band(value)
        case int() if field.unit == "人":
            return headcount_band(value)
        case Approximate() if field.unit == "万元":
            return band(value.value)
        case _ if field.kind is Kind.CHOICE:  # an area may be called as a mall is; here it means the area
            return text_of(field, value)
        case _:
            return banded(mask.words(text_of(field, value)))


def _group(sheet: LedgerSheet, row: Mapping[str, object], mask: Mask) -> str:
    """Name the group of a row; an enterprise by its code."""
    value = row.get(sheet.group)
    return mask.code(value.id) if isinstance(value, Reference) else mask.words(str(value or ""))


def _group_words(sheet: LedgerSheet, mask: Mask) -> dict[str, str]:
    """Say the sums of every group behind its name, of the whole behind ""; those of too few enterprises are hidden."""
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(sheet.rows):
        groups.setdefault(_group(sheet, row, mask), []).append(place)
    counts = {name: len(_enterprises(sheet, places)) for name, places in groups.items()}
    whole = "\t"
    counts[whole] = len(_enterprises(sheet, range(len(sheet.rows))))
    hidden = suppress(counts, [Sum(whole, tuple(groups))] if sheet.group else [])
    summed = {**groups, whole: list(range(len(sheet.rows)))}
    said = {
        name: "，".join(
            f"{one.label}{HIDDEN if name in hidden else _sum(sheet, one, places)}{one.unit}"
            for one in sheet.fields
            if one.key in sheet.totals
        )
        for name, places in summed.items()
    }
    if not sheet.group:
        return {"": f"合计：{said[whole]}。" if said[whole] else ""}
    return {name: f"{name or '未填写'}　小计：{said[name]}" if said[name] else name for name in groups}


def _enterprises(sheet: LedgerSheet, places: Iterable[int]) -> set[object]:
    """Name the enterprises behind some rows; a row that names none may be any, and counts for none."""
    if sheet.kind == "enterprises":
        return {sheet.ids[place] for place in places}
    found = (sheet.rows[place].get("enterprise") for place in places)
    return {one.id for one in found if isinstance(one, Reference)}


def _sum(sheet: LedgerSheet, field: Field, places: Iterable[int]) -> str:
    """Add up a column of some rows."""
    rows = [sheet.rows[place] for place in places]
    return sum_words(field.key, rows, rows)
