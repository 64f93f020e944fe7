"""Whole workbooks as offices send them: what each says was written down before it was read."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from dadu_desktop.services.import_plan import RowPlan
from dadu_desktop.services.imports import preview_import
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile

STORE, MALL, TRADER = "重庆星桥百货有限公司", "重庆九宫百货有限公司", "重庆跳磴建材批发有限公司"
CODES = {STORE: "91500104RTYJ6YN8J2", MALL: "914403001922038216", TRADER: "91500104C7QXA8ALEA"}
Truth = tuple[str, dict[str, str]]
Dress = Callable[[Worksheet], None]


@dataclass(frozen=True)
class Sent:
    """A workbook: its rows, merged ranges, what else was done to it, and the records that it holds."""

    rows: Sequence[Sequence[object]]
    holds: Sequence[Truth]
    merged: Sequence[str] = ()
    dress: Dress = lambda _sheet: None


def hidden(sheet: Worksheet) -> None:
    """Hide a row and a column, set a filter, put a note to a cell."""
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.auto_filter.ref = "A1:C4"
    sheet.auto_filter.add_filter_column(2, ["12"])
    sheet["C2"].comment = Comment("含临时工", "张三")


def per_cent(sheet: Worksheet) -> None:
    """Show the last column as per cent."""
    for row in range(2, 4):
        sheet.cell(row, 4).number_format = "0%"


SENT: dict[str, Sent] = {
    "两表并排": Sent(
        [
            ["企业名称", "信用代码", "从业人数", None, "走访日期", "企业名称", "走访方式", "存在问题"],
            [STORE, CODES[STORE], 12, None, "2022.5.8", STORE, "上门", "停车难"],
            [MALL, CODES[MALL], 30, None, None, None, None, None],
        ],
        [
            ("enterprises", {"employees": "12"}),
            ("enterprises", {"employees": "30"}),
            ("visits", {"date": "2022-05-08", "form": "实地走访"}),
        ],
    ),
    "合计在中间": Sent(
        [
            ["2022年11月限上企业零售额（单位：万元）"],
            ["序号", "单位名称", "所属镇街", "本月零售额", "上年同期", "增减%"],
            [None, "合 计", None, 600, 500, 20],
            [None, "九宫庙街道", None, 300, 250, 20],
            [1, STORE, "九宫庙街道", "1 00", "90", 11.1],
            [2, MALL, "九宫庙街道", 200, 160, 25],
            [None, "小  计：", None, 300, 250, 20],
            ["总计", None, None, 600, 500, 20],
        ],
        [
            ("figures", {"value": "100", "base": "90", "indicator": "零售额"}),
            ("figures", {"value": "200", "base": "160"}),
        ],
        merged=("A1:F1",),
    ),
    "隐藏行列": Sent(
        [["企业名称", "信用代码", "从业人数"], *([name, CODES[name], 12.0] for name in CODES)],
        [("enterprises", {"employees": "12"})] * 3,
        dress=hidden,
    ),
    "三层表头": Sent(
        [
            ["附件1"],
            ["大渡口区限上商贸企业信息表"],
            ["序号", "企业基本信息", None, None, None, None, "经营情况（万元）"],
            [None, "名称及代码", None, "联系方式", None, "人员", "2021年"],
            [None, "企业名称", "信用代码", "联系人", "联系电话", "从业人数（人）", "销售额"],
            [1, STORE, CODES[STORE], "李四", "68901234转801", 12, 1200],
        ],
        [("enterprises", {"contact": "李四", "telephone": "68901234转801", "last_year_sales": "1200"})],
        merged=("A2:G2", "A3:A5", "B3:F3", "B4:C4", "D4:E4"),
    ),
    "百分比格式": Sent(
        [
            ["企业名称", "年度", "帮扶措施", "进度"],
            [STORE, 2022, "增设车位", 0.8],
            [MALL, "2022年", "减租", "60%"],
        ],
        [("plans", {"percent": "80"}), ("plans", {"percent": "60"})],
        dress=per_cent,
    ),
    "勾选的走访表": Sent(
        [
            ["企业走访记录表"],
            ["企业名称", f"{STORE}（停业）", "走访日期", "二〇二二年五月八日"],
            ["走访方式", "□实地走访 □座谈会 ☑电话", "走访人员", "张三"],
            ["存在问题", "1.停车难\n2.租金高", "办理情况", "1.已协调\n2.正在谈"],
        ],
        [("visits", {"date": "2022-05-08", "form": "电话"})],
    ),
    "分页重复表头": Sent(
        [
            ["走访台账（第1页）"],
            ["序号", "走访日期", "企业名称", "走访方式"],
            [1, 20220508, STORE, "电话"],
            ["走访台账（第2页）"],
            ["序号", "走访日期", "企业名称", "走访方式"],
            [2, "同上", MALL, "〃"],
        ],
        [("visits", {"date": "2022-05-08"}), ("visits", {"date": "2022-05-08", "form": "电话"})],
    ),
    "两表相接": Sent(
        [
            ["一、企业基本情况"],
            ["企 业 名 称", "统一社会\n信用代码", "从业\n人数"],
            [f" {STORE}　", CODES[STORE].replace("0", "O"), " 1 200 人"],
            ["二、走访情况"],
            ["走访日期", "企业名称", "走访方式", "存在问题"],
            ["2022年5月8日上午", f"1.{STORE}\n2.{MALL}", "座谈", "无"],
            ["数据来源：街道报送"],
        ],
        [("enterprises", {"employees": "1200"}), ("visits", {"date": "2022-05-08", "form": "座谈会"})],
    ),
    "年月日分列": Sent(
        [
            ["走访时间", None, None, "企业名称", "走访方式"],
            ["年", "月", "日", None, None],
            [2022, 5, 8, f"《{STORE}》", "电话"],
        ],
        [("visits", {"date": "2022-05-08"})],
        merged=("A1:C1", "D1:D2", "E1:E2"),
    ),
    "竖排几家": Sent(
        [
            ["项目", "企业一", "企业二"],
            ["企业名称", STORE, MALL],
            ["信用代码", CODES[STORE], CODES[MALL]],
            ["从业人数", "120（含临时工20人）", 30],
        ],
        [("enterprises", {"employees": "120"}), ("enterprises", {"employees": "30"})],
    ),
}


@pytest.fixture(scope="module")
def three(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Give a ledger with three enterprises, in which nothing is changed."""
    path = shutil.copyfile(template, tmp_path_factory.mktemp("台账") / "台账.dadu")
    with opening.open_file(Path(path)) as ledger:
        for name, code in CODES.items():
            save_record(ledger, "enterprises", 0, {"name": name, "credit_code": code, "trade": "零售业"})
        yield ledger


