"""Figures of a workbook judged as those typed by hand: hard checks and locked months refuse, soft ones are noted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.figure_checks import PARTS, Finding, Indicator, Level, Reported
from dadu_desktop.domain.periods import Month
from dadu_desktop.exchange.body import CellProblem, RowGroup
from dadu_desktop.exchange.statistics import SALES_OR_TURNOVER
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_history import FigureHistory, month_of, reported_of
from dadu_desktop.services.figure_revisions import state_said
from dadu_desktop.services.import_answers import Question
from dadu_desktop.services.import_plan import RecordPlan, RowPlan, SheetPlan
from dadu_desktop.services.month_locks import closed_months, closed_sentence

Place = Callable[[SheetPlan, RowGroup, Question], CellProblem]
"""Finds the cell that a question is about."""

_FEW = 500  # enterprises that are asked for by name; of more, everybody's figures are read
_TAKEN = ("created", "updated")
_Unit = tuple[Month, int]
_Line = tuple[RowPlan, RecordPlan]


def check_imported(connection: Connection, sheet: SheetPlan, place: Place) -> None:
    """Refuse the rows of a sheet whose figures cannot be, and note on the others what is doubtful."""
    _refuse_closed(connection, sheet, place)
    if sheet.kind != "figures":
        return
    by_month: dict[Month, dict[int, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    for (month, enterprise), line in _lines(sheet):
        by_month[month][enterprise].append(line)
    paths = {one.path for one in sheet.columns}
    parts = [f"{name};value" in paths for name in PARTS]
    whole = all(parts) or not any(parts)  # 其中：客房收入 alone leaves the other parts unsaid
    for month, units in by_month.items():
        known = FigureHistory(connection, month, units if len(units) <= _FEW else None)
        for enterprise, lines in units.items():
            _check_unit(
                known, enterprise, lines, lambda row, said: _cell(sheet, row, said, place), whole=whole
            )


def _refuse_closed(connection: Connection, sheet: SheetPlan, place: Place) -> None:
    """Keep locked months as they are: a row of figures is refused, a figure beside a visit given up."""
    closed = closed_months(connection)
    for row in sheet.rows if closed else ():
        for record in list(row.records) if row.action in _TAKEN else ():
            month = record.values.get("month")
            if record.kind != "figures" or record.action == "unchanged" or month not in closed:
                continue
            said = place(
                sheet, RowGroup(row.row, row.last_row), Question(closed_sentence(_date(month)), "month")
            )
            if sheet.kind == "figures":
                _refuse(row, said)
            else:
                row.records.remove(record)
                row.warnings.append(said)


def _lines(sheet: SheetPlan) -> Iterator[tuple[_Unit, _Line]]:
    """Go through the figures of the rows that stay in, by month and enterprise."""
    for row in sheet.rows:
        for record in row.records if row.action in (*_TAKEN, "unchanged") else ():
            month, enterprise = month_of(record.values), record.values.get("enterprise")
            if month is not None and isinstance(enterprise, Reference):
                yield (month, enterprise.id), (row, record)


def _check_unit(
    known: FigureHistory,
    enterprise: int,
    lines: list[_Line],
    cell: Callable[[RowPlan, Finding], CellProblem],
    *,
    whole: bool,
) -> None:
    """Check all figures of one enterprise and month together; those that the workbook leaves out are the kept ones."""
    _refuse_states(lines, cell)
    if not any(row.action in _TAKEN for row, _ in lines):
        return
    given: dict[Indicator, Reported] = {
        Indicator(str(record.values["indicator"])): reported_of(record.values) for _, record in lines
    }
    rows = {Indicator(str(record.values["indicator"])): row for row, record in lines}
    for finding in known.check(enterprise, {**known.reported.get(enterprise, {}), **given}, whole=whole):
        row = rows.get(Indicator(finding.field))
        if row is None or row.action not in _TAKEN:
            continue
        if finding.level is Level.ERROR:
            _refuse(row, cell(row, finding))
        else:
            row.warnings.append(cell(row, finding))


def _refuse_states(lines: list[_Line], cell: Callable[[RowPlan, Finding], CellProblem]) -> None:
    """Refuse rows that say 未报 beside a figure."""
    for row, record in lines:
        if row.action in _TAKEN and (said := state_said(record.values)):
            _refuse(row, cell(row, Finding(Level.ERROR, str(record.values["indicator"]), said)))


def _refuse(row: RowPlan, problem: CellProblem) -> None:
    """Leave a row out with what is wrong in it."""
    row.problems.append(problem)
    row.action = "refused"


def _cell(sheet: SheetPlan, row: RowPlan, found: Finding, place: Place) -> CellProblem:
    """Point to the cell of the indicator, in an export of the statistics its column of the month."""
    paths = (f"{found.field};value", f"{SALES_OR_TURNOVER};value", "value", "indicator")
    question = Question(found.sentence, *paths)
    return place(sheet, RowGroup(row.row, row.last_row), question)


def _date(month: object) -> PartialDate:
    """Return the month of a figure, which was looked up among the locked ones."""
    if not isinstance(month, PartialDate):
        raise TypeError(month)
    return month
