"""Workbooks to fill in: an empty one for a ledger, or one for every enterprise with what was last reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.exchange.form_keys import NOTES
from dadu_desktop.exchange.forms import Form, FormColumn, form_of
from dadu_desktop.exchange.workbook_writer import units_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.figures import INDICATORS, MonthlyFigure
from dadu_desktop.services.bulk_reading import kept_values
from dadu_desktop.services.choices import choices_for
from dadu_desktop.services.exports import TITLES, WITH_ROWS
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.whole_files import write_whole

Progress = Callable[[int, int, str], None]
"""Told how many of how many are done, with words; may raise Cancelled."""

SPARE = 300
_ROWS_EACH = 10
_CATERING = ("住宿业", "餐饮业")
_FIRST_OF_CATERING = INDICATORS.index("营业额")
_CODE = Field("credit_code", "统一社会信用代码", Kind.CREDIT_CODE, width=20)
_FIGURE_FIELDS = ("value", "base", "cumulative", "cumulative_base", "comment")
_LAST_MONTH, _LAST_TOTAL = "上月（对照）", "上月累计（对照）"

_Figures = Mapping[tuple[int, PartialDate, str], tuple[Decimal | None, Decimal | None]]
"""Month and cumulated value by enterprise, month and indicator."""


class FormsMade(NamedTuple):
    """The files that were written."""

    files: list[Path]


class _Office(NamedTuple):
    """What every form needs of the ledger."""

    region: str
    choices: Mapping[str, Sequence[str]]
    enterprises: Sequence[str]


def silent(_done: int, _total: int, _words: str) -> None:
    """Tell nobody."""


def write_blank_form(ledger: LedgerFile, kind: str, file: Path) -> FormsMade:
    """Write an empty workbook to fill in for a ledger."""
    _require_xlsx(file)
    office = _office(ledger, kind)
    columns = _columns(kind, office)
    title = f"{office.region}{TITLES[kind]}（填报表）"
    form = Form(kind, _sheet_name(kind), title, _line(columns), columns, spare=SPARE)
    write_whole(file, form_of(form))
    return FormsMade([file])


def write_forms_each(
    ledger: LedgerFile, kind: str, folder: Path, *, month: Month | None = None, progress: Progress = silent
) -> FormsMade:
    """Write a workbook for every enterprise of the register into a folder, with what is known filled in.

    Monthly figures are asked for ``month`` (default: the one before today's), last month's values beside them.
    """
    if kind != "enterprises" and not _link_of(kind):
        raise InputProblem(f"“{RECORD_TYPES[kind].label}”不按企业填报，请导出一份空白填报表。")
    month = month or Month.of(date.today()).previous()
    office = _office(ledger, kind)
    with ledger.read() as connection:
        known = _register(connection)
        figures = _known_figures(connection, month) if kind == "figures" else {}
    if not known:
        raise InputProblem("台账中还没有企业，请先导入或新增企业。")
    with said():
        folder.mkdir(parents=True, exist_ok=True)
    files = []
    for done, values in enumerate(known):
        progress(done, len(known), f"正在写 {values['name']}")
        form = _form_for(kind, values, office, month, figures)
        file = folder / safe_name(f"{values['number']} {values['name']} {_sheet_name(kind)}.xlsx")
        write_whole(file, form_of(form))
        files.append(file)
    return FormsMade(files)


def _form_for(
    kind: str, values: Mapping[str, object], office: _Office, month: Month, figures: _Figures
) -> Form:
    """Describe the form of one enterprise."""
    title = f"{values['name']}{RECORD_TYPES[kind].label}填报表"
    if kind == "figures":
        columns = _figure_columns()
        rows = _figure_rows(values, month, figures)
        line = f"{month.chinese()}　{_line(columns)}"
        return Form(kind, _sheet_name(kind), title, line, columns, rows)
    if kind == "enterprises":
        columns = _columns(kind, office)
        kept = {one.heading: values.get(one.path) for one in columns}
        return Form(kind, _sheet_name(kind), title, _line(columns), columns, [kept])
    link = _link_of(kind)
    columns = _columns(kind, office, given=link)
    own = Reference(int(str(values["id"])), str(values["name"]))
    several = RECORD_TYPES[kind].field(link).kind is Kind.ENTERPRISES
    row: dict[str, object] = {
        columns[0].heading: (own,) if several else own,
        columns[1].heading: values.get("credit_code"),
    }
    return Form(kind, _sheet_name(kind), title, _line(columns), columns, [row] * _ROWS_EACH)


def _columns(kind: str, office: _Office, *, given: str = "") -> list[FormColumn]:
    """List the columns of a form: all that can be entered; ``given`` is the enterprise, known beforehand."""
    record_type = RECORD_TYPES[kind]
    first: list[FormColumn] = []
    if given:
        field = record_type.field(given)
        first = [
            FormColumn(field.heading, field, given, given=True, locked=True),
            FormColumn(_CODE.heading, _CODE, f"{given}.{_CODE.key}", given=True, locked=True, hidden=True),
        ]
    entered = [one for one in record_type.fields if not one.computed and one.key != given]
    columns = [_column(one, one.key, one.heading, office) for one in entered]
    for inside in record_type.children if kind in WITH_ROWS else ():
        columns += [
            _column(one, f"{inside.key}.{one.key}", f"{inside.label}·{one.heading}", office)
            for one in inside.fields
            if not one.computed
        ]
    numbers = [one for one in record_type.fields if one.key == "number" and not given]
    return [*first, *columns, *(FormColumn(one.heading, one, one.key, hidden=True) for one in numbers)]


def _column(field: Field, path: str, heading: str, office: _Office) -> FormColumn:
    """Describe a column to fill in."""
    if field.kind is Kind.ENTERPRISE:
        choices = office.enterprises
    elif field.kind is Kind.FLAG:
        choices = ("是", "否")
    else:
        choices = office.choices.get(field.code_list, ()) if field.code_list else field.choices
    return FormColumn(heading, field, path, tuple(choices))


def _figure_columns() -> list[FormColumn]:
    """List the columns of a form for monthly figures."""
    known = RECORD_TYPES["figures"]
    enterprise, value = known.field("enterprise"), known.field("value")
    fixed = [
        FormColumn(enterprise.heading, enterprise, "enterprise", given=True, locked=True),
        FormColumn(_CODE.heading, _CODE, f"enterprise.{_CODE.key}", given=True, locked=True, hidden=True),
        *(
            FormColumn(one.heading, one, one.key, given=True, locked=True)
            for one in (known.field("month"), known.field("indicator"))
        ),
        *(FormColumn(words, value, locked=True) for words in (_LAST_MONTH, _LAST_TOTAL)),
    ]
    asked = [
        FormColumn(one.heading, one, one.key, given=one.key.endswith("base"))
        for one in map(known.field, _FIGURE_FIELDS)
    ]
    return [*fixed, *asked]


def _figure_rows(values: Mapping[str, object], month: Month, figures: _Figures) -> list[dict[str, object]]:
    """Give a row for each indicator of the enterprise's trade, with last month's and last year's values."""
    catering = values.get("trade") in _CATERING
    names = INDICATORS[_FIRST_OF_CATERING:] if catering else INDICATORS[:_FIRST_OF_CATERING]
    known, own = RECORD_TYPES["figures"], int(str(values["id"]))
    rows = []
    for name in names:
        before = figures.get((own, _part(month.previous()), name), (None, None))
        year_ago = figures.get((own, _part(month.year_ago()), name), (None, None))
        row = {
            "enterprise": Reference(own, str(values["name"])),
            "month": _part(month),
            "indicator": name,
            "base": year_ago[0],
            "cumulative_base": year_ago[1],
        }
        told: dict[str, object] = {known.field(key).heading: value for key, value in row.items()}
        told |= {_CODE.heading: values.get("credit_code"), _LAST_MONTH: before[0], _LAST_TOTAL: before[1]}
        rows.append(told)
    return rows


def _known_figures(connection: Connection, month: Month) -> _Figures:
    """Read what was reported for the month before and the same month of last year."""
    kept = MonthlyFigure
    query = select(kept.enterprise, kept.month, kept.indicator, kept.value, kept.cumulative).where(
        kept.month.in_([_part(month.previous()), _part(month.year_ago())]),
        kept.replaced.is_(False),
        kept.deleted_at.is_(None),
    )
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in connection.execute(query)}


