"""一企一策 in the navigation: overview, plans, policy library, applications, sums and matching behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.roles import Act
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.plan_overview import PlanOverviewView
from dadu_desktop.ui.policy_matches import MatchView
from dadu_desktop.ui.policy_sums import SumsView

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

_CONCERNED = frozenset(
    {"plans", "policies", "policy-applications", "enterprises", "figures", "visits", "problems"}
)


class PlansPage(Page):
    """What lies behind a tab reads when it is looked at, and again after a change."""

    help = (
        "总表：每家企业的方案、亮灯和缺什么；选中多家可一次加同一条措施。一企一策：全部方案。政策库：政策和适用条件。"
        "申报兑现：从申报、受理到兑现。兑现汇总：按政策、按企业合计。符合情况：谁符合、差多少、缺哪项数据，“新符合”是上次已阅以后新增的。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the tabs, empty."""
        super().__init__(desk, name)
        self.overview = PlanOverviewView(desk)
        self.ledgers = {kind: LedgerPage(desk, kind) for kind in ("plans", "policies", "policy-applications")}
        self.sums = SumsView(desk)
        self.matches = MatchView(desk)
        self.tabs = QTabWidget()
        self._stale: set[QWidget] = set()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _at: self._fill())
        desk.changed.connect(self._note)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        """Title and tabs."""
        for widget, words in (
            (self.overview, "总表"),
            (self.ledgers["plans"], "一企一策"),
            (self.ledgers["policies"], "政策库"),
            (self.ledgers["policy-applications"], "申报兑现"),
            (self.sums, "兑现汇总"),
            (self.matches, "符合情况"),
        ):
            self.tabs.addTab(widget, words)
        self.tabs.setAccessibleName("一企一策")
        self.tabs.tabBar().setAccessibleName("一企一策")
        self.tabs.tabBar().setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(label("一企一策与政策", "title"))
        column.addWidget(self.tabs, 1)

    def enter(self, place: Place) -> None:
        """Show the tab that was left, or the ledger that is asked for with its query."""
        self._spoil()
        for button in (self.overview.add, self.matches.apply, self.matches.seen):
            button.setVisible(not self.desk.refusal(Act.WRITE))
        if isinstance(place.argument, ListQuery) or place.page != self.name:
            ledger = self.ledgers[place.page]
            self._stale.discard(ledger)
            self.tabs.setCurrentWidget(ledger)
            ledger.enter(Place(place.page, argument=place.argument))
        elif place.argument == "matches":
            self.tabs.setCurrentWidget(self.matches)
        self._fill()
        if self.tabs.currentWidget() is self.overview:
            self.overview.table.setFocus()

    def load(self) -> None:
        """Read the tab in front anew."""
        self._spoil()
        self._fill()

    def open_row(self, place: int) -> None:
        """Open a row of the overview."""
        self.overview.open_row(place)

    def _spoil(self) -> None:
        """Let every tab read when it is looked at next."""
        self._stale = {self.tabs.widget(at) for at in range(self.tabs.count())}

    def _fill(self) -> None:
        """Read what the tab in front shows."""
        widget = self.tabs.currentWidget()
        if widget not in self._stale:
            return
        self._stale.discard(widget)
        if isinstance(widget, PlanOverviewView | MatchView | SumsView):
            widget.load()
        elif isinstance(widget, LedgerPage):
            widget.enter(Place(widget.name))

    def _note(self, kind: str, _ids: list[int]) -> None:
        """Match and count anew after a change; a ledger in front does so itself."""
        if kind in _CONCERNED:
            self._spoil()
            if self.isVisible() and not isinstance(self.tabs.currentWidget(), LedgerPage):
                self._fill()
