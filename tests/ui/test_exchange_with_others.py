"""Ledgers go out to other programs and come back: clipboard, forms, templates."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.copying import rows_as_table, rows_as_text
from dadu_desktop.ui.export_card import BLANK, EACH, TEMPLATE, ExportCard
from dadu_desktop.ui.import_heading import HeadingDialog
from dadu_desktop.ui.import_page import ImportPage
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.keyboard import OFFSCREEN

CONTROL = Qt.KeyboardModifier.ControlModifier
FIELDS = (Field("name", "名称", Kind.TEXT), Field("growth", "增速", Kind.PERCENT))


def test_copied_cells_are_texts_but_for_numbers() -> None:
    rows = [Row(1, {"name": "=1+1\n<b>", "growth": None}), Row(2, {"name": "0012", "growth": -3})]
    table = rows_as_table(FIELDS, rows)
    assert "mso-number-format:'\\@'" in table
    assert "=1+1<br" in table
    assert "&lt;b&gt;" in table
    assert "<td>-3</td>" in table
    assert rows_as_text(FIELDS, rows).splitlines()[1:] == ["'=1+1 <b>\t", "0012\t-3"]


@pytest.fixture
def ledger_page(qtbot: QtBot, window: MainWindow) -> LedgerPage:
    """Show the register."""
    window.desk.show_page("enterprises")
    page = window.findChild(LedgerPage)
    assert isinstance(page, LedgerPage)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    return page


def test_copied_rows_are_offered_as_text_and_as_a_table(qtbot: QtBot, ledger_page: LedgerPage) -> None:
    ledger_page.table.selectRow(0)
    with qtbot.waitSignal(ledger_page.desk.noticed):
        QTest.keyClick(ledger_page.table, Qt.Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasText()
    assert "<table>" in data.html()


def test_pasted_cells_are_looked_at_like_an_import_and_taken_back_in_one_step(
    qtbot: QtBot, window: MainWindow, ledger_page: LedgerPage
) -> None:
    before = ledger_page.model.rowCount()
    QGuiApplication.clipboard().setText("企业名称\t所属镇街\n重庆新来商贸有限公司\t八桥镇")
    QTest.keyClick(ledger_page.table, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: window.findChild(ImportPage) is not None)
    page = window.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.review and page.review.isEnabled())
    assert page.review.preview.counts() == {"created": 1}
    page.write()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.outcome)
    window.desk.show_page("enterprises")
    qtbot.waitUntil(lambda: ledger_page.model.rowCount() == before + 1)


def test_nothing_to_paste_is_said(qtbot: QtBot, window: MainWindow, ledger_page: LedgerPage) -> None:
    QGuiApplication.clipboard().clear()
    with qtbot.waitSignal(window.desk.noticed) as told:
        QTest.keyClick(ledger_page.table, Qt.Key.Key_V, CONTROL)
    assert "没有表格内容" in told.args[0]


@pytest.fixture
def card(qtbot: QtBot, window: MainWindow) -> ExportCard:
    """Give the card from which ledgers go out."""
    made = ExportCard(window.desk)
    qtbot.addWidget(made)
    return made


def test_form_for_every_enterprise_is_asked_for_a_month_of_figures_only(
    qtbot: QtBot, card: ExportCard, tmp_path: Path
) -> None:
    card.wanted.setCurrentText(EACH)
    assert not card.form.isRowVisible(card.month)
    card.kinds.setCurrentIndex(card.kinds.findData("figures"))
    assert card.form.isRowVisible(card.month)
    assert not card.form.isRowVisible(card.formats)
    card.month.setText("2022-12")
    with qtbot.waitSignal(card.desk.noticed) as told:
        card.write(tmp_path / "填报")
    assert len(list((tmp_path / "填报").glob("*.xlsx"))) == 5
    assert "5 家" in told.args[0]
    card.month.setText("十三月")
    with qtbot.waitSignal(card.desk.noticed) as told:
        card.write(tmp_path / "填报")
    assert "不是月份" in told.args[0]


def test_empty_form_is_written_from_the_card(qtbot: QtBot, card: ExportCard, tmp_path: Path) -> None:
    card.wanted.setCurrentText(BLANK)
    with qtbot.waitSignal(card.desk.noticed):
        card.write(tmp_path / "填报.xlsx")
    assert openpyxl.load_workbook(tmp_path / "填报.xlsx").sheetnames[1] == "填表说明"


@OFFSCREEN
def test_template_that_is_not_made_out_is_matched_by_hand_once(
    qtbot: QtBot, card: ExportCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template, output = tmp_path / "模板.xlsx", tmp_path / "填好.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["对象", "归哪里"])
    book.save(template)
    card.wanted.setCurrentText(TEMPLATE)
    asked = "PySide6.QtWidgets.QFileDialog"
    monkeypatch.setattr(f"{asked}.getOpenFileName", lambda *_: (str(template), ""))
    monkeypatch.setattr(f"{asked}.getSaveFileName", lambda *_: (str(output), ""))
    card._ask()
    qtbot.waitUntil(lambda: card.findChild(HeadingDialog) is not None)
    dialog = card.findChild(HeadingDialog)
    assert isinstance(dialog, HeadingDialog)
    for row, path in enumerate(("name", "town")):
        box = dialog.field(row)
        box.setCurrentIndex(box.findData(path))
    with qtbot.waitSignal(card.desk.noticed) as told:
        dialog._correct()
    assert "填入 填好.xlsx" in told.args[0]
    sheet = openpyxl.load_workbook(output).worksheets[0]
    assert sheet.max_row == 6
    assert sheet["A1"].value == "对象"
