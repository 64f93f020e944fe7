"""Where imports begin: the drop zone, exports beside it, and the imports made so far below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.services import import_batches
from dadu_desktop.services.import_batches import Batch
from dadu_desktop.ui.batch_table import BatchTable
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.drop_zone import DropZone
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.export_card import ExportCard
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import card, label

EXPORT_WIDTH = 300


class ImportHome(QWidget):
    """Says which files are wanted and which import is to be taken back."""

    chosen = Signal(list)
    undo_wanted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        """Build the three parts."""
        super().__init__()
        self._desk = desk
        self.zone = DropZone()
        self.zone.chosen.connect(self.chosen)
        self.kinds = NamedBox("表格内容")
        self.kinds.addItem("自动识别", None)
        for record_type in desk.record_types.values():
            self.kinds.addItem(record_type.label, record_type.key)
        self.export = ExportCard(desk)
        self.export.setFixedWidth(EXPORT_WIDTH)
        self.batches = BatchTable()
        self.batches.undo_wanted.connect(self.undo_wanted)
        self.empty = EmptyView()
        self._lay_out()

    def _lay_out(self) -> None:
        """Import and export side by side, the past below."""
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(self._import_card(), 1)
        upper.addWidget(self.export)
        self.past = QStackedWidget()
        self.past.addWidget(self.batches)
        self.past.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addWidget(label("导入导出", "title"))
        column.addLayout(upper)
        column.addWidget(label("导入记录", "section"))
        column.addWidget(self.past, 1)

    def _import_card(self) -> QWidget:
        """Drop zone with the choice of what the files hold."""
        frame = card()
        row = QHBoxLayout()
        row.addWidget(label("导入", "section"))
        row.addStretch(1)
        row.addWidget(label("表格内容", "muted"))
        row.addWidget(self.kinds)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.zone, 1)
        return frame

    def load(self) -> None:
        """Read the imports made so far."""
        self._desk.ask(import_batches.import_batches, self._show)

    def _show(self, batches: list[Batch]) -> None:
        """List them, or say that there are none."""
        self.batches.show_batches(batches)
        self.empty.say("还没有导入过表格。导入以后在这里可以整批撤销。")
        self.past.setCurrentWidget(self.batches if batches else self.empty)
