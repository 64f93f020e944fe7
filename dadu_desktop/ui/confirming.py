"""The question before what cannot be undone: it names the thing, and the way out is the usual answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def confirmed(parent: QWidget, title: str, words: str, verb: str) -> bool:
    """Ask once; True where the person pressed the button that says what will happen."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, words, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    go = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton("取消", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is go
