"""One reader for each column: cell → value of its field, quick for the same words again and again."""

from __future__ import annotations

import re
from collections.abc import Callable

from dadu_desktop.domain.credit_code import read_credit_code
from dadu_desktop.domain.text import clean, is_nothing
from dadu_desktop.exchange.header import Column
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.records.fields import Kind
from dadu_desktop.records.texts import value_of

Reader = Callable[[object], object]
"""Reads a cell; InputProblem where it cannot be used. Codes come as CreditCode, with their warnings."""

_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.ENTERPRISE, Kind.ENTERPRISES})
_ALREADY_CLEAN = re.compile(r"[\u4e00-\u9fff!-~（），。、；：“”《》—·](?:[\u4e00-\u9fff -~（），。、；：“”《》—·]*[\u4e00-\u9fff!-~（），。、；：“”《》—·])?")
_ONLY_MARKS = re.compile(r"[\W_]*")
_REMEMBERED = 20_000


def column_reader(column: Column, around: Surroundings) -> Reader:
    """Make the reader of a column that has a target."""
    target = column.target
    if target is None:
        raise ValueError(column.heading)
    field = target.field
    if field.kind is Kind.CREDIT_CODE:
        return _read_code
    unit = column.unit or around.unit
    choices = around.choices.get(field.code_list, ())

    def read(cell: object) -> object:
        if isinstance(cell, str) and cell not in choices and is_nothing(cell):
            return None
        return value_of(
            field,
            cell,
            today=around.today,
            unit=unit.value if unit else "",
            choices=choices,
            base_1904=around.base_1904,
        )

    if field.kind in _TEXTS:
        return _text_reader(read, drops_nothing=bool(target.children) and field.required)
    return _remembering(read)


def _read_code(cell: object) -> object:
    """Read a credit code together with what is to be checked about it."""
    return None if isinstance(cell, str) and is_nothing(cell) else read_credit_code(cell)


def _text_reader(read: Reader, *, drops_nothing: bool) -> Reader:
    """Read texts; a cell of marks only says nothing, and 无 where a row of its own would come of it."""

    def read_text(cell: object) -> object:
        if isinstance(cell, str):
            if drops_nothing and is_nothing(cell):
                return None
            if _ALREADY_CLEAN.fullmatch(cell) and not _ONLY_MARKS.fullmatch(cell):
                return cell
            return None if _ONLY_MARKS.fullmatch(cell) else clean(cell)
        return read(cell)

    return read_text


def _remembering(read: Reader) -> Reader:
    """Keep what was read before; a fault is found anew each time."""
    known: dict[object, object] = {}

    def read_once(cell: object) -> object:
        key = (cell, type(cell))
        if key not in known:
            if len(known) >= _REMEMBERED:
                known.clear()
            known[key] = read(cell)
        return known[key]

    return read_once
