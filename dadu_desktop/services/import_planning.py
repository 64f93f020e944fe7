"""Rows of a workbook compared with the ledger: what would be made, changed, left or refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection

from dadu_desktop.domain import record_rules
from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.exchange.body import CellProblem, RowGroup, Skipped
from dadu_desktop.exchange.cells import row_said
from dadu_desktop.exchange.targets import CODE, SALES
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Reference
from dadu_desktop.services.bulk_reading import kept_children, kept_values
from dadu_desktop.services.import_answers import Question
from dadu_desktop.services.import_drafts import Drafter
from dadu_desktop.services.import_figures import check_imported
from dadu_desktop.services.import_matching import (
    KeptRecords,
    key_of,
    merged_children,
)
from dadu_desktop.services.import_modes import allowed, clear_empty
from dadu_desktop.services.import_plan import (
    USUAL,
    Action,
    ImportOptions,
    RecordPlan,
    RowPlan,
    SheetPlan,
    Values,
)
from dadu_desktop.services.import_registry import Registry
from dadu_desktop.services.import_words import note_unlisted

_OFFICIAL = "已报"
_PRELIMINARY = "预计"


class Planner:
    """Plans the sheets of one import, one after the other, against one snapshot of the ledger."""

    def __init__(
        self,
        connection: Connection,
        registry: Registry,
        newcomers: dict[int, Values],
        options: ImportOptions = USUAL,
    ) -> None:
        """Take the register; enterprises that are new to it are noted in ``newcomers``."""
        self._connection = connection
        self._options = options
        self._registry = registry
        self._newcomers = newcomers
        self._kept: dict[str, KeptRecords] = {}
        self._planned: dict[tuple[object, ...], tuple[str, str, int, str]] = {}

    def plan(self, sheet: SheetPlan, excluded: frozenset[int] = frozenset()) -> None:
        """Fill in the rows of a sheet that has a kind; ``excluded`` rows are left out by the person."""
        source = sheet.source
        if source is None:
            return
        drafter = Drafter(sheet, source, self._registry, self._newcomers)
        sheet.rows, sheet.skipped = [], []
        for group in source.reader.read():
            if isinstance(group, Skipped):
                sheet.skipped.append(group)
            elif group.row in excluded:
                sheet.rows.append(RowPlan(group.row, group.last_row, title_of(sheet.kind, group), "excluded"))
            else:
                sheet.rows.append(self._row(sheet, group, drafter))
        self._compare(sheet)
        check_imported(self._connection, sheet, _asked)
        note_unlisted(sheet)

    def _row(self, sheet: SheetPlan, group: RowGroup, drafter: Drafter) -> RowPlan:
        """Draft the records of one row and find out which are kept already."""
        row = RowPlan(
            group.row,
            group.last_row,
            title_of(sheet.kind, group),
            "refused",
            [],
            group.problems,
            group.warnings,
        )
        if group.problems:
            return row
        try:
            records = drafter.records(group)
            if row.warnings and drafter.known_code and sheet.kind != "enterprises":
                # the code is in the register, where it was looked at
                codes = {one.heading for one in sheet.columns if one.path.endswith(CODE)}
                row.warnings = [one for one in row.warnings if one.column not in codes]
            row.records = self._identified(sheet, records, row)
        except Question as question:
            row.problems = [_asked(sheet, group, question)]
            row.said, row.options = question.said, question.options
            return row
        if doubt := drafter.doubt:
            row.warnings.append(_asked(sheet, group, doubt))
            row.said, row.options, drafter.doubt = doubt.said, doubt.options, None
        row.action = "unchanged"
        return row

    def _identified(self, sheet: SheetPlan, records: list[RecordPlan], row: RowPlan) -> list[RecordPlan]:
        """Find the kept records; a second row about the same one is refused, a figure beside a visit given up."""
        found = []
        shown = sheet.source.sheet.where(row.row - 1) if sheet.source else str(row.row)
        place = (sheet.file, sheet.sheet, row.row, shown)
        for record in records:
            before = self._planned.setdefault(self._identity(record), place)
            if before == place:
                found.append(record)
            elif record.kind != sheet.kind:
                row.warnings.append(_passed_over(sheet, row))
            else:
                said = row_said(before[3])
                said = said if before[:2] == place[:2] else f"“{before[0]}”{said}"
                raise Question(
                    f"与{said}是同一条{RECORD_TYPES[record.kind].record_label}，请合并成一行后再导入。"
                )
        return found

    def _identity(self, record: RecordPlan) -> tuple[object, ...]:
        """Find the kept record by number or key, and return what tells it from others."""
        number = str(record.values.pop("number", "") or "")
        if record.kind == "enterprises":
            return record.kind, record.id or record.temporary
        kept = self._kept_of(record.kind)
        own = key_of(record.kind, record.values)
        record.id = kept.by_number.get(number, 0) or kept.by_key.get(own, 0)
        return record.kind, record.id or own

    def _kept_of(self, kind: str) -> KeptRecords:
        """Read the kept records of a type once."""
        if kind not in self._kept:
            self._kept[kind] = KeptRecords(self._connection, kind)
        return self._kept[kind]

    def _compare(self, sheet: SheetPlan) -> None:
        """Compare all rows of a sheet with what is kept."""
        rows = [row for row in sheet.rows if row.action not in {"refused", "excluded"}]
        if self._options.clears:
            clear_empty(sheet, rows)
        kept = _Kept(self._connection, [record for row in rows for record in row.records])
        for row in rows:
            for record in list(row.records):
                faults = kept.settle(record)
                if faults:
                    place = _asked(sheet, RowGroup(row.row, row.last_row), Question("".join(faults.values())))
                    row.problems.append(place)
                elif kept.is_weaker(record):
                    row.records.remove(record)
                    row.warnings.append(_passed_over(sheet, row))
            row.action = "refused" if row.problems else _action_of(row.records)
            row.action, row.reason = allowed(row.action, self._options)
            for record in row.records if row.action in {"refused", "skipped"} else ():
                if record.temporary:
                    self._registry.forget(record.temporary)


class _Kept:
    """What is kept of the records that a sheet names, read in few queries."""

    def __init__(self, connection: Connection, records: Sequence[RecordPlan]) -> None:
        """Read values and rows of all records that are kept."""
        self._values: dict[str, dict[int, Values]] = {}
        self._children: dict[tuple[str, str], dict[int, list[Values]]] = {}
        for kind in {record.kind for record in records}:
            known = [record for record in records if record.kind == kind and record.id]
            if not known:
                continue
            ids = [record.id for record in known]
            keys = {key for record in known for key in record.values}
            extra = {"state", "revision"} if kind == "figures" else set()
            rules = {one.key for one in RECORD_TYPES[kind].fields if one.key in _RULED.get(kind, ())}
            self._values[kind] = kept_values(connection, kind, ids, keys | extra | rules)
            for key in {key for record in known for key in record.children}:
                self._children[kind, key] = kept_children(connection, kind, key, ids)

    def is_weaker(self, record: RecordPlan) -> bool:
        """Tell a town's preliminary figure where the statistics have spoken already."""
        kept = self._values.get(record.kind, {}).get(record.replaces or record.id, {})
        return (
            record.kind == "figures"
            and bool(kept)
            and kept.get("state") == _OFFICIAL
            and record.values.get("state") == _PRELIMINARY
        )

    def settle(self, record: RecordPlan) -> dict[str, str]:
        """Work out what differs; returns the faults that keep the record from being taken."""
        if not record.id:
            return _new_faults(record)
        kept = self._values[record.kind][record.id]
        given = record_rules.settled(record.kind, record.values)
        record.changes = {
            key: (kept.get(key), value) for key, value in given.items() if not same(kept.get(key), value)
        }
        if record.kind == "figures":
            self._correct(record, kept)
            return {}
        record.values = {key: after for key, (_, after) in record.changes.items()}
        for key, rows in list(record.children.items()):
            before = self._children[record.kind, key].get(record.id, [])
            merged = merged_children(record.kind, key, before, rows)
            if merged is None:
                del record.children[key]
            else:
                record.children[key] = merged
                record.changes[key] = (f"{len(before)} 条", f"{len(merged)} 条")
        return record_rules.faults(record.kind, {**kept, **record.values}) if record.changes else {}

    def _correct(self, record: RecordPlan, kept: Values) -> None:
        """Let a figure that differs become a new revision beside the kept one; its origin alone is no difference."""
        for key in ("source", "sheet", "cell"):
            record.changes.pop(key, None)
        if kept.get("state") != _PRELIMINARY:
            record.changes.pop("state", None)
        if not record.changes:
            return
        given = {key: value for key, value in record.values.items() if value is not None}
        revision = int(str(kept.get("revision") or 1)) + 1
        reason = given.get("correction") or f"导入更正：{given.get('source') or '工作簿'}"
        record.values = {**kept, **given, "revision": revision, "correction": reason}
        record.replaces, record.id = record.id, 0


