"""The one table model: it is handed rows and asks for further ones; it holds no query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.wording import text_of

if TYPE_CHECKING:
    from dadu_desktop.services.rows import Row

PAGE = 200
NUMERIC = frozenset({Kind.INTEGER, Kind.AMOUNT, Kind.NUMBER, Kind.PERCENT})
TOOLTIP_LENGTH = 400
IdRole = Qt.ItemDataRole.UserRole

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """Rows of one record type; of a long list only the pages that were looked at are there."""

    rows_wanted = Signal(int)  # offset of the page that somebody looks at

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.fields: tuple[Field, ...] = ()
        self._rows: dict[int, Row] = {}
        self._total = 0
        self._asked: set[int] = set()

    def set_rows(self, fields: Sequence[Field], rows: Sequence[Row], total: int) -> None:
        """Show another list: its columns, its first rows and how many there are in all."""
        self.beginResetModel()
        self.fields = tuple(fields)
        self._rows = dict(enumerate(rows))
        self._total = total
        self._asked = {0}
        self.endResetModel()

    def put_rows(self, offset: int, rows: Sequence[Row]) -> None:
        """Add a page that was asked for by ``rows_wanted``."""
        self._rows.update(enumerate(rows, offset))
        if rows and self.fields:
            self.dataChanged.emit(
                self.index(offset, 0), self.index(offset + len(rows) - 1, len(self.fields) - 1)
            )

    def row(self, row: int) -> Row | None:
        """Return one row; None, and a wish for it, while it is not there."""
        known = self._rows.get(row)
        if known is None:
            self._ask(row - row % PAGE)
        return known

    def has(self, row: int) -> bool:
        """Tell whether a row is there, without asking for it."""
        return row in self._rows

    def first_rows(self) -> list[Row]:
        """Give the rows of the first page."""
        return [self._rows[row] for row in range(min(PAGE, self._total))]

    @property
    def rows_by_place(self) -> Mapping[int, Row]:
        """Return the rows that are there."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count all records of the list."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Say a value in words, aligned by its kind."""
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if field.kind in NUMERIC else _LEFT
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index.row(), field).replace("\n", " ")
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(index.row(), field) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{field.label}：{self._text(index.row(), field) or '空'}"
            case _ if role == IdRole:
                row = self._rows.get(index.row())
                return row.id if row else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Show labels with their units."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return field.heading
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (field.heading, field.help)))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if field.kind in NUMERIC else _LEFT
        return None

    def _text(self, row: int, field: Field) -> str:
        """Say one value; "" while its page is on the way."""
        known = self.row(row)
        return known.marked(field.key, text_of(field, known.values.get(field.key))) if known else ""

    def _tip(self, row: int, field: Field) -> str:
        """Say the whole value, and what there is to be said of it."""
        known = self._rows.get(row)
        note = known.notes.get(field.key, "") if known else ""
        return "\n".join(filter(None, (self._text(row, field)[:TOOLTIP_LENGTH], note)))

    def _ask(self, offset: int) -> None:
        """Ask for a page once."""
        if offset not in self._asked:
            self._asked.add(offset)
            self.rows_wanted.emit(offset)
