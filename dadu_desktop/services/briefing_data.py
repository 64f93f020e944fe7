"""The numbers of a briefing (简报), each derived from records of its period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.domain.measures import TRADES, Measure
from dadu_desktop.domain.official_figures import OfficialFigure, official_sentence
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.problem_log import StateOn
from dadu_desktop.domain.problem_rates import Rate
from dadu_desktop.domain.problem_workflow import OPEN, Light, ProblemStatus, light
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.sentences import change_words
from dadu_desktop.domain.spans import Span
from dadu_desktop.domain.text import narrow
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.reporting.bar_charts import ShareChart
from dadu_desktop.reporting.document import Block
from dadu_desktop.reporting.figures import Basis, Figure, FigureBook, How
from dadu_desktop.reporting.letterhead import Imprint, Letterhead
from dadu_desktop.services.district_figures import official_figures
from dadu_desktop.services.figure_bases import MonthBases, counted, rated
from dadu_desktop.services.figures import FigureLine, Measured, figure_table, read_scope
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.rates import FACE_TO_FACE, all_raised_by, raised_in, rates, visit_times
from dadu_desktop.services.reckoned_dates import unlisted_years
from dadu_desktop.services.rows import Values
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
    figures: tuple[Figure, ...] = ()


def briefing(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather one month's briefing; the newest month is that of today."""
    month = Month.parse(parameters.get("period") or str(Month.of(date.today())))
    settings = get_settings(ledger)
    title = f"{month.chinese()}{settings['region_name']}商贸企业服务工作情况"
    book = FigureBook()
    values = {
        "month": month,
        "title": title,
        "region": settings["region_name"],
        "next_steps": parameters.get("next_steps", ""),
        **visit_numbers(ledger, month, book),
        **problem_numbers(ledger, month, book),
        **register_numbers(ledger, book),
        **figure_words(ledger, month, parameters.get("scope") or "可比口径", book),
        **help_numbers(ledger, month, book),
    }
    blocks = {**_head_and_foot(settings, parameters, month), "rates": _rate_chart(ledger, month)}
    return DocumentData(title, values, blocks, tuple(book.figures))


def visit_numbers(ledger: LedgerFile, month: Month, book: FigureBook) -> dict[str, object]:
    """Count visits by 家次, symposia by 场 and not once more by 家次, and the enterprises reached."""
    first, last = PartialDate.of(month.first_day()), PartialDate.of(month.last_day())
    within = (Filter("date", "at_least", first), Filter("date", "at_most", last))
    columns = ("form", "enterprises")
    visits = list_records(ledger, "visits", ListQuery(filters=within, columns=columns, limit=_ALL)).rows
    symposia = [one.id for one in visits if one.values["form"] == SYMPOSIUM]
    forms = set(FACE_TO_FACE) - {SYMPOSIUM}
    met = [one.id for one in visits if one.values["form"] in forms]
    every = {each for one in visits for each in _enterprises(one.values)}
    times = visit_times(ledger, month.first_day(), month.last_day(), forms)
    rule = "期内实地走访、企业来访、现场办公，每次每家企业计1家次；座谈会另计。"
    ids = tuple(one.id for one in visits)
    return {
        "visit_times": book.add(times, Basis("走访家次", "visits", tuple(met), How.TIMES, rule)),
        "symposia": book.add(
            len(symposia), counted("座谈会", "visits", symposia, "期内形式为座谈会的走访记录。")
        ),
        "enterprises_reached": book.add(
            len(every),
            Basis("服务企业", "visits", ids, How.DISTINCT, "期内各次走访、座谈涉及的企业，不重复计。"),
        ),
    }


