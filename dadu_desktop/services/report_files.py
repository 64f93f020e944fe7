"""The office's own report definitions as files: listed, copied from ours, tried, kept, put into the bin and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem, NotFound, UserProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.reporting.definitions import SUFFIXES, ReportDefinition
from dadu_desktop.reporting.figures import Figure
from dadu_desktop.services.figure_units import newest_asked
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.report_data import SOURCES
from dadu_desktop.services.report_definitions import (
    all_definitions,
    definitions,
    own_folder,
    own_reports,
    read_source,
)
from dadu_desktop.services.report_edits import move_edits
from dadu_desktop.services.reports import MadeReport, make_preview
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.whole_files import put_in_place, write_whole

_BIN = "回收站"
_EVENT = "definition"
_OWN = "（本单位）"
_NEW_NAME = "新报表.toml"
_NEW_SOURCE = """# 列按字段的键，可以从左下的“字段”里挑选插入。
name = "新报表"

[ledger]
record_type = "enterprises"
columns = [
  "number",
  "name",
]
"""
_SAMPLE = 24


@dataclass(frozen=True)
class DefinitionFile:
    """One file of the list; ``fault`` says why an own one cannot be used."""

    name: str
    label: str
    own: bool
    fault: str = ""


@dataclass(frozen=True)
class KnownField:
    """What can be put into a definition: the words that are put in, and what they mean."""

    words: str
    label: str


def definition_files(ledger: LedgerFile) -> list[DefinitionFile]:
    """List the office's own definitions, then ours."""
    own = [
        DefinitionFile(
            one.file.name,
            one.definition.name if one.definition else one.file.name,
            own=True,
            fault=one.fault.sentence if one.fault else "",
        )
        for one in own_reports(ledger.path)
    ]
    return [*own, *(DefinitionFile(_file_of(one), one.name, own=False) for one in definitions().values())]


def read_file(ledger: LedgerFile, name: str) -> str:
    """Read a definition, ours too."""
    ours = definitions().get(Path(name).stem)
    if ours:
        return ours.source
    path = own_folder(ledger.path) / name
    if not path.is_file():
        raise NotFound(f"报表模板“{name}”已不存在，请重新选择。")
    with said():
        return path.read_text(encoding="utf-8-sig", errors="replace")


def own_copy(ledger: LedgerFile, name: str) -> tuple[str, str]:
    """Give name and source of a copy of a definition that the office can change."""
    source, stem = read_file(ledger, name), Path(name).stem
    known = all_definitions(ledger.path).get(stem)
    label = known.name if known else stem
    named = label.removesuffix(_OWN) + _OWN
    source = _named(source, named)
    if name.endswith(".md") and not re.search(r"^data\s*=", source, re.MULTILINE):
        source = source.replace("+++\n", f'+++\ndata = "{stem}"\n', 1)
    return _free_name(ledger, f"{named}{Path(name).suffix}"), source


def _named(source: str, label: str) -> str:
    """Give a definition another name in the list of reports."""
    quoted = json.dumps(label, ensure_ascii=False)  # TOML quotes as JSON does
    return re.sub(r"^name\s*=.*$", lambda _found: f"name = {quoted}", source, count=1, flags=re.MULTILINE)


def new_file(ledger: LedgerFile) -> str:
    """Keep a short list to begin with; return its name."""
    name = _free_name(ledger, _NEW_NAME)
    keep_file(ledger, name, _NEW_SOURCE)
    return name


def copy_file(ledger: LedgerFile, name: str) -> str:
    """Keep a copy of a definition that the office can change; return its name."""
    own, source = own_copy(ledger, name)
    keep_file(ledger, own, source)
    return own


def keep_file(ledger: LedgerFile, name: str, source: str) -> None:
    """Keep a definition whole or not at all; one with a fault too, for it may be mended another day."""
    ledger.require(Act.WRITE)
    path = own_folder(ledger.path) / _own_name(name)
    with said():
        path.parent.mkdir(exist_ok=True)
    write_whole(path, source.encode())
    ledger.note(_EVENT, f"保存 {path.name}")


def rename_file(ledger: LedgerFile, name: str, label: str) -> str:
    """Call an own definition, and its file, something else; return the name of the file.

    What an officer wrote for its sentences stays with it. InputProblem where another report has the name.
    """
    folder, label = own_folder(ledger.path), label.strip()
    if not label:
        raise InputProblem("请填写新的名称。")
    new = _own_name(f"{label}{Path(name).suffix}")
    if new != name and (folder / new).exists():
        raise InputProblem(f"已有名为“{label}”的报表模板，请换一个名称。")
    source = _named(read_file(ledger, _own_name(name)), label)
    keep_file(ledger, new, source)
    if new != name:
        move_edits(ledger, Path(name).stem, Path(new).stem)
        with said():
            (folder / name).unlink()
        ledger.note(_EVENT, f"{name} 改名为 {new}")
    return new


def delete_file(ledger: LedgerFile, name: str) -> str:
    """Put a definition into the bin beside the others; return its name there."""
    ledger.require(Act.WRITE)
    path = own_folder(ledger.path) / _own_name(name)
    if not path.is_file():
        raise NotFound(f"报表模板“{name}”已不存在，请重新选择。")
    binned = path.parent / _BIN / f"{path.stem}-{datetime.now():%Y%m%d%H%M%S%f}{path.suffix}"
    with said():
        binned.parent.mkdir(exist_ok=True)
        put_in_place(path, binned)
    ledger.note(_EVENT, f"删除 {path.name}")
    return binned.name


