"""Commands about records: list, describe, show, change, files and history."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from functools import partial

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.places import find, ledger_place, reading, record_type, writing
from dadu_desktop.domain import record_rules
from dadu_desktop.domain.errors import InputProblem, NotFound
from dadu_desktop.records.fields import Children, Field, Kind, RecordType, Reference
from dadu_desktop.records.texts import unlisted_words, value_of
from dadu_desktop.records.wording import JOIN, text_of
from dadu_desktop.services import attachments, choices, code_lists, histories
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import find_record, save_record
from dadu_desktop.services.rows import Row, Values
from dadu_desktop.storage.ledger_file import LedgerFile

_AT_ONCE = 5000
_SHOWN_WIDTH = 4  # columns that a person gets to see of a list


def list_kind(options: Namespace) -> Answer:
    """List records, all of them unless a limit is given."""
    kind = record_type(options.kind)
    if options.offset < 0 or (options.limit or 0) < 0:
        raise InputProblem("--limit 和 --offset 不能为负数，请改正。")
    with reading(options) as ledger:
        query = ListQuery(search=options.search, offset=options.offset, limit=_AT_ONCE)
        total = list_records(ledger, kind.key, replace(query, limit=0)).total
        rows = list(_rows(ledger, kind, query, total if options.limit is None else options.limit))
    data = {"total": total, "rows": [{"id": row.id, **row.values} for row in rows]}
    return Answer(data, "\n".join([f"共 {total} 条", *(_line(kind, row) for row in rows)]))


def _rows(ledger: LedgerFile, kind: RecordType, query: ListQuery, wanted: int) -> Iterator[Row]:
    """Read rows by the page until there are enough."""
    while wanted > 0:
        page = list_records(ledger, kind.key, replace(query, limit=min(wanted, _AT_ONCE)))
        yield from page.rows
        if len(page.rows) < _AT_ONCE:
            return
        wanted -= _AT_ONCE
        query = replace(query, offset=query.offset + _AT_ONCE)


def _line(kind: RecordType, row: Row) -> str:
    """Show the first columns of a record."""
    fields = [one for one in kind.fields if row.values.get(one.key) is not None][:_SHOWN_WIDTH]
    said = (row.marked(one.key, text_of(one, row.values[one.key])) for one in fields)
    return "\t".join(one.replace("\n", " ") for one in said)


def fields(options: Namespace) -> Answer:
    """Write the field manual; the entries of code lists are the office's own where there is a ledger."""
    kind = record_type(options.kind)
    entries = _code_entries(options)
    data = {
        "kind": kind.key,
        "label": kind.label,
        "fields": [_manual(one, entries) for one in kind.fields],
        "children": [_rows_manual(one, entries) for one in kind.children],
    }
    lines = [_manual_line(one, entries) for one in kind.fields]
    for children in kind.children:
        lines += [
            "",
            f"{children.label}（{children.key}）",
            *(_manual_line(one, entries) for one in children.fields),
        ]
    return Answer(data, "\n".join(lines))


def _code_entries(options: Namespace) -> dict[str, list[str]]:
    """Read the code lists from the ledger, or those shipped where there is none yet."""
    shipped = {one.key: [item.label for item in one.items] for one in code_lists.shipped_lists()}
    if not ledger_place(options).exists():
        return shipped
    with reading(options) as ledger:
        return {key: [one.label for one in choices.code_items(ledger, key) if one.active] for key in shipped}


def _manual(one: Field, entries: dict[str, list[str]]) -> dict[str, object]:
    """Describe one field."""
    return {
        "key": one.key,
        "label": one.label,
        "kind": one.kind.value,
        "unit": one.unit,
        "required": one.required,
        "choices": list(one.choices) or entries.get(one.code_list, []),
        "code_list": one.code_list,
        "computed": one.computed,
        "help": one.help,
    }


def _rows_manual(children: Children, entries: dict[str, list[str]]) -> dict[str, object]:
    """Describe the rows inside a record."""
    return {
        "key": children.key,
        "label": children.label,
        "fields": [_manual(one, entries) for one in children.fields],
    }


def _manual_line(one: Field, entries: dict[str, list[str]]) -> str:
    """Describe one field in a line."""
    told = ["必填"] if one.required else []
    told += ["自动得出"] if one.computed else []
    told += [JOIN.join(one.choices or entries.get(one.code_list, ()))]
    return "\t".join((one.key, one.heading, *filter(None, told), one.help)).rstrip()


