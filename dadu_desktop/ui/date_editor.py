"""The editor of a date: typed in any usual way, or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.ui.drop_editor import DropEditor
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.parts import announce
from dadu_desktop.ui.theme import colour

_DRAWINGS = {"prevmonth": "chevron-left", "nextmonth": "chevron-right"}
_NAMES = {"prevmonth": "上个月", "nextmonth": "下个月", "yearedit": "年份", "calendarview": "日历"}
_DAYS_HELP = "方向键选日期，PageUp、PageDown 换月，回车选定，Esc 关闭"


class DateEditor(DropEditor):
    """Takes 5.8, 2022.5.8, 8日, 昨天, 2022年5月; the field's own check puts it into its usual writing."""

    opens = "按 F4 打开日历"

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        """Remember the day by which a date without a year is understood."""
        super().__init__(parent)
        self.today = today
        self._calendar: QCalendarWidget | None = None

    def drop(self) -> None:
        """Open the calendar at the date that stands in the line, or at today."""
        calendar = self._made_calendar()
        calendar.setSelectedDate(self._day())
        calendar.adjustSize()
        below = self.mapToGlobal(QPoint(0, self.height() + 4))
        room = self.screen().availableGeometry()
        above = self.mapToGlobal(QPoint(0, -4 - calendar.height()))
        calendar.move(below if below.y() + calendar.height() <= room.bottom() else above)
        calendar.show()
        calendar.setFocus()

    def paint_mark(self, painter: QPainter, centre: QPoint) -> None:
        """Draw a calendar sheet."""
        painter.drawRoundedRect(QRect(centre - QPoint(6, 5), centre + QPoint(5, 5)), 1.5, 1.5)
        painter.drawLine(centre + QPoint(-6, -1), centre + QPoint(6, -1))

    def _made_calendar(self) -> QCalendarWidget:
        """Make the calendar once, as a window of its own that closes by Esc or a click elsewhere."""
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calm(self._calendar)
            self._name(self._calendar)
            self._calendar.clicked.connect(self._take)
            self._calendar.activated.connect(self._take)
        return self._calendar

    def _calm(self, calendar: QCalendarWidget) -> None:
        """Put the window's icons and colours in the place of green arrows and red weekends."""
        for name, drawing in _DRAWINGS.items():
            button = calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if isinstance(button, QToolButton):
                button.setIcon(icon(drawing))
        weekend = QTextCharFormat()
        weekend.setForeground(colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, weekend)

    def _name(self, calendar: QCalendarWidget) -> None:
        """Say what the parts are and which day is chosen: a cell knows its number only."""
        calendar.setAccessibleName("日历")
        for name, words in _NAMES.items():
            part = calendar.findChild(QWidget, f"qt_calendar_{name}")
            if isinstance(part, QWidget):
                part.setAccessibleName(words)
                part.setAccessibleDescription(_DAYS_HELP if name == "calendarview" else "")
        calendar.selectionChanged.connect(
            lambda: announce(
                calendar, calendar.locale().toString(calendar.selectedDate(), "yyyy年M月d日 dddd")
            )
        )

    def _take(self, day: QDate) -> None:
        """Write the picked day into the line."""
        self._made_calendar().hide()
        self.setText(day.toString(Qt.DateFormat.ISODate))
        self.edited.emit()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _day(self) -> QDate:
        """Read the line as far as it can be read."""
        try:
            found = read_date(self.text(), today=self.today).first_day()
        except InputProblem:
            found = self.today
        return QDate(found.year, found.month, found.day)
