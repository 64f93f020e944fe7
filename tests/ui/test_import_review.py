"""Rows of an import are mended, left out and answered for, by mouse and by keys, before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.choice_editor import ChoiceEditor
from dadu_desktop.ui.import_heading import HeadingDialog
from dadu_desktop.ui.import_model import FATE, HEADINGS, NUMBER, REMARK, TAKEN
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.theme import colour
from tests.ui.importing import (
    KNOWN,
    REGISTER,
    SAMPLES,
    kept,
    read,
    settle,
    shown,
    small_register,
    write,
)
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ImportPage:
    """Show the page where imports begin."""
    return shown(qtbot, window)


def test_a_refused_cell_is_mended_in_the_grid(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    file = small_register(
        tmp_path / "登记.xlsx",
        ("91500104HC3XQMLKDH", "重庆甲商贸有限公司", "批发业", "很多"),
        (None, "重庆乙商贸有限公司", "零售业", 8),
    )
    read(qtbot, page, file)
    review = page.review
    assert review.go.text() == "写入 1 条"
    assert review.model.index(0, FATE).data() == "拒收"
    assert "从业人数" in review.model.index(0, REMARK).data()
    cell = review.model.index(0, len(HEADINGS) + 3)
    assert "很多" in cell.data(Qt.ItemDataRole.ToolTipRole)
    review.grid.setFocus()
    review.grid.setCurrentIndex(cell)
    QTest.keyClick(review.grid, Qt.Key.Key_F2)
    editor = review.grid.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "12")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.go.text() == "写入 2 条")
    write(qtbot, page)
    assert kept(qtbot, page, "enterprises") == KNOWN + 2


def test_a_row_left_out_by_the_space_bar_stays_out(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    file = small_register(
        tmp_path / "登记.xlsx",
        (None, "重庆甲商贸有限公司", "批发业", 3),
        (None, "重庆乙商贸有限公司", "零售业", 8),
    )
    read(qtbot, page, file)
    review = page.review
    review.grid.setFocus()
    review.grid.setCurrentIndex(review.model.index(0, REMARK))
    QTest.keyClick(review.grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: review.go.text() == "写入 1 条")
    excluded = review.model.index(0, TAKEN)
    assert excluded.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert review.model.index(0, FATE).data() == "不导入"
    write(qtbot, page)
    assert kept(qtbot, page, "enterprises") == KNOWN + 1


def test_a_click_on_the_box_leaves_a_row_out(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    file = small_register(tmp_path / "登记.xlsx", (None, "重庆甲商贸有限公司", "批发业", 3))
    read(qtbot, page, file)
    grid = page.review.grid
    box = grid.visualRect(page.review.model.index(0, TAKEN))
    place = QPoint(box.left() + 14, box.center().y())
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: page.review.count.text() == "不导入 1 条")
    assert not page.review.go.isEnabled()


def test_a_question_about_an_enterprise_is_answered_by_keyboard(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    file = small_register(tmp_path / "登记.xlsx", ("91512081MA62K0260E", "重庆九宫百货有限公司", "零售业", 3))
    read(qtbot, page, file)
    review = page.review
    assert review.model.index(0, FATE).data() == "拒收"
    review.grid.setFocus()
    review.grid.setCurrentIndex(review.model.index(0, REMARK))
    assert review.question.isVisible()
    assert "是哪一家" in review.question.words.text()
    answers = review.question.answers
    assert [answers.itemText(at) for at in range(answers.count())][1] == "是“重庆九宫百货有限公司”（按名称）"
    QTest.keyClick(review.grid, Qt.Key.Key_F2)
    popup = answers.view()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.go.text() == "更新 1 条")
    assert not review.question.isVisible()


def test_n_goes_from_fault_to_fault(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    rows = [(None, f"重庆{name}商贸有限公司", "批发业", "很多") for name in "甲乙"]
    read(
        qtbot, page, small_register(tmp_path / "登记.xlsx", *rows, (None, "重庆丙商贸有限公司", "批发业", 3))
    )
    grid, faulty = page.review.grid, len(HEADINGS) + 3
    grid.setFocus()
    grid.setCurrentIndex(page.review.model.index(0, REMARK))
    places = []
    for _ in range(3):
        QTest.keyClick(grid, Qt.Key.Key_N)
        places.append((grid.currentIndex().row(), grid.currentIndex().column()))
    assert places == [(0, faulty), (1, faulty), (0, faulty)]


def test_refused_rows_are_looked_at_before_enter_can_write_the_others(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    good, bad = (None, "重庆甲商贸有限公司", "批发业", 3), (None, "重庆乙商贸有限公司", "批发业", "很多")
    read(qtbot, page, small_register(tmp_path / "登记.xlsx", good, bad))
    review, faulty = page.review, len(HEADINGS) + 3
    qtbot.waitUntil(review.grid.hasFocus)
    assert review.grid.currentIndex() == review.model.index(0, REMARK)
    review.go.setFocus()
    QTest.keyClick(review.go, Qt.Key.Key_N)
    assert review.grid.hasFocus()
    assert review.grid.currentIndex() == review.model.index(0, faulty)
    QTest.keyClick(review.grid, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is review
    (editor,) = (one for one in review.grid.findChildren(QLineEdit) if one.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, "12")
    QTest.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: review.go.text() == "写入 2 条" and review.go.isEnabled())
    assert (
        page.stack.currentWidget() is review
    )  # the cell was taken, and is to be judged before it is written
    QTest.keyClick(review.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.outcome)
    assert "新增 2 条" in page.outcome.title.text()


def test_a_word_that_is_no_choice_is_mended_from_the_list(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    read(qtbot, page, small_register(tmp_path / "登记.xlsx", (None, "重庆甲商贸有限公司", "制造业", 3)))
    review = page.review
    qtbot.waitUntil(review.grid.hasFocus)
    for _ in range(2):  # from the remark into the cell, then to edit it
        QTest.keyClick(review.grid, Qt.Key.Key_Return)
    (editor,) = (one for one in review.grid.findChildren(ChoiceEditor) if one.isVisible())
    qtbot.waitUntil(editor.is_open)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    words = [str(popup.model().index(row, 0).data()) for row in range(popup.model().rowCount())]
    assert words == ["批发业", "零售业", "住宿业", "餐饮业", "其他"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: review.go.text() == "写入 1 条" and review.go.isEnabled())
    assert review.grid.hasFocus()
    assert [str(row.values["trade"]) for row in review.preview.sheets[0].rows] == ["零售业"]


def test_several_rows_are_left_out_in_one_go(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    rows = [(None, f"重庆{name}商贸有限公司", "批发业", 3) for name in "甲乙丙丁"]
    read(qtbot, page, small_register(tmp_path / "登记.xlsx", *rows))
    grid = page.review.grid
    grid.setFocus()
    grid.setCurrentIndex(page.review.model.index(0, FATE))
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert [page.review.model.index(row, FATE).data() for row in range(4)] == ["不导入"] * 3 + ["新增"]
    assert not page.review.go.isEnabled()
    qtbot.waitUntil(lambda: page.review.go.text() == "写入 1 条")
    QTest.keyClick(grid, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.review.go.text() == "写入 2 条")


def test_what_is_typed_while_all_is_planned_anew_is_kept(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    rows = [(None, f"重庆{name}商贸有限公司", "批发业", "很多") for name in "甲乙"]
    read(qtbot, page, small_register(tmp_path / "登记.xlsx", *rows))
    review, column = page.review, len(HEADINGS) + 3
    for row, words in ((0, "12"), (1, "15")):
        review.grid.setFocus()
        review.grid.setCurrentIndex(review.model.index(row, column))
        QTest.keyClick(review.grid, Qt.Key.Key_F2)
        (editor,) = (one for one in review.grid.findChildren(QLineEdit) if one.isVisible())
        editor.selectAll()
        QTest.keyClicks(editor, words)
        if row:
            qtbot.wait(600)
            settle(qtbot, page)
            assert editor.text() == words
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not review.grid.editing)
    qtbot.waitUntil(lambda: review.go.text() == "写入 2 条")


def test_rows_that_are_known_are_skipped_when_only_new_ones_are_wanted(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    known = ("914403001922038216", "重庆九宫百货有限公司", "零售业", 30)
    file = small_register(tmp_path / "登记.xlsx", known, (None, "重庆甲商贸有限公司", "批发业", 3))
    read(qtbot, page, file)
    modes = page.review.mode.modes
    modes.setFocus()
    QTest.keyClick(modes, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.review.go.text() == "写入 1 条")
    assert page.review.count.text() == "跳过 1 条"
    page.review.choose_group("skipped")
    assert page.review.model.index(0, REMARK).data() == "台账中已有，本次只新增"


def odd_file(place: Path) -> Path:
    """Write a workbook whose headings say nothing to the program."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("甲方", "代号"), ("重庆甲商贸有限公司", "91500104RTYJ6YN8J2")):
        sheet.append(list(row))
    book.save(place)
    return place


