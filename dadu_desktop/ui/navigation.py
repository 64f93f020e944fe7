"""The list of pages on the left: icon and words, by mouse, arrows or Ctrl+1 … Ctrl+0."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelection, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.pages import PAGES, house_of
from dadu_desktop.ui.theme import size


class Navigation(QListWidget):
    """Says which page is chosen; the window shows it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """List every page."""
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setAccessibleDescription("用上下键选择页面，回车打开；提示中的快捷键直接打开")
        self.setIconSize(QSize(size("navigation_icon"), size("navigation_icon")))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who clicks wants the page, not the list
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in PAGES:
            item = QListWidgetItem(icon(page.name), page.label, self)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            item.setToolTip(f"{page.label}（{page.key}）")
        self.fit()
        self._marked = -1
        self._by_key = False
        self.itemClicked.connect(self._say)
        self.itemActivated.connect(self._say)
        self.selectionModel().selectionChanged.connect(self._follow)

    def fit(self) -> None:
        """Be as wide as the longest word needs at the text size in force."""
        self.setFixedWidth(self.sizeHintForColumn(0) + size("navigation_icon") * 2)

    def mark(self, name: str) -> None:
        """Show which page is in front; a page outside of the list marks none."""
        names = [page.name for page in PAGES]
        house = house_of(name)
        self._marked = names.index(house) if house in names else -1
        self.setCurrentRow(self._marked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows go through the list without opening a page."""
        self._by_key = True
        super().keyPressEvent(event)
        self._by_key = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Mark the page in front again where somebody looked along the list and went away."""
        super().focusOutEvent(event)
        self.setCurrentRow(self._marked)

    def _follow(self, selected: QItemSelection, gone: QItemSelection) -> None:
        """Open the page that was selected neither by mouse nor by keys: a screen reader does it so.

        It adds to the selection, and takes out of it what is selected already. The page comes once it has its
        answer: the one in front may ask whether to save first.
        """
        rows = [index.row() for index in selected.indexes()] or [index.row() for index in gone.indexes()]
        again = not self.selectedIndexes() and rows == [self._marked]
        asked = again or (selected.indexes() and rows != [self._marked])
        if asked and not self._by_key and not QGuiApplication.mouseButtons():
            QTimer.singleShot(0, self, partial(self._say, self.item(rows[0])))

    def _say(self, item: QListWidgetItem) -> None:
        """Tell the chosen page."""
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
