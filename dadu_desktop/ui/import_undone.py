"""What undoing an import took back, kept and could not take back, by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from dadu_desktop.services.import_undo import Undone, UndoOutcome

_NAME_WIDTH = 420
_NAMED = 1_000
"""Records of a group that are named; beyond it nobody reads on."""


class UndoneTree(QTreeWidget):
    """Three groups, those that need a look unfolded."""

    def __init__(self) -> None:
        """Begin hidden and empty."""
        super().__init__()
        self.setHeaderLabels(["记录", "原因"])
        self.setColumnWidth(0, _NAME_WIDTH)
        self.setUniformRowHeights(True)
        self.setAccessibleName("撤销结果")
        self.hide()

    def show_groups(self, undone: UndoOutcome) -> None:
        """List the records of each group."""
        self.clear()
        self._add("未能撤销", undone.failed, unfolded=True)
        self._add("保留", undone.kept, unfolded=True)
        self._add("已撤销", undone.taken_back, unfolded=not (undone.kept or undone.failed))
        self.show()

    def _add(self, words: str, records: Sequence[Undone], *, unfolded: bool) -> None:
        """Add one group, unless it is empty."""
        if not records:
            return
        group = QTreeWidgetItem(self, [f"{words} {len(records):,} 条"])
        group.addChildren([QTreeWidgetItem([one.name, one.reason]) for one in records[:_NAMED]])
        if len(records) > _NAMED:
            group.addChild(QTreeWidgetItem([f"……另有 {len(records) - _NAMED:,} 条"]))
        group.setExpanded(unfolded)
