"""项目汇总: projects added up by cluster, with how many stand in which light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.project_sums import OTHERS, STATUSES_COUNTED, TOTAL, ProjectSum, project_sums
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

_FIELDS = (
    Field("label", "产业集群", Kind.TEXT, width=16),
    Field("count", "项目", Kind.INTEGER, unit="个", width=9),
    Field("signed_amount", "合同投资额", Kind.AMOUNT, unit="万元", width=16),
    Field("arrived_amount", "到位资金", Kind.AMOUNT, unit="万元", width=14),
    Field("rate", "到位率", Kind.INTEGER, unit="%", width=12),
    Field("red", "红·逾期", Kind.INTEGER, width=8),
    Field("amber", "黄·临近", Kind.INTEGER, width=8),
    Field("on_time", "绿·按期", Kind.INTEGER, width=8),
    Field("done", "绿·完成", Kind.INTEGER, width=8),
    Field("unplanned", "灰·无计划", Kind.INTEGER, width=9),
)


class ProjectSumsView(QWidget):
    """One line for each cluster; Enter opens the projects behind it."""

    def __init__(self, desk: Desk) -> None:
        """Build line and table."""
        super().__init__()
        self.desk = desk
        self.found: list[ProjectSum] = []
        self.table = RowsTable("项目汇总", _FIELDS)
        self.printing = push_button("打印推进情况", self._print, picture="print")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("不含已终止的项目；全区招商总额另见区级数据，不由单个项目相加。", "small"))
        head.addStretch(1)
        head.addWidget(self.printing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._open)

    def load(self) -> None:
        """Add up on the worker."""
        self.desk.ask(project_sums, self._show)

    def _show(self, found: list[ProjectSum]) -> None:
        """Show the sums."""
        self.found = found
        self.table.show_each(found)

    def _open(self, place: int) -> None:
        """Open the projects of a line; those of 合计 are all that were not given up."""
        words = self.found[place].label
        within: tuple[Filter, ...] = (Filter("status", "one_of", STATUSES_COUNTED),)
        if words == OTHERS:
            within = (*within, Filter("cluster", "empty"))
        elif words != TOTAL:
            within = (*within, Filter("cluster", "is", words))
        self.desk.open_list("projects", ListQuery(filters=within))

    def _print(self) -> None:
        """Go to the report of all projects."""
        self.desk.wanted.emit(Place("reports", argument=ReportOrder("project-progress", {})))
