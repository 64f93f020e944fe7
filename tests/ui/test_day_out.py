"""What leaves the office: the list as it stands, as a workbook that comes back unchanged and as pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.report_page import ReportPage
from tests.reporting.reading import page_texts
from tests.ui.day import (
    CONTROL,
    answer_file,
    button,
    cells,
    click,
    column,
    rows,
    seen,
    settle,
    show_list,
    take_keyboard,
)
from tests.ui.importing import drop
from tests.ui.keyboard import OFFSCREEN, press

pytestmark = OFFSCREEN

Key = Qt.Key
NARROW = ListQuery(filters=(Filter("town", "is", "九宫庙街道"),))


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


def test_a_list_goes_out_as_it_stands_and_comes_back_without_a_change(
    qtbot: QtBot, day: MainWindow, tmp_path: Path
) -> None:
    for key, kind, file in (
        (Key.Key_2, "enterprises", tmp_path / "企业.xlsx"),
        (Key.Key_3, "visits", tmp_path / "走访.xlsx"),
        (Key.Key_5, "plans", tmp_path / "策.xlsx"),
    ):
        page = show_list(qtbot, day, key)
        answer_file(file)
        click(button(page, "导出"))
        total = rows(qtbot, day, kind).total
        qtbot.waitUntil(lambda total=total: f"已导出 {total} 条" in day.notice.words)  # type: ignore[misc]
        take_keyboard(qtbot, day)
        sheet = load_workbook(file).worksheets[0]
        written = [
            [str(one) for one in line if one is not None] for line in sheet.iter_rows(values_only=True)
        ]
        headings = [one.heading for one in page.fields()]
        assert headings in written
        assert [line[0] for line in written[written.index(headings) + 1 :]][:5] == cells(page, 0)[:5]
        press(Key.Key_9, CONTROL)
        back = day.page
        assert isinstance(back, ImportPage)
        settle(qtbot, day)
        drop(day, file)
        qtbot.waitUntil(lambda back=back: back.stack.currentWidget() is back.review)  # type: ignore[misc]
        settle(qtbot, day)
        assert any(one.startswith(f"未变 {total} 条") for one in seen(back)), sorted(seen(back))
        assert not back.review.go.isEnabled()
        click(back.review.leave)


def test_a_narrowed_list_is_printed_with_its_rows_and_embedded_fonts(
    qtbot: QtBot, day: MainWindow, tmp_path: Path
) -> None:
    page = show_list(qtbot, day, Key.Key_2)
    page.ask(replace(NARROW, columns=page.query.columns))
    settle(qtbot, day)
    codes = cells(page, column(page, "统一社会信用代码"))
    assert 0 < len(codes) < 151
    click(button(page, "打印"))
    report = day.page
    assert isinstance(report, ReportPage)
    qtbot.waitUntil(lambda: report.made is not None)
    file = tmp_path / "名单.pdf"
    answer_file(file)
    click(button(report, "存为 PDF…"))
    take_keyboard(qtbot, day)
    qtbot.waitUntil(file.is_file)
    settle(qtbot, day)
    words = "".join(page_texts(file.read_bytes()))
    assert [one for one in codes if one not in words] == []
    assert "第1页" in words
    fonts = embedded(file)
    assert fonts
    assert all(fonts.values()), fonts
