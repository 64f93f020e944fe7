"""The data of printed pages about clusters, service teams and projects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.official_figures import amount_words
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.domain.project_stages import StageLight, delay_words, stage_light
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import Basis, Figure, FigureBook, How
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.cluster_readings import projects_of, reading_words, remark
from dadu_desktop.services.figure_bases import counted
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.project_progress import stages_of
from dadu_desktop.services.project_sums import ENDED, ProjectSum, project_sums
from dadu_desktop.services.quoted_values import quoted_part, quoted_record, quoted_rows
from dadu_desktop.services.records import RecordData, find_record, get_record
from dadu_desktop.services.rows import Row, Values
from dadu_desktop.services.team_links import linked_problems
from dadu_desktop.storage.ledger_file import LedgerFile

_ALL = 100_000
_SIGNED_TOTAL = "招商引资合同投资额"
_URGENT = (StageLight.RED, StageLight.AMBER)


def team_report(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather what a service team is, did, and looks after."""
    team = find_record(ledger, "teams", parameters["number"])
    book, today = FigureBook(), date.today()
    problems = linked_problems(ledger, team.id, today)
    served = team.values["enterprise"]
    of_it = ListQuery(enterprise=served.id if isinstance(served, Reference) else 0, limit=_ALL)
    values: dict[str, object] = {
        "team": quoted_record(book, team),
        "day": PartialDate.of(today),
        "summary": _team_summary(team, problems),
        **{part: quoted_part(book, team, part) for part in ("members", "meetings", "windows")},
        "entries": _by_day(quoted_part(book, team, "entries")),
        "problems": quoted_rows(book, "problems", problems),
        "projects": quoted_rows(book, "projects", list_records(ledger, "projects", of_it).rows),
    }
    return DocumentData(f"{team.values['name']}工作进展报告", values, {}, tuple(book.figures))