def problem_numbers(ledger: LedgerFile, month: Month, book: FigureBook) -> dict[str, object]:
    """Count the problems raised in the month and what waits, all of it as of the month's last day.

    A month that still runs counts as of today. Whenever the briefing is made again, it says the same.
    """
    first, last = month.first_day(), min(month.last_day(), max(date.today(), month.first_day()))
    known = {one.key: one for one in rates(ledger, first, last)}
    done, content = known["done"], known["content"]
    query = ListQuery(columns=("number", "enterprise", "description", "lead_unit"), limit=_ALL)
    rows = {row.id: row.values for row in list_records(ledger, "problems", query).rows}
    waiting = {one: state for one, state in all_raised_by(ledger, last).items() if state.status in OPEN}
    overdue = [one for one, state in waiting.items() if _is_overdue(state, last)]
    raised = raised_in(ledger, first, last)
    upto = f"截至{PartialDate.of(last).chinese()}"

    def count(label: str, ids: Iterable[int], rule: str) -> Figure:
        chosen = tuple(ids)
        return book.add(len(chosen), counted(label, "problems", chosen, f"{rule}（{upto}）。"))

    return {
        "day": PartialDate.of(last),
        "problems": [{**rows[one], "status": state.status} for one, state in raised.items()],
        "raised": count("收集问题", raised, "期内提出的问题"),
        "accepted": count("受理问题", done.denominator, "期内提出并已受理的问题"),
        "done": count("办结问题", done.numerator, "受理问题中办结或销号的"),
        "done_rate": book.add(_percent(done), rated(done)),
        "called": count("已回访问题", content.denominator, "受理问题中已回访的"),
        "content_rate": book.add(_percent(content), rated(content)),
        "waiting": count("未办结问题", waiting, "全部未办结的问题"),
        "overdue": _with_limits(ledger, {one: waiting[one].due for one in overdue}, rows),
        "overdue_count": count("超期问题", overdue, "未办结问题中超过办理时限的"),
        "supervised": count(
            "已督办问题", (one for one, state in waiting.items() if state.supervised), "未办结问题中督办过的"
        ),
        "long_term": count(
            "长期推进问题",
            (one for one, state in waiting.items() if state.status == ProblemStatus.LONG_TERM),
            "未办结问题中挂账长期推进的",
        ),
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


def register_numbers(ledger: LedgerFile, book: FigureBook) -> dict[str, object]:
    """Count the register by trade."""
    query = ListQuery(filters=(Filter("status", "is", "在库"),), columns=("trade",), limit=_ALL)
    rows = list_records(ledger, "enterprises", query).rows
    rule = "在库状态为“在库”的企业。"
    by_trade = {name: [one.id for one in rows if one.values["trade"] == name] for name in TRADES}
    return {
        "registered": book.add(len(rows), counted("在库企业", "enterprises", (one.id for one in rows), rule)),
        "by_trade": [
            (name, book.add(len(ids), counted(f"在库{name}企业", "enterprises", ids, rule)))
            for name, ids in by_trade.items()
            if ids
        ],
    }


def figure_words(ledger: LedgerFile, month: Month, scope: str, book: FigureBook) -> dict[str, object]:
    """Give the four trades of the month with their growth in words; none where nothing is reported."""
    period, chosen = str(Month(month.year, month.month)), read_scope(scope)
    official = [_official(one, book) for one in official_figures(ledger, month)]
    try:
        table = figure_table(ledger, period, chosen)
    except NotFound:
        return {"scope": scope, "trades": [], "retail": None, "official": official}
    bases = MonthBases(ledger, Month.parse(table.period), chosen)
    falling = [one for one in table.enterprises if (one.month.growth.rate or 0) < 0]
    units = [_unit(one) for one in table.enterprises]
    return {
        "scope": scope,
        "trades": [_said(line, Measure.HEADLINE, line.trade, bases, book) for line in table.trades],
        "retail": _said(table.retail, Measure.RETAIL, "", bases, book)
        if table.retail.month.current
        else None,
        "official": official,
        "falling": book.add(
            len(falling),
            counted(
                "负增长企业", "enterprises", map(_unit, falling), "当月同比为负的企业；无法计算同比的不计。"
            ),
        ),
        "reporting": book.add(len(units), counted("报送企业", "enterprises", units, "当月有数据的企业。")),
    }


def _unit(line: FigureLine) -> int:
    """Give the id of the enterprise of a line."""
    return line.enterprise.id if line.enterprise else 0


def _official(figure: OfficialFigure, book: FigureBook) -> Figure:
    """Say a figure of the whole district with its source: such are typed in, never summed up here."""
    words = f"{official_sentence(figure).removesuffix('。')}（{figure.source}）。"
    keys = ("value", "growth", "rank")
    rule = f"区级公布数据，来源：{figure.source}；照录，不参与计算。"
    return book.add(
        words, Basis(figure.indicator, "district-figures", (figure.record,), How.QUOTED, rule, keys=keys)
    )


def _said(
    line: FigureLine, measure: Measure, trade: str, bases: MonthBases, book: FigureBook
) -> dict[str, object]:
    """Give the sums of one line with both growths in words and in the table."""
    told: dict[str, object] = {"trade": line.trade, "indicator": line.indicator}
    for name, span, measured in (
        ("month", Span.MONTH, line.month),
        ("cumulative", Span.CUMULATIVE, line.cumulative),
    ):
        label = f"{trade}{line.indicator}{span.value}"
        total, compared = bases.sums(label, measure, trade, span)
        told[name] = book.add(measured.current, total)
        told[f"{name}_growth"] = book.add(measured.growth.text(), compared)
        change = _change(measured)
        told[f"{name}_change"] = book.add(change, compared) if change else None
    return told


def _change(measured: Measured) -> str:
    """Say a growth."""
    return "" if measured.growth.rate is None else f"同比{change_words(measured.growth.rate)}"


def help_numbers(ledger: LedgerFile, month: Month, book: FigureBook) -> dict[str, object]:
    """Count the plans of the year and name the cases."""
    query = ListQuery(filters=(Filter("year", "is", month.year),), columns=("measure_count",), limit=_ALL)
    plans = list_records(ledger, "plans", query).rows
    cases = list_records(ledger, "cases", ListQuery(limit=_ALL)).rows
    measures = sum(count for one in plans if isinstance(count := one.values["measure_count"], int))
    ids, rule = tuple(one.id for one in plans), f"{month.year}年度的一企一策"
    return {
        "plans": book.add(len(plans), counted("一企一策", "plans", ids, f"{rule}。")),
        "measures": book.add(
            measures,
            Basis("帮扶措施", "plans", ids, How.SUM, f"{rule}的措施条数之和。", keys=("measure_count",)),
        ),
        "cases": [one.values for one in cases],
        "case_count": book.add(
            len(cases), counted("帮扶案例", "cases", (one.id for one in cases), "全部一对一帮扶案例。")
        ),
    }


def _enterprises(visit: Values) -> tuple[object, ...]:
    """Return whom a visit reached."""
    found = visit["enterprises"]
    return found if isinstance(found, tuple) else ()


def _rate_chart(ledger: LedgerFile, month: Month) -> ShareChart:
    """Chart the rates of the month."""
    known = rates(ledger, month.first_day(), min(month.last_day(), max(date.today(), month.first_day())))
    return ShareChart(tuple((one.label, one.value) for one in known))


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
