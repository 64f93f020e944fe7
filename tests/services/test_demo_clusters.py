"""Every fact of clusters, team and campaign in the public report is a record of the demonstration and is found."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.project_stages import StageLight
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import find_record, get_record
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.storage.ledger_file import LedgerFile

FACTS = (
    ("大数据智能化", "企业数", "", "220余家", "", None, False),
    ("大数据智能化", "上市企业子公司数", "", "5", "", None, False),
    ("大数据智能化", "规上企业数", "", "18", "", None, False),
    ("大数据智能化", "规上工业企业数", "", "7", "", None, False),
    ("大数据智能化", "规上服务业企业数", "", "11", "", None, False),
    ("大数据智能化", "高新技术企业数", "", "42", "", None, False),
    ("大数据智能化", "专精特新企业数", "", "14", "", None, False),
    ("大数据智能化", "签约项目", "", "15", "163.67亿元", None, False),
    ("大数据智能化", "到位资金", "", "", "25.45亿元", None, False),
    ("大数据智能化", "营业收入", "", "", "123.6亿元", "21.8", False),
    ("大健康生物医药", "企业数", "", "160", "", None, False),
    ("大健康生物医药", "签约项目", "", "24", "102亿元", None, False),
    ("大健康生物医药", "营业收入", "", "", "130亿元", "35", True),
    ("大健康生物医药", "产值", "", "", "100亿元", "98", True),
    ("大健康生物医药", "税收", "", "", "13亿元", "97", True),
    ("大健康生物医药", "营业收入", "中元汇吉", "", "85亿元", None, True),
    ("生态环保", "企业数", "", "156", "", None, False),
    ("生态环保", "规上企业数", "", "16", "", None, False),
    ("生态环保", "高新技术企业数", "", "12", "", None, False),
    ("生态环保", "企业数", "固废领域", "35", "", None, False),
    ("生态环保", "规上企业数", "固废领域", "6", "", None, False),
    ("生态环保", "专精特新企业数", "固废领域", "4", "", None, False),
    ("生态环保", "营业收入", "固废领域", "", "31.67亿元", None, False),
    ("新材料", "生产线", "风渡新材料", "170条", "", None, False),
    ("新材料", "营业收入", "风渡新材料", "", "8.55亿元", "505.97", False),
    ("重庆小面", "签约项目", "", "39", "41.18亿元", None, False),
    ("重庆小面", "入驻企业数", "电商产业园", "18", "", None, False),
    ("重庆小面", "电商销售额", "电商产业园", "", "突破2亿元", None, False),
    ("重庆小面", "生产基地", "", "45亩", "", None, True),
)
"""Cluster, indicator, of what, count, amount, growth, and whether it is only expected, as the report gave them."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> LedgerFile:
    """Make the demonstration ledger once and read it."""
    place = tmp_path_factory.mktemp("clusters") / "演示台账.dadu"
    make_demo(place)
    return open_ledger(place, write=False)


def told(reading: Mapping[str, object], key: str) -> str:
    """Say a value of a reading in the words in which it was given out."""
    value = reading[key]
    if not isinstance(value, Approximate):
        return ""
    if value.words:
        return value.words
    return f"{value.value / 10000:f}亿元" if key == "amount" else f"{value.value:f}"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: "-".join(filter(None, fact[:3])))
def test_a_fact_of_a_cluster_is_kept_as_given_out_with_its_source(
    demo: LedgerFile, fact: tuple[str, str, str, str, str, str | None, bool]
) -> None:
    cluster, indicator, subject, count, amount, growth, expected = fact
    (row,) = list_records(demo, "clusters", ListQuery(filters=(Filter("name", "is", cluster),))).rows
    readings = get_record(demo, "clusters", row.id).children["readings"]
    (reading,) = [one for one in readings if (one["indicator"], one["subject"] or "") == (indicator, subject)]
    assert (told(reading, "count"), told(reading, "amount")) == (count, amount)
    assert (reading["growth"], bool(reading["expected"])) == (growth and Decimal(growth), expected)
    assert reading["source"] == row.values["source"] == "公开报道"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("220余家", "clusters"),
        ("163.67亿元", "clusters"),
        ("固废领域", "clusters"),
        ("170条生产线", "clusters"),
        ("电商产业园", "clusters"),
        ("2023年底投用", "clusters"),
        ("24小时工作联系群", "teams"),
        ("审批窗口前移", "teams"),
        ("专人代办", "teams"),
        ("公园商圈、多彩生活", "activities"),
        ("核心消费带", "activities"),
        ("招商引资合同投资额", "district-figures"),
        ("60个项目", "district-figures"),
    ],
)
def test_words_of_the_report_find_their_record(demo: LedgerFile, words: str, kind: str) -> None:
    hits = search_everywhere(demo, words, limit=100)
    assert kind in {one.kind for one in hits}


def test_the_team_links_problems_of_its_own_enterprise(demo: LedgerFile) -> None:
    (row,) = list_records(demo, "teams", ListQuery()).rows
    team = get_record(demo, "teams", row.id)
    linked = [find_record(demo, "problems", str(one["problem"])) for one in team.children["linked"]]
    assert {one.values["enterprise"] for one in linked} == {team.values["enterprise"]}
    assert [one.values["status"] for one in linked] == ["办结", "办理中"]


def test_single_projects_are_invented_and_say_so_and_show_every_light(demo: LedgerFile) -> None:
    rows = list_records(demo, "projects", ListQuery()).rows
    assert all(str(row.values["name"]).startswith("（虚构）") for row in rows)
    assert {row.values["source"] for row in rows} == {"演示数据（虚构）"}
    assert {row.values["light"] for row in rows} == {one.value for one in StageLight}
