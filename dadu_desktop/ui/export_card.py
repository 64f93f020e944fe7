"""A whole ledger written as a workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout

from dadu_desktop.services import exports
from dadu_desktop.services.lists import ListQuery
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.settings_section import Section

FORMATS = {".xlsx": "Excel 工作簿", ".csv": "文本表格（CSV）"}


class ExportCard(Section):
    """Choose a ledger and a format, then a file."""

    def __init__(self, desk: Desk) -> None:
        """Build the choices."""
        super().__init__(desk, "导出")
        self.kinds = QComboBox()
        for record_type in desk.record_types.values():
            self.kinds.addItem(record_type.label, record_type.key)
        self.add_row("台账", self.kinds)
        self.formats = QComboBox()
        for suffix, words in FORMATS.items():
            self.formats.addItem(words, suffix)
        self.add_row("格式", self.formats)
        row = QHBoxLayout()
        row.addWidget(push_button("导出…", self._ask, picture="export"))
        row.addStretch(1)
        self.column.addLayout(row)
        words = "导出全部记录。只要一部分时，先在台账里筛选，再点那里的“导出”。"
        self.column.addWidget(label(words, "small", wrap=True))
        self.column.addStretch(1)

    def write(self, file: Path) -> None:
        """Write the chosen ledger to a file."""
        kind = self.kinds.currentData()
        file = file if file.suffix else file.with_suffix(self.formats.currentData())
        self.desk.ask(
            lambda ledger: exports.export_list(ledger, kind, ListQuery(), file),
            lambda made: self.desk.notify(f"已导出 {made.rows:,} 条到 {made.file.name}。"),
            label="正在导出…",
        )

    def _ask(self) -> None:
        """Ask for the file."""
        suffix = self.formats.currentData()
        proposed = str(Path.home() / f"{self.kinds.currentText()}{suffix}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, "导出", proposed, f"{self.formats.currentText()} (*{suffix})"
        )
        if chosen:
            self.write(Path(chosen))
