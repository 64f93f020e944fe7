"""Imports that were made, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from dadu_desktop.services.import_batches import Batch
from dadu_desktop.ui.parts import push_button
from dadu_desktop.ui.theme import size

HEADINGS = ("时间", "文件", "结果", "操作人", "")
WIDTHS = (140, 0, 240, 90, 96)
_WORDS = (
    ("新增", "created"),
    ("更新", "updated"),
    ("未变", "unchanged"),
    ("拒收", "refused"),
    ("合并移动", "merged"),
)


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Say how many rows of each fate there were."""
    return "，".join(f"{word} {counts[key]:,}" for word, key in _WORDS if counts.get(key))


class BatchTable(QTableWidget):
    """Newest import first, with 撤销 in each row."""

    undo_wanted = Signal(int)

    def __init__(self) -> None:
        """Build an empty table."""
        super().__init__(0, len(HEADINGS))
        self.setAccessibleName("导入记录")
        self.setHorizontalHeaderLabels(HEADINGS)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(WIDTHS):
            if width:
                self.setColumnWidth(column, width)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(size("row") + 8)

    def show_batches(self, batches: Sequence[Batch]) -> None:
        """List the imports."""
        self.setRowCount(len(batches))
        for row, batch in enumerate(batches):
            words = (f"{batch.at:%Y-%m-%d %H:%M}", batch.title, counts_in_words(batch.counts), batch.person)
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
            if batch.undone:
                self.removeCellWidget(row, len(words))
                self.setItem(row, len(words), QTableWidgetItem("已撤销"))
            else:
                undo = partial(self.undo_wanted.emit, batch.id)
                name = f"撤销 {batch.at:%m月%d日 %H:%M} 的导入"
                self.setCellWidget(row, len(words), push_button("撤销", undo, role="link", name=name))
