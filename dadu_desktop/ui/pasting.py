"""Copied cells pasted into a ledger: looked at like an import, written as one batch that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from dadu_desktop.services.ledgers import LedgerFile


class Pasting(QObject):
    """Makes workbooks of copied cells, which stay as long as the program runs."""

    def __init__(self, desk: Desk, kind: str, parent: QObject) -> None:
        """Belong to a list."""
        super().__init__(parent)
        self._desk = desk
        self._kind = kind

    def paste(self, columns: tuple[str, ...]) -> None:
        """Show what the cells on the clipboard would do; ``columns`` are those from the current one on."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._desk.notify("剪贴板里没有表格内容。")
            return

        def write(_ledger: LedgerFile) -> Path:
            return late.pasting.pasted_workbook(self._kind, text, columns, late.temporary_files.keep_apart())

        self._desk.ask(
            write,
            lambda path: self._desk.take_files([str(path)]),
            label="正在读取剪贴板…",
        )
