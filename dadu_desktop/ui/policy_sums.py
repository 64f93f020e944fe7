"""兑现汇总: applications added up by policy or by enterprise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import policies
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.policies import ApplicationSum
from dadu_desktop.ui.month_choice import choice_box
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.policies import By
    from dadu_desktop.ui.desk import Desk

_FIELDS = (
    Field("label", "政策或企业", Kind.TEXT, width=34),
    Field("count", "申报", Kind.INTEGER, unit="件", width=10),
    Field("accepted", "受理", Kind.INTEGER, unit="件", width=10),
    Field("paid", "兑现", Kind.INTEGER, unit="件", width=10),
    Field("refused", "不予受理", Kind.INTEGER, unit="件", width=14),
    Field("applied_amount", "申报金额", Kind.AMOUNT, unit="万元", width=16),
    Field("approved_amount", "核定金额", Kind.AMOUNT, unit="万元", width=16),
    Field("paid_amount", "兑现金额", Kind.AMOUNT, unit="万元", width=16),
)


class SumsView(QWidget):
    """Two boxes over the table; Enter opens the applications behind a line."""

    def __init__(self, desk: Desk) -> None:
        """Build the boxes and the table."""
        super().__init__()
        self.desk = desk
        self.found: list[ApplicationSum] = []
        self.by = choice_box("汇总方式", ("按政策", "policy"), ("按企业", "enterprise"))
        self.year = choice_box("申报年度", ("全部年度", 0))
        self.table = RowsTable("兑现汇总", _FIELDS)
        head = QHBoxLayout()
        head.setSpacing(8)
        for words, box in (("汇总", self.by), ("申报年度", self.year)):
            head.addWidget(label(words, "small"))
            head.addWidget(box)
            box.currentIndexChanged.connect(lambda _at: self.load())
        head.addWidget(label("打印：报表中的“政策兑现台账”", "small"))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.table.opened.connect(self._open)

    def load(self) -> None:
        """Add up on the worker."""
        by: By = self.by.currentData()
        year, today = self.year.currentData(), date.today()

        def work(ledger: LedgerFile) -> tuple[list[int], list[ApplicationSum]]:
            return policies.years_of_applications(ledger, today), policies.application_sums(
                ledger, by, year or None
            )

        self.desk.ask(work, lambda found: self._show(*found))

    def _show(self, years: list[int], found: list[ApplicationSum]) -> None:
        """Show the sums, and offer every year that there is."""
        self.found = found
        for one in years:
            if self.year.findData(one) < 0:
                self.year.addItem(f"{one}年", one)
        self.table.show_each(found)

    def _open(self, place: int) -> None:
        """Open the applications of a line; those of 合计 are all."""
        one = self.found[place]
        within = (
            () if place == len(self.found) - 1 else (Filter(self.by.currentData(), "contains", one.label),)
        )
        self.desk.open_list("policy-applications", ListQuery(filters=within))