_RULED = {
    "enterprises": ("admitted", "removed"),
    "problems": (
        "raised",
        "assigned",
        "finished",
        "closed",
        "status",
        "result_kind",
        "result",
        "callback",
        "review_date",
    ),
    "figures": (
        *("enterprise", "month", "joint", "indicator", "comment", "follow_up"),
        *("value", "base", "cumulative", "cumulative_base"),
    ),
}
"""Fields that rules over several fields look at, or that a new revision takes over."""


def same(kept: object, given: object) -> bool:
    """Tell whether a kept value says what the workbook says; a bare number is no other wording of itself."""
    if isinstance(kept, tuple) and isinstance(given, tuple) and not isinstance(kept, Reference):
        return {one.id for one in kept} == {one.id for one in given}
    if isinstance(kept, Reference) and isinstance(given, Reference):
        return kept.id == given.id
    if isinstance(kept, Approximate) and isinstance(given, Approximate) and not (kept.words and given.words):
        return (kept.value, kept.qualifier) == (given.value, given.qualifier)
    return kept == given


def _new_faults(record: RecordPlan) -> dict[str, str]:
    """Find what a new record lacks."""
    record.values = record_rules.settled(record.kind, record.values)
    missing = {
        one.key: f"缺少{one.label}，请补填后再导入。"
        for one in _required(record.kind)
        if record.values.get(one.key) in (None, "", ())
    }
    return missing or record_rules.faults(record.kind, record.values)


