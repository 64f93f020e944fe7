"""A list is searched, filtered, sorted, changed and emptied by keys and clicks; then the ledger is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from dadu_desktop.services import lists, views
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.rows import ListPage
from dadu_desktop.ui.bulk_dialog import BulkDialog
from dadu_desktop.ui.column_filter import ColumnFilter
from dadu_desktop.ui.columns_dialog import ColumnsDialog
from dadu_desktop.ui.ledger_bar import LedgerBar
from dadu_desktop.ui.ledger_page import SETTLED_MS, LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.keyboard import OFFSCREEN, press_text
from tests.ui.office import asked, button

pytestmark = OFFSCREEN

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> LedgerPage:
    """Show the list of the five enterprises."""
    window.desk.show_page("enterprises")
    shown = window.page
    assert isinstance(shown, LedgerPage)
    qtbot.waitUntil(lambda: shown.model.rowCount() == 5)
    return shown


def names(page: LedgerPage) -> list[str]:
    """Read the first column as it stands on the screen."""
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def kept(qtbot: QtBot, page: LedgerPage, query: ListQuery) -> ListPage:
    """Ask the ledger itself."""
    return asked(qtbot, page.desk, lambda ledger: lists.list_records(ledger, page.name, query))


def select(page: LedgerPage, *rows: int) -> None:
    """Select rows as Ctrl and clicks do."""
    page.table.clearSelection()
    flag = page.table.selectionModel().SelectionFlag
    for row in rows:
        page.table.selectionModel().select(page.model.index(row, 0), flag.Select | flag.Rows)


def popup(qtbot: QtBot, kind: type) -> object:
    """Wait for a dialog or a popup of a kind."""

    def found() -> list[object]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_search_is_as_wide_as_its_hint_where_the_line_has_room(qtbot: QtBot) -> None:
    """The empty stretch beside the search gives way first."""
    bar = LedgerBar("企业")
    qtbot.addWidget(bar)
    bar.show()
    bar.resize(bar.minimumSizeHint().width() + bar.search.maximumWidth(), bar.height())
    qtbot.waitUntil(lambda: bar.search.width() == bar.search.maximumWidth())


def test_the_cross_in_the_search_goes_with_a_search_that_is_taken_back(
    qtbot: QtBot, page: LedgerPage
) -> None:
    (cross,) = page.bar.search.findChildren(QToolButton)
    page.bar.show_search("岫云")
    qtbot.waitUntil(lambda: cross.property("opacity") == 1)
    page.bar.show_search("")
    qtbot.waitUntil(lambda: cross.property("opacity") == 0)


def test_initials_find_the_plaza(qtbot: QtBot, page: LedgerPage) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Slash)
    assert page.bar.search.hasFocus()
    QTest.keyClicks(page.bar.search, "wdgc")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert names(page) == ["重庆大渡口万达广场商业管理有限公司"]


def test_enter_goes_from_the_search_to_what_it_found_and_opens_it(
    qtbot: QtBot, page: LedgerPage, window: MainWindow
) -> None:
    page.bar.search.setFocus()
    QTest.keyClicks(page.bar.search, "wdgc")
    QTest.keyClick(page.bar.search, Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    QTest.keyClick(page.table, Key.Key_Return)
    qtbot.waitUntil(lambda: window.place.page == "record")


def test_one_chinese_character_finds_every_name_that_has_it(qtbot: QtBot, page: LedgerPage) -> None:
    page.bar.search.setFocus()
    press_text("面")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert names(page) == ["重庆小面餐饮管理有限公司"]


def test_a_search_without_result_offers_to_clear_it(qtbot: QtBot, page: LedgerPage) -> None:
    page.bar.search.setFocus()
    press_text("查无此店")
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    assert page.empty.words.text() == "没有符合条件的记录。"
    page.empty.button.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.bar.search.text() == ""


def test_escape_takes_a_search_without_result_back_and_keeps_the_keyboard_there(
    qtbot: QtBot, page: LedgerPage
) -> None:
    page.bar.search.setFocus()
    press_text("查无此店")
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    QTest.keyClick(page.bar.search, Key.Key_Escape)
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.table)
    assert page.bar.search.hasFocus()
    assert page.bar.search.text() == ""


def test_the_next_search_takes_the_place_of_the_last(qtbot: QtBot, page: LedgerPage) -> None:
    page.bar.search.setText("wdgc")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Slash)
    QTest.keyClicks(page.bar.search, "xm")
    assert page.bar.search.text() == "xm"


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_round(qtbot: QtBot, page: LedgerPage) -> None:
    header = page.table.header
    place = QPoint(header.sectionViewportPosition(2) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.query.sort == (Sort("trade"),) and page.desk.tasks.idle)
    up = names(page)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: names(page) == up[::-1])


def test_a_list_sorted_anew_begins_at_its_top_while_nothing_is_selected(
    qtbot: QtBot, page: LedgerPage
) -> None:
    before = names(page)
    page.ask(replace(page.query, sort=(Sort("name", descending=True),)))
    qtbot.waitUntil(lambda: names(page) != before and page.desk.tasks.idle)
    assert page.table.currentIndex().row() == 0


def test_the_filter_of_a_column_counts_its_values_and_narrows_the_list(
    qtbot: QtBot, page: LedgerPage
) -> None:
    page.table.setCurrentIndex(page.model.index(0, 2))
    QTest.keyClick(page.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    window = popup(qtbot, ColumnFilter)
    assert isinstance(window, ColumnFilter)
    qtbot.waitUntil(lambda: window.values.count() == 5)
    item = next(
        window.values.item(row) for row in range(5) if window.values.item(row).text() == "零售业（1）"
    )
    window.values.setFocus()
    window.values.setCurrentItem(item)
    QTest.keyClick(window.values, Key.Key_Space)
    QTest.keyClick(window.values, Key.Key_Return)
    qtbot.waitUntil(lambda: names(page) == ["重庆九宫百货有限公司"])
    page.bar.unfiltered.emit(0)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)


def test_a_word_in_a_column_filter_narrows_its_values_and_blanks_filter_nothing(
    qtbot: QtBot, page: LedgerPage
) -> None:
    window = ColumnFilter(page.record_type.field("trade"), (), page)
    qtbot.addWidget(window)
    window.set_values([("批发业", 2), ("零售业", 1)])
    window._boxes["contains"].setText("零售")
    assert [window.values.item(row).isHidden() for row in range(2)] == [True, False]
    window._boxes["contains"].setText("  ")
    assert not window.values.item(0).isHidden()
    with qtbot.waitSignal(window.chosen) as heard:
        window._choose()
    assert heard.args == ["trade", ()]


def test_down_goes_from_the_word_of_a_column_filter_to_its_values(qtbot: QtBot, page: LedgerPage) -> None:
    page.table.setCurrentIndex(page.model.index(0, 2))
    QTest.keyClick(page.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    window = popup(qtbot, ColumnFilter)
    assert isinstance(window, ColumnFilter)
    qtbot.waitUntil(window._boxes["contains"].hasFocus)
    QTest.keyClick(window._boxes["contains"], Key.Key_Down)
    qtbot.waitUntil(window.values.hasFocus)


def test_the_keyboard_of_a_filter_that_is_taken_away_stays_with_the_list(
    qtbot: QtBot, page: LedgerPage
) -> None:
    page.ask(replace(page.query, filters=(Filter("trade", "contains", "零售"),)))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    chip = page.bar._chip_buttons[0]
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    chip.click()
    qtbot.waitUntil(page.bar.search.hasFocus)


def test_bounds_of_a_day_are_named_as_people_name_days(qtbot: QtBot, page: LedgerPage) -> None:
    window = ColumnFilter(page.record_type.field("admitted"), (), page)
    qtbot.addWidget(window)
    assert window._boxes["at_least"].accessibleName().endswith("不早于")
    assert window._boxes["at_most"].accessibleName().endswith("不晚于")


def test_a_bound_that_is_no_date_is_said_beside_it(qtbot: QtBot, page: LedgerPage) -> None:
    field = page.record_type.field("admitted")
    window = ColumnFilter(field, (), page)
    qtbot.addWidget(window)
    window._boxes["at_least"].setText("长期")
    window._choose()
    assert window._fault.text()
    assert not window._fault.isHidden()


def test_deleting_goes_to_the_recycle_bin_and_back_by_undo(
    qtbot: QtBot, page: LedgerPage, window: MainWindow
) -> None:
    select(page, 1, 3)
    QTest.keyClick(page.table, Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert kept(qtbot, page, ListQuery(deleted=True)).total == 2
    assert window.notice.words == "已放入回收站 2 条。"
    window.notice._button.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert kept(qtbot, page, ListQuery(deleted=True)).total == 0


def test_the_recycle_bin_gives_a_record_back(qtbot: QtBot, page: LedgerPage) -> None:
    select(page, 0)
    page.deeds.delete()
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    page.bar.bin.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    select(page, 0)
    qtbot.waitUntil(page.deeds.bar.restore.isVisible)
    assert not page.deeds.bar.delete.isVisible()
    page.deeds.bar.restore.click()
    qtbot.waitUntil(lambda: page.body.currentWidget() is page.empty)
    assert kept(qtbot, page, ListQuery()).total == 5


def test_one_field_of_several_records_is_changed_and_put_back(
    qtbot: QtBot, page: LedgerPage, window: MainWindow
) -> None:
    select(page, 1, 2)
    page.deeds.change()
    dialog = popup(qtbot, BulkDialog)
    assert isinstance(dialog, BulkDialog)
    dialog.choose("town")
    dialog.editor.set_content("茄子溪街道")
    dialog.accept()
    moved = ListQuery(filters=(Filter("town", "is", "茄子溪街道"),))
    qtbot.waitUntil(lambda: window.notice.words == "已修改 2 条。")
    assert kept(qtbot, page, moved).total == 2
    qtbot.waitUntil(lambda: page.table.selected_rows() == [1, 2])  # for the next field
    page.table.setFocus()
    QTest.mouseClick(window.notice._button, Qt.MouseButton.LeftButton)
    assert page.window().focusWidget() is page.table
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert kept(qtbot, page, moved).total == 0
    assert kept(qtbot, page, ListQuery(filters=(Filter("town", "is", "跳磴镇"),))).total == 1


def test_changing_a_field_for_all_needs_the_keyboard_only(qtbot: QtBot, page: LedgerPage) -> None:
    select(page, 1, 2)
    column = page.query.columns.index("town")
    page.table.selectionModel().setCurrentIndex(
        page.model.index(1, column), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    page.deeds.change()
    dialog = popup(qtbot, BulkDialog)
    assert isinstance(dialog, BulkDialog)
    assert dialog.field.key == "town", "it begins with the column where the person is"
    assert dialog.field_box.findText("企业名称") < 0, "no two enterprises have one name"
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.field_box.setFocus()
    QTest.keyClick(dialog.field_box, Key.Key_Tab)
    qtbot.waitUntil(dialog.editor.hasFocus)


def test_copied_rows_are_no_formulas(page: LedgerPage) -> None:
    select(page, 0, 1)
    QTest.keyClick(page.table, Key.Key_C, CONTROL)
    text = QGuiApplication.clipboard().text()
    assert [line.split("\t")[0] for line in text.splitlines()] == ["企业名称", *names(page)[:2]]


def test_columns_are_chosen_and_remembered(qtbot: QtBot, page: LedgerPage) -> None:
    page.bar.columns_wanted.emit()
    dialog = popup(qtbot, ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    for row in range(2, dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog._choose()
    qtbot.waitUntil(lambda: page.model.columnCount() == 2)
    again = LedgerPage(page.desk, "enterprises")
    qtbot.addWidget(again)
    assert again.query.columns == ("name", "credit_code")


def test_a_view_keeps_the_search(qtbot: QtBot, page: LedgerPage) -> None:
    page.bar.search.setText("百货")
    page.bar.searched.emit("百货")
    with qtbot.waitSignal(page.desk.noticed) as said:
        page.deeds.save_view("百货店")
    assert said.args == ["已存为视图“百货店”，可在“视图”中打开。", None, None]
    found = asked(qtbot, page.desk, lambda ledger: views.views(ledger, "enterprises"))
    assert [(one.name, one.query.search) for one in found] == [("百货店", "百货")]


def test_the_list_is_exported_as_it_is_shown(
    qtbot: QtBot, page: LedgerPage, window: MainWindow, tmp_path: Path
) -> None:
    page.deeds.write(page.query, tmp_path / "企业.xlsx")
    qtbot.waitUntil(lambda: window.notice.words == "已导出 5 条到 企业.xlsx。")
    assert (tmp_path / "企业.xlsx").stat().st_size > 0


def test_notice_lies_above_the_bar_of_a_selection(qtbot: QtBot, page: LedgerPage, window: MainWindow) -> None:
    select(page, 0, 1)
    qtbot.waitUntil(page.deeds.bar.isVisible)
    window.desk.notify("已修改 2 条。", lambda: None)
    bar = page.deeds.bar.mapTo(window.stack, QPoint())
    assert window.notice.geometry().bottom() < bar.y()


def test_enter_opens_the_record_and_alt_left_returns(
    qtbot: QtBot, page: LedgerPage, window: MainWindow
) -> None:
    page.table.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.table, Key.Key_Return)
    assert (window.place.page, window.place.kind) == ("record", "enterprises")
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    window.back()
    assert window.page is page


def test_the_detail_panel_comes_with_the_selection_and_goes_with_it(qtbot: QtBot, page: LedgerPage) -> None:
    qtbot.wait(SETTLED_MS + 50)
    assert page.table.currentIndex().row() == 0
    assert page.detail.isHidden()
    QTest.keyClick(page.table, Key.Key_Down)
    select(page, 3)
    qtbot.waitUntil(lambda: page.detail.title.text() == "重庆小面餐饮管理有限公司")
    assert page.detail.width() <= 320
    page.table.clearSelection()
    qtbot.waitUntil(page.detail.isHidden)


def test_the_detail_panel_is_folded_away_by_key_and_stays_so(qtbot: QtBot, page: LedgerPage) -> None:
    select(page, 1)
    qtbot.waitUntil(page.detail.isVisible)
    QTest.keyClick(page.table, Key.Key_F4)
    assert page.detail.isHidden()
    again = LedgerPage(page.desk, "visits")
    qtbot.addWidget(again)
    assert not again.bar.detail.isChecked()
    page.bar.detail.click()
    assert page.detail.isVisible()


def test_the_close_button_of_the_panel_gives_the_keyboard_back_to_the_table(
    qtbot: QtBot, page: LedgerPage
) -> None:
    select(page, 1)
    qtbot.waitUntil(page.detail.isVisible)
    fold = button(page.detail, "收起摘要")
    fold.setFocus()
    QTest.keyClick(fold, Key.Key_Return)
    assert page.detail.isHidden()
    assert page.window().focusWidget() is page.table


def test_a_narrow_window_has_no_detail_panel(qtbot: QtBot, page: LedgerPage, window: MainWindow) -> None:
    select(page, 1)
    qtbot.waitUntil(page.detail.isVisible)
    window.resize(1200, 720)
    qtbot.waitUntil(page.detail.isHidden)
    assert not page.bar.detail.isVisible()


def test_six_columns_with_whole_names_and_codes_fit_beside_the_detail_panel(
    qtbot: QtBot, page: LedgerPage
) -> None:
    select(page, 1)
    qtbot.waitUntil(page.detail.isVisible)
    assert sum(page.table.columnWidth(column) for column in range(6)) <= page.table.viewport().width()
    words = page.table.fontMetrics().horizontalAdvance("重庆云梦泽火锅食品餐饮有限公司")
    assert page.table.columnWidth(0) > words + 10
    assert page.table.columnWidth(1) > page.table.fontMetrics().horizontalAdvance("91500104MA5U6KQW0X") + 10


def test_the_foot_of_the_window_counts_the_selection(
    qtbot: QtBot, page: LedgerPage, window: MainWindow
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_A, CONTROL)
    qtbot.waitUntil(lambda: window.status.words.startswith("计数 5"))


def test_several_filters_are_taken_away_at_once_also_in_a_narrow_window(
    qtbot: QtBot, page: LedgerPage, window: MainWindow
) -> None:
    filters = (Filter("trade", "is", "零售业"), Filter("town", "filled"))
    window.desk.open_list("enterprises", ListQuery(filters=filters))
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    window.resize(911, 512)
    qtbot.waitUntil(lambda: not page.bar._chip_buttons[0].isVisible())
    QTest.mouseClick(page.bar._chip_buttons[-1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)


def test_ctrl_p_prints_the_list_and_the_record(qtbot: QtBot, page: LedgerPage, window: MainWindow) -> None:
    wanted: list[Place] = []
    window.desk.wanted.connect(wanted.append)
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    QTest.keyClick(page.table, Key.Key_P, CONTROL)
    page.open_row(0)
    qtbot.waitUntil(lambda: window.desk.tasks.idle and isinstance(window.page, RecordPage))
    record = window.place.id
    QTest.keyClick(window, Key.Key_P, CONTROL)
    prints = [(one.kind, one.id) for one in wanted if one.page == "reports"]
    assert prints == [("enterprises", 0), ("enterprises", record)]
