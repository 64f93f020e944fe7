"""One record at a time: read, make, save, put into the recycle bin and take out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, false, func, or_, select
from sqlalchemy.orm import Session

from dadu_desktop.domain import record_rules
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.errors import FieldProblems, NotFound, RecordChanged
from dadu_desktop.domain.roles import Act
from dadu_desktop.domain.text import narrow
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.services import policy_links, record_parts
from dadu_desktop.services.figure_revisions import next_revision, prepare_binning, prepare_figure
from dadu_desktop.services.numbering import next_numbers, year_of
from dadu_desktop.services.pinyin import sounds_of
from dadu_desktop.services.problem_log import is_import, note_history, refuse_moved
from dadu_desktop.services.problem_numbers import refuse_unknown
from dadu_desktop.services.record_rows import fetch, fetch_children
from dadu_desktop.services.rows import Values
from dadu_desktop.services.successions import bearings_of, keep_former, list_former_name
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork, now

_ID_DIGITS = 18
_MOVED = "请在一企一策页面用“送审、审核通过、进入评估、归档”等操作推进，这里不能直接改状态。"
_BULK = {"figures": ""}  # a correction needs a reason of its own


@dataclass(frozen=True)
class RecordData:
    """A record as plain values; ``id`` 0 is one that is not kept yet."""

    kind: str
    id: int
    number: str
    version: int
    values: Values
    children: dict[str, tuple[Values, ...]] = field(default_factory=dict)
    deleted: bool = False


@dataclass(frozen=True)
class Saved:
    """What a save did."""

    id: int
    number: str
    version: int
    changed: Changed


def get_record(ledger: LedgerFile, kind: str, record: int) -> RecordData:
    """Read one record with the rows inside it."""
    ledger.require(Act.READ)
    with ledger.read() as connection:
        return _get(connection, kind, record)


def find_record(ledger: LedgerFile, kind: str, word: str) -> RecordData:
    """Find a record by its number; an enterprise also by credit code, name or short name."""
    ledger.require(Act.READ)
    model: Any = MAPPINGS[kind].model
    wanted = narrow(word)
    known = [model.id == int(wanted)] if kind == "figures" and is_id(wanted) else []
    if hasattr(model, "number"):
        known.append(model.number == wanted.upper())
    if kind == "enterprises":
        known += [
            Enterprise.credit_code == wanted.upper(),
            Enterprise.name == word,
            Enterprise.short_name == word,
        ]
    with ledger.read() as connection:
        query = select(model.id).where(or_(false(), *known)).order_by(model.deleted_at.is_not(None), model.id)
        record = connection.scalar(query.limit(1))
        if record is None:
            raise NotFound(f"没有找到{RECORD_TYPES[kind].record_label}“{word}”，请核对编号后重试。")
        return _get(connection, kind, record)


def is_id(word: str) -> bool:
    """Tell whether a word can be the id of a record: longer numbers than the database counts are none."""
    return word.isascii() and word.isdigit() and len(word) <= _ID_DIGITS


def blank_record(ledger: LedgerFile, kind: str, *, enterprise: Reference | None = None) -> RecordData:
    """Give a new record with what is usually right already filled in."""
    values: Values = {one.key: None for one in RECORD_TYPES[kind].fields}
    values.update(_first_values(kind, PartialDate.of(date.today()), ledger.person or None))
    if enterprise is not None:
        several = "enterprises" in values
        values["enterprises" if several else "enterprise"] = (enterprise,) if several else enterprise
    children: dict[str, tuple[Values, ...]] = {one.key: () for one in RECORD_TYPES[kind].children}
    return RecordData(kind, 0, "", 0, values, children)


def _first_values(kind: str, today: PartialDate, person: str | None) -> Values:
    """Say what a new record of each type starts with."""
    starts: dict[str, Values] = {
        "enterprises": {"status": "在库"},
        "visits": {"date": today, "form": "实地走访", "visitors": person},
        "problems": {"raised": today, "status": "登记", "urgency": "一般", "origin": "走访"},
        "plans": {"year": today.year, "status": "起草", "service_person": person},
        "cases": {"started": today, "status": "帮扶中"},
        "policies": {"status": "有效"},
        "policy-applications": {"applied": today, "handler": person},
        "trade-surveys": {"date": today, "round": f"{today.year}年外贸企业调研", "surveyors": person},
        "figures": {"state": "已报", "month": PartialDate(today.year, today.month)},
        "district-figures": {"span": "累计"},
        "clusters": {},
        "teams": {"started": today, "status": "运行中"},
        "projects": {"registered": today, "status": "推进中", "owner": person},
        "activities": {"started": today},
    }
    return starts[kind]


def save_record(
    ledger: LedgerFile,
    kind: str,
    record: int,
    values: Mapping[str, object],
    children: Mapping[str, Sequence[Mapping[str, object]]] | None = None,
    *,
    version: int | None = None,
    reason: str = "",
) -> Saved:
    """Keep the values given; ``record`` 0 makes a new one.

    Keys that are not given stay as they are; a list of children that is given replaces the kept one. Raises
    FieldProblems, or RecordChanged when ``version`` is no longer the kept one.
    """
    with ledger.unit(reason=reason) as unit:
        saved = save_in(unit, kind, record, values, children or {}, version=version)
    return Saved(saved.id, saved.number, saved.version, unit.changed)


def save_in(
    unit: UnitOfWork,
    kind: str,
    record: int,
    values: Mapping[str, object],
    children: Mapping[str, Sequence[Mapping[str, object]]],
    *,
    version: int | None = None,
) -> Saved:
    """Save within an open unit of work."""
    kept: Any = _kept(unit.session, kind, record) if record else MAPPINGS[kind].model()
    if record and version is not None and kept.version != version:
        raise RecordChanged(_get(unit.connection, kind, record).values)
    given = record_rules.settled(kind, _known_only(kind, values))
    if kind == "figures":
        kept, given = prepare_figure(unit, kept, given)
        record = kept.id or 0
    if kind == "problems" and record:
        refuse_moved(unit, kept, given)
    if kind == "plans" and record:
        _refuse_status(unit, kept, given)
    _refuse_faults(kind, kept, given, children, new=not record)
    refuse_unknown(unit.connection, children)
    before = bearings_of(kept) if kind == "enterprises" and record else None
    for key, value in given.items():
        _assign(kept, RECORD_TYPES[kind].field(key), value)
    _complete(unit, kind, kept, given, before)
    unit.session.add(kept)
    unit.session.flush()
    if kind == "problems" and (not record or is_import(unit)):
        note_history(unit, kept)
    touched = record_parts.replace_links(unit, kind, kept.id, given) and bool(record)
    touched |= record_parts.replace_children(unit, kind, kept, children)
    if before is not None:
        keep_former(unit, kept, before)
    if kind in policy_links.KINDS:
        policy_links.tie_applications(unit, [kept.id] if "policy" in given else ())
    unit.touch(kind, [kept.id])
    if touched:
        kept.version += 0 if kept in unit.session.dirty else 1
        unit.session.flush()
    return Saved(kept.id, getattr(kept, "number", ""), kept.version, unit.changed)


def change_field(
    ledger: LedgerFile, kind: str, ids: Sequence[int], key: str, value: object, *, reason: str = ""
) -> Changed:
    """Set one field of several records to the same value."""
    with ledger.unit(reason=reason or _BULK.get(kind, "批量修改")) as unit:
        for record in ids:
            save_in(unit, kind, record, {key: value}, {})
    return unit.changed


def delete_records(ledger: LedgerFile, kind: str, ids: Sequence[int], *, reason: str = "") -> Changed:
    """Put records into the recycle bin; their numbers are never used again."""
    return _set_deleted(ledger, kind, ids, now(), reason)


def restore_records(ledger: LedgerFile, kind: str, ids: Sequence[int], *, reason: str = "") -> Changed:
    """Take records out of the recycle bin."""
    return _set_deleted(ledger, kind, ids, None, reason)


def _set_deleted(
    ledger: LedgerFile, kind: str, ids: Sequence[int], instant: str | None, reason: str
) -> Changed:
    """Mark records as deleted or not."""
    with ledger.unit(reason=reason) as unit:
        chosen = [_kept(unit.session, kind, record) for record in ids]
        if kind == "figures":
            prepare_binning(unit, chosen, deleting=instant is not None)
        for one in chosen:
            one.deleted_at = instant
        unit.touch(kind, ids, index=False)
    return unit.changed


def _get(connection: Connection, kind: str, record: int) -> RecordData:
    """Read a record on an open connection."""
    fields = RECORD_TYPES[kind].fields
    rows = fetch(connection, kind, [record], fields, date.today())
    if not rows:
        raise NotFound(f"这条{RECORD_TYPES[kind].record_label}已不存在，请刷新列表。")
    model: Any = MAPPINGS[kind].model
    version, deleted = connection.execute(
        select(model.version, model.deleted_at).where(model.id == record)
    ).one()
    values = rows[0].values
    number = str(values.get("number") or "")
    return RecordData(
        kind, record, number, version, values, fetch_children(connection, kind, record), deleted is not None
    )


def _kept(session: Session, kind: str, record: int) -> Any:
    """Load a record for changing."""
    kept = session.get(MAPPINGS[kind].model, record)
    if kept is None:
        raise NotFound(f"这条{RECORD_TYPES[kind].record_label}已不存在，请刷新列表。")
    return kept


def _known_only(kind: str, values: Mapping[str, object]) -> Values:
    """Leave out computed fields; an unknown key is a fault of the caller."""
    fields = RECORD_TYPES[kind]
    return {key: value for key, value in values.items() if not fields.field(key).computed}


def _refuse_status(unit: UnitOfWork, kept: Any, given: Values) -> None:
    """Refuse to change the status of a plan by hand, as only moves do; an import brings it as it is."""
    if given.get("status", kept.status) != kept.status and not is_import(unit):
        raise FieldProblems({"status": _MOVED})


def _refuse_faults(
    kind: str,
    kept: Any,
    given: Values,
    children: Mapping[str, Sequence[Mapping[str, object]]],
    *,
    new: bool,
) -> None:
    """Raise what keeps the record from being saved, all at once."""
    faults = {}
    for one in RECORD_TYPES[kind].fields:
        if (
            one.required
            and not one.computed
            and (new or one.key in given)
            and given.get(one.key) in (None, "", ())
        ):
            faults[one.key] = f"请填写{one.label}。"
    stored = {one.key: getattr(kept, one.key, None) for one in RECORD_TYPES[kind].fields}
    faults.update(record_rules.faults(kind, {**stored, **given}))
    faults.update(record_parts.child_faults(kind, children))
    if faults:
        raise FieldProblems(faults)


def _assign(kept: Any, one: Field, value: object) -> None:
    """Put a value where it is stored; links go to their own table."""
    if one.kind is Kind.ENTERPRISES:
        return
    stored = value.id if isinstance(value, Reference) else value
    if getattr(kept, one.key) != stored:
        setattr(kept, one.key, stored if stored != "" else None)


def _complete(
    unit: UnitOfWork, kind: str, kept: Any, given: Values, before: Mapping[str, str | None] | None
) -> None:
    """Fill in what follows from the values: number, pinyin, former name."""
    if hasattr(kept, "number") and not kept.number:
        kept.number = next_numbers(unit.connection, kind, year_of(kind, given))[0]
    if kind == "figures" and kept.revision is None:
        kept.revision = next_revision(unit.connection, kept)
    if kind == "enterprises":
        kept.pinyin = sounds_of(kept.name, kept.short_name)
        if before is not None and before["name"] and before["name"] != kept.name:
            list_former_name(kept, before["name"])


def count_records(ledger: LedgerFile, kinds: Iterable[str] = tuple(RECORD_TYPES)) -> dict[str, int]:
    """Count the records of each type that are not in the recycle bin."""
    with ledger.read() as connection:
        return {kind: _count(connection, MAPPINGS[kind].model) for kind in kinds}


def _count(connection: Connection, model: Any) -> int:
    """Count the rows of one table."""
    return connection.scalar(select(func.count(model.id)).where(model.deleted_at.is_(None))) or 0
