"""安排走访: choose whom to visit, see what is planned, enter what the visits brought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from dadu_desktop.services.visit_planning import PlannedVisit
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.visit_plan_candidates import CandidatesView
from dadu_desktop.ui.visit_plan_list import PlannedView
from dadu_desktop.ui.visit_plan_results import ResultsView


class VisitPlanPage(Page):
    """Three tabs in the order of the work."""

    help = (
        "“选企业”按镇街、商圈、多久没走访和运行预警挑企业，能看到上次谁去过、还有几个未办问题；"
        "与前后走访太近的要写明理由。“已安排”打印走访记录表和路线单；选中走完的，在“录入结果”一张表里填完全部情况。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the tabs."""
        super().__init__(desk, name)
        self.candidates = CandidatesView(desk)
        self.planned = PlannedView(desk)
        self.results = ResultsView(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("安排走访")
        self.tabs.tabBar().setAccessibleName("安排走访")
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.candidates, "选企业")
        self.tabs.addTab(self.planned, "已安排")
        self.tabs.addTab(self.results, "录入结果")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.addWidget(label("安排走访", "title"))
        column.addWidget(self.tabs, 1)
        self.begins_at = self.candidates.search
        self.candidates.planned.connect(self._show_planned)
        self.planned.results_wanted.connect(self._enter_results)
        self.results.kept.connect(self._show_planned)
        self.tabs.currentChanged.connect(self.load)
        desk.changed.connect(self.follow)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, place: Place) -> None:
        """Read what the tab in front shows."""
        self.load()

    def load(self) -> None:
        """Read what the tab in front shows; results that are being typed are left alone."""
        if self.tabs.currentWidget() is self.candidates:
            self.candidates.load()
        else:
            self.planned.load()

    def may_leave(self) -> bool:
        """Keep the person while results are typed and not kept: they are said to be lost otherwise."""
        return self.results.may_leave()

    def _show_planned(self) -> None:
        """Show what is planned; the keyboard comes along, as the button that it was on is out of sight."""
        self.tabs.setCurrentWidget(self.planned)
        self.tabs.tabBar().setFocus()

    def _enter_results(self, visits: Sequence[PlannedVisit]) -> None:
        """Begin the form of the results of some visits."""
        self.results.begin(visits)
        self.tabs.setCurrentWidget(self.results)
