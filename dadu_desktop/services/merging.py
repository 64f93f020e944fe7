"""Two enterprises that are one: compared side by side, and everything that hangs on the one put to the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, or_, select, update

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import normalise_name
from dadu_desktop.records.base import Base
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES, load_all
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.fields import Field, Reference
from dadu_desktop.records.mapping import described
from dadu_desktop.records.papers import Attachment, ImportBatch
from dadu_desktop.services.attachments import free_name
from dadu_desktop.services.bulk_writing import table_of
from dadu_desktop.services.merging_figures import moved_figures, refuse_closed_clashes
from dadu_desktop.services.merging_undo import MERGED
from dadu_desktop.services.records import RecordData, get_record, save_in
from dadu_desktop.services.rows import Values
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork

_KIND = "enterprises"


@dataclass(frozen=True)
class Difference:
    """One field in which the two differ; ``take`` proposes the other's value where the kept one has none."""

    field: Field
    kept: object
    other: object
    take: bool


@dataclass(frozen=True)
class Comparison:
    """Both enterprises, the fields in which they differ, and how many records of each kind hang on each."""

    kept: RecordData
    other: RecordData
    differences: tuple[Difference, ...]
    records: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Merged:
    """What a merge did: its batch, by which it can be taken back, and how many records moved."""

    batch: int
    moved: int
    changed: Changed


def compare(ledger: LedgerFile, kept: int, other: int) -> Comparison:
    """Put two enterprises side by side; the first is proposed to stay."""
    mine, theirs = (get_record(ledger, _KIND, one) for one in (kept, other))
    _refuse(mine, theirs)
    fields = [one for one in RECORD_TYPES[_KIND].fields if not one.computed and one.key != "former_names"]
    pairs = ((one, mine.values.get(one.key), theirs.values.get(one.key)) for one in fields)
    differences = tuple(
        Difference(one, left, right, left in (None, "")) for one, left, right in pairs if left != right
    )
    with ledger.read() as connection:
        counted = [_counts(connection, one) for one in (kept, other)]
    labels = dict.fromkeys(label for count in counted for label in count)
    return Comparison(
        mine, theirs, differences, tuple((one, counted[0][one], counted[1][one]) for one in labels)
    )


def alike(ledger: LedgerFile, enterprise: int) -> list[Reference]:
    """Propose enterprises that may be the same: the same code, or the same name but for place and legal form."""
    query = select(Enterprise.id, Enterprise.name, Enterprise.credit_code, Enterprise.former_names)
    with ledger.read() as connection:
        rows = connection.execute(query.where(Enterprise.deleted_at.is_(None))).all()
    known = {row.id: (_keys(row), row.name) for row in rows}
    own = known.pop(enterprise, (set(), ""))[0]
    return [Reference(one, name) for one, (keys, name) in known.items() if keys & own]


def merge(
    ledger: LedgerFile, kept: int, other: int, taken: Collection[str] = (), *, others_figures: bool = False
) -> Merged:
    """Put everything of ``other`` to ``kept`` and ``other`` into the recycle bin, as one batch.

    ``taken`` names the fields of which the other's value is kept. Where both have a figure of the same month the
    kept enterprise's counts, or the other's with ``others_figures``; the one that gives way goes into the bin.
    """
    comparison = compare(ledger, kept, other)
    mine, theirs = comparison.kept, comparison.other
    title = f"合并企业：“{theirs.values['name']}”并入“{mine.values['name']}”"
    with ledger.unit(reason=title) as unit:
        load_all()
        refuse_closed_clashes(unit.connection, kept, other)
        row = {"at": unit.at, "person": unit.person, "title": title}
        batch = unit.connection.scalars(insert(ImportBatch).values(row).returning(ImportBatch.id)).one()
        unit.set_batch(batch)
        save_in(unit, _KIND, kept, _values(mine, theirs, taken), {})
        _copy_parts(unit, kept, other)
        moved = moved_figures(unit, kept, other, others_win=others_figures)
        moved += sum(_move(unit, table, key, kept, other) for table, key in _pointing())
        moved += _move_files(unit, kept, other)
        bin_values = {"deleted_at": unit.at, "version": Enterprise.version + 1}
        unit.connection.execute(update(Enterprise).where(Enterprise.id == other).values(bin_values))
        unit.touch(_KIND, [kept, other])
        unit.connection.execute(
            update(ImportBatch).where(ImportBatch.id == batch).values(counts=json.dumps({MERGED: moved}))
        )
    return Merged(batch, moved, unit.changed)


def _refuse(kept: RecordData, other: RecordData) -> None:
    """Refuse what cannot be merged."""
    if kept.id == other.id:
        raise InputProblem("请选择两家不同的企业。")
    if kept.deleted or other.deleted:
        raise InputProblem("回收站里的企业不能合并，请先恢复。")


