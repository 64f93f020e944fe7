"""Reports are chosen, shown as pages, printed and written to files."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.errors import Cancelled
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.ui.copies_dialog import CopiesDialog
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.paper import Paper
from dadu_desktop.ui.printing import make_printer, page_layout, print_paper
from dadu_desktop.ui.report_orders import CopyOrder, ReportOrder
from dadu_desktop.ui.report_page import ReportPage
from dadu_desktop.ui.report_sources import SourcesDialog
from tests.ui.keyboard import OFFSCREEN, press, press_text
from tests.ui.office import asked, saved

pytestmark = OFFSCREEN
MALL = "重庆大渡口万达广场商业管理有限公司"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ReportPage:
    """Show the page with its first report."""
    window.desk.show_page("reports")
    shown = window.page
    assert isinstance(shown, ReportPage)
    made(qtbot, shown)
    return shown


def made(qtbot: QtBot, page: ReportPage) -> None:
    """Wait until the report is there and its first page is drawn."""
    qtbot.waitUntil(lambda: page.paper is not None and page.desk.tasks.idle)


def words_of(qtbot: QtBot, page: ReportPage) -> str:
    """Read the text of the report that is shown, on the worker: the library knows one thread only."""

    def read(_ledger: LedgerFile) -> str:
        with closing(pypdfium2.PdfDocument(file_of(page))) as document:
            return "".join(one.get_textpage().get_text_range() for one in document)

    return asked(qtbot, page.desk, read)


def file_of(page: ReportPage) -> bytes:
    """Give the report that is shown."""
    assert page.made is not None
    return page.made.content


def test_the_first_report_is_shown_as_drawn_pages(qtbot: QtBot, page: ReportPage) -> None:
    assert page.reports.current == "ledger-enterprises"
    qtbot.waitUntil(lambda: 1 in page.view.pages.drawn)
    assert page.view.pages.accessibleDescription() == "第 1 页，共 1 页"
    assert MALL in words_of(qtbot, page).replace("\r\n", "")
    assert "印前检查" in page.pane.findings.text()


def test_the_keyboard_passes_by_the_names_of_groups(page: ReportPage) -> None:
    first = page.reports.known[0].group
    known = [one for one in page.reports.known if one.group == first]
    after = next(one for one in page.reports.known if one.group != first)
    page.reports.choose(known[-1].id)
    for key, report in ((Qt.Key.Key_Down, after.id), (Qt.Key.Key_Up, known[-1].id)):
        QTest.keyClick(page.reports, key)
        assert page.reports.current == report
    QTest.keyClick(page.reports, Qt.Key.Key_Home)
    assert page.reports.current == known[0].id


def test_a_ticked_annex_is_made_at_once(qtbot: QtBot, page: ReportPage) -> None:
    tick = page.pane.form.editors["annex"]
    assert isinstance(tick, QCheckBox)
    QTest.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.order == ReportOrder("ledger-enterprises", {"annex": "是"}))
    made(qtbot, page)
    assert "数据来源" in words_of(qtbot, page)


def test_a_report_is_written_as_pdf_and_as_workbook(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    page.write(tmp_path / "台账.pdf", "pdf")
    page.write(tmp_path / "台账.xlsx", "xlsx")
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert (tmp_path / "台账.pdf").read_bytes() == file_of(page)
    assert (tmp_path / "台账.xlsx").read_bytes().startswith(b"PK")


def test_a_report_about_an_enterprise_waits_until_one_is_picked(qtbot: QtBot, page: ReportPage) -> None:
    page.reports.choose("dossier")
    assert page.view.words.text() == "请先选择企业。"
    assert not page.view.printer.isEnabled()
    editor = page.pane.form.editors["enterprise"]
    qtbot.waitUntil(editor.isVisible)
    editor.setFocus()
    press_text("wdgc")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Qt.Key.Key_Return)
    made(qtbot, page)
    assert page.made is not None
    assert page.made.file_name.startswith(MALL)
    assert page.view.printer.isEnabled()


def test_printing_a_record_opens_its_sheet(qtbot: QtBot, page: ReportPage) -> None:
    values: dict[str, object] = {
        "date": PartialDate(2022, 5, 8),
        "form": "实地走访",
        "enterprises": (Reference(1, MALL),),
        "operation": "客流回升",
    }
    visit = saved(qtbot, page.desk, "visits", values)
    page.desk.wanted.emit(Place("reports", "visits", visit.id))
    qtbot.waitUntil(lambda: page.reports.current == "visit-sheet")
    made(qtbot, page)
    assert page.pane.form.values() == {"number": visit.number}
    assert "客流回升" in words_of(qtbot, page)


def test_printing_an_enterprise_opens_its_dossier(qtbot: QtBot, page: ReportPage) -> None:
    page.desk.wanted.emit(Place("reports", "enterprises", 1))
    qtbot.waitUntil(lambda: page.reports.current == "dossier")
    made(qtbot, page)
    assert page.pane.form.values() == {"enterprise": MALL}


def test_printing_a_problem_opens_the_sheet_by_which_it_is_assigned(qtbot: QtBot, page: ReportPage) -> None:
    for words in ("停车位不足", "电价偏高"):
        values: dict[str, object] = {
            "enterprise": Reference(1, MALL),
            "description": words,
            "status": "登记",
            "raised": PartialDate(2022, 5, 8),
        }
        saved(qtbot, page.desk, "problems", values)
    page.desk.wanted.emit(Place("reports", "problems", 1))
    qtbot.waitUntil(lambda: page.reports.current == "assignment" and page.paper is not None)
    words = words_of(qtbot, page).replace("\r\n", "")
    assert "停车位不足" in words
    assert "电价偏高" not in words


def test_another_sheet_about_the_same_problem_keeps_it(qtbot: QtBot, page: ReportPage) -> None:
    values: dict[str, object] = {
        "enterprise": Reference(1, MALL),
        "description": "停车位不足",
        "status": "登记",
    }
    problem = saved(qtbot, page.desk, "problems", values)
    page.desk.wanted.emit(Place("reports", "problems", problem.id))
    qtbot.waitUntil(lambda: page.reports.current == "assignment" and page.paper is not None)
    page.reports.choose("supervision")
    made(qtbot, page)
    assert page.pane.form.values() == {"number": problem.number}
    assert "督办单" in words_of(qtbot, page)


def test_printing_a_list_prints_its_columns_and_filters(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    query = ListQuery(search="九宫百货", columns=("name", "town"))
    page.desk.wanted.emit(Place("reports", "enterprises", 0, query))
    qtbot.waitUntil(lambda: page.reports.current == "" and page.paper is not None)
    words = words_of(qtbot, page)
    assert "重庆九宫百货有限公司" in words
    assert MALL not in words
    assert page.view.excel.isVisible()
    page.write(tmp_path / "列表.xlsx", "xlsx")
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert (tmp_path / "列表.xlsx").is_file()


def test_a_month_that_cannot_be_read_is_explained(qtbot: QtBot, page: ReportPage) -> None:
    page.reports.choose("briefing")
    made(qtbot, page)
    month = page.pane.form.editors["period"]
    assert isinstance(month, QComboBox)
    month.setCurrentText("十三月")
    page.make()
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert "月" in page.view.words.text()
    assert page.paper is None
    assert not page.view.pdf.isEnabled()


def test_a_change_in_the_ledger_is_told_beside_the_pages(qtbot: QtBot, page: ReportPage) -> None:
    page.desk.announce({"enterprises": [1]})
    assert page.pane.findings.text() == "台账有改动，请重新生成。"
    QTest.keyClick(page, Qt.Key.Key_F5)
    made(qtbot, page)
    assert "印前检查" in page.pane.findings.text()


def test_pages_are_turned_and_enlarged_by_keys(qtbot: QtBot, page: ReportPage) -> None:
    for number in range(40):
        saved(qtbot, page.desk, "enterprises", {"name": f"重庆第{number}商贸有限公司"})
    page.make()
    made(qtbot, page)
    preview = page.view.pages
    assert preview.page == 1
    preview.setFocus()
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page == 2
    before = preview._scale
    QTest.keyClick(preview, Qt.Key.Key_Plus)
    assert preview._scale > before
    assert preview.page == 2
    QTest.keyClick(preview, Qt.Key.Key_Home)
    assert preview.page == 1


def test_pages_reach_the_printer_in_their_own_size(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    assert page.paper is not None
    printer = make_printer(page.paper, "台账")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))
    with qtbot.waitSignal(page.desk.noticed) as told:
        page.print_on(printer)
    assert str(told.args[0]).startswith(f"已写入 {tmp_path / '打印.pdf'}")
    printed = asked(qtbot, page.desk, lambda _ledger: Paper((tmp_path / "打印.pdf").read_bytes()))
    assert len(printed.sizes) == len(page.paper.sizes)
    assert printed.sizes[0].width() == pytest.approx(page.paper.sizes[0].width(), abs=1)
    picture = asked(qtbot, page.desk, lambda _ledger: printed.picture(0, 400))
    assert any(picture.pixelColor(x, y).lightness() < 128 for x in range(400) for y in range(40, 120))


def test_a_cancelled_print_stops_before_the_next_page(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    paper = page.paper
    assert paper is not None
    printer = make_printer(paper, "台账")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "打印.pdf"))

    def stop(_done: int, _total: int, _words: str) -> None:
        raise Cancelled("已取消。")

    def work(_ledger: LedgerFile) -> None:
        with pytest.raises(Cancelled):
            print_paper(paper, printer, stop)  # type: ignore[arg-type]

    asked(qtbot, page.desk, work)


def test_a_plan_is_printed_as_its_own_sheet_before_it_was_ever_reviewed(
    qtbot: QtBot, page: ReportPage
) -> None:
    mall = saved(qtbot, page.desk, "enterprises", {"name": "重庆九宫百货有限公司", "status": "在库"})
    values = {"enterprise": Reference(mall.id, ""), "year": 2026, "status": "起草"}
    page.enter(Place("reports", "plans", saved(qtbot, page.desk, "plans", values).id))
    qtbot.waitUntil(lambda: page.made is not None and page.made.report == "plan-sheet")


@pytest.mark.parametrize("size", [QSizeF(595, 842), QSizeF(842, 595), QSizeF(1191, 842)])
def test_a_printed_page_lies_as_its_report_does(size: QSizeF) -> None:
    layout = page_layout(size)
    full = layout.fullRectPoints()
    assert full.width() == pytest.approx(size.width(), abs=1)
    assert full.height() == pytest.approx(size.height(), abs=1)


def test_a_click_on_a_number_shows_the_records_behind_it_and_opens_one(
    qtbot: QtBot, page: ReportPage
) -> None:
    mall = saved(qtbot, page.desk, "enterprises", {"name": "重庆九宫百货有限公司", "status": "在库"})
    assert mall.id
    page.reports.choose("briefing")
    made(qtbot, page)
    assert page.made is not None
    shown = {spot.figure: spot for spot in page.made.spots}
    number = next(one for one in page.made.numbers if one.basis.ids and one.place in shown)
    spot = shown[number.place]
    left, bottom, right, top = spot.box
    page.view.pages.pointed.emit(spot.page, (left + right) / 2, (bottom + top) / 2)
    qtbot.waitUntil(lambda: bool(page.findChildren(SourcesDialog)))
    (dialog,) = page.findChildren(SourcesDialog)
    assert dialog.rule.text()
    assert dialog.table.rowCount() == len(number.basis.ids)
    with qtbot.waitSignal(dialog.record_wanted):
        dialog.opener.click()


def test_a_click_beside_every_number_opens_nothing(qtbot: QtBot, page: ReportPage) -> None:
    page.show_sources(1, 1, 1)
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert not page.findChildren(SourcesDialog)


def test_a_document_is_written_for_word(qtbot: QtBot, page: ReportPage, tmp_path: Path) -> None:
    page.reports.choose("briefing")
    made(qtbot, page)
    assert page.view.word.isVisibleTo(page)
    assert not page.view.excel.isVisibleTo(page)
    page.write(tmp_path / "简报.docx", "docx")
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert (tmp_path / "简报.docx").read_bytes().startswith(b"PK")


def test_all_enterprises_are_made_into_one_file_with_contents(qtbot: QtBot, page: ReportPage) -> None:
    saved(qtbot, page.desk, "enterprises", {"name": "重庆九宫百货有限公司", "status": "在库"})
    page.reports.choose("dossier")
    editor = page.pane.form.editors["enterprise"]
    assert isinstance(editor, QLineEdit)
    editor.setText("全部")
    page.pane.make.click()
    made(qtbot, page)
    words = words_of(qtbot, page)
    assert "目录" in words
    assert "重庆九宫百货有限公司" in words


def test_a_redacted_copy_is_asked_for_shown_and_logged(
    qtbot: QtBot, page: ReportPage, tmp_path: Path
) -> None:
    page.pane.copy.click()
    dialog = opened_copies(qtbot, page)
    assert dialog.table.isHidden()
    assert not dialog.make.isEnabled()
    press_text("区统计局")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(page.order, CopyOrder) and page.paper is not None)
    assert MALL not in words_of(qtbot, page).replace("\r\n", "")
    assert page.view.excel.isHidden()
    page.write(tmp_path / "副本.pdf", "pdf")
    qtbot.waitUntil(lambda: page.desk.tasks.idle)
    assert (tmp_path / "副本.pdf").read_bytes() == file_of(page)
    page.pane.copy.click()
    again = opened_copies(qtbot, page)
    shown = again.table.item(0, 3)
    assert shown is not None
    assert shown.text() == "区统计局"
    again.reject()


def opened_copies(qtbot: QtBot, page: ReportPage) -> CopiesDialog:
    """Wait for the dialog of copies."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(CopiesDialog)))
    dialog = next(one for one in page.findChildren(CopiesDialog) if one.isVisible())
    dialog.activateWindow()
    dialog.receiver.setFocus()
    qtbot.waitUntil(dialog.receiver.hasFocus)
    return dialog
