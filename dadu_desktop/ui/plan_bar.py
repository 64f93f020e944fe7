"""What can be done with a plan now, as buttons under its head; the editions beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dadu_desktop.domain.plan_moves import PlanMove
from dadu_desktop.services.plan_moves import PlanOption
from dadu_desktop.ui.flow_layout import FlowLayout
from dadu_desktop.ui.parts import empty_layout, label, push_button

Deed = tuple[str, str, Callable[[], object]]
"""Words, what it is for, what it does."""


class PlanBar(QWidget):
    """Moves first, the usual one as the primary button; then what can always be done."""

    chosen = Signal(object)  # PlanOption
    edition_wanted = Signal(int)

    def __init__(self, deeds: Sequence[Deed]) -> None:
        """Keep the deeds; the moves come with the plan."""
        super().__init__()
        self._deeds = deeds
        self.buttons: dict[str, QPushButton] = {}
        self._row = QWidget()
        self._flow = FlowLayout(self._row)
        self._editions = QHBoxLayout()
        self.blocked = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(self._row)
        column.addWidget(self.blocked)
        column.addLayout(self._editions)

    def show_plan(
        self, options: Sequence[PlanOption], editions: Sequence[tuple[int, int, str]], plan: int
    ) -> None:
        """Offer the moves of a plan; one that lacks something says what. Name the other editions."""
        empty_layout(self._flow)
        self.buttons = {}
        main = next((one for one in options if not one.blocked), None)
        for one in options:
            role = "blocked" if one.blocked else "primary" if one is main else ""
            words = "续期到下一年" if one.move is PlanMove.RENEW else one.move.value
            self._add(words, one.blocked or one.hint, partial(self.chosen.emit, one), role)
        for words, tip, do in self._deeds:
            self._add(words, tip, do, "")
        lacking = [f"{one.move}暂不能办：{one.blocked}" for one in options if one.blocked]
        self.blocked.setText("　".join(lacking))
        self.blocked.setVisible(bool(lacking))
        self._show_editions(editions, plan)
        self._row.updateGeometry()

    def _add(self, words: str, tip: str, do: Callable[[], object], role: str) -> None:
        """Add one button."""
        button = push_button(words, do, role=role, tip=tip)
        self.buttons[words] = button
        button.setParent(self._row)
        self._flow.addWidget(button)
        button.show()  # at once: only what is to be seen takes the keyboard

    def _show_editions(self, editions: Sequence[tuple[int, int, str]], plan: int) -> None:
        """Link the editions of other years."""
        empty_layout(self._editions)
        if len(editions) < 2:
            return
        self._editions.addWidget(label("历年版本", "muted"))
        for one, year, number in editions:
            words = f"{year}年 {number}"
            if one == plan:
                self._editions.addWidget(label(f"{words}（本版）"))
            else:
                open_it = partial(self.edition_wanted.emit, one)
                self._editions.addWidget(push_button(words, open_it, role="link", name=f"打开{words}"))
        self._editions.addStretch(1)
