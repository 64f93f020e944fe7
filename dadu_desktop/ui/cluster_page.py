"""The page of one cluster: what was told of it as table and chart, its projects, and the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.cluster_readings import Count, counts_of, projects_of, reading_lines
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.cluster_chart import ClusterChart
    from dadu_desktop.ui.desk import Desk

_READINGS = (
    Field("indicator", "指标", Kind.TEXT, width=16),
    Field("subject", "口径", Kind.TEXT, width=10),
    Field("count", "数量", Kind.TEXT, width=9),
    Field("amount", "金额", Kind.TEXT, width=12),
    Field("growth", "增速", Kind.TEXT, width=8),
    Field("period", "报告期", Kind.TEXT, width=16),
    Field("remark", "说明", Kind.TEXT, width=30),
    Field("source", "资料来源", Kind.TEXT, width=14),
)
_PROJECTS = ("number", "name", "light", "stage", "investor", "signed_amount", "arrived_amount")


class ClusterPage(RecordPage):
    """Values and projects first, then the form."""

    def add_tabs(self) -> None:
        """Put values and projects before the form."""
        self.view = ClusterView(self.desk)
        super().add_tabs()
        self.tabs.insertTab(0, self.view, "指标与项目")

    def show_head(self, data: RecordData) -> None:
        """Leave out what a new cluster has not yet, and show values and projects."""
        self.tabs.setTabVisible(self.tabs.indexOf(self.view), bool(data.id))
        super().show_head(data)
        if data.id:
            self.view.show_cluster(data)
        else:
            self.tabs.setCurrentWidget(self.editor)


class ClusterView(QWidget):
    """Values beside their chart, over the projects of the ledger."""

    def __init__(self, desk: Desk) -> None:
        """Build the parts, empty; the chart comes when it is first needed, because its library takes a while."""
        super().__init__()
        self.desk = desk
        self.cluster = ""
        self.rows: list[Row] = []
        self.chart: ClusterChart | None = None
        self.readings = RowsTable("集群指标", _READINGS)
        known = desk.record_types["projects"]
        fields = [
            replace(one, width=max(one.width, 2 * len(one.heading))) for one in map(known.field, _PROJECTS)
        ]
        self.projects = RowsTable("集群项目", fields)
        self.projects.opened.connect(lambda at: desk.open_record("projects", self.rows[at].id))
        self.upper = QHBoxLayout()
        self.upper.setSpacing(12)
        self.upper.addWidget(self.readings, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("集群指标（照录来源单位的数字）", "section"))
        column.addLayout(self.upper, 3)
        column.addLayout(self._project_head())
        column.addWidget(self.projects, 2)

    def _project_head(self) -> QHBoxLayout:
        """Head the projects with a way to the enterprises of the register."""
        self.registered = push_button("", self._open_enterprises, role="link", name="台账在册企业")
        head = QHBoxLayout()
        head.addWidget(label("台账项目（回车打开）", "section"))
        head.addStretch(1)
        head.addWidget(self.registered)
        return head

    def show_cluster(self, data: RecordData) -> None:
        """Show a cluster; its projects are read where they are kept."""
        self.cluster = str(data.values["name"])
        self.registered.setText(f"企业台账中标注本集群的企业 {data.values['registered'] or 0} 家")
        lines = reading_lines(data)
        self.readings.show_lines(lines)
        self._draw(counts_of(data))
        name = self.cluster
        self.desk.ask(lambda ledger: projects_of(ledger, name), partial(self._show_projects, name))

    def _draw(self, counts: Sequence[Count]) -> None:
        """Draw the counts of the whole cluster, or leave the chart out where there are fewer than two."""
        if self.chart is None and len(counts) > 1:
            from dadu_desktop.ui.cluster_chart import ClusterChart

            self.chart = ClusterChart(self)
            self.upper.addWidget(self.chart, 4)
        if self.chart:
            self.chart.setVisible(len(counts) > 1)
            self.chart.show_counts(counts)

    def _show_projects(self, cluster: str, rows: list[Row]) -> None:
        """Show the projects, if the cluster is still in front."""
        if cluster == self.cluster:
            self.rows = rows
            self.projects.show_rows(rows)

    def _open_enterprises(self) -> None:
        """List the enterprises of the register that name the cluster."""
        self.desk.open_list("enterprises", ListQuery(filters=(Filter("cluster", "is", self.cluster),)))
