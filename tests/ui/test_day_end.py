"""The end of a day: the machine stops in the middle of typing, and the next morning all is offered again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.services import drafts
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.day import button, click, fill, rows, save, seen, settle, show_list, take_keyboard, window_on
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

Key = Qt.Key
TOPIC = "稳增长座谈"
AFTERNOON = f"""
import sys
from PySide6.QtCore import QTimer
from dadu_desktop.ui.app import begin, make_application
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.keyboard import press_text

def type_on():
    if window.place.page == "workbench" and window.desk.tasks.idle:
        window.desk.new_record("visits")
    elif window.place.kind == "visits" and window.desk.tasks.idle and window.page.editor.data:
        window.page.editor.form.part("topic").setFocus()
        press_text({TOPIC!r})
        timer.stop()

application = make_application(["dadu-desktop"])
window = MainWindow(Desk(application))
window.show()
window.activateWindow()
begin(window, sys.argv[1])
timer = QTimer(interval=100, timeout=type_on)
timer.start()
application.exec()
"""


@pytest.fixture(autouse=True)
def own_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep drafts in a folder of the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def killed_while_typing(place: Path) -> None:
    """Run the program on a ledger, type in a new visit, and end it without a chance to tidy up."""
    process = subprocess.Popen(
        [sys.executable, "-c", AFTERNOON, str(place)], env=os.environ | {"PYTHONPATH": str(Path.cwd())}
    )
    try:
        until = time.monotonic() + 60
        while not drafts.drafts(place) and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL ends a process without a chance to tidy up")
def test_what_was_typed_when_the_machine_stopped_is_offered_and_saved_next_morning(
    qtbot: QtBot, filled: Path, tmp_path: Path
) -> None:
    place = Path(shutil.copyfile(filled, tmp_path / "大渡口区.dadu"))
    killed_while_typing(place)
    with window_on(qtbot, place) as window:
        qtbot.waitUntil(window.drafts.isVisible)
        assert rows(qtbot, window, "visits").total == 60
        assert any(one.startswith("上次未保存的走访") for one in seen(window.drafts))
        click(button(window.drafts, "恢复"))
        settle(qtbot, window)
        take_keyboard(qtbot, window)
        page = window.page
        assert isinstance(page, RecordPage)
        assert TOPIC in seen(page)
        assert not window.drafts.isVisible()
        query = ListQuery(columns=("name",), limit=1)
        page.editor.setFocus()
        fill(qtbot, {"企业": str(rows(qtbot, window, "enterprises", query).rows[0].values["name"])})
        assert save(qtbot, window).values["topic"] == TOPIC
    with window_on(qtbot, place) as window:
        settle(qtbot, window)
        assert not window.drafts.isVisible()
        kept = rows(qtbot, window, "visits", ListQuery(columns=("topic",))).rows
        assert [one.values["topic"] for one in kept if one.values["topic"]] == [TOPIC]
        assert len(kept) == 61


def test_everything_is_where_it_was_after_closing_and_opening_again(
    qtbot: QtBot, day: MainWindow, tmp_path: Path
) -> None:
    show_list(qtbot, day, Key.Key_4)
    before = {kind: rows(qtbot, day, kind).rows for kind in ("enterprises", "visits", "problems", "plans")}
    place = day.desk.path
    assert place == tmp_path / "大渡口区.dadu"
    day.close()
    with window_on(qtbot, None) as again:
        assert again.desk.path == place
        assert again.place.page == "problems"
        assert {kind: rows(qtbot, again, kind).rows for kind in before} == before
