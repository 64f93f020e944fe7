"""Copied cells pasted into a ledger: looked at like an import, written as one batch that can be taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTemporaryDir
from PySide6.QtGui import QGuiApplication

from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk


class Pasting(QObject):
    """Keeps the workbooks that were made of copied cells as long as the list is open."""

    def __init__(self, desk: Desk, kind: str, parent: QObject) -> None:
        """Begin without any."""
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._folder: QTemporaryDir | None = None

    def paste(self, columns: tuple[str, ...]) -> None:
        """Show what the cells on the clipboard would do; ``columns`` are those from the current one on."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._desk.notify("剪贴板里没有表格内容。")
            return
        self._folder = self._folder or QTemporaryDir()
        folder = Path(self._folder.path())
        self._desk.ask(
            lambda _ledger: late.pasting.pasted_workbook(self._kind, text, columns, folder),
            lambda path: self._desk.take_files([str(path)]),
            label="正在读取剪贴板…",
        )
