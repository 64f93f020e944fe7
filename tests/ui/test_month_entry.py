"""The tab 录入: a month typed on the number pad, pasted, judged, saved as a whole, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.services.drafts import drafts
from dadu_desktop.services.figure_entry import EntryRow, entry_sheet
from dadu_desktop.services.month_close import lock_month
from dadu_desktop.storage import opening
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.entry_table import COLUMNS
from dadu_desktop.ui.month_choice import Choice
from dadu_desktop.ui.month_entry import MonthEntry
from dadu_desktop.ui.pages import Place
from tests.services.figure_rows import plain, write_figures
from tests.ui.day import press_next
from tests.ui.keyboard import OFFSCREEN, focus, press, press_text
from tests.ui.office import asked, button, raise_it

pytestmark = OFFSCREEN

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NOVEMBER = Month(2022, 11)
SALES, TURNOVER = "商品销售额", "营业额"
SHOP, BUILDER, NOODLES, HOTEL = range(4)
"""The lines in the order of the register."""


@pytest.fixture
def desk(qtbot: QtBot, office: Path) -> Iterator[Desk]:
    """Open a ledger whose hotel has an imported figure, and whose shop reported before."""
    with opening.open_file(office) as ledger:
        write_figures(ledger, [(2, "2021-11", SALES, "80", None, "900", None)])
        write_figures(ledger, [(2, "2022-10", SALES, "90", "85", "910", "820")])
        write_figures(ledger, [(5, "2022-11", TURNOVER, "20", "19", "220", "210")], sheet="S204-1")
    found = Desk()
    found.tasks.failed.connect(raise_it)
    opened: list[bool] = []
    found.open_ledger(str(office), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield found
    found.close()


@pytest.fixture
def entry(qtbot: QtBot, desk: Desk) -> MonthEntry:
    """Show the tab with November."""
    return shown(qtbot, desk)


def shown(qtbot: QtBot, desk: Desk, month: Month | None = NOVEMBER) -> MonthEntry:
    """Show a month in a window of its own."""
    widget = MonthEntry(desk)
    qtbot.addWidget(widget)
    widget.resize(1120, 600)
    widget.show()
    widget.activateWindow()
    widget.load(Choice(month))
    settle(qtbot, desk)
    widget.grid.setFocus()
    return widget


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Wait for what is read, and for the judgement that follows typing."""
    qtbot.wait(200)
    qtbot.waitUntil(lambda: desk.tasks.idle)


def text(entry: MonthEntry, row: int, key: str) -> str:
    """Read a cell as a person sees it."""
    return str(entry.model.index(row, COLUMNS[key]).data())


def kept(qtbot: QtBot, desk: Desk, row: int, month: Month = NOVEMBER) -> EntryRow:
    """Read a line as the database has it."""
    return asked(qtbot, desk, lambda ledger: entry_sheet(ledger, month)).rows[row]


def save(qtbot: QtBot, entry: MonthEntry) -> None:
    """Press Ctrl+S and wait."""
    press(Key.Key_S, CONTROL)
    settle(qtbot, entry.desk)


def paste(words: str) -> None:
    """Put words on the clipboard and press Ctrl+V."""
    QGuiApplication.clipboard().setText(words)
    press(Key.Key_V, CONTROL)


def test_numbers_are_typed_down_the_column_and_saved_by_one_key(qtbot: QtBot, entry: MonthEntry) -> None:
    for number in ("86.4", "1,234", "5"):
        press_text(number)
        press(Key.Key_Return)
    settle(qtbot, entry.desk)
    assert [text(entry, row, "value") for row in (SHOP, BUILDER, NOODLES)] == ["86.4", "1,234", "5"]
    assert entry.bar.save.text() == "保存 3 处"
    save(qtbot, entry)
    assert [kept(qtbot, entry.desk, row).value for row in (SHOP, BUILDER, NOODLES)] == [
        Decimal("86.4"),
        1234,
        5,
    ]
    assert not entry.is_changed
    assert drafts(entry.desk.path or Path()) == []


def test_growth_follows_every_key_and_the_cumulated_figure_is_proposed(
    qtbot: QtBot, entry: MonthEntry
) -> None:
    assert text(entry, SHOP, "base") == "80"
    press_text("8")
    assert text(entry, SHOP, "growth") == "-90.0%"
    press_text("8")
    assert text(entry, SHOP, "growth") == "10.0%"
    press(Key.Key_Return)
    settle(qtbot, entry.desk)
    assert text(entry, SHOP, "cumulative") == "998"
    save(qtbot, entry)
    row = kept(qtbot, entry.desk, SHOP)
    assert (row.base, row.cumulative, row.cumulative_base) == plain(80, 998, 900)


