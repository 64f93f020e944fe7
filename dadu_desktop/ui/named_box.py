"""A box of choices that says what is chosen with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget


class NamedBox(QComboBox):
    """A box whose name is heard on every system.

    Qt for Linux tells of a box only the entry that is chosen, and what it is by the label beside it; so a box
    without a label in sight brings one of its own, which nobody sees.
    """

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        """Name the box; the label goes wherever the box is put."""
        super().__init__(parent)
        self._label = QLabel(parent)
        self._label.setBuddy(self)
        self._label.hide()
        self.destroyed.connect(self._label.deleteLater)
        self.setAccessibleName(name)

    def setAccessibleName(self, name: str) -> None:
        """Name the box and its label alike."""
        super().setAccessibleName(name)
        self._label.setText(name)

    def event(self, event: QEvent) -> bool:
        """Keep the label beside the box, as only there it is found."""
        if event.type() == QEvent.Type.ParentChange:
            self._label.setParent(self.parentWidget())
        return super().event(event)
