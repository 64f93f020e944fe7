"""Two enterprises side by side: each field is chosen from the one or the other, then they become one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.records.wording import text_of
from dadu_desktop.services import import_undo, merging
from dadu_desktop.services.import_undo import UndoOutcome
from dadu_desktop.services.merging import Comparison, Difference, Merged
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.dialog_buttons import Decision
from dadu_desktop.ui.faults import show_fault
from dadu_desktop.ui.parts import empty_layout, fault_label, label, plain_widget, say_fault

WIDTH, HEIGHT = 820, 560
_TOP = Qt.AlignmentFlag.AlignTop
_WORDS = "左边的企业保留，右边的并入左边后放入回收站；走访、问题、方案、月度数据、附件等全部移到左边。合并后可以撤销。"
_CODES = "两家的统一社会信用代码不同，请先确认确是同一家企业。"
_FIGURES = "两家都有同一个月的数据时，用右边的（另一家的放入回收站）"


class MergeDialog(QDialog):
    """Reads both, lets the person choose, merges; the notice afterwards takes it back."""

    def __init__(self, desk: Desk, kept: int, other: int, parent: QWidget) -> None:
        """Build the frame and read the two."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("合并企业")
        self.resize(WIDTH, HEIGHT)
        self._desk, self._kept, self._other = desk, kept, other
        self._sides: dict[str, QButtonGroup] = {}
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(8)
        for side in (1, 2):
            self.grid.setColumnStretch(side, 1)
        self.figures = QCheckBox(_FIGURES)
        self.fault = fault_label()
        buttons = Decision(self, "合并为一家", self.merge)
        self.go = buttons.go
        self.swap = buttons.addButton("左右对调", QDialogButtonBox.ButtonRole.ActionRole)
        self.swap.clicked.connect(self.turn)
        self._lay_out(buttons)
        self._read()

    def merge(self) -> None:
        """Merge as chosen."""
        kept, other, taken = self._kept, self._other, self.taken()
        others = self.figures.isChecked()
        self.go.setEnabled(False)
        self._desk.ask(
            lambda ledger: merging.merge(ledger, kept, other, taken, others_figures=others),
            self._merged,
            self._refused,
            label="正在合并…",
        )

    def turn(self) -> None:
        """Let the other one stay."""
        self._kept, self._other = self._other, self._kept
        self._read()

    def taken(self) -> set[str]:
        """Give the fields of which the right one's value is kept."""
        return {key for key, sides in self._sides.items() if sides.checkedId() == 1}

    def side(self, key: str, *, right: bool) -> QRadioButton:
        """Give the button of one side of a field."""
        found = self._sides[key].button(int(right))
        if not isinstance(found, QRadioButton):
            raise KeyError(key)
        return found

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        """Words, fields that scroll, figures, fault, buttons."""
        content = plain_widget()
        inner = QVBoxLayout(content)
        inner.addLayout(self.grid)
        inner.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName("两家企业的差别")
        area.setWidget(content)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(_WORDS, wrap=True))
        self.setAccessibleDescription(_WORDS)
        column.addWidget(area, 1)
        column.addWidget(self.figures)
        column.addWidget(self.fault)
        column.addWidget(buttons)

    def _read(self) -> None:
        """Read both on the worker."""
        kept, other = self._kept, self._other
        self.go.setEnabled(False)
        self._desk.ask(lambda ledger: merging.compare(ledger, kept, other), self._show, self._refused)

    def _show(self, found: Comparison) -> None:
        """Show heads, fields and counts."""
        empty_layout(self.grid)
        self._sides.clear()
        for column, one in enumerate((found.kept, found.other), start=1):
            words = "保留：" if column == 1 else "并入："
            self.grid.addWidget(
                label(f"{words}{one.number} {one.values['name']}", "section", wrap=True), 0, column, _TOP
            )
        for row, difference in enumerate(found.differences, start=1):
            self._add_field(row, difference)
        below = len(found.differences) + 1
        for row, (words, *counts) in enumerate(found.records, start=below):
            self.grid.addWidget(label(words, "muted"), row, 0, _TOP)
            for column, count in enumerate(counts, start=1):
                self.grid.addWidget(label(f"{count} 条", "muted"), row, column, _TOP)
        codes = {one.values.get("credit_code") for one in (found.kept, found.other)} - {None, ""}
        if len(codes) > 1:
            say_fault(self.fault, _CODES)
        else:
            self.fault.hide()
        self.go.setEnabled(True)
        self.go.setFocus()

    def _add_field(self, row: int, difference: Difference) -> None:
        """Show both values of a field as a choice."""
        field = difference.field
        sides = self._sides[field.key] = QButtonGroup(self)
        self.grid.addWidget(label(field.label), row, 0, _TOP)
        for place, value in enumerate((difference.kept, difference.other)):
            words = text_of(field, value) or "（空）"
            button = QRadioButton()
            button.setAccessibleName(f"{field.label}：{words}")
            sides.addButton(button, place)
            self.grid.addWidget(_with_words(button, words), row, place + 1, _TOP)
        sides.button(int(difference.take)).setChecked(True)

    def _merged(self, done: Merged) -> None:
        """Tell everybody, go to what is left, and offer the way back."""
        desk, kept = self._desk, self._kept

        def undone(outcome: UndoOutcome) -> None:
            desk.announce(outcome.changed)
            desk.open_record("enterprises", kept)
            desk.notify("已撤销合并，两家企业恢复原样。")

        def take_back() -> None:
            desk.ask(lambda ledger: import_undo.undo_batch(ledger, done.batch), undone, label="正在撤销合并…")

        self.accept()
        desk.announce(done.changed)
        desk.open_record("enterprises", kept)
        desk.notify(f"已合并，移动 {done.moved:,} 条；也可在“导入导出”的记录中撤销。", take_back)

    def _refused(self, fault: Exception) -> None:
        """Say why it cannot be done."""
        self.go.setEnabled(bool(self._sides))
        if not isinstance(fault, UserProblem):
            show_fault(fault)
            return
        say_fault(self.fault, fault.sentence)


def _with_words(button: QRadioButton, words: str) -> QWidget:
    """Put words that wrap beside a button; a click on them presses it."""
    holder = plain_widget()
    row = QGridLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setColumnStretch(1, 1)
    said = label(words, wrap=True)
    said.setBuddy(button)
    said.mousePressEvent = lambda _event: button.click()  # type: ignore[method-assign]
    row.addWidget(button, 0, 0, _TOP)
    row.addWidget(said, 0, 1)
    return holder
