"""Readings of clusters are told in their own words, and charted by the newest count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import Approximate, read_approximate
from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.cluster_readings import (
    Count,
    counts_of,
    projects_of,
    reading_lines,
    reading_words,
    remark,
)
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile

BARE: Values = {
    "count": None, "amount": None, "measure": None, "expected": None, "share": None, "note": None,
}  # fmt: skip


def reading(indicator: str, month: int, **values: object) -> Values:
    """Give one reading of 2022."""
    return {"period": PartialDate(2022, month), "span": "时点", "indicator": indicator, **values}


@pytest.mark.parametrize(
    ("typed", "measure", "words"),
    [
        ("220余家", "家", "220余家"),
        ("18", "家", "18家"),
        ("约40", "家", "约40家"),
        ("170条", None, "170条"),
        ("45", None, "45"),
    ],
)
def test_a_count_keeps_its_words_and_a_bare_number_gets_its_measure(
    typed: str, measure: str | None, words: str
) -> None:
    count = read_approximate(typed, measure or "")
    assert reading_words({**BARE, "count": count, "measure": measure}) == (words, "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("163.67亿元", "163.67亿元"),
        ("突破2亿元", "突破2亿元"),
        ("1236000", "123.6亿元"),
        ("约3000", "约3000万元"),
    ],
)
def test_an_amount_is_said_as_it_was_given_out(typed: str, words: str) -> None:
    assert reading_words({**BARE, "amount": read_approximate(typed, Unit.WAN)}) == ("", words)


def test_an_amount_without_words_is_said_in_yi() -> None:
    assert reading_words({**BARE, "amount": Approximate(Decimal(1236000))}) == ("", "123.6亿元")


def test_remark_tells_expectation_share_and_note() -> None:
    told = {**BARE, "expected": True, "share": Decimal("78.82"), "note": "1—11月"}
    assert remark(told) == "预计；占78.82%；1—11月"
    assert remark(BARE) == ""


def test_chart_takes_the_newest_count_of_the_whole_cluster_only(ledger: LedgerFile) -> None:
    def count(number: int) -> Approximate:
        return Approximate(Decimal(number))

    rows = [
        reading("企业数", 12, count=count(160), measure="家"),
        reading("企业数", 6, count=count(150), measure="家"),
        reading("规上企业数", 6, count=count(16)),
        reading("企业数", 12, count=count(35), measure="家", subject="固废领域"),
        reading("生产基地", 12, count=count(45), measure="亩"),
        reading("营业收入", 12, amount=count(1000)),
    ]
    number = save_record(ledger, "clusters", 0, {"name": "生态环保"}, {"readings": rows}).id
    kept = get_record(ledger, "clusters", number)
    assert counts_of(kept) == [Count("企业数", 160, "160"), Count("规上企业数", 16, "16")]
    assert [one["subject"] for one in reading_lines(kept)][3:5] == ["固废领域", "全集群"]


def test_projects_of_a_cluster_leave_out_those_in_the_recycle_bin(ledger: LedgerFile) -> None:
    values = {"name": "甲", "status": "推进中", "cluster": "新材料"}
    first = save_record(ledger, "projects", 0, values).id
    second = save_record(ledger, "projects", 0, {**values, "name": "乙"}).id
    delete_records(ledger, "projects", [first])
    assert [row.id for row in projects_of(ledger, "新材料")] == [second]


def test_members_of_a_cluster_are_found_by_the_name_of_an_enterprise(ledger: LedgerFile) -> None:
    firm = save_record(ledger, "enterprises", 0, {"name": "风渡新材料"}).id
    number = save_record(ledger, "clusters", 0, {"name": "新材料", "enterprises": (Reference(firm, ""),)}).id
    assert get_record(ledger, "clusters", number).values["enterprises"] == (Reference(firm, "风渡新材料"),)
