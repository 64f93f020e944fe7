"""The first morning: a new ledger, and the office's own workbooks dropped into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.credit_code import has_valid_check_digit
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.day import (
    CONTROL,
    PLANS,
    REGISTER,
    SAMPLES,
    VISITS,
    button,
    cells,
    click,
    rows,
    seen,
    settle,
    show_list,
)
from tests.ui.day_imports import first_morning, preview, write
from tests.ui.importing import drop
from tests.ui.keyboard import OFFSCREEN, press

pytestmark = OFFSCREEN

Key = Qt.Key
TRUTH: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Start for the first time and make a ledger by the first button."""
    with first_morning(qtbot, tmp_path / "大渡口区.dadu") as shown:
        yield shown


def test_the_register_comes_in_whole_and_once(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert (tmp_path / "大渡口区.dadu").is_file()
    page = preview(qtbot, window, REGISTER)
    assert "企业 · 151 条 · 提醒 2" in page.review.files.files.item(0).text()
    assert "写入 151 条" in seen(page)
    assert rows(qtbot, window, "enterprises").total == 0
    write(qtbot, page)
    assert any("新增 151 条" in one for one in seen(page))
    kept = rows(qtbot, window, "enterprises", ListQuery(columns=("credit_code", "name"), limit=500)).rows
    assert sorted(str(one.values["credit_code"]) for one in kept) == sorted(TRUTH["register"]["codes"])
    assert sum(not has_valid_check_digit(str(one.values["credit_code"])) for one in kept) == 2
    click(button(page, "打开列表"))
    listed = window.page
    assert isinstance(listed, LedgerPage)
    qtbot.waitUntil(lambda: "151 条" in seen(listed))
    names = cells(listed, 0)
    assert len(names) == 151
    assert not [one for one in names if "计" in one and "公司" not in one]
    page = preview(qtbot, window, REGISTER)
    assert "未变 151 条" in seen(page)
    assert not page.review.go.isEnabled()


def test_visits_and_plans_come_in_on_top_of_the_register(qtbot: QtBot, window: MainWindow) -> None:
    write(qtbot, preview(qtbot, window, REGISTER))
    page = preview(qtbot, window, VISITS)
    assert "写入 60 条" in seen(page)
    write(qtbot, page)
    assert "60 条" in seen(show_list(qtbot, window, Key.Key_3))
    assert "79 条" in seen(show_list(qtbot, window, Key.Key_4))
    page = preview(qtbot, window, PLANS)
    assert "写入 40 条" in seen(page)
    write(qtbot, page)
    plans = show_list(qtbot, window, Key.Key_5)
    assert "40 条" in seen(plans)
    counts = ListQuery(columns=("measure_count",), limit=100)
    measures = sum(int(str(one.values["measure_count"])) for one in rows(qtbot, window, "plans", counts).rows)
    assert measures == TRUTH["plans"]["measures"]
    assert rows(qtbot, window, "enterprises").total == 151
    press(Key.Key_1, CONTROL)
    settle(qtbot, window)
    assert {"151", "40"} <= seen(window)


def test_a_workbook_dropped_anywhere_on_the_window_is_looked_at(qtbot: QtBot, window: MainWindow) -> None:
    drop(window, PLANS)
    page = window.page
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review)
    settle(qtbot, window)
    assert "一企一策 · 40 条" in page.review.files.files.item(0).text()
    press(Key.Key_5, CONTROL)
    press(Key.Key_9, CONTROL)
    settle(qtbot, window)
    assert page.stack.currentWidget() is page.review, "a preview waits until one comes back"
