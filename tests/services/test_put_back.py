"""Single values put back from the history, by the rules of the form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import NotAllowed, NotFound, RecordChanged
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.roles import Role
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.histories import Change, record_history
from dadu_desktop.services.put_back import put_back
from dadu_desktop.services.records import get_record, save_record
from dadu_desktop.storage import check
from dadu_desktop.storage.ledger_file import LedgerFile


def last_change(ledger: LedgerFile, kind: str, record: int) -> Change:
    """Read the newest change of a record."""
    return record_history(ledger, kind, record)[0]


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("name", "万达广场", "万达商城"),
        ("town", "跳磴镇", None),
        ("telephone", None, "023-68901234"),
        ("foreign_trade", True, False),
        ("admitted", PartialDate(2019, 3), PartialDate(2020)),
        ("last_year_sales", Approximate(Decimal(1000), "多", "1000多万元"), Approximate(Decimal("12.5"))),
    ],
)
def test_a_value_of_every_kind_comes_back_as_it_was(
    ledger: LedgerFile, key: str, before: object, after: object
) -> None:
    one = save_record(ledger, "enterprises", 0, {"name": "一家企业", key: before}).id
    save_record(ledger, "enterprises", one, {key: after}, reason="看错了")
    change = last_change(ledger, "enterprises", one)
    assert change.key == key
    saved = put_back(ledger, change.entry, change.key)
    assert get_record(ledger, "enterprises", one).values[key] == before
    told = last_change(ledger, "enterprises", one)
    assert told.reason.startswith("撤销 ")
    assert saved.version == 3
    assert check.check(ledger) == []


def test_the_enterprise_of_a_record_comes_back(ledger: LedgerFile, register: tuple[Reference, ...]) -> None:
    one = save_record(ledger, "plans", 0, {"enterprise": register[0], "year": 2022, "status": "执行"}).id
    save_record(ledger, "plans", one, {"enterprise": register[1]})
    change = next(change for change in record_history(ledger, "plans", one) if change.key == "enterprise")
    put_back(ledger, change.entry, change.key)
    assert get_record(ledger, "plans", one).values["enterprise"] == register[0]


def test_what_somebody_changed_meanwhile_is_not_put_back(ledger: LedgerFile) -> None:
    one = save_record(ledger, "enterprises", 0, {"name": "甲"}).id
    seen = save_record(ledger, "enterprises", one, {"name": "乙"}).version
    change = last_change(ledger, "enterprises", one)
    save_record(ledger, "enterprises", one, {"name": "丙"})
    with pytest.raises(RecordChanged):
        put_back(ledger, change.entry, change.key, version=seen)


def test_what_is_no_single_value_is_refused(ledger: LedgerFile) -> None:
    one = save_record(ledger, "enterprises", 0, {"name": "甲"}).id
    change = last_change(ledger, "enterprises", one)
    assert (change.entry, change.key) == (0, "")
    for entry, key in ((0, "name"), (10**9, "name"), (1, "nothing")):
        with pytest.raises(NotFound, match="直接修改"):
            put_back(ledger, entry, key)


def test_who_may_not_write_puts_nothing_back(ledger: LedgerFile) -> None:
    one = save_record(ledger, "enterprises", 0, {"name": "甲"}).id
    save_record(ledger, "enterprises", one, {"name": "乙"})
    change = last_change(ledger, "enterprises", one)
    ledger.role = Role.LEADER
    with pytest.raises(NotAllowed):
        put_back(ledger, change.entry, change.key)
