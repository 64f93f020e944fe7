"""Reports made from a real ledger."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import Figure, FigureBook
from dadu_desktop.services.briefing_data import problem_numbers
from dadu_desktop.services.demo_case import case
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.problem_moves import make_move
from dadu_desktop.services.rates import rates
from dadu_desktop.services.records import find_record, save_record
from dadu_desktop.services.reports import (
    MadeReport,
    available_reports,
    definitions,
    make_report,
    print_list,
)
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

LEDGERS = [one.id for one in definitions().values() if one.ledger]
WANDA = "重庆大渡口万达广场商业管理有限公司"


def text_of(made: MadeReport) -> str:
    """Read all pages of a report."""
    return "".join(page_texts(made.content))


@pytest.fixture
def filled(ledger: LedgerFile, register: tuple[Reference, ...]) -> LedgerFile:
    """Give a ledger with a visit, its problem, a plan, the model case and a figure."""
    mall, store, *_others = register
    save_record(ledger, "enterprises", store.id, {"status": "在库"})
    save_record(
        ledger,
        "visits",
        0,
        {
            "date": PartialDate(2022, 11, 3),
            "form": "实地走访",
            "enterprises": (store,),
            "operation": "客流回升",
        },
        {"problems": [{"enterprise": store, "description": "停车位不足", "status": "受理"}]},
    )
    save_record(
        ledger,
        "visits",
        0,
        {"date": PartialDate(2022, 11, 9), "form": "座谈会", "enterprises": (store, mall)},
    )
    save_record(
        ledger,
        "plans",
        0,
        {"enterprise": store, "year": 2022, "status": "执行", "goal": "全年增长8%"},
        {"measures": [{"measure": "协调停车", "lead_unit": "区商务委", "due_words": "11月底"}]},
    )
    model = case(mall)
    save_record(ledger, "cases", 0, model.values, model.children)
    save_record(ledger, "policies", 0, {"name": "稳增长奖励", "status": "有效"})
    applied = {"policy": "稳增长奖励", "enterprise": store, "applied": PartialDate(2022, 11, 1)}
    save_record(ledger, "policy-applications", 0, {**applied, "applied_amount": Approximate(Decimal("12.5"))})
    day = PartialDate(2022, 11, 1)
    save_record(ledger, "clusters", 0, {"name": "新材料", "enterprises": (store,)})
    official = {"period": day, "span": "累计", "indicator": "社会消费品零售总额", "source": "公开报道"}
    save_record(ledger, "district-figures", 0, {**official, "growth": Decimal(4)})
    save_record(ledger, "trade-surveys", 0, {"round": "秋季调研", "enterprise": store, "date": day})
    save_record(ledger, "teams", 0, {"name": "服务专班", "enterprise": store, "status": "运行中"})
    save_record(ledger, "projects", 0, {"name": "前置仓", "status": "推进中", "registered": day})
    save_record(ledger, "activities", 0, {"name": "夏季消费活动", "started": day})
    save_record(
        ledger,
        "figures",
        0,
        {
            "enterprise": store,
            "month": PartialDate(2022, 11),
            "indicator": "商品销售额",
            "value": Decimal(1134),
            "base": Decimal(1000),
        },
    )
    return ledger


def test_every_report_says_its_name_group_and_formats() -> None:
    found = available_reports()
    assert {one.id for one in found} >= {
        *LEDGERS,
        "dossier",
        "plan-sheet",
        "case-report",
        "visit-sheet",
        "briefing",
    }
    assert all(one.name and one.group and "pdf" in one.formats for one in found)


@pytest.mark.parametrize("report", LEDGERS)
def test_ledger_of_an_empty_office_says_that_nothing_is_there(ledger: LedgerFile, report: str) -> None:
    made = make_report(ledger, report, {})
    assert made.pages == 1
    assert "没有符合条件的记录。" in text_of(made)


@pytest.mark.parametrize("report", [one for one in LEDGERS if one.startswith("ledger-")])
def test_ledger_prints_its_records(filled: LedgerFile, report: str) -> None:
    made = make_report(filled, report, {})
    assert "没有符合条件的记录。" not in text_of(made)
    assert made.preflight == []


def test_period_limits_a_ledger(filled: LedgerFile) -> None:
    assert "ZF-2022-0001" in text_of(make_report(filled, "ledger-visits", {"period": "2022-11"}))
    assert "没有符合条件的记录。" in text_of(make_report(filled, "ledger-visits", {"period": "2022-10"}))


def test_figures_are_those_of_the_newest_month_where_none_is_named(filled: LedgerFile) -> None:
    made = make_report(filled, "ledger-figures", {})
    assert made.file_name == "月度数据台账（2022年11月）.pdf"
    assert "商品销售额（1条）" in text_of(made)


def test_ledger_comes_as_a_workbook_too(filled: LedgerFile) -> None:
    made = make_report(filled, "ledger-enterprises", {}, "xlsx")
    sheet = openpyxl.load_workbook(BytesIO(made.content)).active
    assert sheet is not None
    words = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"企业名称", WANDA} <= words


DOCUMENTS = {
    "dossier": {"enterprise": "重庆九宫百货有限公司"},
    "plan-sheet": {"number": "CX-2022-0001"},
    "case-report": {"number": "BF-2022-01"},
    "visit-sheet": {"number": "ZF-2022-0001"},
    "briefing": {"period": "2022-11"},
}


@pytest.mark.parametrize("report", DOCUMENTS)
def test_document_comes_for_word_with_the_words_of_its_pages(filled: LedgerFile, report: str) -> None:
    printed, made = (make_report(filled, report, DOCUMENTS[report], kind) for kind in ("pdf", "docx"))
    document = docx.Document(BytesIO(made.content))
    cells = {cell._tc: cell.text for table in document.tables for row in table.rows for cell in row.cells}
    written = "".join((*(one.text for one in document.paragraphs), *cells.values()))
    assert made.file_name.endswith(".docx")
    assert (made.pages, made.preflight) == (printed.pages, printed.preflight)
    assert len(written) > 100
    assert not Counter("".join(written.split())) - Counter(text_of(printed))


def test_dossier_tells_facts_problems_plan_and_figures(filled: LedgerFile) -> None:
    text = text_of(make_report(filled, "dossier", {"enterprise": "重庆九宫百货有限公司"}))
    expected = ("914403001922038216", "停车位不足", "全年增长8%", "近24个月商品销售额", "累计走访服务2次")
    assert [words for words in expected if words not in text] == []


def test_plan_sheet_prints_measures(filled: LedgerFile) -> None:
    text = text_of(make_report(filled, "plan-sheet", {"number": "CX-2022-0001"}))
    expected = ("协调停车", "区商务委", "11月底", "暂无适用政策")
    assert [words for words in expected if words not in text] == []


def test_case_report_says_the_words_of_the_public_report(filled: LedgerFile) -> None:
    (found,) = list_records(filled, "cases", ListQuery()).rows
    text = text_of(make_report(filled, "case-report", {"number": str(found.values["number"])}))
    expected = ("突破6万人", "81/81", "1/81", "1000多万元", "升至第1位", "现第1位", "2022年5月")
    assert [words for words in expected if words not in text] == []


def test_visit_sheet_has_room_for_signatures(filled: LedgerFile) -> None:
    text = text_of(make_report(filled, "visit-sheet", {"number": "ZF-2022-0001"}))
    assert all(words in text for words in ("客流回升", "停车位不足", "走访人员签字", "企业代表签字"))


def test_briefing_counts_visits_by_times_and_symposia_apart(filled: LedgerFile) -> None:
    made = make_report(filled, "briefing", {"period": "2022-11", "issue": "11", "next_steps": "继续走访。"})
    text = text_of(made)
    expected = (
        "第11期", "共走访企业1家次，召开座谈会1场，服务企业2家", "收集问题1个", "可比口径", "同比增长13.4%", "继续走访。",
    )  # fmt: skip
    assert [words for words in expected if words not in text] == []
    assert made.preflight == []


def numbers_of(ledger: LedgerFile, month: int) -> dict[str, object]:
    """Count the problems of a month of 2022 for a briefing, without what is behind each number."""
    found = problem_numbers(ledger, Month(2022, month), FigureBook())
    return {key: one.value if isinstance(one, Figure) else one for key, one in found.items()}


def test_briefing_tells_of_a_month_what_was_true_on_its_last_day(filled: LedgerFile) -> None:
    problem = find_record(filled, "problems", "WT-2022-0001").id
    steps: tuple[tuple[Move, dict[str, object], date], ...] = (
        (Move.ASSIGN, {"lead_unit": "区商务委"}, date(2022, 11, 10)),
        (Move.SUPERVISE, {}, date(2022, 11, 28)),
        (Move.ANSWER, {"result_kind": "已解决", "result": "已增设"}, date(2022, 12, 1)),
        (Move.CALL_BACK, {"satisfaction": "满意", "callback_way": "电话"}, date(2022, 12, 1)),
        (Move.CONCLUDE, {}, date(2022, 12, 2)),
    )
    for move, values, day in steps:
        make_move(filled, problem, move, values, words="请速办", day=day)
    told = text_of(make_report(filled, "briefing", {"period": "2022-11"}))
    expected = (
        "收集问题1个，截至2022年11月30日受理1个，办结0个，办结率0.0%；尚无回访",
        "截至2022年11月30日，未办结问题1个，其中超期1个、长期推进0个，已督办1个",
    )
    assert [words for words in expected if words not in told] == []
    overdue: Any = numbers_of(filled, 11)["overdue"]
    assert [(one["number"], one["due_date"]) for one in overdue] == [("WT-2022-0001", date(2022, 11, 21))]
    numbers = numbers_of(filled, 12)
    assert (numbers["problems"], numbers["waiting"], numbers["overdue"]) == ([], 0, [])


def test_briefing_says_the_rates_of_the_page_of_rates(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    for place, said in enumerate(("满意", "基本满意", "不满意", None)):
        values = {"enterprise": register[place], "description": "甲", "raised": PartialDate(2022, 11, 7)}
        problem = save_record(ledger, "problems", 0, {**values, "status": "登记"}).id
        make_move(ledger, problem, Move.ACCEPT, {}, day=date(2022, 11, 7))
        make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区商务委"}, day=date(2022, 11, 7))
        if said:
            answer: dict[str, object] = {"result_kind": "已解决", "result": "乙"}
            make_move(ledger, problem, Move.ANSWER, answer, day=date(2022, 11, 9))
            call: dict[str, object] = {"satisfaction": said, "callback_way": "电话"}
            make_move(ledger, problem, Move.CALL_BACK, call, day=date(2022, 11, 9))
        if said == "满意":
            make_move(ledger, problem, Move.CONCLUDE, {}, day=date(2022, 11, 10))
    found = {one.key: one for one in rates(ledger, date(2022, 11, 1), date(2022, 11, 30))}
    numbers = numbers_of(ledger, 11)
    assert (numbers["accepted"], numbers["done"], numbers["done_rate"]) == (4, 1, "25.0%")
    assert (numbers["called"], numbers["content_rate"]) == (3, "66.7%")
    assert numbers["done"] == len(found["done"].numerator)
    assert numbers["called"] == len(found["content"].denominator)


def test_briefing_without_next_steps_is_noticed(filled: LedgerFile) -> None:
    made = make_report(filled, "briefing", {"period": "2022-11"})
    assert "下步打算" in made.preflight[0]


def test_briefing_says_its_number_of_all_and_the_copies(filled: LedgerFile) -> None:
    asked = {"period": "2022-11", "issue": "011", "total_issue": "１２８", "copies": "30"}
    text = text_of(make_report(filled, "briefing", asked))
    assert "第11期（总第128期）" in text
    assert "共印30份" in text


def test_briefing_adds_up_retail_and_quotes_the_district_with_its_source(
    filled: LedgerFile, register: tuple[Reference, ...]
) -> None:
    _mall, store, _builder, noodles, _inn = register
    for enterprise, indicator, value in (
        (store, "零售额", 300),
        (noodles, "餐费收入", 150),
        (noodles, "商品销售额（住餐）", 50),
        (noodles, "营业额", 999),
    ):
        figure = {"enterprise": enterprise, "indicator": indicator, "month": PartialDate(2022, 11)}
        save_record(filled, "enterprises", enterprise.id, {"status": "在库"})
        save_record(filled, "figures", 0, {**figure, "value": Decimal(value), "base": Decimal(value) / 2})
    official = {"period": PartialDate(2022, 11), "span": "累计", "indicator": "社会消费品零售总额"}
    told = {"value": Approximate(Decimal(500100)), "growth": Decimal(4), "rank": 2, "source": "区统计局月报"}
    save_record(filled, "district-figures", 0, {**official, **told})
    text = text_of(make_report(filled, "briefing", {"period": "2022-11", "scope": "全口径"}))
    assert "限上社零500万元，同比增长100.0%" in text
    assert "社会消费品零售总额50.01亿元，同比增长4.0%，位居全市第2位（区统计局月报）。" in text


def test_faults_in_the_sentences_of_a_briefing_are_noticed(filled: LedgerFile) -> None:
    words = "增速较上月提高1.2%。零售额同比增长-5%。"
    made = make_report(filled, "briefing", {"period": "2022-11", "next_steps": words})
    assert len(made.preflight) == 2
    assert "百分点" in made.preflight[0]
    assert "负数" in made.preflight[1]


def test_plan_sheet_says_hedged_amounts_in_their_own_words(
    filled: LedgerFile, register: tuple[Reference, ...]
) -> None:
    hedged = Approximate(Decimal(1000), "多", "约1000多万元")
    policies = [{"policy": "促消费", "amount": Approximate(Decimal(30), "近", "近30")}]
    values = {"enterprise": register[2], "year": 2022, "status": "执行", "base_sales": hedged}
    number = save_record(filled, "plans", 0, values, {"policies": policies}).number
    text = text_of(make_report(filled, "plan-sheet", {"number": number}))
    assert [words for words in ("约1000多万元", "近30万元") if words not in text] == []


def test_briefing_of_a_month_without_records_says_so(ledger: LedgerFile) -> None:
    assert "本月尚无企业报送的月度数据" in text_of(make_report(ledger, "briefing", {"period": "2022-10"}))


def test_list_prints_as_on_the_screen(filled: LedgerFile) -> None:
    query = ListQuery(filters=(Filter("trade", "is", "零售业"),))
    text = text_of(print_list(filled, "enterprises", query, ("name", "trade")))
    assert "重庆九宫百货有限公司零售业" in text
    assert "信用代码" not in text
    assert WANDA not in text


def test_file_is_named_by_what_it_is(filled: LedgerFile) -> None:
    made = make_report(filled, "visit-sheet", {"number": "ZF-2022-0001"})
    assert made.file_name == "走访记录表ZF-2022-0001.pdf"


@pytest.mark.parametrize(
    ("report", "parameters", "format_", "words"),
    [
        ("nothing", {}, "pdf", "没有“nothing”这个报表"),
        ("dossier", {}, "pdf", "请先选择企业"),
        ("dossier", {"enterprise": WANDA}, "xlsx", "不能生成 xlsx"),
        ("ledger-visits", {"period": "下个世纪"}, "pdf", "不是能识别的日期"),
        ("briefing", {"issue": "第一期"}, "pdf", "期号请填写数字"),
        ("briefing", {"copies": "若干"}, "pdf", "印数请填写数字"),
    ],
)
def test_request_that_cannot_be_met_is_told(
    filled: LedgerFile, report: str, parameters: dict[str, str], format_: str, words: str
) -> None:
    with pytest.raises(InputProblem, match=words):
        make_report(filled, report, parameters, format_)


def test_record_that_is_not_there_is_told(filled: LedgerFile) -> None:
    with pytest.raises(NotFound):
        make_report(filled, "plan-sheet", {"number": "CX-1999-0001"})
