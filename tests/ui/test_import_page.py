"""Workbooks are dropped, looked at, written and taken back; then the ledger is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.services import records
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.ui.import_model import FATE, HEADINGS, REMARK
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.tasks import Task
from tests.ui.importing import (
    KNOWN,
    REGISTER,
    SAMPLES,
    button,
    kept,
    read,
    settle,
    shown,
    small_register,
    write,
)
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked

pytestmark = OFFSCREEN

VISITS = SAMPLES / "九宫庙街道走访台账.xls"
PLANS = SAMPLES / "一企一策工作台账.xlsx"
TRUTH: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ImportPage:
    """Show the page where imports begin."""
    return shown(qtbot, window)


def test_keyboard_begins_where_files_are_chosen(qtbot: QtBot, page: ImportPage) -> None:
    def at() -> str:
        return page.window().focusWidget().accessibleName()

    assert at() == "选择文件…"
    read(qtbot, page, REGISTER)
    QTest.mouseClick(page.review.leave, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert at() == "选择文件…"


def test_next_preview_begins_at_its_first_column(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    bar = page.review.grid.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value()
    QTest.mouseClick(page.review.leave, Qt.MouseButton.LeftButton)
    read(qtbot, page, REGISTER)
    assert bar.value() == 0


def test_register_is_previewed_written_and_known_again(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    assert page.review.go.text() == "写入 151 条"
    assert kept(qtbot, page, "enterprises") == KNOWN
    write(qtbot, page)
    assert "新增 151 条" in page.outcome.title.text()
    assert kept(qtbot, page, "enterprises") == KNOWN + 151
    QTest.mouseClick(button(page, "继续导入"), Qt.MouseButton.LeftButton)
    read(qtbot, page, REGISTER)
    assert page.review.count.text() == "未变 151 条"
    assert not page.review.go.isEnabled()


def test_preview_says_kind_heading_rows_and_what_is_left_out(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    files = page.review.files
    assert "企业 · 151 条 · 提醒 2" in files.files.item(0).text()
    assert "表头在第 3、4 行" in files.found.text()
    columns = [files.columns.topLevelItem(row) for row in range(files.columns.topLevelItemCount())]
    words = {one.text(0): one.text(1) for one in columns if one is not None}
    assert words["统一社会信用代码"] == "统一社会信用代码"
    assert words["序号"] == "未识别，不导入"


def test_rows_with_a_warning_stand_first_and_can_be_shown_alone(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    model = page.review.model
    assert "校验" in model.index(0, REMARK).data()
    page.review.choose_group("doubtful")
    assert model.rowCount() == 2
    page.review.choose_group("skipped")
    assert {model.index(row, FATE).data() for row in range(model.rowCount())} == {"跳过"}
    page.review.choose_group("updated")
    assert model.rowCount() == 0


def test_an_undone_import_leaves_the_ledger_as_it_was(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    write(qtbot, page)
    QTest.mouseClick(button(page, "撤销本次导入"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.outcome.title.text() == "已撤销导入")
    assert "已撤销 151 条" in page.outcome.lines.text()
    assert kept(qtbot, page, "enterprises") == KNOWN
    page.begin()
    settle(qtbot, page)
    assert page.home.batches.model().index(0, 4).data() == "已撤销"


def test_a_past_import_is_undone_from_the_list(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    write(qtbot, page)
    page.begin()
    settle(qtbot, page)
    assert page.home.batches.model().index(0, 2).data() == "新增 151"
    undo = page.home.batches.cellWidget(0, 4)
    assert isinstance(undo, QPushButton)
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.outcome.title.text() == "已撤销导入")
    assert kept(qtbot, page, "enterprises") == KNOWN


def test_a_cancelled_import_writes_nothing(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    page.write()
    for task in list(page.desk.tasks._waiting):
        task.cancel()
    settle(qtbot, page)
    assert page.stack.currentWidget() is page.review
    assert page.review.isEnabled()
    assert kept(qtbot, page, "enterprises") == KNOWN


def test_a_write_cancelled_half_way_leaves_nothing(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER, VISITS, PLANS)
    told: list[int] = []

    def stop(task: Task, done: int, _total: int, _words: str) -> None:
        if done:
            told.append(done)
            task.cancel()

    page.desk.tasks.moved.connect(stop, Qt.ConnectionType.DirectConnection)
    QTest.mouseClick(page.review.go, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert len(told) == 1
    assert page.stack.currentWidget() is page.review
    assert [kept(qtbot, page, kind) for kind in ("enterprises", "visits", "plans")] == [KNOWN, 0, 0]


def test_leaving_the_preview_writes_nothing(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    QTest.mouseClick(page.review.leave, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.stack.currentWidget() is page.home
    assert kept(qtbot, page, "enterprises") == KNOWN


def test_a_damaged_file_is_named_and_the_others_are_taken(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    empty = tmp_path / "空表.xlsx"
    empty.write_bytes(b"")
    read(qtbot, page, empty, PLANS)
    words = [page.review.files.files.item(row).text() for row in range(page.review.files.files.count())]
    assert any(one.startswith("空表.xlsx\n") and one.endswith("。") for one in words)
    assert any("一企一策 · 40 条" in one for one in words)
    write(qtbot, page)
    assert kept(qtbot, page, "plans") == 40


def test_a_file_that_cannot_be_read_is_explained(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    damaged = tmp_path / "损坏.xlsx"
    damaged.write_bytes(REGISTER.read_bytes()[:2000])
    read(qtbot, page, damaged)
    assert not page.review.go.isEnabled()
    assert page.review.body.currentWidget() is page.review.empty
    assert page.review.empty.words.text().endswith("。")


def test_a_changed_cell_shows_old_and_new(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    name = "重庆九宫百货有限公司"
    file = small_register(tmp_path / "登记.xlsx", ("914403001922038216", name, "零售业", 30))
    read(qtbot, page, file)
    model = page.review.model
    assert page.review.go.text() == "更新 1 条"
    assert model.index(0, len(HEADINGS) + 3).data() == "空 → 30"
    assert model.index(0, REMARK).data() == "更新从业人数"


def test_one_visit_over_several_rows_is_one_record(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, VISITS)
    assert page.review.go.text() == "写入 60 条"
    assert page.review.model.rowCount() > 60
    write(qtbot, page)
    assert kept(qtbot, page, "visits") == 60
    assert kept(qtbot, page, "problems") == 79


def test_faulty_rows_are_given_back_in_a_marked_copy(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    file = small_register(tmp_path / "登记.xlsx", (None, "重庆甲商贸有限公司", "批发业", "很多"))
    read(qtbot, page, file)
    assert page.review.send_back.isVisible()
    page.review.write_returned(tmp_path / "退回")
    settle(qtbot, page)
    assert (tmp_path / "退回" / "登记（退回）.xlsx").is_file()


def test_files_dropped_on_the_window_come_to_the_preview(
    qtbot: QtBot, window: MainWindow, page: ImportPage
) -> None:
    window.desk.show_page("workbench")
    window.desk.take_files([str(REGISTER)])
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review)
    assert window.page is page
    assert page.review.go.text() == "写入 151 条"


def test_import_model_keeps_the_rules_of_qt(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    QAbstractItemModelTester(page.review.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    page.review.choose_group("created")
    assert page.review.model.rowCount() == 151


def test_all_samples_come_in_as_the_truth_says(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, SAMPLES)
    assert page.review.preview.counts()["refused"] == 0
    write(qtbot, page)
    counts = {kind: kept(qtbot, page, kind) for kind in ("visits", "problems", "plans")}
    assert counts["visits"] == 60 + sum(TRUTH["towns"]["rows"].values())
    assert counts["problems"] >= TRUTH["visits"]["problems"]
    assert counts["plans"] == TRUTH["plans"]["plans"]
    assert kept(qtbot, page, "enterprises") == KNOWN + TRUTH["register"]["rows"]


def test_what_was_kept_when_undoing_is_named_with_the_reason(qtbot: QtBot, page: ImportPage) -> None:
    read(qtbot, page, REGISTER)
    write(qtbot, page)
    asked(qtbot, page.desk, lambda ledger: edit_one(ledger, TRUTH["register"]["codes"][0]))
    QTest.mouseClick(button(page, "撤销本次导入"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.outcome.title.text() == "已撤销导入")
    tree = page.outcome.undone
    groups = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    assert [one.text(0) for one in groups if one] == ["保留 1 条", "已撤销 150 条"]
    kept_one = groups[0] and groups[0].child(0)
    assert kept_one
    assert "修改过" in kept_one.text(1)


def edit_one(ledger: LedgerFile, code: str) -> None:
    """Change one of the enterprises that were imported."""
    found = records.find_record(ledger, "enterprises", code)
    records.save_record(ledger, "enterprises", found.id, {"contact": "王芳"})


def test_a_whole_ledger_is_exported_from_the_page(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    page.home.export.kinds.setCurrentIndex(0)
    page.home.export.write(tmp_path / "企业.xlsx")
    settle(qtbot, page)
    assert (tmp_path / "企业.xlsx").read_bytes().startswith(b"PK")
