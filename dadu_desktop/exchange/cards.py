"""Pages on which headings and contents take turns (走访记录表, 一企一策表): laid out as a table, one row a record."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dadu_desktop.domain.text import clean
from dadu_desktop.exchange.cells import Place, Row, Sheet, cell_words, is_blank
from dadu_desktop.exchange.headings import ROW_NUMBER, Vocabulary, bare_key, heading_key

_MOST_ROWS = 2_000
_MOST_COLUMNS = 40
_LONGEST_LABEL = 20
_LEAST_PAIRS = 3
_LEAST_TABLE = 2
_WITH_COLON = re.compile(r"(?P<label>[^：:\n]{2,12})[：:]\s*(?P<value>\S.*)", re.DOTALL)
_SENDER = frozenset({"填报单位", "填表单位", "报送单位"})
"""Who fills in a page is not whom it is about."""

Labels = frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what is filled in beside or below it (where it stands)."""

    label: str
    value: object
    place: Place

    @property
    def key(self) -> str:
        """Return the label as labels are compared."""
        return heading_key(self.label)


@dataclass
class Card:
    """One record: its pairs, and the rows of the tables inside it."""

    pairs: list[Pair] = field(default_factory=list)
    lines: list[list[Pair]] = field(default_factory=list)

    @cached_property
    def rows(self) -> list[list[Pair]]:
        """Return what stands in each row of the table: a label again, or a line more, is a row more."""
        rows: list[list[Pair]] = []
        counted: dict[str, int] = {}
        for pair in self.pairs:
            at = counted[pair.key] = counted.get(pair.key, -1) + 1
            rows.extend([] for _ in range(at + 1 - len(rows)))
            rows[at].append(pair)
        rows.extend([] for _ in range(len(self.lines) - len(rows)))
        for row, line in zip(rows, self.lines, strict=False):
            row.extend(line)
        return rows


def labels_of(known: Mapping[str, Vocabulary]) -> Labels:
    """Collect the headings of all kinds of records."""
    return frozenset(key for vocabulary in known.values() for key in vocabulary.targets)


def table_of_cards(sheet: Sheet, labels: Labels) -> Sheet | None:
    """Lay the records of such a page out below each other; None for a sheet of any other kind."""
    if len(sheet.rows) > _MOST_ROWS or max(map(len, sheet.rows), default=0) > _MOST_COLUMNS:
        return None
    page = _Page(sheet, labels)
    if not page.is_one:
        return None
    cards = page.cards()
    headings: dict[str, str] = {}
    for card in cards:
        for pair in (pair for row in card.rows for pair in row):
            headings.setdefault(pair.key, clean(pair.label).rstrip("：:"))
    columns = {key: at for at, key in enumerate(headings)}
    rows: list[Row] = [*page.titles, list(headings.values())]
    moved: dict[Place, Place] = {}
    for line in (row for card in cards for row in card.rows):
        row: Row = [""] * len(columns)
        for pair in line:
            row[columns[pair.key]] = pair.value
            moved[Place(len(rows), columns[pair.key])] = pair.place
        rows.append(row)
    faults = {at: sheet.faults[place] for at, place in moved.items() if place in sheet.faults}
    return Sheet(sheet.name, rows, (), faults, moved, sheet)


