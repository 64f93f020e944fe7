"""One field of a form: label above, editor, unit beside it, and under it the help or what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.ui.drop_editor import DropEditor
from dadu_desktop.ui.editors import Editor, Means, content_of, make_editor, read_content
from dadu_desktop.ui.enterprise_editor import EnterprisesEditor
from dadu_desktop.ui.line_editor import LineEditor, LongEditor
from dadu_desktop.ui.parts import announce, label
from dadu_desktop.ui.theme import colour, set_role

_WIDEST_SHORT = 24
_PIXELS_EACH = 9
_PADDING = 48
_AS_WIDE_AS_IT_IS = (Kind.LONG_TEXT, Kind.ENTERPRISES, Kind.LIGHT)


class Spot(NamedTuple):
    """Where a field stands: the first of its three grid rows, its column and how many columns it takes."""

    grid: QGridLayout
    row: int
    column: int
    span: int


def tell_faults(form: QWidget, by_field: Mapping[str, str]) -> None:
    """Have what is in the way read out: the keyboard may be in the faulty field already, and stays there."""
    words = "".join(dict.fromkeys(by_field.values()))
    announce(form, f"有 {len(by_field)} 处要改：{words}" if len(by_field) > 1 else words)


class FormField:
    """The widgets of one field, and the way from its content to its value; ``stop`` has the keyboard."""

    def __init__(self, field: Field, means: Means, parent: QWidget) -> None:
        """Make label and editor; the line under them comes only when there is something to say."""
        self.field = field
        self._means = means
        self._parent = parent
        self._spot: Spot | None = None
        self._hint: QLabel | None = None
        self.editor: Editor = make_editor(field, means, parent)
        self.stop: QWidget = self.editor.focusProxy() or self.editor
        self.stop.setAccessibleName(field.label)
        self.label = label(f"{field.label} *" if field.required else field.label)
        self.label.setBuddy(self.stop)
        self._unit = label(field.unit) if field.unit else None
        if field.computed and isinstance(self.editor, LineEditor):
            self.editor.setReadOnly(True)
            self.editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if (
            field.width <= _WIDEST_SHORT or field.kind is Kind.ENTERPRISE
        ) and field.kind not in _AS_WIDE_AS_IT_IS:
            self.editor.setFixedWidth(field.width * _PIXELS_EACH + _PADDING)
        self.say()

    def place(self, spot: Spot) -> None:
        """Put the widgets into three rows of a grid."""
        self._spot = spot
        grid, row, column, span = spot
        grid.addWidget(self.label, row, column, 1, span)
        if self._unit:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(self.editor)
            line.addWidget(self._unit)
            line.addStretch()
            grid.addLayout(line, row + 1, column, 1, span)
        else:
            fixed = self.editor.minimumWidth() == self.editor.maximumWidth()
            short = fixed or self.field.kind is Kind.LIGHT
            side = Qt.AlignmentFlag.AlignLeft if short else Qt.AlignmentFlag(0)
            grid.addWidget(self.editor, row + 1, column, 1, span, side)
        if self._hint:
            grid.addWidget(self._hint, row + 2, column, 1, span)

    def value(self) -> object:
        """Read the value typed; InputProblem says what is wrong with it."""
        return read_content(self.field, self.editor.content(), self._means)

    def fault(self, *, complete: bool) -> str:
        """Give the sentence on what is typed, "" where it is right; ``complete`` minds a missing value too."""
        try:
            value = self.value()
        except InputProblem as problem:
            return problem.sentence
        missing = complete and self.field.required and value in (None, ())
        return f"请填写{self.field.label}。" if missing else ""

    def tidy(self) -> None:
        """Show what was typed in its usual writing, if it can be read."""
        try:
            tidied = content_of(self.field, self.value())
        except InputProblem:
            return
        if tidied != self.editor.content():
            self.editor.set_content(tidied)
            self.editor.edited.emit()

    def lock(self, *, locked: bool) -> None:
        """Let the field be read only, or typed in again; what is computed stays as it is."""
        if isinstance(self.editor, EnterprisesEditor):
            self.editor.setEnabled(not locked)
        elif isinstance(self.editor, LineEditor | LongEditor) and not self.field.computed:
            self.editor.setReadOnly(locked)
            policy = Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus
            self.editor.setFocusPolicy(policy)

    def say(self, fault: str = "", warning: str = "") -> None:
        """Show under the field what is wrong, else what to look at again, else its help."""
        words = fault or warning or self._understood() or self.field.help
        self.stop.setAccessibleDescription(self._spoken(words))
        if words and self._hint is None:
            self._add_hint()
        if self._hint and (self._hint.text(), self.editor.property("fault")) != (words, bool(fault)):
            self._hint.setText(words)
            self._hint.setVisible(bool(words))
            self._hint.setStyleSheet(f"color: {colour('amber').name()}" if warning and not fault else "")
            set_role(self._hint, "fault" if fault else "small")
            self._mark(faulty=bool(fault))

    def _spoken(self, words: str) -> str:
        """Tell a screen reader, behind the words, what the eye sees around the field."""
        must = "必填" if self.field.required else ""
        unit = f"单位：{self.field.unit}" if self.field.unit else ""
        opens = self.stop.opens if isinstance(self.stop, DropEditor) else ""
        return "。".join(part.removesuffix("。") for part in (words, must, unit, opens) if part)

    def _mark(self, *, faulty: bool) -> None:
        """Give the editor the red border, or take it away."""
        self.editor.setProperty("fault", faulty)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def _understood(self) -> str:
        """Say how an approximate value is understood, next to its own words."""
        if self.field.kind is not Kind.APPROXIMATE or not self.editor.content():
            return ""
        value = self.value()
        if not isinstance(value, Approximate) or not value.qualifier:
            return ""
        return f"按“{value.qualifier}”{value.value:,f} {self.field.unit}统计，原话一并保留"

    def _add_hint(self) -> None:
        """Make the line under the field, in its place where the field has one already."""
        self._hint = label("", "small", wrap=True)
        self._hint.setParent(self._parent)  # shown without one it would be a window for a moment
        if self._spot:
            self.place(self._spot)
