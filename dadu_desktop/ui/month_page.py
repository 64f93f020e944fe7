"""月度数据: a month seen from all sides; the tabs read when they are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.periods import Month
from dadu_desktop.services.figure_units import newest_asked
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.entry_drafts import month_of
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.month_choice import ChoiceBar, same_month
from dadu_desktop.ui.month_closing import MonthClosing
from dadu_desktop.ui.month_entry import MonthEntry
from dadu_desktop.ui.month_overview import MonthOverview
from dadu_desktop.ui.month_units import MonthUnits
from dadu_desktop.ui.month_warnings import MonthWarnings
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

_NOTHING = "台账里还没有月度数据，先导入统计平台的导出表或镇街上报表。"


class MonthPage(Page):
    """Choice of the month over the tabs; 明细 is the ledger of the figures themselves."""

    help = (
        "上面选月份、时段、口径和分组。总览：区级数据、行业走势、拉动与拖累；单击一组或一条打开背后的企业。"
        "企业：每家的本期、同期、同比、拉动。录入：像表格一样逐行输入，可粘贴、撤销，Ctrl+S 保存。月结：谁已报、谁未报、锁定与更正。预警：需要上门的企业。明细：每一条数据。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the tabs, empty."""
        super().__init__(desk, name)
        self.bar = ChoiceBar()
        self.overview = MonthOverview(desk)
        self.units = MonthUnits(desk)
        self.entry = MonthEntry(desk)
        self.closing = MonthClosing(desk, self.entry.may_leave)
        self.warnings = MonthWarnings(desk)
        self.ledger = LedgerPage(desk, name)
        self.tabs = QTabWidget()
        self.stack = QStackedWidget()
        self._stale: set[QWidget] = set()
        self._lay_out()
        self.bar.changed.connect(self._choose)
        self.closing.locked.connect(lambda: self._stale.add(self.entry))
        self.overview.group_wanted.connect(self._show_group)
        self.tabs.currentChanged.connect(lambda _at: self._fill())
        desk.changed.connect(self._note)
        desk.opened.connect(self.bar.month.clear)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        """Title, choice, tabs; a sentence in their place where there are no figures."""
        for widget, words in (
            (self.overview, "总览"),
            (self.units, "企业"),
            (self.entry, "录入"),
            (self.closing, "月结"),
            (self.warnings, "预警"),
            (self.ledger, "明细"),
        ):
            self.tabs.addTab(widget, words)
        self.tabs.setAccessibleName("月度数据")
        self.tabs.tabBar().setAccessibleName("月度数据")
        self.tabs.tabBar().setDrawBase(False)
        empty = EmptyView()
        empty.say(_NOTHING, ("去导入", lambda: self.desk.show_page("exchange")), ("逐家录入", self._begin))
        self.stack.addWidget(self.tabs)
        self.stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(label("月度数据", "title"))
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.begins_at = self.bar.month

    def enter(self, place: Place) -> None:
        """Show the newest month, the figures that a query asks for, or the grid of a month that has a draft."""
        if isinstance(place.argument, ListQuery):
            self.ledger.enter(place)
            self._stale.discard(self.ledger)
            self.stack.setCurrentIndex(0)
            self.tabs.setCurrentWidget(self.ledger)
        elif place.id:
            self.tabs.setCurrentWidget(self.entry)
        self.load(month_of(place.id))

    def writers(self) -> Iterable[QWidget]:
        """Give the grid."""
        return (self.entry,)

    def may_leave(self) -> bool:
        """Ask about figures that are typed and not saved."""
        return self.entry.may_leave()

    def _choose(self) -> None:
        """Show another choice; the month stays where the person wants to stay in it."""
        typed_in = self.entry.month
        month = self.bar.choice.month
        if typed_in and month and not same_month(typed_in, month) and not self.entry.may_leave():
            self.bar.show_month(typed_in)
            return
        self.load()

    def load(self, month: Month | None = None) -> None:
        """Begin anew with the tab in front, in a month if one is named; a newer month is offered once it has come."""

        def arrived(newest: Month) -> None:
            self.bar.show_months(newest)
            if month:
                self.bar.show_month(month)
            self._refresh()

        self.desk.ask(newest_asked, arrived, self._failed)

    def _begin(self) -> None:
        """Type the first figures of a ledger, those of last month."""
        self.bar.show_months(Month.of(date.today()).previous())
        self.tabs.setCurrentWidget(self.entry)
        self._refresh()

    def _refresh(self) -> None:
        """Let every tab read when it is looked at."""
        self.stack.setCurrentIndex(0)
        self._stale = {self.tabs.widget(at) for at in range(self.tabs.count())}
        self._fill()

    def _fill(self) -> None:
        """Read what the tab in front shows."""
        widget = self.tabs.currentWidget()
        choice = self.bar.choice
        if widget not in self._stale or choice.month is None:
            return
        self._stale.discard(widget)
        if isinstance(widget, MonthOverview | MonthUnits | MonthEntry):
            widget.load(choice)
        elif isinstance(widget, MonthClosing | MonthWarnings):
            widget.load(choice.month)
        elif isinstance(widget, LedgerPage):
            widget.enter(Place(self.name))

    def _failed(self, fault: Exception) -> None:
        """Say that there is nothing yet."""
        if not isinstance(fault, NotFound):
            self.desk.tasks.failed.emit(fault)
        elif self.bar.month.count():  # the first figures are being typed
            self._refresh()
        else:
            self.stack.setCurrentIndex(1)

    def _show_group(self, key: str) -> None:
        """Open the enterprises of a group."""
        self._stale.discard(self.units)
        self.units.load(self.bar.choice)
        self.units.show_group(key)
        self.tabs.setCurrentWidget(self.units)
        self.units.table.setFocus()

    def _note(self, kind: str, _ids: list[int]) -> None:
        """Read anew after figures or the register changed."""
        if kind in {"figures", "district-figures", "enterprises"} and self.isVisible():
            self.load()
