"""What an import would do, to be looked at and mended before anything is written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.services import import_choices, import_review
from dadu_desktop.services.import_answers import Answer
from dadu_desktop.services.import_headers import HeadingChoice
from dadu_desktop.services.import_lines import Group, SheetLines
from dadu_desktop.services.import_plan import ImportOptions, ImportPreview, RowPlan
from dadu_desktop.services.import_review import Change, Review
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.file_dialogs import Purpose, ask_folder
from dadu_desktop.ui.import_controls import GroupBar, Legend, ModeBar
from dadu_desktop.ui.import_files import ImportFiles
from dadu_desktop.ui.import_grid import ImportGrid
from dadu_desktop.ui.import_heading import HeadingDialog
from dadu_desktop.ui.import_model import REMARK, ImportModel
from dadu_desktop.ui.import_question import ImportQuestion
from dadu_desktop.ui.parts import announce, label, push_button
from dadu_desktop.ui.tasks import Progress

PAUSE = 250
"""Milliseconds after a change before all is planned anew: several rows can be ticked in one go."""


class ImportReview(QWidget):
    """Files at the left, rows at the right, one button that says what will happen."""

    write_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the parts."""
        super().__init__()
        self._desk = desk
        self._review = Review(ImportPreview([]))
        self._newer: Review | None = None  # planned while the person types
        self._changes: list[Change] = []
        self._planning = False
        self._place = -1
        self.files = ImportFiles(desk.record_types)
        self.model = ImportModel()
        self.grid = ImportGrid(self.model)
        self.question = ImportQuestion()
        self.empty = EmptyView()
        self.title = label("导入预览", "title")
        self.count = label("", "muted")
        self.groups = GroupBar()
        self.mode = ModeBar()
        self.go = push_button(
            "写入", self.write_wanted, picture="check", role="primary", tip="写入（Ctrl+S）"
        )
        self.send_back = push_button(
            "生成退回件…", self.ask_returned, tip="在来表的副本上标出问题，退给填报人修改"
        )
        self.leave = push_button("取消导入", self.leave_wanted)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        """Let the parts speak to each other."""
        self.files.chosen.connect(self._show_sheet)
        self.files.correction_wanted.connect(self.correct_heading)
        self.model.corrected.connect(self.correct)
        self.model.ticked.connect(self.take)
        self.groups.chosen.connect(self._fill)
        self.mode.changed.connect(self.choose_options)
        self.question.chosen.connect(self.answer)
        self.grid.selectionModel().currentChanged.connect(self._ask)
        self.grid.answer_wanted.connect(self._answer_or_mend)
        self.grid.edited.connect(self._show_newer)
        self._pause.timeout.connect(self._plan)
        for keys, act in (("N", self.grid.next_fault), ("Ctrl+S", self._write)):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        """Head with the deeds, files, filters over the grid."""
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.count, 1)
        for button in (self.leave, self.send_back, self.go):
            head.addWidget(button)
        self.body = QStackedWidget()
        self.body.addWidget(self.grid)
        self.body.addWidget(self.empty)
        bar = QHBoxLayout()
        bar.addWidget(self.groups)
        bar.addStretch(1)
        bar.addWidget(self.mode)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(bar)
        right.addWidget(self.body, 1)
        right.addWidget(self.question)  # below, so that no row moves away under the mouse
        right.addWidget(Legend())
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.files)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(middle, 1)

    @property
    def preview(self) -> ImportPreview:
        """What would be written."""
        return self._review.preview

    def show_review(self, review: Review) -> None:
        """Show what was read, the first sheet with faults in front."""
        self._review, self._newer = review, None
        self._changes.clear()
        self._place = -1
        self.files.show_review(review)
        self.groups.begin()
        self.mode.begin()
        kinds = [place for place, one in enumerate(review.sheets) if one.sheet.kind]
        faulty = [place for place in kinds if review.sheets[place].counts["refused"]]
        self._say_deed()
        self.files.choose((faulty or kinds or [0])[0])
        self.grid.horizontalScrollBar().setValue(0)  # it stood where the person left an earlier import
        if faulty:
            self.grid.setCurrentIndex(self.model.index(0, REMARK))
            self.grid.setFocus()  # Enter would write the others while these have not been looked at
        else:
            (self.go if self.go.isEnabled() else self.leave).setFocus()
        announce(self, f"已读取，请核对。{self.files.found.text()}")

    def _answer_or_mend(self) -> None:
        """Open the answers of the current row; where it asks nothing go to its faulty cell."""
        if not self.question.drop():
            self.grid.next_fault()

    def _write(self) -> None:
        """Press the button; a cell that is open is taken first, and then all has to be planned anew."""
        self.grid.setFocus()
        self.go.click()

    def correct(self, row: int, path: str, text: str) -> None:
        """Mend a cell of the preview."""
        self._change(import_choices.mend_cell(self._sheet.sheet, row, path, text))

    def take(self, rows: list[int], taken: bool) -> None:  # noqa: FBT001 - the signal's own order
        """Leave rows out, or take them in after all."""
        self._change(import_choices.take_rows(self._sheet.sheet, rows, taken=taken))

    def answer(self, row: RowPlan, answer: Answer) -> None:
        """Say which enterprise a row means."""
        self._change(import_choices.choose_enterprise(row, answer))
        self.grid.setFocus()

    def choose_options(self, options: ImportOptions) -> None:
        """Change how the workbooks meet the ledger."""
        self._change(import_choices.choose_options(options))

    def correct_heading(self, place: int) -> None:
        """Ask how a sheet is read."""
        sheet = self._review.sheets[place].sheet
        dialog = HeadingDialog(self._desk, sheet, self)

        def corrected(choice: HeadingChoice, remember: bool) -> None:  # noqa: FBT001 - as the signal says it
            self._change(import_choices.choose_heading(sheet, choice, remember=remember))

        dialog.corrected.connect(corrected)
        dialog.forgotten.connect(lambda: self._change(import_choices.find_heading_anew(sheet)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @property
    def _sheet(self) -> SheetLines:
        """The sheet in front."""
        return self._review.sheets[self._place]

    def _change(self, change: Change) -> None:
        """Note a change; a moment later all is planned anew, and until then nothing is written."""
        self._changes.append(change)
        self.go.setEnabled(False)
        self._pause.start()

    def _plan(self) -> None:
        """Plan anew on the worker; what is changed meanwhile comes next."""
        if self._planning or not self._changes:
            return
        review, changes = self._review, self._changes
        self._changes, self._planning = [], True

        def work(ledger: LedgerFile) -> Review:
            return import_review.review_again(ledger, review, changes)

        def done(newer: Review) -> None:
            self._planning = False
            if review.preview is self.preview:
                self._newer = newer
                self._show_newer()
            self._plan()

        def failed(fault: Exception) -> None:
            self._planning = False
            self._desk.tasks.failed.emit(fault)
            self._say_deed()

        self._desk.ask(work, done, failed, label="正在核对…")

    def _show_newer(self) -> None:
        """Show the newer plan, unless the person is typing into the older one."""
        if self._newer is None or self.grid.editing:
            return
        here = self.grid.currentIndex()
        row, column = here.row(), here.column()
        number = self.model.line(row).number if here.isValid() else 0
        had_focus = self.grid.hasFocus()
        self._review, self._newer = self._newer, None
        self._say_deed()
        self.files.refresh(self._review)
        self._go_back(number, row, column)
        if had_focus:
            self.grid.setFocus()

    def _go_back(self, number: int, row: int, column: int) -> None:
        """Go to the row of the sheet where the person was; where it left the group, to what took its place."""
        place = self.model.place_of(number) if number else -1
        if place < 0 <= row and (last := self.model.rowCount() - 1) >= 0:
            place = min(row, last)
            column = self.model.first_fault(place)
        if place >= 0:
            self.grid.setCurrentIndex(self.model.index(place, column))

    def choose_group(self, group: Group) -> None:
        """Show one group of rows."""
        self.groups.click(group)

    def _show_sheet(self, place: int) -> None:
        """Show the rows of a sheet."""
        self._place = place
        readable = place >= 0 and bool(self._sheet.sheet.kind)
        self.groups.setEnabled(readable)
        self.question.ask(None)
        if not readable:
            correctable = place >= 0 and self._sheet.sheet.cells is not None
            way = (
                ("更正识别…", lambda: self.correct_heading(place))
                if correctable
                else ("重新选择文件", self.leave_wanted.emit)
            )
            self.empty.say(self.files.found.text(), way)
            self.body.setCurrentWidget(self.empty)
            self.groups.count(Counter())
            return
        self.body.setCurrentWidget(self.grid)
        self._fill()

    def _fill(self) -> None:
        """Show the group of rows that is chosen, with the counts of all groups."""
        self.model.show(self._sheet, self.groups.group)
        self.grid.fit()
        self.groups.count(self._sheet.counts)

    def _ask(self, here: QModelIndex) -> None:
        """Ask what the current row leaves open."""
        self.question.ask(self.model.line(here.row()) if here.isValid() else None)

    def _say_deed(self) -> None:
        """Let the button say what it would do."""
        counts = self.preview.counts()
        parts = [("写入", counts["created"]), ("更新", counts["updated"])]
        words = "，".join(f"{verb} {count:,} 条" for verb, count in parts if count)
        self.go.setText(words or "没有要写入的内容")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(bool(words) and not self._changes)
        said = [("未变", "unchanged"), ("跳过", "skipped"), ("拒收", "refused"), ("不导入", "excluded")]
        rest = "，".join(f"{word} {counts[key]:,} 条" for word, key in said if counts[key])
        new = len(self.preview.newcomers)
        self.count.setText("；".join(filter(None, (rest, f"另新建企业 {new:,} 家" if new else ""))))
        self.send_back.setVisible(bool(counts["refused"]))

    def ask_returned(self) -> None:
        """Ask for a folder and write the marked copies there."""
        if chosen := ask_folder(self, "退回件存到哪个文件夹", Purpose.PAPERS):
            self.write_returned(chosen)

    def write_returned(self, folder: Path) -> None:
        """Write copies of the faulty workbooks with the faults marked."""

        def work(_progress: Progress) -> list[Path]:
            from dadu_desktop.services import import_returns

            return import_returns.write_returned(self.preview, folder)

        def done(written: list[Path]) -> None:
            self._desk.notify(f"已生成退回件：{'、'.join(one.name for one in written)}。", place=folder)

        self._desk.tasks.run(work, done, label="正在生成退回件…")
