"""The form builder: from a record type and its layout to fields that are checked as they are typed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QUndoStack
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dadu_desktop.domain import record_rules
from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.records.fields import RecordType
from dadu_desktop.records.texts import unlisted_words
from dadu_desktop.ui.children_grid import ChildrenGrid
from dadu_desktop.ui.choice_editor import ChoicesEditor, ListEditor
from dadu_desktop.ui.editors import Editor, Means, content_of
from dadu_desktop.ui.form_changes import FieldChange
from dadu_desktop.ui.form_field import FormField, tell_faults
from dadu_desktop.ui.form_layout import Section, form_layout
from dadu_desktop.ui.form_section import FormSection
from dadu_desktop.ui.form_stops import FormStops

TWO_COLUMNS = 860  # of the form itself: a window of 1100 without its navigation and margins
Part = Editor | ChildrenGrid
Rows = tuple[dict[str, object], ...]


class Form(QWidget):
    """The fields and lists of rows of one record; keeps what was loaded, what is typed and how to undo it."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, record_type: RecordType, means: Means, parent: QWidget | None = None) -> None:
        """Build the fields in the order of the layout."""
        super().__init__(parent)
        self.setObjectName("plain")
        self.record_type = record_type
        self.fields: dict[str, FormField] = {}
        self.grids: dict[str, ChildrenGrid] = {}
        self.undo_stack = QUndoStack(self)
        self._means = means
        self._loaded: dict[str, object] = {}
        self._known: dict[str, object] = {}
        self._visit = 0
        self._strict = False
        self._columns = 0
        self._only_read = False
        self.stops = FormStops(self.undo_stack, self)
        self.stops.passed.connect(self.submitted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 24)
        layout.setSpacing(8)
        self._sections = [self._section(section) for section in form_layout(record_type)]
        for section in self._sections:
            layout.addLayout(section)
        layout.addStretch()
        self._arrange(1)

    def part(self, key: str) -> Part:
        """Give the editor or the grid of a key; lists of rows are named with a dot before the key."""
        return self.grids[key[1:]] if key.startswith(".") else self.fields[key].editor

    def load(self, values: Mapping[str, object], children: Mapping[str, Rows]) -> None:
        """Show a record as it is kept; nothing is changed and nothing can be undone."""
        self.undo_stack.clear()
        for key, one in self.fields.items():
            one.editor.set_content(content_of(one.field, values.get(key)))
        for key, grid in self.grids.items():
            grid.load(children.get(key, ()))
        self._loaded = self.contents()
        self._known = dict(self._loaded)
        self._strict = False
        self._review()
        self.edited.emit()

    def contents(self) -> dict[str, object]:
        """Give everything as typed, by the keys that ``part`` knows."""
        keys = (*self.fields, *(f".{key}" for key in self.grids))
        return {key: self.part(key).content() for key in keys}

    def put(self, key: str, content: object) -> None:
        """Put a content into one part and check it, as undo and drafts do."""
        self.part(key).set_content(content)
        self._known[key] = self.part(key).content()
        self._review()
        self.edited.emit()

    def change(self, key: str, content: object) -> None:
        """Put a content into one part as a step that can be undone."""
        self.undo_stack.push(FieldChange(key, self._visit, self._known.get(key), content, self.put))
        self._end_visit()

    def undo(self) -> None:
        """Take the last step back."""
        self.undo_stack.undo()

    def changed(self) -> dict[str, object]:
        """Give the contents that differ from those loaded."""
        return {key: now for key, now in self._known.items() if now != self._loaded.get(key)}

    def read(self, *, everything: bool = False) -> tuple[dict[str, object], dict[str, Rows]]:
        """Give the changed values and lists of rows, or all that is filled in as a new record needs.

        Raises FieldProblems, shown in place too, where something is wrong or missing.
        """
        for grid in self.grids.values():
            grid.finish()
        if faults := self._faults(complete=True):
            self._strict = True
            self.show_faults(faults)
            raise FieldProblems(faults)
        keys = [key for key, now in self._known.items() if now] if everything else list(self.changed())
        values = {
            key: one.value() for key, one in self.fields.items() if key in keys and not one.field.computed
        }
        return values, {key: grid.rows() for key, grid in self.grids.items() if f".{key}" in keys}

    def show_faults(self, by_field: Mapping[str, str]) -> None:
        """Show the sentences under their fields and go to the first; a list of rows shows them over itself."""
        for key, one in self.fields.items():
            if key in by_field:
                one.say(by_field[key])
        for key, grid in self.grids.items():
            grid.say(by_field.get(f".{key}", by_field.get(key, "") if key not in self.fields else ""))
        tell_faults(self, by_field)
        self.stops.go_to(one for one in self.stops.keys if one in by_field or one[1:] in by_field)

    def only_read(self) -> None:
        """Show everything for reading only, whatever is locked from here on."""
        self._only_read = True
        self.lock(frozenset())
        for grid in self.grids.values():
            grid.only_read()

    def lock(self, keys: frozenset[str]) -> None:
        """Show some fields for reading only; Enter and Tab pass them by."""
        self.stops.locked = keys = frozenset(self.stops.keys) if self._only_read else keys
        for key, one in self.fields.items():
            one.lock(locked=key in keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two columns where there is room."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= TWO_COLUMNS else 1)

    def _section(self, section: Section) -> FormSection:
        """Build the heading, fields and lists of one section."""
        made = FormSection(section.title)
        for row in section.rows:
            made.add_row([self._add_field(key) for key in row])
        for key in section.children:
            made.addWidget(self._add_grid(key))
        return made

    def _add_field(self, key: str) -> FormField:
        """Build one field and follow what happens in it."""
        one = FormField(self.record_type.field(key), self._means, self)
        self.fields[key] = one
        if not one.field.computed:
            self.stops.add(key, one.stop)
            one.editor.edited.connect(lambda: self._note(key))
            one.editor.left.connect(lambda: self._leave(key))
            one.stop.installEventFilter(self.stops)
            if isinstance(one.stop, ListEditor):
                one.stop.turned.connect(self._review)
            if isinstance(one.editor, ListEditor) and not isinstance(one.editor, ChoicesEditor):
                one.editor.entered.connect(lambda: self.stops.go_on(one.stop, saves=False))
        return one

    def _add_grid(self, key: str) -> ChildrenGrid:
        """Build one list of rows."""
        grid = ChildrenGrid(self.record_type.child(key), self._means, self)
        self.grids[key] = grid
        self.stops.add(f".{key}", grid)
        grid.edited.connect(lambda: self._note(f".{key}"))
        grid.passed.connect(lambda: self.stops.go_on(grid))
        grid.undone.connect(self.undo)
        grid.turned.connect(self._review)
        grid.left.connect(self._end_visit)
        return grid

    def _arrange(self, columns: int) -> None:
        """Lay the fields out in one column or two."""
        if columns != self._columns:
            self._columns = columns
            for section in self._sections:
                section.arrange(columns)

    def _note(self, key: str) -> None:
        """Keep a change so that it can be undone, and check it."""
        now, before = self.part(key).content(), self._known.get(key)
        if now == before:
            return
        self.undo_stack.push(FieldChange(key, self._visit, before, now, self.put))

    def _leave(self, key: str) -> None:
        """Show a field's value in its usual writing once it is left."""
        if self.fields[key].editor.content() != self._loaded.get(key):
            self.fields[key].tidy()
        self._end_visit()

    def _end_visit(self) -> None:
        """Begin a new step to undo."""
        self._visit += 1

    def _review(self) -> None:
        """Say under each field what is wrong with it, or what all together make doubtful."""
        faults = self._faults(complete=self._strict)
        values = self._values()
        doubts = unlisted_words(self.record_type.fields, values, self._means.choices)
        doubts |= record_rules.warnings(self.record_type.key, values)
        for key, one in self.fields.items():
            waits = isinstance(one.stop, ListEditor) and one.stop.picking()
            one.say(*(() if waits else (faults.get(key, ""), doubts.get(key, ""))))
        for key, grid in self.grids.items():
            grid.say(faults.get(f".{key}", "") if self._strict else "", grid.doubt())

    def _values(self) -> dict[str, object]:
        """Read every field that can be read."""
        return {key: one.value() for key, one in self.fields.items() if not one.fault(complete=False)}

    def _faults(self, *, complete: bool) -> dict[str, str]:
        """Find every fault by the keys that ``part`` knows; ``complete`` minds missing values too."""
        found = {key: one.fault(complete=complete) for key, one in self.fields.items()}
        found.update({f".{key}": grid.model.first_fault() for key, grid in self.grids.items()})
        found = {key: sentence for key, sentence in found.items() if sentence}
        return record_rules.faults(self.record_type.key, self._values()) | found
