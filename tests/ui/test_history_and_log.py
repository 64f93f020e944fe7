"""The way back beside a change, and the log in the settings."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.roles import Role
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.history_view import HistoryView
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.settings_log import LogSection
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN


def edited(qtbot: QtBot, desk: Desk) -> int:
    """Change the note of the first enterprise twice; give its id."""
    done: list[object] = []
    for values in ({"note": "第一次"}, {"note": "第二次"}):
        desk.ask(partial(save_record, kind="enterprises", record=1, values=values), done.append)
    qtbot.waitUntil(lambda: len(done) == 2)
    return 1


def test_a_value_is_put_back_by_the_button_beside_its_change(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    view = HistoryView(desk, "enterprises")
    qtbot.addWidget(view)
    view.show()
    told: list[int] = []
    view.restored.connect(told.append)
    view.show_record(edited(qtbot, desk))
    qtbot.waitUntil(lambda: any("第二次" in words for words in view.words()))
    buttons = [one for one in view.findChildren(QPushButton) if one.text() == "改回"]
    assert buttons[0].accessibleName() == "改回：备注 第一次"
    buttons[0].click()
    qtbot.waitUntil(lambda: told == [1])
    kept: list[object] = []
    desk.ask(lambda ledger: get_record(ledger, "enterprises", 1).values["note"], kept.append)
    qtbot.waitUntil(lambda: kept == ["第一次"])
    qtbot.waitUntil(lambda: any("撤销 " in words for words in view.words()))


def log_section(qtbot: QtBot, window: MainWindow) -> LogSection:
    """Go to the settings and wait for the log."""
    window.desk.show_page("settings")
    (section,) = window.findChildren(LogSection)
    qtbot.waitUntil(lambda: window.desk.tasks.idle)
    return section


def test_the_log_is_narrowed_by_words_and_days(qtbot: QtBot, window: MainWindow) -> None:
    edited(qtbot, window.desk)
    section = log_section(qtbot, window)
    qtbot.waitUntil(lambda: bool(section.count.text()))
    section.sought.setText("第二次")
    section.read()
    qtbot.waitUntil(lambda: section.count.text() == "1 行")
    section.until.setText("2001-01-01")
    section.read()
    qtbot.waitUntil(lambda: section.count.text() == "0 行")
    section.until.setText("哪天")
    section.read()
    assert section.fault.isVisibleTo(section)


def test_who_may_not_read_the_log_does_not_see_it(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.ledger.role = Role.CLERK
    section = log_section(qtbot, window)
    qtbot.waitUntil(lambda: not section.isVisible())


def test_the_history_of_a_record_is_narrowed_by_person_field_and_time(
    qtbot: QtBot, window: MainWindow
) -> None:
    desk = window.desk
    edited(qtbot, desk)
    done: list[object] = []

    def by_another(ledger: LedgerFile) -> object:
        ledger.person = "李四"
        return save_record(ledger, "enterprises", 1, {"telephone": "023-6890"})

    desk.ask(by_another, done.append)
    view = HistoryView(desk, "enterprises")
    qtbot.addWidget(view)
    view.show()
    view.show_record(1)
    qtbot.waitUntil(lambda: any("第二次" in words for words in view.words()))

    def choose(box: QComboBox, words: str) -> str:
        box.setCurrentIndex(box.findText(words))
        box.activated.emit(box.currentIndex())
        return "".join(view.words())

    assert "023-6890" in (told := choose(view.person, "李四"))
    assert "第二次" not in told
    assert choose(view.field, "备注").startswith("没有符合条件")
    assert "第一次" in (told := choose(view.person, "所有人"))
    assert "023-6890" not in told
    assert "第一次" in choose(view.span, "今天")
    view.show_record(1)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert view.field.currentText() == "备注"
