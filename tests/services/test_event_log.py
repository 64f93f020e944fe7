"""The log of the whole ledger and how it is narrowed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from dadu_desktop.domain.errors import NotAllowed
from dadu_desktop.domain.roles import Role
from dadu_desktop.records.office import OfficePerson
from dadu_desktop.services.event_log import LogQuery, people_in_log, read_log
from dadu_desktop.services.records import save_record
from dadu_desktop.services.settings import save_settings
from dadu_desktop.storage.ledger_file import LedgerFile


@pytest.fixture
def busy(ledger: LedgerFile) -> LedgerFile:
    """Let two persons work."""
    one = save_record(ledger, "enterprises", 0, {"name": "万达广场"}).id
    ledger.person = "李四"
    save_record(ledger, "enterprises", one, {"note": "100%满意"}, reason="走访后补记")
    save_settings(ledger, {"office_name": "商务委"})
    ledger.person = "李四"
    ledger.note("export", "企业 1 条：企业.xlsx")
    return ledger


def told(ledger: LedgerFile, query: LogQuery) -> list[tuple[str, str, str]]:
    """Read person, action and thing of the lines."""
    return [(one.person, one.action, one.thing) for one in read_log(ledger, query)]


def test_the_log_tells_changes_and_events_newest_first(busy: LedgerFile) -> None:
    lines = told(busy, LogQuery())
    assert lines[:3] == [("李四", "导出", ""), ("李四", "新增", "设置"), ("李四", "修改", "企业")]
    assert ("王敏", "新增", "企业") in lines


def test_the_log_is_narrowed_by_person_day_and_words(busy: LedgerFile) -> None:
    today = date.today()
    assert told(busy, LogQuery(person="王敏")) == [("王敏", "新增", "企业")]
    assert told(busy, LogQuery(words="走访后")) == [("李四", "修改", "企业")]
    assert told(busy, LogQuery(words="100%")) == [("李四", "修改", "企业")]
    assert told(busy, LogQuery(words="1%满")) == []
    assert told(busy, LogQuery(until=today - timedelta(days=1))) == []
    assert told(busy, LogQuery(since=today, until=today)) == told(busy, LogQuery())
    assert {"王敏", "李四"} <= set(people_in_log(busy))


def test_many_rows_of_one_step_are_one_line(ledger: LedgerFile) -> None:
    with ledger.unit(reason="批量") as unit:
        for number in range(30):
            unit.connection.execute(
                insert(OfficePerson).values(name=f"第{number}人", department="", telephone="", active=True)
            )
    line = read_log(ledger)[0]
    assert (line.action, line.thing, line.count, line.reason) == ("新增", "人员", 30, "批量")


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.MANAGER, True), (Role.AUDITOR, True), (Role.CLERK, False), (Role.LEADER, False)]
)
def test_only_manager_and_auditor_read_the_log(busy: LedgerFile, role: Role, reads: bool) -> None:
    busy.role = role
    if reads:
        assert read_log(busy)
    else:
        with pytest.raises(NotAllowed, match="操作日志"):
            read_log(busy)