def _keys(row: Any) -> set[str]:
    """Give the codes and names by which an enterprise may be known twice."""
    names = (row.name, *(row.former_names or "").split("、"))
    return {row.credit_code or "", *(normalise_name(one) for one in names)} - {""}


def _values(mine: RecordData, theirs: RecordData, taken: Collection[str]) -> Values:
    """Give the values to save: those taken over, and every name that either had before."""
    values: Values = {key: theirs.values.get(key) for key in taken}
    name = values.get("name", mine.values["name"])
    names = [str(one.values[key] or "") for one in (mine, theirs) for key in ("former_names", "name")]
    former = dict.fromkeys(part for one in names for part in one.split("、") if part and part != name)
    return {**values, "former_names": "、".join(former) or None}


def _copy_parts(unit: UnitOfWork, kept: int, other: int) -> None:
    """Copy the former names and persons that the kept enterprise has not; the other keeps its own."""
    for model in MAPPINGS[_KIND].parts.values():
        part: Any = model
        keys = [one.key for one in described(part)]
        columns = [getattr(part, key) for key in keys]
        own, theirs = (
            unit.connection.execute(
                select(*columns).where(part.parent_id == one).order_by(part.position, part.id)
            ).all()
            for one in (kept, other)
        )
        for row in (one for one in theirs if one not in own):
            unit.session.add(part(parent_id=kept, position=len(own), **dict(zip(keys, row, strict=True))))
    unit.session.flush()


def _pointing() -> Iterator[tuple[Table, str]]:
    """List the columns that point to an enterprise, but for its own parts and the monthly figures."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            points = any(key.column.table.name == _KIND for key in column.foreign_keys)
            if points and column.name != "parent_id" and table.name != "figures":
                yield table, column.name


def _move(unit: UnitOfWork, table: Table, key: str, kept: int, other: int) -> int:
    """Let the rows of one table point to the kept enterprise; gives how many did not before.

    A record that names both loses the other one's link.
    """
    column = table.columns[key]
    owner = next((table.columns[one] for one in ("owner_id", "policy_id") if one in table.columns), None)
    if owner is not None and key == "enterprise_id":
        named = table.alias()
        both = select(named.columns[owner.name]).where(named.columns[key] == kept)
        unit.connection.execute(delete(table).where(column == other, owner.in_(both)))
    values: dict[str, Any] = {key: kept}
    if "version" in table.columns:
        values["version"] = table.columns["version"] + 1
    rows = unit.connection.execute(select(table).where(column == other)).all()
    unit.connection.execute(update(table).where(column == other).values(values))
    kind, id_key = _touched(table)
    if kind:
        unit.touch(kind, sorted({getattr(row, id_key) for row in rows}))
    return len(rows)


def _touched(table: Table) -> tuple[str, str]:
    """Name the record type that a table belongs to and its column of the record's id; "" for none."""
    for kind, mapping in MAPPINGS.items():
        if table is table_of(mapping.model):
            return kind, "id"
        if any(table is table_of(one) for one in mapping.links.values()):
            return kind, "owner_id"
        if any(table is table_of(one) for one in mapping.parts.values()):
            return kind, "parent_id"
    return "", ""


def _move_files(unit: UnitOfWork, kept: int, other: int) -> int:
    """Put the other's files to the kept enterprise; two of one name are numbered."""
    own = select(Attachment).where(Attachment.record_type == _KIND)
    taken = {one.name for one in unit.session.scalars(own.where(Attachment.record_id == kept))}
    files = unit.session.scalars(own.where(Attachment.record_id == other).order_by(Attachment.id)).all()
    for one in files:
        one.name = free_name(one.name, taken)
        one.record_id = kept
        taken.add(one.name)
    unit.session.flush()
    return len(files)


def _counts(connection: Connection, enterprise: int) -> Counter[str]:
    """Count what hangs on an enterprise, by the label of the ledger."""
    load_all()
    found = Counter[str]()
    for kind, mapping in MAPPINGS.items():
        model: Any = mapping.model
        conditions = [model.enterprise == enterprise] if hasattr(model, "enterprise") else []
        for link in mapping.links.values():
            owners = select(link.owner_id).where(link.enterprise_id == enterprise)
            conditions.append(model.id.in_(owners))
        if conditions:
            query = (
                select(func.count()).select_from(model).where(or_(*conditions), model.deleted_at.is_(None))
            )
            found[RECORD_TYPES[kind].label] = connection.scalar(query) or 0
    files = select(func.count()).select_from(Attachment)
    own = files.where(Attachment.record_type == _KIND, Attachment.record_id == enterprise)
    found["附件"] = connection.scalar(own) or 0
    return Counter({label: count for label, count in found.items() if count})
