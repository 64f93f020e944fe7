"""总表: all enterprises with their plan of a year, lights and what is missing; a measure goes to many at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import plan_overview
from dadu_desktop.services.choices import code_items
from dadu_desktop.services.import_undo import undo_batch
from dadu_desktop.services.plan_copies import Copied, copy_measure
from dadu_desktop.services.plan_overview import Missing, Overview, PlanLine
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.month_choice import choice_box
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.plan_panel import MEASURE, PanelPlace, PlanPanel
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.desk import Desk

_FIELDS = (
    Field("enterprise", "企业", Kind.TEXT, width=32),
    Field("trade", "行业", Kind.TEXT, width=8),
    Field("number", "一企一策", Kind.TEXT, width=14),
    Field("status", "状态", Kind.TEXT, width=8),
    Field("light", "亮灯", Kind.LIGHT, width=12),
    Field("missing", "缺什么", Kind.TEXT, width=22),
    Field("measures", "措施数", Kind.INTEGER, width=8),
    Field("progress", "平均进度", Kind.PERCENT, unit="%", width=12),
    Field("latest", "最近进展", Kind.DATE, width=12),
    Field("service_person", "服务专员", Kind.TEXT, width=10),
)
_ALL = "全部企业"


class PlanOverviewView(QWidget):
    """Year and kind of lack over the table; Enter opens the plan, or begins one."""

    def __init__(self, desk: Desk) -> None:
        """Build the boxes and the table."""
        super().__init__()
        self.desk = desk
        self.found: Overview | None = None
        self.shown: list[PlanLine] = []
        self._departments: dict[str, tuple[str, ...]] = {}
        self.year = choice_box("年度")
        self.lack: QComboBox = choice_box("缺什么", (_ALL, ""), *((str(one), one.value) for one in Missing))
        self.words = label("", "muted", wrap=True)
        self.add = push_button(
            "给选中企业加措施",
            self.ask_measure,
            picture="add",
            role="primary",
            tip="没有方案的企业同时新建方案；可撤销",
        )
        self.table = RowsTable("一企一策总表", _FIELDS)
        self.empty = EmptyView()
        self.body = QStackedWidget()
        self.place = PanelPlace()
        self._lay_out()
        self.year.currentIndexChanged.connect(lambda _at: self.load())
        self.lack.currentIndexChanged.connect(lambda _at: self._show_lines())
        self.table.opened.connect(self.open_row)
        begin = QShortcut(QKeySequence("Ctrl+N"), self, lambda: desk.new_record("plans"))
        begin.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table.picked.connect(lambda: self.add.setEnabled(bool(self.table.chosen())))

    def _lay_out(self) -> None:
        """Boxes, words and button over the table."""
        head = QHBoxLayout()
        head.setSpacing(8)
        for words, box in (("年度", self.year), ("只看", self.lack)):
            head.addWidget(label(words, "small"))
            head.addWidget(box)
        head.addSpacing(8)
        head.addWidget(self.words, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.place)
        for widget in (self.table, self.empty):
            self.body.addWidget(widget)
        column.addWidget(self.body, 1)

    def load(self) -> None:
        """Read the year that is chosen; the first time the newest with plans."""
        today, wanted = date.today(), self.year.currentData()

        def arrived(found: tuple[list[int], Overview, tuple[str, ...]]) -> None:
            years, self.found, self._departments["departments"] = found
            self._offer(years, self.found.year)
            self.words.setText(self.found.words)
            self._show_lines()

        self.desk.ask(lambda ledger: _read(ledger, wanted, today), arrived)

    def _offer(self, years: list[int], year: int) -> None:
        """List the years that there are."""
        with QSignalBlocker(self.year):
            self.year.clear()
            for one in years:
                self.year.addItem(f"{one}年", one)
            self.year.setCurrentIndex(self.year.findData(year))

    def _show_lines(self) -> None:
        """Show all, or those that lack what is chosen."""
        lines = self.found.lines if self.found else ()
        wanted = self.lack.currentData()
        self.shown = [one for one in lines if not wanted or wanted in one.missing]
        self.table.show_rows([_row(one) for one in self.shown])
        self.add.setEnabled(False)
        self.body.setCurrentWidget(self.table if self.shown else self.empty)
        if lines:
            self.empty.say("没有这样的企业。", ("看全部企业", lambda: self.lack.setCurrentIndex(0)))
        else:
            self.empty.say(
                "台账里还没有在库企业，先导入企业台账。", ("去导入", lambda: self.desk.show_page("exchange"))
            )

    def open_row(self, place: int) -> None:
        """Open the plan of a row; where there is none, begin one for the enterprise."""
        if not 0 <= place < len(self.shown):
            return
        line = self.shown[place]
        if line.plan:
            self.desk.open_record("plans", line.plan)
        else:
            self.desk.new_record("plans", line.enterprise)

    def ask_measure(self) -> None:
        """Ask which measure the selected enterprises get."""
        chosen = [self.shown[place] for place in self.table.chosen()]
        if not chosen or self.found is None:
            return
        hint = f"加到选中的 {len(chosen)} 家企业 {self.found.year} 年的一企一策；已有这条措施的不重复加。"
        panel = PlanPanel("加措施", hint, MEASURE, Means(date.today(), self._departments), {})
        ids, year = [one.enterprise.id for one in chosen], self.found.year
        panel.wanted.connect(lambda values: self._copy(values, ids, year))
        self.place.open(panel)

    def _copy(self, measure: dict[str, object], enterprises: list[int], year: int) -> None:
        """Write it on the worker."""
        self.desk.ask(
            lambda ledger: copy_measure(ledger, measure, enterprises, year), self._copied, self.place.refuse
        )

    def _copied(self, copied: Copied) -> None:
        """Tell what was done; the notice takes it back."""
        self.place.close_panel()
        tell_copied(self.desk, copied)
        self.load()


def tell_copied(desk: Desk, copied: Copied) -> None:
    """Say what a copy did, with the way to take all of it back."""

    def take_back() -> None:
        desk.ask(
            lambda ledger: undo_batch(ledger, copied.batch), lambda _outcome: desk.announce(copied.changed)
        )

    desk.announce(copied.changed)
    desk.notify(copied.words, take_back)


def _read(ledger: LedgerFile, wanted: int | None, today: date) -> tuple[list[int], Overview, tuple[str, ...]]:
    """Read years, lines and departments."""
    years = plan_overview.plan_years(ledger, today)
    departments = tuple(one.label for one in code_items(ledger, "departments") if one.active)
    return years, plan_overview.plan_overview(ledger, wanted, today), departments


def _row(one: PlanLine) -> Row:
    """Show one enterprise."""
    values: dict[str, object] = {
        "enterprise": one.enterprise.label,
        "trade": one.trade,
        "number": one.number,
        "status": one.status,
        "light": one.light,
        "missing": "、".join(one.missing),
        "measures": one.measures or None,
        "progress": one.progress,
        "latest": one.latest,
        "service_person": one.service_person,
    }
    return Row(one.enterprise.id, values)
