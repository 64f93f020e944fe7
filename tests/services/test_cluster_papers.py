"""Printed pages of clusters, teams and projects say every fact of the public report, and numbers know their records."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.figure_bases import recount
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.records import save_record
from dadu_desktop.services.reports import MadeReport, make_report
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

TOLD = {
    1: ("220余家", "5家", "18家", "42家", "14家", "163.67亿元", "25.45亿元", "123.6亿元", "21.8%"),
    2: ("160家", "102亿元", "130亿元", "35%", "100亿元", "98%", "13亿元", "97%", "85亿元", "预计"),
    3: ("156家", "固废领域", "31.67亿元", "占78.82%", "累计"),
    4: ("170条", "8.55亿元", "505.97%", "基数小"),
    5: ("39个", "41.18亿元", "突破2亿元", "45亩", "2023年底投用"),
}
"""What the sheet of each cluster of the demonstration has to say."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> LedgerFile:
    """Make the demonstration ledger once and read it."""
    place = tmp_path_factory.mktemp("papers") / "演示台账.dadu"
    make_demo(place)
    return open_ledger(place, write=False)


def text_of(made: MadeReport) -> str:
    """Read all pages without the breaks of lines."""
    return "".join(page_texts(made.content)).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("number", TOLD)
def test_sheet_of_a_cluster_prints_what_the_report_told(demo: LedgerFile, number: int) -> None:
    made = make_report(demo, "cluster-sheet", {"number": f"JQ-2022-{number:04d}"})
    text = text_of(made)
    assert [words for words in TOLD[number] if words not in text] == []
    assert "公开报道" in text
    assert made.preflight == []


def test_report_of_the_team_prints_members_meetings_windows_and_problems(demo: LedgerFile) -> None:
    made = make_report(demo, "team-report", {"number": "ZB-2022-0001"})
    text = text_of(made)
    for words in (
        "分管区领导牵头",
        "24小时工作联系群",
        "用地",
        "工期",
        "窗口前移",
        "专人代办",
        "023-68900010",
        "85亿元",
    ):
        assert words in text
    assert "关联企业问题2个，其中已办结1个、在办1个" in text
    assert (made.pages, made.preflight) == (2, [])


def test_progress_of_projects_prints_sums_lights_and_the_official_total_apart(demo: LedgerFile) -> None:
    made = make_report(demo, "project-progress", {})
    text = text_of(made)
    assert "招商引资合同投资额355.1亿元" in text
    assert "60个项目" in text
    assert "登记招商项目8个，合同投资额62.86亿元" in text
    assert "红·逾期" in text
    assert "晚12天" in text
    assert made.preflight == []


def test_sums_of_projects_can_be_made_again_from_their_records(demo: LedgerFile) -> None:
    made = make_report(demo, "project-progress", {})
    sums = [one for one in made.numbers if one.basis.kind == "projects" and len(one.basis.ids) > 1]
    assert sums
    assert all(recount(demo, one.basis) == one.value for one in sums)


def test_project_ledger_adds_up_groups_and_the_whole(demo: LedgerFile) -> None:
    text = text_of(make_report(demo, "ledger-projects", {}))
    assert "205,000" in text
    assert "628,600" in text


@pytest.mark.parametrize("report", ["team-report", "cluster-sheet"])
def test_a_paper_of_a_record_that_is_not_there_says_so(demo: LedgerFile, report: str) -> None:
    with pytest.raises(NotFound):
        make_report(demo, report, {"number": "XX-2022-0001"})


def test_papers_of_bare_records_say_what_is_missing(ledger: LedgerFile) -> None:
    enterprise = save_record(ledger, "enterprises", 0, {"name": "九宫百货"})
    day = PartialDate(2022, 6, 1)
    cluster = save_record(ledger, "clusters", 0, {"name": "新材料"})
    team = {"name": "专班", "enterprise": Reference(enterprise.id, ""), "status": "运行中", "started": day}
    kept = save_record(ledger, "teams", 0, team)
    save_record(ledger, "projects", 0, {"name": "前置仓", "status": "推进中", "signed_amount": Decimal(1)})
    assert "尚未登记指标" in text_of(make_report(ledger, "cluster-sheet", {"number": cluster.number}))
    assert "尚未关联问题" in text_of(make_report(ledger, "team-report", {"number": kept.number}))
    text = text_of(make_report(ledger, "project-progress", {}))
    assert "尚未安排阶段" in text
    assert "另据" not in text
