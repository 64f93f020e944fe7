"""Corrections of figures by hand (更正): the figure corrected stays, a new revision with its reason goes before it.

Statistics are reported by the enterprises themselves; nothing is ever written over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, select, update

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.figure_checks import Indicator, Level
from dadu_desktop.domain.reporting_states import ReportState, state_fault
from dadu_desktop.records.fields import Kind, Reference
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.records.mapping import described
from dadu_desktop.services.figure_history import FigureHistory, month_of, reported_of
from dadu_desktop.services.figure_sums import alive
from dadu_desktop.services.month_locks import refuse_closed
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.unit_of_work import UnitOfWork

KEYS = ("enterprise", "month", "indicator")
NUMBERS = (*KEYS, "joint", "value", "base", "cumulative", "cumulative_base")
"""What cannot be changed without a new revision; the other fields are marks beside the figure."""

BY_HAND = "手工录入"
CORRECTED = "手工更正"
_ORIGIN = ("source", "sheet", "cell")


def prepare_figure(unit: UnitOfWork, kept: Any, given: Values) -> tuple[Any, Values]:
    """Say what is saved for a figure typed by hand: ``kept`` itself with new marks, or a new row and all its values.

    FieldProblems where a hard check refuses, a soft one or a correction lacks its reason; InputProblem where the
    month is locked or the figure was corrected meanwhile.
    """
    refuse_closed(unit.connection, (kept.month, given.get("month")))
    given = _reported(kept, given)
    if said := state_said({**_values(kept), **given}):
        raise FieldProblems({"state": said})
    if kept.sheet and (other := [key for key in _ORIGIN if key in given and _differs(kept, key, given[key])]):
        raise FieldProblems(dict.fromkeys(other, "导入数据的来源不能改写；确有更正请改数并写明更正原因。"))
    if kept.id is None:
        _check(unit.connection, given)
    elif _corrects(kept, given):
        if not _is_blank(kept):
            _correction(unit, kept, given)
        _check(unit.connection, {**_values(kept), "checked": None, **given})
    return revised(unit, kept, given)


def revised(unit: UnitOfWork, kept: Any, given: Values) -> tuple[Any, Values]:
    """Give the row and the values to save for a figure that has been checked."""
    if kept.id is None:
        _refuse_second(unit.connection, given)
        return kept, {**given, "source": given.get("source") or BY_HAND}
    if not _corrects(kept, given):
        return kept, {key: value for key, value in given.items() if key not in NUMBERS}
    if _is_blank(kept):
        return kept, {**given, "source": given.get("source") or BY_HAND}
    if kept.replaced:
        raise InputProblem("这条数据已经更正过，请打开最新的版本再改。")
    # What was said of the old figure, by its check or its correction, does not vouch for the new one.
    values = {**_values(kept), "checked": None, **given, "correction": _correction(unit, kept, given)}
    if any(key in given and _differs(kept, key, given[key]) for key in KEYS):
        _refuse_second(unit.connection, values)
    kept.replaced = True
    unit.session.flush()
    return MonthlyFigure(), {**values, "source": CORRECTED, "sheet": None, "cell": None}


def _reported(kept: Any, given: Values) -> Values:
    """Take a first number as a report, where nobody changed the 未报 that stood beside the blank."""
    first = kept.id is not None and _is_blank(kept) and given.get("value") is not None
    waiting = kept.state == given.get("state", kept.state) == ReportState.MISSING
    return {**given, "state": str(ReportState.REPORTED)} if first and waiting else given


def state_said(values: Mapping[str, object]) -> str:
    """Say why the state of a figure cannot stand beside its number; "" where it can, or there is no number."""
    return "" if values.get("value") is None else state_fault(str(values.get("state")), reported=True)


def save_figure(unit: UnitOfWork, figure: int, values: Values) -> int:
    """Save a figure that has been checked together with those beside it; gives its id (a new one for a revision)."""
    kept: Any = unit.session.get(MonthlyFigure, figure) if figure else MonthlyFigure()
    row, given = revised(unit, kept, values)
    for key, value in given.items():
        setattr(row, key, _stored(value))
    if row.revision is None:
        row.revision = next_revision(unit.connection, row)
    unit.session.add(row)
    unit.session.flush()
    unit.touch("figures", [row.id])
    return int(row.id)


def _correction(unit: UnitOfWork, kept: Any, given: Mapping[str, object]) -> object:
    """Give the reason of a correction, with it or said for all that is written; FieldProblems without a new one."""
    reason = given.get("correction") or unit.reason
    if not reason or reason == kept.correction:
        raise FieldProblems({"correction": "更正已有数据请写明原因，原数会保留为旧版本。"})
    return reason


def _corrects(kept: Any, given: Mapping[str, object]) -> bool:
    """Tell whether other numbers are given than those kept."""
    return any(key in given and _differs(kept, key, given[key]) for key in NUMBERS)


def _is_blank(kept: Any) -> bool:
    """Tell whether only marks are kept so far (未报, with a comment): a first number corrects nothing."""
    return kept.value is None and kept.cumulative is None


def next_revision(connection: Connection, kept: Any) -> int:
    """Number a revision: one more than any of the same enterprise, month and indicator, deleted ones included."""
    same = [getattr(MonthlyFigure, key) == getattr(kept, key) for key in KEYS]
    return (connection.scalar(select(func.max(MonthlyFigure.revision)).where(*same)) or 0) + 1


def revise_again(unit: UnitOfWork, figures: Iterable[int], reason: str) -> list[int]:
    """Put the figures that an undone import had corrected before it, each as a new revision; gives their ids."""
    made = []
    for one in figures:
        old: Any = unit.session.get(MonthlyFigure, one, populate_existing=True)
        new = MonthlyFigure(**{**_values(old, links=False), "correction": reason})
        new.revision = next_revision(unit.connection, old)
        new.replaced = False
        unit.session.execute(update(MonthlyFigure).where(MonthlyFigure.id == one).values(replaced=True))
        unit.session.add(new)
        unit.session.flush()
        made.append(new.id)
    unit.touch("figures", made)
    return made


def prepare_binning(unit: UnitOfWork, figures: Iterable[Any], *, deleting: bool) -> None:
    """Refuse to delete imported figures without a reason, and to restore one beside a newer figure."""
    for kept in figures:
        refuse_closed(unit.connection, (kept.month,))
        if not deleting and not kept.replaced:
            _refuse_second(unit.connection, _values(kept))
        elif deleting and kept.sheet and not unit.reason:
            raise InputProblem("导入的统计数据不能直接删除：请撤销那次导入，或打开这条数据更正并写明原因。")


def _refuse_second(connection: Connection, given: Mapping[str, object]) -> None:
    """Refuse a second figure of the same enterprise, month and indicator."""
    same = [getattr(MonthlyFigure, key) == _stored(given.get(key)) for key in KEYS]
    if connection.scalar(select(MonthlyFigure.id).where(*same, *alive()).limit(1)):
        raise FieldProblems({"indicator": "这家企业该月的这项指标已有数据，请打开原记录更正。"})


def _check(connection: Connection, values: Mapping[str, object]) -> None:
    """Refuse what cannot be, and ask for a reason for what is doubtful; faults that were there before are left."""
    month, enterprise, name = month_of(values), _stored(values.get("enterprise")), values.get("indicator")
    if month is None or not isinstance(enterprise, int) or name not in set(Indicator):
        return
    indicator = Indicator(str(name))
    known = FigureHistory(connection, month, (enterprise,))
    before = set(known.check(enterprise, whole=False))
    figures = {**known.reported.get(enterprise, {}), indicator: reported_of(values)}
    found = [
        one
        for one in known.check(enterprise, figures, whole=False)
        if one.field == indicator or one not in before
    ]
    errors = [one.sentence for one in found if one.level is Level.ERROR]
    if errors:
        raise FieldProblems({"value": "".join(errors)})
    if found and not values.get("checked"):
        asked = "".join(one.sentence for one in found)
        raise FieldProblems({"checked": f"{asked}数据无误的，请写明核实情况。"})


def _differs(kept: Any, key: str, value: object) -> bool:
    """Tell whether a value is another than the kept one; a mark that is not set is no mark."""
    before, after = getattr(kept, key), _stored(value)
    return bool(before) != bool(after) if key == "joint" else bool(before != after)


def _values(kept: Any, *, links: bool = True) -> Values:
    """Give the stored values of a figure."""
    fields = [one for one in described(MonthlyFigure) if not one.computed]
    values = {one.key: getattr(kept, one.key) for one in fields}
    if links:
        values.update(
            {one.key: Reference(values[one.key], "") for one in fields if one.kind is Kind.ENTERPRISE}
        )
    return values


def _stored(value: object) -> object:
    """Give what the column holds."""
    return value.id if isinstance(value, Reference) else value
