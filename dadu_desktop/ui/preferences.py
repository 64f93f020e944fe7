"""What the window remembers between two days: size, place, columns, last ledgers. No office data."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

RECENT_LIMIT = 8
_GEOMETRY = "window/geometry"


def preferences() -> QSettings:
    """Open the person's own settings file."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dadu-desktop", "window")


def remembered(key: str, default: str = "") -> str:
    """Return one remembered text."""
    return str(preferences().value(key, default))


def remember(key: str, value: str) -> None:
    """Keep one text."""
    preferences().setValue(key, value)


def recent_ledgers() -> list[str]:
    """Return the ledgers opened lately, the last one first."""
    return [line for line in remembered("ledgers/recent").split("\n") if line]


def remember_ledger(place: str) -> None:
    """Put a ledger in front of the recent ones."""
    others = [one for one in recent_ledgers() if one != place]
    remember("ledgers/recent", "\n".join([place, *others][:RECENT_LIMIT]))


def recall_geometry(window: QWidget) -> None:
    """Give a window the size and place of the last day, on a screen that is there."""
    kept = preferences().value(_GEOMETRY)
    if isinstance(kept, QByteArray):
        window.restoreGeometry(kept)


def keep_geometry(window: QWidget) -> None:
    """Remember the size and place of a window."""
    preferences().setValue(_GEOMETRY, window.saveGeometry())
