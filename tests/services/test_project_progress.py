"""Progress of projects and teams, their sums, and the problems that a team looks after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.errors import FieldProblems, NotFound
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.project_stages import project_light
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.histories import record_history
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.project_progress import (
    ProjectProgress,
    enter_project_progress,
    enter_team_progress,
    stages_of,
)
from dadu_desktop.services.project_sums import project_sums
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.services.team_links import link_problems, linkable_problems, linked_problems
from dadu_desktop.services.timeline import timeline
from dadu_desktop.storage.ledger_file import LedgerFile

DAY = date(2022, 11, 20)
SIGNED = PartialDate(2022, 3, 1)


@pytest.fixture
def firm(ledger: LedgerFile) -> Reference:
    """Keep an enterprise."""
    return Reference(save_record(ledger, "enterprises", 0, {"name": "中元汇吉"}).id, "中元汇吉")


def project(ledger: LedgerFile, *stages: Mapping[str, object], **values: object) -> int:
    """Keep a project."""
    usual = {"name": "试剂扩建", "status": "推进中", "registered": SIGNED}
    return save_record(ledger, "projects", 0, {**usual, **values}, {"stages": stages}).id


def team_of(ledger: LedgerFile, firm: Reference) -> int:
    """Keep a service team."""
    return save_record(
        ledger, "teams", 0, {"name": "服务专班", "enterprise": firm, "status": "运行中", "started": SIGNED}
    ).id


def problem_of(ledger: LedgerFile, firm: Reference, words: str = "用地") -> str:
    """Keep a problem; give its number."""
    values = {"enterprise": firm, "description": words, "status": "登记", "raised": SIGNED}
    return save_record(ledger, "problems", 0, values).number


def test_progress_reaches_a_stage_and_tells_the_money_that_arrived(ledger: LedgerFile) -> None:
    one = project(
        ledger, {"stage": "签约", "actual": SIGNED}, {"stage": "开工", "planned": PartialDate(2022, 12)}
    )
    enter_project_progress(ledger, one, ProjectProgress("破土", "开工", Decimal("1200.5")), DAY)
    kept = get_record(ledger, "projects", one)
    assert kept.children["stages"][1]["actual"] == PartialDate.of(DAY)
    assert [(row["text"], row["arrived"]) for row in kept.children["entries"]] == [
        ("破土", Decimal("1200.5"))
    ]
    assert (kept.values["stage"], kept.values["arrived_amount"]) == ("开工", Decimal("1200.5"))
    assert kept.values["latest_entry"] == PartialDate.of(DAY)


def test_a_stage_that_was_not_planned_is_added_when_it_is_reached(ledger: LedgerFile) -> None:
    one = project(ledger)
    enter_project_progress(ledger, one, ProjectProgress("签了", "签约"), DAY)
    kept = get_record(ledger, "projects", one)
    assert (kept.values["signed"], kept.values["light"]) == (PartialDate.of(DAY), "绿·完成")


def test_entries_of_progress_stay_in_the_history_with_who_wrote_them(ledger: LedgerFile) -> None:
    ledger.person = "王敏"
    one = project(ledger)
    enter_project_progress(ledger, one, ProjectProgress("现场察看"), DAY)
    (entry,) = get_record(ledger, "projects", one).children["entries"]
    assert entry["person"] == "王敏"
    assert record_history(ledger, "projects", one)[-1].person == "王敏"


@pytest.mark.parametrize(
    ("progress", "day", "key"),
    [
        (ProjectProgress(" "), DAY, "text"),
        (ProjectProgress("到账", arrived=Decimal(-1)), DAY, "arrived"),
        (ProjectProgress("明天的事"), date.today() + timedelta(days=1), "day"),
        (ProjectProgress("再签一次", "签约"), DAY, "stage"),
    ],
)
def test_progress_that_cannot_be_meant_is_refused_and_nothing_written(
    ledger: LedgerFile, progress: ProjectProgress, day: date, key: str
) -> None:
    one = project(ledger, {"stage": "签约", "actual": SIGNED})
    with pytest.raises(FieldProblems) as refused:
        enter_project_progress(ledger, one, progress, day)
    assert set(refused.value.by_field) == {key}
    assert get_record(ledger, "projects", one).children["entries"] == ()


def test_progress_of_a_project_that_is_gone_is_refused(ledger: LedgerFile) -> None:
    with pytest.raises(NotFound):
        enter_project_progress(ledger, 99, ProjectProgress("进展"), DAY)


@pytest.mark.parametrize("status", ["推进中", "已终止"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_light_of_the_list_is_that_of_the_rule(ledger: LedgerFile, status: str, data: st.DataObject) -> None:
    days = st.dates(date.today() - timedelta(days=60), date.today() + timedelta(days=60))
    times = days.map(PartialDate.of) | days.map(lambda day: PartialDate(day.year, day.month))
    row = st.fixed_dictionaries(
        {"stage": st.just("开工"), "planned": st.none() | times, "actual": st.none() | st.just(SIGNED)}
    )
    one = project(ledger, *data.draw(st.lists(row, max_size=4)), status=status)
    kept = get_record(ledger, "projects", one)
    ruled = project_light(stages_of(kept.children["stages"]), date.today())
    assert kept.values["light"] == ("灰·无计划" if status == "已终止" else ruled)


def test_projects_sort_and_filter_by_light(ledger: LedgerFile) -> None:
    late = project(ledger, {"stage": "开工", "planned": SIGNED})
    done = project(ledger, {"stage": "开工", "actual": SIGNED})
    by_light = list_records(ledger, "projects", ListQuery(sort=(Sort("light"),))).rows
    assert [row.id for row in by_light] == [late, done]
    overdue = list_records(ledger, "projects", ListQuery(filters=(Filter("light", "is", "红·逾期"),)))
    assert [row.values["next_stage"] for row in overdue.rows] == ["开工"]


amounts = st.none() | st.decimals(0, 10**6, places=2)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kept=st.lists(
        st.tuples(
            st.sampled_from([None, "新材料", "重庆小面"]),
            amounts,
            amounts,
            st.sampled_from(["推进中", "已终止"]),
        ),
        max_size=6,
    )
)
def test_sums_by_cluster_add_up_to_the_whole_without_projects_given_up(
    ledger: LedgerFile, kept: list[tuple[str | None, Decimal | None, Decimal | None, str]]
) -> None:
    before = list_records(ledger, "projects", ListQuery(limit=500)).rows
    delete_records(ledger, "projects", [row.id for row in before])
    for cluster, signed, arrived, status in kept:
        project(ledger, cluster=cluster, signed_amount=signed, arrived_amount=arrived, status=status)
    *sums, whole = project_sums(ledger)
    alive = [one for one in kept if one[3] == "推进中"]
    assert whole.count == len(alive) == sum(one.count for one in sums)
    assert whole.signed_amount == sum((one[1] or 0 for one in alive), Decimal(0))
    assert whole.signed_amount == sum((one.signed_amount for one in sums), Decimal(0))
    assert whole.arrived_amount == sum((one.arrived_amount for one in sums), Decimal(0))
    assert sorted(whole.ids) == sorted(id_ for one in sums for id_ in one.ids)
    assert whole.red + whole.amber + whole.on_time + whole.done + whole.unplanned == whole.count


def test_rate_of_arrival_is_whole_per_cent_rounded_down_and_absent_without_a_contract(
    ledger: LedgerFile,
) -> None:
    project(ledger, cluster="新材料", signed_amount=Decimal(300), arrived_amount=Decimal(200))
    project(ledger, name="无合同", arrived_amount=Decimal(5))
    assert [one.rate for one in project_sums(ledger)] == [66, None, 68]
    rates = {
        row.values["name"]: row.values["arrival_rate"]
        for row in list_records(ledger, "projects", ListQuery()).rows
    }
    assert rates == {"试剂扩建": Decimal(66), "无合同": None}


def test_team_looks_after_problems_of_its_enterprise_as_they_stand(
    ledger: LedgerFile, firm: Reference
) -> None:
    team, number = team_of(ledger, firm), problem_of(ledger, firm)
    other = Reference(save_record(ledger, "enterprises", 0, {"name": "别家"}).id, "别家")
    problem_of(ledger, other, "不相干")
    assert [row.values["number"] for row in linkable_problems(ledger, team, DAY)] == [number]
    link_problems(ledger, team, [number, number])
    link_problems(ledger, team, [number])
    (row,) = linked_problems(ledger, team, DAY)
    assert (row.values["description"], row.values["status"]) == ("用地", "登记")
    assert linkable_problems(ledger, team, DAY) == []
    assert get_record(ledger, "teams", team).values["linked_count"] == 1
    delete_records(ledger, "problems", [row.id])
    assert linked_problems(ledger, team, DAY) == []


def test_team_refuses_a_problem_that_the_ledger_has_not(ledger: LedgerFile, firm: Reference) -> None:
    team = team_of(ledger, firm)
    with pytest.raises(FieldProblems, match="WT-2022-9999"):
        save_record(ledger, "teams", team, {}, {"linked": [{"problem": "WT-2022-9999"}]})
    assert get_record(ledger, "teams", team).children["linked"] == ()


def test_entries_of_a_team_are_found_and_its_newest_day_told(ledger: LedgerFile, firm: Reference) -> None:
    team = team_of(ledger, firm)
    enter_team_progress(ledger, team, "施工许可分段核发", DAY)
    assert get_record(ledger, "teams", team).values["latest_entry"] == PartialDate.of(DAY)
    assert [(one.kind, one.id) for one in search_everywhere(ledger, "分段核发")] == [("teams", team)]
    with pytest.raises(FieldProblems):
        enter_team_progress(ledger, team, "", DAY)


def test_enterprise_tells_cluster_team_project_and_campaign_in_its_story(
    ledger: LedgerFile, firm: Reference
) -> None:
    team = team_of(ledger, firm)
    meeting = {"date": PartialDate(2022, 6, 22), "matter": "用地"}
    save_record(ledger, "teams", team, {}, {"meetings": [meeting]})
    project(
        ledger,
        {"stage": "开工", "actual": PartialDate(2022, 9, 5)},
        enterprise=firm,
        registered=PartialDate(2022, 4, 1),
    )
    cluster = {"name": "新材料", "established": PartialDate(2022, 1), "enterprises": (firm,)}
    save_record(ledger, "clusters", 0, cluster)
    campaign = {"name": "夜市周", "started": PartialDate(2022, 7, 15), "enterprises": (firm,)}
    save_record(ledger, "activities", 0, campaign)
    told = [(one.kind, one.title, one.pill) for one in timeline(ledger, firm.id)]
    assert told == [
        ("projects", "开工", "项目阶段"),
        ("activities", "夜市周", ""),
        ("teams", "用地", "现场办公"),
        ("projects", "试剂扩建", "开工"),
        ("teams", "服务专班", "运行中"),
        ("clusters", "新材料", ""),
    ]


def test_cluster_counts_what_the_other_ledgers_have_under_its_name(
    ledger: LedgerFile, firm: Reference
) -> None:
    save_record(ledger, "enterprises", firm.id, {"cluster": "新材料"})
    project(ledger, cluster="新材料", signed_amount=Decimal(100))
    project(ledger, cluster="新材料", signed_amount=Decimal(50), status="已终止")
    one = save_record(ledger, "clusters", 0, {"name": "新材料"}).id
    values = get_record(ledger, "clusters", one).values
    assert (values["registered"], values["project_count"], values["signed_amount"]) == (1, 1, Decimal(100))
