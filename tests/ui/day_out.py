"""Hands for what leaves the office: lists as workbooks, and pages as PDF."""

from __future__ import annotations

from pathlib import Path

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.report_page import ReportPage
from tests.reporting.reading import page_texts
from tests.ui.day import CONTROL, answer_file, button, click, settle, take_keyboard
from tests.ui.importing import drop
from tests.ui.keyboard import press


def embedded(content: Path) -> dict[str, bool]:
    """Tell of each font of a document whether its outlines lie in the file."""
    found: dict[str, bool] = {}
    with content.open("rb") as stream:
        document = PDFDocument(PDFParser(stream))
        for xref in document.xrefs:
            for number in xref.get_objids():
                one = resolve1(document.getobj(number))
                if isinstance(one, dict) and "FontName" in one:
                    found[str(one["FontName"])] = any(key in one for key in ("FontFile2", "FontFile3"))
    return found


def export(qtbot: QtBot, day: MainWindow, page: LedgerPage, file: Path, total: int) -> None:
    """Write a list as it stands into a workbook."""
    answer_file(file)
    click(button(page, "导出"))
    qtbot.waitUntil(lambda: f"已导出 {total} 条" in day.notice.words)
    take_keyboard(qtbot, day)


def taken_back(qtbot: QtBot, day: MainWindow, file: Path) -> ImportPage:
    """Drop a workbook that went out on the window, and wait for what it would do."""
    press(Qt.Key.Key_9, CONTROL)
    back = day.page
    assert isinstance(back, ImportPage)
    settle(qtbot, day)
    drop(day, file)
    qtbot.waitUntil(lambda: back.stack.currentWidget() is back.review)
    settle(qtbot, day)
    return back


def printed(qtbot: QtBot, day: MainWindow, file: Path, report: str = "") -> str:
    """Print what is in front, a list where no report is named, into a PDF; give the words of all its pages."""
    assert day.page is not None
    click(button(day.page, "打印"))
    return kept_as_pdf(qtbot, day, file, report)


def kept_as_pdf(qtbot: QtBot, day: MainWindow, file: Path, report: str) -> str:
    """Keep the report in front as a PDF; give the words of all its pages."""
    page = day.page
    assert isinstance(page, ReportPage)
    qtbot.waitUntil(lambda: page.reports.current == report and day.desk.tasks.idle)
    qtbot.waitUntil(lambda: page.made is not None)
    answer_file(file)
    click(button(page, "存为 PDF…"))
    take_keyboard(qtbot, day)
    qtbot.waitUntil(lambda: day.notice.words == f"已保存 {file.name}。")
    return "".join(page_texts(file.read_bytes()))
