"""An officer goes through a drafted document clause by clause."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.report_drafting import read_draft
from dadu_desktop.ui.draft_page import DraftPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.report_page import ReportPage
from tests.ui.accessible import missed, silent, tabbed, vague
from tests.ui.keyboard import OFFSCREEN, press, press_text
from tests.ui.office import asked, saved

pytestmark = OFFSCREEN
MONTH = {"period": "2022-11"}
CTRL = Qt.KeyboardModifier.ControlModifier


def visited(qtbot: QtBot, window: MainWindow, day: int) -> None:
    """Keep one visit."""
    values: dict[str, object] = {
        "date": PartialDate(2022, 11, day),
        "form": "实地走访",
        "enterprises": (Reference(1, ""),),
    }
    saved(qtbot, window.desk, "visits", values)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> DraftPage:
    """Show the clauses of a briefing, reached from the page of reports."""
    window.activateWindow()
    visited(qtbot, window, 3)
    window.desk.show_page("reports")
    reports = window.page
    assert isinstance(reports, ReportPage)
    qtbot.waitUntil(lambda: reports.paper is not None and window.desk.tasks.idle)
    assert reports.pane.edit.isHidden()
    reports.reports.choose("briefing")
    reports.pane.form.fill({**MONTH, "scope": "可比口径"})
    reports.pane.edit.click()
    shown = window.page
    assert isinstance(shown, DraftPage)
    settle(qtbot, shown)
    return shown


def settle(qtbot: QtBot, page: DraftPage) -> None:
    """Wait until everything was answered."""
    qtbot.wait(20)
    qtbot.waitUntil(lambda: page.desk.tasks.idle and page.clauses.count() > 0)


def words(qtbot: QtBot, page: DraftPage) -> list[str]:
    """Read the officer's words as they are kept."""
    draft = asked(qtbot, page.desk, lambda ledger: read_draft(ledger, "briefing", MONTH))
    return [one.words for one in draft.clauses if one.words is not None]


def typed(page: DraftPage, text: str) -> None:
    """Type over the clause in the middle."""
    page.text.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press_text(text)


def test_a_clause_is_typed_over_and_kept(qtbot: QtBot, page: DraftPage) -> None:
    assert page.title.text() == "改稿：2022年11月大渡口区商贸企业服务工作情况"
    assert "走访企业1家次" in page.drafted.text()
    typed(page, "扎实走访企业1家次，")
    press(Qt.Key.Key_S, CTRL)
    settle(qtbot, page)
    assert words(qtbot, page) == ["扎实走访企业1家次，"]
    assert page.clauses.item(0).text() == "✎ 已改　扎实走访企业1家次，"
    assert page.state.text() == "改过 1 句"


def test_going_to_the_next_clause_keeps_what_was_typed(qtbot: QtBot, page: DraftPage) -> None:
    typed(page, "扎实走访，")
    press(Qt.Key.Key_Down, CTRL)
    settle(qtbot, page)
    assert words(qtbot, page) == ["扎实走访，"]
    assert page.clauses.currentRow() == 1


def test_undo_brings_the_words_before_back(qtbot: QtBot, window: MainWindow, page: DraftPage) -> None:
    typed(page, "扎实走访，")
    press(Qt.Key.Key_S, CTRL)
    settle(qtbot, page)
    undo = next(
        one for one in window.notice.findChildren(QPushButton) if one.text() == "撤销" and one.isVisible()
    )
    undo.click()
    settle(qtbot, page)
    assert words(qtbot, page) == []


def test_stale_words_are_marked_with_the_new_figure_and_stay(
    qtbot: QtBot, window: MainWindow, page: DraftPage
) -> None:
    typed(page, "扎实走访企业1家次，")
    press(Qt.Key.Key_S, CTRL)
    settle(qtbot, page)
    visited(qtbot, window, 9)
    window.desk.show_page("enterprises")
    window.desk.show_page("report-draft")
    settle(qtbot, page)
    assert page.clauses.item(0).text().startswith("⚠ 数据已变　扎实走访企业1家次，")
    assert page.news.text() == "数据已变：1 现为 2。"
    assert page.text.toPlainText() == "扎实走访企业1家次，"
    assert page.state.text() == "改过 1 句，其中 1 句数据已变"
    page.confirm.click()
    settle(qtbot, page)
    assert page.clauses.item(0).text().startswith("✎ 已改")
    assert words(qtbot, page) == ["扎实走访企业1家次，"]


def test_the_draft_comes_back_by_its_button(qtbot: QtBot, page: DraftPage) -> None:
    typed(page, "")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_S, CTRL)
    settle(qtbot, page)
    assert page.clauses.item(0).text() == "✎ 已改　（不印）"
    page.back.click()
    settle(qtbot, page)
    assert words(qtbot, page) == []


def test_faults_are_told_while_typing(page: DraftPage) -> None:
    typed(page, "销售额同比增长了-5%。")
    assert page.faults.text() == "“增长了-5%”：方向词后不能再用负数。"
    typed(page, "销售额同比下降5%。")
    assert page.faults.isHidden()


def test_the_way_back_shows_the_report_with_the_words(
    qtbot: QtBot, window: MainWindow, page: DraftPage
) -> None:
    typed(page, "扎实走访，")
    page._return()
    reports = window.page
    assert isinstance(reports, ReportPage)
    qtbot.waitUntil(lambda: reports.paper is not None and window.desk.tasks.idle)
    assert reports.reports.current == "briefing"
    assert words(qtbot, page) == ["扎实走访，"]


@pytest.mark.usefixtures("page")
def test_the_page_is_heard_and_gone_round_by_tab(window: MainWindow) -> None:
    assert silent(window) == []
    assert vague(window) == []
    assert missed(window, tabbed(window)) == []


def test_a_document_that_cannot_be_drafted_shows_nothing_of_the_one_before(
    qtbot: QtBot, window: MainWindow, page: DraftPage
) -> None:
    window.go(Place("report-draft", argument=ReportOrder("ledger-visits", {})))
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert page.clauses.count() == 0
    assert page.text.isReadOnly()
    assert page.text.toPlainText() == ""
    assert not window.notice.isHidden()
