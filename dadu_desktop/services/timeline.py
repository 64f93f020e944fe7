"""The story of one enterprise: what was visited, asked, planned and reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Connection, select

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.belongings import records_of
from dadu_desktop.services.record_rows import fetch
from dadu_desktop.services.rows import Row, Values
from dadu_desktop.storage.ledger_file import LedgerFile

EVENT_KINDS = (
    "visits", "problems", "plans", "cases", "policy-applications", "trade-surveys", "clusters", "teams", "projects", "activities",
)  # fmt: skip
_MILESTONES = {
    "cases": ("milestones", "actual", "name"),
    "problems": ("progress", "date", "text"),
    "teams": ("meetings", "date", "matter"),
    "projects": ("stages", "actual", "stage"),
}
_STORY = {
    "visits": ("date", "form", ("topic", "operation", "reply", "next_step", "problem_count"), "form"),
    "problems": ("raised", "description", ("appeal", "measures", "result"), "status"),
    "plans": ("year", "goal", ("problems",), "status"),
    "cases": ("started", "title", ("background", "effect"), "status"),
    "policy-applications": ("applied", "policy", ("applied_amount", "paid_amount", "refusal"), "status"),
    "trade-surveys": ("date", "round", ("findings", "difficulties", "reply", "next_step"), "round"),
    "clusters": ("established", "name", ("direction", "progress"), "lead_unit"),
    "teams": ("started", "name", ("mechanism", "effect"), "status"),
    "projects": ("registered", "name", ("content", "difficulty"), "stage"),
    "activities": ("started", "name", ("content", "effect"), "series"),
}
"""For each record type: its date, its title, the texts told and the pill."""


@dataclass(frozen=True)
class Event:
    """One entry of the time line."""

    date: PartialDate | None
    kind: str
    id: int
    number: str
    title: str
    text: str
    pill: str


@dataclass(frozen=True)
class Facts:
    """What stands in the head of an enterprise's page."""

    visit_count: int
    last_visit: PartialDate | None
    last_visitors: str
    open_problems: int
    problems: int
    plan_number: str
    case_number: str
    latest_month: PartialDate | None
    latest_indicator: str
    latest_value: Decimal | None
    latest_growth: Decimal | None


def timeline(ledger: LedgerFile, enterprise: int, kinds: Sequence[str] = ()) -> list[Event]:
    """Tell the story, newest first; without ``kinds`` all of it."""
    return timelines(ledger, [enterprise], kinds)[enterprise]


def timelines(
    ledger: LedgerFile, enterprises: Sequence[int], kinds: Sequence[str] = ()
) -> dict[int, list[Event]]:
    """Tell the stories of many enterprises."""
    found: dict[int, list[Event]] = {one: [] for one in enterprises}
    with ledger.read() as connection:
        for kind in kinds or EVENT_KINDS:
            for enterprise, events in _events(connection, kind, enterprises).items():
                found[enterprise] += events
    for events in found.values():
        events.sort(key=lambda one: (one.date is not None, _last(one.date), one.id), reverse=True)
    return found


def enterprise_facts(ledger: LedgerFile, enterprise: int) -> Facts:
    """Count and find what the head of the page says."""
    return facts_of_many(ledger, [enterprise])[enterprise]


def facts_of_many(ledger: LedgerFile, enterprises: Sequence[int]) -> dict[int, Facts]:
    """Count and find what the heads of the pages of many enterprises say."""
    with ledger.read() as connection:
        visits = _rows(connection, "visits", enterprises, ("number", "date", "visitors", "leader"))
        problems = _rows(connection, "problems", enterprises, ("number", "status"))
        plans, cases = (_rows(connection, kind, enterprises, ("number",)) for kind in ("plans", "cases"))
        figures = _latest_figures(connection, enterprises)
    return {
        one: _facts(visits[one], problems[one], plans[one], cases[one], figures.get(one, {}))
        for one in enterprises
    }


def _facts(
    visits: Sequence[Row], problems: Sequence[Row], plans: Sequence[Row], cases: Sequence[Row], figure: Values
) -> Facts:
    """Count and find what the head of one page says."""
    last = max(visits, key=lambda row: (_last(row.values["date"]), row.id), default=None)
    return Facts(
        visit_count=len(visits),
        last_visit=last.values["date"] if last else None,  # type: ignore[arg-type]
        last_visitors=str(last.values["visitors"] or last.values["leader"] or "") if last else "",
        open_problems=sum(row.values["status"] in OPEN for row in problems),
        problems=len(problems),
        plan_number=_newest_number(plans),
        case_number=_newest_number(cases),
        latest_month=figure.get("month"),  # type: ignore[arg-type]
        latest_indicator=str(figure.get("indicator") or ""),
        latest_value=figure.get("value"),  # type: ignore[arg-type]
        latest_growth=figure.get("growth"),  # type: ignore[arg-type]
    )


