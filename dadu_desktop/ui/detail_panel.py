"""The panel at the right of a wide list: what the selected record says, to read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind, RecordType
from dadu_desktop.records.wording import text_of
from dadu_desktop.ui.parts import label, plain_widget, push_button
from dadu_desktop.ui.pill import Pill
from dadu_desktop.ui.table_delegate import is_pill

WIDTH = 280

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData


class DetailPanel(QFrame):
    """Shows the filled fields of one record under each other."""

    opened = Signal()
    folded = Signal()

    def __init__(self, record_type: RecordType) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("记录摘要")
        self._type = record_type
        self.title = label("", "section", wrap=True)
        self._open = push_button("打开", self.opened, name="打开这条记录")
        fold = push_button(
            "", self.folded, picture="close", role="link", tip="收起摘要（F4）", name="收起摘要"
        )
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("各项内容")
        self._scroll.setObjectName("reading")
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.addWidget(self.title, 1)
        head.addWidget(fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 4, 12)
        column.addLayout(head)
        column.addLayout(_indented(self._open))
        column.addWidget(self._scroll, 1)

    def show_record(self, data: RecordData) -> None:
        """Show a record."""
        title = self._type.field(self._type.title)
        self.title.setText(text_of(title, data.values.get(title.key)))
        content = plain_widget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 8, 0)
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


def _indented(widget: QWidget) -> QHBoxLayout:
    """Put a widget under the title, at the left."""
    line = QHBoxLayout()
    line.setContentsMargins(8, 0, 0, 0)
    line.addWidget(widget)
    line.addStretch(1)
    return line


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