def test_first_letters_of_an_input_method_open_the_cell_and_are_not_lost(entry: MonthEntry) -> None:
    entry.grid.go_to(SHOP, "comment")
    for preedit, commit in (("xian", ""), ("", "新开")):
        composed = QInputMethodEvent(preedit, [])
        composed.setCommitString(commit)
        QApplication.sendEvent(focus(), composed)
    press_text("两店")
    press(Key.Key_Return)
    assert text(entry, SHOP, "comment") == "新开两店"


def test_escape_gives_up_what_is_typed_in_a_cell(entry: MonthEntry) -> None:
    press_text("99")
    assert text(entry, SHOP, "value") == "99"
    press(Key.Key_Escape)
    assert text(entry, SHOP, "value") == ""
    assert not entry.is_changed


def test_tab_goes_right_while_typing_and_out_of_the_grid_otherwise(entry: MonthEntry) -> None:
    press_text("88")
    press(Key.Key_Tab)
    assert entry.grid.currentIndex().column() == COLUMNS["cumulative"]
    press_text("1000")
    press(Key.Key_Tab)
    press(Key.Key_Escape)
    assert text(entry, SHOP, "cumulative") == "1,000"
    press(Key.Key_Tab)
    assert focus() is not entry.grid


def test_block_from_a_workbook_is_one_step_of_undo(entry: MonthEntry) -> None:
    paste("86.4\t\t996.4\r\n120\t\t1,320\r\n5\t\t55\r\n30\t\t240\r\n")
    assert [text(entry, row, "value") for row in range(4)] == ["86.4", "120", "5", "20"]
    assert text(entry, BUILDER, "cumulative") == "1,320"
    press(Key.Key_Z, CONTROL)
    assert [text(entry, row, "value") for row in range(4)] == ["", "", "", "20"]
    press(Key.Key_Y, CONTROL)
    assert text(entry, BUILDER, "value") == "120"


def test_copied_cells_come_back_by_paste(entry: MonthEntry) -> None:
    paste("86.4\n120\n")
    entry.grid.setCurrentIndex(entry.model.index(SHOP, COLUMNS["value"]))
    press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "86.4\n120"
    press(Key.Key_Delete)
    assert not entry.is_changed
    entry.grid.go_to(BUILDER, "value")
    press(Key.Key_V, CONTROL)
    assert [text(entry, row, "value") for row in (BUILDER, NOODLES)] == ["86.4", "120"]


def test_doubtful_cell_asks_for_a_reason_in_its_line(qtbot: QtBot, entry: MonthEntry) -> None:
    reason = COLUMNS["checked"]
    assert entry.grid.isColumnHidden(reason)
    press_text("800")
    press(Key.Key_Return)
    settle(qtbot, entry.desk)
    assert not entry.grid.isColumnHidden(reason)
    assert "核实说明" in text(entry, SHOP, "finding")
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, SHOP).value is None
    assert entry.grid.currentIndex() == entry.model.index(SHOP, reason)
    press_text("大单集中交付")
    press(Key.Key_Return)
    save(qtbot, entry)
    row = kept(qtbot, entry.desk, SHOP)
    assert (row.value, row.checked) == plain(800, "大单集中交付")


def test_reason_is_typed_letter_by_letter_without_leaving_its_cell(qtbot: QtBot, entry: MonthEntry) -> None:
    press_text("900")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: text(entry, SHOP, "finding") != "")
    entry.grid.go_to(SHOP, "checked")
    press_text("o")
    assert not entry.grid.isColumnHidden(COLUMNS["checked"])
    QApplication.processEvents()
    press_text("k it is")
    press(Key.Key_Return)
    assert text(entry, SHOP, "checked") == "ok it is"
    assert entry.grid.hasFocus()
    save(qtbot, entry)
    assert entry.grid.isColumnHidden(COLUMNS["checked"])
    assert entry.grid.currentIndex().column() == COLUMNS["value"]


def test_hard_check_refuses_beside_the_cell(qtbot: QtBot, entry: MonthEntry) -> None:
    press_text("-5")
    press(Key.Key_Return)
    press_text("abc")
    press(Key.Key_Return)
    settle(qtbot, entry.desk)
    assert "为负数" in text(entry, SHOP, "finding")
    assert "不是金额" in text(entry, BUILDER, "finding")
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, SHOP).value is None
    assert "为负数" in entry.words.text()
    assert entry.grid.currentIndex().row() == SHOP


