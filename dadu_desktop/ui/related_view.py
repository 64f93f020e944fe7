"""The records of an enterprise in one ledger or several, each a small table that opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QTableView, QVBoxLayout, QWidget

from dadu_desktop.services import lists, timeline
from dadu_desktop.services.list_query import ListQuery, Sort
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.table_delegate import TableDelegate
from dadu_desktop.ui.table_model import TableModel
from dadu_desktop.ui.theme import size

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.rows import ListPage
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.figure_chart import FigureChart, Series

_COLUMNS = {
    "problems": ("number", "raised", "category", "description", "lead_unit", "due_date", "status", "light"),
    "plans": ("number", "year", "status", "measure_count", "progress", "goal"),
    "cases": ("number", "title", "started", "status", "effect"),
    "policy-applications": ("number", "policy", "status", "applied", "applied_amount", "paid", "paid_amount"),
    "trade-surveys": ("number", "date", "round", "turnover", "difficulties", "solved_count"),
    "clusters": ("number", "name", "leader", "lead_unit", "progress"),
    "teams": ("number", "name", "status", "leader", "duty_telephone", "latest_entry"),
    "projects": ("number", "name", "light", "stage", "signed_amount", "arrived_amount"),
    "activities": ("number", "name", "started", "place", "effect"),
    "figures": ("month", "indicator", "value", "base", "growth", "cumulative", "cumulative_base", "state"),
}
_SORT = {
    "problems": "raised",
    "plans": "year",
    "cases": "started",
    "policy-applications": "applied",
    "clusters": "established",
    "trade-surveys": "date",
    "teams": "started",
    "projects": "registered",
    "activities": "started",
    "figures": "month",
}
_PIXELS_EACH = 8
_MOST = 500
_MONTHS = 24


class RelatedTable(QWidget):
    """One ledger's records of an enterprise."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        """Build heading and table, empty."""
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        record_type = desk.record_types[kind]
        self.fields = [record_type.field(key) for key in _COLUMNS[kind]]
        self.model = TableModel()
        self.model.setParent(self)
        self.table = _table(self.model, record_type.label)
        self.table.activated.connect(self._open)
        self._words = label(record_type.label, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(self.table, 1)

    def show_enterprise(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Read and show the records."""
        query = ListQuery(
            enterprise=id,
            columns=_COLUMNS[self._kind],
            sort=(Sort(_SORT[self._kind], descending=True),),
            limit=_MOST,
        )
        self._desk.ask(lambda ledger: lists.list_records(ledger, self._kind, query), self._show)

    def _show(self, page: ListPage) -> None:
        """Show what was read."""
        self.model.set_rows(self.fields, page.rows, len(page.rows))
        for column, field in enumerate(self.fields):
            self.table.setColumnWidth(column, (max(field.width, 2 * len(field.heading)) + 3) * _PIXELS_EACH)
        name = self._desk.record_types[self._kind].label
        self._words.setText(f"{name}  {page.total} 条" if page.total else f"{name}：还没有记录。")
        self.table.setVisible(bool(page.total))
        grows = QSizePolicy.Policy.Preferred if page.total else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grows)

    def _open(self, index: QModelIndex) -> None:
        """Open the record of a row."""
        if row := self.model.row(index.row()):
            self._desk.open_record(self._kind, row.id)


class RelatedView(QWidget):
    """One table for each ledger, one above the other."""

    def __init__(self, desk: Desk, kinds: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Build the tables."""
        super().__init__(parent)
        self.desk = desk
        self.tables = [RelatedTable(desk, kind, self) for kind in kinds]
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 12)
        for table in self.tables:
            self.column.addWidget(table, 1)
        self.column.addStretch()

    def show_enterprise(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Read and show what belongs to an enterprise."""
        for table in self.tables:
            table.show_enterprise(id)


class FiguresView(RelatedView):
    """The monthly figures under a chart of the last two years."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the table; the chart comes when it is first looked at, because its library takes a while."""
        super().__init__(desk, ("figures",), parent)
        self.chart: FigureChart | None = None
        self.legend = label("", "muted")
        self.legend.setParent(self)
        self.legend.setContentsMargins(0, 12, 0, 4)
        self.legend.hide()

    def show_enterprise(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Read figures and the series of the indicator by which growth is quoted."""
        super().show_enterprise(id)

        def series(ledger: LedgerFile) -> tuple[str, Series]:
            facts = timeline.enterprise_facts(ledger, id)
            return facts.latest_indicator, timeline.figure_series(ledger, id, months=_MONTHS)

        self.desk.ask(series, lambda found: self._draw(*found))

    def _draw(self, indicator: str, series: Series) -> None:
        """Draw the series, or leave the chart out where there is none."""
        if self.chart is None and series:
            from dadu_desktop.ui.figure_chart import FigureChart

            self.chart = FigureChart(self)
            self.column.insertWidget(0, self.legend)
            self.column.insertWidget(1, self.chart)
        self.legend.setText(f"{indicator}（万元）　实线：当月　虚线：上年同月")
        self.legend.setVisible(bool(series))
        if self.chart:
            self.chart.setVisible(bool(series))
            self.chart.show_series(indicator, series)


def _table(model: TableModel, name: str) -> QTableView:
    """Build a table that looks like those of the ledgers."""
    table = QTableView()
    table.setModel(model)
    table.setItemDelegate(TableDelegate(table))
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(size("row"))
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
