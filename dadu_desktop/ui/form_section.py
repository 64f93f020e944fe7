"""One titled part of a form: rows of fields in one column or two, then lists of rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from dadu_desktop.ui.form_field import FormField, Spot
from dadu_desktop.ui.parts import label

_LINES = 4  # of the grid for each field: label, editor, what is said under it, gap
_GAP = 8


class FormSection(QVBoxLayout):
    """Heading, fields and lists; ``arrange`` lays the fields out anew."""

    def __init__(self, title: str) -> None:
        """Begin with the heading."""
        super().__init__()
        self._rows: list[Sequence[FormField]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        self.setContentsMargins(0, 8, 0, 0)
        self.addWidget(label(title, "section"))
        self.addLayout(self._grid)

    def add_row(self, fields: Sequence[FormField]) -> None:
        """Add one row; ``arrange`` places it."""
        self._rows.append(fields)

    def arrange(self, columns: int) -> None:
        """Lay the fields out in one column or two."""
        line = 0
        for row in self._rows:
            for index, one in enumerate(row):
                if columns == 1:
                    one.place(Spot(self._grid, line + _LINES * index, 0, 1))
                else:
                    one.place(Spot(self._grid, line, index, columns // len(row)))
            line += _LINES * (len(row) if columns == 1 else 1)
        for gap in range(_LINES - 1, self._grid.rowCount(), _LINES):
            self._grid.setRowMinimumHeight(gap, _GAP if gap < line else 0)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
