"""A whole ledger written as a workbook, into a superior's template, or as workbooks to fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.file_dialogs import Purpose, ask_folder, ask_target, dated
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.settings_section import Section
from dadu_desktop.ui.template_filling import TemplateFilling

FORMATS = {".xlsx": "Excel 工作簿", ".csv": "文本表格（CSV）"}
WHOLE, TEMPLATE, BLANK, EACH = "全部记录", "填入上级模板", "空白填报表", "每家企业一份填报表"
_HELP = {
    WHOLE: "导出全部记录。只要一部分时，先在台账里筛选，再点那里的“导出”。",
    TEMPLATE: "选上级发来的 .xlsx，按栏目名填入全部记录，格式、公式和合计行保留。栏目名认不出时更正一次，以后记住。",
    BLANK: "带下拉选项和填表说明，发给镇街或企业填好后可直接导入。",
    EACH: "每家企业一个文件，已知内容填好；月度数据附上月数。存到一个文件夹，收回后整个文件夹导入。",
}


class ExportCard(Section):
    """Choose a ledger and what is wanted of it, then a file."""

    def __init__(self, desk: Desk) -> None:
        """Build the choices."""
        super().__init__(desk, "导出")
        self.filling = TemplateFilling(desk, self)
        self.kinds, self.wanted, self.formats = QComboBox(), QComboBox(), QComboBox()
        for record_type in desk.record_types.values():
            self.kinds.addItem(record_type.label, record_type.key)
        self.wanted.addItems([*_HELP])
        for suffix, words in FORMATS.items():
            self.formats.addItem(words, suffix)
        self.month = QLineEdit(str(Month.of(date.today()).previous()))
        for words, widget in (
            ("台账", self.kinds),
            ("内容", self.wanted),
            ("格式", self.formats),
            ("月份", self.month),
        ):
            self.add_row(words, widget)
        row = QHBoxLayout()
        row.addWidget(push_button("导出…", self._ask, picture="export"))
        row.addStretch(1)
        self.column.addLayout(row)
        self.help = label("", "small", wrap=True)
        self.column.addWidget(self.help)
        self.column.addStretch(1)
        self.kinds.currentIndexChanged.connect(self._fit)
        self.wanted.currentIndexChanged.connect(self._fit)
        self._fit()

    def write(self, file: Path) -> None:
        """Write what was chosen to a file, or into a folder where it is many files."""
        kind, wanted = str(self.kinds.currentData()), self.wanted.currentText()
        if wanted == WHOLE:
            self.desk.ask(
                lambda ledger: late.exports.export_list(ledger, kind, ListQuery(), file),
                lambda made: self.desk.notify(
                    f"已导出 {made.rows:,} 条到 {made.file.name}。", place=made.file
                ),
                label="正在导出…",
            )
        elif wanted == BLANK:
            self.desk.ask(
                lambda ledger: late.return_forms.write_blank_form(ledger, kind, file),
                lambda made: self.desk.notify(
                    f"已写出空白填报表 {made.files[0].name}。", place=made.files[0]
                ),
                label="正在导出…",
            )
        elif self._month_is_right():
            self._write_each(kind, file)

    def _write_each(self, kind: str, folder: Path) -> None:
        """Write a workbook for every enterprise."""
        month = self._month()
        self.desk.labour(
            lambda ledger, progress: late.return_forms.write_forms_each(
                ledger, kind, folder, month=month, progress=progress
            ),
            lambda made: self.desk.notify(f"已写出 {len(made.files):,} 家企业的填报表。", place=folder),
            label="正在写填报表…",
        )

    def _query(self) -> ListQuery:
        """Ask for all records, of figures those of the month."""
        if (month := self._month()) is None:
            return ListQuery()
        return ListQuery(filters=(Filter("month", "is", PartialDate(month.year, month.month)),))

    def _month(self) -> Month | None:
        """Return the month that is asked for; None where the ledger has none."""
        return Month.parse(self.month.text()) if self.kinds.currentData() == "figures" else None

    def _month_is_right(self) -> bool:
        """Say what is wrong with the month."""
        try:
            self._month()
        except InputProblem as problem:
            self.desk.notify(problem.sentence)
            return False
        return True

    def _fit(self) -> None:
        """Show the choices that matter, and what will be written."""
        wanted = self.wanted.currentText()
        self.form.setRowVisible(self.formats, wanted == WHOLE)
        monthly = wanted in (EACH, TEMPLATE) and self.kinds.currentData() == "figures"
        self.form.setRowVisible(self.month, monthly)
        self.help.setText(_HELP[wanted])

    def _ask(self) -> None:
        """Ask for the template, the folder or the file."""
        wanted = self.wanted.currentText()
        if wanted == TEMPLATE:
            if self._month_is_right():
                self.filling.ask(str(self.kinds.currentData()), self._query())
            return
        if wanted == EACH:
            chosen = ask_folder(self, "填报表存到哪个文件夹", Purpose.PAPERS)
        else:
            suffix = self.formats.currentData() if wanted == WHOLE else ".xlsx"
            kind = self.kinds.currentText()
            name = dated(f"{kind}{suffix}") if wanted == WHOLE else f"{kind}填报表{suffix}"
            chosen = ask_target(self, "导出", Purpose.PAPERS, name, f"{FORMATS[suffix]} (*{suffix})")
        if chosen:
            self.write(chosen)
