"""The monthly analysis (月度运行分析) and the commerce section of a yearly report, drafted from the ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from dadu_desktop.domain.official_figures import (
    CAR_CLUSTER,
    CONSUMPTION,
    FOREIGN_TRADE,
    OfficialFigure,
    official_sentence,
)
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.reporting.bar_charts import PullChart
from dadu_desktop.reporting.charts import LineChart, Series
from dadu_desktop.reporting.document import Block
from dadu_desktop.reporting.figures import Basis, Figure, FigureBook, How
from dadu_desktop.reporting.official_parts import (
    AnnexMark,
    AnnexNote,
    OfficialHead,
    Signature,
    document_number,
)
from dadu_desktop.services.briefing_data import DocumentData, figure_words, help_numbers, register_numbers
from dadu_desktop.services.district_figures import official_figures
from dadu_desktop.services.figure_bases import MonthBases, counted
from dadu_desktop.services.figure_units import newest_asked
from dadu_desktop.services.figure_view import Bar, MonthView, month_view
from dadu_desktop.services.figures import figure_table, read_scope, scope_bridge
from dadu_desktop.services.foreign_trade import foreign_trade_facts
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import all_ids, list_records
from dadu_desktop.services.settings import get_settings
from dadu_desktop.services.trade_lines import trade_lines
from dadu_desktop.services.trade_news import trade_news
from dadu_desktop.storage.ledger_file import LedgerFile

FALLING = "负增长企业名单"
_NAMED = 5


@dataclass(frozen=True)
class Part:
    """One paragraph of the commerce section: its subject and its clauses."""

    subject: str
    clauses: tuple[Figure, ...]


def month_analysis(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Gather the analysis of one month, the newest where none is given."""
    typed = parameters.get("period")
    month = Month.parse(typed) if typed else newest_asked(ledger)
    scope = read_scope(parameters.get("scope") or Scope.COMPARABLE)
    settings, book = get_settings(ledger), FigureBook()
    view = month_view(ledger, month, scope)
    bases = MonthBases(ledger, month, Scope.COMPARABLE)
    values: dict[str, object] = {
        "title": f"{view.month.chinese()}{settings['region_name']}限上商贸企业运行分析",
        "month": view.month,
        "headed": bool(parameters.get("document")),
        **register_numbers(ledger, book),
        **figure_words(ledger, month, scope, book),
        "news": {},
        "pulls": list(
            zip_longest(
                *(
                    [_pull(one, bases, book) for one in side[:_NAMED]]
                    for side in (view.leading, view.dragging)
                )
            )
        ),
        "bridges": {trade: found.sentence() for trade, found in scope_bridge(ledger, month).items()},
        "note": view.note,
        "falling_rows": _falling(ledger, Month(view.month.year, view.month.month), scope, book),
        "falling_title": FALLING,
    }
    if isinstance(trades := values["trades"], list):
        values["news"] = trade_news(ledger, view.month, trades, book)
    return DocumentData(
        str(values["title"]), values, _blocks(ledger, view, parameters, settings), tuple(book.figures)
    )


def commerce_report(ledger: LedgerFile, parameters: Mapping[str, str]) -> DocumentData:
    """Draft the commerce section: 内贸, 外贸, 汽贸 and the model cases of a year up to a month."""
    month = Month.parse(parameters.get("period") or str(Month.of(date.today())))
    book = FigureBook()
    title = f"{month.year}年{get_settings(ledger)['region_name']}商务工作情况"
    values = {"title": title, "parts": commerce_parts(ledger, month, book)}
    return DocumentData(title, values, {}, tuple(book.figures))


def commerce_parts(ledger: LedgerFile, month: Month, book: FigureBook) -> list[Part]:
    """Draft the paragraphs; one for which nothing is known is left out."""
    official = {one.indicator: one for one in official_figures(ledger, month)}
    abroad, cars = official.pop(FOREIGN_TRADE, None), official.pop(CAR_CLUSTER, None)
    domestic = sorted(official.values(), key=lambda one: one.indicator != CONSUMPTION)
    found = [
        Part("内贸", (*(_quoted(one, book) for one in domestic), *_served(ledger, month, book))),
        Part("外贸", (*_one(abroad, book), *_surveyed(ledger, month, book))),
        Part("汽贸", _one(cars, book)),
        *_cases(ledger, book),
    ]
    return [part for part in found if part.clauses]


def _one(figure: OfficialFigure | None, book: FigureBook) -> tuple[Figure, ...]:
    """Say an official figure where there is one."""
    return (_quoted(figure, book),) if figure else ()


def _quoted(figure: OfficialFigure, book: FigureBook) -> Figure:
    """Say an official figure digit for digit."""
    rule = f"区级公布数据，来源：{figure.source}；照录，不参与计算。"
    keys = ("value", "growth", "rank", "share", "units")
    basis = Basis(figure.indicator, "district-figures", (figure.record,), How.QUOTED, rule, keys=keys)
    return book.add(official_sentence(figure), basis)


