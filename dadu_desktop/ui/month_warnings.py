"""预警: enterprises to look after, with one key to plan the visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import early_warning
from dadu_desktop.services.early_warning import EnterpriseWarning
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.domain.periods import Month
    from dadu_desktop.ui.desk import Desk

_FIELDS = (
    Field("enterprise", "企业", Kind.TEXT, width=27),
    Field("trade", "行业", Kind.TEXT, width=6),
    Field("kinds", "预警", Kind.TEXT, width=16),
    Field("sentences", "情况", Kind.TEXT, width=37),
    Field("suggestion", "建议", Kind.TEXT, width=30),
)


class MonthWarnings(QWidget):
    """The list; Enter opens the enterprise, the button plans a visit."""

    def __init__(self, desk: Desk) -> None:
        """Build words, button and table."""
        super().__init__()
        self.desk = desk
        self.found: tuple[EnterpriseWarning, ...] = ()
        self.words = label("", wrap=True)
        self.plan = push_button(
            "安排走访", self._plan, picture="calendar", role="primary", tip="给选中的企业新建走访，主题已填好"
        )
        self.table = RowsTable("预警企业", _FIELDS)
        self.table.opened.connect(lambda row: desk.open_record("enterprises", self.found[row].enterprise.id))
        self.table.picked.connect(self._allow)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)

    def load(self, month: Month) -> None:
        """Look for warnings on the worker."""
        self.desk.ask(lambda ledger: early_warning.early_warnings(ledger, month), self._show)

    def _show(self, found: tuple[EnterpriseWarning, ...]) -> None:
        """Show them, or say that there are none."""
        self.found = found
        said = f"{len(found)} 家企业需要关注：连续三月下降、降幅超过20%、本月未报或疑似单位填错。"
        self.words.setText(said if found else "本月没有预警。")
        self.table.show_rows([_row(one) for one in found])
        if found:  # so that one click plans the first visit
            self.table.selectRow(0)
        self._allow()

    def _allow(self) -> None:
        """Plan a visit to one enterprise only."""
        self.plan.setEnabled(len(self.table.chosen()) == 1)

    def _plan(self) -> None:
        """Open a new visit with enterprise and topic filled in."""
        warning = self.found[self.table.chosen()[0]]
        self.desk.ask(
            lambda ledger: early_warning.suggested_visit(ledger, warning),
            lambda data: self.desk.wanted.emit(Place("record", "visits", 0, data)),
        )


def _row(one: EnterpriseWarning) -> Row:
    """Show one enterprise."""
    values: dict[str, object] = {
        "enterprise": one.enterprise.label,
        "trade": one.trade,
        "kinds": "、".join(str(alarm.kind) for alarm in one.alarms),
        "sentences": " ".join(alarm.sentence for alarm in one.alarms),
        "suggestion": one.suggestion,
    }
    return Row(one.enterprise.id, values)
