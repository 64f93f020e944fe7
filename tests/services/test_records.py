"""Saving, reading and binning single records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import read_approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import FieldProblems, InputProblem, NotFound, RecordChanged
from dadu_desktop.domain.money import Unit
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import (
    Saved,
    blank_record,
    change_field,
    count_records,
    delete_records,
    find_record,
    get_record,
    restore_records,
    save_record,
)
from dadu_desktop.storage.ledger_file import LedgerFile


def enterprise(ledger: LedgerFile, name: str = "重庆大渡口万达广场", **values: object) -> Reference:
    """Register an enterprise."""
    return Reference(save_record(ledger, "enterprises", 0, {"name": name, **values}).id, name)


def visit(ledger: LedgerFile, *visited: Reference, **children: object) -> Saved:
    """Register a visit of 8 May 2022."""
    values = {"date": PartialDate(2022, 5, 8), "form": "实地走访", "enterprises": visited}
    return save_record(ledger, "visits", 0, values, children)  # type: ignore[arg-type]


def test_every_value_of_an_enterprise_is_read_back_as_it_was_saved(ledger: LedgerFile) -> None:
    values: dict[str, object] = {
        "name": "重庆盛景康金属材料有限公司",
        "credit_code": "915001049PM1M902EF",
        "admitted": PartialDate(2018, 10),
        "employees": 254,
        "floor_area": Decimal("7123.25"),
        "foreign_trade": False,
        "last_year_sales": read_approximate("约1000多万元", Unit.WAN),
    }
    saved = save_record(ledger, "enterprises", 0, values)
    kept = get_record(ledger, "enterprises", saved.id)
    assert {key: kept.values[key] for key in values} == values
    assert kept.number == saved.number


def test_a_number_is_never_given_twice_even_after_deletion(ledger: LedgerFile) -> None:
    where = enterprise(ledger)
    first = visit(ledger, where)
    delete_records(ledger, "visits", [first.id])
    second = visit(ledger, where)
    assert (first.number, second.number) == ("ZF-2022-0001", "ZF-2022-0002")


def test_a_symposium_keeps_its_five_enterprises_in_their_order(ledger: LedgerFile) -> None:
    several = tuple(enterprise(ledger, f"第{one}商贸公司") for one in "一二三四五")
    saved = visit(ledger, *several[::-1])
    assert get_record(ledger, "visits", saved.id).values["enterprises"] == several[::-1]


def test_a_visit_with_two_problems_registers_both_in_the_problem_ledger(ledger: LedgerFile) -> None:
    where = enterprise(ledger)
    saved = visit(ledger, where, problems=[{"description": "停车位不足"}, {"description": "用电负荷不足"}])
    rows = list_records(ledger, "problems", ListQuery(enterprise=where.id)).rows
    assert {row.values["description"] for row in rows} == {"停车位不足", "用电负荷不足"}
    assert {row.values["visit"] for row in rows} == {saved.number}
    assert {row.values["raised"] for row in rows} == {PartialDate(2022, 5, 8)}
    assert get_record(ledger, "visits", saved.id).values["problem_count"] == 2


def test_a_problem_taken_out_of_its_visit_goes_to_the_recycle_bin(ledger: LedgerFile) -> None:
    saved = visit(ledger, enterprise(ledger), problems=[{"description": "甲"}, {"description": "乙"}])
    first, _ = get_record(ledger, "visits", saved.id).children["problems"]
    save_record(ledger, "visits", saved.id, {}, {"problems": [first]})
    assert list_records(ledger, "problems", ListQuery(columns=("description",))).total == 1
    assert list_records(ledger, "problems", ListQuery(deleted=True)).rows[0].values["description"] == "乙"


def test_the_time_limit_of_a_measure_is_read_in_the_year_of_the_plan(ledger: LedgerFile) -> None:
    measures = [{"measure": "对接银行", "due_words": "11月底"}, {"measure": "应统尽统", "due_words": "长期"}]
    values = {"enterprise": enterprise(ledger), "year": 2022, "status": "起草"}
    saved = save_record(ledger, "plans", 0, values, {"measures": measures})
    kept = get_record(ledger, "plans", saved.id)
    assert [row["due"] for row in kept.children["measures"]] == [PartialDate(2022, 11, 30), None]
    assert [row["due_words"] for row in kept.children["measures"]] == ["11月底", "长期"]
    assert saved.number == "CX-2022-0001"


def test_rows_inside_a_record_are_changed_added_and_removed_by_one_save(ledger: LedgerFile) -> None:
    values = {"enterprise": enterprise(ledger), "year": 2022, "status": "起草"}
    rows = [{"measure": "一"}, {"measure": "二"}, {"measure": "三"}]
    saved = save_record(ledger, "plans", 0, values, {"measures": rows})
    one, two, _ = get_record(ledger, "plans", saved.id).children["measures"]
    save_record(
        ledger, "plans", saved.id, {}, {"measures": [two, {**one, "measure": "改"}, {"measure": "四"}]}
    )
    kept = get_record(ledger, "plans", saved.id).children["measures"]
    assert [row["measure"] for row in kept] == ["二", "改", "四"]
    assert [row["id"] for row in kept][:2] == [two["id"], one["id"]]


def test_another_enterprise_of_a_visit_is_a_new_version_of_it(ledger: LedgerFile) -> None:
    first, second = enterprise(ledger, "重庆甲公司"), enterprise(ledger, "重庆乙公司")
    saved = visit(ledger, first)
    changed = save_record(ledger, "visits", saved.id, {"enterprises": (first, second)}, version=saved.version)
    assert changed.version == saved.version + 1
    with pytest.raises(RecordChanged):
        save_record(ledger, "visits", saved.id, {"enterprises": (second,)}, version=saved.version)


def test_a_changed_name_is_kept_as_a_former_name(ledger: LedgerFile) -> None:
    where = enterprise(ledger, "旧名商贸")
    save_record(ledger, "enterprises", where.id, {"name": "新名商贸"})
    kept = get_record(ledger, "enterprises", where.id)
    assert kept.values["former_names"] == "旧名商贸"
    assert kept.children["names"][0]["name"] == "旧名商贸"


def test_a_changed_contact_is_kept_with_the_end_of_the_time_in_office(ledger: LedgerFile) -> None:
    where = enterprise(ledger, "重庆甲公司", contact="张三", telephone="13800000001")
    save_record(ledger, "enterprises", where.id, {"contact": "李四", "telephone": "13800000002"})
    save_record(ledger, "enterprises", where.id, {"contact": "王五"})
    today = PartialDate.of(date.today())
    people = get_record(ledger, "enterprises", where.id).children["people"]
    assert [(one["role"], one["name"], one["telephone"], one["since"], one["until"]) for one in people] == [
        ("联系人", "张三", "13800000001", None, today),
        ("联系人", "李四", "13800000002", today, today),
        ("联系人", "王五", "13800000002", today, None),
    ]


def test_a_changed_responsible_person_stays_also_when_the_list_of_persons_is_saved_along(
    ledger: LedgerFile,
) -> None:
    where = enterprise(ledger, "重庆甲公司", principal="张三")
    listed = {"role": "负责人", "name": "张三", "since": PartialDate(2020, 5)}
    save_record(ledger, "enterprises", where.id, {"principal": "李四"}, {"people": [listed]})
    people = get_record(ledger, "enterprises", where.id).children["people"]
    assert [(one["name"], one["since"], one["until"] is None) for one in people] == [
        ("张三", PartialDate(2020, 5), False),
        ("李四", PartialDate.of(date.today()), True),
    ]


def test_a_missing_required_field_is_named_and_nothing_is_kept(ledger: LedgerFile) -> None:
    with pytest.raises(FieldProblems) as raised:
        save_record(ledger, "visits", 0, {"form": "电话"}, {"problems": [{"description": "甲"}]})
    assert raised.value.by_field == {"date": "请填写日期。", "enterprises": "请填写企业。"}
    assert count_records(ledger) == dict.fromkeys(count_records(ledger), 0)


def test_an_empty_required_cell_inside_a_record_names_its_row(ledger: LedgerFile) -> None:
    values = {"enterprise": enterprise(ledger), "year": 2022, "status": "起草"}
    with pytest.raises(FieldProblems, match="帮扶措施第 2 行请填写帮扶措施"):
        save_record(ledger, "plans", 0, values, {"measures": [{"measure": "一"}, {"owner": "张三"}]})


def test_the_status_of_a_kept_problem_is_not_edited(ledger: LedgerFile) -> None:
    saved = visit(ledger, enterprise(ledger), problems=[{"description": "甲"}])
    problem = find_record(ledger, "problems", "WT-2022-0001")
    with pytest.raises(FieldProblems) as raised:
        save_record(ledger, "problems", problem.id, {"status": "销号", "note": "乙"})
    assert set(raised.value.by_field) == {"status"}
    assert get_record(ledger, "problems", problem.id).values["note"] is None
    assert saved.changed["problems"] == [problem.id]


def test_a_save_over_a_newer_version_is_refused_with_the_newer_values(ledger: LedgerFile) -> None:
    where = enterprise(ledger)
    read = get_record(ledger, "enterprises", where.id)
    save_record(ledger, "enterprises", where.id, {"note": "别人写的"}, version=read.version)
    with pytest.raises(RecordChanged) as raised:
        save_record(ledger, "enterprises", where.id, {"note": "我写的"}, version=read.version)
    assert raised.value.theirs["note"] == "别人写的"
    assert get_record(ledger, "enterprises", where.id).values["note"] == "别人写的"


def test_one_field_of_several_records_is_changed_in_one_step(ledger: LedgerFile) -> None:
    several = [enterprise(ledger, f"{one}号商贸").id for one in range(3)]
    changed = change_field(ledger, "enterprises", several, "service_person", "李秋岚")
    assert changed == {"enterprises": several}
    assert {get_record(ledger, "enterprises", one).values["service_person"] for one in several} == {"李秋岚"}


def test_a_deleted_record_leaves_the_list_and_comes_back_whole(ledger: LedgerFile) -> None:
    where = enterprise(ledger)
    delete_records(ledger, "enterprises", [where.id])
    assert list_records(ledger, "enterprises", ListQuery()).total == 0
    assert get_record(ledger, "enterprises", where.id).deleted
    restore_records(ledger, "enterprises", [where.id])
    assert list_records(ledger, "enterprises", ListQuery()).rows[0].values["name"] == where.label


@pytest.mark.parametrize("word", ["914403001922038216", "重庆大渡口万达广场", "万达广场"])
def test_an_enterprise_is_found_by_code_name_and_short_name(ledger: LedgerFile, word: str) -> None:
    where = enterprise(ledger, credit_code="914403001922038216", short_name="万达广场")
    assert find_record(ledger, "enterprises", word).id == where.id


def test_an_unknown_number_is_said_in_one_sentence(ledger: LedgerFile) -> None:
    with pytest.raises(NotFound, match="没有找到问题“WT-2022-0099”"):
        find_record(ledger, "problems", "WT-2022-0099")


def test_a_blank_visit_starts_with_today_the_person_and_the_enterprise(ledger: LedgerFile) -> None:
    ledger.person = "张三"
    where = enterprise(ledger)
    blank = blank_record(ledger, "visits", enterprise=where)
    assert blank.values["enterprises"] == (where,)
    assert blank.values["visitors"] == "张三"
    assert isinstance(blank.values["date"], PartialDate)


def test_a_decimal_finer_than_one_cent_is_refused_and_not_rounded(ledger: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="精度"):
        save_record(ledger, "enterprises", 0, {"name": "甲", "floor_area": Decimal("0.0000001")})
    assert count_records(ledger, ["enterprises"]) == {"enterprises": 0}
