"""What a report asks for before it can be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from dadu_desktop.domain.scopes import Scope
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.wording import text_of
from dadu_desktop.services import choices, lists
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.report_kinds import LEDGERS
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import empty_layout, label

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.reports import Parameter, ReportInfo

Found = Callable[[list[Reference]], None]
MONTHS_OFFERED = 60
SUGGESTED = 20
_YES = "是"


class ReportForm(QWidget):
    """One editor for each parameter."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Begin without parameters."""
        super().__init__()
        self._desk = desk
        self._info: ReportInfo | None = None
        self.editors: dict[str, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_report(self, info: ReportInfo | None) -> None:
        """Ask for the parameters of a report; those that the one before had keep what was chosen."""
        before = self.values()
        records = self._chosen_records()
        self._info = info
        self.editors.clear()
        empty_layout(self._column)
        for parameter in info.parameters if info else ():
            editor = self._editor(parameter)
            for one in (editor, *editor.findChildren(QLineEdit)):
                one.setAccessibleName(parameter.label)
            self._fill(editor, before.get(parameter.key, ""))
            if isinstance(editor, EnterpriseEditor):
                editor.set_content(records.get(parameter.kind, ""))
            self.editors[parameter.key] = editor
            if parameter.kind != "flag":  # a tick has its words beside it
                self._column.addWidget(
                    label(f"{parameter.label}{' *' if parameter.required else ''}", "muted")
                )
            self._column.addWidget(editor)
            self._column.addSpacing(8)

    def choose(self, kind: str, reference: Reference) -> None:
        """Put a record of a kind into the parameter that takes it."""
        for parameter in self._info.parameters if self._info else ():
            editor = self.editors[parameter.key]
            if parameter.kind == kind and isinstance(editor, EnterpriseEditor):
                editor.set_content(reference)

    def _chosen_records(self) -> dict[str, object]:
        """Give the records that were chosen, by the kind of their parameters."""
        chosen: dict[str, object] = {}
        for parameter in self._info.parameters if self._info else ():
            editor = self.editors[parameter.key]
            if isinstance(editor, EnterpriseEditor):
                chosen[parameter.kind] = editor.content()
        return chosen

    def fill(self, values: Mapping[str, str]) -> None:
        """Put texts into the parameters of their keys."""
        for key, editor in self.editors.items():
            self._fill(editor, values.get(key, ""))

    def values(self) -> dict[str, str]:
        """Give what was chosen, as texts; nothing for what was left out."""
        found = {}
        for parameter in self._info.parameters if self._info else ():
            words = _words(self.editors[parameter.key])
            if parameter.kind in LEDGERS and parameter.kind != "enterprise":
                words = words.partition(" ")[0]
            if words:
                found[parameter.key] = words
        return found

    @property
    def missing(self) -> str:
        """The first parameter that is required and empty."""
        known = self.values()
        required = (one for one in (self._info.parameters if self._info else ()) if one.required)
        return next((one.label for one in required if one.key not in known), "")

    def _editor(self, parameter: Parameter) -> QWidget:
        """Make the editor of a parameter."""
        if parameter.kind in LEDGERS:
            editor = EnterpriseEditor(partial(self._look_up, LEDGERS[parameter.kind]))
            editor.edited.connect(self._say_chosen)
            if parameter.kind != "enterprise":
                editor.setPlaceholderText("编号、企业或任意几个字，或“全部”")
            return editor
        if parameter.kind == "month":
            return self._months(required=parameter.required)
        if parameter.key == "scope":
            return self._scopes()
        if parameter.kind == "flag":
            tick = QCheckBox(parameter.label)
            tick.clicked.connect(lambda _checked: self.changed.emit())
            return tick
        line = QLineEdit()
        line.editingFinished.connect(self.changed)
        return line

    def _months(self, *, required: bool) -> QComboBox:
        """Offer the months back from this one; any other can be typed."""
        box = NamedBox()
        line = QLineEdit(placeholderText="不限，或输入 2022-11")
        line.editingFinished.connect(self.changed)
        line.setStyleSheet("border: none; padding: 0; min-height: 0; background: transparent")
        box.setLineEdit(line)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if not required:
            box.addItem("", "")
        today = date.today()
        for back in range(MONTHS_OFFERED):
            year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
            box.addItem(f"{year}-{month + 1:02}")
        box.activated.connect(lambda _place: self.changed.emit())
        return box

    def _scopes(self) -> QComboBox:
        """Offer the scopes of a sum."""
        box = NamedBox()
        box.addItems([one.value for one in Scope])
        box.activated.connect(lambda _place: self.changed.emit())
        return box

    def _look_up(self, kind: str, text: str, found: Found) -> None:
        """Find records of a ledger by what is typed."""
        record_type = self._desk.record_types[kind]
        title = record_type.field("enterprises" if record_type.title == "number" else record_type.title)

        def work(ledger: LedgerFile) -> Sequence[Reference]:
            if kind == "enterprises":
                return choices.enterprises_like(ledger, text, SUGGESTED)
            query = ListQuery(search=text, columns=("number", title.key), limit=SUGGESTED)
            rows = lists.list_records(ledger, kind, query).rows
            return [
                Reference(row.id, f"{row.values['number']} {text_of(title, row.values[title.key])}")
                for row in rows
            ]

        self._desk.ask(work, lambda names: found(list(names)))

    def _say_chosen(self) -> None:
        """Tell of a record that was picked, not of each letter."""
        editor = self.sender()
        if isinstance(editor, EnterpriseEditor) and isinstance(editor.content(), Reference):
            self.changed.emit()

    def _fill(self, editor: QWidget, words: str) -> None:
        """Put in what was chosen before."""
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(words))
        elif isinstance(editor, QComboBox):
            editor.setCurrentText(words)
        elif isinstance(editor, QLineEdit) and not isinstance(editor, EnterpriseEditor):
            editor.setText(words)


def _words(editor: QWidget) -> str:
    """Read an editor."""
    if isinstance(editor, EnterpriseEditor):
        content = editor.content()
        return str(content).strip()
    if isinstance(editor, QCheckBox):
        return _YES if editor.isChecked() else ""
    if isinstance(editor, QComboBox):
        return editor.currentText().strip()
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""
