"""Workbooks taken in: chosen, looked at, written, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import Cancelled
from dadu_desktop.services import import_review, imports
from dadu_desktop.services.import_plan import ImportOutcome
from dadu_desktop.services.import_review import Review
from dadu_desktop.services.imports import UndoOutcome
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.import_home import ImportHome
from dadu_desktop.ui.import_outcome import ImportOutcomeView
from dadu_desktop.ui.import_review import ImportReview
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.password_dialog import PasswordDialog
from dadu_desktop.ui.tasks import Progress, Task


class ImportPage(Page):
    """Shows the start, the preview or the outcome of an import."""

    help = (
        "把表格或文件夹拖进来，先看预览：绿色新增，黄色更新，红色拒收并说明原因。可以直接改单元格、去掉不要的行，"
        "栏目认错了点“更正识别”，下次同样的表自动沿用；名称和代码对不上的行，在表格下方选择是哪家企业。"
        "确认后点右上角的按钮写入；写入后随时可以在导入记录里撤销。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the three views."""
        super().__init__(desk, name)
        self.home = ImportHome(desk)
        self.home.chosen.connect(self.read)
        self.home.undo_wanted.connect(self.undo)
        self.review = ImportReview(desk)
        self.review.leave_wanted.connect(self.begin)
        self.review.write_wanted.connect(self.write)
        self.outcome = ImportOutcomeView(desk)
        self.outcome.leave_wanted.connect(self.begin)
        self.outcome.undo_wanted.connect(self.undo)
        self.outcome.return_wanted.connect(self.review.ask_returned)
        self._task: Task | None = None
        self.stack = QStackedWidget()
        for view in (self.home, self.review, self.outcome):
            self.stack.addWidget(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    def enter(self, place: Place) -> None:
        """Read files that were dropped on the window, else show where the person was; what is done is done."""
        if isinstance(place.argument, list):
            self.read(place.argument)
        elif self.stack.currentWidget() is not self.review:
            self.begin()

    def writers(self) -> Iterable[QWidget]:
        """Give what takes workbooks in and takes imports back; lists can still be written out."""
        return (self.home.zone, self.home.kinds, self.home.past)

    def begin(self) -> None:
        """Go back to the start; nothing of a preview is kept, and Enter chooses the next files."""
        self.home.load()
        self.stack.setCurrentWidget(self.home)
        self.home.zone.setFocus()

    def read(self, files: Sequence[str], passwords: Sequence[str] = ()) -> None:
        """Read files and folders, and show what taking them in would do; locked ones ask for their password."""
        if self._task:
            self._task.drop()
        kind: str | None = self.home.kinds.currentData()

        def work(ledger: LedgerFile, progress: Progress) -> Review:
            paths = [path for file in files for path in imports.workbooks_in(Path(file), progress)]
            return import_review.preview_readable(
                ledger, paths, kind=kind, passwords=passwords, progress=progress
            )

        self.home.zone.wait(waiting=True)

        def show(review: Review) -> None:
            self._settle()
            locked = [one.sentence for one in review.unreadable if one.locked]
            if not locked:
                self._show_preview(review)
                return
            dialog = PasswordDialog(self, locked)
            dialog.given.connect(lambda password: self.read(files, [*passwords, password]))
            dialog.rejected.connect(lambda: self._show_preview(review))
            dialog.open()

        self._task = self.desk.labour(work, show, self._fail, label="正在读取表格…")

    def write(self) -> None:
        """Write what the preview shows, all of it or nothing."""
        preview = self.review.preview
        self.review.setEnabled(False)

        def work(ledger: LedgerFile, progress: Progress) -> ImportOutcome:
            return imports.write_import(ledger, preview, progress)

        self._task = self.desk.labour(work, self._show_outcome, self._fail, label="正在写入…")

    def undo(self, batch: int) -> None:
        """Take an import back."""

        def done(undone: UndoOutcome) -> None:
            self.desk.announce(undone.changed)
            self.outcome.show_undone(undone)
            self.stack.setCurrentWidget(self.outcome)

        self.desk.ask(lambda ledger: imports.undo_batch(ledger, batch), done, label="正在撤销导入…")

    def _show_preview(self, review: Review) -> None:
        """Show what was read."""
        self._settle()
        self.stack.setCurrentWidget(self.review)
        self.review.show_review(review)

    def _show_outcome(self, outcome: ImportOutcome) -> None:
        """Say what was written, here and to the other pages."""
        self._settle()
        self.desk.announce(outcome.changed)
        self.outcome.show_outcome(outcome)
        self.stack.setCurrentWidget(self.outcome)

    def _fail(self, fault: Exception) -> None:
        """Stay where the person was; say what happened."""
        self._settle()
        if isinstance(fault, Cancelled):
            self.desk.notify(fault.sentence)
        else:
            self.desk.tasks.failed.emit(fault)

    def _settle(self) -> None:
        """Let hands on again."""
        self._task = None
        self.home.zone.wait(waiting=False)
        self.review.setEnabled(True)
