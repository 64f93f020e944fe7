"""Change one field of many records at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.services.choices import choices_for, enterprises_like
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.editors import Editor, Means, make_editor, read_content
from dadu_desktop.ui.parts import fault_label, label

NOT_ALIKE = frozenset({Kind.ENTERPRISES, Kind.CREDIT_CODE})
NAMES = frozenset({"name", "title"})
"""What tells one record from the next: no two share it."""


class BulkDialog(QDialog):
    """Asks for a field and its new value; what cannot be read is said under it."""

    chosen = Signal(str, object)

    def __init__(self, desk: Desk, kind: str, count: int, parent: QWidget) -> None:
        """Offer every field that can be entered and that several records share."""
        super().__init__(parent)
        self.setWindowTitle("批量修改")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self._desk = desk
        self._lists: dict[str, tuple[str, ...]] = {}
        self._means = Means(
            date.today(),
            self._lists,
            self._look_up,
        )
        record_type = desk.record_types[kind]
        self._fields = [
            one
            for one in record_type.fields
            if not one.computed
            and one.kind not in NOT_ALIKE
            and (one.key != record_type.title or one.kind is not Kind.TEXT)
        ]
        self.field_box = QComboBox()
        self.field_box.setAccessibleName("要改的项目")
        self.field_box.addItems([one.label for one in self._fields])
        self.field_box.currentIndexChanged.connect(self._offer)
        self._fault = fault_label()
        self._form = QFormLayout()
        self._form.addRow("项目", self.field_box)
        self.editor: Editor = make_editor(self._fields[0], self._means)
        self._form.addRow("改为", self.editor)
        self._lay_out(f"将修改选中的 {count:,} 条；留空表示清除。改动可在历史中查到。", f"修改 {count:,} 条")
        self._offer(0)

    @property
    def field(self) -> Field:
        """The field that is chosen."""
        return self._fields[self.field_box.currentIndex()]

    def choose(self, key: str) -> None:
        """Choose a field by its key; one that cannot be changed for all leaves the choice as it is."""
        keys = [one.key for one in self._fields]
        if key in keys:
            self.field_box.setCurrentIndex(keys.index(key))

    def _look_up(self, text: str, found: Callable[[list[Reference]], None]) -> None:
        """Find enterprises for the editor."""
        self._desk.ask(lambda ledger: enterprises_like(ledger, text), found)

    def _lay_out(self, words: str, verb: str) -> None:
        """Put words, form, fault and buttons in a column."""
        buttons = Decision(self, verb, self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(words, "muted", wrap=True))
        column.addLayout(self._form)
        column.addWidget(self._fault)
        column.addWidget(buttons)

    def accept(self) -> None:
        """Read the value; stay with the fault when it cannot be used."""
        try:
            value = read_content(self.field, self.editor.content(), self._means)
        except InputProblem as problem:
            self._fault.setText(problem.sentence)
            self._fault.show()
            return
        self.chosen.emit(self.field.key, value)
        super().accept()

    def _offer(self, _index: int) -> None:
        """Put the editor of the chosen field in place and fetch its choices."""
        self._form.removeRow(1)
        field = self.field
        self.editor = make_editor(field, self._means)
        self.editor.setAccessibleName(f"{field.label}改为")
        self._form.addRow("改为", self.editor)
        self.setTabOrder(self.field_box, self.editor)  # made last, it would come after the buttons
        self._fault.hide()
        if field.code_list:
            self._desk.ask(
                lambda ledger: choices_for(ledger, field),
                lambda words: self._lists.update({field.code_list: words}),
            )
