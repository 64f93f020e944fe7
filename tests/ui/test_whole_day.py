"""One whole day in one window: from an empty ledger over import, search, visits and a case to what is handed out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dadu_desktop.records.fields import Reference
from dadu_desktop.services import attachments, views
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.records import RecordData
from dadu_desktop.ui.enterprise_page import EnterprisePage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.report_page import ReportPage
from tests.ui.day import (
    CONTROL,
    PLANS,
    REGISTER,
    VISITS,
    button,
    cells,
    click,
    column,
    rows,
    seen,
    settle,
    show_list,
    take_keyboard,
)
from tests.ui.day_case import NAME, type_the_case, type_the_plaza
from tests.ui.day_imports import first_morning, preview, write
from tests.ui.day_lists import (
    TOWN,
    action,
    filter_by_town,
    give_service_person,
    header,
    keep_view,
    search,
    toggle_columns,
)
from tests.ui.day_out import embedded, export, kept_as_pdf, printed, taken_back
from tests.ui.day_records import (
    add_photograph,
    known,
    open_enterprise,
    told,
    type_plan,
    type_symposium,
    type_visit,
)
from tests.ui.keyboard import OFFSCREEN, press, press_text
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key
WORKBOOKS = (
    (REGISTER, "企业 · 151 条 · 提醒 2", {"enterprises": 151}),
    (VISITS, "服务台账 · 60 条", {"visits": 60, "problems": 79}),
    (PLANS, "一企一策 · 40 条", {"plans": 40}),
)
"""A workbook, what its preview says, and what the ledger has of it afterwards."""


def test_a_whole_day_from_the_empty_ledger_to_the_briefing(qtbot: QtBot, tmp_path: Path) -> None:
    with first_morning(qtbot, tmp_path / "大渡口区.dadu") as window:
        take_in_the_workbooks(qtbot, window)
        plaza = find_the_plaza(qtbot, window)
        narrow_and_keep(qtbot, window)
        change_and_take_back(qtbot, window)
        written = [
            write_a_visit(qtbot, window, tmp_path / "现场.png"),
            hold_a_symposium(qtbot, window),
            write_a_plan(qtbot, window, tmp_path / "一企一策.pdf"),
            keep_the_case(qtbot, window, tmp_path / "案例.pdf"),
        ]
        read_the_page(
            qtbot, window, plaza, [one for one in written if one.kind != "visits" or NAME in reached(one)]
        )
        hand_out(qtbot, window, tmp_path)


def reached(visit: RecordData) -> list[str]:
    """Name the enterprises that a visit reached."""
    found = visit.values["enterprises"]
    assert isinstance(found, tuple)
    return [one.label for one in found]


def take_in_the_workbooks(qtbot: QtBot, window: MainWindow) -> None:
    """Take in each workbook of the office once; the second time it has nothing new."""
    for file, told_of, kinds in WORKBOOKS:
        page = preview(qtbot, window, file)
        assert told_of in page.review.files.files.item(0).text()
        assert [rows(qtbot, window, kind).total for kind in kinds] == [0] * len(kinds)
        write(qtbot, page)
        assert {kind: rows(qtbot, window, kind).total for kind in kinds} == kinds
        again = preview(qtbot, window, file)
        assert any(one.startswith(f"未变 {next(iter(kinds.values()))} 条") for one in seen(again)), seen(
            again
        )
        assert not again.review.go.isEnabled()
        click(again.review.leave)
    counts = rows(qtbot, window, "plans", ListQuery(columns=("measure_count",), limit=100)).rows
    assert sum(int(str(one.values["measure_count"])) for one in counts) == 78


def find_the_plaza(qtbot: QtBot, window: MainWindow) -> RecordData:
    """Type an enterprise in and find it by all that one may know of it."""
    plaza = type_the_plaza(qtbot, window)
    press(Key.Key_Escape)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, LedgerPage)
    assert "152 条" in seen(page)
    for words in ("wdgc", "曾家商行", "68901234", "汪晓梅"):
        assert search(qtbot, window, page, words) == [NAME]
    assert NAME in search(qtbot, window, page, "达")
    page.bar.search.selectAll()
    press(Key.Key_Backspace)
    qtbot.waitUntil(lambda: "152 条" in seen(page))
    return plaza


def narrow_and_keep(qtbot: QtBot, window: MainWindow) -> None:
    """Narrow the register to a town, order it, choose its columns, and call the view kept of it."""
    page = show_list(qtbot, window, Key.Key_2)
    filter_by_town(qtbot, window, page)
    header(page, "企业名称")
    settle(qtbot, window)
    toggle_columns(qtbot, window, page, "从业人数（人）")
    names = cells(page, 0)
    total = rows(qtbot, window, "enterprises", ListQuery(filters=(Filter("town", "is", TOWN),))).total
    assert len(names) == total
    keep_view(qtbot, window, page, "九宫庙企业")
    click(button(page, f"去掉筛选 所属镇街：{TOWN}"))
    qtbot.waitUntil(lambda: "152 条" in seen(page))
    qtbot.waitUntil(lambda: bool(action(page, "九宫庙企业")))
    action(page, "九宫庙企业")[0].trigger()
    qtbot.waitUntil(lambda: cells(page, 0) == names)
    assert page.fields()[-1].heading == "从业人数（人）"
    kept = asked(qtbot, window.desk, lambda ledger: views.views(ledger, "enterprises"))
    assert [one.name for one in kept] == ["九宫庙企业"]


def change_and_take_back(qtbot: QtBot, window: MainWindow) -> None:
    """Give three of the view another service person, take it back, and show the whole register again."""
    page = show_list(qtbot, window, Key.Key_2)
    at = column(page, "服务专员")
    before = cells(page, at)
    give_service_person(qtbot, window, page, (1, 3, 4), "新专员")
    changed = ListQuery(filters=(Filter("service_person", "is", "新专员"),))
    assert rows(qtbot, window, "enterprises", changed).total == 3
    click(button(window.notice, "撤销刚才的操作"))
    qtbot.waitUntil(lambda: cells(page, at) == before)
    assert rows(qtbot, window, "enterprises", changed).total == 0
    click(button(page, f"去掉筛选 所属镇街：{TOWN}"))
    qtbot.waitUntil(lambda: "152 条" in seen(page))


def write_a_visit(qtbot: QtBot, window: MainWindow, photograph: Path) -> RecordData:
    """Keep a visit with two problems and a photograph."""
    visit = type_visit(qtbot, window, NAME)
    assert [row["description"] for row in visit.children["problems"]] == ["停车位不足", "招工难"]
    assert rows(qtbot, window, "problems").total == 81
    assert QImage(640, 480, QImage.Format.Format_RGB32).save(str(photograph))
    assert isinstance(window.page, RecordPage)
    add_photograph(qtbot, window, window.page, photograph)
    kept = asked(qtbot, window.desk, lambda ledger: attachments.attachments_of(ledger, "visits", visit.id))
    assert [(one.name, one.size) for one in kept] == [(photograph.name, photograph.stat().st_size)]
    return visit


def hold_a_symposium(qtbot: QtBot, window: MainWindow) -> RecordData:
    """Keep a symposium of five enterprises."""
    names = known(qtbot, window, 6)[1:]
    symposium = type_symposium(qtbot, window, names)
    assert reached(symposium) == names
    assert rows(qtbot, window, "visits").total == 62
    return symposium


def write_a_plan(qtbot: QtBot, window: MainWindow, file: Path) -> RecordData:
    """Keep a plan with three measures, and its sheet."""
    plan = type_plan(qtbot, window, NAME)
    assert len(plan.children["measures"]) == 3
    words = printed(qtbot, window, file, "plan-sheet")
    assert {one for one in ("争取改造资金", "组织促消费活动", "协调停车位") if one not in words} == set()
    return plan


def keep_the_case(qtbot: QtBot, window: MainWindow, file: Path) -> RecordData:
    """Keep the complete case of the plaza, and its report."""
    case = type_the_case(qtbot, window)
    assert sum(len(lines) for lines in case.children.values()) == 18
    words = printed(qtbot, window, file, "case-report")
    assert {one for one in ("1000多万元", "突破6万人", "1/81", "周某") if one not in words} == set()
    return case


def read_the_page(qtbot: QtBot, window: MainWindow, plaza: RecordData, written: list[RecordData]) -> None:
    """Open the page of the plaza: the day stands in its story, and every tab can be looked at."""
    page = open_enterprise(qtbot, window, Reference(plaza.id, NAME))
    qtbot.waitUntil(lambda: len(told(page)) >= len(written))
    story = " ".join(told(page))
    assert [one.number for one in written if one.number not in story] == []
    assert {NAME, "服务对象"} <= seen(page)
    bar = page.tabs.tabBar()
    for at in range(page.tabs.count()):
        click(bar, bar.tabRect(at).center())
        settle(qtbot, window)
        assert page.tabs.currentIndex() == at


def hand_out(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    """Hand out the dossier in front, the register as workbook and pages, and the briefing."""
    assert isinstance(window.page, EnterprisePage)
    assert NAME in printed(qtbot, window, folder / "档案.pdf", "dossier")
    listed = show_list(qtbot, window, Key.Key_3)
    export(qtbot, window, listed, folder / "走访.xlsx", 62)
    back = taken_back(qtbot, window, folder / "走访.xlsx")
    assert any(one.startswith("未变 62 条") for one in seen(back)), seen(back)
    assert not back.review.go.isEnabled()
    click(back.review.leave)
    show_list(qtbot, window, Key.Key_3)
    assert "合计81" in printed(qtbot, window, folder / "走访.pdf")
    press(Key.Key_8, CONTROL)
    reports = window.page
    assert isinstance(reports, ReportPage)
    settle(qtbot, window)
    item = reports.reports.findItems("工作简报", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]
    reports.reports.scrollToItem(item)
    click(reports.reports.viewport(), reports.reports.visualItemRect(item).center())
    next_steps = reports.pane.form.editors["next_steps"]
    take_keyboard(qtbot, window)
    click(next_steps)
    qtbot.waitUntil(next_steps.hasFocus)
    press_text("逐户回访")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "没有发现问题" in reports.pane.findings.text())
    assert "简报" in kept_as_pdf(qtbot, window, folder / "简报.pdf", "briefing")
    for file in folder.glob("*.pdf"):
        assert all(embedded(file).values()), file.name
