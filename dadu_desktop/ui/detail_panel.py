"""The panel at the right of a wide list: what the current record says, to read only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from dadu_desktop.records.fields import Field, Kind, RecordType
from dadu_desktop.records.texts import text_of
from dadu_desktop.services.records import RecordData
from dadu_desktop.ui.parts import label, plain_widget, push_button
from dadu_desktop.ui.pill import Pill
from dadu_desktop.ui.table_delegate import is_pill

WIDTH = 320


class DetailPanel(QFrame):
    """Shows the filled fields of one record under each other."""

    opened = Signal()

    def __init__(self, record_type: RecordType) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("记录摘要")
        self._type = record_type
        self.title = label("", "section", wrap=True)
        self._open = push_button("打开", self.opened, name="打开这条记录")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("各项内容")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 8, 16)
        column.addWidget(self.title)
        column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._scroll, 1)

    def show_record(self, data: RecordData) -> None:
        """Show a record."""
        title = self._type.field(self._type.title)
        self.title.setText(text_of(title, data.values.get(title.key)))
        content = plain_widget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(2)
        for field in self._type.fields:
            words = text_of(field, data.values.get(field.key))
            if words and field is not title:
                _add(column, field, words)
        for children in self._type.children:
            if rows := data.children.get(children.key):
                _add(column, Field("", children.label, Kind.TEXT), f"{len(rows)} 条")
        column.addStretch(1)
        self._scroll.setWidget(content)


def _add(column: QVBoxLayout, field: Field, words: str) -> None:
    """Add a label with its words."""
    column.addWidget(label(field.heading, "small"))
    if is_pill(field):
        column.addWidget(Pill(words), 0, Qt.AlignmentFlag.AlignLeft)
    else:
        value = label(words, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(value)
    column.addSpacing(6)
