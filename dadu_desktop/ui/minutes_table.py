"""The sentences of minutes with what each is to become, marked by single keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.minutes import Guess, Sentence
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.rows_table import RowsTable

MARKS: dict[Guess, str] = {"problem": "问题", "task": "议定事项", "": "不登记"}
_KEYS: dict[int, Guess] = {
    Qt.Key.Key_1: "problem",
    Qt.Key.Key_2: "task",
    Qt.Key.Key_0: "",
    Qt.Key.Key_Delete: "",
}
_COLUMNS = (
    Field("status", "登记为", Kind.CHOICE, width=10),
    Field("text", "句子", Kind.TEXT, width=64),
    Field("enterprise", "企业", Kind.TEXT, width=24),
    Field("owner", "责任人", Kind.TEXT, width=12),
    Field("due", "时限", Kind.DATE, width=12),
)


class SentenceTable(RowsTable):
    """1 makes problems of the selected sentences, 2 tasks, 0 or Delete leaves them out."""

    current = Signal(int)
    marked = Signal()

    def __init__(self) -> None:
        """Begin without sentences."""
        self.sentences: list[Sentence] = []
        super().__init__("纪要句子", _COLUMNS)
        self.setAccessibleDescription("按 1 登记为问题，2 登记为议定事项，0 不登记；回车改企业、责任人和时限")
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.current.emit(now.row()))

    def show_sentences(self, sentences: Sequence[Sentence], row: int = 0) -> None:
        """Show sentences, one of them current."""
        self.sentences = list(sentences)
        self.show_rows([_row(place, one) for place, one in enumerate(sentences)])
        if sentences:
            self.selectRow(min(row, len(sentences) - 1))

    def change(self, place: int, sentence: Sentence) -> None:
        """Put another reading in the place of a sentence."""
        self.sentences[place] = sentence
        self.rows.put_rows(place, [_row(place, sentence)])
        self.marked.emit()

    def mark(self, guess: Guess) -> None:
        """Say what the selected sentences become; one alone hands the keyboard on to the next."""
        places = self.chosen() or [self.currentIndex().row()]
        for place in places:
            if 0 <= place < len(self.sentences):
                self.change(place, replace(self.sentences[place], guess=guess))
        if len(places) == 1 and places[0] + 1 < len(self.sentences):
            self.selectRow(places[0] + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark by one key."""
        if event.key() in _KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.mark(_KEYS[event.key()])
        else:
            super().keyPressEvent(event)


def _row(place: int, one: Sentence) -> Row:
    """Say a sentence as a row."""
    enterprise = one.enterprise.label if one.enterprise else ""
    return Row(
        place,
        {
            "status": MARKS[one.guess],
            "text": one.text,
            "enterprise": enterprise,
            "owner": one.owner,
            "due": one.due,
        },
    )
