"""The numbers of a briefing (简报), each derived from records of its period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.official_figures import OfficialFigure, official_sentence
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.problem_log import StateOn
from dadu_desktop.domain.problem_rates import Rate
from dadu_desktop.domain.problem_workflow import OPEN, Light, ProblemStatus, light
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.sentences import change_words
from dadu_desktop.domain.text import narrow
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.reporting.document import Block
from dadu_desktop.reporting.letterhead import Imprint, Letterhead
from dadu_desktop.services.district_figures import official_figures
from dadu_desktop.services.figures import FigureLine, FigureTable, Measured, figure_table, read_scope
from dadu_desktop.services.lists import Filter, ListQuery, list_records
from dadu_desktop.services.rates import FACE_TO_FACE, all_raised_by, raised_in, rates, visit_times
from dadu_desktop.services.reckoned_dates import unlisted_years
from dadu_desktop.services.record_rows import Values
from dadu_desktop.services.settings import get_settings
from dadu_desktop.storage.ledger_file import LedgerFile

SYMPOSIUM = "座谈会"
_ALL = 1_000_000


@dataclass(frozen=True)
class DocumentData:
    """Title, values for the placeholders, and what Markdown cannot say."""

    title: str
    values: Mapping[str, object]
    blocks: Mapping[str, Block]


def briefing(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one month's briefing; the newest month is that of today."""
    month = Month.parse(parameters.get("period") or str(Month.of(date.today())))
    settings = get_settings(ledger)
    title = f"{month.chinese()}{settings['region_name']}商贸企业服务工作情况"
    values = {
        "month": month,
        "title": title,
        "region": settings["region_name"],
        "next_steps": parameters.get("next_steps", ""),
        **visit_numbers(ledger, month),
        **problem_numbers(ledger, month),
        **register_numbers(ledger),
        **figure_words(ledger, month, parameters.get("scope") or "可比口径"),
        **help_numbers(ledger, month),
    }
    return DocumentData(title, values, _head_and_foot(settings, parameters, month))


def visit_numbers(ledger: LedgerFile, month: Month) -> dict[str, object]:
    """Count visits by 家次, symposia by 场 and not once more by 家次, and the enterprises reached."""
    visits = _rows(ledger, "visits", month, "date")
    symposia = [one for one in visits if one["form"] == SYMPOSIUM]
    every = {each for one in visits for each in _enterprises(one)}
    forms = set(FACE_TO_FACE) - {SYMPOSIUM}
    return {
        "visit_times": visit_times(ledger, month.first_day(), month.last_day(), forms),
        "symposia": len(symposia),
        "enterprises_reached": len(every),
    }


def problem_numbers(ledger: LedgerFile, month: Month) -> dict[str, object]:
    """Count the problems raised in the month and what waits, all of it as of the month's last day.

    A month that still runs counts as of today. Whenever the briefing is made again, it says the same.
    """
    first, last = month.first_day(), min(month.last_day(), max(date.today(), month.first_day()))
    counted = {one.key: one for one in rates(ledger, first, last)}
    done, content = counted["done"], counted["content"]
    query = ListQuery(columns=("number", "enterprise", "description", "lead_unit"), limit=_ALL)
    rows = {row.id: row.values for row in list_records(ledger, "problems", query).rows}
    waiting = {one: state for one, state in all_raised_by(ledger, last).items() if state.status in OPEN}
    overdue = [one for one, state in waiting.items() if _is_overdue(state, last)]
    return {
        "day": PartialDate.of(last),
        "problems": [
            {**rows[one], "status": state.status} for one, state in raised_in(ledger, first, last).items()
        ],
        "accepted": len(done.denominator),
        "done": len(done.numerator),
        "done_rate": _percent(done),
        "called": len(content.denominator),
        "content_rate": _percent(content),
        "waiting": len(waiting),
        "overdue": _with_limits(ledger, {one: waiting[one].due for one in overdue}, rows),
        "supervised": sum(state.supervised > 0 for state in waiting.values()),
        "long_term": sum(state.status == ProblemStatus.LONG_TERM for state in waiting.values()),
    }


def _with_limits(
    ledger: LedgerFile, limits: Mapping[int, date | None], rows: Mapping[int, Values]
) -> list[Values]:
    """List problems with their limits, and beside each what is to be said of it."""
    with ledger.read() as connection:
        unlisted = unlisted_years(connection, limits.values())
    return [
        {**rows[one], "due_date": due, "limit_note": unlisted.get(due.year, "") if due else ""}
        for one, due in limits.items()
    ]


def _is_overdue(state: StateOn, day: date) -> bool:
    """Tell whether the light of an open problem was red on a day."""
    return light(state.due, state.status, day, WorkCalendar()) is Light.RED


