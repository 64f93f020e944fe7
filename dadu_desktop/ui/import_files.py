"""The left of the import preview: files with their sheets, and what was made out of the headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from dadu_desktop.records.fields import RecordType
from dadu_desktop.services.import_plan import SheetPlan, Unreadable
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.theme import colour

WIDTH = 296


class ImportFiles(QWidget):
    """Lets a person choose the sheet that the grid shows."""

    chosen = Signal(int)  # place of the sheet in the preview, -1 for a file that could not be read

    def __init__(self, record_types: Mapping[str, RecordType]) -> None:
        """Build the list and the table of columns below it."""
        super().__init__()
        self._types = record_types
        self._sheets: Sequence[SheetPlan] = ()
        self.setFixedWidth(WIDTH)
        self.files = QListWidget()
        self.files.setWordWrap(True)
        self.files.setAccessibleName("文件和工作表")
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentItemChanged.connect(self._choose)
        self.found = label("", "small", wrap=True)
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
        column.addWidget(self.found)
        column.addWidget(self.columns, 3)

    def show_files(self, sheets: Sequence[SheetPlan], unreadable: Sequence[Unreadable]) -> None:
        """List the sheets, then the files that could not be read."""
        self._sheets = sheets
        self.files.blockSignals(True)
        self.files.clear()
        for place, sheet in enumerate(sheets):
            self._add(self._words(sheet), "excel" if sheet.kind else "info", place)
        for one in unreadable:
            self._add(f"{one.path.name}\n{one.sentence.removeprefix(f'{one.path.name}：')}", "error", -1)
        self.files.blockSignals(False)

    def choose(self, place: int) -> None:
        """Bring a sheet to the front."""
        self.files.setCurrentRow(place)

    def refresh(self, place: int) -> None:
        """Count a sheet anew."""
        self.files.item(place).setText(self._words(self._sheets[place]))

    def _add(self, words: str, picture: str, place: int) -> None:
        """Add one entry; those that hold no records cannot be chosen."""
        item = QListWidgetItem(icon(picture, "red" if picture == "error" else ""), words, self.files)
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.UserRole, place)

    def _words(self, sheet: SheetPlan) -> str:
        """Say what a sheet holds and how much of it is faulty."""
        if not sheet.kind:
            return f"{sheet.file}\n{sheet.sheet}：{sheet.reason}"
        refused = sheet.counts()["refused"]
        warned = sum(1 for row in sheet.rows if row.warnings and row.action != "refused")
        parts = [self._types[sheet.kind].label, f"{len(sheet.rows):,} 条"]
        parts += [f"拒收 {refused:,}"] if refused else []
        parts += [f"提醒 {warned:,}"] if warned else []
        return f"{sheet.file}\n{' · '.join(parts)}"

    def _choose(self, item: QListWidgetItem | None) -> None:
        """Show what was made out of a sheet, and say which it is."""
        place = item.data(Qt.ItemDataRole.UserRole) if item else -1
        self.columns.clear()
        if place < 0:
            self.found.setText(item.text().partition("\n")[2] if item else "")
            self.chosen.emit(place)
            return
        sheet = self._sheets[place]
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
        words = (
            f"工作表“{sheet.sheet}”是{self._types[sheet.kind].label}，表头在第 {rows} 行，识别 {matched} 栏"
        )
        return f"{words}，{left} 栏不导入。" if left else f"{words}。"
