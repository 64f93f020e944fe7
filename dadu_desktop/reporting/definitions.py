"""What a report is made of, read from a TOML file (a ledger) or a Markdown file with TOML head (a document)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, get_args

from dadu_desktop.domain.errors import DefinitionProblem
from dadu_desktop.domain.near_words import unknown_words
from dadu_desktop.reporting.page import OFFICIAL_STYLE, SHEET_STYLE, DocumentStyle

ParameterKind = Literal[
    "month", "flag", "enterprise", "plan", "case", "visit", "problem", "team", "cluster", "text"
]

SUFFIXES = (".toml", ".md")
_FENCE = "+++"
_STYLES = {"official": OFFICIAL_STYLE, "sheet": SHEET_STYLE}
_LAST = 900
OWN_GROUP = "本单位报表"
"""Where a definition that names no group is listed."""


@dataclass(frozen=True)
class Parameter:
    """What a report asks for: the kind decides how it is chosen; all values are texts."""

    key: str
    label: str
    kind: ParameterKind
    required: bool = False


ANNEX = Parameter("annex", "附数据来源", "flag")
"""Every ledger has it; documents name it where they have numbers to tell of."""


@dataclass(frozen=True)
class LedgerDefinition:
    """The columns of a ledger, by field keys of one record type."""

    record_type: str
    columns: tuple[str, ...]
    totals: tuple[str, ...] = ()
    group_by: str = ""
    whole: bool = False  # below the groups their sum, where all of them count the same
    period_by: str = ""
    newest: bool = False  # without a period the newest one, not all
    filled: str = ""  # only records in which this field is filled in
    only: str = ""  # only records that a service of this name chooses


@dataclass(frozen=True)
class ReportDefinition:
    """One report: a ledger, or a document with its template."""

    id: str
    name: str
    group: str
    order: int
    formats: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    ledger: LedgerDefinition | None = None
    template: str = ""
    style: DocumentStyle = OFFICIAL_STYLE
    source: str = ""  # the whole file, kept with what was given out
    data: str = ""  # whose data a document prints: the id of a report that the program brings
    template_line: int = 1  # the line of the file at which the template begins
    file: str = ""  # the name of an own definition's file


_HEAD = {
    "name": "名称",
    "group": "分组",
    "order": "次序",
    "parameters": "参数",
    "paper": "版式",
    "data": "数据",
    "ledger": "台账",
}
_PARAMETER = {"key": "键", "label": "名称", "kind": "种类", "required": "必填"}


def read_definitions(folder: Path) -> dict[str, ReportDefinition]:
    """Read all reports of a folder by id, in the order in which they are offered."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES]
    texts = ((path, path.read_text(encoding="utf-8")) for path in paths)
    found = sorted((parse(path.stem, path.suffix, text) for path, text in texts), key=lambda one: one.order)
    return {one.id: one for one in found}


def parse(report_id: str, suffix: str, source: str) -> ReportDefinition:
    """Read one definition; DefinitionProblem with the line for what it cannot be."""
    head, template, begins = (source, "", 0) if suffix == ".toml" else _divided(source)
    skipped = 0 if suffix == ".toml" else 1
    table = _table(head, skipped)
    _refuse_unknown(source, table, _HEAD)
    _require(source, table, "name", str)
    ledger = _ledger(source, table) if suffix == ".toml" else None
    style = str(table.get("paper", "official"))
    if style not in _STYLES:
        raise DefinitionProblem(unknown_words("版式", style, _plain(_STYLES)), line_of(source, style))
    return ReportDefinition(
        id=report_id,
        name=table["name"],
        group=str(table.get("group", OWN_GROUP)),
        order=_order(source, table),
        formats=("pdf", "xlsx") if ledger else ("pdf", "docx"),
        parameters=(*_parameters(source, table), *((ANNEX,) if ledger else ())),
        ledger=ledger,
        template=template,
        style=_STYLES[style],
        source=source,
        data=str(table.get("data", report_id)),
        template_line=begins,
    )


def line_of(source: str, word: str) -> int:
    """Find the line (from 1) in which a word stands as a key or in quotation marks; 1 where it does not."""
    found = re.search(rf"[\"']{re.escape(word)}[\"']|^[ \t\[{{]*{re.escape(word)}\b", source, re.MULTILINE)
    return source.count("\n", 0, found.start()) + 1 if found else 1


def _divided(source: str) -> tuple[str, str, int]:
    """Part a document into head, template and the line at which that begins."""
    parts = re.split(rf"^{re.escape(_FENCE)}[ \t]*\n", f"{source}\n", maxsplit=2, flags=re.MULTILINE)
    if len(parts) < 3 or parts[0].strip():
        raise DefinitionProblem("文书应以一行 +++ 开头，写完名称和参数后再写一行 +++，其后是正文。")
    head, body = parts[1], parts[2].removesuffix("\n")
    template = body.lstrip("\n")
    return head, template, parts[0].count("\n") + head.count("\n") + 3 + len(body) - len(template)


