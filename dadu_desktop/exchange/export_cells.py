"""Values of fields → cells that a spreadsheet program counts, sorts and never takes for a formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import assert_never

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.wording import text_of

Cell = str | float | int | date | None

_LONGEST = 32_767
_FIRST_DATE_YEAR = 1901  # spreadsheet programs disagree about the days before March 1900


def cell_of(field: Field, value: object) -> Cell:
    """Return what to write for a value: numbers and whole dates as such, everything else as its words."""
    match value:
        case bool():
            return text_of(field, value)
        case int() | Decimal():
            return _number(field, value)
        case PartialDate(day=int()) if value.year >= _FIRST_DATE_YEAR:
            return value.first_day()
        case Approximate(qualifier="", words=""):
            return _number(field, value.value)
        case None:
            return None
        case _:
            return _words(field, value)


def number_format(field: Field) -> str:
    """Return the number format of a column's cells; @ keeps codes and telephones as texts."""
    match field.kind:
        case Kind.AMOUNT | Kind.APPROXIMATE:
            return "#,##0.00"
        case Kind.NUMBER | Kind.PERCENT:
            return "#,##0.##" if field.kind is Kind.NUMBER else "0.0#"
        case Kind.INTEGER:
            return "0" if field.key == "year" else "#,##0"
        case Kind.DATE:
            return "yyyy-mm-dd"
        case Kind.LONG_TEXT | Kind.ENTERPRISES:
            return "General"  # @ would show more than 255 characters as ####
        case (
            Kind.TEXT | Kind.CREDIT_CODE | Kind.PHONE | Kind.CHOICE | Kind.CHOICES
            | Kind.FLAG | Kind.ENTERPRISE | Kind.LIGHT
        ):  # fmt: skip
            return "@"
        case _:
            assert_never(field.kind)


def is_summed(field: Field) -> bool:
    """Tell whether the total row adds a column up; official figures (value) are of different indicators."""
    if field.kind is Kind.APPROXIMATE:
        return field.unit == Unit.WAN.value and field.key != "value"
    return field.kind in (Kind.AMOUNT, Kind.INTEGER) and field.key not in ("year", "revision")


def is_right_aligned(field: Field) -> bool:
    """Tell whether a column holds numbers."""
    return field.kind in (Kind.AMOUNT, Kind.INTEGER, Kind.NUMBER, Kind.PERCENT, Kind.APPROXIMATE)


def _number(field: Field, value: int | Decimal) -> float | int | str:
    """Return a number where a binary float gives the same decimal back, else its digits as text."""
    as_float = float(value)
    return as_float if Decimal(repr(as_float)) == value else text_of(field, value)


def _words(field: Field, value: object) -> str:
    """Return the words of a value; InputProblem where no cell can hold them."""
    words = text_of(field, value)
    if len(words) > _LONGEST:
        raise InputProblem(f"“{field.label}”中有超过 {_LONGEST} 字的内容，单元格放不下，请分段后再导出。")
    return words
