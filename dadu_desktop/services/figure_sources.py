"""What is shown of the records behind a number: in the window as a table, on paper as the annex 数据来源."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.wording import text_of
from dadu_desktop.reporting.figures import Basis, Figure, How
from dadu_desktop.reporting.templates import escaped, printed
from dadu_desktop.services.quoted_values import key_label
from dadu_desktop.services.records import get_record
from dadu_desktop.storage.ledger_file import LedgerFile

_COLUMNS = {
    "enterprises": ("number", "name", "trade", "status"),
    "visits": ("number", "date", "form", "enterprises"),
    "problems": ("number", "enterprise", "description", "raised", "status"),
    "plans": ("number", "enterprise", "year", "measure_count"),
    "cases": ("number", "title", "enterprise", "status"),
    "figures": ("enterprise", "month", "indicator", "value", "base", "cumulative", "cumulative_base"),
    "district-figures": ("period", "span", "indicator", "value", "growth", "rank", "source"),
}
_FIRST = 6
"""So many fields are shown of records of other types."""
_SHOWN = 500


@dataclass(frozen=True)
class Line:
    """One record behind a number as texts; ``part`` tells whether a share counts it or only what it is of."""

    id: int
    texts: tuple[str, ...]
    part: bool = True


@dataclass(frozen=True)
class Sources:
    """A number with its rule and the first records behind it; ``total`` counts them all."""

    title: str
    rule: str
    kind: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    total: int


def sources_of(ledger: LedgerFile, figure: Figure) -> Sources:
    """Read the records behind a number."""
    basis = figure.basis
    known = RECORD_TYPES[basis.kind]
    fields = (
        [known.field(key) for key in _COLUMNS[basis.kind]]
        if basis.kind in _COLUMNS
        else known.fields[:_FIRST]
    )
    ids = tuple(dict.fromkeys((*basis.ids, *basis.whole)))
    counted = frozenset(basis.ids)
    lines = []
    for one in ids[:_SHOWN]:
        values = get_record(ledger, basis.kind, one).values
        texts = tuple(text_of(field, values.get(field.key)) for field in fields)
        lines.append(Line(one, texts, one in counted))
    headings = tuple(field.heading for field in fields)
    return Sources(
        f"{basis.label}：{plain(figure.value)}", told(basis), basis.kind, headings, tuple(lines), len(ids)
    )


def plain(value: object) -> str:
    """Say a value without the signs of Markdown."""
    return printed(value).replace("\\", "")


def told(basis: Basis) -> str:
    """Say by which rule a number follows from how many records."""
    label = RECORD_TYPES[basis.kind].label
    match basis.how:
        case How.SHARE:
            formula = f"{len(basis.ids)}÷{len(basis.whole)}"
        case How.GROWTH:
            formula = f"（本期合计－上年同期合计）÷上年同期合计，本期{len(basis.ids)}条记录"
        case How.BASE:
            formula = f"上年同期合计，本期{len(basis.ids)}条、上年同期{len(basis.whole)}条记录"
        case How.PULL:
            formula = f"本期{len(basis.ids)}条、上年同期{len(basis.whole)}条记录"
        case How.QUOTED:
            named = "、".join(dict.fromkeys(key_label(basis.kind, key) for key in basis.keys))
            formula = f"照录1条记录的“{named}”" if named else "照录1条记录"
        case _:
            formula = f"{basis.how}，{len(basis.ids)}条记录"
    return f"{label}：{formula}。{basis.rule}"


def annex(figures: Iterable[Figure]) -> str:
    """Write the annex 数据来源 as Markdown, "" where no number is stated; a number said twice stands once."""
    bases = dict.fromkeys((one.basis, plain(one.value)) for one in figures)
    rows = [
        f"| {number} | {escaped(basis.label)} | {escaped(words)} | {escaped(told(basis))} |"
        for number, (basis, words) in enumerate(bases, 1)
    ]
    head = (
        "",
        "",
        "## 附：数据来源",
        "",
        "| 序号 | 数据 | 数值 | 来源和算法 |",
        "|:--:|:-----|:-----|:--------------|",
    )
    return "\n".join((*head, *rows, "")) if rows else ""


def sheet_annex(figures: Iterable[Figure]) -> list[tuple[str, str, str]]:
    """Say where the numbers of a ledger come from: name, value and rule; the cells of a column stand in one line."""
    quoted: dict[str, list[Figure]] = {}
    lines: list[tuple[str, str, str]] = []
    for one in figures:
        if one.basis.how is How.QUOTED:
            quoted.setdefault(one.basis.keys[0], []).append(one)
        else:
            lines.append((one.basis.label, plain(one.value), told(one.basis)))
    return [*(_column_source(key, found) for key, found in quoted.items()), *lines]


def _column_source(key: str, found: Sequence[Figure]) -> tuple[str, str, str]:
    """Say where the numbers of a column come from."""
    known = RECORD_TYPES[found[0].basis.kind]
    field = known.field(key)
    way = f"由各行记录算出。{field.help}" if field.computed else f"照录各行记录的“{field.label}”。"
    return field.label, f"{len(found)}个数", f"{known.label}：{way}"