def register_numbers(ledger: LedgerFile) -> dict[str, object]:
    """Count the register by trade."""
    query = ListQuery(filters=(Filter("status", "is", "在库"),), columns=("trade",), limit=_ALL)
    trades = [row.values["trade"] for row in list_records(ledger, "enterprises", query).rows]
    known = [(name, trades.count(name)) for name in ("批发业", "零售业", "住宿业", "餐饮业")]
    return {"registered": len(trades), "by_trade": [(name, count) for name, count in known if count]}


def figure_words(ledger: LedgerFile, month: Month, scope: str) -> dict[str, object]:
    """Give the four trades of the month with their growth in words; none where nothing is reported."""
    period = str(Month(month.year, month.month))
    try:
        table: FigureTable | None = figure_table(ledger, period, read_scope(scope))
    except NotFound:
        table = None
    lines = [_said(line) for line in (table.trades if table else ())]
    falling = [one for one in (table.enterprises if table else ()) if (one.month.growth.rate or 0) < 0]
    return {
        "scope": scope,
        "trades": lines,
        "retail": _said(table.retail) if table and table.retail.month.current else None,
        "official": [_official(one) for one in official_figures(ledger, month)],
        "falling": len(falling),
        "reporting": len(table.enterprises) if table else 0,
    }


def _official(figure: OfficialFigure) -> str:
    """Say a figure of the whole district with its source: such are typed in, never summed up here."""
    return f"{official_sentence(figure).removesuffix('。')}（{figure.source}）。"


def _said(line: FigureLine) -> dict[str, object]:
    """Give the figures of one line with both growths in words; "" where there is none to quote."""
    return {
        "trade": line.trade,
        "indicator": line.indicator,
        "month": line.month,
        "cumulative": line.cumulative,
        "change": _change(line.month),
        "cumulative_change": _change(line.cumulative),
    }


def _change(measured: Measured) -> str:
    """Say a growth."""
    return "" if measured.growth.rate is None else f"同比{change_words(measured.growth.rate)}"


def help_numbers(ledger: LedgerFile, month: Month) -> dict[str, object]:
    """Count the plans of the year and name the cases."""
    plans = [
        row.values
        for row in list_records(ledger, "plans", ListQuery(limit=_ALL)).rows
        if row.values["year"] == month.year
    ]
    cases = [row.values for row in list_records(ledger, "cases", ListQuery(limit=_ALL)).rows]
    measures = sum(count for one in plans if isinstance(count := one["measure_count"], int))
    return {"plans": len(plans), "measures": measures, "cases": cases}


def _rows(ledger: LedgerFile, kind: str, month: Month, key: str) -> list[Values]:
    """Read the records of a month by one of their dates."""
    first, last = PartialDate.of(month.first_day()), PartialDate.of(month.last_day())
    within = (Filter(key, "at_least", first), Filter(key, "at_most", last))
    return [row.values for row in list_records(ledger, kind, ListQuery(filters=within, limit=_ALL)).rows]


def _enterprises(visit: Values) -> tuple[object, ...]:
    """Return whom a visit reached."""
    found = visit["enterprises"]
    return found if isinstance(found, tuple) else ()


def _percent(rate: Rate) -> str:
    """Say a rate, or — where there is nothing to divide by."""
    return "—" if rate.value is None else f"{round_half_up(rate.value, 1)}%"


def _head_and_foot(
    settings: Mapping[str, str], parameters: Mapping[str, str], month: Month
) -> dict[str, Block]:
    """Make head and foot; without an issue given it is the number of the month."""
    issue, total, copies = (
        _counted(parameters, key, label)
        for key, label in (("issue", "期号"), ("total_issue", "总期号"), ("copies", "印数"))
    )
    numbered = f"第{issue or month.month}期" + (f"（总第{total}期）" if total else "")
    office, day = settings["office_name"], PartialDate.of(date.today()).chinese()
    receivers = f"报：{settings['region_name']}委办公室、{settings['region_name']}政府办公室"
    left, right = (f"{office}　{day}印发", f"共印{copies}份") if copies else (office, day)
    return {
        "head": Letterhead(settings["briefing_name"], numbered, office, day),
        "tail": Imprint((receivers,), left, right),
    }


def _counted(parameters: Mapping[str, str], key: str, label: str) -> str:
    """Read a number that is printed as it was typed, but for full width and zeros before it; "" where none was."""
    typed = narrow(parameters.get(key, ""))
    if typed and not (typed.isascii() and typed.isdigit()):
        raise InputProblem(f"{label}请填写数字，如 11。")
    return typed.lstrip("0")
