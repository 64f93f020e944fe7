"""A month of visits and limits as a grid of days that arrows go through, and what lies on the chosen day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.periods import Month
from dadu_desktop.services.work_calendar import DayItem
from dadu_desktop.ui.parts import label, push_button, tool_button
from dadu_desktop.ui.table_delegate import paint_ring
from dadu_desktop.ui.theme import colour, size

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_WEEKDAYS = "一二三四五六日"
_WEEKS = 6
_SHORT = {"走访": "访", "计划走访": "约", "时限": "限", "复核": "核", "任务": "任"}
_COLOURS = {"限": "red", "核": "amber", "任": "amber", "约": "accent", "访": "green"}
_DAY = Qt.ItemDataRole.UserRole


def grid_of(month: date) -> tuple[date, date]:
    """Give the first and last day of the six weeks in which a month is shown."""
    first = month.replace(day=1)
    start = first - timedelta(days=first.weekday())
    return start, start + timedelta(days=7 * _WEEKS - 1)


class MonthModel(QAbstractTableModel):
    """Six weeks of days with the things that lie on them."""

    def __init__(self, today: date) -> None:
        """Show the month of a day."""
        super().__init__()
        self.today = today
        self.month = today.replace(day=1)
        self._counts: dict[date, Counter[str]] = {}

    def show_month(self, month: date, today: date, items: Sequence[DayItem]) -> None:
        """Show another month or other things."""
        self.beginResetModel()
        self.month, self.today = month.replace(day=1), today
        self._counts = {}
        for one in items:
            self._counts.setdefault(one.day, Counter())[one.what] += 1
        self.endResetModel()

    def day(self, index: Index) -> date:
        """Give the day of a cell."""
        return grid_of(self.month)[0] + timedelta(days=7 * index.row() + index.column())

    def place(self, day: date) -> QModelIndex:
        """Give the cell of a day; an invalid one where the day is not shown."""
        week, weekday = divmod((day - grid_of(self.month)[0]).days, 7)
        return self.index(week, weekday)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the weeks."""
        return 0 if parent.isValid() else _WEEKS

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the weekdays."""
        return 0 if parent.isValid() else len(_WEEKDAYS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a day and what lies on it; to the delegate with short words."""
        if not index.isValid():
            return None
        day = self.day(index)
        found = self._counts.get(day, Counter())
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == _DAY:
            return day, [f"{_SHORT[what]}{count}" for what, count in found.items()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            named = "，".join(f"{what} {count}" for what, count in found.items()) or "没有安排"
            return f"{day.month}月{day.day}日{'（今天）' if day == self.today else ''}：{named}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name the weekdays."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _WEEKDAYS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.AccessibleTextRole:
            return f"星期{_WEEKDAYS[section]}"
        return None


class DayDelegate(QStyledItemDelegate):
    """Paints the number of a day over its short words; days of other months are muted."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one day."""
        model = index.model()
        area: QRect = option.rect  # type: ignore[attr-defined]
        day, words = index.data(_DAY)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, colour("accent_tint"))
        inside = isinstance(model, MonthModel) and day.month == model.month.month
        today = isinstance(model, MonthModel) and day == model.today
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold if today else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour("accent" if today else "text" if inside else "muted"))
        line = painter.fontMetrics().lineSpacing()
        painter.drawText(area.adjusted(6, 2, -4, 0), Qt.AlignmentFlag.AlignLeft, str(day.day))
        self._paint_words(painter, area.adjusted(6, 2 + line, -2, 0), words)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            paint_ring(painter, area)

    def _paint_words(self, painter: QPainter, area: QRect, words: Sequence[str]) -> None:
        """Paint the short words one after another, each in its colour."""
        font = QFont(painter.font())
        font.setPixelSize(size("small") - 1)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        x = area.left()
        for word in words:
            wide = painter.fontMetrics().horizontalAdvance(word)
            if x + wide > area.right():
                painter.setPen(colour("muted"))
                painter.drawText(x, area.top() + painter.fontMetrics().ascent(), "…")
                return
            painter.setPen(colour(_COLOURS[word[0]]))
            painter.drawText(x, area.top() + painter.fontMetrics().ascent(), word)
            x += wide + 4


class MonthView(QTableView):
    """The grid; arrows go from day to day and over the edge of the month, PageUp and PageDown to other months."""

    moved = Signal(object)  # day that is wanted and not shown, or lies in another month
    chosen = Signal(object)  # day
    entered = Signal()  # Enter: to what lies on the day

    def __init__(self, model: MonthModel) -> None:
        """Show the model, days of the same size."""
        super().__init__()
        self.setModel(model)
        self._days = model
        self.setItemDelegate(DayDelegate(self))
        self.setAccessibleName("走访与时限日历")
        self.setAccessibleDescription("方向键选日期，PageUp、PageDown 换月，Home 回到今天，回车到当天事项")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # Sunday is seen in a narrow window, too
        self.horizontalHeader().setMinimumSectionSize(2 * size("small"))
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().hide()
        self.setMinimumHeight(_WEEKS * (size("body") + size("small") + 14) + size("row"))
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(model.day(now)))

    def go(self, day: date) -> None:
        """Go to a day; one of another month is asked for."""
        if (day.year, day.month) == (self._days.month.year, self._days.month.month):
            self.setCurrentIndex(self._days.place(day))
        else:
            self.moved.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from day to day."""
        key, here = Qt.Key(event.key()), self._days.day(self.currentIndex())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        if key in steps:
            self.go(here + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.moved.emit(_next_month(here, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self.go(self._days.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class WorkCalendar(QWidget):
    """Month, its name and buttons."""

    month_wanted = Signal(object)  # a day of the month to show
    chosen = Signal(object)
    entered = Signal()

    def __init__(self, today: date) -> None:
        """Begin with this month."""
        super().__init__()
        self.model = MonthModel(today)
        self.model.setParent(self)
        self.view = MonthView(self.model)
        self._name = label("", "section")
        for source, target in ((self.view.moved, self.month_wanted), (self.view.chosen, self.chosen)):
            source.connect(target)
        self.view.entered.connect(self.entered)
        before = tool_button("", "chevron-left", lambda: self._step(-1), role="quiet")
        after = tool_button("", "chevron-right", lambda: self._step(1), role="quiet")
        for button, words in ((before, "上个月"), (after, "下个月")):
            button.setAccessibleName(words)
            button.setToolTip(words)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(before)
        head.addWidget(push_button("今天", lambda: self.view.go(self.model.today), role="link"))
        head.addWidget(after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addWidget(
            label("访=走访　约=计划走访　限=办理时限　核=挂账复核　任=议定事项", "small", wrap=True)
        )

    def show_items(self, day: date, today: date, items: Sequence[DayItem]) -> None:
        """Show the month of a day, with the day current."""
        self.model.show_month(day, today, items)
        self._name.setText(f"{day.year}年{day.month}月")
        self.view.setCurrentIndex(self.model.place(day))

    @property
    def day(self) -> date:
        """The day that is current."""
        index = self.view.currentIndex()
        return self.model.day(index) if index.isValid() else self.model.today

    def _step(self, months: int) -> None:
        """Go to another month."""
        self.month_wanted.emit(_next_month(self.day, months))


def _next_month(day: date, months: int) -> date:
    """Give the same day of another month, or its last one."""
    month = Month.of(day)
    other = month.next() if months > 0 else month.previous()
    last = other.last_day()
    return last.replace(day=min(day.day, last.day))
