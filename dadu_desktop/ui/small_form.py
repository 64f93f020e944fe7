"""A few questions under each other, for panels and dialogs: Enter goes on, the last Enter or Ctrl+Enter answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.ui.choice_editor import ListEditor
from dadu_desktop.ui.editors import Means, content_of
from dadu_desktop.ui.form_field import FormField, Spot, tell_faults

_WIDE = (Kind.LONG_TEXT, Kind.ENTERPRISE, Kind.ENTERPRISES)
_LINES = 3  # of the grid for each field: label, editor, what is said under it


class SmallForm(QWidget):
    """The editors of some fields in two columns; unlike in a record's form, Enter goes on in long texts too."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, fields: Sequence[Field], means: Means, *, columns: int = 2) -> None:
        """Build the editors in their order."""
        super().__init__()
        self.setObjectName("plain")
        self.fields = {one.key: FormField(one, means, self) for one in fields}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        line = column = 0
        for one in self.fields.values():
            span = columns if one.field.kind in _WIDE else 1
            if column + span > columns:
                line, column = line + _LINES, 0
            one.place(Spot(grid, line, column, span))
            column += span
            one.stop.installEventFilter(self)
            one.editor.edited.connect(self.edited)
            one.editor.left.connect(one.tidy)
        for place in range(columns):
            grid.setColumnStretch(place, 1)

    def fill(self, values: Mapping[str, object]) -> None:
        """Show values; a field that is not named is left as it is."""
        for key, value in values.items():
            if known := self.fields.get(key):
                known.editor.set_content(content_of(known.field, value))

    def read(self) -> dict[str, object]:
        """Give what is filled in; FieldProblems, shown in place too, where something is wrong or missing."""
        faults = {key: one.fault(complete=True) for key, one in self.fields.items()}
        if found := {key: sentence for key, sentence in faults.items() if sentence}:
            self.show_faults(found)
            raise FieldProblems(found)
        self.show_faults({})
        return {key: value for key, one in self.fields.items() if (value := one.value()) not in (None, ())}

    def show_faults(self, by_field: Mapping[str, str]) -> str:
        """Say under each field what is wrong and go to the first; give what belongs to no field here."""
        for key, one in self.fields.items():
            one.say(by_field.get(key, ""))
        if first := next((one for key, one in self.fields.items() if key in by_field), None):
            tell_faults(self, by_field)
            first.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        return "".join(sentence for key, sentence in by_field.items() if key not in self.fields)

    def begin(self) -> None:
        """Give the keyboard to the first field that is still empty, else to the first."""
        empty = (one for one in self.fields.values() if not one.editor.content())
        if first := next(empty, next(iter(self.fields.values()), None)):
            first.stop.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on by Enter, answer by Ctrl+Enter; with Shift it breaks a line, and an open list has it for itself."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            and not (isinstance(watched, ListEditor) and watched.is_open())
        ):
            self._go_on(watched, at_once=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return True
        return super().eventFilter(watched, event)

    def _go_on(self, stop: QObject, *, at_once: bool) -> None:
        """Go to the field after this one; the last one answers, or any of them at once."""
        stops = [one.stop for one in self.fields.values()]
        place = next(index for index, one in enumerate(stops) if one is stop) + 1
        if place < len(stops) and not at_once:
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            stops[place - 1].clearFocus()
            self.submitted.emit()
