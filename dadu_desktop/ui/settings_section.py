"""One section of the settings: a card with a heading, labelled rows and a search text."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from dadu_desktop.domain.roles import Act
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.parts import label as label_of


class Section(QFrame):
    """Base of the sections; ``words`` is what the search looks in, ``act`` what a role must allow to see it."""

    act: Act | None = Act.WRITE

    def __init__(self, desk: Desk, title: str) -> None:
        """Build the card."""
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.desk = desk
        self.words = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 16)
        self.column.setSpacing(12)
        self.column.addWidget(label_of(title, "section"))
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.column.addLayout(self.form)

    def add_row(self, label: str, widget: QWidget, help: str = "") -> None:  # noqa: A002 - as in the fields
        """Add a labelled row with its help below; words that only stand there are their own name."""
        self.words += f" {label} {help}"
        if not isinstance(widget, QLabel):
            widget.setAccessibleName(label)
        widget.setAccessibleDescription(help)
        self.form.addRow(label, widget)
        if help:
            self.form.addRow("", label_of(help, "small", wrap=True))

    def load(self) -> None:
        """Read what is kept; called each time the settings are shown."""
