"""Which editor a field gets, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date
from typing import assert_never

from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.texts import value_of
from dadu_desktop.records.wording import text_of
from dadu_desktop.ui.choice_editor import ChoiceEditor, ChoicesEditor
from dadu_desktop.ui.date_editor import DateEditor
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor, EnterprisesEditor, Lookup
from dadu_desktop.ui.line_editor import LineEditor, LongEditor
from dadu_desktop.ui.pill import LightEditor

Editor = LineEditor | LongEditor | EnterprisesEditor | LightEditor

NUMERIC = (Kind.INTEGER, Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT)
_YES_OR_NO = ("是", "否")


def _finds_nobody(_text: str, found: Callable[[list[Reference]], None]) -> None:
    """Look nothing up: for forms that name no enterprise."""
    found([])


@dataclass(frozen=True)
class Means:
    """What editors need from outside: the day, the entries of code lists by name, the search for enterprises."""

    today: date
    code_lists: Mapping[str, tuple[str, ...]] = attribute(default_factory=dict)
    lookup: Lookup = _finds_nobody

    def choices(self, field: Field) -> tuple[str, ...]:
        """Give the entries that may be chosen in a field."""
        return field.choices or self.code_lists.get(field.code_list, ())


def make_editor(field: Field, means: Means, parent: QWidget | None = None) -> Editor:
    """Make the editor of a field."""
    match field.kind:
        case Kind.LONG_TEXT:
            return LongEditor(parent)
        case Kind.LIGHT:
            return LightEditor("", parent)
        case Kind.CHOICE:
            return ChoiceEditor(lambda: means.choices(field), parent)
        case Kind.CHOICES:
            return ChoicesEditor(lambda: means.choices(field), parent)
        case Kind.FLAG:
            return ChoiceEditor(lambda: _YES_OR_NO, parent)
        case Kind.DATE:
            return DateEditor(means.today, parent)
        case Kind.ENTERPRISE:
            return EnterpriseEditor(means.lookup, parent)
        case Kind.ENTERPRISES:
            return EnterprisesEditor(means.lookup, parent)
        case (
            Kind.TEXT
            | Kind.CREDIT_CODE
            | Kind.PHONE
            | Kind.APPROXIMATE
            | Kind.INTEGER
            | Kind.AMOUNT
            | Kind.NUMBER
            | Kind.PERCENT
        ):
            return LineEditor(parent, numeric=field.kind in NUMERIC)
        case _:
            assert_never(field.kind)


def content_of(field: Field, value: object) -> object:
    """Give what the editor of a field shows for a value: words, or the enterprises themselves."""
    match field.kind:
        case Kind.ENTERPRISE:
            return value if isinstance(value, Reference) else ""
        case Kind.ENTERPRISES:
            return value if isinstance(value, tuple) else ()
        case _:
            return text_of(field, value)


def read_content(field: Field, content: object, means: Means) -> object:
    """Give the value that is meant by what stands in an editor.

    Raises InputProblem with the sentence that import and command line would say too.
    """
    match content:
        case Reference():
            return content
        case tuple():
            return tuple(_enterprise(one) for one in content)
        case str() if field.kind is Kind.ENTERPRISE and content.strip():
            return _enterprise(content)
    return value_of(field, content, today=means.today, choices=means.choices(field))


def _enterprise(content: object) -> Reference:
    """Refuse words that name no enterprise."""
    if isinstance(content, Reference):
        return content
    raise InputProblem(f"还没有选定“{content}”是哪家企业，请从列表中选择；没有的请先在企业页登记。")
