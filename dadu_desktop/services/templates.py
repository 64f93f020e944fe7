"""A superior's own workbook filled in with records of a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.exchange.reader_process import ReaderProcess, check_size
from dadu_desktop.exchange.returned import is_xlsx
from dadu_desktop.exchange.statistics import SALES_OR_TURNOVER
from dadu_desktop.exchange.targets import CODE, INDUSTRY, OUTCOME
from dadu_desktop.exchange.template import Line, fill_template, table_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.bulk_reading import kept_children, kept_values
from dadu_desktop.services.exports import ExportMade
from dadu_desktop.services.import_plan import SheetPlan
from dadu_desktop.services.import_sheets import reading_for, sheet_plans
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import all_ids
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.whole_files import write_whole

_SUFFIXES = (".xlsx", ".xlsm")
_MAIN = ("商品销售额", "营业额")
"""The indicators of which every enterprise has one."""
_Codes = Mapping[int, tuple[str | None, str | None]]
"""Credit code and industry code of enterprises by id."""


def template_sheet(ledger: LedgerFile, kind: str, template: Path) -> SheetPlan:
    """Find the sheet of a template that is to be filled, as its headings say or as a person once corrected them.

    InputProblem where none has headings of this kind; such a sheet, the first one, is for a person to correct.
    """
    with said():
        if not template.is_file():
            raise NotFound(f"找不到模板“{template}”，请检查文件名。")
        check_size(template.stat().st_size)
        content = template.read_bytes()
    if not is_xlsx(content):
        raise InputProblem(f"模板“{template.name}”不是 .xlsx 文件，请用 Excel 或 WPS 另存为 .xlsx 后再用。")
    with ReaderProcess() as reader:
        book = reader.read(content)
    reading = reading_for(ledger, kind, date.today())
    plans = [
        plan
        for sheet in book.sheets
        for plan in sheet_plans(template, sheet, base_1904=book.base_1904, reading=reading)
    ]
    found = next((one for one in plans if one.kind == kind), None) or next(
        (one for one in plans if one.cells), None
    )
    if found is None:
        raise InputProblem(f"模板“{template.name}”是空白的，请换一个文件。")
    return found


def export_to_template(
    ledger: LedgerFile, kind: str, query: ListQuery, template: Path, output: Path
) -> ExportMade:
    """Write the records of a list into a copy of a template; its formats, formulas, notes and charts stay."""
    plan = template_sheet(ledger, kind, template)
    if plan.source is None:
        label = RECORD_TYPES[kind].label
        raise InputProblem(
            f"模板“{template.name}”里没有找到“{label}”的表头，请在“导入导出”中更正识别，或换一个模板。"
        )
    if output.suffix.lower() not in _SUFFIXES or output.suffix.lower() != template.suffix.lower():
        raise InputProblem(f"填好的模板应与模板同为“{template.suffix}”文件，请改文件名。")
    if output.resolve() == template.resolve():
        raise InputProblem("填好的表不能写到模板自身，请换一个文件名。")
    source = plan.source
    paths = [one.target.path for one in source.header.columns if one.target]
    ids = all_ids(ledger, kind, query)
    with ledger.read() as connection:
        lines = list(_lines(connection, kind, ids, paths))
    table = table_of(source.sheet, source.header, source.reader, source.around.unit)
    with said():
        content = template.read_bytes()
    made = fill_template(content, plan.sheet, table, lines, base_1904=plan.base_1904)
    write_whole(output, made)
    return ExportMade(len(ids), output)


def _lines(connection: Connection, kind: str, ids: Sequence[int], paths: Sequence[str]) -> Iterator[Line]:
    """Give the rows of the records, by the paths that the template has."""
    record_type = RECORD_TYPES[kind]
    wide = any(";" in path for path in paths)
    own = {one.key for one in record_type.fields}
    wanted = {path.partition(".")[0] for path in paths} & own
    wanted |= (
        {"enterprise", "month", "indicator", "value", "base", "cumulative", "cumulative_base"}
        if wide
        else set()
    )
    values = kept_values(connection, kind, ids, wanted)
    records = [values[one] for one in ids if one in values]
    codes = _codes(connection, records)
    if wide:
        yield from (_with_codes(one, paths, codes) for one in _wide(records))
        return
    inside = {one.key for one in record_type.children} & {path.partition(".")[0] for path in paths}
    rows = {key: kept_children(connection, kind, key, ids) for key in inside}
    for one in ids:
        if one in values:
            yield from _record_lines(
                _with_codes(values[one], paths, codes), {key: rows[key].get(one, []) for key in rows}
            )


def _record_lines(values: Values, inside: Mapping[str, Sequence[Values]]) -> Iterator[Line]:
    """Give the lines of one record: its own values in the first, one of its rows in each."""
    for at in range(max([1, *map(len, inside.values())])):
        line: Values = dict(values) if at == 0 else {}
        for key, rows in inside.items():
            line |= {f"{key}.{name}": value for name, value in (rows[at] if at < len(rows) else {}).items()}
            ended = line.get(f"{key}.result_kind") or line.get(f"{key}.status")
            line[f"{key}.{OUTCOME}"] = ended
        yield line


def _wide(records: Sequence[Values]) -> list[Values]:
    """Put the figures of one enterprise and month into one row, as statistics exports have them."""
    rows: dict[object, Values] = {}
    for one in records:
        row = rows.setdefault((one["enterprise"], one["month"]), {})
        row |= {"enterprise": one["enterprise"], "month": one["month"]}
        names = (one["indicator"], *([SALES_OR_TURNOVER] if one["indicator"] in _MAIN else []))
        for key in ("value", "base", "cumulative", "cumulative_base"):
            row |= {f"{name};{key}": one[key] for name in names}
    return list(rows.values())


def _with_codes(values: Values, paths: Sequence[str], codes: _Codes) -> Values:
    """Add the codes of the enterprises that a record names."""
    found = dict(values)
    for path in paths:
        owner, _, key = path.partition(".")
        if key in (CODE, INDUSTRY) and owner in values:
            at = (CODE, INDUSTRY).index(key)
            known = [codes.get(one.id, (None, None))[at] for one in _named(values[owner])]
            found[path] = "、".join(filter(None, known)) or None
    return found


def _codes(connection: Connection, records: Sequence[Values]) -> _Codes:
    """Read the codes of all enterprises that records name."""
    ids = {one.id for values in records for value in values.values() for one in _named(value)}
    query = select(Enterprise.id, Enterprise.credit_code, Enterprise.industry_code)
    return {row[0]: (row[1], row[2]) for row in connection.execute(query) if row[0] in ids}


def _named(value: object) -> tuple[Reference, ...]:
    """List the enterprises in a value."""
    if isinstance(value, Reference):
        return (value,)
    return tuple(one for one in value if isinstance(one, Reference)) if isinstance(value, tuple) else ()
