"""The history in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.attachments import attach_file, remove_attachment
from dadu_desktop.services.histories import Change, recent_changes, record_history
from dadu_desktop.services.records import delete_records, get_record, restore_records, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

Register = tuple[Reference, ...]


def said(changes: list[Change]) -> list[tuple[str, str, str, str]]:
    """Take the words of changes."""
    return [(one.action, one.field_label, one.before, one.after) for one in changes]


def test_every_kind_of_value_is_said_in_the_words_of_the_screen(
    ledger: LedgerFile, register: Register
) -> None:
    values = {
        "last_year_sales": Approximate(Decimal(1000), "多", "1000多万元"),
        "floor_area": Decimal("12345.6"),
        "opened": PartialDate(2018, 10),
        "foreign_trade": True,
        "employees": 1200,
        "area": "万达广场",
    }
    save_record(ledger, "enterprises", register[0].id, values, reason="年度核对")
    changes = record_history(ledger, "enterprises", register[0].id)
    assert set(said(changes)[:6]) == {
        ("修改", "上年销售额（营业额）", "", "1000多万元"),
        ("修改", "营业面积", "", "12,345.6"),
        ("修改", "开业时间", "", "2018-10"),
        ("修改", "是否外贸", "", "是"),
        ("修改", "从业人数", "", "1,200"),
        ("修改", "商圈（片区）", "", "万达广场"),
    }
    assert {(one.person, one.reason) for one in changes[:6]} == {("王敏", "年度核对")}
    assert changes[-1].action == "新增"
    assert f"企业名称：{register[0].label}" in changes[-1].after


def test_a_cleared_field_keeps_its_former_words(ledger: LedgerFile, register: Register) -> None:
    save_record(ledger, "enterprises", register[3].id, {"telephone": None})
    assert said(record_history(ledger, "enterprises", register[3].id))[0] == (
        "修改",
        "联系电话",
        "023-68901234",
        "",
    )


def test_saving_the_same_again_leaves_no_trace(ledger: LedgerFile, register: Register) -> None:
    before = record_history(ledger, "enterprises", register[1].id)
    save_record(
        ledger, "enterprises", register[1].id, get_record(ledger, "enterprises", register[1].id).values
    )
    assert record_history(ledger, "enterprises", register[1].id) == before


def test_enterprises_are_named_where_a_record_points_to_them(ledger: LedgerFile, register: Register) -> None:
    values = {"date": PartialDate(2022, 5, 8), "form": "座谈会", "enterprises": register[:2]}
    visit = save_record(ledger, "visits", 0, values, {"problems": [{"description": "停车难"}]})
    save_record(ledger, "visits", visit.id, {"enterprises": register[1:2]})
    both = f"{register[0]}、{register[1]}"
    changes = said(record_history(ledger, "visits", visit.id))
    assert changes[0] == ("修改", "企业", both, str(register[1]))
    assert ("修改", "企业", "", both) in changes
    (problem,) = visit.changed["problems"][:1]
    words = said(record_history(ledger, "problems", problem))
    assert any(f"企业：{register[0]}" in one[3] for one in words)
    assert ("修改", "来源走访", "", visit.number) in words


def test_rows_inside_a_record_belong_to_its_history(ledger: LedgerFile, register: Register) -> None:
    values = {"enterprise": register[1], "year": 2022, "status": "起草"}
    rows: list[dict[str, object]] = [{"measure": "协调续贷", "percent": Decimal(20)}, {"measure": "减免租金"}]
    plan = save_record(ledger, "plans", 0, values, {"measures": rows})
    kept = [dict(row) for row in get_record(ledger, "plans", plan.id).children["measures"]]
    kept[0]["percent"] = Decimal("62.5")
    save_record(ledger, "plans", plan.id, {}, {"measures": kept[:1]})
    changes = said(record_history(ledger, "plans", plan.id))
    assert ("新增", "帮扶措施", "", "帮扶措施：减免租金") in changes
    assert set(changes[:2]) == {
        ("修改", "帮扶措施·进度", "20", "62.5"),
        ("删除", "帮扶措施", "帮扶措施：减免租金", ""),
    }


def test_files_belong_to_the_history_of_their_record_only(
    ledger: LedgerFile, register: Register, tmp_path: Path
) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"photo")
    values = {"date": PartialDate(2022, 5, 8), "form": "实地走访", "enterprises": register[:1]}
    visit = save_record(ledger, "visits", 0, values)
    remove_attachment(ledger, attach_file(ledger, "visits", visit.id, photo).id)
    changes = said(record_history(ledger, "visits", visit.id))
    assert changes[:2] == [("删除", "附件", "现场.jpg", ""), ("新增", "附件", "", "现场.jpg")]
    same_id = record_history(ledger, "enterprises", visit.id)
    assert all(one.field_label != "附件" for one in same_id)


def test_the_recycle_bin_is_said_as_such(ledger: LedgerFile, register: Register) -> None:
    delete_records(ledger, "enterprises", [register[2].id], reason="重复登记")
    restore_records(ledger, "enterprises", [register[2].id])
    changes = record_history(ledger, "enterprises", register[2].id)
    assert [one.action for one in changes] == ["恢复", "删除", "新增"]
    assert changes[1].reason == "重复登记"


def test_a_change_by_plain_sql_is_in_the_history_too(ledger: LedgerFile, register: Register) -> None:
    with ledger.unit(reason="数据整理") as unit:
        unit.connection.execute(text("UPDATE enterprises SET town = '八桥镇' WHERE trade = '零售业'"))
    assert said(record_history(ledger, "enterprises", register[1].id))[0] == (
        "修改", "所属镇街", "九宫庙街道", "八桥镇",
    )  # fmt: skip


def test_the_time_of_a_change_is_local_time(ledger: LedgerFile, register: Register) -> None:
    save_record(ledger, "enterprises", register[2].id, {"note": "已搬迁"})
    made = record_history(ledger, "enterprises", register[2].id)[0]
    assert made.at.utcoffset() == datetime.now().astimezone().utcoffset()
    assert abs(datetime.now().astimezone() - made.at) < timedelta(minutes=5)


def test_recent_changes_tell_each_step_once(ledger: LedgerFile, register: Register) -> None:
    plan = save_record(ledger, "plans", 0, {"enterprise": register[1], "year": 2022, "status": "起草"})
    delete_records(ledger, "enterprises", [one.id for one in register[:3]])
    latest = recent_changes(ledger, 2)
    assert [(one.action, one.record, one.kind, one.id) for one in latest] == [
        ("删除", "3 条企业", "enterprises", 0),
        ("新增", f"{plan.number} {register[1]}", "plans", plan.id),
    ]


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_recent_changes_stop_at_their_limit(ledger: LedgerFile, register: Register, limit: int) -> None:
    assert len(recent_changes(ledger, limit)) == min(limit, len(register))
