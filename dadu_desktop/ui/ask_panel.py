"""A panel that opens in a page and asks a few things: title, hint, questions, fault, buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.ui.parts import fault_label, label, push_button
from dadu_desktop.ui.small_form import SmallForm


class AskPanel(QFrame):
    """Enter goes on and at last answers; each kind of panel says in :meth:`hand_over` what it does with that."""

    closed = Signal()

    def __init__(self, title: str, form: SmallForm, parent: QWidget | None = None) -> None:
        """Take the questions, filled with what is usually right."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.title, self.form = title, form
        form.submitted.connect(self.submit)
        self._fault = fault_label()
        self.do = push_button(title, self.submit, role="primary", name=f"确认{title}")

    def lay_out(self, hint: str, keys: str) -> None:
        """Put head, questions, fault and buttons under each other; ``keys`` tells the keyboard's ways."""
        head = QHBoxLayout()
        head.addWidget(label(self.title, "section"))
        head.addWidget(label(hint, "small"), 1)
        foot = QHBoxLayout()
        foot.addWidget(label(keys, "small"), 1)
        foot.addWidget(push_button("取消", self.closed, name=f"取消{self.title}"))
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addWidget(self._fault)
        column.addLayout(foot)

    def submit(self) -> None:
        """Hand the answers over, unless something is missing: the form then says what."""
        self._fault.hide()
        try:
            values = self.form.read()
        except FieldProblems:
            return
        self.hand_over(values)

    def hand_over(self, values: dict[str, object]) -> None:
        """Take the answers by key."""
        raise NotImplementedError

    def refuse(self, problem: InputProblem) -> None:
        """Say what is in the way, beside its field where it has one."""
        told = problem.sentence
        if isinstance(problem, FieldProblems):
            told = self.form.show_faults(problem.by_field)
        self._fault.setText(told)
        self._fault.setVisible(bool(told))