class _Page:
    """A sheet read as a page of labels and contents."""

    def __init__(self, sheet: Sheet, labels: Labels) -> None:
        """Find the labels of each row."""
        self._sheet = sheet
        self._labels = labels
        self._spans = {one.first: one for one in sheet.merges}
        self._found = [list(self._row(at, strict=True)) for at in range(len(sheet.rows))]
        self._first = next(
            (at for at, row in enumerate(self._found) if any(isinstance(one, Pair) for one in row)), 0
        )

    @property
    def is_one(self) -> bool:
        """Tell a page from a table: labels with a content each, in several rows, and little else."""
        pairs = [[one for one in row if isinstance(one, Pair)] for row in self._found]
        lines = self._table_rows()
        others = sum(
            1
            for at, row in enumerate(self._found[self._first :], self._first)
            for one in row
            if isinstance(one, Place) and at not in lines and len(row) > 1 and not self._is_label(one)
        )
        known = [one.key for row in pairs for one in row]
        rows = sum(map(bool, pairs))
        return rows >= _LEAST_TABLE and len(set(known)) >= _LEAST_PAIRS and others * 2 < len(known)

    @property
    def titles(self) -> list[Row]:
        """Return the lines above the first label."""
        return [list(row) for row in self._sheet.rows[: self._first]]

    def cards(self) -> list[Card]:
        """Read the records; the first label said again begins another one."""
        cards = [Card()]
        begins = next(one.key for one in self._found[self._first] if isinstance(one, Pair))
        heads = self._table_rows()
        for at in range(self._first, len(self._sheet.rows)):
            if at in heads:
                if line := list(self._line(at, heads[at])):
                    cards[-1].lines.append(line)
                continue
            for pair in self._pairs(at):
                if pair.key == begins and any(one.key == begins for one in cards[-1].pairs):
                    cards.append(Card())
                cards[-1].pairs.append(pair)
        return cards

    def _pairs(self, at: int) -> Iterator[Pair]:
        """Read the pairs of one row, also those with the content below or behind a colon."""
        found = list(self._row(at, strict=False))
        said = {one.key for one in found if isinstance(one, Pair)}
        for one in found:
            if isinstance(one, Pair):
                yield one
            elif (inside := _WITH_COLON.fullmatch(clean(cell_words(self._cell(one))))) and self._knows(
                inside["label"], but_for=said
            ):
                yield Pair(inside["label"], inside["value"], one)
        if len(found) == 1 and isinstance(found[0], Place) and self._is_label(found[0]):
            below = list(self._row(at + 1, strict=False)) if at + 1 < len(self._sheet.rows) else []
            if len(below) == 1 and isinstance(below[0], Place) and not self._is_label(below[0]):
                yield Pair(str(self._cell(found[0])), self._cell(below[0]), below[0])

    def _row(self, at: int, *, strict: bool) -> Iterator[Pair | Place]:
        """Take a row apart into pairs and single cells; ``strict`` knows only labels of the vocabulary."""
        cells, column = self._sheet.rows[at], 0
        while column < len(cells):
            place = Place(at, column)
            column = self._after(place)
            if is_blank(cells[place.column]) and place not in self._sheet.faults:
                continue
            beside = Place(at, column)
            filled = column < len(cells) and (not is_blank(cells[column]) or beside in self._sheet.faults)
            may_label = self._is_label(place) or (not strict and self._looks_like_label(place))
            if may_label and filled and not self._is_label(beside):
                yield Pair(str(cells[place.column]), cells[column], beside)
                column = self._after(beside)
            else:
                yield place

    def _table_rows(self) -> dict[int, dict[int, str]]:
        """Find the tables inside the page: each row, with the headings of its columns ({} for the heading)."""
        found: dict[int, dict[int, str]] = {}
        heads: dict[int, str] = {}
        for at, row in enumerate(self._found):
            labels = [one for one in row if isinstance(one, Place) and self._is_label(one)]
            upright = [one for one in labels if not self._is_tall(one)]
            numbers = [one for one in row if heading_key(str(self._value(one))) in ROW_NUMBER]
            if len(upright) >= _LEAST_TABLE and len(labels) + len(numbers) == len(row):
                heads = {one.column: str(self._cell(one)) for one in upright}
                found[at] = {}
            elif heads and not labels and not any(isinstance(one, Pair) for one in row) and len(row) > 1:
                found[at] = heads
            else:
                heads = {}
        return {at: heads for at, heads in found.items() if heads or at + 1 in found}

    def _line(self, at: int, heads: Mapping[int, str]) -> Iterator[Pair]:
        """Read a row of a table inside the page."""
        for column, label in heads.items():
            place = Place(at, column)
            if not is_blank(self._cell(place)):
                yield Pair(label, self._cell(place), place)

    def _value(self, one: Pair | Place) -> object:
        """Return what a pair or a single cell holds."""
        return one.value if isinstance(one, Pair) else self._cell(one)

    def _cell(self, place: Place) -> object:
        """Return a cell of a row that may be short."""
        row = self._sheet.rows[place.row]
        return row[place.column] if place.column < len(row) else ""

    def _after(self, place: Place) -> int:
        """Return the column behind a cell and the range that it is merged over."""
        span = self._spans.get(place)
        return (span.last.column if span else place.column) + 1

    def _is_tall(self, place: Place) -> bool:
        """Tell a cell merged over several rows: it names a part of the page."""
        span = self._spans.get(place)
        return span is not None and span.last.row > place.row

    def _is_label(self, place: Place) -> bool:
        """Tell a cell that holds a heading of the vocabulary."""
        cell = self._cell(place)
        return isinstance(cell, str) and len(cell) <= _LONGEST_LABEL and self._knows(cell)

    def _knows(self, words: str, *, but_for: Collection[str] = ()) -> bool:
        """Tell whether words are a heading of the vocabulary, other than those ``but_for`` which stand in the row."""
        key = heading_key(words)
        return (
            key not in _SENDER
            and key not in but_for
            and (key in self._labels or bare_key(key) in self._labels)
        )

    def _looks_like_label(self, place: Place) -> bool:
        """Tell short words that may be a label nobody knows."""
        cell = self._cell(place)
        return isinstance(cell, str) and len(cell.strip()) <= _LONGEST_LABEL and "：" not in cell
