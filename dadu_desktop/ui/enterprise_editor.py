"""Editors of one enterprise and of several: found by name, code or pinyin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from dadu_desktop.records.fields import Reference
from dadu_desktop.ui.choice_editor import ListEditor
from dadu_desktop.ui.flow_layout import FlowLayout
from dadu_desktop.ui.parts import PushButton

_PAUSE = 80


Lookup = Callable[[str, Callable[[list[Reference]], None]], None]
"""Finds enterprises by name, code or pinyin, best first, and calls back later: the window does not wait."""


class EnterpriseEditor(ListEditor):
    """One enterprise; its content is the Reference picked, or the words as long as nobody is meant by them."""

    opens = "输入名称、代码或拼音首字母"

    def __init__(self, lookup: Lookup, parent: QWidget | None = None) -> None:
        """Look enterprises up a moment after the last key."""
        super().__init__(parent)
        self.setPlaceholderText(self.opens)
        self._lookup = lookup
        self._chosen: Reference | None = None
        self._found: dict[str, Reference] = {}
        self._answered = ""  # the words for which these were found
        self._asking = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.left.connect(self._settle)

    def content(self) -> object:
        """Give the enterprise, or the words that are not one yet."""
        return self._chosen or self.text()

    def set_content(self, content: object) -> None:
        """Show an enterprise or words."""
        self._chosen = content if isinstance(content, Reference) else None
        super().set_content(content)

    def picking(self) -> bool:
        """Wait for the answer too, as long as the keyboard is here."""
        return super().picking() or (self._asking and self.hasFocus())

    def drop(self) -> None:
        """Show what matches the words in the line."""
        self._ask()

    def take(self, word: str) -> None:
        """Remember whom the picked words mean."""
        self._chosen = self._found.get(word)
        super().take(word)
        self.setCursorPosition(0)  # of a long name the beginning is in sight

    def offer(self, found: list[Reference]) -> None:
        """Let the person choose among some that were found elsewhere."""
        self._keep(self.text(), found)
        self.suggest(list(self._found))

    def note_change(self) -> None:
        """Forget whom the old words meant."""
        self._chosen = None
        self._asking = True
        self._pause.start()
        super().note_change()

    def _ask(self) -> None:
        """Look up what is typed."""
        asked = self.text()
        self._lookup(asked, lambda found: self._show(asked, found))

    def _show(self, asked: str, found: list[Reference]) -> None:
        """Show what was found, unless something else has been typed since; a whole name needs no picking."""
        if asked != self.text() or self._chosen:
            return
        self._asking = False
        if self.hasFocus() and [one.label for one in found] != [asked.strip()]:
            self.offer(found)
        else:  # who types or pastes fast is in the next field before the answer comes
            self._keep(asked, found)
            self._settle()
            self.turned.emit()

    def _keep(self, asked: str, found: list[Reference]) -> None:
        """Remember what answers which words."""
        self._found, self._answered = {one.label: one for one in found}, asked

    def _settle(self) -> None:
        """Take the one enterprise that the words can mean; an answer to other words means nothing here."""
        words = self.text().strip()
        if words and not self._chosen and self.text() == self._answered:
            only = next(iter(self._found)) if len(self._found) == 1 else words
            if only in self._found:
                self.take(only)


class EnterprisesEditor(QWidget):
    """Several enterprises as chips, and a line to add another; its content is a tuple of References."""

    edited = Signal()
    left = Signal()

    def __init__(self, lookup: Lookup, parent: QWidget | None = None) -> None:
        """Begin with the line alone."""
        super().__init__(parent)
        self._chosen: tuple[Reference, ...] = ()
        self._chips: list[QPushButton] = []
        self.line = EnterpriseEditor(lookup)
        self.line.setMinimumWidth(280)
        self.line.edited.connect(self._add)
        self.line.left.connect(self.left)
        self.line.installEventFilter(self)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)

    def content(self) -> object:
        """Give the enterprises; words that are not one yet come last."""
        words = self.line.text().strip()
        return (*self._chosen, words) if words else self._chosen

    def set_content(self, content: object) -> None:
        """Show enterprises, and words if there are some."""
        parts = content if isinstance(content, tuple) else ()
        self._chosen = tuple(one for one in parts if isinstance(one, Reference))
        self.line.set_content(next((one for one in parts if not isinstance(one, Reference)), ""))
        self._show_chips()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the last chip away by Backspace in the empty line."""
        removes = self._chosen and not self.line.text() and event.type() == QEvent.Type.KeyPress
        if removes and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backspace:
            self._remove(self._chosen[-1])
            return True
        return super().eventFilter(watched, event)

    def _add(self) -> None:
        """Make a chip of the enterprise that was picked in the line."""
        picked = self.line.content()
        if isinstance(picked, Reference):
            self.line.set_content("")
            self._chosen = tuple(dict.fromkeys((*self._chosen, picked)))
            self._show_chips()
        self.edited.emit()

    def _remove(self, one: Reference) -> None:
        """Take an enterprise out."""
        self._chosen = tuple(other for other in self._chosen if other != one)
        self._show_chips()
        self.line.setFocus()
        self.edited.emit()

    def _show_chips(self) -> None:
        """Show one chip for each enterprise, before the line."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self.line)
        self._chips = [self._chip(one) for one in self._chosen]
        for widget in (*self._chips, self.line):
            self._flow.addWidget(widget)
        self.updateGeometry()

    def _chip(self, one: Reference) -> QPushButton:
        """Make the chip of an enterprise; a click takes it away."""
        chip = PushButton(f"{one.label}  ×", self)
        chip.setProperty("role", "chip")
        chip.setAccessibleName(f"移除{one.label}")
        chip.clicked.connect(lambda: self._remove(one))
        chip.show()
        return chip
