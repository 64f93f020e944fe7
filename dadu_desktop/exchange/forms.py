"""Workbooks to fill in: drop-downs, locked headings, hidden keys, explanations."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from dadu_desktop.exchange.cells import Sheet
from dadu_desktop.exchange.export_cells import cell_of, is_right_aligned, number_format
from dadu_desktop.exchange.form_keys import CHOICES, KEYS, NOTES, FormKeys, key_row
from dadu_desktop.exchange.layouts import Layout, fingerprint
from dadu_desktop.records.fields import Field, Kind

_FONT = "宋体"
_TITLE, _LINE, _HEADING = 0, 1, 2
_FIRST = _HEADING + 1
_WIDEST = 40
_GREY = "#F2F2F2"
_HOW = {
    Kind.DATE: "日期，如 2022-11-08；只知道月份写 2022-11",
    Kind.AMOUNT: "数字",
    Kind.APPROXIMATE: "数字，也可以写“约1000多万元”",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "数字",
    Kind.PERCENT: "百分数，4 表示 4%",
    Kind.FLAG: "是或否",
    Kind.PHONE: "电话，多个用顿号隔开",
    Kind.CREDIT_CODE: "18 位统一社会信用代码",
    Kind.CHOICES: "可填多项，用顿号隔开",
    Kind.ENTERPRISE: "企业名称，从下拉列表选",
    Kind.ENTERPRISES: "企业名称，多家用顿号隔开",
}
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
}


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: ``path`` is the field that it fills, "" where it only shows something.

    ``given`` columns are filled in beforehand: a row with nothing else in it counts as not filled in.
    """

    heading: str
    field: Field
    path: str = ""
    choices: Sequence[str] = ()
    given: bool = False
    locked: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A workbook to fill in: ``rows`` are values by heading, ``spare`` empty rows follow."""

    kind: str
    name: str
    title: str
    line: str
    columns: Sequence[FormColumn]
    rows: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    spare: int = 0


def form_of(form: Form) -> bytes:
    """Write the workbook; what is filled in comes back into the very fields, whatever its headings look like."""
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(output, options) as workbook:
        _FormWriter(workbook, form).write()
    return output.getvalue()


def keys_of(form: Form) -> FormKeys:
    """Return what the workbook keeps hidden about its table."""
    headings: list[object] = [one.heading for one in form.columns]
    sheet = Sheet(form.name, [[form.title], [form.line], headings])
    layout = Layout(form.kind, 1, tuple(one.path for one in form.columns))
    given = tuple(at for at, one in enumerate(form.columns) if one.given or not one.path)
    return FormKeys(fingerprint(sheet, (_HEADING,)), layout, given)


class _FormWriter:
    """Writes one such workbook."""

    def __init__(self, workbook: Workbook, form: Form) -> None:
        """Make the sheets in their order."""
        self._workbook = workbook
        self._form = form
        self._sheet: Worksheet = workbook.add_worksheet(form.name)
        self._notes: Worksheet = workbook.add_worksheet(NOTES)
        self._choices: Worksheet = workbook.add_worksheet(CHOICES)
        self._last = max(_FIRST + len(form.rows) + form.spare - 1, _FIRST)

    def write(self) -> None:
        """Write table, explanations, drop-downs and keys."""
        self._write_head()
        for at, column in enumerate(self._form.columns):
            self._write_column(at, column)
            self._add_choices(at, column)
        self._write_notes()
        self._choices.very_hidden()
        keys: Worksheet = self._workbook.add_worksheet(KEYS)
        for at, words in enumerate(key_row(keys_of(self._form))):
            keys.write_string(0, at, words)
        keys.very_hidden()
        self._set_up_page()

    def _write_head(self) -> None:
        """Write title, line and headings."""
        title = self._made(bold=True, font_size=16, align="left")
        head = self._made(bold=True, align="center", border=1, text_wrap=True, bg_color=_GREY)
        required = self._made(
            bold=True, align="center", border=1, text_wrap=True, bg_color=_GREY, font_color="#C00000"
        )
        self._sheet.set_row(_TITLE, 28)
        self._sheet.write_string(_TITLE, 0, self._form.title, title)
        self._sheet.write_string(_LINE, 0, self._form.line, self._made(align="left"))
        for at, column in enumerate(self._form.columns):
            needed = column.path and column.field.required and not column.given
            self._sheet.write_string(_HEADING, at, column.heading, required if needed else head)

    def _write_column(self, at: int, column: FormColumn) -> None:
        """Write what a column has from the beginning, and open it for what is to come."""
        options = {"hidden": True} if column.hidden else {}
        width = min(max(column.field.width, len(column.heading) + 2) + 2, _WIDEST)
        style = self._cell_format(column)
        self._sheet.set_column(at, at, width, None, options)
        for row in range(_FIRST, self._last + 1):
            self._sheet.write_blank(row, at, None, style)
        for row, values in enumerate(self._form.rows, _FIRST):
            cell = cell_of(column.field, values.get(column.heading))
            if isinstance(cell, str):
                self._sheet.write_string(row, at, cell, style)
            elif cell is not None:
                self._sheet.write(row, at, cell, style)

    def _add_choices(self, at: int, column: FormColumn) -> None:
        """Offer the entries of a list; words of no fixed list may still be typed, as offices have their own."""
        if column.locked or not column.path:
            return
        rule: dict[str, object] = {"ignore_blank": True, "error_title": column.heading[:32]}
        kind = column.field.kind
        if column.choices and kind is not Kind.CHOICES:
            for row, words in enumerate(column.choices):
                self._choices.write_string(row, at, words)
            source = f"={CHOICES}!{xl_range_abs(0, at, len(column.choices) - 1, at)}"
            fixed = bool(column.field.choices)
            rule |= {
                "validate": "list",
                "source": source,
                "error_type": "stop" if fixed else "warning",
                "error_message": "请从下拉列表中选择。" if fixed else "不在列表中，确定要这样填吗？",
            }
        elif kind in (Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT, Kind.INTEGER):
            unit = f"，单位{column.field.unit}" if column.field.unit else ""
            rule |= {
                "validate": "integer" if kind is Kind.INTEGER else "decimal",
                "criteria": "between",
                "minimum": -(10**12),
                "maximum": 10**12,
                "error_message": f"请填写{_HOW[kind]}{unit}。",
            }
        else:
            return
        self._sheet.data_validation(_FIRST, at, self._last, at, rule)

    def _write_notes(self) -> None:
        """Explain every column that can be filled in."""
        head, plain = self._made(bold=True, border=1, bg_color=_GREY), self._made(border=1, text_wrap=True)
        lines = (
            "请只填白色单元格；灰色的栏目已经填好或仅供对照。红色栏目名为必填。",
            "不要改动栏目名和列的顺序；可以插入、删除行。填好后保存为 .xlsx 发回即可，空行不会导入。",
        )
        self._notes.write_string(0, 0, NOTES, self._made(bold=True, font_size=16))
        for row, words in enumerate(lines, 1):
            self._notes.write_string(row, 0, words, self._made())
        for at, (words, width) in enumerate((("栏目", 26), ("必填", 6), ("怎样填", 50), ("可选项", 70))):
            self._notes.write_string(4, at, words, head)
            self._notes.set_column(at, at, width)
        shown = [one for one in self._form.columns if one.path and not one.hidden and not one.locked]
        for row, column in enumerate(shown, 5):
            how = "；".join(filter(None, (_HOW.get(column.field.kind, ""), column.field.help)))
            choices = "" if column.field.kind is Kind.ENTERPRISE else "、".join(column.choices)
            needed = "是" if column.field.required else ""
            for at, words in enumerate((column.heading, needed, how, choices)):
                self._notes.write_string(row, at, words, plain)
        self._notes.set_landscape()
        self._notes.set_paper(9)
        self._notes.fit_to_pages(1, 0)
        self._notes.protect("", _ALLOWED)

    def _set_up_page(self) -> None:
        """Lock all but the cells to fill in, keep headings in view, set the paper."""
        self._sheet.protect("", _ALLOWED)
        self._sheet.freeze_panes(_FIRST, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(_HEADING)
        self._sheet.set_footer("&C第&P页 共&N页")
        self._sheet.activate()

    def _cell_format(self, column: FormColumn) -> Format:
        """Make the format of a column's cells."""
        shut = column.locked or not column.path
        look = {"bg_color": _GREY} if shut else {}
        align = "right" if is_right_aligned(column.field) else "left"
        number = number_format(column.field)
        return self._made(num_format=number, align=align, border=1, text_wrap=True, locked=shut, **look)

    def _made(self, **properties: object) -> Format:
        """Make a format in the font of the sheet."""
        return self._workbook.add_format(
            {"font_name": _FONT, "font_size": 10, "valign": "vcenter", **properties}
        )
