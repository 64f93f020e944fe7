"""Cells shown as per cent are read as people see them, and written so that people see what is meant."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.exchange.patching.book import BookPatch
from dadu_desktop.exchange.percent_cells import percent_words, shows_percent
from dadu_desktop.exchange.workbooks import read_workbook
from tests.exchange.spoiled_old import open_document


def workbook(*formats: str, second: bool = False) -> list[list[object]]:
    """Give the cells of a workbook that holds 0.8 in each of these formats."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(["进度"] * len(formats))
    sheet.append([0.8] * len(formats))
    for at, code in enumerate(formats, 1):
        sheet.cell(2, at).number_format = code
    content = io.BytesIO()
    made.save(content)
    return read_workbook(content.getvalue(), second=second).sheets[0].rows


@pytest.mark.parametrize("second", [False, True])
def test_cell_is_read_as_it_is_shown(second: bool) -> None:
    formats = ("0%", "0.00%", '0.0"%"', "General", "0.00", "0%;[Red]-0%", r"0\%")
    shown = workbook(*formats, second=second)[1]
    assert shown == ["80%", "80%", 0.8, 0.8, 0.8, "80%", 0.8]


@given(st.decimals(-100, 100, places=6))
def test_share_is_said_without_the_noise_of_binary_numbers(share: Decimal) -> None:
    assert Decimal(percent_words(float(share)).rstrip("%")) == share * 100


def test_formula_gives_no_more_places_than_are_kept() -> None:
    assert percent_words(1 / 9) == "11.111111%"


def test_quoted_sign_multiplies_nothing() -> None:
    assert not shows_percent('0"%"')
    assert shows_percent("0.0%")


def test_per_cents_of_an_open_document_are_read_as_they_are_shown() -> None:
    cell = '<table:table-cell office:value-type="percentage" office:value="0.8"><text:p>80%</text:p></table:table-cell>'
    (sheet,) = read_workbook(open_document(rows=f"<table:table-row>{cell}</table:table-row>")).sheets
    assert sheet.rows == [["80%"]]


def test_formats_of_a_workbook_are_told_apart(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"].number_format = "0.0%"
    made.save(tmp_path / "表.xlsx")
    book = BookPatch((tmp_path / "表.xlsx").read_bytes())
    assert [book.styles.percent_format(style) for style in (0, 1)] == [False, True]