@cache
def _required(kind: str) -> tuple[Field, ...]:
    """List the fields without which no record is made."""
    return tuple(one for one in RECORD_TYPES[kind].fields if one.required and not one.computed)


def _action_of(records: Iterable[RecordPlan]) -> Action:
    """Sum up the records of a row: made where the main one is, changed where any is."""
    actions = [record.action for record in records]
    if actions and actions[0] == "created":
        return "created"
    return "unchanged" if all(action == "unchanged" for action in actions) else "updated"


def title_of(kind: str, group: RowGroup) -> str:
    """Name a row for the person: the enterprise or the title of its record."""
    keys = ("name", "enterprises", "enterprise", RECORD_TYPES[kind].title, "number")
    return next((str(group.values[key]) for key in keys if group.values.get(key)), f"第 {group.row} 行")


def _passed_over(sheet: SheetPlan, row: RowPlan) -> CellProblem:
    """Say that a town's figure gives way to that of the statistics."""
    sentence = "本月已有统计数据或另一处上报的数据，这个数没有采用。"
    return _asked(sheet, RowGroup(row.row, row.last_row), Question(sentence, SALES))


def _asked(sheet: SheetPlan, group: RowGroup, question: Question) -> CellProblem:
    """Put a question beside the cell that it is about."""
    source = sheet.source
    columns = [source.header.column_of(path) for path in question.paths] if source else []
    column = next((one for one in columns if one), None)
    if column is None or source is None:
        address = source.sheet.address(group.row - 1, 0) if source else f"A{group.row}"
        return CellProblem(group.row, "", "", question.sentence, address)
    cells = source.sheet.rows[group.row - 1]
    value = str(cells[column.index]) if column.index < len(cells) else ""
    address = source.sheet.address(group.row - 1, column.index)
    return CellProblem(group.row, column.heading, value, question.sentence, address)
