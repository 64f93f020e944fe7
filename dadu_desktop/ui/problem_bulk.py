"""受理, 交办 and 督办 for several problems at once, from the bar of a selection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QVBoxLayout

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.services import choices, problem_moves, problem_withdrawal
from dadu_desktop.services.problem_moves import MovedMany, MoveOption
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.problem_panel import MovePanel, problem_means

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.ledger_page import LedgerPage

MOVES = {Move.ACCEPT: "check", Move.ASSIGN: "forward", Move.SUPERVISE: "warning"}
_NAMED = 3  # refused problems whose reason is told
_OWN_LIMIT = ("due_date",)
"""What each problem gets by its own level, unless a person says otherwise for all."""


class BulkMoves(QObject):
    """Adds the moves to the bar of the list of problems."""

    def __init__(self, page: LedgerPage) -> None:
        """Add one button for each move."""
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        for move, picture in MOVES.items():
            page.deeds.bar.add_deed(move.value, picture, partial(self._begin, move))

    def _begin(self, move: Move) -> None:
        """Look which of the selected problems can make the move, and what it asks for."""
        page = self._page
        page.deeds.with_selected(partial(self._look, move))

    def _look(self, move: Move, rows: Sequence[Row]) -> None:
        """Read what the move asks for from the first problem that allows it."""
        ids = [row.id for row in rows]

        def work(ledger: LedgerFile) -> tuple[MoveOption | None, dict[str, tuple[str, ...]]]:
            today = date.today()
            options = (one for record in ids for one in problem_moves.move_options(ledger, record, today))
            found = next((one for one in options if one.move is move), None)
            listed = {one.code_list for one in found.asked if one.code_list} if found else set()
            fields = self._desk.record_types["problems"].fields
            return found, {
                one.code_list: choices.choices_for(ledger, one) for one in fields if one.code_list in listed
            }

        self._desk.ask(work, partial(self._ask, move, ids))

    def _ask(
        self, move: Move, ids: list[int], found: tuple[MoveOption | None, dict[str, tuple[str, ...]]]
    ) -> None:
        """Ask in a dialog; the same panel as on the page of one problem."""
        option, lists = found
        if option is None:
            self._desk.notify(f"所选问题现在都不能{move}，请核对状态。")
            return
        BulkMoveDialog(self._page, option, lists, ids).open()


class BulkMoveDialog(QDialog):
    """The panel of a move over several problems; what each gets by its own level is left open."""

    def __init__(
        self, page: LedgerPage, option: MoveOption, lists: dict[str, tuple[str, ...]], ids: list[int]
    ) -> None:
        """Show the panel."""
        super().__init__(page)
        self.setWindowTitle(f"{option.label} {len(ids):,} 个问题")
        self.setMinimumWidth(640)
        self._desk = page.desk
        self._ids = ids
        self.panel = MovePanel(option, problem_means(page.desk, lists), self)
        for key in (*option.values, *_OWN_LIMIT):
            if known := self.panel.form.fields.get(key):
                known.editor.set_content("")
        self.panel.wanted.connect(self._make)
        self.panel.closed.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.panel)
        self.panel.form.begin()

    def _make(self, move: Move, values: dict[str, object], words: str, day: date) -> None:
        """Make the moves on the worker."""
        ids = self._ids
        self._desk.ask(
            lambda ledger: problem_moves.make_moves(ledger, ids, move, values, words=words, day=day),
            partial(self._made, move),
            self._refused,
            label=f"正在{move}…",
        )

    def _made(self, move: Move, moved: MovedMany) -> None:
        """Tell how many were moved, and why the others were not."""
        self.accept()
        self._desk.announce(moved.changed)
        told = [f"{number}：{sentence}" for _, number, sentence in moved.refused[:_NAMED]]
        rest = len(moved.refused) - len(told)
        words = f"已{move} {len(moved.done):,} 个问题。"
        if told:
            words += f"{len(moved.refused):,} 个未办——{' '.join(told)}{f' 等另 {rest} 个' if rest else ''}"
        self._desk.notify(words, partial(self._take_back, move, moved.done) if moved.done else None)

    def _take_back(self, move: Move, ids: list[int]) -> None:
        """Take the move back from all that made it."""

        def told(taken: MovedMany) -> None:
            self._desk.announce(taken.changed)
            left = f"，{len(taken.refused):,} 个未撤回：{taken.refused[0][2]}" if taken.refused else "。"
            self._desk.notify(f"已撤回 {len(taken.done):,} 个问题的“{move}”{left}")

        self._desk.ask(lambda ledger: problem_withdrawal.withdraw(ledger, ids, move), told)

    def _refused(self, problem: Exception) -> None:
        """Say in the panel what is in the way of all of them."""
        if isinstance(problem, InputProblem):
            self.panel.refuse(problem)
        else:
            self._desk.tasks.failed.emit(problem)
