"""一企一策 in the navigation: overview, plans, policy library, applications, sums and matching behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.roles import Act
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.plan_overview import PlanOverviewView
from dadu_desktop.ui.policy_matches import MatchView
from dadu_desktop.ui.policy_sums import SumsView
from dadu_desktop.ui.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk


class PlansPage(TabbedPage):
    """The overview first, then the ledgers of plans and policies and what is gathered from them."""

    help = (
        "总表：每家企业的方案、亮灯和缺什么；选中多家可一次加同一条措施。一企一策：全部方案。政策库：政策和适用条件。"
        "申报兑现：从申报、受理到兑现。兑现汇总：按政策、按企业合计。符合情况：谁符合、差多少、缺哪项数据，“新符合”是上次已阅以后新增的。"
    )
    concerned = frozenset(
        {"plans", "policies", "policy-applications", "enterprises", "figures", "visits", "problems"}
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the tabs, empty."""
        overview, sums, matches = PlanOverviewView(desk), SumsView(desk), MatchView(desk)
        tabs = [
            ("总表", overview),
            ("一企一策", LedgerPage(desk, "plans")),
            ("政策库", LedgerPage(desk, "policies")),
            ("申报兑现", LedgerPage(desk, "policy-applications")),
            ("兑现汇总", sums),
            ("符合情况", matches),
        ]
        super().__init__(desk, name, "一企一策与政策", tabs)
        self.overview, self.sums, self.matches = overview, sums, matches

    def enter(self, place: Place) -> None:
        """Show what is asked for; what only writers may do is hidden from others."""
        for button in (self.overview.add, self.matches.apply, self.matches.seen):
            button.setVisible(not self.desk.refusal(Act.WRITE))
        super().enter(place)
        if self.tabs.currentWidget() is self.overview:
            self.overview.table.setFocus()

    def asked_view(self, place: Place) -> QWidget | None:
        """Give the matches where the workbench asks for them."""
        return self.matches if place.argument == "matches" else None

    def open_row(self, place: int) -> None:
        """Open a row of the overview."""
        self.overview.open_row(place)
