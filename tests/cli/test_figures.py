"""Monthly figures on the command line: totals, corrections with a reason, reminders."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dadu_desktop.__main__ import main
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
    if suffix == "xlsx":
        sheet = openpyxl.load_workbook(file).worksheets[0]
        assert sheet["A1"].value == "催报单（2022年12月）"
        assert {"企业名称", "联系人", "联系电话"} <= {cell.value for cell in sheet[3]}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("group", ["行业", "镇街", "商圈", "业态", "规模"])
def test_pulls_of_every_grouping_add_up_to_the_growth_of_the_whole(command: Command, group: str) -> None:
    *groups, total = command("figures", "--period", "2022-11", "--scope", "可比口径", "--group", group).data[
        "groups"
    ]
    assert total["group"] == "合计"
    assert sum((Decimal(one["current"]) for one in groups), Decimal(0)) == Decimal(total["current"])
    pulls = sum((Decimal(one["span_pull"]) for one in groups if one["span_pull"]), Decimal(0))
    assert pulls == Decimal(total["growth"])


@pytest.mark.usefixtures("demo")
def test_a_quarter_by_tag_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", "--period", "2022-09", "--group", "标签", "--span", "本季"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "按重点标签（2022年三季度，全口径，单位：万元）" in lines
    groups = lines[lines.index("按重点标签（2022年三季度，全口径，单位：万元）") + 1 :]
    assert all("本季 " in one and "累计 " in one for one in groups[: [*map(_is_total, groups)].index(True)])


@pytest.mark.usefixtures("demo")
def test_sentences_of_the_public_report_come_digit_for_digit(command: Command) -> None:
    said = "".join(command("figures", "--period", "2022-09").data["official"])
    for words in (
        "300.23亿元",
        "7.5%",
        "46.39亿元",
        "13.4%",
        "13.86亿元",
        "7.9%",
        "9.2亿元",
        "35.7%",
        "17家",
    ):
        assert words in said.replace(" ", "")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("wrong", [("--group", "星座"), ("--span", "下周")])
def test_groupings_and_spans_that_there_are_not_name_those_that_there_are(
    command: Command, wrong: tuple[str, str]
) -> None:
    refused = command("figures", *wrong)
    assert (refused.status, refused.out) == (2, "")
    assert "之一" in refused.err


def _is_total(line: str) -> bool:
    """Tell whether a line is that of the whole."""
    return line.startswith("合计\t")
