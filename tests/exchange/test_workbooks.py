"""Bytes of any workbook become sheets of cells, or one sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.exchange.cells import Place, column_letters, column_number
from dadu_desktop.exchange.workbooks import read_workbook
from tests.exchange.conftest import SAMPLES, MadeWorkbook


def saved(workbook: openpyxl.Workbook) -> bytes:
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


def test_old_and_new_excel_files_are_read_with_their_merged_ranges() -> None:
    for name in ("九宫庙街道走访台账.xls", "限上商贸企业基础台账.xlsx"):
        sheet = read_workbook((SAMPLES / name).read_bytes()).sheets[0]
        assert len(sheet.rows) > 90
        assert sheet.merges


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_comma_separated_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    content = '企业名称,备注\n重庆甲公司,"有逗号，有,半角"\n'.encode(encoding)
    assert read_workbook(content).sheets[0].rows == [["企业名称", "备注"], ["重庆甲公司", "有逗号，有,半角"]]


def test_tab_separated_text_named_xls_is_read() -> None:
    rows = read_workbook("企业名称\t信用代码\n甲\t91500104RTYJ6YN8J2\n".encode("gb18030")).sheets[0].rows
    assert rows[1] == ["甲", "91500104RTYJ6YN8J2"]


def test_html_table_named_xls_is_read() -> None:
    page = (
        "<html><table><tr><td colspan=2>标题</td></tr><tr><td>企业名称</td><td>行业</td></tr></table></html>"
    )
    assert read_workbook(page.encode()).sheets[0].rows == [["标题", ""], ["企业名称", "行业"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"\n\n  \n", "空的"),
        (b"PK\x03\x04 no archive at all", "已损坏"),
        (b"%PDF-1.7 something", "不是表格文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 2000, "另存为"),
        ("只有一列的文字\n没有表格\n".encode(), "没有分列"),
        (bytes(range(256)) * 10, "另存为"),
        (b"<?xml version='1.0'?><Workbook/>", "不是表格"),
    ],
)
def test_what_is_no_workbook_gets_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(InputProblem, match=words):
        read_workbook(content)


def test_half_a_workbook_is_damaged() -> None:
    content = (SAMPLES / "一企一策工作台账.xlsx").read_bytes()
    with pytest.raises(InputProblem, match="已损坏"):
        read_workbook(content[: len(content) // 2])


def test_flipped_byte_in_a_workbook_is_found() -> None:
    content = bytearray((SAMPLES / "一企一策工作台账.xlsx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        member = package.getinfo("xl/worksheets/sheet1.xml")
    content[member.header_offset + 200] ^= 0xFF
    with pytest.raises(InputProblem, match="损坏"):
        read_workbook(bytes(content))


def test_archive_that_unpacks_without_end_is_not_unpacked() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    with pytest.raises(InputProblem, match="过大"):
        read_workbook(output.getvalue())


def test_word_document_is_no_workbook() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        package.writestr("word/document.xml", b"<document/>")
    with pytest.raises(InputProblem, match="不是表格文件"):
        read_workbook(output.getvalue())


def test_error_cells_and_formulas_without_result_are_told_by_address(made: MadeWorkbook) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(made([["企业名称", "从业人数"], ["甲公司", 1]])))
    workbook.worksheets[0]["B2"] = "#REF!"
    workbook.worksheets[0]["B2"].data_type = "e"
    workbook.worksheets[0]["A3"] = "=A2"
    faults = read_workbook(saved(workbook)).sheets[0].faults
    assert "#REF!" in faults[Place(1, 1)]
    assert "计算结果" in faults[Place(2, 0)]
    assert [place.address for place in faults] == ["B2", "A3"]


def test_days_that_count_from_1904_are_the_days_that_were_typed() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.worksheets[0]["A1"] = date(2022, 5, 1)
    book = read_workbook(saved(workbook))
    assert book.base_1904
    assert book.sheets[0].rows[0][0] == date(2022, 5, 1)


def test_an_old_workbook_with_a_password_says_so() -> None:
    content = bytearray((SAMPLES / "九宫庙街道走访台账.xls").read_bytes())
    after_bof = content.index(b"\x09\x08\x10\x00\x00\x06") + 20
    content[after_bof : after_bof + 2] = b"\x2f\x00"
    with pytest.raises(WrongPassword, match="密码"):
        read_workbook(bytes(content))


def test_letters_of_columns_are_those_of_spreadsheet_programs() -> None:
    assert [column_letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(column)) == column for column in range(2000))
