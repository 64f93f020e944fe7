"""录入: a month typed by hand, judged as it is typed, saved as a whole, kept as a draft meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dadu_desktop.services import figure_entry
from dadu_desktop.services.figure_entry import Cell, EntryProblems, EntrySheet, Verdict
from dadu_desktop.ui.confirming import may_leave
from dadu_desktop.ui.entry_drafts import Read, drop, keep, read_month
from dadu_desktop.ui.entry_filters import EntryFilters
from dadu_desktop.ui.entry_grid import EntryGrid
from dadu_desktop.ui.entry_lines import EntryLine
from dadu_desktop.ui.entry_model import EntryModel, Typed
from dadu_desktop.ui.entry_table import COLUMNS
from dadu_desktop.ui.parts import announce, label
from dadu_desktop.ui.save_bar import SaveBar
from dadu_desktop.ui.theme import set_role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dadu_desktop.domain.periods import Month
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.month_choice import Choice
    from dadu_desktop.ui.tasks import Task

DRAFT_EVERY = 2000
JUDGED_AFTER = 150
_HELP = "直接输入数字，回车到下一行，Tab 到右边一格；也可从 Excel 复制一块后按 Ctrl+V 粘贴。"
_LOCKED = "{month}已锁定，只能查看；要改先到“月结”说明理由解锁。"


class MonthEntry(QWidget):
    """Filters over the grid, the sentence about the current line and the save bar under it."""

    settled = Signal()  # a save came back

    def __init__(self, desk: Desk) -> None:
        """Build the grid, empty."""
        super().__init__()
        self.desk = desk
        self.month: Month | None = None
        self.model = EntryModel()
        self.model.setParent(self)
        self.filters = EntryFilters()
        self.locked = label("", "fault", wrap=True)
        self.grid = EntryGrid(self.model)
        self.words = label(_HELP, "muted", wrap=True)
        self.bar = SaveBar(self)
        self._reading: Task | None = None
        self._to_judge: set[int] = set()
        self._said = _HELP
        self._pause = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._judging = QTimer(self, singleShot=True, interval=JUDGED_AFTER)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Put all of it under each other."""
        self.locked.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.locked)
        column.addWidget(self.grid, 1)
        column.addWidget(self.words)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        """Let every part do its work."""
        self.filters.changed.connect(lambda: self._keep_place(lambda: self.model.narrow(self.filters.passes)))
        self.filters.whole_wanted.connect(self._read)
        self.filters.columns_wanted.connect(self.grid.show_column)
        self.grid.told.connect(self._say)
        self.grid.figure_wanted.connect(partial(self.desk.open_record, "figures"))
        self.grid.moved.connect(lambda: self._explain(anew=True))
        self.model.edited.connect(self._notice)
        self.model.dataChanged.connect(lambda *_: self._explain())
        self.model.recent_wanted.connect(self._read_recent)
        self.bar.saved.connect(self.save)
        self.bar.undone.connect(self._undo)
        self.bar.discarded.connect(self.discard)
        self.desk.opened.connect(self._forget)
        self._pause.timeout.connect(self.keep_draft)
        self._judging.timeout.connect(self._judge)
        for keys, act in (("Ctrl+S", self.save), ("Ctrl+Z", self._undo), ("Ctrl+Y", self.model.stack.redo)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return bool(self.model.changed())

    def load(self, choice: Choice) -> None:
        """Show a month; what is typed in the same month stays."""
        self._read(choice.month)

    def save(self) -> bool:
        """Save what is typed; False where faults, shown beside their cells, are in the way."""
        self.grid.finish()
        lines = self.model.changed()
        if not lines or self.month is None:
            return True
        if self.model.closed:
            self._say(_LOCKED.format(month=self.month.chinese()), "fault")
            return False
        if wrong := next((one for one in lines if one.wrong and not one.refused), None):
            self._show_fault(wrong.cell, f"有数据需要改正或写明原因，没有保存：{wrong.finding}")
            return False
        month, whole, sent = self.month, self.filters.whole, self.model.typed()
        changes = [one.change() for one in lines]

        def work(ledger: LedgerFile) -> tuple[dict[str, list[int]], EntrySheet]:
            changed = figure_entry.save_entries(ledger, month, changes)
            return changed, figure_entry.entry_sheet(ledger, month, whole=whole)

        self.keep_draft()
        self.desk.ask(
            work,
            lambda answer: self._saved(month, sent, *answer),
            partial(self._refused, month),
            label="正在保存…",
        )
        return True

    def discard(self) -> None:
        """Show the month as it is kept and forget what was typed."""
        if self.month:
            self._drop_draft(self.month)
            self.model.forget(self.model.typed())
            self._notice(set())

    def may_leave(self) -> bool:
        """Ask once about unsaved changes; True when they are saved or given up."""
        self.grid.finish()
        if not self.is_changed or self.month is None:
            return True
        words = f"{self.month.chinese()}有 {self.model.count()} 处录入尚未保存，要保存吗？"
        return may_leave(self, "保存录入", words, self._save_and_wait, self.discard)

    def keep_draft(self) -> None:
        """Keep what is typed outside the ledger, in case the program or the machine stops."""
        if self.month and self.desk.path and (typed := self.model.typed()):
            self.desk.tasks.run(keep(self.desk.path, self.month, typed), _nothing)

    def _save_and_wait(self) -> bool:
        """Save and stay until it is done, the window alive meanwhile: a refused cell keeps the person here."""
        if not self.save():
            return False
        waiting = QEventLoop(self)
        self.settled.connect(waiting.quit)
        waiting.exec()
        return not self.is_changed

    def _read(self, month: Month | None = None) -> None:
        """Read a month on the worker, without one that in sight; a newer question replaces the one before."""
        if self._reading:
            self._reading.drop()
        wanted, whole = month or self.month, self.filters.whole
        self._reading = self.desk.ask(lambda ledger: read_month(ledger, wanted, whole=whole), self._show)

    def _show(self, read: Read) -> None:
        """Show what the worker read, and what a draft had typed."""
        self.grid.finish()
        anew = read.sheet.month != self.month
        self.month = read.sheet.month
        self.locked.setText(_LOCKED.format(month=self.month.chinese()))
        self.locked.setVisible(read.sheet.closed)
        self.filters.offer_towns(row.town for row in read.sheet.rows)
        self._take(read.sheet, anew=anew)
        if anew and read.typed and not read.sheet.closed:
            self.model.restore(read.typed)
            self.desk.notify(f"已恢复{self.month.chinese()}上次没有保存的录入。")
        self._notice(set())

    def _take(self, sheet: EntrySheet, *, anew: bool) -> None:
        """Show a sheet with the current cell where it was, at first the first that can be typed in."""
        self._keep_place(lambda: self.model.take(sheet, anew=anew))
        reported = sum(1 for row in sheet.rows if row.value is not None)
        self.filters.count.setText(f"{sheet.month.chinese()}　已有 {reported} / {len(sheet.rows)} 行")

    def _keep_place(self, do: Callable[[], None]) -> None:
        """Show other lines and stay at the line that was current, where it still is in sight."""
        self.grid.finish()
        index = self.grid.currentIndex()
        cell = self.model.line(index.row()).cell if index.isValid() else None
        do()
        row = max(0, self.model.row_of(cell)) if cell else 0
        column = index.column() if index.isValid() else COLUMNS["value"]
        self.grid.setCurrentIndex(self.model.index(row, column))
        self._explain()

    def _read_recent(self, enterprises: set[int]) -> None:
        """Read the months before of the enterprises in sight."""
        month = self.month
        if month is not None:
            self.desk.ask(
                lambda ledger: figure_entry.recent_lines(ledger, month, enterprises),
                lambda found: self.model.put_recent(enterprises, found) if self.month == month else None,
            )

    def _judge(self) -> None:
        """Have the lines judged that were typed over, those of one enterprise together."""
        month, enterprises = self.month, self._to_judge
        self._to_judge = set()
        lines = [one for one in self.model.changed() if one.cell[0] in enterprises and one.is_judged]
        if month is None or not lines:
            return
        typed, changes = self.model.typed(), [one.change() for one in lines]

        def judged(verdicts: dict[Cell, Verdict]) -> None:
            if self.month == month:
                self.model.put_verdicts(verdicts, typed)
                _tell_wrong(self, lines)

        self.desk.ask(lambda ledger: figure_entry.judge_entries(ledger, month, changes), judged)

    def _notice(self, enterprises: set[int]) -> None:
        """Show or hide the bar, remember to judge and to keep a draft."""
        count = self.model.count()
        self.bar.show_changes(count)
        self.bar.save.setText(f"保存 {count} 处")
        self.bar.save.setAccessibleName(f"保存 {count} 处")
        if enterprises:
            self._to_judge |= enterprises
            typed = [one for one in self.model.changed() if one.cell[0] in enterprises]
            _tell_wrong(self, (one for one in typed if not one.is_judged))
            self._judging.start()
        if count and not self._pause.isActive():
            self._pause.start()
        self._explain()

    def _explain(self, *, anew: bool = False) -> None:
        """Say under the grid what is wrong or doubtful in the current line, else where its figure comes from."""
        index = self.grid.currentIndex()
        line = self.model.line(index.row()) if index.isValid() else None
        words = _words(line) if line else _HELP
        if anew or words != self._said:
            self._said = words
            self.words.setText(words)
            set_role(self.words, "fault" if line and line.wrong else "muted")

    def _say(self, words: str, role: str = "muted") -> None:
        """Say a sentence in the line under the grid, also to who listens; it stays until something else is told."""
        self.words.setText(words)
        set_role(self.words, role)
        announce(self, words)

    def _saved(self, month: Month, sent: Typed, changed: dict[str, list[int]], sheet: EntrySheet) -> None:
        """Show what is kept now, with what was typed since, and tell everybody."""
        self._drop_draft(month)
        if self.month == month:
            self.model.forget(sent)
            self._take(sheet, anew=False)
            self._notice(set())
        self.desk.announce(changed)
        self.desk.notify(f"已保存 {sum(len(texts) for texts in sent.values())} 处。")
        self.settled.emit()

    def _refused(self, month: Month, problem: Exception) -> None:
        """Show beside the cells why nothing was saved."""
        if not isinstance(problem, EntryProblems):
            self.desk.tasks.failed.emit(problem)
        elif self.month == month:
            self.model.put_faults(problem.by_cell)
            self._show_fault(next(iter(problem.by_cell)), problem.sentence)
        self.settled.emit()

    def _show_fault(self, cell: Cell, words: str) -> None:
        """Go to a cell that keeps the lines from being saved."""
        if self.model.row_of(cell) < 0:
            self.filters.clear()
        row = self.model.row_of(cell)
        if row >= 0:
            self.grid.go_to(row, self.model.line(row).wrong or "value")
        self._say(words, "fault")

    def _drop_draft(self, month: Month) -> None:
        """Forget the draft of a month."""
        self._pause.stop()
        if place := self.desk.path:
            self.desk.tasks.run(drop(place, month), _nothing)

    def _forget(self) -> None:
        """Begin anew with another ledger."""
        self.month = None
        self.model.empty()
        self.bar.show_changes(0)

    def _undo(self) -> None:
        """Take back the last step."""
        self.grid.finish()
        self.model.stack.undo()


def _words(line: EntryLine) -> str:
    """Say what there is to be said of a line, for which a cell is too narrow."""
    if line.finding:
        return f"{line.row.enterprise.label}：{line.finding}"
    if line.row.origin and not line.is_changed:
        return f"来源：{line.row.origin}。右键打开记录，看录入人、时间和历史。"
    return _HELP


def _tell_wrong(entry: QWidget, lines: Iterable[EntryLine]) -> None:
    """Have it heard what keeps a line just typed from being saved: the keyboard is in the next one by now."""
    if found := next((one for one in lines if one.wrong), None):
        announce(entry, _words(found))


def _nothing(_answer: object) -> None:
    """Need no answer."""
