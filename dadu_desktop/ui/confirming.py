"""The questions before what cannot be undone: each names the thing, and its usual answer loses nothing."""

from __future__ import annotations

from collections.abc import Callable

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


def may_leave(
    parent: QWidget, title: str, words: str, save: Callable[[], bool], discard: Callable[[], object]
) -> bool:
    """Ask what becomes of unsaved changes; True when they are saved, or given up."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    keep = box.addButton("保存", QMessageBox.ButtonRole.AcceptRole)
    forget = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    if box.clickedButton() is forget:
        discard()
        return True
    return box.clickedButton() is keep and save()
