"""The start page: every number is the length of the list it opens, on any day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.drafts import keep_draft
from dadu_desktop.services.holidays import HolidayDay, save_holidays
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.services.work_calendar import NOBODY
from dadu_desktop.services.workbench import reminder, workbench
from dadu_desktop.storage.ledger_file import LedgerFile

TODAY = date(2022, 11, 30)


@pytest.fixture
def office(ledger: LedgerFile, register: tuple[Reference, ...]) -> tuple[Reference, ...]:
    """Give problems in many states around the day, and a visit long ago."""
    save_record(ledger, "enterprises", register[1].id, {"status": "在库", "admitted": PartialDate(2020)})
    old = {"date": PartialDate(2022, 8, 1), "form": "实地走访", "enterprises": register[:1]}
    save_record(ledger, "visits", 0, old)
    for status, owner, days in (
        ("办理中", "张三", 0), ("办理中", "张三", -3), ("交办", "张三", 1), ("交办", None, 30), ("已反馈", "王敏", 20),
        ("办结", "张三", -9), ("登记", None, None),
    ):  # fmt: skip
        due = None if days is None else PartialDate.of(TODAY + timedelta(days=days))
        values = {"enterprise": register[0], "description": "甲", "status": status, "owner": owner}
        save_record(ledger, "problems", 0, {**values, "due_date": due})
    for review in (PartialDate(2022, 11, 30), PartialDate(2023, 3, 31)):
        values = {"enterprise": register[0], "description": "乙", "status": "长期推进"}
        save_record(
            ledger, "problems", 0, {**values, "review_date": review, "due_date": PartialDate(2022, 1, 1)}
        )
    return register


@pytest.mark.usefixtures("office")
def test_each_card_counts_what_its_list_shows(ledger: LedgerFile) -> None:
    shown = workbench(ledger, TODAY)
    for card in shown.cards:
        assert list_records(ledger, card.kind, card.query).total == card.count, card.label
    counts = {card.key: card.count for card in shown.cards}
    assert counts.pop("unreported") > 0
    assert counts == {
        "enterprises": 1, "visits": 0, "unvisited": 1, "plans": 0, "cases": 0, "due_today": 1,
        "policy_new": 0, "policy_expiring": 0, "overdue": 1, "near": 1, "waiting": 2, "mine": 1, "callback": 1, "review": 1, "long_term": 2, "open": 8,
    }  # fmt: skip


@pytest.mark.usefixtures("office")
def test_the_numbers_follow_the_day_and_remember_nothing(ledger: LedgerFile) -> None:
    def counted(day: date) -> tuple[int, ...]:
        cards = {card.key: card.count for card in workbench(ledger, day).cards}
        return tuple(cards[key] for key in ("due_today", "overdue", "near", "review"))

    assert [counted(TODAY + timedelta(days=one)) for one in (-4, -1, 0, 1, 2)] == [
        (0, 0, 1, 0), (0, 1, 2, 0), (1, 1, 1, 1), (1, 2, 0, 1), (0, 3, 0, 1),
    ]  # fmt: skip
    save_holidays(ledger, 2022, [HolidayDay(date(2022, 12, day), works=False) for day in range(1, 20)])
    assert counted(TODAY)[2] == 2  # the second working day ahead is 21 December now


@pytest.mark.usefixtures("office")
def test_who_has_how_much_is_told_with_the_list_behind_it(ledger: LedgerFile) -> None:
    loads = workbench(ledger, TODAY).loads
    assert [(one.person, one.open, one.overdue, one.near) for one in loads] == [
        ("张三", 3, 1, 2), (NOBODY, 4, 0, 0), ("王敏", 1, 0, 0),
    ]  # fmt: skip
    for one in loads:
        assert list_records(ledger, "problems", one.query).total == one.open


@pytest.mark.usefixtures("office")
def test_one_line_reminds_of_what_waits(ledger: LedgerFile) -> None:
    assert reminder(ledger, TODAY) == "今天到期 1，超期问题 1，临近到期 1，待回访 1，挂账待复核 1"


def test_an_empty_ledger_reminds_of_nothing(ledger: LedgerFile) -> None:
    assert reminder(ledger, TODAY) == ""
    assert workbench(ledger, date(2040, 1, 1)).note.startswith("（2040年放假安排未导入")
    assert workbench(ledger, TODAY).note == ""


def test_drafts_are_counted(
    ledger: LedgerFile, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
    keep_draft(ledger.path, "visits", 0, {"topic": "甲"})
    assert data_folder().exists()
    assert workbench(ledger, TODAY).drafts == 1
