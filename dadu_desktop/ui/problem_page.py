"""The page of one problem: its form, and the moves that bring it from 登记 to 销号."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from dadu_desktop.domain.errors import InputProblem, RecordChanged
from dadu_desktop.domain.problem_moves import MOVED_FIELDS, Move
from dadu_desktop.services import problem_moves, problem_withdrawal
from dadu_desktop.services.problem_moves import Moved, MovedMany, MoveEntry, MoveOption, StandingWords
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.problem_bar import ProblemBar
from dadu_desktop.ui.problem_panel import MovePanel, problem_means
from dadu_desktop.ui.problem_story import ProblemStory
from dadu_desktop.ui.record_page import RecordPage

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.desk import Desk


@dataclass(frozen=True)
class _Loop:
    """What the worker reads of a problem besides its fields."""

    id: int
    options: list[MoveOption]
    standing: StandingWords
    moves: list[MoveEntry]
    withdrawable: Move | None


class ProblemPage(RecordPage):
    """A record's page with the moves of the workflow under its head."""

    help = (
        f"上方按钮是现在能办的动作：受理、交办、反馈、回访、办结、销号等，F6 转到这里，左右用 Tab 选，回车打开。{RecordPage.help}"
        "状态、时限、回访等由办理动作更改，在表里只能看；每一步都记在“办理过程”里。"
        "刚才按错的一步，当天可由本人用 Ctrl+Z 或“撤回”收回。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Put standing and moves between head and tabs."""
        super().__init__(desk, name)
        self.bar = ProblemBar()
        self.panel: MovePanel | None = None
        self._after_move = False
        self._withdrawable: Move | None = None
        self._waiting = ""  # the move that waits until the form is saved
        self.outer.insertWidget(1, self.bar)
        self.tabs.setMinimumHeight(1)  # an open panel needs the room more than what lies behind the tabs
        self.bar.hide()
        self.bar.chosen.connect(self.open_move)
        self.bar.record_wanted.connect(lambda one: desk.open_record("problems", one))
        self.bar.withdraw_wanted.connect(self.withdraw)
        self.editor.opened.connect(self._read)
        desk.changed.connect(self._note_change)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("F6"), self, self.bar.take_keyboard, context=context)

    def add_tabs(self) -> None:
        """Put the story behind the form."""
        super().add_tabs()
        self.story = ProblemStory()
        self.tabs.insertTab(1, self.story, "办理过程")

    def writers(self) -> Iterable[QWidget]:
        """Give the moves too."""
        return (*super().writers(), self.bar)

    def enter(self, place: Place) -> None:
        """Show a problem; what was begun with another is put away."""
        self.close_panel()
        super().enter(place)

    def back(self) -> None:
        """Close the panel by Esc, and without one go back to the ledger."""
        if self.panel:
            self._leave_panel()
        else:
            super().back()

    def undo(self) -> None:
        """Take back what was typed, or by the same key, where no form or panel has the keyboard, the last move."""
        if self.panel or self.editor.isAncestorOf(QApplication.focusWidget() or self.bar):
            super().undo()
        else:
            self.withdraw()

    def withdraw(self) -> None:
        """Take the last move back, where it can be."""
        data, move = self.editor.data, self._withdrawable
        if data is None or move is None:
            self.desk.notify("没有可以撤回的办理动作。当天由本人办理的最后一步才能撤回。")
        elif self.editor.is_changed:
            self.desk.notify("内容还没有保存，请先保存（Ctrl+S），再撤回。")
        else:
            self._withdrawable = None
            self._take_back(data.id, move)

    def _take_back(self, problem: int, move: Move) -> None:
        """Take a move of a problem back on the worker, and tell why it could not be."""

        def shown(taken: MovedMany) -> None:
            if taken.done:
                self._show_moved(problem, taken.changed)
            told = "".join(sentence for _id, _number, sentence in taken.refused)
            self.desk.notify(told or f"已撤回“{move}”，办理过程中留有记录。")

        self.desk.ask(lambda ledger: problem_withdrawal.withdraw(ledger, [problem], move), shown)

    def open_move(self, option: MoveOption) -> None:
        """Ask what a move needs; what is typed in the form is saved and read back first, for the move looks at it."""
        if option.blocked:
            self.desk.notify(f"{option.label}暂不能办：{option.blocked}")
            return
        if self.editor.is_changed:
            self._waiting = option.label if self.editor.save() else ""
            return
        self.close_panel()
        self.panel = MovePanel(option, problem_means(self.desk, self.editor.code_lists), self)
        self.panel.wanted.connect(self._make)
        self.panel.closed.connect(self._leave_panel)
        self.outer.insertWidget(2, self.panel)
        self.panel.show()
        self.panel.form.begin()

    def close_panel(self) -> None:
        """Put the panel away."""
        if self.panel:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _leave_panel(self) -> None:
        """Close the panel without a move; the keyboard goes back to the button that opened it."""
        title = self.panel.accessibleName() if self.panel else ""
        self.close_panel()
        self.bar.take_keyboard(title)

    def _make(self, move: Move, values: dict[str, object], words: str, day: date) -> None:
        """Make the move on the worker."""
        data = self.editor.data
        if data is None:
            return

        def work(ledger: LedgerFile) -> Moved:
            return problem_moves.make_move(
                ledger, data.id, move, values, words=words, day=day, version=data.version
            )

        self.desk.ask(work, lambda moved: self._made(move, moved), self._refused, label=f"正在{move}…")

    def _made(self, move: Move, moved: Moved) -> None:
        """Show what became of the problem; the notice takes a move back that was a mistake."""
        self.close_panel()
        self._show_moved(moved.id, moved.changed)
        take_back = partial(self._take_back, moved.id, move)
        self.desk.notify(f"{moved.number} 已{move}，现为“{moved.status}”。", take_back)

    def _show_moved(self, problem: int, changed: dict[str, list[int]]) -> None:
        """Show the problem as it is now, if it is still in front; the next move has the keyboard."""
        if self.editor.data and self.editor.data.id == problem:
            self._after_move = True
            self.editor.open(Place("record", "problems", problem))
        self.desk.announce(changed)

    def _refused(self, problem: Exception) -> None:
        """Say in the panel what is in the way; a newer state of the problem is read first."""
        if isinstance(problem, InputProblem) and self.panel:
            self.panel.refuse(problem)
            return
        if isinstance(problem, RecordChanged) and self.editor.data:
            self.close_panel()
            self.editor.open(Place("record", "problems", self.editor.data.id))
            self.desk.notify("这个问题刚被修改过，已重新读取，请核对后再办理。")
            return
        self.desk.tasks.failed.emit(problem)

    def _read(self, data: RecordData) -> None:
        """Read standing, moves and log; the fields that only moves change are for reading."""
        self.editor.form.lock(MOVED_FIELDS if data.id else frozenset())
        self.tabs.setTabVisible(self.tabs.indexOf(self.story), bool(data.id))
        self.bar.setVisible(bool(data.id))
        if data.id:
            self.desk.ask(lambda ledger: _read_loop(ledger, data.id), self._show)

    def _show(self, loop: _Loop) -> None:
        """Show what was read, unless another problem is in front by now."""
        if self.editor.data is None or self.editor.data.id != loop.id:
            return
        focused = QApplication.focusWidget() in self.bar.buttons.values()
        self.bar.show_standing(loop.standing)
        self.bar.show_options(loop.options)
        self._order_stops()
        self.story.show_moves(loop.moves)
        self._withdrawable = loop.withdrawable
        self.bar.offer_withdrawal(loop.withdrawable)
        if self._after_move or focused:
            self._after_move = False
            self.bar.take_keyboard()
        waiting, self._waiting = self._waiting, ""
        if option := next((one for one in loop.options if one.label == waiting), None):
            self.open_move(option)

    def _order_stops(self) -> None:
        """Let Tab go as one reads: from the head to the moves, and from these to the tabs."""
        for before, after in pairwise((self.head.last_stop, self.bar.withdraw, *self.bar.buttons.values())):
            QWidget.setTabOrder(before, after)

    def _note_change(self, kind: str, _ids: list[int]) -> None:
        """Read standing and moves again after a change elsewhere, or on a new day."""
        if kind == self.name and self.isVisible() and self.panel is None and self.editor.data:
            self._read(self.editor.data)


def _read_loop(ledger: LedgerFile, problem: int) -> _Loop:
    """Read what the page shows of the workflow."""
    today = date.today()
    return _Loop(
        problem,
        problem_moves.move_options(ledger, problem, today),
        problem_moves.standing_of(ledger, problem, today),
        problem_moves.moves_of(ledger, problem),
        problem_withdrawal.withdrawable(ledger, problem),
    )