def _write(path: Path, sent: Sent) -> Path:
    """Write a workbook."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in sent.rows:
        sheet.append(list(row))
    for area in sent.merged:
        sheet.merge_cells(area)
    sent.dress(sheet)
    workbook.save(path)
    return path


def _said(row: RowPlan) -> dict[str, str]:
    """Say what a row gives: the values of its record, of the first line inside it."""
    record = row.records[0]
    lines = [one for rows in record.children.values() for one in rows[:1]]
    return {key: str(value) for part in (*lines, record.values) for key, value in part.items()}


@pytest.mark.parametrize("name", SENT)
def test_workbook_of_an_office_says_what_it_holds(name: str, three: LedgerFile, tmp_path: Path) -> None:
    path = _write(tmp_path / "来表.xlsx", SENT[name])
    sheets = preview_import(three, [path], today=date(2022, 12, 20)).sheets
    rows = [(sheet.kind, row) for sheet in sheets for row in sheet.rows]
    told = [(kind, row.action, [one.reason for one in row.problems]) for kind, row in rows]
    assert [kind for kind, _ in rows] == [kind for kind, _ in SENT[name].holds], told
    for (_, row), (_, truth) in zip(rows, SENT[name].holds, strict=True):
        assert not row.problems, told
        said = _said(row)
        assert {key: said.get(key) for key in truth} == truth
