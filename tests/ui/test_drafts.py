"""What was typed outlives the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from dadu_desktop.services import drafts
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.drafts_bar import DraftsBar
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import opened_desk, page_at, wanda

pytestmark = OFFSCREEN

TYPING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Place, make_page

application = QApplication([])
desk = Desk()

def type_something():
    page = make_page(desk, Place("record", "visits"))
    page.enter(Place("record", "visits"))
    page.editor.opened.connect(lambda _data: page.editor.form.change("topic", "稳增长座谈"))
    desk.page = page

desk.new_ledger(sys.argv[1], type_something)
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL ends a process without a chance to tidy up")
def test_what_was_typed_is_found_after_the_process_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    place = tmp_path / "台账.dadu"
    process = subprocess.Popen(
        [sys.executable, "-c", TYPING, str(place)], env=os.environ | {"PYTHONPATH": str(Path.cwd())}
    )
    try:
        found: list[drafts.Draft] = []
        until = time.monotonic() + 30
        while not found and time.monotonic() < until:
            time.sleep(0.2)
            found = drafts.drafts(place)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [draft.kind for draft in drafts.drafts(place)] == ["visits"]
    assert drafts.drafts(place)[0].texts["topic"] == "稳增长座谈"


def test_a_draft_comes_back_into_the_form_enterprises_included(
    qtbot: QtBot, tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with opened_desk(qtbot, place) as desk:
        enterprise = wanda(qtbot, desk)
        page = page_at(qtbot, desk, Place("record", "visits"))
        assert isinstance(page, RecordPage)
        page.editor.form.change("enterprises", (enterprise,))
        page.editor.form.change(".problems", ({"description": "停车位不足", "enterprise": enterprise},))
        typed = page.editor.form.contents()
        page.editor.keep_draft()
        qtbot.waitUntil(lambda: desk.tasks.idle)
        draft = drafts.drafts(tmp_path / "台账.dadu")[0]
        again = page_at(qtbot, desk, Place("record", "visits", 0, draft))
        assert isinstance(again, RecordPage)
        assert again.editor.form.contents() == typed
        again.editor.discard()
        qtbot.waitUntil(lambda: desk.tasks.idle)
        assert drafts.drafts(tmp_path / "台账.dadu") == []


def test_another_new_record_leaves_the_draft_of_the_one_before(
    qtbot: QtBot, tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    drafts.keep_draft(place, "policies", 0, {"name": "停电前输入的政策"})
    with opened_desk(qtbot, place) as desk:
        page = page_at(qtbot, desk, Place("record", "policies"))
        assert isinstance(page, RecordPage)
        page.editor.form.change("name", "后来新增的政策")
        page.editor.keep_draft()
        qtbot.waitUntil(lambda: desk.tasks.idle)
        assert sorted(draft.id for draft in drafts.drafts(place)) == [-1, 0]
        page.editor.save()
        qtbot.waitUntil(lambda: desk.tasks.idle and not page.editor.is_changed)
        (left,) = drafts.drafts(place)
        assert left.texts == {"name": "停电前输入的政策"}
        again = page_at(qtbot, desk, Place("record", "policies", 0, left))
        assert isinstance(again, RecordPage)
        assert again.editor.form.contents()["name"] == "停电前输入的政策"
        again.editor.discard()
        qtbot.waitUntil(lambda: desk.tasks.idle)
        assert drafts.drafts(place) == []


def test_drafts_are_offered_when_the_ledger_is_opened(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    place = tmp_path / "台账.dadu"
    drafts.keep_draft(place, "visits", 0, {"topic": "稳增长座谈"}, title="新走访")
    drafts.keep_draft(place, "cases", 0, {"title": "万达广场"}, title="万达广场")
    desk = Desk()
    bar = DraftsBar(desk)
    qtbot.addWidget(bar)
    wanted: list[Place] = []
    desk.wanted.connect(wanted.append)
    desk.new_ledger(str(place), lambda: None)
    qtbot.waitUntil(bar.isVisible)
    names = {one.text(): one for one in bar.findChildren(QPushButton) if "万达广场" in one.accessibleName()}
    QTest.mouseClick(names["放弃"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [draft.kind for draft in drafts.drafts(place)] == ["visits"])
    restore = next(
        one for one in bar.findChildren(QPushButton) if "恢复上次未保存的走访" in one.accessibleName()
    )
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)
    assert [(one.page, one.kind, one.id) for one in wanted] == [("record", "visits", 0)]
    assert bar.isHidden()
    desk.close()
