"""The list of pages on the left: icon and words, by mouse, arrows or Ctrl+1 … Ctrl+0."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.pages import PAGES
from dadu_desktop.ui.theme import size


class Navigation(QListWidget):
    """Says which page is chosen; the window shows it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """List every page."""
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setAccessibleDescription("用上下键选择页面，回车打开；Ctrl+1 到 Ctrl+0 直接打开")
        self.setIconSize(QSize(size("navigation_icon"), size("navigation_icon")))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who clicks wants the page, not the list
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for number, page in enumerate(PAGES, 1):
            item = QListWidgetItem(icon(page.name), page.label, self)
            item.setData(Qt.ItemDataRole.UserRole, page.name)
            item.setToolTip(f"{page.label}（Ctrl+{number % 10}）")
        self.fit()
        self.itemClicked.connect(self._say)
        self.itemActivated.connect(self._say)

    def fit(self) -> None:
        """Be as wide as the longest word needs at the text size in force."""
        self.setFixedWidth(self.sizeHintForColumn(0) + size("navigation_icon") * 2)

    def mark(self, name: str) -> None:
        """Show which page is in front; a page outside of the list marks none."""
        names = [page.name for page in PAGES]
        self.setCurrentRow(names.index(name) if name in names else -1)

    def _say(self, item: QListWidgetItem) -> None:
        """Tell the chosen page."""
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
