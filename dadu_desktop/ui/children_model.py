"""The rows inside a record as an editable table; an empty row at the end waits to be filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.problem_moves import MOVED_FIELDS
from dadu_desktop.records.fields import Children, Kind
from dadu_desktop.records.texts import unlisted_words
from dadu_desktop.ui.editors import NUMERIC, Means, content_of, read_content
from dadu_desktop.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
Content = dict[str, object]
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LOCKED = {"problems": MOVED_FIELDS}
"""What is for reading only in rows that are records kept already, by the kind of these records."""
LOCKED_WORDS = "已登记的问题，状态、办结类型由办理动作更改：请打开该问题，用“受理、交办、反馈”等办理。"


class ChildrenModel(QAbstractTableModel):
    """Holds what is typed, cell by cell; values come out only when all of it can be read."""

    edited = Signal()

    def __init__(self, children: Children, means: Means) -> None:
        """Begin with the empty row alone."""
        super().__init__()
        self.children_of_record = children
        self.fields = [field for field in children.fields if not field.computed]
        self._means = means
        self._rows: list[Content] = []
        self._locked = _LOCKED.get(children.record_type, frozenset())

    def contents(self) -> tuple[Content, ...]:
        """Give the rows as typed, without those that are empty."""
        return tuple(dict(row) for row in self._rows if any(row.values()))

    def set_contents(self, rows: Sequence[Content]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = [dict(row) for row in rows]
        self.endResetModel()

    def show_values(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Show rows as they are kept."""
        shown = {one.key: one for one in self.fields}
        self.set_contents(
            [
                {key: content_of(shown[key], value) if key in shown else value for key, value in row.items()}
                for row in rows
            ]
        )

    def values(self) -> tuple[dict[str, object], ...]:
        """Give the rows as values, each with the id it has; InputProblem where a cell cannot be read."""
        return tuple(
            {
                **({"id": row["id"]} if row.get("id") else {}),
                **{one.key: read_content(one, row.get(one.key, ""), self._means) for one in self.fields},
            }
            for row in self.contents()
        )

    def is_locked(self, row: int, column: int) -> bool:
        """Tell whether a cell is for reading only: of a record that is kept already, and changed elsewhere."""
        known = row < len(self._rows) and self._rows[row].get("id")
        return bool(known) and self.fields[column].key in self._locked

    def has_locked(self) -> bool:
        """Tell whether there are cells for reading only."""
        return any(
            self.is_locked(row, column)
            for row in range(len(self._rows))
            for column in range(len(self.fields))
        )

    def fault(self, row: int, column: int) -> str:
        """Say what is wrong with a cell, "" where it is right or the row is the empty one."""
        if row >= len(self._rows) or not any(self._rows[row].values()):
            return ""
        field = self.fields[column]
        try:
            value = read_content(field, self._rows[row].get(field.key, ""), self._means)
        except InputProblem as problem:
            return problem.sentence
        return f"请填写{field.label}。" if field.required and value is None else ""

    def faulty(self) -> tuple[int, int] | None:
        """Find row and column of the first faulty cell."""
        cells = product(range(self.rowCount() - 1), range(self.columnCount()))
        return next((cell for cell in cells if self.fault(*cell)), None)

    def first_fault(self) -> str:
        """Say what is wrong with the first faulty cell and where it is."""
        cell = self.faulty()
        return f"{self.children_of_record.label}第{cell[0] + 1}行：{self.fault(*cell)}" if cell else ""

    def doubt(self) -> str:
        """Point out the first word that is in no code list, and its row; such words are kept all the same."""
        listed = [one for one in self.fields if one.code_list]
        for number, row in enumerate(self._rows if listed else (), 1):
            values = {one.key: read_content(one, row.get(one.key, ""), self._means) for one in listed}
            if told := unlisted_words(listed, values, self._means.choices):
                return f"{self.children_of_record.label}第{number}行：{next(iter(told.values()))}"
        return ""

    def remove(self, row: int) -> None:
        """Take a row out."""
        if 0 <= row < len(self._rows):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()
            self.edited.emit()

    def paste(self, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
        """Write a block of cells from a workbook over the cells that begin here, adding rows as needed."""
        rows = [dict(one) for one in self._rows]
        rows += [{} for _ in range(row + len(block) - len(rows))]
        for line, cells in enumerate(block, row):
            for place, text in enumerate(cells[: len(self.fields) - column], column):
                if not self.is_locked(line, place):
                    rows[line][self.fields[place].key] = text.strip()
        self.set_contents([one for one in rows if any(one.values())])
        self.edited.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows and the empty one."""
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the fields that can be filled."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give label and unit, and in front of the rows their number."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return _RIGHT if self.fields[section].kind in NUMERIC else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._rows) else "+"
        field = self.fields[section]
        return f"{field.heading} *" if field.required else field.heading

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be edited that is not for reading only."""
        free = index.isValid() and not self.is_locked(index.row(), index.column())
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if free else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell's words, its content to edit, and its fault as colour and tooltip."""
        if not index.isValid():
            return None
        field, row = self.fields[index.column()], index.row()
        content = self._rows[row].get(field.key, "") if row < len(self._rows) else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(content)
            case Qt.ItemDataRole.EditRole:
                return content
            case Qt.ItemDataRole.ToolTipRole if self.is_locked(row, index.column()):
                return LOCKED_WORDS
            case Qt.ItemDataRole.ToolTipRole:
                return self.fault(row, index.column()) or str(content) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                locked = "，只读" if self.is_locked(row, index.column()) else ""
                return f"{field.label}：{content or '空'}{locked}"
            case Qt.ItemDataRole.ForegroundRole:
                return colour("muted") if self.is_locked(row, index.column()) else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if field.kind in NUMERIC else _LEFT
            case Qt.ItemDataRole.BackgroundRole:
                return colour("red_tint") if self.fault(row, index.column()) else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed; the empty row becomes a real one and another follows."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if self.is_locked(index.row(), index.column()):
            return False
        row, key = index.row(), self.fields[index.column()].key
        if row == len(self._rows):
            if not value:
                return False
            self.beginInsertRows(QModelIndex(), row + 1, row + 1)
            self._rows.append({})
            self.endInsertRows()
        if self._rows[row].get(key, "") != value:
            self._rows[row][key] = value
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))
            self.edited.emit()
        return True

    def tidied(self, column: int, content: object) -> object:
        """Give a cell's content in its usual writing, or as it is where it cannot be read."""
        field = self.fields[column]
        try:
            value = read_content(field, content, self._means)
        except InputProblem:
            return content
        return value if field.kind is Kind.ENTERPRISE else content_of(field, value)
