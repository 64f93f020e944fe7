"""The lists of the office: found, narrowed, put in order, kept as a view, changed together, deleted and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.services import views
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.ui.bulk_dialog import BulkDialog
from dadu_desktop.ui.column_filter import ColumnFilter
from dadu_desktop.ui.columns_dialog import ColumnsDialog
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.palette import Palette
from dadu_desktop.ui.table_header import EDGE, FUNNEL
from tests.ui.day import (
    CONTROL,
    answer_next,
    begin_record,
    button,
    cells,
    click,
    column,
    fill,
    rows,
    save,
    seen,
    settle,
    show_list,
    take_keyboard,
)
from tests.ui.keyboard import OFFSCREEN, press, press_text
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key
NAME = "重庆大渡口万达广场商业管理有限公司"
TOWN = "九宫庙街道"


@pytest.fixture
def page(qtbot: QtBot, day: MainWindow) -> LedgerPage:
    """Show the register."""
    return show_list(qtbot, day, Key.Key_2)


def header(page: LedgerPage, heading: str, *, funnel: bool = False) -> None:
    """Click a heading, or the funnel at its right end."""
    at, head = column(page, heading), page.table.header
    left, width = head.sectionViewportPosition(at), head.sectionSize(at)
    across = left + width - EDGE - FUNNEL // 2 if funnel else left + 12
    click(head.viewport(), QPoint(across, head.height() // 2))


def row(page: LedgerPage, at: int, *, control: bool = False) -> None:
    """Click a row in its second column."""
    click(page.table.viewport(), page.table.visualRect(page.model.index(at, 1)).center(), control=control)


def opened(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    """Wait for a window of a kind."""

    def found() -> list[QWidget]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    take_keyboard(qtbot, found()[0])
    return found()[0]


def filter_by_town(qtbot: QtBot, day: MainWindow, page: LedgerPage) -> None:
    """Tick one town in the filter of its column."""
    header(page, "所属镇街", funnel=True)
    popup = opened(qtbot, ColumnFilter)
    assert isinstance(popup, ColumnFilter)
    qtbot.waitUntil(lambda: popup.values.count() > 1)
    place = next(at for at in range(popup.values.count()) if TOWN in popup.values.item(at).text())
    popup.values.setCurrentRow(place)
    QTest.keyClick(popup.values, Key.Key_Space)
    click(button(popup, "筛选 所属镇街"))
    take_keyboard(qtbot, day)
    settle(qtbot, day)


def search(qtbot: QtBot, day: MainWindow, page: LedgerPage, words: str) -> list[str]:
    """Type into the search of the list; name what it shows, which is what the ledger itself finds."""
    press(Key.Key_Slash)
    qtbot.waitUntil(page.bar.search.hasFocus)
    page.bar.search.selectAll()
    press_text(words)
    qtbot.waitUntil(lambda: page.query.search == words)
    settle(qtbot, day)
    names = cells(page, column(page, "企业名称"))
    kept = rows(qtbot, day, "enterprises", ListQuery(search=words, columns=("name",), limit=200)).rows
    assert names == [str(one.values["name"]) for one in kept]
    return names


def test_an_enterprise_is_found_by_former_name_telephone_and_person(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    begin_record(qtbot, day)
    fill(
        qtbot,
        {
            "企业名称": NAME,
            "曾用名": "大渡口曾家商行",
            "简称（招牌名）": "万达广场",
            "行业": "其他",
            "在库状态": "服务对象",
            "联系人": "汪晓梅",
            "联系电话": "023-68901234",
        },
    )
    save(qtbot, day)
    press(Key.Key_Escape)
    settle(qtbot, day)
    for words in ("曾家商行", "68901234", "汪晓梅"):
        assert search(qtbot, day, page, words) == [NAME]


def test_the_plaza_is_typed_in_and_found_by_initials_and_by_one_character(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    begin_record(qtbot, day)
    fill(qtbot, {"企业名称": NAME, "简称（招牌名）": "万达广场", "行业": "其他", "在库状态": "服务对象"})
    assert save(qtbot, day).values["short_name"] == "万达广场"
    press(Key.Key_Escape)
    settle(qtbot, day)
    assert day.page is page
    assert "152 条" in seen(page)
    for words, found in (("wdgc", [NAME]), ("万达", [NAME]), ("达", None)):
        names = search(qtbot, day, page, words)
        assert NAME in names
        assert found is None or names == found
    press(Key.Key_K, CONTROL)
    palette = day.findChild(Palette)
    assert palette is not None
    take_keyboard(qtbot, palette)
    press_text("wdgc")
    qtbot.waitUntil(lambda: NAME in palette.found.item(0).text())


def test_a_narrowed_list_is_ordered_given_other_columns_and_kept_as_a_view(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    filter_by_town(qtbot, day, page)
    header(page, "企业名称")
    settle(qtbot, day)
    click(button(page, "列"))
    dialog = opened(qtbot, ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    texts = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    for heading in ("统一社会信用代码", "从业人数（人）"):
        dialog.list.setCurrentRow(texts.index(heading))
        QTest.keyClick(dialog.list, Key.Key_Space)
    click(button(dialog, "确定"))
    take_keyboard(qtbot, day)
    settle(qtbot, day)
    wanted = ListQuery(
        filters=(Filter("town", "one_of", (TOWN,)),), sort=(Sort("name"),), columns=("name",), limit=200
    )
    names = [str(one.values["name"]) for one in rows(qtbot, day, "enterprises", wanted).rows]
    assert cells(page, 0) == names
    assert f"{len(names)} 条" in seen(page)
    headings = [one.heading for one in page.fields()]
    assert "统一社会信用代码" not in headings
    assert headings[-1] == "从业人数（人）"
    keep_view(qtbot, day, page, "九宫庙企业")
    click(button(page, "去掉筛选 所属镇街：九宫庙街道"))
    settle(qtbot, day)
    assert "151 条" in seen(page)
    qtbot.waitUntil(lambda: bool(action(page, "九宫庙企业")))
    action(page, "九宫庙企业")[0].trigger()
    settle(qtbot, day)
    assert cells(page, 0) == names
    kept = asked(qtbot, day.desk, lambda ledger: views.views(ledger, "enterprises"))
    assert [(one.name, one.query.filters) for one in kept] == [("九宫庙企业", wanted.filters)]


def keep_view(qtbot: QtBot, day: MainWindow, page: LedgerPage, name: str) -> None:
    """Keep the list in front as a view, and type its name."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QInputDialog)
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        press_text(name)
        press(Key.Key_Return)

    answer_next(answer)
    action(page, "把当前列表存为视图…")[0].trigger()
    take_keyboard(qtbot, day)
    settle(qtbot, day)


