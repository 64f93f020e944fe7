"""Monthly figures on the command line: totals, corrections with a reason, reminders."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import Command


@pytest.mark.usefixtures("demo")
def test_limited_retail_and_contributions_stand_beside_the_trades(command: Command) -> None:
    data = command("figures", "--period", "2022-09", "--scope", "可比口径").data
    assert data["retail"]["indicator"] == "限上社零"
    assert Decimal(data["retail"]["cumulative"]) > 0
    shares = [Decimal(one["contribution"]) for one in data["trades"]]
    assert abs(sum(shares, Decimal(0)) - 100) <= Decimal("0.02")


@pytest.mark.usefixtures("demo")
def test_every_trade_says_how_its_scopes_differ(command: Command) -> None:
    notes = command("figures", "--period", "2022-11").data["notes"]
    assert [one.split("：")[0] for one in notes] == ["批发业", "零售业", "住宿业", "餐饮业"]
    assert all("全口径本期" in one and "可比口径" in one for one in notes)


@pytest.mark.usefixtures("own_demo")
def test_figure_is_set_with_a_reason_only_and_becomes_a_new_revision(command: Command) -> None:
    kept = command("list", "figures", "--limit", "1").data
    old = kept["rows"][0]
    value = f"value={Decimal(old['value']) + 1}"
    refused = command("set", "figures", str(old["id"]), value)
    assert (refused.status, refused.out) == (2, "")
    assert "更正" in refused.err
    done = command("set", "figures", str(old["id"]), value, "checked=已电话核实", "--reason", "企业更正")
    assert done.status == 0
    again = command("list", "figures", "--limit", "5000").data
    assert again["total"] == kept["total"]
    new = next(one for one in again["rows"] if one["correction"] == "企业更正")
    assert (Decimal(new["value"]), new["revision"]) == (Decimal(old["value"]) + 1, 2)
    assert command("show", "figures", str(old["id"])).data["value"] == old["value"]


@pytest.mark.usefixtures("demo")
def test_official_figures_are_listed_with_their_source(command: Command) -> None:
    rows = command("list", "district-figures").data["rows"]
    assert {one["source"] for one in rows} == {"公开报道"}
    assert {one["indicator"]: one["value"] for one in rows}["批发业商品销售额"]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("suffix", ["pdf", "xlsx"])
def test_reminders_come_as_page_and_workbook(command: Command, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"催报.{suffix}"
    made = command("report", "reminders", "--period", "2022-12", "--format", suffix, "--output", file)
    assert made.status == 0
    assert file.stat().st_size > 1000
