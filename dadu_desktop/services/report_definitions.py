"""Which reports there are: those that the program brings, and the office's own beside its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dadu_desktop.domain.errors import DefinitionProblem, InputProblem
from dadu_desktop.domain.near_words import unknown_words
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.reporting.definitions import (
    SUFFIXES,
    LedgerDefinition,
    ReportDefinition,
    line_of,
    parse,
    read_definitions,
)
from dadu_desktop.reporting.templates import check_template
from dadu_desktop.rooms import room
from dadu_desktop.services.month_close import CHOSEN
from dadu_desktop.services.report_data import SOURCES

FOLDER = "报表模板"
"""Lies beside the ledger: the office's own definitions."""
_LARGEST = 200_000
_MOST = 500


@dataclass(frozen=True)
class OwnReport:
    """A file of the office: what it defines, or why it cannot be used."""

    file: Path
    definition: ReportDefinition | None
    fault: DefinitionProblem | None = None


@cache
def definitions() -> dict[str, ReportDefinition]:
    """Read the reports that the program brings once."""
    found = read_definitions(room("reports"))
    for one in found.values():
        check_definition(one)
    return found


def own_folder(ledger: Path) -> Path:
    """Name the folder of the office's own definitions."""
    return ledger.with_name(FOLDER)


def own_reports(ledger: Path) -> list[OwnReport]:
    """Read the office's own definitions; one that cannot be used says why and hinders no other."""
    folder = own_folder(ledger)
    try:
        paths = sorted(
            one for one in folder.iterdir() if one.suffix in SUFFIXES and not one.name.startswith(".")
        )
    except OSError:  # there is no such folder until the first definition is kept
        return []
    return [_own(path) for path in paths[:_MOST]]


def all_definitions(ledger: Path) -> dict[str, ReportDefinition]:
    """Give the reports that can be made beside a ledger, ours first."""
    own = [one.definition for one in own_reports(ledger) if one.definition]
    return {**definitions(), **{one.id: one for one in sorted(own, key=lambda one: one.order)}}


def find_definition(ledger: Path, report_id: str) -> ReportDefinition:
    """Find a report; InputProblem where there is none, or where it cannot be used."""
    if report_id in definitions():
        return definitions()[report_id]
    for one in own_reports(ledger):
        if one.file.stem == report_id:
            if one.definition is None:
                raise one.fault or InputProblem(f"报表“{report_id}”不能使用。")
            return one.definition
    raise InputProblem(f"没有“{report_id}”这个报表，请从报表清单中选择。")


def read_source(name: str, source: str) -> ReportDefinition:
    """Read a definition as it would stand in a file of this name; DefinitionProblem with file and line."""
    try:
        return replace(_read(Path(name), source), file=name)
    except DefinitionProblem as fault:
        raise DefinitionProblem(fault.reason, fault.line, name) from fault


def _read(path: Path, source: str) -> ReportDefinition:
    """Read a definition of the office."""
    if path.stem in definitions():
        raise DefinitionProblem(f"“{path.stem}”是自带报表的文件名，请换一个。")
    if len(source) > _LARGEST:
        raise DefinitionProblem(f"定义过长，最多{_LARGEST // 10000}万字。")
    found = parse(path.stem, path.suffix, source)
    check_definition(found)
    return found


def check_definition(found: ReportDefinition) -> None:
    """Look up every key that a definition names, and translate its template once."""
    if found.ledger:
        _check_keys(found.source, found.ledger)
        return
    if found.data not in SOURCES:
        known = {one: definitions()[one].name for one in SOURCES}
        words = unknown_words("数据来源", found.data, known)
        raise DefinitionProblem(f'{words}请用 data = "…" 指明。', line_of(found.source, "data"))
    check_template(found.template, found.template_line)


def _own(path: Path) -> OwnReport:
    """Read one file."""
    try:
        return OwnReport(path, read_source(path.name, path.read_text(encoding="utf-8-sig")))
    except DefinitionProblem as fault:
        return OwnReport(path, None, fault)
    except UnicodeDecodeError as fault:
        line = path.read_bytes().count(b"\n", 0, fault.start) + 1
        words = "文件不是 UTF-8 编码，请用记事本另存为 UTF-8。"
        return OwnReport(path, None, DefinitionProblem(words, line, path.name))
    except OSError:
        return OwnReport(path, None, DefinitionProblem("文件读不出来，请检查权限。", 1, path.name))


def _check_keys(source: str, ledger: LedgerDefinition) -> None:
    """Look every key up that a ledger names."""
    if ledger.record_type not in RECORD_TYPES:
        known = {one.key: one.label for one in RECORD_TYPES.values()}
        _refuse(source, "台账", ledger.record_type, known)
    if ledger.only and ledger.only not in CHOSEN:
        _refuse(source, "范围", ledger.only, {one: one for one in CHOSEN})
    fields = {one.key: one.label for one in RECORD_TYPES[ledger.record_type].fields}
    for key in _keys(ledger):
        if key not in fields:
            _refuse(source, "字段", key, fields)


def _keys(ledger: LedgerDefinition) -> Iterator[str]:
    """List the fields that a ledger names."""
    yield from ledger.columns
    yield from ledger.totals
    yield from filter(None, (ledger.group_by, ledger.period_by, ledger.filled))


def _refuse(source: str, what: str, word: str, known: dict[str, str]) -> None:
    """Name a word that is not known, with its line and what may have been meant."""
    raise DefinitionProblem(unknown_words(what, word, known), line_of(source, word))