def test_save_before_the_checks_have_spoken_writes_nothing_and_says_why(
    qtbot: QtBot, entry: MonthEntry
) -> None:
    press_text("800")
    press(Key.Key_Return)
    press_text("120")
    press(Key.Key_Return)
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, BUILDER).value is None
    assert text(entry, SHOP, "finding")
    assert entry.bar.save.text() == "保存 2 处"


def test_imported_figure_is_corrected_after_its_reason_only(qtbot: QtBot, entry: MonthEntry) -> None:
    entry.grid.go_to(HOTEL, "value")
    QTest.keyClick(entry.grid, Key.Key_5)
    assert text(entry, HOTEL, "value") == "20"
    assert "F2" in entry.words.text()
    press(Key.Key_F2)
    assert entry.grid.currentIndex().column() == COLUMNS["correction"]
    press_text("漏报一张发票")
    press(Key.Key_Return)
    assert entry.grid.currentIndex().column() == COLUMNS["value"]
    press_text("21")
    press(Key.Key_Return)
    settle(qtbot, entry.desk)
    assert text(entry, HOTEL, "cumulative") == "221"
    save(qtbot, entry)
    row = kept(qtbot, entry.desk, HOTEL)
    assert (row.value, row.cumulative, row.imported) == plain(21, 221, False)


def test_mark_and_comment_need_neither_figure_nor_reason(qtbot: QtBot, entry: MonthEntry) -> None:
    entry.grid.go_to(HOTEL, "follow_up")
    press(Key.Key_Space)
    entry.grid.go_to(SHOP, "comment")
    press_text("已电话催报")
    press(Key.Key_Return)
    save(qtbot, entry)
    hotel, shop = kept(qtbot, entry.desk, HOTEL), kept(qtbot, entry.desk, SHOP)
    assert (hotel.follow_up, hotel.value, hotel.imported) == plain(True, 20, True)
    assert (shop.comment, shop.value, shop.state) == ("已电话催报", None, "未报")
    entry.grid.go_to(SHOP, "value")
    press_text("86")
    press(Key.Key_Return)
    save(qtbot, entry)
    assert (kept(qtbot, entry.desk, SHOP).value, kept(qtbot, entry.desk, SHOP).state) == plain(86, "已报")


def test_months_before_stand_beside_indicators_that_are_asked_for_later(qtbot: QtBot, desk: Desk) -> None:
    columns = (None, None, None)
    before = [(2, "2022-10", "零售额", "70", *columns), (2, "2021-11", "零售额", "60", *columns)]
    asked(qtbot, desk, lambda ledger: write_figures(ledger, before))
    entry = shown(qtbot, desk)
    entry.filters.forms.setCurrentIndex(1)
    qtbot.waitUntil(lambda: text(entry, 1, "base") == "60")
    assert text(entry, 1, "indicator") == "零售额"
    assert entry.model.look(1).months[-1] == 70


def test_filters_narrow_the_lines_and_keep_what_is_typed(qtbot: QtBot, entry: MonthEntry) -> None:
    press_text("86")
    press(Key.Key_Return)
    entry.filters.trade.setCurrentText("批发业")
    assert entry.model.rowCount() == 1
    entry.filters.trade.setCurrentIndex(0)
    entry.filters.missing.setChecked(True)
    assert entry.model.rowCount() == 3
    entry.filters.forms.setCurrentText("全部指标")
    settle(qtbot, entry.desk)
    assert entry.model.rowCount() == 19
    entry.filters.town.setCurrentText("跳磴镇")
    assert entry.model.rowCount() == 5
    entry.grid.setFocus()
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, SHOP).value == 86


def test_draft_brings_back_what_was_typed_when_the_program_stopped(qtbot: QtBot, desk: Desk) -> None:
    first = shown(qtbot, desk)
    press_text("86")
    press(Key.Key_Return)
    press_text("12")
    first.keep_draft()
    settle(qtbot, desk)
    again = shown(qtbot, desk)
    assert [text(again, row, "value") for row in (SHOP, BUILDER)] == ["86", "12"]
    again.discard()
    settle(qtbot, desk)
    assert drafts(desk.path or Path()) == []
    assert not again.is_changed


