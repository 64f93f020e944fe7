"""The work on a case: milestones from a template, the closing review, and the trade over the same months."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.case_closing import ClosingReview, close_case
from dadu_desktop.services.case_milestones import Template, apply_template, milestone_templates
from dadu_desktop.services.case_peers import MONTHS, compare_with_trade
from dadu_desktop.services.histories import record_history
from dadu_desktop.services.records import RecordData, get_record, save_record
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile

START = PartialDate(2022, 3, 1)
DAY = date(2022, 11, 20)
REVIEW = ClosingReview("部分达到", "客流恢复，租金仍低于开业水平", "王敏")
OPENING = Template("样板", (("方案确定", 10), ("开门", 61)))


def case_of(ledger: LedgerFile, enterprise: Reference, **children: list[Values]) -> int:
    """Keep a case."""
    values = {"title": "一对一帮扶", "enterprise": enterprise, "status": "帮扶中", "started": START}
    return save_record(ledger, "cases", 0, values, children).id


def milestones(ledger: LedgerFile, case: int) -> list[tuple[object, ...]]:
    """Read name, offset, planned and actual date of each milestone."""
    rows = get_record(ledger, "cases", case).children["milestones"]
    return [tuple(row[key] for key in ("name", "offset", "planned", "actual")) for row in rows]


def test_a_template_plans_every_milestone_from_the_start(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    case = case_of(ledger, register[0])
    apply_template(ledger, case, OPENING, START)
    assert milestones(ledger, case) == [
        ("方案确定", 10, PartialDate(2022, 3, 11), None),
        ("开门", 61, PartialDate(2022, 5, 1), None),
    ]


def test_a_later_start_moves_what_is_planned_and_leaves_what_was_reached(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    reached: Values = {
        "name": "方案确定",
        "planned": PartialDate(2022, 3, 5),
        "actual": PartialDate(2022, 3, 9),
    }
    own: Values = {"name": "招商大会", "planned": PartialDate(2022, 4)}
    case = case_of(ledger, register[0], milestones=[reached, own])
    apply_template(ledger, case, OPENING, START)
    apply_template(ledger, case, OPENING, PartialDate(2022, 4, 1))
    assert milestones(ledger, case) == [
        ("方案确定", None, PartialDate(2022, 3, 5), PartialDate(2022, 3, 9)),
        ("招商大会", None, PartialDate(2022, 4), None),
        ("开门", 61, PartialDate(2022, 6, 1), None),
    ]
    assert get_record(ledger, "cases", case).values["started"] == PartialDate(2022, 4, 1)


def test_nothing_is_written_where_only_the_year_of_the_start_is_known(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    case = case_of(ledger, register[0])
    with pytest.raises(FieldProblems, match="补到月或日"):
        apply_template(ledger, case, OPENING, PartialDate(2022))
    assert milestones(ledger, case) == []


def test_an_earlier_case_is_a_template_beside_those_that_ship(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    shipped = milestone_templates(ledger)
    assert {one.name for one in shipped} == {"商业综合体提升", "经营纾困", "项目落地"}
    assert all(one.steps == tuple(sorted(one.steps, key=lambda step: step[1])) for one in shipped)
    case = case_of(ledger, register[0])
    apply_template(ledger, case, OPENING, START)
    number = get_record(ledger, "cases", case).number
    assert Template(f"同 {number} 一对一帮扶", OPENING.steps) in milestone_templates(ledger)


def test_closing_keeps_state_conclusion_day_and_person_with_history(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    case = case_of(
        ledger, register[0], indicators=[{"name": "单日客流", "kind": "峰值", "actual": "突破6万人"}]
    )
    close_case(ledger, case, REVIEW, DAY)
    values = get_record(ledger, "cases", case).values
    kept = [values[key] for key in ("status", "review_state", "review_conclusion", "reviewed", "reviewer")]
    assert kept == ["结案", REVIEW.state, REVIEW.conclusion, PartialDate.of(DAY), "王敏"]
    assert any("结案" in str(vars(one)) for one in record_history(ledger, "cases", case))


def test_an_indicator_without_an_actual_value_needs_a_reason(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    told: Values = {"name": "单日客流", "kind": "峰值", "actual": "突破6万人"}
    silent: Values = {"name": "租金水平", "kind": "比率", "target": "100%"}
    case = case_of(ledger, register[0], indicators=[told, silent])
    with pytest.raises(FieldProblems) as refused:
        close_case(ledger, case, REVIEW, DAY)
    assert refused.value.by_field == {"reasons": "租金水平还没有实际值：请先补填，或在这里写明原因。"}
    assert get_record(ledger, "cases", case).values["status"] == "帮扶中"
    close_case(ledger, case, REVIEW, DAY, reasons="商户不愿提供")
    rows = get_record(ledger, "cases", case).children["indicators"]
    assert [row["reason"] for row in rows] == [None, "商户不愿提供"]


@pytest.mark.parametrize(
    ("review", "day", "field"),
    [
        (ClosingReview("好", "甲", "乙"), DAY, "state"),
        (ClosingReview("未达到", " ", "乙"), DAY, "conclusion"),
        (ClosingReview("未达到", "甲", ""), DAY, "reviewer"),
        (REVIEW, date.today() + timedelta(days=1), "day"),
    ],
)
def test_a_review_that_is_not_whole_closes_nothing(
    ledger: LedgerFile, register: tuple[Reference, ...], review: ClosingReview, day: date, field: str
) -> None:
    case = case_of(ledger, register[0])
    with pytest.raises(FieldProblems) as refused:
        close_case(ledger, case, review, day)
    assert set(refused.value.by_field) == {field}


def report(ledger: LedgerFile, enterprise: Reference, month: int, value: int, base: int) -> None:
    """Keep a monthly figure."""
    values: Values = {
        "enterprise": enterprise,
        "month": PartialDate(2022, month),
        "indicator": "商品销售额",
        "value": Decimal(value),
        "base": Decimal(base),
        "checked": "已核实",
        "state": "已报",
    }
    save_record(ledger, "figures", 0, values)


def retailers(ledger: LedgerFile, count: int) -> list[Reference]:
    """Register enterprises of one trade."""
    names = [f"零售{place}" for place in range(count)]
    return [
        Reference(save_record(ledger, "enterprises", 0, {"name": name, "trade": "零售业"}).id, name)
        for name in names
    ]


def comparison(ledger: LedgerFile, enterprise: Reference) -> RecordData:
    """Keep a case of the enterprise and read it."""
    return get_record(ledger, "cases", case_of(ledger, enterprise))


def test_growth_stands_beside_that_of_the_others_since_the_case_began(ledger: LedgerFile) -> None:
    own, *others = retailers(ledger, 5)
    for month in (2, 3, 4):
        report(ledger, own, month, 110, 100)
        for place, other in enumerate(others):
            report(ledger, other, month, 95 + 5 * place, 100)
    found = compare_with_trade(ledger, comparison(ledger, own))
    assert [one.month.month for one in found.months] == [3, 4]
    newest = found.months[-1]
    assert newest.rates == tuple(map(Decimal, (-5, 0, 5, 10)))
    assert (newest.own.rate, newest.median) == (Decimal(10), Decimal("2.5"))
    assert found.sentences == [
        "2022年4月同比：本企业10.0%；同行业4家中位数2.5%，范围-5.0%至10.0%",
        "可比的2个月中，2个月高于同行业中位数",
        "以上为同期变化，不说明原因",
    ]


def test_other_trades_are_no_part_of_the_comparison(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    own, *others = retailers(ledger, 4)
    for one in (own, *others):
        report(ledger, one, 3, 110, 100)
    report(ledger, register[2], 3, 900, 100)
    (month,) = compare_with_trade(ledger, comparison(ledger, own)).months
    assert len(month.rates) == len(others)


def test_an_enterprise_without_figures_is_told_of_in_one_sentence(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    case = comparison(ledger, register[0])
    assert compare_with_trade(ledger, case).sentences == ["本企业没有月度统计数据，不能与同行业比较"]
    report(ledger, register[1], 3, 110, 100)
    assert compare_with_trade(ledger, case).months == ()


def test_no_more_than_two_years_are_compared(ledger: LedgerFile) -> None:
    own, *others = retailers(ledger, 4)
    for one in (own, *others):
        report(ledger, one, 3, 110, 100)
    values = {"title": "旧案", "enterprise": own, "status": "帮扶中", "started": PartialDate(2015)}
    case = get_record(ledger, "cases", save_record(ledger, "cases", 0, values).id)
    assert 0 < len(compare_with_trade(ledger, case).months) <= MONTHS