def _table(head: str, skipped: int) -> dict[str, Any]:
    """Read the TOML of a file that has so many lines before it."""
    try:
        return tomllib.loads(head)
    except tomllib.TOMLDecodeError as fault:
        words = str(fault)
        place = re.search(r"line (\d+)", words)
        line = int(place[1]) if place else head.count("\n") + 1
        raise DefinitionProblem(_reason(words), line + skipped) from fault


def _reason(words: str) -> str:
    """Say in Chinese what the TOML library found."""
    for sign, reason in _REASONS.items():
        if sign in words:
            return reason
    return "写法有误，请检查引号、逗号和括号。"


_REASONS = {
    "Expected '=' after a key": "“键”的后面应为等号。",
    "Invalid value": "等号后面的值写法有误，文字要放在英文双引号里。",
    "Invalid initial character for a key": "键只能用英文字母、数字和下划线。",
    "Unclosed array": "方括号没有配对，或各项之间缺少逗号。",
    "Unclosed inline table": "花括号没有配对，或各项之间缺少逗号。",
    "Expected newline or end of document": "一行里只能写一项，请检查多余的文字或没有配对的引号。",
    "Cannot overwrite a value": "同一个键写了两次。",
    "Cannot declare": "同一个段落写了两次。",
    "Unterminated string": "引号没有配对。",
    "Illegal character": "引号没有配对，或有不能使用的字符。",
    "Expected ']'": "段落名的方括号没有配对。",
    "Unescaped": "文字里的反斜杠要写两个。",
    "Invalid statement": "这一行不是“键 = 值”。",
}
"""By a part of what Python's tomllib says."""


def _order(source: str, table: Mapping[str, Any]) -> int:
    """Read the place in the list; without one a report stands behind the others."""
    if "order" not in table:
        return _LAST
    _require(source, table, "order", int)
    return int(table["order"])


def _require(source: str, table: Mapping[str, Any], key: str, kind: type) -> None:
    """Refuse a key that is missing or of another kind."""
    if not isinstance(table.get(key), kind) or table[key] == "":
        words = {str: "文字，放在英文双引号里", int: "整数", list: "方括号里的清单"}[kind]
        raise DefinitionProblem(f"“{key}”应写成{words}。", line_of(source, key))


def _refuse_unknown(source: str, table: Mapping[str, Any], known: Mapping[str, str]) -> None:
    """Refuse a key that nothing is made of."""
    for key in table:
        if key not in known:
            raise DefinitionProblem(unknown_words("项目", key, known), line_of(source, key))


def _parameters(source: str, table: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Read what the report asks for."""
    if "parameters" not in table:
        return ()
    _require(source, table, "parameters", list)
    kinds = get_args(ParameterKind)
    found = []
    for one in table["parameters"]:
        if not isinstance(one, dict):
            raise DefinitionProblem(
                "每个参数应写成 { key = …, label = …, kind = … }。", line_of(source, "parameters")
            )
        _refuse_unknown(source, one, _PARAMETER)
        missing = [key for key in ("key", "label", "kind") if not isinstance(one.get(key), str)]
        if missing:
            line = line_of(source, str(one.get("key", "parameters")))
            raise DefinitionProblem(f"参数缺少 {'、'.join(missing)}。", line)
        if one["kind"] not in kinds:
            known = {kind: kind for kind in kinds}
            raise DefinitionProblem(
                unknown_words("参数种类", one["kind"], known), line_of(source, one["kind"])
            )
        found.append(Parameter(**one))
    return tuple(found)


def _ledger(source: str, table: Mapping[str, Any]) -> LedgerDefinition:
    """Read the columns of a ledger."""
    if not isinstance(table.get("ledger"), dict):
        raise DefinitionProblem("缺少 [ledger] 一段：其中写 record_type 和 columns。")
    found: dict[str, Any] = table["ledger"]
    _refuse_unknown(source, found, _plain(one.name for one in fields(LedgerDefinition)))
    _require(source, found, "record_type", str)
    _require(source, found, "columns", list)
    for key in ("columns", "totals"):
        if not all(isinstance(one, str) for one in found.get(key, ())):
            raise DefinitionProblem(f"“{key}”中每一项应放在英文双引号里。", line_of(source, key))
    lists: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in found.items()
    }
    return LedgerDefinition(**lists)


def _plain(keys: Any) -> dict[str, str]:
    """Let keys be their own labels."""
    return {str(key): str(key) for key in keys}
