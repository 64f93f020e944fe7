"""The filter of one column, as in Excel: sort, a word or bounds, values with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.texts import value_of
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.list_query import Filter, Operator
from dadu_desktop.ui.parts import fault_label, push_button, say_ticks
from dadu_desktop.ui.table_model import NUMERIC

BOUNDED = NUMERIC | {Kind.DATE}
WIDTH = 280
HEIGHT = 420


class ColumnFilter(QFrame):
    """A small window under the header; says which filters the column shall have."""

    chosen = Signal(str, tuple)  # key and filters, none to clear
    sorted = Signal(str, bool)  # key and whether descending

    def __init__(self, field: Field, filters: Sequence[Filter], parent: QWidget) -> None:
        """Build it for a field and the filters that it has now."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(f"筛选 {field.label}")
        self._field = field
        self._set = {one.operator: one.value for one in filters}
        self._boxes: dict[Operator, QLineEdit] = {}
        self.setFixedSize(WIDTH, HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addLayout(self._sort_row())
        column.addLayout(self._bounds() if field.kind in BOUNDED else self._word())
        self._fault = fault_label()
        column.addWidget(self._fault)
        self.values = QListWidget()
        self.values.setAccessibleName("可选的值")
        self.values.addItem("正在读取…")
        say_ticks(self.values)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(key, self.values, self._choose, context=Qt.ShortcutContext.WidgetShortcut)
        column.addWidget(self.values, 1)
        column.addLayout(self._buttons())

    def pop_up(self, place: QPoint) -> None:
        """Open at a place, inside of the screen."""
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        around = screen.availableGeometry()
        left = min(place.x(), around.right() - WIDTH)
        self.move(max(left, around.left()), min(place.y(), around.bottom() - HEIGHT))
        self.show()
        next(iter(self._boxes.values())).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down from a box to what stands under it, as in Excel."""
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def set_values(self, counts: Sequence[tuple[object, int]]) -> None:
        """List the values that the column has, with how often."""
        self.values.clear()
        ticked = self._set.get("one_of")
        for value, count in counts:
            item = QListWidgetItem(f"{text_of(self._field, value) or '（空）'}（{count:,}）", self.values)
            item.setData(Qt.ItemDataRole.UserRole, (value,))
            known = isinstance(ticked, tuple) and value in ticked
            item.setCheckState(Qt.CheckState.Checked if known else Qt.CheckState.Unchecked)
        self._narrow()

    def _narrow(self) -> None:
        """Offer the values that have the typed word; a bound hides none."""
        word = self._boxes["contains"].text().strip() if "contains" in self._boxes else ""
        for item in (self.values.item(row) for row in range(self.values.count())):
            item.setHidden(word.lower() not in item.text().lower())

    def _sort_row(self) -> QHBoxLayout:
        """Offer both orders."""
        row = QHBoxLayout()
        for words, descending in (("升序", False), ("降序", True)):
            sort = partial(self._sort, descending=descending)
            row.addWidget(push_button(words, sort, name=f"{self._field.label} {words}"))
        return row

    def _word(self) -> QGridLayout:
        """Offer a word that the text contains."""
        return self._grid((("contains", "包含"),))

    def _bounds(self) -> QGridLayout:
        """Offer a lower and an upper bound."""
        least, most = ("不早于", "不晚于") if self._field.kind is Kind.DATE else ("不小于", "不大于")
        return self._grid((("at_least", least), ("at_most", most)))

    def _grid(self, asked: Sequence[tuple[Operator, str]]) -> QGridLayout:
        """Lay out labelled boxes."""
        grid = QGridLayout()
        for row, (operator, words) in enumerate(asked):
            box = QLineEdit(str(self._set.get(operator) or ""))
            box.setAccessibleName(f"{self._field.label} {words}")
            box.returnPressed.connect(self._choose)
            box.textChanged.connect(self._narrow)
            label = QLabel(words)
            label.setBuddy(box)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
            self._boxes[operator] = box
        return grid

    def _buttons(self) -> QHBoxLayout:
        """Offer to apply or to clear."""
        row = QHBoxLayout()
        row.addWidget(push_button("清除", partial(self._answer, ()), name=f"清除 {self._field.label} 的筛选"))
        row.addWidget(push_button("筛选", self._choose, role="primary", name=f"筛选 {self._field.label}"))
        return row

    def _sort(self, *, descending: bool) -> None:
        """Sort by the column."""
        self.sorted.emit(self._field.key, descending)
        self.close()

    def _choose(self) -> None:
        """Apply what was typed and ticked; a bound that cannot be read is said beside it."""
        try:
            typed = [
                Filter(self._field.key, key, self._read(box))
                for key, box in self._boxes.items()
                if box.text().strip()
            ]
        except InputProblem as problem:
            self._fault.setText(problem.sentence)
            self._fault.show()
            return
        ticked = tuple(
            item.data(Qt.ItemDataRole.UserRole)[0]
            for item in (self.values.item(row) for row in range(self.values.count()))
            if item.checkState() == Qt.CheckState.Checked
        )
        self._answer((*typed, *([Filter(self._field.key, "one_of", ticked)] if ticked else [])))

    def _read(self, box: QLineEdit) -> object:
        """Read a bound in the field's own way, a word as it stands."""
        if self._field.kind in BOUNDED:
            return value_of(self._field, box.text(), today=date.today())
        return box.text().strip()

    def _answer(self, filters: tuple[Filter, ...]) -> None:
        """Say the filters and go."""
        self.chosen.emit(self._field.key, filters)
        self.close()
