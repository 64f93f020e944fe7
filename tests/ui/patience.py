"""Waiting that holds on a busy machine, and sees what Qt has still to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

LONG = 120_000
"""Milliseconds: a busy disk may hold one save back for a minute."""


class PatientBot(QtBot):
    """A bot that gives a wait two minutes, and then lets what was added to a page come into sight.

    A layout shows a new widget by an event of its own: what has just been answered may still be invisible.
    """

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = LONG) -> None:
        """Wait until something holds and is on the screen."""
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=timeout)
        QApplication.sendPostedEvents()

    def waitSignal(self, signal: Any, *, timeout: int = LONG, **how: Any) -> Any:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **how)
