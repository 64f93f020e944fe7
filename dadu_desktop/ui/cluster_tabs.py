"""集群与项目 in the navigation: clusters, service teams, projects, campaigns and sums behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.project_sums import ProjectSumsView
from dadu_desktop.ui.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

KINDS = ("clusters", "teams", "projects", "activities")


class ClustersPage(TabbedPage):
    """Four ledgers, and the projects added up."""

    help = (
        "产业集群：牵头领导、专班成员、成员企业和各期指标。服务专班：为一家企业服务的专班，现场办公、前移窗口和关联问题。"
        "招商项目：合同投资、到位资金和各阶段对照计划的亮灯。消费活动：时间、地点、参与企业和成效。项目汇总：按产业集群合计，回车看其中的项目。"
    )
    concerned = frozenset({*KINDS, "enterprises", "problems"})

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the tabs, empty."""
        sums = ProjectSumsView(desk)
        ledgers = [(desk.record_types[kind].label, LedgerPage(desk, kind)) for kind in KINDS]
        super().__init__(desk, name, "集群与项目", [*ledgers, ("项目汇总", sums)])
        self.sums = sums

    def open_row(self, place: int) -> None:
        """Open a row of the ledger in front, of the clusters where it is none."""
        widget = self.tabs.currentWidget()
        ledger = widget if isinstance(widget, LedgerPage) else self.ledgers[self.name]
        ledger.open_row(place)
