"""Commands that only read, on the demonstration ledger."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dadu_desktop.storage.lock import LedgerLock
from tests.cli.conftest import Command


@pytest.mark.usefixtures("demo")
def test_list_gives_all_enterprises_with_their_keys(command: Command) -> None:
    data = command("list", "enterprises").data
    assert data["total"] == len(data["rows"]) == 154
    keys = {"number", "credit_code", "name", "trade", "industry_code", "town", "status"}
    assert keys <= data["rows"][0].keys()


@pytest.mark.usefixtures("demo")
def test_list_goes_through_pages_by_limit_and_offset(command: Command) -> None:
    everything = command("list", "visits").data["rows"]
    page = command("list", "visits", "--limit", "5", "--offset", "60").data
    assert page["total"] == len(everything) == 99
    assert page["rows"] == everything[60:65]
    assert command("list", "visits", "--offset", "64").data["rows"] == everything[64:]


@pytest.mark.usefixtures("demo")
def test_initials_find_the_mall(command: Command) -> None:
    rows = command("list", "enterprises", "--search", "wdgc").data["rows"]
    assert [row["short_name"] for row in rows] == ["万达广场"]


@pytest.mark.usefixtures("demo")
def test_visits_name_all_their_enterprises(command: Command) -> None:
    symposium = command("show", "visits", "ZF-2022-0013").data
    assert symposium["form"] == "座谈会"
    assert len(symposium["enterprises"]) == 5
    assert all(isinstance(name, str) for name in symposium["enterprises"])


@pytest.mark.usefixtures("demo")
def test_show_tells_the_whole_case_in_its_own_words(command: Command) -> None:
    case = command("show", "cases", "BF-2022-01").data
    assert [one["amount"] for one in case["inputs"]] == ["1000多万元"]
    assert {one["level"] for one in case["coordination"]} == {"区级", "市级", "企业总部"}
    ranks = [one["value"] for one in case["readings"] if "排名" in one["indicator"]]
    assert (ranks[0], ranks[-1]) == ("81/81", "1/81")
    assert case["history"][0]["action"] == "新增"


@pytest.mark.usefixtures("demo")
def test_amounts_are_decimal_strings_and_dates_iso(command: Command) -> None:
    plan = command("show", "plans", "CX-2022-0001").data
    assert Decimal(plan["target_sales"]) > Decimal(plan["base_sales"]) > 0
    assert plan["policies"][0]["applied"] == "2022-09"


@pytest.mark.usefixtures("demo")
def test_fields_give_the_choices_of_code_lists(command: Command) -> None:
    fields = {one["key"]: one for one in command("fields", "enterprises").data["fields"]}
    assert "九宫庙街道" in fields["town"]["choices"]
    assert (fields["name"]["label"], fields["name"]["required"]) == ("企业名称", True)
    assert (fields["floor_area"]["kind"], fields["floor_area"]["unit"]) == ("number", "平方米")


def test_fields_need_no_ledger(command: Command, tmp_path: Path) -> None:
    data = command("fields", "visits", "--database", tmp_path / "none.dadu").data
    assert [one["key"] for one in data["children"]] == ["problems"]


@pytest.mark.usefixtures("demo")
def test_pulls_of_enterprises_add_up_to_the_growth_of_their_trade(command: Command) -> None:
    data = command("figures", "--period", "2022-11", "--scope", "可比口径").data
    assert data["scope"] == "可比口径"
    assert [one["trade"] for one in data["trades"]] == ["批发业", "零售业", "住宿业", "餐饮业"]
    for trade in data["trades"]:
        parts = [one for one in data["enterprises"] if one["trade"] == trade["trade"]]
        pulled = sum(Decimal(one["pull"]) for one in parts if one["pull"] is not None)
        assert pulled == Decimal(trade["cumulative_growth"])
    assert sum(Decimal(one["pull"]) for one in data["trades"]) == Decimal(data["total"]["cumulative_growth"])


@pytest.mark.usefixtures("demo")
def test_full_scope_takes_newcomers_in_and_says_why_they_have_no_growth(command: Command) -> None:
    comparable = command("figures", "--scope", "可比口径").data
    full = command("figures").data
    assert full["comparable"]["total"] == comparable["total"]
    assert Decimal(full["total"]["month"]) > Decimal(comparable["total"]["month"])
    newcomers = [one for one in full["enterprises"] if one["month_growth"] is None]
    assert newcomers
    assert {one["reason"] for one in newcomers} == {"新入库"}


def test_reading_works_while_another_program_holds_the_ledger(command: Command, demo: Path) -> None:
    lock = LedgerLock(demo)
    lock.acquire()
    try:
        assert command("list", "cases").data["total"] == 1
        refused = command("set", "cases", "BF-2022-01", "status=结案")
    finally:
        lock.release()
    assert (refused.status, refused.out) == (10, "")
    assert "另一个程序" in refused.err


@pytest.mark.usefixtures("demo")
def test_reports_are_listed_and_made(command: Command, tmp_path: Path) -> None:
    known = {one["id"]: one for one in command("reports").data["reports"]}
    assert "pdf" in known["case-report"]["formats"]
    output = tmp_path / "案例.pdf"
    made = command("report", "case-report", "--number", "BF-2022-01", "--output", output).data
    assert made["pages"] >= 1
    assert output.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("demo")
def test_report_refuses_a_parameter_that_it_does_not_have(command: Command, tmp_path: Path) -> None:
    reply = command("report", "case-report", "colour=red", "--output", tmp_path / "案例.pdf")
    assert reply.status == 2
    assert "colour=red" in reply.err
