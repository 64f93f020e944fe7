"""Buttons, labels and cards as all pages have them: words, icon, role of the style sheet, accessible name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QUrl, SignalInstance
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.theme import set_role

Do = Callable[[], object] | SignalInstance
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PushButton(QPushButton):
    """A button that Enter presses too, on pages as in dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A button of a bar that Enter presses too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as the space bar; a button with a menu opens it."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif self.menu() is not None:
            self.showMenu()
        else:
            self.click()


def push_button(
    words: str, do: Do | None = None, *, picture: str = "", role: str = "", tip: str = "", name: str = ""
) -> QPushButton:
    """Make a button; ``name`` is what a screen reader says where the words alone are not clear."""
    button = PushButton(words)
    if picture:
        button.setIcon(icon(picture, "on_accent" if role == "primary" else ""))
    _finish(button, do, role, tip, name or words)
    return button


def tool_button(
    words: str, picture: str, do: Do | None = None, *, role: str = "", asks: bool = False
) -> QToolButton:
    """Make a button of a bar, with icon and words.

    One that ``asks`` opens a dialog and goes on with its answer: a screen reader that pressed it must not have
    to wait for that.
    """
    button = ToolButton()
    button.setText(words)
    button.setIcon(icon(picture))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    _finish(button, do, role, "", words, asks=asks)
    return button


def search_line(name: str, words: str) -> QLineEdit:
    """Make a line to search by, with a cross at its end that empties it."""
    line = QLineEdit(placeholderText=words, clearButtonEnabled=True)
    line.setAccessibleName(name)
    for cross in line.findChildren(QToolButton):
        cross.setAccessibleName(f"清除：{name}")
    return line


def label(words: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label that shows its words as they are."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        set_role(made, role)
    return made


def fault_label() -> QLabel:
    """Make the line under an input that says what is wrong; hidden until there is something."""
    made = label("", "fault", wrap=True)
    made.hide()
    return made


def say_fault(line: QLabel, words: str) -> None:
    """Show what is wrong, have it read out, and let the dialog grow instead of pressing its lines together."""
    line.setText(words)
    line.show()
    announce(line, words)
    dialog = line.window()
    if isinstance(dialog, QDialog) and (layout := dialog.layout()):
        height = layout.totalHeightForWidth(dialog.width())
        dialog.resize(dialog.width(), max(height, dialog.height()))


def plain_widget() -> QWidget:
    """Make the ground inside a scrolled card."""
    widget = QWidget()
    widget.setObjectName("plain")
    return widget


def card() -> QFrame:
    """Make a raised frame."""
    frame = QFrame()
    frame.setObjectName("card")
    return frame


def foot_card(row: QLayout, fault: QLabel) -> QFrame:
    """Make the frame below a list in which one acts on what is chosen; what is wrong is said under the row."""
    foot = card()
    inside = QVBoxLayout(foot)
    inside.setContentsMargins(16, 8, 16, 12)
    inside.addLayout(row)
    inside.addWidget(fault)
    return foot


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout, and out of those inside it."""
    while layout.count():
        taken = layout.takeAt(0)
        widget, inner = taken.widget(), taken.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)
            inner.deleteLater()


def open_place(place: Path) -> None:
    """Open a file with the program that the machine has for it, a folder in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say what changed without the keyboard going there."""
    # imported here: it has long lists that no painting needs
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def say_focus() -> None:
    """Have a screen reader hear where the keyboard is, after one widget handed it on to another inside it.

    Of such widgets Qt tells the inner one first and the outer one last.
    """
    from PySide6.QtGui import QAccessible, QAccessibleEvent  # as above

    if stop := QApplication.focusWidget():
        QAccessible.updateAccessibility(QAccessibleEvent(stop, QAccessible.Event.Focus))


def follow_selection(view: QAbstractItemView) -> None:
    """Make current in a list of single choice what is selected: a screen reader selects without moving there."""

    def follow(selected: QItemSelection) -> None:
        if selected.indexes():
            view.selectionModel().setCurrentIndex(
                selected.indexes()[0], QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    view.selectionModel().selectionChanged.connect(lambda selected, _gone: follow(selected))


def say_ticks(view: QAbstractItemView) -> None:
    """Have it heard that an entry was ticked or not: of this Qt tells a screen reader nothing by itself."""

    def tell(cell: QModelIndex, _last: QModelIndex, roles: list[int]) -> None:
        if view.hasFocus() and Qt.ItemDataRole.CheckStateRole in roles:
            ticked = Qt.CheckState(cell.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            words = cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data()
            announce(view, f"{words}，{'已勾选' if ticked else '未勾选'}")

    view.model().dataChanged.connect(tell)


def _finish(
    button: QPushButton | QToolButton, do: Do | None, role: str, tip: str, name: str, *, asks: bool = False
) -> None:
    """Give a button its deed, role and name; ``clicked`` says a flag that nobody here wants."""
    how = Qt.ConnectionType.QueuedConnection if asks else Qt.ConnectionType.AutoConnection
    if isinstance(do, SignalInstance):
        button.clicked.connect(do, how)
    elif do is not None:
        button.clicked.connect(lambda _checked=False: do(), how)
    button.setToolTip(tip)
    button.setAccessibleName(name)
    button.setAccessibleDescription(tip)
    if role:
        set_role(button, role)
