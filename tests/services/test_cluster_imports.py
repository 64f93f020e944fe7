"""Workbooks on clusters, teams, projects and campaigns as offices send them are known by their headings."""

from __future__ import annotations

from decimal import Decimal

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import RecordData, get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile


def taken(ledger: LedgerFile, made: MadeFile, kind: str, *rows: list[object]) -> list[RecordData]:
    """Take a workbook in and give the records of a kind, oldest first."""
    preview = preview_import(ledger, [made(*rows)])
    assert {one.kind for one in preview.sheets} == {kind}
    write_import(ledger, preview)
    found = list_records(ledger, kind, ListQuery()).rows
    return [get_record(ledger, kind, row.id) for row in sorted(found, key=lambda row: row.id)]


def test_projects_come_with_their_stages_in_further_lines_and_in_the_unit_of_the_sheet(
    ledger: LedgerFile, made: MadeFile
) -> None:
    first, second = taken(
        ledger,
        made,
        "projects",
        ["大渡口区招商引资重点项目推进表"],
        ["单位：亿元"],
        [
            "序号",
            "项目名称",
            "产业集群",
            "投资企业",
            "协议投资额",
            "到位资金",
            "阶段",
            "计划时间",
            "实际时间",
        ],
        [1, "甲芯片封装", "大数据智能化", "甲电子", 12.5, 3.2, "签约", "2022.5", "2022.5.20"],
        ["", "", "", "", "", "", "开工", "2022年10月", ""],
        [2, "乙面业工厂", "重庆小面", "乙面业", 1.2, 0.3, "签约", "2022.6.1", "2022.6.3"],
        ["合计", "", "", "", 13.7, 3.5],
    )
    assert (first.values["signed_amount"], first.values["arrived_amount"]) == (
        Decimal(125000),
        Decimal(32000),
    )
    assert [(one["stage"], one["planned"]) for one in first.children["stages"]] == [
        ("签约", PartialDate(2022, 5)),
        ("开工", PartialDate(2022, 10)),
    ]
    assert (first.values["stage"], first.values["light"], first.values["status"]) == (
        "签约",
        "红·逾期",
        "推进中",
    )
    assert second.values["cluster"] == "重庆小面"


def test_campaigns_keep_the_words_of_visitors_and_sales(ledger: LedgerFile, made: MadeFile) -> None:
    mall = save_record(ledger, "enterprises", 0, {"name": "万达广场"}).id
    (one,) = taken(
        ledger,
        made,
        "activities",
        ["活动名称", "活动时间", "地点", "主办", "参与企业", "客流量", "带动消费（万元）"],
        ["夏季啤酒节", "2022.7.8", "九宫庙步行街", "区商务委", "万达广场", "约5万人次", "近200万元"],
    )
    assert one.values["visitors"] == Approximate(Decimal(50000), "约", "约5万人次")
    assert one.values["sales"] == Approximate(Decimal(200), "近", "近200万元")
    linked = one.values["enterprises"]
    assert isinstance(linked, tuple)
    assert [each.id for each in linked] == [mall]


def test_clusters_are_known_again_by_their_name(ledger: LedgerFile, made: MadeFile) -> None:
    kept = save_record(ledger, "clusters", 0, {"name": "新材料", "chain_owner": "风渡"}).id
    rows = taken(
        ledger,
        made,
        "clusters",
        ["产业集群", "链长", "牵头部门", "工作进展"],
        ["新材料", "某领导", "区经信委", "建成170条生产线"],
        ["生态环保", "某领导", "区生态环境局", ""],
    )
    assert [one.values["name"] for one in rows] == ["新材料", "生态环保"]
    assert (rows[0].id, rows[0].values["chain_owner"], rows[0].values["leader"]) == (kept, "风渡", "某领导")


def test_teams_find_their_enterprise_and_keep_a_telephone_that_came_as_a_number(
    ledger: LedgerFile, made: MadeFile
) -> None:
    save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    (one,) = taken(
        ledger,
        made,
        "teams",
        ["专班名称", "服务企业", "专班组长", "24小时值班电话", "代办专员"],
        ["万达服务专班", "万达广场", "某领导", 13800000001, "张三"],
    )
    assert str(one.values["enterprise"]) == "万达广场"
    assert (one.values["duty_telephone"], one.values["agent"]) == ("13800000001", "张三")
    assert (one.values["leader"], one.values["status"]) == ("某领导", "运行中")
