"""The way of the keyboard through a form: Enter goes from stop to stop, undo goes across them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from dadu_desktop.ui.choice_editor import ListEditor
from dadu_desktop.ui.line_editor import LongEditor


class FormStops(QObject):
    """The fields and lists of rows of a form by their keys, in the order of the page; a filter of their events."""

    passed = Signal()  # Enter in the last one

    def __init__(self, undo_stack: QUndoStack, parent: QObject) -> None:
        """Begin without stops."""
        super().__init__(parent)
        self.locked: frozenset[str] = frozenset()  # passed by
        self._undo_stack = undo_stack
        self._stops: dict[str, QWidget] = {}

    def add(self, key: str, stop: QWidget) -> None:
        """Put a stop behind the others."""
        self._stops[key] = stop

    @property
    def keys(self) -> Collection[str]:
        """The keys of all stops."""
        return self._stops.keys()

    def first(self) -> QWidget:
        """Give the first stop."""
        return next(iter(self._stops.values()))

    def go_to(self, keys: Iterable[str]) -> None:
        """Go to the first of some stops; nowhere when there are none."""
        for key in keys:
            self._stops[key].setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def go_on(self, stop: QWidget, *, saves: bool = True) -> None:
        """Go to the stop after this one; from the last one nowhere, and what was typed is saved unless told not to."""
        stops = [one for key, one in self._stops.items() if one is stop or key not in self.locked]
        place = stops.index(stop) + 1
        if place < len(stops):
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif saves:
            stop.clearFocus()
            self.passed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on by Enter, and undo across fields instead of inside one line."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            if event.matches(QKeySequence.StandardKey.Undo):
                self._undo_stack.undo()
                return True
            if event.matches(QKeySequence.StandardKey.Redo):
                self._undo_stack.redo()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return self._enter(watched, event)
        return super().eventFilter(watched, event)

    def _enter(self, stop: QWidget, event: QKeyEvent) -> bool:
        """Go to the next field, by Ctrl+Enter from a long text; an open list has the key for itself."""
        pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        long = isinstance(stop, LongEditor)
        wanted = Qt.KeyboardModifier.ControlModifier if long else Qt.KeyboardModifier.NoModifier
        if pressed != wanted or (isinstance(stop, ListEditor) and stop.is_open()):
            return False
        self.go_on(stop)
        return True
