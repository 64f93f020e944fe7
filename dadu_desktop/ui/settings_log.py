"""Settings: the log of the ledger, for those who may read it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout

from dadu_desktop.domain.dates import read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.event_log import MOST, LogLine, LogQuery, people_in_log, read_log
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import fault_label, label, push_button, search_line
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.settings_section import Section

_FIELDS = (
    Field("at", "时间", Kind.TEXT, width=17),
    Field("person", "使用人", Kind.TEXT, width=14),
    Field("action", "操作", Kind.TEXT, width=8),
    Field("thing", "对象", Kind.TEXT, width=18),
    Field("count", "条数", Kind.INTEGER, width=7),
    Field("reason", "说明", Kind.TEXT, width=30),
)


class LogSection(Section):
    """Who did what and when, narrowed by person, days and words."""

    act = Act.READ_LOG

    def __init__(self, desk: Desk) -> None:
        """Build the lines of the search and the table."""
        super().__init__(desk, "操作日志")
        self.words += " 留痕 历史 登录 导出 打印"
        self.person = NamedBox("使用人")
        self.since = search_line("从哪天起", "从 2022-11-01")
        self.until = search_line("到哪天止", "到 2022-11-30")
        self.sought = search_line("日志内容", "内容或说明")
        self.fault = fault_label()
        row = QHBoxLayout()
        for widget in (self.person, self.since, self.until, self.sought, push_button("查看", self.read)):
            row.addWidget(widget)
        self.table = RowsTable("操作日志", _FIELDS)
        self.table.setMinimumHeight(260)
        self.count = label("", "small")
        self.column.addLayout(row)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.table)
        self.column.addWidget(self.count)
        self.person.activated.connect(self.read)
        for line in (self.since, self.until, self.sought):
            line.returnPressed.connect(self.read)

    def load(self) -> None:
        """Offer the persons."""
        self.desk.ask(people_in_log, self._offer)

    def read(self) -> None:
        """Read the newest lines that fit."""
        today = date.today()
        try:
            since = (
                read_date(self.since.text(), today=today).first_day() if self.since.text().strip() else None
            )
            until = (
                read_date(self.until.text(), today=today).last_day() if self.until.text().strip() else None
            )
        except InputProblem as wrong:
            self.fault.setText(wrong.sentence)
            self.fault.show()
            return
        self.fault.hide()
        query = LogQuery(str(self.person.currentData() or ""), since, until, self.sought.text().strip())
        self.desk.ask(lambda ledger: read_log(ledger, query), self._show)

    def _offer(self, people: list[str]) -> None:
        """Fill in the persons."""
        chosen = self.person.currentData()
        self.person.clear()
        self.person.addItem("所有人", "")
        for name in filter(None, people):
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.read()

    def _show(self, lines: list[LogLine]) -> None:
        """Show the lines."""
        self.table.show_rows([_row(number, line) for number, line in enumerate(lines)])
        more = f"（只列最近 {MOST} 行，请缩小范围）" if len(lines) == MOST else ""
        self.count.setText(f"{len(lines)} 行{more}")


def _row(number: int, line: LogLine) -> Row:
    """Put one line into the columns."""
    values = {"at": f"{line.at:%Y-%m-%d %H:%M}", "person": line.person, "action": line.action}
    return Row(number, {**values, "thing": line.thing, "count": line.count, "reason": line.reason})
