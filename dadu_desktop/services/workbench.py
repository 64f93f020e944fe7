"""工作台: what waits for the person today, each number a list that opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.problem_workflow import OPEN, ProblemStatus
from dadu_desktop.services.drafts import drafts
from dadu_desktop.services.histories import Change, recent_changes
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.month_close import not_reported
from dadu_desktop.services.policy_matching import waiting_enterprises
from dadu_desktop.services.problem_clock import OfficeClock, office_clock
from dadu_desktop.services.work_calendar import DayItem, Load, loads, work_calendar
from dadu_desktop.storage.ledger_file import LedgerFile

UNVISITED_DAYS = 90
RUNNING = tuple(sorted(OPEN - {ProblemStatus.LONG_TERM}))
"""The statuses in which a limit runs: 挂账 has a day of review instead."""
WAITING = ("登记", "受理", "退回改派", "申请延期", "重新办理", "回访", "办结")
"""The statuses in which the office itself has to make the next move."""
_DUE_SHOWN = 30
_CALENDAR_DAYS = 35


@dataclass(frozen=True)
class Card:
    """A number and the list behind it."""

    key: str
    label: str
    count: int
    kind: str
    query: ListQuery


@dataclass(frozen=True)
class DueItem:
    """An open problem with its time limit."""

    date: PartialDate | None
    light: str
    kind: str
    id: int
    number: str
    title: str
    mark: str = ""  # beside a date that was reckoned without the list of holidays of its year


@dataclass(frozen=True)
class Workbench:
    """The start page as plain data; ``note`` says of which year the list of holidays is missing."""

    cards: list[Card]
    due: list[DueItem]
    recent: list[Change]
    calendar: list[DayItem]
    loads: list[Load]
    drafts: int
    note: str


def workbench(ledger: LedgerFile, today: date) -> Workbench:
    """Count what waits on a day and list what is due; nothing is remembered from the day before."""
    with ledger.read() as connection:
        clock = office_clock(connection)
    ahead = today + timedelta(days=_CALENDAR_DAYS)
    return Workbench(
        [_card(ledger, *one) for one in _questions(ledger, clock, today)],
        _due(ledger),
        recent_changes(ledger, 20),
        work_calendar(ledger, today, ahead),
        loads(ledger, today),
        len(drafts(ledger.path)),
        clock.note(today, clock.soon(today)),
    )


def reminder(ledger: LedgerFile, today: date) -> str:
    """Say in one line what a person is reminded of once a day; "" where nothing waits."""
    with ledger.read() as connection:
        clock = office_clock(connection)
    wanted = ("overdue", "due_today", "near", "callback", "review")
    cards = [_card(ledger, *one) for one in _questions(ledger, clock, today) if one[0] in wanted]
    return "，".join(f"{one.label} {one.count}" for one in cards if one.count)


def _questions(
    ledger: LedgerFile, clock: OfficeClock, today: date
) -> list[tuple[str, str, str, tuple[Filter, ...]]]:
    """Say what is counted: key, label, record type and the conditions."""
    return [*_register_questions(ledger, today), *_problem_questions(ledger.person, clock, today)]


def _register_questions(ledger: LedgerFile, today: date) -> list[tuple[str, str, str, tuple[Filter, ...]]]:
    """Ask about enterprises, visits, plans, cases and what policies wait for."""
    this_month = PartialDate(today.year, today.month)
    long_ago = PartialDate.of(today - timedelta(days=UNVISITED_DAYS))
    registered = Filter("status", "is", "在库")
    reported = Month.of(today).previous()
    missing = not_reported(PartialDate(reported.year, reported.month))
    newly_met, expiring = waiting_enterprises(ledger, today)
    return [
        ("enterprises", "在库企业", "enterprises", (registered,)),
        ("visits", "本月走访", "visits", (Filter("date", "at_least", this_month), _until(today))),
        (
            "unvisited",
            f"{UNVISITED_DAYS} 天未走访",
            "enterprises",
            (registered, Filter("last_visit", "not_since", long_ago)),
        ),
        ("unreported", f"{reported.month}月未报数据", "enterprises", (missing,)),
        ("plans", "执行中的一企一策", "plans", (Filter("status", "is", "执行"),)),
        ("cases", "帮扶中的案例", "cases", (Filter("status", "is", "帮扶中"),)),
        ("policy_new", "新符合政策企业", "enterprises", (newly_met,)),
        ("policy_expiring", "政策将到期未申报", "enterprises", (expiring,)),
    ]


def _problem_questions(
    person: str, clock: OfficeClock, today: date
) -> list[tuple[str, str, str, tuple[Filter, ...]]]:
    """Ask about problems: by limit, by who has the next move, and what is put off."""
    running = Filter("status", "one_of", RUNNING)
    due, yesterday = "due_date", today - timedelta(days=1)
    after = Filter(due, "at_least", PartialDate.of(today + timedelta(days=1)))
    on_day = (Filter(due, "at_least", PartialDate.of(today)), Filter(due, "at_most", PartialDate.of(today)))
    review = Filter("review_date", "at_most", PartialDate.of(today))
    long_term = Filter("status", "is", ProblemStatus.LONG_TERM.value)
    mine = (Filter("owner", "is", person), Filter("status", "one_of", tuple(sorted(OPEN))))
    questions = [
        ("due_today", "今天到期", (running, *on_day)),
        ("overdue", "超期问题", (running, Filter(due, "at_most", PartialDate.of(yesterday)))),
        ("near", "临近到期", (running, after, Filter(due, "at_most", PartialDate.of(clock.soon(today))))),
        ("waiting", "待我推进", (Filter("status", "one_of", WAITING),)),
        ("mine", "我经办的", mine),
        ("callback", "待回访", (Filter("status", "is", ProblemStatus.ANSWERED.value),)),
        ("review", "挂账待复核", (long_term, review)),
        ("long_term", "挂账问题", (long_term,)),
        ("open", "在办问题", (Filter("status", "one_of", tuple(sorted(OPEN))),)),
    ]
    return [(key, label, "problems", filters) for key, label, filters in questions]


def _until(today: date) -> Filter:
    """Leave out what lies ahead."""
    return Filter("date", "at_most", PartialDate.of(today))


def _card(ledger: LedgerFile, key: str, label: str, kind: str, filters: tuple[Filter, ...]) -> Card:
    """Count one list."""
    query = ListQuery(filters=filters)
    return Card(
        key,
        label,
        list_records(ledger, kind, ListQuery(filters=filters, columns=("number",), limit=0)).total,
        kind,
        query,
    )


def _due(ledger: LedgerFile) -> list[DueItem]:
    """List the open problems by their time limit."""
    query = ListQuery(
        filters=(Filter("status", "one_of", tuple(sorted(OPEN))), Filter("due_date", "filled")),
        sort=(Sort("due_date"),),
        columns=("due_date", "light", "number", "description"),
        limit=_DUE_SHOWN,
    )
    rows = list_records(ledger, "problems", query).rows
    return [
        DueItem(
            row.values["due_date"],  # type: ignore[arg-type]
            str(row.values["light"]),
            "problems",
            row.id,
            str(row.values["number"]),
            str(row.values["description"]),
            row.marked("due_date", ""),
        )
        for row in rows
    ]
