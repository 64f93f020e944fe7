"""The short notice at the bottom of the window, with 撤销 or 打开 where there is something to undo or to open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dadu_desktop.ui.parts import announce, label, open_place, push_button

SHOWN_MS = 6000
SHOWN_WITH_BUTTON_MS = 15000
MARGIN = 16
SPACING = 8
UNDO_KEY = "Ctrl+Shift+Z"


class Notice(QFrame):
    """Floats over the page and goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        """Lie hidden over the parent."""
        super().__init__(parent)
        self._around = parent
        self.setObjectName("notice")
        self.setAccessibleName("提示")
        self._undo: Callable[[], None] | None = None
        self._place = Path()
        self._words = label(wrap=True)
        self._button = push_button("撤销", self.undo, tip=f"撤销（{UNDO_KEY}）", name="撤销刚才的操作")
        self._file = push_button("打开", lambda: open_place(self._place), name="打开刚写的文件")
        self._folder = push_button("打开文件夹", self._open_folder, name="打开文件所在的文件夹")
        close = push_button("关闭", self.hide, name="关闭提示")
        self._buttons = (self._button, self._file, self._folder, close)
        row = QHBoxLayout(self)
        row.setSpacing(SPACING)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self._words, 1)
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard on the page
            row.addWidget(button)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self,
        words: str,
        undo: Callable[[], None] | None = None,
        place: Path | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Show the words for a while, or until they are closed.

        ``undo`` is called when 撤销 is chosen; ``place`` is the file or folder that was written and may be opened.
        """
        self._undo, self._place = undo, place or Path()
        self._words.setText(words)
        self._button.setVisible(undo is not None)
        self._file.setVisible(place is not None and not place.is_dir())
        self._folder.setVisible(place is not None)
        self.setAccessibleDescription(words)
        self.place()
        self.show()
        self.raise_()
        self._timer.stop()
        if not stays:
            self._timer.start(SHOWN_WITH_BUTTON_MS if undo or place else SHOWN_MS)
        announce(self, f"{words.removesuffix('。')}。按 {UNDO_KEY} 撤销。" if undo else words)

    @property
    def words(self) -> str:
        """What is shown."""
        return self._words.text()

    def place(self) -> None:
        """Lie at the bottom in the middle of the parent, above the bar of a selection."""
        around = self._around.rect()
        shown = (one.sizeHint().width() + SPACING for one in self._buttons if not one.isHidden())
        fitting = self._words.fontMetrics().horizontalAdvance(self._words.text()) + sum(shown) + 3 * MARGIN
        width = min(max(fitting, 320), around.width() - 2 * MARGIN)
        height = max(self.heightForWidth(width), self.sizeHint().height())
        bars = (one for one in self._around.findChildren(QFrame, "selection") if one.isVisible())
        bottom = min((one.mapTo(self._around, QPoint()).y() for one in bars), default=around.height())
        self.setGeometry((around.width() - width) // 2, bottom - height - MARGIN, width, height)

    def _open_folder(self) -> None:
        """Show the folder, or that of the file."""
        open_place(self._place if self._place.is_dir() else self._place.parent)

    def put_away(self) -> None:
        """Hide words that would stay, because what they are about is over."""
        if not self._timer.isActive():
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom, also where the navigation appears beside the parent."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def undo(self) -> None:
        """Undo once what the words are about, while they are to be seen."""
        if not self.isVisible():
            return
        undo, self._undo = self._undo, None
        self.hide()
        if undo:
            undo()
