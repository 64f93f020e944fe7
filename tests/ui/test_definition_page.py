"""The office's own definitions of reports are copied, typed over, tried, kept and deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.services import drafts
from dadu_desktop.services.report_definitions import own_folder
from dadu_desktop.ui.definition_page import DRAFT, DefinitionPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.report_page import ReportPage
from tests.ui.accessible import missed, silent, tabbed, vague
from tests.ui.keyboard import OFFSCREEN, press, press_text

pytestmark = OFFSCREEN
OURS = "ledger-enterprises.toml"
OWN = "限上商贸企业基础台账（本单位）.toml"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> DefinitionPage:
    """Show the page with a copy of one of ours."""
    window.activateWindow()
    window.desk.show_page("report-definitions")
    shown = window.page
    assert isinstance(shown, DefinitionPage)
    settle(qtbot, shown)
    shown.list.choose(OURS)
    settle(qtbot, shown)
    shown.copy.click()
    settle(qtbot, shown)
    return shown


def settle(qtbot: QtBot, page: DefinitionPage) -> None:
    """Wait until the text was tried."""
    qtbot.waitUntil(lambda: not page._settled.isActive() and page.desk.tasks.idle)


def file(page: DefinitionPage) -> Path:
    """Name the file of the copy."""
    assert page.desk.path is not None
    return own_folder(page.desk.path) / OWN


def typed(qtbot: QtBot, page: DefinitionPage, old: str, new: str) -> None:
    """Replace words in the text as a person does: find, then type."""
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    page.editor.words.clear()
    press_text(old)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    press_text(new)
    settle(qtbot, page)


def test_ours_are_for_reading_and_a_copy_is_the_offices_own(qtbot: QtBot, page: DefinitionPage) -> None:
    assert page.list.current == OWN
    assert 'name = "限上商贸企业基础台账（本单位）"' in file(page).read_text(encoding="utf-8")
    assert not page.editor.text.isReadOnly()
    page.list.choose(OURS)
    settle(qtbot, page)
    assert page.editor.text.isReadOnly()
    assert page.state.text() == f"{OURS}　只读"
    assert not page.save.isEnabled()
    assert page.remove.isHidden()


def test_what_is_typed_is_shown_as_pages_and_kept_by_ctrl_s(qtbot: QtBot, page: DefinitionPage) -> None:
    page.editor.text.setFocus()
    typed(qtbot, page, '"trade"', '"number"')
    assert page.fault.text() == ""
    assert page.pages.accessibleDescription().startswith("第 1 页")
    assert page.state.text().endswith("有修改未保存")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert '"number"' in file(page).read_text(encoding="utf-8")
    assert page.state.text() == OWN
    assert not page.save.isEnabled()


def test_the_faulty_line_is_marked_and_the_reason_told(qtbot: QtBot, page: DefinitionPage) -> None:
    page.editor.text.setFocus()
    typed(qtbot, page, '"credit_code"', '"credit_cod"')
    line = file(page).read_text(encoding="utf-8").split("\n").index('  "credit_code",') + 1
    assert page.editor.text.faulty == line
    said = f"第{line}行：没有“credit_cod”这个字段，是不是：credit_code（统一社会信用代码）。"
    assert page.fault.text() == said
    assert page.editor.text.accessibleDescription() == said
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    while page.editor.text.toPlainText() != file(page).read_text(encoding="utf-8"):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert page.editor.text.faulty == 0
    assert page.fault.isHidden()


def test_a_field_is_found_by_its_name_and_put_in_at_the_cursor(page: DefinitionPage) -> None:
    page.editor.text.setFocus()
    page.editor.text.go_to(1)
    press(Qt.Key.Key_F6)
    assert page.list.words.hasFocus()
    press_text("镇街")
    assert [page.list.fields.item(row).text() for row in range(page.list.fields.count())] == [
        '所属镇街  "town"'
    ]
    press(Qt.Key.Key_Return)
    page.list.fields.setCurrentRow(0)
    page.list.fields.itemActivated.emit(page.list.fields.item(0))
    assert page.editor.text.toPlainText().startswith('"town"')


def test_deleting_can_be_undone(qtbot: QtBot, window: MainWindow, page: DefinitionPage) -> None:
    page.remove.click()
    settle(qtbot, page)
    assert not file(page).exists()
    assert page.list.current != OWN
    undo = next(
        one for one in window.notice.findChildren(QPushButton) if one.text() == "撤销" and one.isVisible()
    )
    undo.click()
    settle(qtbot, page)
    assert file(page).exists()
    assert page.list.current == OWN


def test_what_was_typed_outlives_the_page_as_a_draft(
    qtbot: QtBot, window: MainWindow, page: DefinitionPage
) -> None:
    page.editor.text.setFocus()
    press_text("# 未保存")
    window.desk.show_page("enterprises")
    settle(qtbot, page)
    assert window.desk.path is not None
    (kept,) = drafts.drafts(window.desk.path)
    assert (kept.kind, kept.title) == (DRAFT, OWN)
    page._name = ""  # as after a new start
    window.go(Place("report-definitions", id=kept.id))
    settle(qtbot, page)
    assert "# 未保存" in page.editor.text.toPlainText()
    assert "# 未保存" not in file(page).read_text(encoding="utf-8")
    page.drop.click()
    settle(qtbot, page)
    assert "# 未保存" not in page.editor.text.toPlainText()
    assert drafts.drafts(window.desk.path) == []


def test_a_new_list_begins_with_something_that_prints(qtbot: QtBot, page: DefinitionPage) -> None:
    page.new.click()
    settle(qtbot, page)
    assert page.list.current == "新报表.toml"
    assert page.fault.isHidden()


@pytest.mark.usefixtures("page")
def test_the_page_of_reports_lists_what_was_made(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.show_page("reports")
    reports = window.page
    assert isinstance(reports, ReportPage)
    qtbot.waitUntil(lambda: reports.paper is not None and window.desk.tasks.idle)
    reports.reports.choose(Path(OWN).stem)
    qtbot.waitUntil(lambda: reports.paper is not None and window.desk.tasks.idle)
    assert reports.made is not None
    assert reports.made.file_name == "限上商贸企业基础台账（本单位）.pdf"


@pytest.mark.usefixtures("page")
def test_the_page_is_heard_and_gone_round_by_tab(window: MainWindow) -> None:
    assert silent(window) == []
    assert vague(window) == []
    assert missed(window, tabbed(window)) == []


def test_an_own_definition_gets_another_name(
    qtbot: QtBot, page: DefinitionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        QInputDialog, "getText", lambda *_asked, text: (text.replace("（本单位）", "一览"), True)
    )
    page.rename.click()
    settle(qtbot, page)
    assert page.list.current == "限上商贸企业基础台账一览.toml"
    assert 'name = "限上商贸企业基础台账一览"' in page.editor.text.toPlainText()
    assert not file(page).exists()
