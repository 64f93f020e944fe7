"""Reports that were given out are listed, compared with today, opened and written again."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.printing import make_printer
from dadu_desktop.ui.report_orders import SentOrder
from dadu_desktop.ui.report_page import ReportPage
from dadu_desktop.ui.sent_reports_dialog import SentReportsDialog
from tests.ui.day import answer_next
from tests.ui.keyboard import OFFSCREEN
from tests.ui.office import asked, saved

pytestmark = OFFSCREEN
MALL = "重庆大渡口万达广场商业管理有限公司"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportPage:
    """Show the briefing of November 2022."""
    window.desk.show_page("reports")
    shown = window.page
    assert isinstance(shown, ReportPage)
    settled(qtbot, shown)
    shown.reports.choose("briefing")
    settled(qtbot, shown)
    shown.pane.form.fill({"period": "2022-11"})
    shown.make()
    settled(qtbot, shown)
    return shown


def settled(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until the report is there and nothing is under way."""
    qtbot.waitUntil(lambda: page.paper is not None and page.desk.tasks.idle)


def listed(qtbot: QtBot, page: ReportPage) -> SentReportsDialog:
    """Open the list of reports that were given out, and wait for the comparison."""
    page.sent.click()
    qtbot.waitUntil(lambda: bool(page.findChildren(SentReportsDialog)))
    dialog: SentReportsDialog = page.findChildren(SentReportsDialog)[-1]
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    return dialog


def written(qtbot: QtBot, page: ReportPage, file: Path) -> bytes:
    """Write the report that is shown and give its bytes."""
    page.write(file, "pdf")
    qtbot.waitUntil(lambda: file.exists() and page.desk.tasks.idle)
    return file.read_bytes()


def one_visit_more(qtbot: QtBot, page: ReportPage) -> None:
    """Keep a visit of that month."""
    values: dict[str, object] = {
        "date": PartialDate(2022, 11, 8),
        "form": "实地走访",
        "enterprises": (Reference(1, MALL),),
    }
    saved(qtbot, page.desk, "visits", values)


def test_nothing_given_out_is_said_and_nothing_can_be_opened(qtbot: QtBot, page: ReportPage) -> None:
    dialog = listed(qtbot, page)
    assert "还没有发出过报表" in dialog.changes.toPlainText()
    assert not dialog.opener.isEnabled()
    assert not dialog.writer.isEnabled()


def test_a_report_that_was_saved_is_listed_without_changes(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    written(qtbot, page, tmp_path / "简报.pdf")
    dialog = listed(qtbot, page)
    cell = dialog.table.item(0, 1)
    assert cell is not None
    assert cell.text().endswith(".pdf")
    assert dialog.changes.toPlainText() == "发出后各项数字没有变化。"


def test_a_later_record_is_told_beside_the_old_report_and_its_pages_stay_as_they_were(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    before = written(qtbot, page, tmp_path / "简报.pdf")
    one_visit_more(qtbot, page)
    dialog = listed(qtbot, page)
    assert "走访家次：0 → 1" in dialog.changes.toPlainText()
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page.order, SentOrder))
    settled(qtbot, page)
    assert page.made is not None
    assert page.made.content == before
    assert not page.view.excel.isVisible()
    assert not page.view.word.isVisible()
    assert "这是发出时的原样。\n⚠ 走访家次：0 → 1" in page.pane.findings.text()


def test_an_old_report_is_written_again_as_it_was(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    before = written(qtbot, page, tmp_path / "简报.pdf")
    one_visit_more(qtbot, page)
    dialog = listed(qtbot, page)
    dialog.write(tmp_path / "原样.pdf")
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert (tmp_path / "原样.pdf").read_bytes() == before


def test_a_file_for_word_is_kept_too_but_has_no_pages_here(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.write(tmp_path / "简报.docx", "docx")
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    dialog = listed(qtbot, page)
    assert not dialog.opener.isEnabled()
    assert dialog.writer.isEnabled()


def test_what_was_printed_is_kept(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    assert page.paper is not None
    printer = make_printer(page.paper, "简报")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    page.print_on(printer)
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    dialog = listed(qtbot, page)
    assert dialog.table.rowCount() == 1

    def count(_ledger: LedgerFile) -> int:  # on the worker: the library knows one thread only
        with closing(pypdfium2.PdfDocument(tmp_path / "打印.pdf")) as document:
            return len(document)

    assert asked(qtbot, page.desk, count) == len(page.paper.sizes)


def take_default(seen: list[str], box: QWidget) -> None:
    """Choose the first button, as Enter does, and tell what was asked."""
    assert isinstance(box, QMessageBox)
    button = box.defaultButton()
    assert isinstance(button, QPushButton)
    seen += [box.text(), button.text()]
    button.click()


def test_printing_pages_older_than_the_ledger_asks_and_makes_them_anew(
    qtbot: QtBot, page: ReportPage
) -> None:
    old = page.made
    page.desk.announce({"visits": [1]})
    seen: list[str] = []
    answer_next(partial(take_default, seen))
    page._ask_printer()
    settled(qtbot, page)
    assert seen == ["预览之后台账有改动，图文可能不是最新的。", "重新生成"]
    assert page.made is not old


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_saving_pages_older_than_the_ledger_asks_too(qtbot: QtBot, page: ReportPage, suffix: str) -> None:
    old, seen = page.made, list[str]()
    page.desk.announce({"visits": [1]})
    answer_next(partial(take_default, seen))
    page._ask_file(suffix)
    settled(qtbot, page)
    assert seen == ["预览之后台账有改动，图文可能不是最新的。", "重新生成"]
    assert page.made is not old


def test_what_preflight_found_is_asked_before_saving(page: ReportPage) -> None:
    assert page.made is not None
    assert page.made.preflight
    seen: list[str] = []
    answer_next(partial(take_default, seen))
    page._ask_file("pdf")
    assert seen[0].startswith("印前检查发现：")
    assert page.made.preflight[0] in seen[0]
    assert seen[1] == "返回"
