"""The left of the import preview: files with their sheets, and what was made out of the headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from dadu_desktop.records.fields import RecordType
from dadu_desktop.services.import_lines import SheetLines
from dadu_desktop.services.import_plan import ImportPreview, SheetPlan
from dadu_desktop.services.import_review import Review
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.import_missing import ImportMissing
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.theme import colour

WIDTH = 296
SEEN = 6
"""Files that are in sight at once where there are as many."""


class ImportFiles(QWidget):
    """Lets a person choose the sheet that the grid shows."""

    chosen = Signal(int)  # place of the sheet in the preview, -1 for a file that could not be read
    correction_wanted = Signal(int)  # the person wants to say how this sheet is read

    def __init__(self, record_types: Mapping[str, RecordType]) -> None:
        """Build the list and the table of columns below it."""
        super().__init__()
        self._types = record_types
        self._review = Review(ImportPreview([]))
        self.setFixedWidth(WIDTH)
        self.files = QListWidget()
        self.files.setWordWrap(True)
        self.files.setAccessibleName("文件和工作表")
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentItemChanged.connect(self._choose)
        self.missing = ImportMissing()
        self.found = label("", "small", wrap=True)
        self.correct = push_button(
            "更正识别…",
            self._correct,
            role="link",
            tip="改正内容种类、表头行、各栏对应的字段和单位，下次自动沿用",
        )
        self.columns = QTreeWidget()
        self.columns.setRootIsDecorated(False)
        self.columns.setUniformRowHeights(True)
        self.columns.setAccessibleName("识别到的栏目")
        self.columns.setHeaderLabels(["表中栏目", "对应字段"])
        self.columns.setColumnWidth(0, WIDTH // 2 - 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.files, 2)
        column.addWidget(self.missing)
        column.addWidget(self.found)
        column.addWidget(self.correct, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.columns, 3)

    def show_review(self, review: Review) -> None:
        """List the sheets, then the files that could not be read."""
        self._review = review
        self.files.blockSignals(True)
        self.files.clear()
        names = Counter(lines.sheet.path for lines in review.sheets)
        for place, lines in enumerate(review.sheets):
            several = names[lines.sheet.path] > 1
            self._add(self._words(lines, several=several), "excel" if lines.sheet.kind else "info", place)
        for one in review.unreadable:
            self._add(f"{one.path.name}\n{one.sentence.removeprefix(f'{one.path.name}：')}", "error", -1)
        self.files.blockSignals(False)
        self.files.setMinimumHeight(min(self.files.count(), SEEN) * max(self.files.sizeHintForRow(0), 0))
        self.missing.say(review.returns)

    def choose(self, place: int) -> None:
        """Bring a sheet to the front."""
        self.files.setCurrentRow(place)

    def refresh(self, review: Review) -> None:
        """Count all sheets anew and keep the current one."""
        place = self.files.currentRow()
        self.show_review(review)
        self.choose(place)

    def _add(self, words: str, picture: str, place: int) -> None:
        """Add one entry; those that hold no records cannot be chosen."""
        item = QListWidgetItem(icon(picture, "red" if picture == "error" else ""), words, self.files)
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.UserRole, place)

    def _words(self, lines: SheetLines, *, several: bool) -> str:
        """Say what a sheet, one of ``several`` in its file, holds and how much of it is faulty."""
        sheet = lines.sheet
        if not sheet.kind:
            return f"{sheet.file}\n{sheet.sheet}：{sheet.reason}"
        refused = lines.counts["refused"]
        warned = lines.counts["doubtful"] - refused
        parts = [sheet.sheet] if several else []
        parts += [self._types[sheet.kind].label, f"{len(sheet.rows):,} 条"]
        parts += [f"拒收 {refused:,}"] if refused else []
        parts += [f"提醒 {warned:,}"] if warned else []
        return f"{sheet.file}\n{' · '.join(parts)}"

    def _choose(self, item: QListWidgetItem | None) -> None:
        """Show what was made out of a sheet, and say which it is."""
        place = item.data(Qt.ItemDataRole.UserRole) if item else -1
        self.columns.clear()
        self.correct.setVisible(place >= 0 and self._review.sheets[place].sheet.cells is not None)
        if place < 0:
            self.found.setText(item.text().partition("\n")[2] if item else "")
            self.chosen.emit(place)
            return
        sheet = self._review.sheets[place].sheet
        self.found.setText(self._found(sheet))
        for match in sorted(sheet.columns, key=lambda one: bool(one.path)):
            field = f"{match.label}（{match.unit}）" if match.unit else match.label
            row = QTreeWidgetItem([match.heading, field or match.remark or "未识别，不导入"])
            row.setToolTip(0, match.heading)
            row.setToolTip(1, match.remark or field)
            if not match.path:
                row.setForeground(0, colour("muted"))
                row.setForeground(1, colour("muted"))
            self.columns.addTopLevelItem(row)
        self.chosen.emit(place)

    def _found(self, sheet: SheetPlan) -> str:
        """Say kind, heading rows and how many columns were matched."""
        if not sheet.kind:
            return f"工作表“{sheet.sheet}”：{sheet.reason}。"
        rows = "、".join(map(str, sheet.header_rows))
        matched = sum(1 for one in sheet.columns if one.path)
        left = len(sheet.columns) - matched
        moved = sheet.cells is not None and sheet.cells.moved
        head = "已排成一行一条，行号和单元格仍是来表的" if moved else f"表头在第 {rows} 行"
        words = f"工作表“{sheet.sheet}”是{self._types[sheet.kind].label}，{head}，识别 {matched} 栏"
        words = f"按您上次更正的方式识别：{words}" if sheet.remembered else words
        return f"{words}，{left} 栏不导入。" if left else f"{words}。"

    def _correct(self) -> None:
        """Ask for the current sheet to be corrected."""
        item = self.files.currentItem()
        if item is not None:
            self.correction_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
