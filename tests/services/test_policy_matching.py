"""Tests of the policy library: matching, what is new, applications and their sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import update

from dadu_desktop.domain.approximate import Approximate, read_approximate
from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.verdicts import Verdict
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.policies import Policy, PolicyCondition
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.policies import application_sums, years_of_applications
from dadu_desktop.services.policy_matching import acknowledge, match_all, matches_of
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.workbench import workbench
from dadu_desktop.storage.ledger_file import LedgerFile

TODAY = date(2022, 11, 20)
RETAIL = {"basis": "行业", "comparison": "是", "value": "零售业"}
LARGE = {"basis": "上年销售额（营业额）", "comparison": "不低于", "value": "2000"}
GROWING = {"basis": "本年累计增速", "comparison": "不低于", "value": "10%"}
NAME = "零售企业奖励"


def policy(ledger: LedgerFile, name: str, *conditions: dict[str, str], **values: object) -> int:
    """Keep a policy in force."""
    given = {"name": name, "status": "有效", **values}
    return save_record(ledger, "policies", 0, given, {"conditions": conditions}).id


def apply(ledger: LedgerFile, enterprise: Reference, **values: object) -> int:
    """Keep an application of a day of this November."""
    given = {"policy": NAME, "enterprise": enterprise, "applied": PartialDate(2022, 11, 1), **values}
    return save_record(ledger, "policy-applications", 0, given).id


def amount(words: str) -> Approximate:
    """Read an amount as it is typed."""
    return read_approximate(words, Unit.WAN)


def verdicts(ledger: LedgerFile) -> dict[str, tuple[str, str]]:
    """Give verdict and words by enterprise, of the only policy."""
    answers = match_all(ledger, TODAY).answers
    return {one.enterprise.label: (one.match.verdict.value, one.match.words) for one in answers}


def test_all_three_answers_are_given_with_clause_gap_and_missing_field(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """符合, 不符合 by how much, 缺 what."""
    for one, sales in ((register[1], 3000), (register[2], 760)):
        values = {"last_year_sales": Approximate(Decimal(sales)), "trade": "零售业"}
        save_record(ledger, "enterprises", one.id, values)
    save_record(ledger, "enterprises", register[3].id, {"trade": "零售业", "last_year_sales": None})
    policy(ledger, NAME, RETAIL, LARGE)
    told = verdicts(ledger)
    assert told[register[1].label] == ("符合", "")
    assert told[register[2].label] == ("不符合", "上年销售额（营业额）差1,240万元")
    assert told[register[3].label] == ("缺数据", "缺上年销售额（营业额）")


def test_growth_comes_from_the_figures_of_the_newest_month(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """Cumulated, rounded as it is printed."""
    figure = {"enterprise": register[1], "month": PartialDate(2022, 11), "indicator": "商品销售额"}
    cumulated = {"cumulative": Decimal(1068), "cumulative_base": Decimal(1000)}
    save_record(ledger, "figures", 0, {**figure, "value": Decimal(97), "base": Decimal(100), **cumulated})
    policy(ledger, NAME, GROWING)
    told = verdicts(ledger)
    assert told[register[1].label] == ("不符合", "本年累计增速差3.2个百分点")
    assert told[register[2].label] == ("缺数据", "缺本年累计增速")


def test_what_was_looked_at_is_new_no_more_and_what_is_met_later_is(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """Each change is matched again."""
    policy(ledger, NAME, RETAIL, window_to=PartialDate(2022, 12, 10))
    matching = match_all(ledger, TODAY)
    retail = [one.enterprise.label for one in matching.new]
    assert retail
    assert matching.words == f"新符合 {len(retail)} 家，即将到期未申报 {len(retail)} 家"
    acknowledge(ledger, TODAY)
    assert match_all(ledger, TODAY).words == f"新符合 0 家，即将到期未申报 {len(retail)} 家"
    save_record(ledger, "enterprises", register[3].id, {"trade": "零售业"})
    assert [one.enterprise.label for one in match_all(ledger, TODAY).new] == [register[3].label]


@pytest.mark.usefixtures("register")
def test_an_answer_that_was_lost_and_comes_back_is_new_again(ledger: LedgerFile) -> None:
    """Noted is only what was met when somebody looked."""
    policy(ledger, NAME, RETAIL)
    shop = match_all(ledger, TODAY).new[0].enterprise.id
    acknowledge(ledger, TODAY)
    save_record(ledger, "enterprises", shop, {"trade": "餐饮业"})
    acknowledge(ledger, TODAY)
    save_record(ledger, "enterprises", shop, {"trade": "零售业"})
    assert shop in {one.enterprise.id for one in match_all(ledger, TODAY).new}


@pytest.mark.parametrize(
    ("window", "new", "expiring"),
    [
        ({}, True, False),
        ({"window_to": PartialDate(2022, 12, 20)}, True, True),
        ({"window_to": PartialDate(2022, 12, 21)}, True, False),
        ({"window_to": PartialDate(2022, 11, 20)}, True, True),
        ({"window_to": PartialDate(2022, 11, 19)}, False, False),
        ({"window_from": PartialDate(2022, 12)}, False, False),
        ({"window_to": PartialDate(2022, 11)}, True, True),
    ],
)
@pytest.mark.usefixtures("register")
def test_only_open_windows_count_and_those_that_close_within_30_days_are_told(
    ledger: LedgerFile, window: dict[str, object], new: bool, expiring: bool
) -> None:
    """A month is open until its last day."""
    policy(ledger, NAME, **window)
    matching = match_all(ledger, TODAY)
    assert (bool(matching.new), bool(matching.expiring)) == (new, expiring)


def test_who_applied_within_the_window_waits_no_more(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """Last year's application and a refused one do not count."""
    policy(ledger, NAME, window_from=PartialDate(2022, 10), window_to=PartialDate(2022, 12, 1))
    apply(ledger, register[0])
    apply(ledger, register[1], applied=PartialDate(2021, 11, 1))
    apply(ledger, register[2], refused=PartialDate(2022, 11, 5))
    waiting = {one.enterprise.id for one in match_all(ledger, TODAY).expiring}
    assert waiting == {one.id for one in register[1:]}


