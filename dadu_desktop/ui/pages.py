"""Which pages the window has, and what every page can do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.roles import Act

if TYPE_CHECKING:
    from dadu_desktop.services.glances import Glance
    from dadu_desktop.ui.desk import Desk


NEEDED = {
    "start": None,
    "settings": None,
    "visit-planning": Act.WRITE,
    "agenda": Act.WRITE,
    "minutes": Act.WRITE,
    "handover": Act.WRITE,
}
"""What a role must allow before a page is shown, where that is not to read; None where everybody may see it."""

DEFINITIONS = "report-definitions"
"""The page of the office's own definitions of reports, and what ``changed`` says after one was changed."""

HOUSES = {
    "policies": "plans",
    "policy-applications": "plans",
    "teams": "clusters",
    "projects": "clusters",
    "activities": "clusters",
}
"""Ledgers that are tabs of the page of another."""

BESIDE = {"trade-surveys": "visits", "district-figures": "figures"}
"""Ledgers with a page of their own under the entry of another."""


def house_of(name: str) -> str:
    """Name the entry of the navigation that a ledger stands under: mostly its own."""
    return HOUSES.get(name) or BESIDE.get(name, name)


@dataclass(frozen=True)
class Place:
    """Where a person is: a page, for a record its kind and id (0 for a new one), and what else was asked."""

    page: str
    kind: str = ""
    id: int = 0
    argument: object = None  # ListQuery of a list, Reference of a new record, list of files of an import

    @property
    def entry(self) -> str:
        """Name the entry of the navigation it belongs to: for a record its ledger."""
        return self.kind if self.page == "record" else house_of(self.page)

    @property
    def act(self) -> Act | None:
        """Say what a role must allow before the place is shown."""
        new = self.page == "record" and not self.id
        return Act.WRITE if new else NEEDED.get(self.page, Act.READ)

    @property
    def widget_key(self) -> str:
        """Name the widget that shows this place: one for each page and one for each kind of record."""
        return f"{self.page}:{self.kind}" if self.page == "record" else HOUSES.get(self.page, self.page)


class Page(QWidget):
    """The base of every page; it gets the desk and never the window."""

    help = ""

    def __init__(self, desk: Desk, name: str) -> None:
        """Keep the desk and the page's name or kind; ``begins_at`` has the keyboard when the page is first seen."""
        super().__init__()
        self.begins_at: QWidget = self
        self.setObjectName("page")
        self.desk = desk
        self.name = name

    def enter(self, place: Place) -> None:
        """Show what the place asks for; called each time the page comes to the front."""

    def load(self) -> None:
        """Read what is shown; a page that shows nothing of the ledger reads nothing."""

    def follow(self, _kind: str, _ids: list[int]) -> None:
        """Read anew after a change, where the page is in sight."""
        if self.isVisible():
            self.load()

    def glance(self) -> Glance | None:
        """Give what can be shown of the page before its ledger is open the next time; None for most pages."""
        return None

    def may_leave(self) -> bool:
        """Ask about unsaved changes; False keeps the person here."""
        return True

    def writers(self) -> Iterable[QWidget]:
        """Give what only changes the ledger: out of reach for a person who may not."""
        return ()


@dataclass(frozen=True)
class PageInfo:
    """One entry of the navigation; ``factory`` is imported when the page is first shown, ``key`` opens it."""

    name: str
    label: str
    factory: str
    key: str


_LEDGER = "dadu_desktop.ui.ledger_page:LedgerPage"
_SERVICE = "dadu_desktop.ui.survey_tabs:ServicePage"
_PLANS = "dadu_desktop.ui.plan_tabs:PlansPage"
_CLUSTERS = "dadu_desktop.ui.cluster_tabs:ClustersPage"
_RECORD = "dadu_desktop.ui.record_page:RecordPage"

