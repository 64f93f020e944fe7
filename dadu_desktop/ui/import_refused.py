"""What an import did not take, cell by cell, with the reason: the list that is read out over the telephone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from dadu_desktop.services.import_plan import FileOutcome

_HEADINGS = {"文件": 220, "行": 52, "栏目": 160, "原内容": 200, "原因": 400}
_LISTED = 1_000
"""Cells beyond which nobody reads on; the returned workbooks have them all."""


class RefusedTree(QTreeWidget):
    """Lists the refused cells of all files; hidden where all was taken."""

    def __init__(self) -> None:
        """Begin hidden and empty."""
        super().__init__()
        self.setHeaderLabels(list(_HEADINGS))
        for column, width in enumerate(_HEADINGS.values()):
            self.setColumnWidth(column, width)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName("未导入的行和原因")
        self.hide()

    def show_refused(self, files: Iterable[FileOutcome]) -> None:
        """List what was refused."""
        self.clear()
        cells = [(one.file, cell) for one in files for cell in one.problems]
        for file, cell in cells[:_LISTED]:
            words = [file, str(cell.row), cell.column, " ".join(cell.value.split()), cell.reason]
            item = QTreeWidgetItem(self, words)
            item.setToolTip(len(words) - 1, cell.reason)
        if len(cells) > _LISTED:
            QTreeWidgetItem(self, [f"……另有 {len(cells) - _LISTED:,} 处"])
        self.setVisible(bool(cells))
