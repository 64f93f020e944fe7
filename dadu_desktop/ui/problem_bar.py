"""How far a problem is, in words, and the moves that can be made now as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.problem_moves import MoveOption, StandingWords
from dadu_desktop.ui.flow_layout import FlowLayout
from dadu_desktop.ui.parts import empty_layout, label, push_button

_USUAL = (
    Move.ACCEPT, Move.ASSIGN, Move.START, Move.GRANT_EXTENSION, Move.ANSWER, Move.CALL_BACK, Move.CONCLUDE,
    Move.STRIKE_OFF, Move.REVIEW,
)  # fmt: skip
"""The moves of the straight way; the first that can be made is the primary button and stands first."""


class ProblemBar(QWidget):
    """Standing and moves; the one that usually comes next is the primary button."""

    chosen = Signal(object)  # MoveOption
    record_wanted = Signal(int)
    withdraw_wanted = Signal()

    def __init__(self) -> None:
        """Begin without a problem."""
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        self.words = label("", "muted")
        self.withdraw = push_button("撤回", self.withdraw_wanted, role="link")
        self.withdraw.hide()
        self._links = QHBoxLayout()
        self._blocked = label("", "small", wrap=True)
        self._moves = QWidget()
        self._flow = FlowLayout(self._moves)
        standing = QHBoxLayout()
        standing.setSpacing(8)
        standing.addWidget(self.words)
        standing.addLayout(self._links)
        standing.addWidget(self.withdraw)
        standing.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(standing)
        column.addWidget(self._moves)
        column.addWidget(self._blocked)

    def show_standing(self, standing: StandingWords) -> None:
        """Say limit, round, what happened to the limit, and which problems belong together."""
        parts = [f"第{standing.round}轮办理", standing.limit_words]
        parts += [f"已督办{standing.supervised}次"] if standing.supervised else []
        parts += [f"已延期{standing.extensions}次"] if standing.extensions else []
        self.words.setText("　·　".join(filter(None, parts)))
        self.words.setAccessibleName(self.words.text())
        empty_layout(self._links)
        if standing.merged_into:
            self._add_link("已合并到", standing.merged_into)
        for one in standing.duplicates:
            self._add_link("合并进来", one)

    def show_options(self, options: Sequence[MoveOption]) -> None:
        """Offer the moves; one that lacks something says what."""
        empty_layout(self._flow)
        self.buttons = {}
        usual = [one for one in options if one.move in _USUAL and not one.blocked]
        main = min(usual, key=lambda one: _USUAL.index(one.move), default=None)
        for one in sorted(options, key=lambda one: one is not main):
            role = "blocked" if one.blocked else "primary" if one is main else ""
            tip = one.blocked or one.hint
            button = push_button(one.label, partial(self.chosen.emit, one), role=role, tip=tip)
            self.buttons[one.label] = button
            button.setParent(self._moves)
            self._flow.addWidget(button)
            button.show()  # at once: only what is to be seen takes the keyboard
        lacking = [f"{one.label}暂不能办：{one.blocked}" for one in options if one.blocked]
        self._blocked.setText("　".join(lacking))
        self._blocked.setVisible(bool(lacking))
        self._moves.updateGeometry()

    def offer_withdrawal(self, move: Move | None) -> None:
        """Offer to take the last move back; None where it stands."""
        self.withdraw.setVisible(move is not None)
        if move:
            self.withdraw.setText(f"撤回“{move}”")
            self.withdraw.setAccessibleName(self.withdraw.text())
            self.withdraw.setToolTip("刚才按错的，当天可由本人撤回（Ctrl+Z）；办理过程中留有记录")

    def take_keyboard(self, title: str = "") -> None:
        """Give the keyboard to the button of a move, else to the one that usually comes next."""
        if button := self.buttons.get(title) or next(iter(self.buttons.values()), None):
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_link(self, words: str, problem: Reference) -> None:
        """Name a problem that belongs to this one; it opens."""
        self._links.addWidget(label(words, "muted"))
        open_it = partial(self.record_wanted.emit, problem.id)
        self._links.addWidget(
            push_button(problem.label, open_it, role="link", name=f"{words}{problem.label}，打开")
        )