def _register(connection: Connection) -> list[dict[str, object]]:
    """Read all enterprises in the order of the register."""
    query = select(Enterprise.id).where(Enterprise.deleted_at.is_(None)).order_by(Enterprise.id)
    ids = list(connection.scalars(query))
    found = kept_values(
        connection, "enterprises", ids, [one.key for one in RECORD_TYPES["enterprises"].fields]
    )
    return [{"id": one, **found[one]} for one in ids]


def _office(ledger: LedgerFile, kind: str) -> _Office:
    """Read region, code lists and the names of the enterprises."""
    record_type = RECORD_TYPES[kind]
    fields = [*record_type.fields, *(one for inside in record_type.children for one in inside.fields)]
    choices = {one.code_list: choices_for(ledger, one) for one in fields if one.code_list}
    alive = select(Enterprise.name).where(Enterprise.deleted_at.is_(None)).order_by(Enterprise.id)
    with ledger.read() as connection:
        names = list(connection.scalars(alive))
    return _Office(str(get_settings(ledger)["region_name"]), choices, names)


def _link_of(kind: str) -> str:
    """Return the field by which a record belongs to an enterprise; "" where it has none."""
    links = (Kind.ENTERPRISE, Kind.ENTERPRISES)
    return next((one.key for one in RECORD_TYPES[kind].fields if one.kind in links and one.required), "")


def _line(columns: Sequence[FormColumn]) -> str:
    """Return the line below the title: units, and where to find help."""
    return f"{units_of([one.field for one in columns])}　说明见“{NOTES}”。".strip("　")


def _sheet_name(kind: str) -> str:
    """Name the sheet of a form."""
    return RECORD_TYPES[kind].label


def _part(month: Month) -> PartialDate:
    """Return a month as figures carry it."""
    return PartialDate(month.year, month.month)


def _require_xlsx(file: Path) -> None:
    """Refuse a name that a workbook cannot have."""
    if file.suffix.lower() != ".xlsx":
        raise InputProblem(f"填报表只能是 .xlsx 文件，请把“{file.name}”的扩展名改为 .xlsx。")
