"""The bar that slides in when a form has changes; after a new record it offers 再记一条."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dadu_desktop.ui.parts import announce, label, push_button

_MILLISECONDS = 120


class SaveBar(QFrame):
    """Says how much is unsaved; out of sight while there is nothing to say."""

    saved = Signal()
    undone = Signal()
    discarded = Signal()
    another = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the bar, out of sight."""
        super().__init__(parent)
        self.setObjectName("selection")
        self._words = label()
        self.undo = push_button("撤销", self.undone, tip="撤销（Ctrl+Z）")
        self.discard = push_button("放弃修改", self.discarded)
        self.again = push_button("再记一条", self.another, tip="再记一条（Ctrl+N）")
        self.save = push_button("保存", self.saved, role="primary", tip="保存（Ctrl+S）")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 6)
        line.addWidget(self._words)
        line.addStretch()
        for button in (self.undo, self.discard, self.again, self.save):
            button.setAutoDefault(True)
            line.addWidget(button)
        self.setMaximumHeight(0)
        self._slide = QPropertyAnimation(self, b"maximumHeight", self)
        self._slide.setDuration(_MILLISECONDS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.setEndValue(0)
        self._slide.finished.connect(lambda: self.setVisible(self._slide.endValue() > 0))
        self.hide()

    def show_changes(self, count: int) -> None:
        """Say how many fields have changes; none hides the bar."""
        self._words.setText(f"有 {count} 处修改未保存")
        self._offer(changes=True)
        self._move(shown=count > 0)

    def offer_another(self, number: str) -> None:
        """Say that a new record is kept, and offer the next."""
        self._words.setText(f"已保存 {number}".rstrip())
        announce(self, self._words.text())
        self._offer(changes=False)
        self._move(shown=True)
        self.again.setFocus()

    def _offer(self, *, changes: bool) -> None:
        """Choose the buttons."""
        for button in (self.undo, self.discard, self.save):
            button.setVisible(changes)
        self.again.setVisible(not changes)

    def _move(self, *, shown: bool) -> None:
        """Slide to where it should be, if it is not on its way there."""
        height = self.sizeHint().height() if shown else 0
        if self._slide.endValue() == height:
            return
        self._slide.stop()
        self._slide.setStartValue(self.height() if self.isVisible() else 0)
        self._slide.setEndValue(height)
        self.setVisible(True)
        self._slide.start()
