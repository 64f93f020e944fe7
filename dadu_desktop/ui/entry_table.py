"""The lines of the entry grid as a table to look at: words, tips, what a screen reader hears."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dadu_desktop.records.fields import Kind
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.figure_entry import Cell
from dadu_desktop.ui.entry_lines import AMOUNTS, FIELDS, IMPORTED, TYPED, EntryLine

Index = QModelIndex | QPersistentModelIndex
PAGE = 100
COLUMNS = {one.key: at for at, one in enumerate(FIELDS)}
_NUMERIC = (Kind.AMOUNT, Kind.PERCENT)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Look:
    """How a line looks, column by column: put together once, painted for every step of the wheel."""

    words: tuple[str, ...]
    typed: tuple[bool, ...]
    fixed: tuple[bool, ...]
    wrong: int
    follows: bool
    months: tuple[Decimal | None, ...]


class EntryTable(QAbstractTableModel):
    """Shows those of the lines of a month that pass."""

    recent_wanted = Signal(object)  # ids of enterprises whose earlier months are looked at

    def __init__(self) -> None:
        """Begin without lines."""
        super().__init__()
        self.lines: dict[Cell, EntryLine] = {}
        self.closed = False
        self._shown: list[EntryLine] = []
        self._asked: set[int] = set()
        self._looks: dict[int, Look] = {}
        self._passes: Callable[[EntryLine], bool] = lambda _line: True

    def narrow(self, passes: Callable[[EntryLine], bool]) -> None:
        """Show only the lines that pass."""
        self.beginResetModel()
        self._passes = passes
        self._looks.clear()
        self._shown = [line for line in self.lines.values() if passes(line)]
        self.endResetModel()

    def line(self, row: int) -> EntryLine:
        """Give a line that is shown, and ask for its earlier months when they are not there."""
        line = self._shown[row]
        if line.recent is None and line.cell[0] not in self._asked:
            page = {one.cell[0] for one in self._shown[row : row + PAGE]} - self._asked
            self._asked |= page
            self.recent_wanted.emit(page)
        return line

    def look(self, row: int) -> Look:
        """Give how a line looks."""
        known = self._looks.get(row)
        if known is None:
            known = self._looks[row] = self._seen(row)
        return known

    def _seen(self, row: int) -> Look:
        """Look at a line."""
        line = self.line(row)
        keys = COLUMNS.keys()
        return Look(
            tuple(line.shown(key) for key in keys),
            tuple(key in line.typed for key in keys),
            tuple(not self.may_edit(row, column) for column in COLUMNS.values()),
            COLUMNS.get(line.wrong, -1),
            line.follows,
            line.recent.months if line.recent else (),
        )

    def row_of(self, cell: Cell) -> int:
        """Find a line among those shown; -1 where it is not."""
        return next((at for at, line in enumerate(self._shown) if line.cell == cell), -1)

    def may_edit(self, row: int, column: int) -> bool:
        """Tell whether a cell can be typed in now."""
        return not self.closed and self._shown[row].may_edit(FIELDS[column].key)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the lines shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(FIELDS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only cells be edited that can be typed in."""
        flags = super().flags(index)
        if index.isValid() and self.may_edit(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give label and unit."""
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if FIELDS[section].kind in _NUMERIC else _LEFT
        return FIELDS[section].heading if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's words, its text to edit, and what a screen reader and a pointer are told."""
        if not index.isValid():
            return None
        field = FIELDS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.look(index.row()).words[index.column()]
            case Qt.ItemDataRole.EditRole:
                line = self._shown[index.row()]
                return line.text(field.key) if field.key in TYPED else line.shown(field.key)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if field.kind in _NUMERIC else _LEFT
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(self.line(index.row()), field.key) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._heard(self.line(index.row()), index)
        return None

    def _tip(self, line: EntryLine, key: str) -> str:
        """Say what a cell is about to the pointer."""
        if key == "recent":
            return _months(line)
        if line.wrong == key:
            return line.finding
        if key in AMOUNTS and line.is_kept:
            fixed = "" if line.may_edit(key) else f"{IMPORTED}\n"
            return f"{fixed}来源：{line.row.origin or '未注明'}"
        return (
            f"{line.shown(key)}（按上月累计推算）"
            if key == "cumulative" and line.follows
            else line.shown(key)
        )

    def _heard(self, line: EntryLine, index: Index) -> str:
        """Say a cell with the name of its column, whether it can be typed in, and what is wrong.

        In the column of figures, which one goes down through, it says whose it is as well.
        """
        field = FIELDS[index.column()]
        words = (_months(line) if field.key == "recent" else line.shown(field.key)) or "空"
        whose = f"，{line.row.enterprise.label}" if field.key == "value" else ""
        fixed = field.key in TYPED and not self.may_edit(index.row(), index.column())
        wrong = f"，{line.finding}" if line.wrong == field.key else ""
        return f"{field.label}：{words}{whose}{'，只读' if fixed else ''}{wrong}"

    def _told_cells(self, cells: Collection[Cell]) -> None:
        """Tell the views about the lines of cells."""
        if cells:
            self._told([at for at, line in enumerate(self._shown) if line.cell in cells])

    def _told(self, rows: Sequence[int]) -> None:
        """Tell the views that rows look different."""
        for row in rows:
            self._looks.pop(row, None)
        if rows:
            last = len(FIELDS) - 1
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], last))


def _months(line: EntryLine) -> str:
    """Say the earlier months."""
    known = line.recent.months if line.recent else ()
    return "、".join(text_of(FIELDS[COLUMNS["value"]], one) or "无" for one in known)
