"""The line below the grid: the whole of what is said about the current row, and the answers where it asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dadu_desktop.services.import_answers import Answer
from dadu_desktop.services.import_lines import Line, remark
from dadu_desktop.services.import_plan import RowPlan
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import label

_UNANSWERED = "请选择…"


class ImportQuestion(QWidget):
    """Says what the grid cuts short and offers the answers; hidden where there is nothing to say of a row."""

    chosen = Signal(object, object)  # RowPlan, Answer

    def __init__(self) -> None:
        """Build words and choice."""
        super().__init__()
        self._row: RowPlan | None = None
        self.words = label("", wrap=True)
        self.answers = NamedBox()
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
        plan = line.plan if line else None
        leading = line._replace(number=plan.row) if line and plan else None
        said = remark(leading) if leading and leading.doubtful else ""
        self.setVisible(bool(said))
        self._row = plan if plan and plan.options else None
        self.answers.setVisible(self._row is not None)
        if plan is None or leading is None:
            return
        self.words.setText(" ".join(dict.fromkeys((leading.place_said, plan.title, said))))
        self.answers.clear()
        for option in plan.options:
            self.answers.addItem(option.words, option.answer)
        self.answers.setCurrentIndex(-1)
        self.answers.setAccessibleName(f"{leading.place_said}是哪家企业")
        self.answers.setAccessibleDescription(said)

    def drop(self) -> bool:
        """Let the person choose by keyboard; False where nothing is asked."""
        if self._row is None:
            return False
        self.answers.setFocus()
        self.answers.showPopup()
        return True

    def _choose(self, place: int) -> None:
        """Say what was chosen."""
        answer = self.answers.itemData(place)
        if self._row is not None and isinstance(answer, Answer):
            self.chosen.emit(self._row, answer)