@pytest.mark.parametrize(
    ("words", "leaves", "value"), [("保存", True, 86), ("不保存", True, None), ("取消", False, None)]
)
def test_leaving_with_changes_asks_once(
    qtbot: QtBot, entry: MonthEntry, words: str, leaves: bool, value: int | None
) -> None:
    press_text("86")
    press_next(words)
    assert entry.may_leave() is leaves
    settle(qtbot, entry.desk)
    assert kept(qtbot, entry.desk, SHOP).value == value
    assert entry.is_changed is (words == "取消")


def test_refused_cell_keeps_the_person_at_the_grid(entry: MonthEntry) -> None:
    press_text("-5")
    press(Key.Key_Return)
    press_next("保存")
    assert not entry.may_leave()
    assert text(entry, SHOP, "value") == "-5"


def test_what_is_typed_in_a_month_locked_meanwhile_is_not_lost(qtbot: QtBot, entry: MonthEntry) -> None:
    press_text("86.4")
    press(Key.Key_Return)
    asked(qtbot, entry.desk, lambda ledger: lock_month(ledger, NOVEMBER))
    entry.load(Choice(NOVEMBER))
    settle(qtbot, entry.desk)
    press_next("保存")
    assert not entry.may_leave()
    assert "已锁定" in entry.words.text()
    assert text(entry, SHOP, "value") == "86.4"


def test_locked_month_is_looked_at_only(qtbot: QtBot, desk: Desk) -> None:
    asked(qtbot, desk, lambda ledger: lock_month(ledger, NOVEMBER))
    entry = shown(qtbot, desk)
    assert "已锁定" in entry.locked.text()
    assert entry.locked.isVisible()
    QTest.keyClick(entry.grid, Key.Key_5)
    paste("86")
    assert not entry.is_changed
    flags = [entry.model.index(0, column).flags() for column in COLUMNS.values()]
    assert not any(one & Qt.ItemFlag.ItemIsEditable for one in flags)


def test_both_first_months_are_typed_as_one(qtbot: QtBot, desk: Desk) -> None:
    entry = shown(qtbot, desk, Month(2022, 2))
    assert entry.month == Month.january_february(2022)
    press_text("150")
    press(Key.Key_Return)
    save(qtbot, entry)
    assert kept(qtbot, desk, SHOP, Month.january_february(2022)).cumulative == 150


def test_cells_are_heard_with_their_column_and_what_is_wrong(qtbot: QtBot, entry: MonthEntry) -> None:
    heard = Qt.ItemDataRole.AccessibleTextRole
    settle(qtbot, entry.desk)
    assert entry.model.index(SHOP, COLUMNS["recent"]).data(heard).startswith("近12个月：80、无")
    whose = entry.model.line(HOTEL).row.enterprise.label
    assert entry.model.index(HOTEL, COLUMNS["value"]).data(heard) == f"本月：20，{whose}，只读"
    press_text("-5")
    press(Key.Key_Return)
    settle(qtbot, entry.desk)
    assert "为负数" in entry.model.index(SHOP, COLUMNS["value"]).data(heard)
    assert button(entry, "月度数据录入表") is entry.grid


def test_a_figure_that_is_wrong_is_told_when_the_keyboard_has_gone_on(
    qtbot: QtBot, entry: MonthEntry, said: list[str]
) -> None:
    settle(qtbot, entry.desk)
    whose = entry.model.line(SHOP).row.enterprise.label
    press_text("x")
    press(Key.Key_Return)
    assert said[-1].startswith(f"{whose}：")
    press(Key.Key_Up)
    press_text("-5")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: said[-1].startswith(f"{whose}：") and "为负数" in said[-1])


def test_the_model_keeps_the_rules_of_qt(entry: MonthEntry, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(entry.model)  # type: ignore[no-untyped-call]


def test_small_line_is_painted_for_units_that_reported(qtbot: QtBot, entry: MonthEntry) -> None:
    settle(qtbot, entry.desk)
    rect = entry.grid.visualRect(entry.model.index(SHOP, COLUMNS["recent"]))
    empty = entry.grid.visualRect(entry.model.index(BUILDER, COLUMNS["recent"]))
    image = entry.grid.viewport().grab().toImage()

    def colours(area: object) -> int:
        left, top = area.left(), area.top()  # type: ignore[attr-defined]
        return len({image.pixel(left + x, top + y) for x in range(4, 98) for y in range(4, 28)})

    assert colours(rect) > colours(empty)


def test_a_state_is_chosen_for_several_lines_by_the_menu_and_saved_as_marks(
    qtbot: QtBot, entry: MonthEntry
) -> None:
    entry.grid.go_to(HOTEL, "value")

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [one.text() for one in menu.actions()][3] == "状态改为“存疑”"
        menu.actions()[3].trigger()
        menu.close()

    QTimer.singleShot(50, choose)
    spot = entry.grid.visualRect(entry.grid.currentIndex()).center()
    asked_for = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, entry.grid.mapToGlobal(spot))
    QApplication.sendEvent(entry.grid.viewport(), asked_for)
    assert text(entry, HOTEL, "state") == "存疑"
    save(qtbot, entry)
    saved = kept(qtbot, entry.desk, HOTEL)
    assert (saved.state, saved.value, saved.imported) == ("存疑", Decimal(20), True)