def action(page: LedgerPage, words: str) -> list[QAction]:
    """Find an entry of the menu of views."""
    return [one for one in page.bar.views_menu.actions() if one.text() == words]


def test_several_are_given_another_service_person_and_get_their_old_ones_back(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    at = column(page, "服务专员")
    before = cells(page, at)
    for place in (1, 3, 4):
        row(page, place, control=place > 1)
    qtbot.waitUntil(lambda: "已选 3 条" in seen(page))
    click(button(page, "批量修改"))
    dialog = opened(qtbot, BulkDialog)
    assert isinstance(dialog, BulkDialog)
    dialog.choose("service_person")
    qtbot.waitUntil(dialog.editor.isVisible)
    click(dialog.editor)
    press_text("新专员")
    click(button(dialog, "修改 3 条"))
    take_keyboard(qtbot, day)
    qtbot.waitUntil(lambda: day.notice.words == "已修改 3 条。")
    settle(qtbot, day)
    assert [place for place, one in enumerate(cells(page, at)) if one == "新专员"] == [1, 3, 4]
    changed = ListQuery(filters=(Filter("service_person", "is", "新专员"),))
    assert rows(qtbot, day, "enterprises", changed).total == 3
    click(button(day.notice, "撤销刚才的操作"))
    qtbot.waitUntil(lambda: cells(page, at) == before)
    assert rows(qtbot, day, "enterprises", changed).total == 0


def test_what_was_deleted_lies_in_the_bin_and_comes_back_both_ways(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    gone = cells(page, 0)[1]
    for restore in ("撤销刚才的操作", "恢复"):
        row(page, cells(page, 0).index(gone))
        page.table.setFocus()
        press(Key.Key_Delete)
        qtbot.waitUntil(lambda: "150 条" in seen(page))
        assert gone not in cells(page, 0)
        assert rows(qtbot, day, "enterprises", ListQuery(deleted=True)).total == 1
        if restore == "恢复":
            click(button(page, "回收站"))
            qtbot.waitUntil(lambda: "回收站 1 条" in seen(page))
            assert cells(page, 0) == [gone]
            row(page, 0)
            qtbot.waitUntil(lambda: "已选 1 条" in seen(page))
            click(button(page, "恢复"))
            qtbot.waitUntil(lambda: "回收站是空的。" in seen(page))
            click(button(page, "返回台账"))
        else:
            click(button(day.notice, restore))
        qtbot.waitUntil(lambda: "151 条" in seen(page))
        assert gone in cells(page, 0)
        assert rows(qtbot, day, "enterprises", ListQuery(deleted=True)).total == 0
