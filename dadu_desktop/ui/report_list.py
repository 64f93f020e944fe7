"""The reports there are, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from dadu_desktop.ui.parts import follow_selection
from dadu_desktop.ui.theme import colour, size

if TYPE_CHECKING:
    from dadu_desktop.services.reports import ReportInfo

WIDTH = 208
IdRole = Qt.ItemDataRole.UserRole


class ReportList(QTreeWidget):
    """Groups with their reports below; only reports can be chosen."""

    chosen = Signal(object)  # ReportInfo

    def __init__(self) -> None:
        """Build an empty list."""
        super().__init__()
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(12)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("报表列表")
        self.known: Sequence[ReportInfo] = ()
        self._items: dict[str, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._say)
        follow_selection(self)

    def show_reports(self, reports: Sequence[ReportInfo]) -> None:
        """List the reports under their groups."""
        self.known = reports
        self.clear()
        self._items.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for one in reports:
            if one.group not in groups:
                groups[one.group] = QTreeWidgetItem(self, [one.group])
                groups[one.group].setFlags(Qt.ItemFlag.ItemIsEnabled)
                groups[one.group].setSizeHint(0, QSize(0, size("row")))
                groups[one.group].setForeground(0, colour("muted"))
            item = QTreeWidgetItem(groups[one.group], [f"⚠ {one.name}" if one.fault else one.name])
            item.setData(0, IdRole, one.id)
            item.setToolTip(0, one.fault or one.name)
            item.setSizeHint(0, QSize(0, size("row")))
            self._items[one.id] = item
        self.expandAll()

    def moveCursor(self, action: QTreeWidget.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Pass by the groups, which cannot be chosen."""
        found = super().moveCursor(action, modifiers)
        if found.parent().isValid():
            return found
        upwards = action in (QTreeWidget.CursorAction.MoveUp, QTreeWidget.CursorAction.MovePageUp)
        further = self.indexAbove(found) if upwards else self.indexBelow(found)
        return further if further.isValid() else self.currentIndex()

    @property
    def current(self) -> str:
        """The report that is chosen, "" for none."""
        return str(self.currentIndex().data(IdRole) or "")

    @property
    def info(self) -> ReportInfo | None:
        """What is known of the report that is chosen."""
        return next((one for one in self.known if one.id == self.current), None)

    def choose(self, report: str) -> None:
        """Mark a report; "" marks none."""
        self.setCurrentIndex(QModelIndex())
        if report in self._items:
            self.setCurrentItem(self._items[report])

    def _say(self) -> None:
        """Tell the chosen report."""
        if self.info:
            self.chosen.emit(self.info)
