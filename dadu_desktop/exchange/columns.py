"""What the heading of a table means: its kind of records, and for each column the field and the unit."""

from __future__ import annotations

from dataclasses import dataclass

from dadu_desktop.domain.money import Unit
from dadu_desktop.exchange.targets import Target
from dadu_desktop.records.fields import Kind

ROW_UNITS = "各行金额按这一栏的单位折算"
"""The remark of a column that names the unit of each row."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the field found for it (None: not taken over) and the unit of its amounts."""

    index: int
    heading: str
    target: Target | None = None
    unit: Unit | None = None
    remark: str = ""

    @property
    def path(self) -> str:
        """Return the path of the field; "" where the column is not taken over."""
        return self.target.path if self.target else ""

    @property
    def children(self) -> str:
        """Return the list of rows inside the record that the column belongs to; "" for the record itself."""
        return self.target.children if self.target else ""

    @property
    def is_money(self) -> bool:
        """Tell a column of amounts of money."""
        field = self.target.field if self.target else None
        return field is not None and (field.kind is Kind.AMOUNT or field.unit == Unit.WAN.value)


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of a sheet: kind of records, its rows (from 0) and its columns."""

    kind: str
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    score: float = 0
    remembered: bool = False  # read as a person once said for headings of this shape
    numbered: int = 0  # rows below that only number the columns

    @property
    def first_body_row(self) -> int:
        """Return the row below the heading, from 0."""
        return self.rows[-1] + 1 + self.numbered

    def column_of(self, path: str) -> Column | None:
        """Find the column of a field path."""
        return next((one for one in self.columns if one.path == path), None)

    @property
    def paths(self) -> set[str]:
        """Return the field paths found."""
        return {one.path for one in self.columns if one.target}

    @property
    def meaning(self) -> tuple[str, tuple[tuple[int, str], ...]]:
        """Return kind and place of each field: a heading repeated further down means the same."""
        return self.kind, tuple((one.index, one.path) for one in self.columns if one.target)

    @property
    def unit_column(self) -> int | None:
        """Find the column that names the unit of each row's amounts."""
        return next((one.index for one in self.columns if one.remark == ROW_UNITS), None)
