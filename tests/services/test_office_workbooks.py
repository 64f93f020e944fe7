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

PLAZA = "万达广场"
"""An enterprise that is called like the area around it."""
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
    "各月带同比": Sent(
        [
            ["2022年限上企业商品销售额（千元）"],
            ["单位详细名称", "9月", "9月同比（%）", "10月", "10月同比（%）"],
            [STORE, 12345, 5.2, 13456, "6.1%"],
        ],
        [
            ("figures", {"month": "2022-09", "value": "1234.5", "indicator": "商品销售额"}),
            ("figures", {"month": "2022-10", "value": "1345.6"}),
        ],
        dress=lambda sheet: setattr(sheet, "title", "销售额"),
    ),
    "解决情况写成一句话": Sent(
        [
            ["日期", "走访企业", "走访方式", "企业反映的困难问题", "解决情况"],
            ["2022.5.8", STORE, "电话沟通", "停车难", "已协调交巡警支队增设临时车位"],
            ["2022.5.9", MALL, "登门走访", "租金高", "已解决"],
        ],
        [
            ("visits", {"form": "电话", "measures": "已协调交巡警支队增设临时车位"}),
            ("visits", {"form": "实地走访", "result_kind": "已解决"}),
        ],
    ),
    "兑现没有申报日期": Sent(
        [
            ["2022年惠企政策兑现情况"],
            ["企业", "政策名称", "申报金额", "审核金额（万元）", "拨付金额（元）", "拨付时间", "文号"],
            [STORE, "限上企业培育奖励", "伍万元整", 5, 50000, "2021年8月", "渝商务〔2021〕1号"],
            [MALL, "稳岗返还", "十余万元", None, None, None, None],
        ],
        [
            ("policy-applications", {"applied": "2021", "applied_amount": "伍万元整", "paid_amount": "5"}),
            ("policy-applications", {"applied": "2022", "applied_amount": "十余万元"}),
        ],
    ),
    "企业与商圈同名": Sent(
        [
            ["企业名称", "帮扶措施", "责任单位", "完成时限", "进展"],
            [PLAZA, "招商引进品牌10家", "区商务委", "12月底", "已签约3家"],
        ],
        [("plans", {"measure": "招商引进品牌10家"})],
    ),
    "走访与商圈同名的企业": Sent(
        [
            ["序号", "走访日期", "企业名称", "走访方式", "反映问题"],
            [1, date(2022, 5, 8), PLAZA, "电话", None],
            [None, None, "九宫庙街道", None, None],
            [2, date(2022, 5, 9), STORE, "电话", None],
        ],
        [("visits", {"date": "2022-05-08"}), ("visits", {"date": "2022-05-09"})],
    ),
    "负责人和联系人各有姓名电话": Sent(
        [
            ["序号", "企业名称", "企业负责人", None, "企业联系人", None],
            [None, None, "姓名", "电话", "姓名", "电话"],
            [1, STORE, "张总", "13900000001", "李四", "13800000001"],
        ],
        [("enterprises", {"principal": "张总", "contact": "李四", "telephone": "13800000001"})],
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    ),
    "没有列出的问题栏": Sent(
        [
            ["走访时间", "走访单位", "参加人", "反映的主要问题及建议", "办理情况", "是否办结"],
            ["2022年11月", STORE, "甲科员", "希望减免房租", "已与业主协商", "是"],
        ],
        [("visits", {"visitors": "甲科员", "description": "希望减免房租", "result_kind": "已解决"})],
    ),
    "本年上年在下": Sent(
        [
            ["2022年11月限上单位零售额"],
            ["计量单位：千元"],
            ["单位名称", "本月", None, "1-本月", None],
            [None, "本年", "上年", "本年", "上年"],
            ["总计", 300, 250, 3000, 2500],
            ["一、批发业", 100, 90, 1000, 900],
            [f"  {STORE}", 60, 50, 600, 500],
        ],
        [("figures", {"value": "6", "base": "5", "cumulative": "60", "cumulative_base": "50"})],
        merged=("A3:A4", "B3:C3", "D3:E3"),
    ),
    "其中一项是另一个指标": Sent(
        [
            ["2022年11月（单位：元）"],
            ["企业名称", "指标名称", "本月", "上年同期"],
            [STORE, "商品销售额", "12,345,678.90", 10000000],
            [STORE, "其中：零售额", 2345678, 2000000],
        ],
        [("figures", {"value": "1234.56789"}), ("figures", {"indicator": "零售额", "value": "234.5678"})],
    ),
    "外币": Sent(
        [
            ["外贸企业调研情况表（2022年11月）"],
            ["企业名称", "调研时间", "1-10月出口额（万美元）", "1-10月进口额（万元）", "主要市场"],
            [TRADER, "11月8日", 120, 300, "东盟"],
        ],
        [("trade-surveys", {"exports": "None", "imports": "300"})],
    ),
    "政策申报即日起": Sent(
        [
            ["政策名称", "发文单位", "支持标准", "申报时间"],
            ["消费节补贴", "区商务委", "最高5万元", "即日起至2022年底"],
        ],
        [("policies", {"window_to": "2022-12-31", "benefit": "最高5万元"})],
    ),
    "单位写在一栏": Sent(
        [
            ["2022年11月"],
            ["企业名称", "指标名称", "计量单位", "本月", "上年同期"],
            [STORE, "商品销售额", "千元", 12000, "11,000"],
            [STORE, "零售额", "万元", 1000, "900"],
        ],
        [
            ("figures", {"indicator": "商品销售额", "value": "1200", "base": "1100"}),
            ("figures", {"indicator": "零售额", "value": "1000", "base": "900"}),
        ],
    ),
    "企业写在表上方": Sent(
        [
            [f"单位名称（盖章）：{STORE}", None, None, "填报人：张三"],
            ["2022年11月", None, None, "单位：万元"],
            ["指标", "计量单位", "本月", "1-11月"],
            ["商品销售额", "千元", 12000, 110000],
            ["单位负责人：李四"],
        ],
        [("figures", {"value": "1200", "cumulative": "11000"})],
    ),
    "座谈会意见建议": Sent(
        [
            ["企业座谈会情况汇总表"],
            ["时间", "参会企业", "主持领导", "企业提出的意见建议", "答复情况"],
            ["2022.11.9", f"{STORE}\n{MALL}", "委领导甲", "1、延长消费券有效期；2、增加供需对接", "已答复"],
        ],
        [("visits", {"form": "座谈会", "leader": "委领导甲", "description": "延长消费券有效期"})],
    ),
    "只有诉求的走访交办": Sent(
        [
            ["序号", "联系领导", "联系企业", "走访时间", "企业诉求", "办理情况", "是否完成"],
            [1, "区领导甲", STORE, "2022.11.1", "希望解决停车难", "已现场踏勘，拟增设车位", "否"],
            [2, None, MALL, "同日", "希望降低电费", "已办结", None],
        ],
        [
            ("visits", {"leader": "区领导甲", "description": "希望解决停车难", "status": "办理中"}),
            ("visits", {"date": "2022-11-01", "description": "希望降低电费"}),
        ],
    ),
    "约数面积和小微": Sent(
        [
            ["企业名称", "信用代码", "营业面积（平方米）", "规模"],
            [STORE, CODES[STORE], "约800㎡", "小微企业"],
        ],
        [("enterprises", {"floor_area": "800", "size": "None"})],
    ),
    "走访表里未报销售额": Sent(
        [
            ["2022年11月走访台账", None, None, None, "单位：万元"],
            ["走访时间", "企业名称", "走访人员", "存在问题", "本月销售额"],
            ["11.8", STORE, "张三", "停车难", "未报"],
            ["11.9", MALL, "张三", "电费高", 320],
        ],
        [
            ("visits", {"date": "2022-11-08", "description": "停车难"}),
            ("visits", {"date": "2022-11-09", "description": "电费高"}),
        ],
    ),
    "单位自成一行": Sent(
        [
            ["新山村街道2022年11月限上企业销售情况"],
            ["序号", "企业名称", "11月零售额", "去年11月零售额", "同比", "1-11月零售额", "备注"],
            [None, None, "（千元）", "（千元）", "%", "（万元）", None],
            [1, STORE, 245.6, 230, "6.8%", 2700, None],
        ],
        [("figures", {"value": "24.56", "base": "23", "cumulative": "2700"})],
    ),
    "表名写一企一策": Sent(
        [
            ["2022年“一企一策”台账"],
            [
                "序号",
                "企业名称",
                "存在问题",
                "帮扶措施",
                "责任领导",
                "责任单位",
                "完成时限",
                "进展情况",
                "完成情况",
            ],
            [1, STORE, "订单少", "组织对接", "委领导甲", "区商务委", "2022年12月", "已开展", "完成"],
        ],
        [("plans", {"problems": "订单少", "measure": "组织对接", "progress": "已开展"})],
    ),
    "行业小类名称": Sent(
        [
            ["单位名称", "统一社会信用代码", "行业代码", "行业名称", "开业时间"],
            [STORE, CODES[STORE], "5211", "百货零售", "201906"],
            [TRADER, CODES[TRADER], None, "建材批发", None],
        ],
        [
            ("enterprises", {"opened": "2019-06", "industry_code": "5211"}),
            ("enterprises", {"trade": "批发业"}),
        ],
    ),
    "按万人次计": Sent(
        [
            ["活动名称", "活动时间", "主办单位", "客流量（万人次）"],
            ["夏季消费节", "2022年6月1日", "区商务委", 3.5],
        ],
        [("activities", {"visitors": "3.5万"})],
    ),
    "享受政策": Sent(
        [
            ["2022年企业享受政策情况"],
            ["企业名称", "享受政策", "金额（万元）", "享受时间"],
            [STORE, "稳岗返还", 3.5, "2022年6月"],
        ],
        [("policy-applications", {"paid_amount": "3.5", "paid": "2022-06", "applied": "2022"})],
    ),
    "还没有办结时间": Sent(
        [
            ["企业名称", "问题描述", "走访时间", "办理时限", "办结时间"],
            [STORE, "停车难", "11月8号", "30个工作日", "尚未办结"],
        ],
        [("problems", {"raised": "2022-11-08", "due_date": "None", "finished": "None"})],
    ),
    "两年的销售额": Sent(
        [
            ["企业名称", "信用代码", "2020年销售额（万元）", "2021年销售额（万元）", "2022年", None],
            [None, None, None, None, "1-10月销售额", "从业人数"],
            [STORE, CODES[STORE], 900, 1000, 800, 12],
        ],
        [("enterprises", {"last_year_sales": "1000", "employees": "12"})],
        merged=("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1"),
    ),
    "今年各月不是上年": Sent(
        [
            ["企业名称", "信用代码", "2022年1-10月", "从业人数"],
            [None, None, "销售额（万元）", None],
            [STORE, CODES[STORE], 800, 12],
        ],
        [("enterprises", {"last_year_sales": "None", "employees": "12"})],
        merged=("A1:A2", "B1:B2", "D1:D2"),
    ),
    "行业门类": Sent(
        [
            ["企业名称", "信用代码", "行业代码", "行业门类", "是否在库"],
            ["重庆丁餐饮有限公司", "91500104MA5UQABC10", "6210", "住宿和餐饮业", "是"],
        ],
        [("enterprises", {"trade": "餐饮业", "status": "在库"})],
    ),
}


@pytest.fixture(scope="module")
def three(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Give a ledger with three enterprises, in which nothing is changed."""
    path = shutil.copyfile(template, tmp_path_factory.mktemp("台账") / "台账.dadu")
    with opening.open_file(Path(path)) as ledger:
        for name, code in CODES.items():
            save_record(ledger, "enterprises", 0, {"name": name, "credit_code": code, "trade": "零售业"})
        save_record(ledger, "enterprises", 0, {"name": PLAZA, "trade": "其他"})
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
        assert {key: said.get(key, "None") for key in truth} == truth


def test_preview_names_no_unit_for_columns_whose_rows_name_their_own(
    three: LedgerFile, tmp_path: Path
) -> None:
    path = _write(tmp_path / "来表.xlsx", SENT["单位写在一栏"])
    (sheet,) = preview_import(three, [path], today=date(2022, 12, 20)).sheets
    units = {one.heading: one.unit for one in sheet.columns}
    assert (units["本月"], units["上年同期"]) == ("各行单位", "各行单位")
    assert units["计量单位"] == ""
