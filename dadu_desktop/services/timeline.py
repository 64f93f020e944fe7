"""The story of one enterprise: what was visited, asked, planned and reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.measures import headline_indicator
from dadu_desktop.domain.problem_workflow import OPEN
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.lists import of_enterprise
from dadu_desktop.services.record_rows import Row, Values, fetch
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
    events: list[Event] = []
    with ledger.read() as connection:
        for kind in kinds or EVENT_KINDS:
            events += _events(connection, kind, enterprise)
    return sorted(events, key=lambda one: (one.date is not None, _last(one.date), one.id), reverse=True)


def enterprise_facts(ledger: LedgerFile, enterprise: int) -> Facts:
    """Count and find what the head of the page says."""
    with ledger.read() as connection:
        visits = _rows(connection, "visits", enterprise, ("number", "date", "visitors", "leader"))
        last = max(visits, key=lambda row: (_last(row.values["date"]), row.id), default=None)
        problems = _rows(connection, "problems", enterprise, ("number", "status"))
        figure = _latest_figure(connection, enterprise)
        return Facts(
            visit_count=len(visits),
            last_visit=last.values["date"] if last else None,  # type: ignore[arg-type]
            last_visitors=str(last.values["visitors"] or last.values["leader"] or "") if last else "",
            open_problems=sum(row.values["status"] in OPEN for row in problems),
            problems=len(problems),
            plan_number=_newest_number(connection, "plans", enterprise),
            case_number=_newest_number(connection, "cases", enterprise),
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
        wanted = indicator or _headline_of(connection, enterprise)
        query = (
            select(MonthlyFigure.month, MonthlyFigure.value, MonthlyFigure.base)
            .where(*_figures(enterprise), MonthlyFigure.indicator == wanted)
            .order_by(MonthlyFigure.month.desc())
            .limit(months)
        )
        found = [(month.isoformat(), value, base) for month, value, base in connection.execute(query)]
    return found[::-1]


def _events(connection: Connection, kind: str, enterprise: int) -> list[Event]:
    """Tell the records of one type, and the dated steps inside them."""
    day, title, told, pill = _STORY[kind]
    rows = _rows(connection, kind, enterprise, ("number", day, title, *told, pill))
    events = []
    for row in rows:
        told_text = "；".join(_told(kind, key, row.values[key]) for key in told if row.values[key])
        events.append(_event(kind, row, row.values[day], _title(kind, row.values, title), told_text, pill))
    if kind in _MILESTONES:
        events += _steps(connection, kind, {row.id: row for row in rows})
    return events


def _told(kind: str, key: str, value: object) -> str:
    """Tell one text of a record, or a count with its label and unit."""
    field = RECORD_TYPES[kind].field(key)
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


def _steps(connection: Connection, kind: str, rows: dict[int, Row]) -> Iterable[Event]:
    """Tell milestones reached and progress made."""
    part_key, day, text = _MILESTONES[kind]
    part = MAPPINGS[kind].parts[part_key]
    columns = (getattr(part, day), getattr(part, text))
    found = connection.execute(select(part.parent_id, *columns).where(part.parent_id.in_(rows)))
    label = RECORD_TYPES[kind].child(part_key).label
    for parent, when, words in found:
        if when is not None:
            number = str(rows[parent].values["number"])
            yield Event(when, kind, parent, number, str(words), "", label)


def _rows(connection: Connection, kind: str, enterprise: int, keys: Sequence[str]) -> list[Row]:
    """Read the records of an enterprise."""
    model = MAPPINGS[kind].model
    query = select(model.id).where(model.deleted_at.is_(None), of_enterprise(kind, enterprise))
    fields: list[Field] = [RECORD_TYPES[kind].field(key) for key in dict.fromkeys(keys)]
    return fetch(connection, kind, list(connection.scalars(query)), fields, date.today())


def _newest_number(connection: Connection, kind: str, enterprise: int) -> str:
    """Find the number of the newest record of a type."""
    rows = _rows(connection, kind, enterprise, ("number",))
    return str(max(rows, key=lambda row: row.id).values["number"]) if rows else ""


def _latest_figure(connection: Connection, enterprise: int) -> Values:
    """Read the newest figure of the headline indicator."""
    wanted = _headline_of(connection, enterprise)
    query = (
        select(MonthlyFigure.id)
        .where(*_figures(enterprise), MonthlyFigure.indicator == wanted)
        .order_by(MonthlyFigure.month.desc())
        .limit(1)
    )
    fields = [RECORD_TYPES["figures"].field(key) for key in ("month", "indicator", "value", "growth")]
    rows = fetch(connection, "figures", list(connection.scalars(query)), fields, date.today())
    return rows[0].values if rows else {}


def _headline_of(connection: Connection, enterprise: int) -> str:
    """Find the headline indicator of an enterprise."""
    return headline_indicator(connection.scalar(select(Enterprise.trade).where(Enterprise.id == enterprise)))


def _figures(enterprise: int) -> tuple[ColumnElement[bool], ...]:
    """Select the valid figures of an enterprise."""
    return (
        MonthlyFigure.enterprise == enterprise,
        MonthlyFigure.deleted_at.is_(None),
        MonthlyFigure.replaced.is_(False),
    )


def _last(day: object) -> date:
    """Sort by the last day that a partly known date can mean."""
    return day.last_day() if isinstance(day, PartialDate) else date.min
