"""Many files at once: one for each enterprise, and the set of a month."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dadu_desktop.services import records
from dadu_desktop.services.sent_reports import sent_reports
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.report_batch import BatchDialog, BatchOutcome
from dadu_desktop.ui.report_page import ReportPage
from dadu_desktop.ui.tasks import Task
from tests.ui.day import button, click
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked

pytestmark = OFFSCREEN


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportPage:
    """Show the page of reports on a ledger with two registered enterprises."""

    def register(ledger: LedgerFile) -> None:
        for one in (1, 2):
            records.save_record(ledger, "enterprises", one, {"status": "在库"})

    asked(qtbot, window.desk, register)
    window.desk.show_page("reports")
    shown = window.page
    assert isinstance(shown, ReportPage)
    qtbot.waitUntil(lambda: bool(shown.reports.current) and window.desk.tasks.idle)
    return shown


def dialog_of(qtbot: QtBot, page: ReportPage) -> BatchDialog:
    """Press the button and give the dialog."""
    click(button(page, "成批生成…"))
    qtbot.waitUntil(lambda: page.findChild(BatchDialog) is not None)
    found = page.findChild(BatchDialog)
    assert isinstance(found, BatchDialog)
    return found


def outcome_of(qtbot: QtBot, page: ReportPage) -> BatchOutcome:
    """Wait for what a batch left."""
    qtbot.waitUntil(lambda: page.findChild(BatchOutcome) is not None)
    found = page.findChild(BatchOutcome)
    assert isinstance(found, BatchOutcome)
    return found


def close(qtbot: QtBot, outcome: BatchOutcome, page: ReportPage) -> None:
    """Close what tells of a batch."""
    click(button(outcome, "关闭"))
    qtbot.waitUntil(lambda: page.findChild(BatchOutcome) is None and page.findChild(BatchDialog) is None)


def answer(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let the system's folder dialog give a folder."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))


def choose(qtbot: QtBot, page: ReportPage, report: str) -> None:
    """Choose a report at the left."""
    page.reports.choose(report)
    qtbot.waitUntil(lambda: page.desk.tasks.idle)


def test_each_enterprise_gets_its_file_once(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "档案"
    answer(monkeypatch, folder)
    choose(qtbot, page, "dossier")
    for words in ("已生成 2 份：", "已生成 0 份，沿用以前的 2 份："):
        dialog = dialog_of(qtbot, page)
        assert dialog.each.isChecked()
        click(dialog.go)
        outcome = outcome_of(qtbot, page)
        assert outcome.words.text().startswith(words)
        assert button(outcome, "打开文件夹").isVisible()
        close(qtbot, outcome, page)
    assert len(list(folder.glob("*.pdf"))) == 2
    assert len(asked(qtbot, page.desk, sent_reports)) == 2


def test_the_set_of_a_month_lies_in_its_folder_with_what_is_to_be_looked_at(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "月报")
    dialog = dialog_of(qtbot, page)
    assert not dialog.each.isEnabled()
    assert dialog.whole.isChecked()
    dialog.month.setText("五月")
    QTest.keyClick(dialog.month, Qt.Key.Key_Return)
    assert dialog.fault.text()
    dialog.month.setText("2022-11")
    click(dialog.go)
    outcome = outcome_of(qtbot, page)
    made = sorted(one.suffix for one in (tmp_path / "月报").iterdir())
    assert f"已生成 {len(made)} 份：" in outcome.words.text()
    assert set(made) == {".docx", ".pdf", ".xlsx"}
    assert outcome.findings.count() > 0
    close(qtbot, outcome, page)


def test_a_batch_that_was_stopped_goes_on_later(
    qtbot: QtBot, page: ReportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "档案"
    answer(monkeypatch, folder)
    choose(qtbot, page, "dossier")
    dialog = dialog_of(qtbot, page)
    page.desk.tasks.started.connect(Task.cancel)
    with qtbot.waitSignal(page.desk.noticed) as told:
        click(dialog.go)
    assert "接着做" in str(told.args[0])
    files = list(folder.glob("*"))
    assert len(files) < 2
    assert all(one.read_bytes().rstrip().endswith(b"%%EOF") for one in files)
    page.desk.tasks.started.disconnect(Task.cancel)
    click(dialog_of(qtbot, page).go)
    outcome = outcome_of(qtbot, page)
    assert f"已生成 {2 - len(files)} 份" in outcome.words.text()
    assert len(list(folder.glob("*.pdf"))) == 2
    close(qtbot, outcome, page)