def test_a_heading_that_nobody_knows_is_corrected_and_remembered(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    read(qtbot, page, odd_file(tmp_path / "怪表.xlsx"))
    review = page.review
    assert not review.go.isEnabled()
    assert "全部 0" in [one.text() for one in review.groups.findChildren(QToolButton)]
    QTest.mouseClick(review.files.correct, Qt.MouseButton.LeftButton)
    dialog = page.findChild(HeadingDialog)
    assert dialog is not None
    assert dialog.kinds.currentText() == "企业"
    ok = next(one for one in dialog.findChildren(QPushButton) if one.text() == "按此识别")
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert "至少为一栏" in dialog.fault.text()
    for row, words in enumerate(("企业名称", "统一社会信用代码")):
        dialog.field(row).setCurrentText(words)
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: review.go.text() == "写入 1 条")
    assert "企业 · 1 条" in review.files.files.item(0).text()
    page.begin()
    read(qtbot, page, odd_file(tmp_path / "下月.xlsx"))
    assert review.go.text() == "写入 1 条"
    assert review.files.found.text().startswith("按您上次更正的方式识别")


def test_a_folder_of_returns_says_which_towns_are_missing(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    folder = tmp_path / "上报"
    folder.mkdir()
    for town in ("八桥镇", "跳磴镇"):
        shutil.copy(SAMPLES / "镇街上报" / f"{town}.xlsx", folder)
    read(qtbot, page, REGISTER)
    write(qtbot, page)
    page.begin()
    read(qtbot, page, folder)
    words = page.review.files.missing.words.text()
    assert "镇街已报 2/8，未报：新山村街道" in words
    assert "企业已报 21/21，全部报齐" in words
    assert not page.review.files.missing.more.isVisible()


def test_mending_the_faults_one_by_one_needs_the_keyboard_only(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    file = small_register(
        tmp_path / "登记.xlsx",
        (None, "重庆甲商贸有限公司", "批发业", "很多"),
        (None, "重庆乙商贸有限公司", "零售业", "不少"),
    )
    read(qtbot, page, file)
    review = page.review
    review.choose_group("doubtful")
    review.grid.setFocus()

    def wait_for_rows(count: int) -> None:
        qtbot.waitUntil(lambda: review.model.rowCount() == count)

    for left in (1, 0):
        QTest.keyClick(review.grid, Qt.Key.Key_N)
        assert "不是数字" in review.question.words.text()
        assert not review.question.answers.isVisible()
        QTest.keyClick(review.grid, Qt.Key.Key_F2)
        editor = review.grid.findChild(QLineEdit)
        assert editor is not None
        editor.selectAll()
        QTest.keyClicks(editor, "12")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        wait_for_rows(left)
        settle(qtbot, page)
    assert review.go.text() == "写入 2 条"
    assert not review.question.isVisible()


def test_cell_that_is_refused_comes_before_one_that_is_only_doubtful(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    file = small_register(
        tmp_path / "登记.xlsx", ("91500104HC3XQMLKDH", "重庆甲商贸有限公司", "批发业", "很多")
    )
    read(qtbot, page, file)
    model = page.review.model
    assert model.first_fault(0) == len(HEADINGS) + 3
    code, employees = (
        model.index(0, len(HEADINGS) + at).data(Qt.ItemDataRole.ForegroundRole) for at in (0, 3)
    )
    assert (code, employees) == (colour("amber"), colour("red"))


def test_what_was_not_taken_is_listed_after_writing_and_can_still_go_back(
    qtbot: QtBot, page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = small_register(
        tmp_path / "登记.xlsx",
        (None, "重庆甲商贸有限公司", "批发业", "很多"),
        (None, "重庆乙商贸有限公司", "零售业", 8),
    )
    read(qtbot, page, file)
    write(qtbot, page)
    listed = page.outcome.refused.topLevelItem(0)
    assert listed is not None
    assert [listed.text(column) for column in range(4)] == ["登记.xlsx", "2", "从业人数（人）", "很多"]
    assert "不是数字" in listed.text(4)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "退回"))
    QTest.mouseClick(page.outcome.send_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "退回" / "登记（退回）.xlsx").is_file)
    settle(qtbot, page)
    QTest.mouseClick(page.outcome.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.outcome.undone.isVisible)
    assert not page.outcome.refused.isVisible()
    assert not page.outcome.send_back.isVisible()


def test_a_page_is_shown_with_the_cells_of_its_sender(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["企业走访记录表"],
        ["企业名称", "重庆九宫百货有限公司", "走访日期", "2022年2月30日"],
        ["走访人员", "张三", "走访方式", "上门"],
        ["反映问题", "停车难", "企业诉求", "增设车位"],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "记录表.xlsx")
    read(qtbot, page, tmp_path / "记录表.xlsx")
    model = page.review.model
    assert model.index(0, NUMBER).data() == "2—4"
    assert model.index(0, REMARK).data().startswith("D2 走访日期：")
    tips = [
        model.index(0, at).data(Qt.ItemDataRole.ToolTipRole) or ""
        for at in range(len(HEADINGS), model.columnCount())
    ]
    assert {"B4 停车难", "D4 增设车位"} <= set(tips)
    assert any(tip.startswith("D2 2022年2月30日：") for tip in tips)
    assert "行号和单元格仍是来表的" in page.review.files.found.text()
    page.review.grid.setCurrentIndex(model.index(0, REMARK))
    assert page.review.question.words.text().startswith("第 2—4 行 ")
