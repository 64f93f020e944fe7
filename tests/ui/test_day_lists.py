"""The lists of the office: found, narrowed, put in order, kept as a view, changed together, deleted and brought back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.services import views
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.palette import Palette
from tests.ui.day import (
    CONTROL,
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
from tests.ui.day_case import NAME, type_the_plaza
from tests.ui.day_lists import (
    TOWN,
    action,
    filter_by_town,
    give_service_person,
    header,
    keep_view,
    row,
    search,
    toggle_columns,
)
from tests.ui.keyboard import OFFSCREEN, press, press_text
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, day: MainWindow) -> LedgerPage:
    """Show the register."""
    return show_list(qtbot, day, Key.Key_2)


def test_an_enterprise_is_found_by_former_name_telephone_and_person(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    type_the_plaza(qtbot, day)
    press(Key.Key_Escape)
    settle(qtbot, day)
    for words in ("曾家商行", "68901234", "汪晓梅"):
        assert search(qtbot, day, page, words) == [NAME]


def test_the_plaza_is_typed_in_and_found_by_initials_and_by_one_character(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    assert type_the_plaza(qtbot, day).values["short_name"] == "万达广场"
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
    toggle_columns(qtbot, day, page, "统一社会信用代码", "从业人数（人）")
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


def test_several_are_given_another_service_person_and_get_their_old_ones_back(
    qtbot: QtBot, day: MainWindow, page: LedgerPage
) -> None:
    at = column(page, "服务专员")
    before = cells(page, at)
    give_service_person(qtbot, day, page, (1, 3, 4), "新专员")
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
