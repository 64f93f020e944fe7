"""Dialogs for files and folders: each begins where the person was last for the same purpose."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dadu_desktop.ui.confirming import confirmed
from dadu_desktop.ui.preferences import remember, remembered

_ENDINGS = re.compile(r"\*(\.\w+)")


class Purpose(StrEnum):
    """What files are for; each has its own folder."""

    TABLES = "tables"  # workbooks that come in
    PAPERS = "papers"  # what is given out
    ATTACHMENTS = "attachments"
    LEDGERS = "ledgers"
    BACKUPS = "backups"


def ask_file(over: QWidget, title: str, purpose: Purpose, kinds: str = "") -> Path | None:
    """Ask for a file to read; ``kinds`` are Qt's, such as "PDF (*.pdf)". None where none is chosen."""
    chosen, _ = QFileDialog.getOpenFileName(over, title, str(_folder(purpose)), kinds)
    return _kept(purpose, Path(chosen)) if chosen else None


def ask_files(over: QWidget, title: str, purpose: Purpose, kinds: str = "") -> list[Path]:
    """Ask for one or several files to read; [] where none is chosen."""
    chosen, _ = QFileDialog.getOpenFileNames(over, title, str(_folder(purpose)), kinds)
    return [_kept(purpose, Path(one)) for one in chosen]


def ask_folder(over: QWidget, title: str, purpose: Purpose) -> Path | None:
    """Ask for a folder; None where none is chosen."""
    chosen = QFileDialog.getExistingDirectory(over, title, str(_folder(purpose)))
    return _kept(purpose, Path(chosen)) if chosen else None


def ask_target(over: QWidget, title: str, purpose: Purpose, name: str, kinds: str) -> Path | None:
    """Ask where a file shall lie; None where the person turns back.

    ``name`` is proposed; it may have a folder, else it is that of the purpose. A file without one of the endings of
    ``kinds`` gets that of ``name``: in 走访台账11.8 the dot belongs to a date.
    """
    proposed = _folder(purpose) / name
    chosen, _ = QFileDialog.getSaveFileName(over, title, str(proposed), kinds)
    if not chosen:
        return None
    file = Path(chosen)
    if file.suffix.lower() not in _ENDINGS.findall(kinds):
        file = file.with_name(f"{file.name}{proposed.suffix}")
        words = f"“{file.name}”已经存在，要用新的替换吗？"
        if file.exists() and not confirmed(over, title, words, "替换"):
            return None
    return _kept(purpose, file)


def dated(name: str) -> str:
    """Put today's day behind a file's name, so that tomorrow's does not ask to replace it."""
    file = Path(name)
    return f"{file.stem}{date.today():%Y%m%d}{file.suffix}"


def _folder(purpose: Purpose) -> Path:
    """Give the folder of the last time, the person's own where that is no more."""
    last = remembered(f"folders/{purpose}")
    return Path(last) if last and Path(last).is_dir() else Path.home()


def _kept(purpose: Purpose, chosen: Path) -> Path:
    """Remember the folder."""
    remember(f"folders/{purpose}", str(chosen if chosen.is_dir() else chosen.parent))
    return chosen
