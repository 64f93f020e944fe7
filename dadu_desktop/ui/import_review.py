"""What an import would do, to be looked at and mended before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.services import imports
from dadu_desktop.services.import_lines import Fate
from dadu_desktop.services.import_plan import ImportPreview, SheetPlan, Unreadable
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.import_files import ImportFiles
from dadu_desktop.ui.import_grid import ImportGrid
from dadu_desktop.ui.import_model import REMARK, ImportModel
from dadu_desktop.ui.parts import ToolButton, label, push_button
from dadu_desktop.ui.tasks import Progress

ALL, DOUBTFUL = "all", "doubtful"
FILTERS: dict[str, tuple[str, frozenset[Fate] | None]] = {
    ALL: ("全部", None),
    DOUBTFUL: ("有问题", None),
    "created": ("新增", frozenset({"created"})),
    "updated": ("更新", frozenset({"updated"})),
    "unchanged": ("未变", frozenset({"unchanged"})),
    "skipped": ("跳过", frozenset({"skipped", "excluded"})),
}


class ImportReview(QWidget):
    """Files at the left, rows at the right, one button that says what will happen."""

    write_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the parts."""
        super().__init__()
        self._desk = desk
        self.preview = ImportPreview([])
        self._place = -1
        self.files = ImportFiles(desk.record_types)
        self.files.chosen.connect(self._show_sheet)
        self.model = ImportModel()
        self.model.corrected.connect(self.correct)
        self.model.ticked.connect(self.take)
        self.grid = ImportGrid(self.model)
        self.empty = EmptyView()
        self.title = label("导入预览", "title")
        self.count = label("", "muted")
        self.filters = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self.go = push_button("写入", self.write_wanted, picture="check", role="primary")
        self.send_back = push_button(
            "生成退回件…", self._ask_returned, tip="在来表的副本上标出问题，退给填报人修改"
        )
        self.leave = push_button("取消导入", self.leave_wanted)
        self._lay_out()

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
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(self._filter_row())
        right.addWidget(self.body, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.files)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(middle, 1)

    def _filter_row(self) -> QHBoxLayout:
        """One button for each group of rows."""
        row = QHBoxLayout()
        row.setSpacing(4)
        for key, (words, _) in FILTERS.items():
            button = ToolButton()
            button.setText(words)
            button.setCheckable(True)
            self._buttons[key] = button
            self.filters.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(label("双击或按 F2 修改单元格，空格选择是否导入", "small"))
        self._buttons[ALL].setChecked(True)
        self.filters.buttonClicked.connect(lambda _button: self._fill())
        return row

    def show_preview(self, preview: ImportPreview, unreadable: list[Unreadable]) -> None:
        """Show what was read, the first sheet with faults in front."""
        self.preview = preview
        self._place = -1
        self.files.show_files(preview.sheets, unreadable)
        self._buttons[ALL].setChecked(True)
        kinds = [place for place, sheet in enumerate(preview.sheets) if sheet.kind]
        faulty = [place for place in kinds if preview.sheets[place].counts()["refused"]]
        self._say_deed()
        self.files.choose((faulty or kinds or [0])[0])
        (self.go if self.go.isEnabled() else self.leave).setFocus()

    def correct(self, row: int, path: str, text: str) -> None:
        """Mend a cell of the preview and plan anew."""
        sheet = self._sheet
        self._plan_anew(
            lambda ledger: imports.correct_cell(ledger, self.preview, sheet, row, path, text), row
        )

    def take(self, row: int, taken: bool) -> None:  # noqa: FBT001 - the signal's own order
        """Leave a row out, or take it in after all."""
        sheet = self._sheet
        self._plan_anew(
            lambda ledger: imports.exclude_row(ledger, self.preview, sheet, row, excluded=not taken), row
        )

    @property
    def _sheet(self) -> SheetPlan:
        """The sheet in front."""
        return self.preview.sheets[self._place]

    def _plan_anew(self, work: Callable[[LedgerFile], ImportPreview], row: int) -> None:
        """Do it on the worker, then show the row again; meanwhile nothing can be changed."""
        column = self.grid.currentIndex().column()
        self._lock(locked=True)

        def done(_preview: ImportPreview) -> None:
            self._lock(locked=False)
            self._say_deed()
            self.files.refresh(self._place)
            self._fill()
            self._go_to(row, column)

        def failed(fault: Exception) -> None:
            self._lock(locked=False)
            self._desk.tasks.failed.emit(fault)

        self._desk.ask(work, done, failed, label="正在核对…")

    def _lock(self, *, locked: bool) -> None:
        """Keep hands off while the worker plans."""
        self.model.locked = locked
        self.go.setEnabled(not locked)

    def _go_to(self, row: int, column: int) -> None:
        """Keep the current cell where it was, unless a filter took it away."""
        place = self.model.place_of(row)
        if place >= 0:
            self.grid.setCurrentIndex(self.model.index(place, max(column, REMARK)))
        self.grid.setFocus()

    def choose_filter(self, key: str) -> None:
        """Show one group of rows."""
        self._buttons[key].click()

    def _show_sheet(self, place: int) -> None:
        """Show the rows of a sheet."""
        self._place = place
        readable = place >= 0 and bool(self._sheet.kind)
        for button in self._buttons.values():
            button.setEnabled(readable)
        if not readable:
            self.empty.say(self.files.found.text(), "重新选择文件", self.leave_wanted.emit)
            self.body.setCurrentWidget(self.empty)
            return
        self.body.setCurrentWidget(self.grid)
        self._fill()

    def _fill(self) -> None:
        """Show the group of rows that is chosen, with the counts of all groups."""
        key = next(one for one, button in self._buttons.items() if button.isChecked())
        self.model.show(self._sheet, FILTERS[key][1], doubtful=key == DOUBTFUL)
        self.grid.fit()
        counts = self._sheet.counts()
        doubtful = sum(1 for row in self._sheet.rows if row.warnings or row.action == "refused")
        numbers = Counter({**counts, ALL: len(self._sheet.rows), DOUBTFUL: doubtful})
        numbers["skipped"] = len(self._sheet.skipped) + counts["excluded"]
        for one, (words, _) in FILTERS.items():
            self._buttons[one].setText(f"{words} {numbers[one]:,}")
            self._buttons[one].setAccessibleName(
                f"只看{words}，{numbers[one]} 条" if one != ALL else "看全部"
            )

    def _say_deed(self) -> None:
        """Let the button say what it would do."""
        counts = self.preview.counts()
        parts = [("写入", counts["created"]), ("更新", counts["updated"])]
        words = "，".join(f"{verb} {count:,} 条" for verb, count in parts if count)
        self.go.setText(words or "没有要写入的内容")
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(bool(words))
        said = [("未变", "unchanged"), ("拒收", "refused"), ("不导入", "excluded")]
        rest = "，".join(f"{word} {counts[key]:,} 条" for word, key in said if counts[key])
        new = len(self.preview.newcomers)
        self.count.setText("；".join(filter(None, (rest, f"另新建企业 {new:,} 家" if new else ""))))
        self.send_back.setVisible(bool(counts["refused"]))

    def _ask_returned(self) -> None:
        """Ask for a folder and write the marked copies there."""
        chosen = QFileDialog.getExistingDirectory(self, "退回件存到哪个文件夹", str(Path.home()))
        if chosen:
            self.write_returned(Path(chosen))

    def write_returned(self, folder: Path) -> None:
        """Write copies of the faulty workbooks with the faults marked."""

        def work(_progress: Progress) -> list[Path]:
            from dadu_desktop.services import import_returns

            return import_returns.write_returned(self.preview, folder)

        def done(written: list[Path]) -> None:
            self._desk.notify(f"已生成退回件：{'、'.join(one.name for one in written)}。")

        self._desk.tasks.run(work, done, label="正在生成退回件…")