def put_back_file(ledger: LedgerFile, binned: str, name: str) -> str:
    """Take a definition out of the bin; return its name, another where somebody made one of that name."""
    ledger.require(Act.WRITE)
    folder = own_folder(ledger.path)
    free = _free_name(ledger, _own_name(name))
    with said():
        put_in_place(folder / _BIN / binned, folder / free)
    ledger.note(_EVENT, f"取回 {free}")
    return free


def try_source(ledger: LedgerFile, name: str, source: str) -> MadeReport:
    """Print a definition as it is typed, about the first record that fits; nothing is logged as printed."""
    ours = definitions().get(Path(name).stem)
    definition = ours or read_source(name, source)
    return make_preview(ledger, definition, _examples(ledger, definition))


def known_fields(ledger: LedgerFile, name: str, source: str) -> list[KnownField]:
    """Say what can be put into a definition: fields of a ledger, or placeholders of a document."""
    ours = definitions().get(Path(name).stem)
    if ours is None and name.endswith(".toml"):
        return _columns(_record_type(source))
    try:
        definition = ours or read_source(name, source)
        if definition.ledger:
            return _columns(definition.ledger.record_type)
        values = SOURCES[definition.data](ledger, _examples(ledger, definition)).values
    except UserProblem:  # while the head is being typed there is nothing to choose from
        return []
    return list(chain.from_iterable(_placeholders(key, value) for key, value in values.items()))


def _record_type(source: str) -> str:
    """Find which ledger a definition is about, also while the rest of it is being typed."""
    found = re.search(r'^record_type\s*=\s*"([^"]*)"', source, re.MULTILINE)
    return found[1] if found else ""


def _columns(record_type: str) -> list[KnownField]:
    """List the fields of a ledger; before one is named, the ledgers."""
    if record_type not in RECORD_TYPES:
        return [KnownField(f'"{one.key}"', one.label) for one in RECORD_TYPES.values()]
    return [KnownField(f'"{one.key}"', one.label) for one in RECORD_TYPES[record_type].fields]


def _placeholders(key: str, value: object) -> Iterator[KnownField]:
    """Write the placeholders of one value of a document, with what they are or say now."""
    record_type = RECORD_TYPES.get(f"{key}s")
    if isinstance(value, Mapping) and record_type:
        labels = {one.key: one.label for one in record_type.fields}
        for inner in filter(labels.__contains__, value):
            yield KnownField(f"{{{{ {key}.{inner} }}}}", labels[inner])
    elif isinstance(value, list | tuple):
        inner = next((f"one.{name}" for one in value[:1] if isinstance(one, Mapping) for name in one), "one")
        yield KnownField(
            f"{{% for one in {key} %}}{{{{ {inner} }}}}{{% endfor %}}", f"清单，现有{len(value)}项"
        )
    elif isinstance(value, Figure):
        yield KnownField(f"{{{{ {key} }}}}", f"{value.basis.label}（现为{_short(value.value)}）")
    elif isinstance(value, str | int | None):
        yield KnownField(f"{{{{ {key} }}}}", f"现为{_short(value)}" if value else "现为空")


def _short(value: object) -> str:
    """Say the beginning of a value."""
    words = str(value)
    return words if len(words) <= _SAMPLE else f"{words[:_SAMPLE]}…"


def _examples(ledger: LedgerFile, definition: ReportDefinition) -> dict[str, str]:
    """Choose what a report is tried with: the first record of a kind, the newest month."""
    found = {}
    for one in definition.parameters:
        if one.kind == "month":
            found[one.key] = _newest(ledger)
        elif one.required:
            found[one.key] = _first(ledger, f"{one.kind}s") if f"{one.kind}s" in RECORD_TYPES else one.label
    return {key: value for key, value in found.items() if value}


def _newest(ledger: LedgerFile) -> str:
    """Name the newest month with figures; "" where there are none."""
    try:
        month = newest_asked(ledger)
    except NotFound:
        return ""
    return f"{month.year}-{month.month:02}"


def _first(ledger: LedgerFile, kind: str) -> str:
    """Name the first record of a ledger by its number."""
    rows = list_records(ledger, kind, ListQuery(columns=("number",), limit=1)).rows
    if not rows:
        raise InputProblem(f"{RECORD_TYPES[kind].label}里还没有记录，暂时不能预览。")
    return str(rows[0].values["number"])


def _own_name(name: str) -> str:
    """Make a name fit for a file of the office; InputProblem for one that is none."""
    safe = safe_name(name)
    if Path(safe).suffix not in SUFFIXES:
        raise InputProblem("文件名应以 .toml（台账）或 .md（文书）结尾。")
    if Path(safe).stem in definitions():
        raise InputProblem(f"“{Path(safe).stem}”是自带报表的文件名，请另存为自己的。")
    return safe


def _free_name(ledger: LedgerFile, name: str) -> str:
    """Number a name that another file has."""
    safe, folder = Path(safe_name(name)), own_folder(ledger.path)
    numbered = (f"{safe.stem}{number}{safe.suffix}" for number in count(2))
    return next(one for one in chain([safe.name], numbered) if not (folder / one).exists())


def _file_of(definition: ReportDefinition) -> str:
    """Name the file of one of ours."""
    return f"{definition.id}.{'toml' if definition.ledger else 'md'}"
