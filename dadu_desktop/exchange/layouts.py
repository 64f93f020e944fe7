"""How a person said that workbooks of one shape are to be read: kept by the fingerprint of their headings."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Self

from dadu_desktop.domain.money import Unit
from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.cells import Sheet
from dadu_desktop.exchange.columns import Column, Header
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.tables import column_texts, heading_rows, numbering_rows
from dadu_desktop.exchange.units import unit_of

_YEAR = re.compile(r"(?:19|20)\d\d(?=年|\D|$)")
_MONTH = re.compile(r"\d{1,2}月")
_NOT_WANTED = "按您的选择不导入"


@dataclass(frozen=True)
class Layout:
    """What a person chose: kind of records, rows of the heading, field of each column, units of amounts.

    ``paths`` has one entry a column, "" where it is not taken over; ``units`` is by column.
    """

    kind: str
    levels: int
    paths: tuple[str, ...]
    units: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a layout back from its JSON."""
        kept = json.loads(text)
        units = {int(column): unit for column, unit in kept["units"].items()}
        return cls(kept["kind"], kept["levels"], tuple(kept["paths"]), units)

    def dump(self) -> str:
        """Write the layout as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


Layouts = Mapping[str, Layout]
"""Layouts by the fingerprint of the headings that they are for."""


def fingerprint(sheet: Sheet, rows: tuple[int, ...]) -> str:
    """Return what tells headings of one shape from others; year and month in them change from file to file.

    The unit above the table is part of it: the same headings in another unit are another shape.
    """
    unit = unit_of(sheet.words_above(rows[0]))
    words = ["".join(narrow(word).split()) for pair in column_texts(sheet, rows) for word in pair]
    text = _MONTH.sub("#月", _YEAR.sub("####", "\t".join(words).rstrip("\t")))
    return sha256(f"{len(rows)}\n{unit.value if unit else ''}\n{text}".encode()).hexdigest()[:40]


def remembered_header(
    sheet: Sheet, layouts: Layouts, vocabularies: Mapping[str, Vocabulary]
) -> Header | None:
    """Read the heading as a person once said for this shape; None for a shape that nobody corrected."""
    for rows in heading_rows(sheet, any_words=True) if layouts else ():
        layout = layouts.get(fingerprint(sheet, rows))
        if layout and layout.kind in vocabularies:
            return header_by(sheet, rows, layout, vocabularies[layout.kind])
    return None


def header_by(sheet: Sheet, rows: tuple[int, ...], layout: Layout, vocabulary: Vocabulary) -> Header:
    """Read these rows as the layout says; fields that are no more are left out."""
    columns = []
    for index, (group, leaf) in enumerate(column_texts(sheet, rows)):
        path = layout.paths[index] if index < len(layout.paths) else ""
        target = vocabulary.by_path.get(path)
        unit = Unit(layout.units[index]) if index in layout.units else None
        if group or leaf or target:
            remark = "" if target else _NOT_WANTED
            columns.append(Column(index, leaf or group, target, unit, remark))
    numbered = numbering_rows(sheet, rows[-1] + 1)
    return Header(layout.kind, rows, tuple(columns), remembered=True, numbered=numbered)