def cluster_sheet(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather a cluster with what was told of it, its team and the projects of the ledger."""
    cluster = find_record(ledger, "clusters", parameters["number"])
    book = FigureBook()
    readings = zip(quoted_part(book, cluster, "readings"), cluster.children["readings"], strict=True)
    values: dict[str, object] = {
        "cluster": quoted_record(book, cluster),
        "readings": [
            {**quoted, **_words(book, cluster, row), "remark": _remark(cluster, row)}
            for quoted, row in readings
        ],
        "members": cluster.children["members"],
        "projects": quoted_rows(book, "projects", projects_of(ledger, str(cluster.values["name"]))),
    }
    return DocumentData(f"{cluster.values['name']}产业集群情况表", values, {}, tuple(book.figures))


def project_progress(ledger: LedgerFile, _parameters: Mapping[str, str]) -> DocumentData:
    """Gather all projects with their stages against the plan, and their sums by cluster."""
    book, today = FigureBook(), date.today()
    alive = ListQuery(sort=(Sort("cluster"), Sort("number")), columns=("status",), limit=_ALL)
    rows = list_records(ledger, "projects", alive).rows
    projects = [get_record(ledger, "projects", row.id) for row in rows if row.values["status"] != ENDED]
    told = [_project(book, one, today) for one in projects]
    sums = project_sums(ledger)
    values: dict[str, object] = {
        "day": PartialDate.of(today).chinese(),
        "summary": _project_summary(sums[-1]),
        "official": _official(ledger, book),
        "sums": [_sum(book, one) for one in sums],
        "urgent": _urgent(told),
        "entries": _by_day([{**row, "name": one["name"]} for one in told for row in one["entries"]])[::-1],
        "projects": told,
    }
    return DocumentData("招商项目推进情况", values, {}, tuple(book.figures))


def _remark(cluster: RecordData, row: Values) -> str:
    """Say what else there is to a reading, a source of its own among it."""
    own = row["source"] if row["source"] != cluster.values["source"] else None
    return "；".join(filter(None, (remark(row), f"来源：{own}" if own else "")))


def _words(book: FigureBook, cluster: RecordData, row: Values) -> Values:
    """Say count and amount of a reading, each with its source."""
    said = zip(("count", "amount"), reading_words(row), strict=True)
    return {
        f"{key}_words": _quoted(book, cluster, f"readings/{row['id']}/{key}", words) for key, words in said
    }


def _quoted(book: FigureBook, record: RecordData, key: str, words: str) -> Figure | str:
    """Give words that say one value of a record, with their source."""
    basis = Basis("集群指标", record.kind, (record.id,), How.QUOTED, "照录该条指标。", keys=(key,))
    return book.add(words, basis) if words else ""


def _team_summary(team: RecordData, problems: Sequence[Row]) -> str:
    """Say in one paragraph what the team did."""
    waiting = sum(row.values["status"] in OPEN for row in problems)
    windows = len(team.children["windows"])
    return (
        f"专班成员{len(team.children['members'])}名；开展现场办公{len(team.children['meetings'])}次，"
        f"前移审批窗口{windows}个；关联企业问题{len(problems)}个，其中已办结{len(problems) - waiting}个、"
        f"在办{waiting}个。"
    )


def _project_summary(whole: ProjectSum) -> str:
    """Say in one paragraph how the projects stand."""
    rate = "" if whole.rate is None else f"，资金到位率{whole.rate}%"
    signed, arrived = (amount_words(Approximate(one)) for one in (whole.signed_amount, whole.arrived_amount))
    return (
        f"本台账登记招商项目{whole.count}个，合同投资额{signed}，到位资金{arrived}{rate}。已完成{whole.done}个，按期推进{whole.on_time}个，"
        f"临近{whole.amber}个，逾期{whole.red}个，未定计划{whole.unplanned}个。"
    )


def _project(book: FigureBook, project: RecordData, today: date) -> dict[str, Any]:
    """Tell one project with each stage against its plan."""
    values, entries = quoted_record(book, project), quoted_part(book, project, "entries")
    stages = [
        {**row, "light": stage_light(stage, today), "delay": delay_words(stage, today)}
        for row, stage in zip(project.children["stages"], stages_of(project.children["stages"]), strict=True)
    ]
    return {
        **values,
        "stages": stages,
        "latest": next(iter(reversed(_by_day(entries))), None),
        "entries": entries,
        "line": _line(project.values),
    }


def _urgent(projects: Sequence[dict[str, Any]]) -> list[Values]:
    """Choose the stages that are late or near, the late ones first, each with its project."""
    found = [
        {**stage, **{key: one[key] for key in ("name", "lead_unit", "difficulty", "next_step")}}
        for one in projects
        for stage in one["stages"]
        if stage["light"] in _URGENT
    ]
    return sorted(found, key=lambda one: (_URGENT.index(one["light"]), str(one["planned"])))


def _line(values: Values) -> str:
    """Say who invests, where, and who is in charge."""
    told = (
        ("产业集群", values["cluster"]),
        ("投资方", values["investor"]),
        ("落地镇街", values["town"]),
        ("责任单位", values["lead_unit"]),
        ("责任人", values["owner"]),
    )
    return "；".join(f"{label}：{value}" for label, value in told if value)


def _sum(book: FigureBook, one: ProjectSum) -> dict[str, object]:
    """Give one line of sums, each number with the projects behind it."""
    rule = f"“{one.label}”的招商项目，不含已终止的。"
    told = {
        key: book.add(
            getattr(one, key), Basis(label, "projects", one.ids, How.SUM, f"{rule}逐项相加。", keys=(key,))
        )
        for key, label in (("signed_amount", "合同投资额"), ("arrived_amount", "到位资金"))
    }
    count = book.add(one.count, counted("招商项目", "projects", one.ids, rule))
    return {**vars(one), **told, "count": count}


def _official(ledger: LedgerFile, book: FigureBook) -> Values | None:
    """Give the newest official total, which is a record of its own and no sum of projects; None without one."""
    within = (Filter("indicator", "is", _SIGNED_TOTAL),)
    query = ListQuery(filters=within, sort=(Sort("period", descending=True),), limit=1)
    found = list_records(ledger, "district-figures", query).rows
    if not found:
        return None
    (told,) = quoted_rows(book, "district-figures", found)
    value = found[0].values["value"]
    words = amount_words(value) if isinstance(value, Approximate) else ""
    basis = Basis(
        _SIGNED_TOTAL, "district-figures", (found[0].id,), How.QUOTED, "照录区级数据。", keys=("value",)
    )
    return {**told, "sentence": book.add(f"{_SIGNED_TOTAL}{words}。", basis)}


def _by_day(rows: Sequence[Values]) -> list[Values]:
    """Put entries into the order of their days."""
    return sorted(rows, key=lambda one: str(one["date"]))


CLUSTER_SOURCES = {
    "team-report": team_report,
    "cluster-sheet": cluster_sheet,
    "project-progress": project_progress,
}
"""Where the data of these documents come from, by the id of the report."""
