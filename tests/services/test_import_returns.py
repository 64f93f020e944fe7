"""The sender's own workbook comes back with its faults marked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import openpyxl.styles
import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.services.import_returns import write_returned
from dadu_desktop.services.imports import preview_import
from dadu_desktop.storage.ledger_file import LedgerFile

OPENS = "密码123"
ROWS: list[list[object]] = [
    ["企业名称", "信用代码", "入库时间"],
    ["重庆甲有限公司", "", "2022-02-30"],
    ["=HYPERLINK(1)", "", "2022-02-31"],
]


def test_faulty_cell_is_red_with_a_comment_and_listed_in_front(ledger: LedgerFile, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    for row in ROWS:
        workbook.worksheets[0].append(row)
    workbook.worksheets[0]["A3"].data_type = "s"
    workbook.save(tmp_path / "来表.xlsx")
    (path,) = write_returned(preview_import(ledger, [tmp_path / "来表.xlsx"]), tmp_path / "退回")
    marked = openpyxl.load_workbook(path)
    assert (path.name, marked.sheetnames) == ("来表（退回）.xlsx", ["退回原因", "Sheet"])
    cell = marked["Sheet"]["C2"]
    assert cell.comment
    assert "不存在" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFFC6CE"
    assert marked["Sheet"]["D1"].value == "错误说明"
    assert "不存在" in marked["Sheet"]["D2"].value
    assert [one.value for one in marked["退回原因"][3]][:4] == ["Sheet", 2, "入库时间", "2022-02-30"]


def test_old_workbook_comes_back_as_a_new_one_and_says_so(ledger: LedgerFile, tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("台账")
    for at, row in enumerate(ROWS):
        for column, value in enumerate(row):
            sheet.write(at, column, value)
    workbook.save(str(tmp_path / "来表.xls"))
    (path,) = write_returned(preview_import(ledger, [tmp_path / "来表.xls"]), tmp_path / "退回.xlsx")
    marked = openpyxl.load_workbook(path)
    assert "不是 .xlsx" in marked["退回原因"]["A1"].value
    assert (marked["台账"]["A3"].value, marked["台账"]["A3"].data_type) == ("=HYPERLINK(1)", "s")


def test_workbook_without_faults_does_not_come_back(ledger: LedgerFile, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["企业名称", "行业"])
    workbook.worksheets[0].append(["重庆甲有限公司", "批发业"])
    workbook.save(tmp_path / "来表.xlsx")
    assert write_returned(preview_import(ledger, [tmp_path / "来表.xlsx"]), tmp_path) == []


def test_the_workbook_that_was_sent_is_never_written_over(ledger: LedgerFile, tmp_path: Path) -> None:
    sent = tmp_path / "来表.xlsx"
    workbook = openpyxl.Workbook()
    for row in ROWS:
        workbook.worksheets[0].append(row)
    workbook.save(sent)
    before = sent.read_bytes()
    with pytest.raises(InputProblem, match="自身"):
        write_returned(preview_import(ledger, [sent]), sent)
    assert sent.read_bytes() == before


@pytest.mark.parametrize(("passwords", "words"), [([OPENS], "请注意保密"), ([], "只保留了表格内容")])
def test_locked_workbook_comes_back_open_and_says_so(
    passwords: list[str], words: str, ledger: LedgerFile, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    for row in ROWS:
        workbook.worksheets[0].append(row)
    workbook.worksheets[0]["A1"].font = openpyxl.styles.Font(size=20)
    workbook.save(tmp_path / "原.xlsx")
    sent = tmp_path / "来表.xlsx"
    with (tmp_path / "原.xlsx").open("rb") as plain, sent.open("wb") as file:
        OOXMLFile(plain).encrypt(OPENS, file)
    preview = preview_import(ledger, [sent], passwords=[OPENS])
    (path,) = write_returned(preview, tmp_path / "退回", passwords)
    marked = openpyxl.load_workbook(path)
    assert words in marked["退回原因"]["A1"].value
    assert (marked["Sheet"]["A1"].font.sz == 20) == bool(passwords)
    assert "不存在" in marked["Sheet"]["D2"].value


def test_two_files_of_one_name_come_back_as_two(ledger: LedgerFile, tmp_path: Path) -> None:
    paths = [tmp_path / town / "来表.xlsx" for town in ("甲镇", "乙镇")]
    for at, path in enumerate(paths):
        path.parent.mkdir()
        workbook = openpyxl.Workbook()
        for row in (ROWS[0], [f"重庆{at}有限公司", "", "2022-02-30"]):
            workbook.worksheets[0].append(row)
        workbook.save(path)
    written = write_returned(preview_import(ledger, paths), tmp_path / "退回")
    assert [one.name for one in written] == ["来表（退回）.xlsx", "来表（退回2）.xlsx"]