def figure_series(
    ledger: LedgerFile, enterprise: int, indicator: str | None = None, months: int = 24
) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Give month (2022-11), value and same month of last year in 万元, oldest first."""
    with ledger.read() as connection:
        wanted = indicator or _headlines(connection, [enterprise])[enterprise]
        return _series(_readings(connection, {enterprise: wanted}).get(enterprise, ()), months)


def headline_series(
    ledger: LedgerFile, enterprises: Sequence[int], months: int = 24
) -> dict[int, list[tuple[str, Decimal | None, Decimal | None]]]:
    """Give the same of the headline indicators of many enterprises."""
    with ledger.read() as connection:
        found = _readings(connection, _headlines(connection, enterprises))
    return {one: _series(found.get(one, ()), months) for one in enterprises}


def _series(readings: Sequence[_Reading], months: int) -> list[tuple[str, Decimal | None, Decimal | None]]:
    """Give the newest so many months."""
    return [(one.month.isoformat(), one.value, one.base) for one in readings[-months:]]


def _events(connection: Connection, kind: str, enterprises: Sequence[int]) -> dict[int, list[Event]]:
    """Tell the records of one type, and the dated steps inside them."""
    day, title, told, pill = _STORY[kind]
    rows = _rows(connection, kind, enterprises, ("number", day, title, *told, pill))
    steps = _steps(connection, kind, {row.id: row for own in rows.values() for row in own})
    events = {}
    for enterprise, own in rows.items():
        events[enterprise] = [
            _event(kind, row, row.values[day], _title(kind, row.values, title), _words(kind, row, told), pill)
            for row in own
        ]
        events[enterprise] += [step for row in own for step in steps.get(row.id, ())]
    return events


def _words(kind: str, row: Row, told: Sequence[str]) -> str:
    """Tell the texts of a record."""
    return "；".join(_told(kind, key, row.values[key]) for key in told if row.values[key])


def _told(kind: str, key: str, value: object) -> str:
    """Tell one text of a record, or a quantity with its label and unit."""
    field = RECORD_TYPES[kind].field(key)
    if isinstance(value, Approximate):
        return f"{field.label} {value.text(field.unit)}"
    if field.kind is Kind.INTEGER:
        return f"{field.label} {value} {field.unit}"
    return str(value).rstrip("。；")


def _title(kind: str, values: Values, key: str) -> str:
    """Name an event."""
    return str(values[key] or RECORD_TYPES[kind].record_label)


def _event(kind: str, row: Row, day: object, title: str, text: str, pill: str) -> Event:
    """Make one entry; a bare year stands for the whole of it."""
    when = PartialDate(day) if isinstance(day, int) else day
    return Event(
        when if isinstance(when, PartialDate) else None,
        kind,
        row.id,
        str(row.values.get("number") or ""),
        title,
        text,
        str(row.values.get(pill) or ""),
    )


def _steps(connection: Connection, kind: str, rows: Mapping[int, Row]) -> dict[int, list[Event]]:
    """Tell milestones reached and progress made, by record."""
    found: dict[int, list[Event]] = defaultdict(list)
    if kind not in _MILESTONES or not rows:
        return found
    part_key, day, text = _MILESTONES[kind]
    part = MAPPINGS[kind].parts[part_key]
    columns = (getattr(part, day), getattr(part, text))
    steps = select(part.parent_id, *columns).where(part.parent_id.in_(rows))
    label = RECORD_TYPES[kind].child(part_key).label
    for parent, when, words in connection.execute(steps.order_by(part.position, part.id)):
        if when is not None:
            number = str(rows[parent].values["number"])
            found[parent].append(Event(when, kind, parent, number, str(words), "", label))
    return found


def _rows(
    connection: Connection, kind: str, enterprises: Sequence[int], keys: Sequence[str]
) -> dict[int, list[Row]]:
    """Read the records of each enterprise; one of several enterprises stands with all of them."""
    owned = records_of(connection, kind, enterprises)
    ids = sorted({record for records in owned.values() for record in records})
    fields: list[Field] = [RECORD_TYPES[kind].field(key) for key in dict.fromkeys(keys)]
    rows = {row.id: row for row in fetch(connection, kind, ids, fields, date.today())} if ids else {}
    return {one: [rows[record] for record in records] for one, records in owned.items()}


def _newest_number(rows: Sequence[Row]) -> str:
    """Find the number of the newest record."""
    return str(max(rows, key=lambda row: row.id).values["number"]) if rows else ""


class _Reading(NamedTuple):
    """One kept figure."""

    id: int
    month: PartialDate
    value: Decimal | None
    base: Decimal | None


def _readings(connection: Connection, indicators: Mapping[int, str]) -> dict[int, list[_Reading]]:
    """Read the valid figures of one indicator each of some enterprises, oldest first."""
    kept = MonthlyFigure
    query = (
        select(kept.enterprise, kept.indicator, kept.id, kept.month, kept.value, kept.base)
        .where(
            kept.enterprise.in_(indicators),
            kept.indicator.in_(set(indicators.values())),
            kept.deleted_at.is_(None),
            kept.replaced.is_(False),
        )
        .order_by(kept.month)
    )
    found: dict[int, list[_Reading]] = defaultdict(list)
    for enterprise, indicator, record, month, value, base in connection.execute(query):
        if indicator == indicators[enterprise]:
            found[enterprise].append(_Reading(record, month, value, base))
    return found


def _latest_figures(connection: Connection, enterprises: Sequence[int]) -> dict[int, Values]:
    """Read the newest figure of the headline indicator of each enterprise."""
    readings = _readings(connection, _headlines(connection, enterprises))
    newest = {found[-1].id: one for one, found in readings.items()}
    fields = [RECORD_TYPES["figures"].field(key) for key in ("month", "indicator", "value", "growth")]
    rows = fetch(connection, "figures", list(newest), fields, date.today()) if newest else []
    return {newest[row.id]: row.values for row in rows}


def _headlines(connection: Connection, enterprises: Sequence[int]) -> dict[int, str]:
    """Find the headline indicator of each enterprise."""
    trades = connection.execute(select(Enterprise.id, Enterprise.trade).where(Enterprise.id.in_(enterprises)))
    known = {one: headline_indicator(trade) for one, trade in trades}
    return {one: known.get(one, headline_indicator(None)) for one in enterprises}


def _last(day: object) -> date:
    """Sort by the last day that a partly known date can mean."""
    return day.last_day() if isinstance(day, PartialDate) else date.min