def test_an_enterprise_sees_its_policies_those_it_meets_first(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """符合, 不符合, 缺数据."""
    save_record(ledger, "enterprises", register[1].id, {"trade": "零售业"})
    for name, conditions in (("缺", [GROWING]), ("否", [{**RETAIL, "value": "餐饮业"}]), ("是", [RETAIL])):
        policy(ledger, name, *conditions)
    found = [(one.rules.policy.label, one.match.verdict) for one in matches_of(ledger, register[1].id, TODAY)]
    assert found == [("是", Verdict.MET), ("否", Verdict.NOT_MET), ("缺", Verdict.UNKNOWN)]


def test_stopped_policies_and_enterprises_that_left_are_not_matched(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """Nobody is told of what there is no more."""
    policy(ledger, "停", status="已停止")
    policy(ledger, NAME)
    save_record(ledger, "enterprises", register[1].id, {"status": "已退库"})
    told = verdicts(ledger)
    assert set(told) == {one.label for one in register} - {register[1].label}


def test_a_condition_that_cannot_be_meant_is_refused_in_the_form_with_its_row(ledger: LedgerFile) -> None:
    """Which row, and what to do."""
    with pytest.raises(FieldProblems) as fault:
        policy(ledger, NAME, RETAIL, {"basis": "从业人数", "comparison": "是", "value": "3"})
    assert fault.value.by_field["conditions"].startswith("适用条件第 2 行：“从业人数”不能用“是”")


def test_an_application_finds_its_policy_by_name_number_or_document_whenever_it_comes(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """Also a policy that is kept after its applications; a new name of the policy is theirs too."""
    early = apply(ledger, register[0])
    kept = policy(ledger, NAME, document_number="渡商〔2022〕9号")
    later = apply(ledger, register[1], policy="渡商〔2022〕9号")
    number = get_record(ledger, "policies", kept).number
    last = apply(ledger, register[2], policy=number)
    assert get_record(ledger, "policies", kept).values["application_count"] == 3
    save_record(ledger, "policies", kept, {"name": "零售企业稳增长奖励"})
    told = [get_record(ledger, "policy-applications", one).values["policy"] for one in (early, later, last)]
    assert told == ["零售企业稳增长奖励"] * 3


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ({}, "已申报"),
        ({"accepted": PartialDate(2022, 11, 3)}, "已受理"),
        ({"refused": PartialDate(2022, 11, 3)}, "不予受理"),
        ({"accepted": PartialDate(2022, 11, 3), "paid": PartialDate(2022, 11, 9)}, "已兑现"),
    ],
)
def test_an_application_tells_by_its_dates_how_far_it_is(
    ledger: LedgerFile, register: tuple[Reference, ...], dates: dict[str, object], status: str
) -> None:
    """申报 → 受理 → 兑现."""
    assert (
        get_record(ledger, "policy-applications", apply(ledger, register[0], **dates)).values["status"]
        == status
    )


def test_money_is_not_paid_before_it_was_applied_for(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """The dates must follow one another."""
    with pytest.raises(FieldProblems, match="兑现日期早于申报日期"):
        apply(ledger, register[0], paid=PartialDate(2022, 10, 1))


def test_applications_add_up_by_policy_and_by_enterprise(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """To the same whole; what lies in the recycle bin counts nowhere."""
    paid = {"accepted": PartialDate(2022, 11, 2), "paid": PartialDate(2022, 11, 9)}
    apply(ledger, register[0], applied_amount=amount("12.5"), paid_amount=amount("10.25"), **paid)
    apply(ledger, register[0], policy="首店奖励", applied_amount=amount("30"))
    apply(ledger, register[1], applied=PartialDate(2021, 5), applied_amount=amount("1"))
    gone = apply(ledger, register[1], applied_amount=amount("99"))
    delete_records(ledger, "policy-applications", [gone])
    by_policy, by_enterprise = (application_sums(ledger, one, 2022) for one in ("policy", "enterprise"))
    assert [(one.label, one.count, one.paid_amount) for one in by_policy] == [
        (NAME, 1, Decimal("10.25")), ("首店奖励", 1, 0), ("合计", 2, Decimal("10.25")),
    ]  # fmt: skip
    assert by_policy[-1] == by_enterprise[-1]
    assert application_sums(ledger, "policy")[-1].applied_amount == Decimal("43.5")
    assert years_of_applications(ledger, TODAY) == [2022, 2021]


def test_a_sum_of_applications_is_hedged_where_one_of_them_is(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    apply(ledger, register[0], applied_amount=amount("约50万元"), paid_amount=amount("20"))
    apply(ledger, register[1], policy="首店奖励", applied_amount=amount("1200.5"), paid_amount=amount("30"))
    sums = {one.label: one for one in application_sums(ledger, "policy")}
    assert sums["合计"].applied_amount == Approximate(Decimal("1250.5"), "约", "约1,250.5")
    assert sums["合计"].paid_amount == Decimal(50)
    assert sums["首店奖励"].applied_amount == Decimal("1200.5")


@pytest.mark.usefixtures("register")
def test_the_workbench_counts_enterprises_that_policies_wait_for_and_opens_them(ledger: LedgerFile) -> None:
    """The numbers are those of the tab."""
    policy(ledger, NAME, RETAIL, window_to=PartialDate(2022, 12, 1))
    waiting = {one.enterprise.id for one in match_all(ledger, TODAY).new}
    cards = {one.key: one for one in workbench(ledger, TODAY).cards}
    assert cards["policy_new"].count == cards["policy_expiring"].count == len(waiting) > 0
    listed = list_records(ledger, "enterprises", cards["policy_new"].query).rows
    assert {row.id for row in listed} == waiting


def test_policies_go_out_with_their_conditions_and_come_back_the_same(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    """What is exported is imported without a change; in another ledger it makes the same rules."""
    rows = [{**RETAIL, "together": "甲组任一"}, {**LARGE, "together": "甲组任一"}, GROWING]
    kept = policy(ledger, NAME, *rows, window_to=PartialDate(2022, 12))
    before = get_record(ledger, "policies", kept).children["conditions"]
    file = tmp_path / "政策.xlsx"
    export_list(ledger, "policies", ListQuery(), file)
    assert preview_import(ledger, [file]).counts() == {"unchanged": 1}
    delete_records(ledger, "policies", [kept])
    save_record(ledger, "policies", kept, {"name": "另一条"})
    with ledger.unit() as unit:
        unit.connection.execute(update(Policy).values(number="ZC-2000-0001"))
    write_import(ledger, preview_import(ledger, [file]))
    (again,) = list_records(ledger, "policies", ListQuery()).rows
    after = get_record(ledger, "policies", again.id).children["conditions"]
    assert [{**one, "id": 0} for one in after] == [{**one, "id": 0} for one in before]


def test_an_imported_condition_that_cannot_be_read_is_told_and_its_policy_matches_nobody(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    """Nothing is guessed from a workbook either."""
    policy(ledger, NAME, RETAIL)
    with ledger.unit() as unit:
        unit.connection.execute(update(PolicyCondition).values(value="", comparison="大于"))
    matching = match_all(ledger, TODAY)
    assert (matching.answers, len(matching.faults)) == ((), 1)
    assert matching.faults[0].startswith(f"“{NAME}”的条件读不懂：“行业”不能用“大于”")
    assert matches_of(ledger, register[0].id, TODAY) == []
