"""The lists of the start page: what is due, what lies on a day, who has how much, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout

from dadu_desktop.services.histories import Change
from dadu_desktop.services.work_calendar import DayItem, Load
from dadu_desktop.services.workbench import DueItem
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.line_button import LineButton
from dadu_desktop.ui.parts import empty_layout, label, plain_widget, push_button
from dadu_desktop.ui.pill import Pill

_LONGEST = 60


class LineList(QScrollArea):
    """Lines under headings, scrolled; each opens what it names."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Begin empty."""
        super().__init__()
        self._desk = desk
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setObjectName("reading")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # it scrolls by itself: the page need not be as high as the lines would like
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        content = plain_widget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(2)
        self.setWidget(content)

    def show_due(self, items: Sequence[DueItem]) -> None:
        """List open problems under their days."""
        self._begin("没有到期的问题。" if not items else "")
        for day, group in groupby(items, key=lambda one: f"{one.date}{one.mark}"):
            self._column.addWidget(label(day, "small"))
            for item in group:
                self._add(f"{item.number} {item.title}", item.kind, item.id, item.light)
        self._column.addStretch(1)

    def show_day(self, day: date, items: Sequence[DayItem]) -> None:
        """List what lies on a day."""
        self._begin(f"{day.month}月{day.day}日{'' if items else '没有安排'}")
        for item in items:
            self._add(f"{item.what}　{item.label}", item.kind, item.id)
        self._column.addStretch(1)

    def show_loads(self, loads: Sequence[Load]) -> None:
        """List who has how much; each opens the list of a person."""
        self._begin("没有在办问题。" if not loads else "")
        for one in loads:
            words = f"{one.person}　在办 {one.open}"
            words += f"　红·超期 {one.overdue}" if one.overdue else ""
            words += f"　黄·临近 {one.near}" if one.near else ""
            show = partial(self._desk.open_list, "problems", one.query)
            self._column.addWidget(push_button(words, show, role="link", tip="打开此人的在办问题"))
        self._column.addStretch(1)

    def show_changes(self, changes: Sequence[Change]) -> None:
        """List the last changes in words."""
        self._begin("还没有改动。" if not changes else "")
        for change in changes:
            self._column.addWidget(label(f"{change.at:%m-%d %H:%M} {change.person}".strip(), "small"))
            words = f"{change.action} {change.record} {change.field_label}".strip()
            if change.id:
                self._add(words, change.kind, change.id)
            else:
                self._column.addWidget(label(_short(words)))
        self._column.addStretch(1)

    def take_keyboard(self) -> None:
        """Give the keyboard to the first line."""
        if first := next((one for one in self.findChildren(QPushButton) if one.isVisible()), None):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _begin(self, words: str) -> None:
        """Begin anew, with a line that says something of the whole."""
        empty_layout(self._column)
        if words:
            self._column.addWidget(label(words, "small"))

    def _add(self, words: str, kind: str, record: int, light: str = "") -> None:
        """Add a line that opens a record."""
        show = partial(self._desk.open_record, kind, record)
        button = LineButton(_short(words), show, words, f"{words} {light}".strip())
        row = QHBoxLayout()
        if light:
            row.addWidget(Pill(light))
        row.addWidget(button, 1)
        self._column.addLayout(row)


def _short(words: str) -> str:
    """Keep a line on one line."""
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
