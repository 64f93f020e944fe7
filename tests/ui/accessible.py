"""What a screen reader is told of a window, and where Tab leads in it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTabWidget, QWidget

from dadu_desktop.ui.children_grid import ChildrenGrid

CHILDREN = 80
"""So many children of one control are looked at; the cells of a long list are all made the same way."""
STOPS = 300

_Role = QAccessible.Role
_READ = {_Role.Cell, _Role.ListItem, _Role.ColumnHeader, _Role.PageTab, _Role.TreeItem}
_PRESSED = {_Role.Button, _Role.CheckBox, _Role.RadioButton, _Role.ComboBox, _Role.EditableText}
_VAGUE = {_Role.NoRole, _Role.Client}
_HOLDERS = (QAbstractScrollArea, QTabWidget, ChildrenGrid)
"""Widgets that show other things and have no role of their own in Qt."""


def silent(widget: QWidget) -> list[str]:
    """Name what can be pressed, typed in or read, and yet has no name."""
    return sorted(
        {
            f"{one.role().name} {_kind(one)}"
            for one in _within(QAccessible.queryAccessibleInterface(widget))
            if (one.state().focusable or one.role() in _READ | _PRESSED)  # type: ignore[attr-defined]
            and not _named(one)
        }
    )


def vague(widget: QWidget) -> list[str]:
    """Name what takes the keyboard without saying what it is."""
    return sorted(
        {
            f"{one.role().name} {_kind(one)}"
            for one in _within(QAccessible.queryAccessibleInterface(widget))
            if one.state().focusable  # type: ignore[attr-defined]
            and one.role() in _VAGUE
            and not isinstance(one.object(), _HOLDERS)
        }
    )


def tabbed(window: QWidget, *, back: bool = False) -> list[QWidget]:
    """Press Tab, or Shift+Tab, until it comes round; give the stops."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    modifier = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    stops: list[QWidget] = []
    while len(stops) < STOPS:
        QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
        stop = QApplication.focusWidget()
        assert stop is not None, "the keyboard is nowhere"
        if stop in stops:
            break
        stops.append(stop)
    return stops


def missed(window: QWidget, stops: list[QWidget]) -> list[str]:
    """Name the controls in sight that Tab should reach and does not; a grid is reached by its cells."""
    return [
        f"{type(one).__name__} {one.accessibleName()}"
        for one in window.findChildren(QWidget)
        if one.window() is window
        and one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not any(one is stop or _is_cell(one, stop) for stop in stops)
    ]


def _named(one: QAccessibleInterface) -> bool:
    """Tell whether a name is heard; of a box of choices Qt for Linux gives only its label and what is chosen."""
    if one.role() is not _Role.ComboBox:
        return bool(one.text(QAccessible.Text.Name).strip())
    labels = (beside for beside, _kind in one.relations(QAccessible.RelationFlag.Label))
    return any(label.text(QAccessible.Text.Name).strip() for label in labels)


def _is_cell(grid: QWidget, stop: QWidget) -> bool:
    """Tell whether a stop is a cell of a grid."""
    return isinstance(grid, ChildrenGrid) and grid.isAncestorOf(stop)


def _within(root: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """Go through everything in sight."""
    if root is None or not root.isValid() or root.state().invisible:  # type: ignore[attr-defined]
        return
    yield root
    for place in range(min(root.childCount(), CHILDREN)):
        child = root.child(place)
        # PySide may take its address for that of a layout item gone
        if isinstance(child, QAccessibleInterface):
            yield from _within(child)


def _kind(one: QAccessibleInterface) -> str:
    """Say what an interface is of; a cell is of nothing."""
    return type(one.object()).__name__