PAGES = (
    PageInfo("workbench", "工作台", "dadu_desktop.ui.workbench_page:WorkbenchPage", "Ctrl+1"),
    PageInfo("enterprises", "企业", _LEDGER, "Ctrl+2"),
    PageInfo("visits", "服务台账", _SERVICE, "Ctrl+3"),
    PageInfo("problems", "问题诉求", _LEDGER, "Ctrl+4"),
    PageInfo("plans", "一企一策", _PLANS, "Ctrl+5"),
    PageInfo("cases", "一对一帮扶", _LEDGER, "Ctrl+6"),
    PageInfo("clusters", "集群与项目", _CLUSTERS, "Ctrl+G"),
    PageInfo("figures", "月度数据", "dadu_desktop.ui.month_page:MonthPage", "Ctrl+7"),
    PageInfo("reports", "报表", "dadu_desktop.ui.report_page:ReportPage", "Ctrl+8"),
    PageInfo("exchange", "导入导出", "dadu_desktop.ui.import_page:ImportPage", "Ctrl+9"),
    PageInfo("settings", "设置", "dadu_desktop.ui.settings_page:SettingsPage", "Ctrl+0"),
)
FURTHER = {
    "visit-planning": "安排走访",
    "agenda": "座谈议程",
    "rates": "办理指标",
    "handover": "工作交接",
    DEFINITIONS: "报表模板",
    "district-figures": "区级数据",
}
"""Pages outside of the navigation: other pages and the search lead there."""

LEDGERS = tuple(page.name for page in PAGES if page.factory in (_LEDGER, _SERVICE, _PLANS, _CLUSTERS))

_FACTORIES = {
    "start": "dadu_desktop.ui.start_page:StartPage",
    **{page.name: page.factory for page in PAGES},
    **{f"record:{kind}": _RECORD for kind in LEDGERS},
    "trade-surveys": "dadu_desktop.ui.survey_tabs:SurveyLedger",
    "record:trade-surveys": _RECORD,
    "district-figures": _LEDGER,  # reached from 月度数据 and by the search, not from the navigation
    "visit-planning": "dadu_desktop.ui.visit_plan_page:VisitPlanPage",
    "agenda": "dadu_desktop.ui.minutes_agenda:AgendaPage",
    "minutes": "dadu_desktop.ui.minutes_page:MinutesPage",
    "rates": "dadu_desktop.ui.rates_page:RatesPage",
    "handover": "dadu_desktop.ui.handover_page:HandoverPage",
    DEFINITIONS: "dadu_desktop.ui.definition_page:DefinitionPage",
    "report-draft": "dadu_desktop.ui.draft_page:DraftPage",
    "record:figures": _RECORD,
    "record:district-figures": _RECORD,
    "record:clusters": "dadu_desktop.ui.cluster_page:ClusterPage",
    "record:teams": "dadu_desktop.ui.team_page:TeamPage",
    "record:projects": "dadu_desktop.ui.project_page:ProjectPage",
    "record:activities": _RECORD,
    "record:policies": _RECORD,
    "record:policy-applications": _RECORD,
    "record:visits": "dadu_desktop.ui.minutes_visit:VisitPage",
    "record:cases": "dadu_desktop.ui.case_page:CasePage",
    "record:plans": "dadu_desktop.ui.plan_page:PlanPage",
    "record:problems": "dadu_desktop.ui.problem_page:ProblemPage",
    "record:enterprises": "dadu_desktop.ui.enterprise_page:EnterprisePage",
}


def label_of(place: Place) -> str:
    """Name the page of a place as the navigation or the search does; "" for the start page."""
    labels = {page.name: page.label for page in PAGES} | FURTHER
    return labels.get(place.page) or labels.get(place.entry) or labels.get(house_of(place.entry), "")


def make_page(desk: Desk, place: Place) -> Page:
    """Import and build the page that shows a place."""
    factory = resolve_name(_FACTORIES[place.widget_key])
    page: Page = factory(desk, place.page if place.page in BESIDE else place.entry)
    return page


def give_keyboard(window: QWidget, page: Page, *, new: bool) -> None:
    """Let a page that is seen for the first time begin where it wants to; later it goes on where it was left."""
    focused = cast("QWidget | None", window.focusWidget())  # the stubs know of no None
    lost = focused is None or not page.isAncestorOf(focused)  # what had the keyboard is out of sight
    if new and page.begins_at is not page:
        page.begins_at.setFocus(Qt.FocusReason.OtherFocusReason)
    elif lost:
        page.setFocus(Qt.FocusReason.OtherFocusReason)


def warm_up() -> None:
    """Import what the commonest pages need; done on the worker, so that the first list opens at once."""
    for factory in (_LEDGER, _FACTORIES["record:enterprises"], _RECORD):
        resolve_name(factory)
