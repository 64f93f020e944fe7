"""The numbers of a printed ledger: each cell is quoted from its record, totals and counts say which they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from dadu_desktop.domain.approximate import Approximate, added
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.reporting.figures import Basis, FigureBook, How

NUMBERS = (Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT, Kind.INTEGER, Kind.APPROXIMATE)
_MOST_ROWS = 5000
"""In longer ledgers only counts and totals know their records: a million bases would fill the memory."""


class Source(Protocol):
    """What a ledger says of its rows."""

    @property
    def kind(self) -> str:
        """The record type of the rows."""

    @property
    def ids(self) -> Sequence[int]:
        """The records that the rows are; none where nobody asks."""

    @property
    def rows(self) -> Sequence[Mapping[str, object]]:
        """The values of the rows."""


class SheetFigures:
    """Gathers the figures of one ledger; a place is 0 where nothing is known of the records."""

    def __init__(self, sheet: Source) -> None:
        """Begin without figures."""
        self.book = FigureBook()
        self._sheet = sheet

    def value(self, name: str, field: Field, index: int) -> int:
        """Give the place of the number in a cell of a row called ``name``."""
        sheet = self._sheet
        found = sheet.rows[index].get(field.key)
        if not sheet.ids or len(sheet.ids) > _MOST_ROWS or field.kind not in NUMBERS or found is None:
            return 0
        label = f"{name}{field.label}"
        basis = Basis(label, sheet.kind, (sheet.ids[index],), How.QUOTED, "照录该条记录。", keys=(field.key,))
        return self.book.add(found, basis).place

    def total(self, name: str, field: Field, indexes: Sequence[int]) -> int:
        """Give the place of the sum of a column over the rows of a group called ``name``, "" for all."""
        rows = [self._sheet.rows[index] for index in indexes]
        basis = Basis(
            f"{name}{field.label}合计",
            self._sheet.kind,
            self._ids(indexes),
            How.SUM,
            "所列记录之和。",
            keys=(field.key,),
        )
        return self.book.add(column_sum(field.key, rows), basis).place if self._sheet.ids else 0

    def count(self, name: str, indexes: Sequence[int]) -> int:
        """Give the place of the count of a group."""
        if not self._sheet.ids:
            return 0
        basis = Basis(f"{name}条数", self._sheet.kind, self._ids(indexes), How.COUNT, "本组所列记录。")
        return self.book.add(len(indexes), basis).place

    def _ids(self, indexes: Sequence[int]) -> tuple[int, ...]:
        """Name the records of some rows."""
        return tuple(self._sheet.ids[index] for index in indexes) if self._sheet.ids else ()


def column_sum(key: str, rows: Iterable[Mapping[str, object]]) -> Decimal | Approximate:
    """Add up what is known in a column."""
    return added(row.get(key) for row in rows)
