"""Editors of one choice and of several: they filter while one types, in Chinese or in pinyin initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QEvent, QObject, QRect, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from dadu_desktop.domain.text import narrow
from dadu_desktop.records.wording import JOIN
from dadu_desktop.services.pinyin import sounds_of
from dadu_desktop.ui.drop_editor import DropEditor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROWS_SHOWN = 12
_AROUND = 48  # frame, padding and scroll bar of the list
_WIDEST = 480


def matching(typed: str, choices: Sequence[str]) -> list[str]:
    """Give the choices that contain what is typed, or whose pinyin begins with it."""
    wanted = narrow(typed).lower()
    if not wanted:
        return list(choices)
    found = [one for one in choices if wanted in narrow(one).lower()]
    if not found and wanted.isascii():
        found = [one for one in choices if any(part.startswith(wanted) for part in _sounds(one).split())]
    return found


@cache
def _sounds(word: str) -> str:
    """Give pinyin and initials of a choice."""
    return sounds_of(word)


class ListEditor(DropEditor):
    """A line with a list of suggestions under it; the list is made when it is first needed."""

    entered = Signal()  # something was picked by Enter, which goes on from there
    turned = Signal()  # the list opened or closed, or nothing was found for it

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without a list."""
        super().__init__(parent)
        self._suggestions = QStringListModel(self)
        self._list: QCompleter | None = None

    def suggest(self, words: Sequence[str]) -> None:
        """Show these words under the line, or close the list where there are none."""
        self._suggestions.setStringList(list(words))
        if words and self.hasFocus() and list(words) != [self.text()]:
            completer = self._completer()
            wide = completer.popup().sizeHintForColumn(0) + _AROUND
            completer.complete(QRect(0, 0, min(max(self.width(), wide), _WIDEST), self.height()))
            row = words.index(self.text()) if self.text() in words else 0
            completer.popup().setCurrentIndex(completer.completionModel().index(row, 0))
        elif self.is_open():
            self._completer().popup().hide()
        else:
            self.turned.emit()

    def take(self, word: str) -> None:
        """Put the word that was picked into the line."""
        self.setText(word)
        self.edited.emit()

    def is_open(self) -> bool:
        """Tell whether the list is to be seen."""
        return self._list is not None and self._list.popup().isVisible()

    def picking(self) -> bool:
        """Tell whether a choice is still being made: until then what stands in the line is not meant."""
        return self.is_open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of Enter in the list, once the list itself has taken it; Esc closes the list and no more."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.turned.emit()
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
                QTimer.singleShot(0, self, self.entered.emit)
            elif event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()  # else the page behind would take it and go back to its list
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list by the arrow down too."""
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly() and not event.modifiers():
            self.drop()
        else:
            super().keyPressEvent(event)

    def _completer(self) -> QCompleter:
        """Make the list once; it shows the suggestions as they are and filters nothing itself."""
        if self._list is None:
            self._list = QCompleter(self._suggestions, self)
            self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._list.setMaxVisibleItems(_ROWS_SHOWN)
            self._list.setWidget(self)
            self._list.activated.connect(self.take)
            self._list.popup().setAccessibleName(f"{self.accessibleName()}可选项")
            self._list.popup().installEventFilter(self)
        return self._list


class ChoiceEditor(ListEditor):
    """One entry of a list; other words are left to the field's own check."""

    def __init__(self, choices: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        """Take the way to the entries, which the office may change while the form lives."""
        super().__init__(parent)
        self.choices = choices
        self.textEdited.connect(lambda: self.suggest(matching(self.typed(), self.choices())))

    def typed(self) -> str:
        """Give the words that the list is filtered by."""
        return self.text()

    def drop(self) -> None:
        """Show the whole list, whatever stands in the line."""
        self.suggest(self.choices())


class ChoicesEditor(ChoiceEditor):
    """Several entries of a list, joined by 、; each is completed as it is typed."""

    def typed(self) -> str:
        """Give the part after the last 、."""
        return self.text().replace("，", JOIN).replace(",", JOIN).rpartition(JOIN)[2]

    def drop(self) -> None:
        """Show the entries that are not there yet."""
        taken = self.text().split(JOIN)
        self.suggest([one for one in self.choices() if one not in taken])

    def take(self, word: str) -> None:
        """Put the word in the place of the part that was being typed."""
        chosen = [part for part in self.text().split(JOIN) if part]
        if self.typed() and self.typed() not in self.choices():
            chosen = chosen[:-1]
        super().take(JOIN.join(dict.fromkeys([*chosen, word])))
