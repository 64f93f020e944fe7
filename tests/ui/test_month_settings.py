"""The day until which figures are due is set in the window and counts at once."""

from __future__ import annotations

from datetime import date

from pytestqt.qtbot import QtBot

from dadu_desktop.domain.periods import Month
from dadu_desktop.services.month_close import month_status
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.settings_office import OfficeSection
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked

pytestmark = OFFSCREEN


def due(qtbot: QtBot, desk: Desk) -> date:
    """Ask when November is due."""
    return asked(qtbot, desk, lambda ledger: month_status(ledger, Month(2022, 11))).due


def test_day_on_which_figures_are_due_is_a_setting(qtbot: QtBot, desk: Desk) -> None:
    section = OfficeSection(desk)
    qtbot.addWidget(section)
    section.load()
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert due(qtbot, desk) == date(2022, 12, 8)
    told: list[str] = []
    desk.noticed.connect(lambda words, _undo: told.append(words))
    line = section.lines["figures_due_day"]
    assert line.accessibleName() == "月报截止日"
    for typed, kept in (("31", 8), ("１２", 12), ("", 8)):
        line.setText(typed)
        section.save()
        qtbot.waitUntil(lambda: desk.tasks.idle)
        assert due(qtbot, desk).day == kept
    assert "1 到 28" in told[0]
