"""The page of one problem: its form, and the moves that bring it from 登记 to 销号."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from dadu_desktop.domain.errors import InputProblem, RecordChanged
from dadu_desktop.domain.problem_moves import MOVED_FIELDS, Move
from dadu_desktop.services import problem_moves
from dadu_desktop.services.problem_moves import Moved, MoveEntry, MoveOption, StandingWords
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


class ProblemPage(RecordPage):
    """A record's page with the moves of the workflow under its head."""

    help = (
        f"上方按钮是现在能办的动作：受理、交办、反馈、回访、办结、销号等，F6 转到这里，左右用 Tab 选，回车打开。{RecordPage.help}"
        "状态、时限、回访等由办理动作更改，在表里只能看；每一步都记在“办理过程”里。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Put standing and moves between head and tabs."""
        super().__init__(desk, name)
        self.bar = ProblemBar()
        self.panel: MovePanel | None = None
        self._after_move = False
        self._waiting = ""  # the move that waits until the form is saved
        self.outer.insertWidget(1, self.bar)
        self.tabs.setMinimumHeight(1)  # an open panel needs the room more than what lies behind the tabs
        self.bar.hide()
        self.bar.chosen.connect(self.open_move)
        self.bar.record_wanted.connect(lambda one: desk.open_record("problems", one))
        self.editor.opened.connect(self._read)
        desk.changed.connect(self._note_change)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("F6"), self, self.bar.take_keyboard, context=context)

    def add_tabs(self) -> None:
        """Put the story behind the form."""
        super().add_tabs()
        self.story = ProblemStory()
        self.tabs.insertTab(1, self.story, "办理过程")

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
        """Close the panel without a move; the keyboard goes back to the buttons."""
        self.close_panel()
        self.bar.take_keyboard()

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
        """Show the problem as it is now; the next move has the keyboard."""
        self.close_panel()
        self._after_move = True
        self.editor.open(Place("record", "problems", moved.id))
        self.desk.announce(moved.changed)
        self.desk.notify(f"{moved.number} 已{move}，现为“{moved.status}”。")

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
        self.story.show_moves(loop.moves)
        if self._after_move or focused:
            self._after_move = False
            self.bar.take_keyboard()
        waiting, self._waiting = self._waiting, ""
        if option := next((one for one in loop.options if one.label == waiting), None):
            self.open_move(option)

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
    )
