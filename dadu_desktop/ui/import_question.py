"""The line above the grid that asks which enterprise the current row means."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from dadu_desktop.services.import_answers import Answer
from dadu_desktop.services.import_lines import Line
from dadu_desktop.services.import_plan import RowPlan
from dadu_desktop.ui.parts import label

_UNANSWERED = "请选择…"


class ImportQuestion(QWidget):
    """Offers the answers to the question of one row; hidden where a row leaves no question."""

    chosen = Signal(object, object)  # RowPlan, Answer

    def __init__(self) -> None:
        """Build words and choice."""
        super().__init__()
        self._row: RowPlan | None = None
        self.words = label("", wrap=True)
        self.answers = QComboBox()
        self.answers.setPlaceholderText(_UNANSWERED)
        self.answers.setMinimumContentsLength(24)
        self.answers.activated.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.answers)
        self.hide()

    def ask(self, line: Line | None) -> None:
        """Ask about a line."""
        self._row = line.plan if line and line.plan and line.plan.options else None
        self.setVisible(self._row is not None)
        if self._row is None:
            return
        about = [one.reason for one in (*self._row.problems, *self._row.warnings)]
        self.words.setText(f"第 {self._row.row} 行 {about[0]}")
        self.answers.clear()
        for option in self._row.options:
            self.answers.addItem(option.words, option.answer)
        self.answers.setCurrentIndex(-1)
        self.answers.setAccessibleName(f"第 {self._row.row} 行是哪家企业")
        self.answers.setAccessibleDescription(about[0])

    def drop(self) -> None:
        """Let the person choose by keyboard."""
        if self._row is not None:
            self.answers.setFocus()
            self.answers.showPopup()

    def _choose(self, place: int) -> None:
        """Say what was chosen."""
        answer = self.answers.itemData(place)
        if self._row is not None and isinstance(answer, Answer):
            self.chosen.emit(self._row, answer)
