"""Minutes become problems and tasks by single keys; the next agenda opens with what is unfinished."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.minutes import Sentence, keep_minutes
from dadu_desktop.services.records import Saved
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.minutes_agenda import AgendaPage
from dadu_desktop.ui.minutes_page import MinutesPage
from dadu_desktop.ui.minutes_visit import VisitPage
from dadu_desktop.ui.pages import Place
from tests.ui.keyboard import OFFSCREEN, focus, press, press_text
from tests.ui.office import asked, button, opened_desk, page_at, saved, wanda

pytestmark = OFFSCREEN

Key = Qt.Key
TEXT = "万达广场反映停车位不足。\n由李明牵头，会后拿出方案。\n会议在区商务委召开。"


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def mall(qtbot: QtBot, desk: Desk) -> Reference:
    """Keep the mall."""
    return wanda(qtbot, desk)


@pytest.fixture
def symposium(qtbot: QtBot, desk: Desk, mall: Reference) -> Saved:
    """Keep a symposium."""
    values = {"date": PartialDate(2022, 5, 8), "form": "座谈会", "enterprises": (mall,)}
    return saved(qtbot, desk, "visits", values)


def minutes_page(qtbot: QtBot, desk: Desk, visit: int) -> MinutesPage:
    """Show the minutes, cut into sentences."""
    page = page_at(qtbot, desk, Place("minutes", "visits", visit))
    assert isinstance(page, MinutesPage)
    page.text.setPlainText(TEXT)
    QTest.mouseClick(button(page, "拆分成句子"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 3)
    return page


def test_sentences_are_guessed_marked_by_keys_and_kept(
    qtbot: QtBot, desk: Desk, mall: Reference, symposium: Saved
) -> None:
    page = minutes_page(qtbot, desk, symposium.id)
    assert [one.guess for one in page.table.sentences] == ["problem", "task", ""]
    assert page.count.text() == "问题 1　议定事项 1"
    for key in (Key.Key_1, Key.Key_2, Key.Key_2):
        QTest.keyClick(page.table, key)
    assert page.count.text() == "问题 1　议定事项 2"
    assert page.table.rows.index(2, 0).data() == "议定事项"
    QTest.keyClick(page.table, Key.Key_0)
    QTest.mouseClick(page.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.rows.rowCount() == 0)
    query = ListQuery(columns=("description", "enterprise", "origin"))
    rows = asked(qtbot, desk, lambda ledger: list_records(ledger, "problems", query)).rows
    assert [(row.values["description"], row.values["enterprise"], row.values["origin"]) for row in rows] == [
        ("万达广场反映停车位不足", mall, "座谈会")
    ]


def test_owner_and_day_of_a_sentence_are_typed_below_and_enter_goes_to_the_next(
    qtbot: QtBot, desk: Desk, symposium: Saved
) -> None:
    page = minutes_page(qtbot, desk, symposium.id)
    page.table.selectRow(1)
    QTest.keyClick(page.table, Key.Key_Return)
    page.form.fields["owner"].stop.setFocus()
    page.form.fields["owner"].editor.set_content("")
    press_text("王敏")
    press(Key.Key_Return)
    press_text("2022.12.20")
    press(Key.Key_Return)
    one = page.table.sentences[1]
    assert (one.owner, one.due) == ("王敏", PartialDate(2022, 12, 20))
    assert focus() is page.table
    assert page.table.currentIndex().row() == 2


def test_a_problem_without_an_enterprise_is_refused_in_words(
    qtbot: QtBot, desk: Desk, symposium: Saved
) -> None:
    page = minutes_page(qtbot, desk, symposium.id)
    page.table.show_sentences([Sentence("停车位不足", "problem")])
    faults: list[Exception] = []
    desk.tasks.failed.disconnect()
    desk.tasks.failed.connect(faults.append)
    page.keep()
    qtbot.waitUntil(lambda: bool(faults))
    assert "没有选择企业" in str(faults[0])
    assert len(page.table.sentences) == 1


def test_a_symposium_offers_its_minutes(qtbot: QtBot, desk: Desk, symposium: Saved) -> None:
    page = page_at(qtbot, desk, Place("record", "visits", symposium.id))
    assert isinstance(page, VisitPage)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    QTest.mouseClick(page.head.buttons["整理纪要"], Qt.MouseButton.LeftButton)
    assert wanted == [Place("minutes", "visits", symposium.id)]


def test_the_agenda_opens_with_what_is_unfinished_and_ticks_it_off(
    qtbot: QtBot, desk: Desk, mall: Reference, symposium: Saved
) -> None:
    marks = [
        Sentence("拿出停车方案", "task", mall, "李明", PartialDate(2022, 6, 1)),
        Sentence("缺车位", "problem", mall),
    ]
    asked(qtbot, desk, lambda ledger: keep_minutes(ledger, symposium.id, marks))
    page = page_at(qtbot, desk, Place("agenda"))
    assert isinstance(page, AgendaPage)
    qtbot.waitUntil(lambda: bool(page.found.tasks))
    assert page.tasks.rows.index(0, 0).data() == "拿出停车方案"
    assert page.tasks.rows.index(0, 4).data() == "红·超期"
    assert page.problems.rows.index(0, 1).data() == "缺车位"
    assert focus() is page.tasks  # a key pressed too early ticks nothing off
    undone: list[object] = []
    desk.noticed.connect(lambda _words, undo: undone.append(undo))
    QTest.keyClick(page.done, Key.Key_Return)
    qtbot.waitUntil(lambda: not page.found.tasks)
    assert page.counts[0].text() == "议定事项都已完成。"
    undo = undone[0]
    assert callable(undo)
    undo()
    qtbot.waitUntil(lambda: len(page.found.tasks) == 1)
