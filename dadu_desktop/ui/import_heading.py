"""What was made out of a heading, corrected by hand: kind, heading rows, field and unit of each column."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.services import import_headers
from dadu_desktop.services.import_headers import HeadingChoice
from dadu_desktop.services.import_plan import SheetPlan
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import fault_label, label

_HEADINGS = ("列", "表头", "内容举例", "对应字段", "单位")
_WIDTHS = (44, 180, 220, 230, 96)
_LETTERS, _HEADING, _SAMPLES, _FIELD, _UNIT = range(len(_HEADINGS))
_SIZE = (860, 600)
_NOT_TAKEN = "不导入"
_AS_FOUND = "按表头"


class HeadingDialog(QDialog):
    """Lets a person say how a sheet is read."""

    corrected = Signal(object, bool)  # HeadingChoice, whether later files of this shape are read so
    forgotten = Signal()  # read by the words again

    def __init__(self, desk: Desk, sheet: SheetPlan, parent: QWidget) -> None:
        """Show what was found."""
        super().__init__(parent)
        self.setWindowTitle(f"更正识别：{sheet.file}")
        self.resize(*_SIZE)
        self._sheet = sheet
        self.kinds = NamedBox("内容种类")
        for record_type in desk.record_types.values():
            self.kinds.addItem(record_type.label, record_type.key)
        self.first, self.last = QSpinBox(), QSpinBox()
        self.table = QTableWidget(0, len(_HEADINGS))
        self.remember = QCheckBox("记住，下次遇到同样的表头自动这样识别")
        self.remember.setChecked(True)
        self.fault = fault_label()
        self._lay_out()
        self._show(import_headers.heading_of(sheet))
        for box in (self.first, self.last):
            box.valueChanged.connect(self._find_anew)
        self.kinds.activated.connect(self._find_anew)

    def _lay_out(self) -> None:
        """Kind and rows above, one line for each column below."""
        top = QHBoxLayout()
        top.setSpacing(8)
        for words, widget in (("内容", self.kinds), ("表头从第", self.first), ("行到第", self.last)):
            top.addWidget(label(words))
            top.addWidget(widget)
        top.addWidget(label("行"))
        top.addStretch(1)
        for box, name in ((self.first, "表头第一行"), (self.last, "表头最后一行")):
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setRange(1, max(1, len(self._sheet.cells.rows) if self._sheet.cells else 1))
            box.setAccessibleName(name)
        self.table.setAccessibleName("各栏对应的字段")
        self.table.setHorizontalHeaderLabels(_HEADINGS)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        column_layout = QVBoxLayout(self)
        column_layout.setSpacing(12)
        column_layout.addLayout(top)
        column_layout.addWidget(self.table)
        column_layout.addWidget(self.fault)
        column_layout.addWidget(self.remember)
        column_layout.addWidget(self._buttons())

    def _buttons(self) -> Decision:
        """Read so, read by the words again, or leave it."""
        buttons = Decision(self, "按此识别", self._correct)
        if self._sheet.remembered:
            forget = buttons.addButton("改回自动识别", QDialogButtonBox.ButtonRole.ResetRole)
            forget.clicked.connect(self._forget)
        return buttons

    def choice(self) -> HeadingChoice:
        """Say what stands in the dialog."""
        columns = [
            replace(one, path=self.field(row).currentData(), unit=self.unit(row).currentData())
            for row, one in enumerate(self._found.columns)
        ]
        rows = tuple(range(self.first.value(), self.last.value() + 1))
        return HeadingChoice(str(self.kinds.currentData()), rows, tuple(columns))

    def field(self, row: int) -> QComboBox:
        """Return the choice of the field of a column."""
        return self._box(row, _FIELD)

    def unit(self, row: int) -> QComboBox:
        """Return the choice of the unit of a column."""
        return self._box(row, _UNIT)

    def _box(self, row: int, column: int) -> QComboBox:
        """Return the choice in a cell of the table."""
        box = self.table.cellWidget(row, column)
        if not isinstance(box, QComboBox):
            raise TypeError(box)
        return box

    def _find_anew(self) -> None:
        """Read the rows that the person points to as the kind that is chosen."""
        rows = tuple(range(self.first.value(), self.last.value() + 1))
        try:
            self._show(import_headers.heading_of(self._sheet, str(self.kinds.currentData()), rows))
        except InputProblem as problem:
            self._complain(problem.sentence)

    def _show(self, found: HeadingChoice) -> None:
        """Show one line for each column."""
        self._complain("")
        self._found = found
        self.kinds.setCurrentIndex(self.kinds.findData(found.kind))
        for box, row in ((self.first, found.rows[0]), (self.last, found.rows[-1])):
            box.blockSignals(True)
            box.setValue(row)
            box.blockSignals(False)
        fields = {"": _NOT_TAKEN, **import_headers.field_choices(found.kind)}
        self.table.setRowCount(len(found.columns))
        for row, column in enumerate(found.columns):
            for at, words in enumerate((column.letters, column.heading, column.samples)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, at, item)
            name = column.heading or f"{column.letters} 列"
            self._put(row, _FIELD, fields, column.path, f"{name}对应的字段")
            units = {"": _AS_FOUND, **{one: one for one in import_headers.UNITS}}
            self._put(row, _UNIT, units, column.unit, f"{name}的单位")
            self.field(row).activated.connect(lambda _at, row=row: self._offer_unit(row))
            self._offer_unit(row)

    def _put(self, row: int, column: int, choices: dict[str, str], chosen: str, name: str) -> None:
        """Put a choice into a cell of the table."""
        box = NamedBox(name)
        for key, words in choices.items():
            box.addItem(words, key)
        box.setCurrentIndex(box.findData(chosen))
        self.table.setCellWidget(row, column, box)

    def _offer_unit(self, row: int) -> None:
        """Let a unit be chosen for money only."""
        path = str(self.field(row).currentData())
        self.unit(row).setEnabled(import_headers.takes_unit(str(self.kinds.currentData()), path))

    def _complain(self, sentence: str) -> None:
        """Say what is wrong."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _correct(self) -> None:
        """Say the choice, unless something is wrong with it."""
        try:
            import_headers.check_heading(self._sheet, self.choice())
        except InputProblem as problem:
            self._complain(problem.sentence)
            return
        self.accept()
        self.corrected.emit(self.choice(), self.remember.isChecked())

    def _forget(self) -> None:
        """Read by the words again."""
        self.accept()
        self.forgotten.emit()