def _served(ledger: LedgerFile, month: Month, book: FigureBook) -> tuple[Figure, ...]:
    """Say how the domestic enterprises were served, as the yearly report does."""
    numbers = {**register_numbers(ledger, FigureBook()), **help_numbers(ledger, month, FigureBook())}
    registered, plans = numbers["registered"], numbers["plans"]
    if not isinstance(registered, Figure) or not isinstance(plans, Figure) or not registered:
        return ()
    words = f"建立{registered.value}家限上商贸企业服务台账，采取走访、座谈等形式，助力企业纾困解难。"
    said = [book.add(words, registered.basis)]
    if plans:
        said.append(book.add(f"对内贸企业实施“一企一策”{plans.value}个。", plans.basis))
    return tuple(said)


def _surveyed(ledger: LedgerFile, month: Month, book: FigureBook) -> tuple[Figure, ...]:
    """Say whom of the foreign trade enterprises the office visited and what it solved."""
    facts = foreign_trade_facts(ledger, date(month.year, 1, 1), month.last_day())
    if not facts.visits.count:
        return ()
    visits, solved = (all_ids(ledger, one.kind, one.query) for one in (facts.visits, facts.solved))
    visited, helped = facts.sentence.split("，")
    who = Basis(
        "调研外贸企业", "visits", tuple(visits), How.DISTINCT, "外贸企业的实地走访、现场办公，企业不重复计。"
    )
    return (
        book.add(f"{visited}，", who),
        book.add(
            f"{helped}。",
            counted("解决难题", "problems", solved, "外贸企业期内办结、办结类型为已解决的问题。"),
        ),
    )


def _cases(ledger: LedgerFile, book: FigureBook) -> list[Part]:
    """Tell the cases of one-on-one help that have an effect to tell."""
    columns = ("title", "background", "effect", "lessons")
    rows = list_records(ledger, "cases", ListQuery(columns=columns)).rows

    def clause(row: int, key: str, words: object) -> Figure:
        basis = Basis("帮扶案例", "cases", (row,), How.QUOTED, "照录帮扶案例的记载。", keys=(key,))
        return book.add(words, basis)

    return [
        Part(
            str(row.values["title"]),
            tuple(clause(row.id, key, row.values[key]) for key in columns[1:] if row.values[key]),
        )
        for row in rows
        if row.values["effect"]
    ]


def _pull(bar: Bar, bases: MonthBases, book: FigureBook) -> dict[str, object]:
    """Give one enterprise that pulls up or down."""
    said = f"{bar.pull:+.2f}个百分点"
    return {"name": bar.enterprise.label, "pull": book.add(said, bases.pull(bar.enterprise))}


def _falling(ledger: LedgerFile, month: Month, scope: Scope, book: FigureBook) -> list[dict[str, object]]:
    """List the enterprises whose month lies below that of a year ago, the deepest fall first."""
    bases = MonthBases(ledger, month, scope)
    lines = [
        (rate, line)
        for line in figure_table(ledger, str(month), scope).enterprises
        if (rate := line.month.growth.rate) is not None and rate < 0
    ]
    rows: list[dict[str, object]] = []
    for _rate, line in sorted(lines, key=lambda one: one[0]):
        now, base, grown = bases.of_enterprise(line)
        measured = line.month
        rows.append(
            {
                "name": line.name,
                "trade": line.trade,
                "value": book.add(measured.current, now),
                "base": book.add(measured.base, base),
                "growth": book.add(measured.growth.text(), grown),
            }
        )
    return rows


def _blocks(
    ledger: LedgerFile, view: MonthView, parameters: Mapping[str, str], settings: Mapping[str, str]
) -> dict[str, Block]:
    """Make head, chart, annexes and signature."""
    lines = trade_lines(ledger, view.month)
    chart = LineChart(
        tuple(str(point.month) for point in lines[0].points),
        tuple(Series(line.trade, tuple(point.value for point in line.points)) for line in lines),
        "万元",
    )
    office = settings["office_name"]
    pulls = [
        (one.enterprise.label, one.pull) for side in (view.leading, view.dragging) for one in side[:_NAMED]
    ]
    blocks: dict[str, Block] = {
        "chart": chart,
        "pulls": PullChart(tuple((name, found) for name, found in pulls if found is not None), "个百分点"),
        "annexes": AnnexNote((FALLING,)),
        "signature": Signature(office, PartialDate.of(date.today()).chinese()),
        "annex": AnnexMark(),
    }
    if typed := parameters.get("document"):
        blocks["head"] = OfficialHead(f"{office}文件", document_number(typed))
    return blocks