def show(options: Namespace) -> Answer:
    """Show one record with the rows inside it, its files and its history."""
    with reading(options) as ledger:
        record = find(ledger, options)
        files = attachments.attachments_of(ledger, record.kind, record.id)
        changes = histories.record_history(ledger, record.kind, record.id)
    data = {
        "kind": record.kind,
        "id": record.id,
        "version": record.version,
        "deleted": record.deleted,
        **record.values,
        **record.children,
        "attachments": [asdict(one) for one in files],
        "history": [_change(one) for one in reversed(changes)],
    }
    known = [one for one in record_type(record.kind).fields if record.values[one.key] not in (None, "", ())]
    return Answer(data, "\n".join(f"{one.heading}：{text_of(one, record.values[one.key])}" for one in known))


def history(options: Namespace) -> Answer:
    """Tell who changed what, oldest first."""
    with reading(options) as ledger:
        record = find(ledger, options)
        changes = [_change(one) for one in reversed(histories.record_history(ledger, record.kind, record.id))]
    lines = [
        f"{one['at']}\t{one['person']}\t{one['action']}\t{one['field']}\t{one['before']} → {one['after']}"
        for one in changes
    ]
    return Answer({"number": record.number, "changes": changes}, "\n".join(lines))


def _change(change: histories.Change) -> dict[str, object]:
    """Give one change as JSON has it."""
    return {
        "at": change.at.isoformat(),
        "person": change.person,
        "action": change.action,
        "field": change.field_label,
        "before": change.before,
        "after": change.after,
        "reason": change.reason,
        "batch": change.batch,
    }


def change(options: Namespace) -> Answer:
    """Change fields of one record."""
    kind = record_type(options.kind)
    given = [_pair(kind, one) for one in options.values]
    with writing(options) as ledger:
        record = find(ledger, options)
        values = {one.key: _value(ledger, one, text) for one, text in given}
        warnings = record_rules.warnings(kind.key, {**record.values, **values})
        warnings |= unlisted_words(kind.fields, values, partial(choices.choices_for, ledger))
        saved = save_record(
            ledger, kind.key, record.id, values, version=record.version, reason=options.reason
        )
    data = {"number": saved.number, "version": saved.version, "warnings": warnings}
    return Answer(data, "\n".join((f"已保存 {saved.number}（第 {saved.version} 版）。", *warnings.values())))


def _pair(kind: RecordType, text: str) -> tuple[Field, str]:
    """Take KEY=VALUE apart; only fields that a person enters can be set."""
    key, mark, value = text.partition("=")
    known = {one.key: one for one in kind.fields if not one.computed}
    if not mark or key not in known:
        raise InputProblem(
            f"“{text}”不能用于修改{kind.label}，请写成 字段=新值，字段名见 fields {kind.key}。"
        )
    return known[key], value


def _value(ledger: LedgerFile, one: Field, text: str) -> object:
    """Read a value; enterprises are named by number, credit code or name."""
    value = value_of(one, text, today=date.today(), choices=choices.choices_for(ledger, one))
    if value is None:
        return None
    match one.kind:
        case Kind.ENTERPRISE:
            return _reference(ledger, str(value))
        case Kind.ENTERPRISES:
            return tuple(_reference(ledger, word) for word in str(value).split(JOIN))
        case _:
            return value


def _reference(ledger: LedgerFile, word: str) -> Reference:
    """Find the enterprise that is named."""
    found = find_record(ledger, "enterprises", word)
    return Reference(found.id, str(found.values["name"]))


def attach(options: Namespace) -> Answer:
    """Put a file to a record."""
    with writing(options) as ledger:
        record = find(ledger, options)
        kept = attachments.attach_file(ledger, record.kind, record.id, options.file)
    return Answer(_file_facts(kept), f"已添加附件：{kept.name}")


def detach(options: Namespace) -> Answer:
    """Take a copy of a file out; the record keeps it."""
    with reading(options) as ledger:
        record = find(ledger, options)
        files: list[attachments.Attachment] = attachments.attachments_of(ledger, record.kind, record.id)
        kept = next((one for one in files if one.name == options.name), None)
        if kept is None:
            raise NotFound(f"记录 {options.number} 没有名为“{options.name}”的附件，请核对附件名。")
        output = options.output / kept.name if options.output.is_dir() else options.output
        attachments.detach_file(ledger, kept.id, output)
    return Answer({**_file_facts(kept), "file": output}, f"已取出附件：{output}")


def _file_facts(kept: attachments.Attachment) -> Values:
    """Name a file with its hash."""
    return {"name": kept.name, "sha256": kept.sha256, "size": kept.size}