def test_a_first_number_is_a_report_and_may_be_marked_as_expected(qtbot: QtBot, entry: MonthEntry) -> None:
    assert text(entry, SHOP, "state") == "未报"
    press_text("86.4")
    press(Key.Key_Return)
    assert text(entry, SHOP, "state") == "已报"
    entry.model.set_state([SHOP], "预计")
    settle(qtbot, entry.desk)
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, SHOP).state == "预计"


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("state", "存疑", "没有本月数，状态只能是未报；先填本月数再改状态。"),
        ("state", "差不多", "状态只能是已报、逾期、未报、存疑、预计。"),
        ("reported", "第十三天", "第十三天"),
    ],
)
def test_a_state_or_day_that_cannot_be_is_said_beside_the_line(
    qtbot: QtBot, entry: MonthEntry, key: str, words: str, said: str
) -> None:
    entry.model.setData(entry.model.index(SHOP, COLUMNS[key]), words)
    assert said in text(entry, SHOP, "finding")
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, SHOP).figure == 0
    press(Key.Key_Z, CONTROL)
    assert not entry.is_changed


def test_figure_is_not_called_missing_and_taken_away_it_is(qtbot: QtBot, entry: MonthEntry) -> None:
    entry.model.set_state([HOTEL], "未报")
    assert "先清空本月数" in text(entry, HOTEL, "finding")
    save(qtbot, entry)
    assert kept(qtbot, entry.desk, HOTEL).state == "已报"
    entry.discard()
    entry.model.setData(entry.model.index(HOTEL, COLUMNS["correction"]), "报错了企业")
    for key in ("value", "cumulative"):
        entry.model.setData(entry.model.index(HOTEL, COLUMNS[key]), "")
    assert text(entry, HOTEL, "state") == "未报"
    settle(qtbot, entry.desk)
    save(qtbot, entry)
    saved = kept(qtbot, entry.desk, HOTEL)
    assert (saved.value, saved.state) == (None, "未报")


def test_where_a_figure_comes_from_is_told_and_its_record_opened(qtbot: QtBot, entry: MonthEntry) -> None:
    entry.grid.go_to(HOTEL, "value")
    assert "工作表 S204-1" in entry.words.text()
    wanted: list[Place] = []
    entry.desk.wanted.connect(wanted.append)

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[-1].trigger()
        menu.close()

    QTimer.singleShot(50, choose)
    spot = entry.grid.visualRect(entry.grid.currentIndex()).center()
    asked_for = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, entry.grid.mapToGlobal(spot))
    QApplication.sendEvent(entry.grid.viewport(), asked_for)
    assert [(one.kind, one.id) for one in wanted] == [("figures", kept(qtbot, entry.desk, HOTEL).figure)]


def test_the_day_of_the_report_is_typed_in_a_column_of_its_own(qtbot: QtBot, entry: MonthEntry) -> None:
    assert entry.grid.isColumnHidden(COLUMNS["reported"])
    entry.filters.reported.click()
    assert not entry.grid.isColumnHidden(COLUMNS["reported"])
    entry.model.setData(entry.model.index(HOTEL, COLUMNS["reported"]), "2022年12月5日")
    save(qtbot, entry)
    assert str(kept(qtbot, entry.desk, HOTEL).reported) == str(PartialDate(2022, 12, 5))


def test_every_column_is_in_sight_on_a_small_screen(qtbot: QtBot, entry: MonthEntry) -> None:
    room = 1048  # what a window 1280 wide leaves beside the bar that scrolls
    entry.grid.setFixedWidth(room)
    qtbot.waitUntil(lambda: entry.grid.width() == room)
    needed = sum(entry.grid.columnWidth(at) for at in COLUMNS.values())
    assert needed <= entry.grid.viewport().width()
    entry.filters.cumulative.click()
    assert entry.grid.isColumnHidden(COLUMNS["cumulative"])
