"""集群与项目 in the navigation: clusters, service teams, projects, campaigns and sums behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.project_sums import ProjectSumsView

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

KINDS = ("clusters", "teams", "projects", "activities")
_CONCERNED = frozenset({*KINDS, "enterprises", "problems"})


class ClustersPage(Page):
    """What lies behind a tab reads when it is looked at, and again after a change."""

    help = (
        "产业集群：牵头领导、专班成员、成员企业和各期指标。服务专班：为一家企业服务的专班，现场办公、前移窗口和关联问题。"
        "招商项目：合同投资、到位资金和各阶段对照计划的亮灯。消费活动：时间、地点、参与企业和成效。项目汇总：按产业集群合计，回车看其中的项目。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the tabs, empty."""
        super().__init__(desk, name)
        self.ledgers = {kind: LedgerPage(desk, kind) for kind in KINDS}
        self.sums = ProjectSumsView(desk)
        self.tabs = QTabWidget()
        self._stale: set[QWidget] = set()
        self._lay_out()
        self.tabs.currentChanged.connect(lambda _at: self._fill())
        desk.changed.connect(self._note)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        """Title and tabs."""
        for kind, ledger in self.ledgers.items():
            self.tabs.addTab(ledger, self.desk.record_types[kind].label)
        self.tabs.addTab(self.sums, "项目汇总")
        self.tabs.setAccessibleName("集群与项目")
        self.tabs.tabBar().setAccessibleName("集群与项目")
        self.tabs.tabBar().setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(label("集群与项目", "title"))
        column.addWidget(self.tabs, 1)

    def enter(self, place: Place) -> None:
        """Show the tab that was left, or the ledger that is asked for with its query."""
        self._spoil()
        if isinstance(place.argument, ListQuery) or place.page != self.name:
            ledger = self.ledgers[place.page]
            self._stale.discard(ledger)
            self.tabs.setCurrentWidget(ledger)
            ledger.enter(Place(place.page, argument=place.argument))
        self._fill()

    def load(self) -> None:
        """Read the tab in front anew."""
        self._spoil()
        self._fill()

    def open_row(self, place: int) -> None:
        """Open a row of the ledger in front, of the clusters where it is none."""
        widget = self.tabs.currentWidget()
        ledger = widget if isinstance(widget, LedgerPage) else self.ledgers[self.name]
        ledger.open_row(place)

    def _spoil(self) -> None:
        """Let every tab read when it is looked at next."""
        self._stale = {self.tabs.widget(at) for at in range(self.tabs.count())}

    def _fill(self) -> None:
        """Read what the tab in front shows."""
        widget = self.tabs.currentWidget()
        if widget not in self._stale:
            return
        self._stale.discard(widget)
        if isinstance(widget, LedgerPage):
            widget.enter(Place(widget.name))
        else:
            self.sums.load()

    def _note(self, kind: str, _ids: list[int]) -> None:
        """Add up anew after a change; a ledger in front reads by itself."""
        if kind in _CONCERNED:
            self._spoil()
            if self.isVisible() and self.tabs.currentWidget() is self.sums:
                self._fill()
