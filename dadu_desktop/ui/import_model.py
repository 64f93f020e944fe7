"""The rows of one sheet before they are taken in, as a table whose cells can be mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from dadu_desktop.services.import_lines import (
    Fate,
    Group,
    Line,
    SheetLines,
    address_in,
    change_in,
    choices_in,
    faults_in,
    is_refused_in,
    remark,
    shown_columns,
    words_in,
)
from dadu_desktop.ui.table_model import Index
from dadu_desktop.ui.theme import colour

FATES: dict[Fate, str] = {
    "refused": "拒收",
    "created": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "excluded": "不导入",
    "skipped": "跳过",
}
TOKENS: dict[Fate, str] = {"refused": "red", "created": "green", "updated": "amber"}
"""The colour of a fate; the others are muted."""
HEADINGS = ("导入", "行", "结果", "说明")
TAKEN, NUMBER, FATE, REMARK = range(len(HEADINGS))

_WAITING = "待核对"

Role = Qt.ItemDataRole


class ImportModel(QAbstractTableModel):
    """Lines of a sheet; the first columns say what becomes of a row, the others show the workbook's cells."""

    corrected = Signal(int, str, str)  # row of the sheet, path of the column, text
    ticked = Signal(list, bool)  # rows of the sheet, whether they are taken in

    def __init__(self) -> None:
        """Begin without a sheet."""
        super().__init__()
        self._shown: SheetLines | None = None
        self._lines: Sequence[Line] = ()
        self._columns: Sequence[Any] = ()
        self._taken: dict[int, bool] = {}  # what the person did since the sheet was planned
        self._typed: dict[tuple[int, str], str] = {}
        self._answers: dict[int, Callable[[Line, int], Any]] = {
            Role.DisplayRole: lambda line, column: self._text(line, column).replace("\n", " "),
            Role.EditRole: self._raw,
            Role.CheckStateRole: self._tick,
            Role.ToolTipRole: lambda line, column: self._tip(line, column) or None,
            Role.ForegroundRole: self._ink,
            Role.BackgroundRole: self._ground,
            Role.AccessibleTextRole: self._said,
        }

    def show(self, lines: SheetLines, group: Group) -> None:
        """Show one group of the lines of a sheet; what was done to an earlier plan of it is part of this one."""
        self.beginResetModel()
        if lines is not self._shown:
            self._taken.clear()
            self._typed.clear()
        self._shown = lines
        self._columns = shown_columns(lines.sheet)
        self._lines = lines.groups[group]
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line in a row of the table."""
        return self._lines[row]

    def place_of(self, number: int) -> int:
        """Find the row of the table that shows a row of the sheet; -1 when it is filtered away."""
        return next((place for place, line in enumerate(self._lines) if line.number == number), -1)

    def next_doubtful(self, row: int) -> int:
        """Find the next row of the table that the person should look at, from the top again; -1 without any."""
        count = len(self._lines)
        later = (at % count for at in range(row + 1, row + 1 + count))
        return next((at for at in later if self._lines[at].doubtful and self._lines[at].leads), -1)

    def first_fault(self, row: int) -> int:
        """Find the first cell of a row that is refused, else the first doubtful one, else that of the remark."""
        line = self._lines[row]
        columns = list(enumerate(self._columns, len(HEADINGS)))
        refused = (at for at, column in columns if is_refused_in(line, column))
        return next(refused, next((at for at, column in columns if faults_in(line, column)), REMARK))

    def choices(self, column: int) -> Sequence[str]:
        """List the words that the cells of a column may say; nothing where they are free."""
        return choices_in(self._shown.sheet, self._columns[column - len(HEADINGS)]) if self._shown else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns about the row and those of the sheet."""
        return 0 if parent.isValid() or self._shown is None else len(HEADINGS) + len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells of records be mended and records be left out."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        line = self._lines[index.row()]
        if index.column() == TAKEN and _may_be_taken(line):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        editable = index.column() >= len(HEADINGS) and line.plan is not None and self.is_taken(line)
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Show the workbook's own headings, with the field behind each as tool tip."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < self.columnCount():
            return None
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if section < len(HEADINGS):
            return HEADINGS[section] if role == Role.DisplayRole else None
        column = self._columns[section - len(HEADINGS)]
        match role:
            case Role.DisplayRole:
                return column.heading
            case Role.ToolTipRole:
                return f"对应字段：{column.target.field.label}"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Say a cell in words; colours only underline them."""
        answer = self._answers.get(role)
        if answer is None or not index.isValid():
            return None
        return answer(self._lines[index.row()], index.column())

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for a cell to be mended or a record to be left out; the sheet is planned anew behind the window."""
        if not index.isValid():
            return False
        line = self._lines[index.row()]
        if role == Role.CheckStateRole and index.column() == TAKEN:
            return self.take([index.row()], taken=Qt.CheckState(value) == Qt.CheckState.Checked)
        if role == Role.EditRole and index.column() >= len(HEADINGS):
            column = self._columns[index.column() - len(HEADINGS)]
            if str(value) != self._raw(line, index.column()):
                self._typed[line.number, column.target.path] = str(value)
                self._tell(index.row())
                self.corrected.emit(line.number, column.target.path, str(value))
            return True
        return False

    def take(self, rows: Sequence[int], *, taken: bool) -> bool:
        """Leave the records in these rows of the table out, or take them in after all."""
        lines = {row: self._lines[row] for row in rows if _may_be_taken(self._lines[row])}
        for row, line in lines.items():
            self._taken[line.number] = taken
            self._tell(row)
        if lines:
            self.ticked.emit([line.number for line in lines.values()], taken)
        return bool(lines)

    def is_taken(self, line: Line) -> bool:
        """Tell what the person said last, else what was planned."""
        return self._taken.get(line.plan.row if line.plan else line.number, line.fate != "excluded")

    def _is_waiting(self, line: Line) -> bool:
        """Tell whether the person did something to a record that is not planned yet."""
        first = line.plan.row if line.plan else line.number
        return first in self._taken or any(number == line.number for number, _ in self._typed)

    def _tell(self, row: int) -> None:
        """Let a row be painted anew."""
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def _tick(self, line: Line, column: int) -> Qt.CheckState | None:
        """Show in the first column whether a record is taken in."""
        if column != TAKEN or not _may_be_taken(line):
            return None
        return Qt.CheckState.Checked if self.is_taken(line) else Qt.CheckState.Unchecked

    def _said(self, line: Line, column: int) -> str:
        """Say a cell to a screen reader, with its heading."""
        words = self._tip(line, column) or "空"
        if column == TAKEN:
            words = "" if not _may_be_taken(line) else "是" if self.is_taken(line) else "否"
        return f"{self.headerData(column, Qt.Orientation.Horizontal)}：{words}"

    def _text(self, line: Line, column: int) -> str:
        """Say what stands in a cell, with what it replaces."""
        match column:
            case _ if column == TAKEN:
                return ""
            case _ if column == NUMBER:
                return line.shown_place
            case _ if column == FATE:
                if self._is_waiting(line):
                    return _WAITING if self.is_taken(line) else FATES["excluded"]
                return FATES[line.fate] if line.leads or line.plan is None else ""
            case _ if column == REMARK:
                return "" if self._is_waiting(line) else remark(line)
        change = change_in(line, self._columns[column - len(HEADINGS)])
        if change is None or self._is_waiting(line):
            return self._raw(line, column)
        return f"{change[0] or '空'} → {change[1] or '空'}"

    def _raw(self, line: Line, column: int) -> str:
        """Say what stands in a cell of the workbook."""
        if self._shown is None or column < len(HEADINGS):
            return ""
        at = self._columns[column - len(HEADINGS)]
        typed = self._typed.get((line.number, at.target.path))
        return words_in(self._shown.sheet, line, at) if typed is None else typed

    def _tip(self, line: Line, column: int) -> str:
        """Say what is wrong with a cell, else the whole of a long text."""
        if column >= len(HEADINGS):
            at = self._columns[column - len(HEADINGS)]
            address = address_in(self._shown.sheet, line, at) if self._shown else ""
            words = self._text(line, column)
            if faults := faults_in(line, at):
                words = f"{self._raw(line, column) or '空'}：{'；'.join(one.reason for one in faults)}"
            return f"{address} {words}".strip() if words else ""
        return self._text(line, column)

    def _tint(self, line: Line, column: int) -> str:
        """Name the colour of a cell: faults in it, what it changes, else the fate of its row."""
        if self._is_waiting(line):
            return ""
        if column < len(HEADINGS):
            if column == REMARK and line.doubtful and line.fate != "refused":
                return "amber"
            return TOKENS.get(line.fate, "") if column in {FATE, REMARK} else ""
        at = self._columns[column - len(HEADINGS)]
        if faults_in(line, at):
            return "red" if is_refused_in(line, at) else "amber"
        if change_in(line, at):
            return "amber"
        return "green" if line.fate == "created" else ""

    def _ink(self, line: Line, column: int) -> QColor:
        """Choose the colour of the words; cells of new rows stay black, for they are many."""
        tint = self._tint(line, column)
        if tint and (column < len(HEADINGS) or tint in {"red", "amber"}):
            return colour(tint)
        return colour("text" if line.fate in TOKENS else "muted")

    def _ground(self, line: Line, column: int) -> QColor | None:
        """Choose the tint behind the words."""
        tint = self._tint(line, column)
        return colour(f"{tint}_tint") if tint and column != REMARK else None


def _may_be_taken(line: Line) -> bool:
    """Tell whether a person may take the record of a line or leave it."""
    return line.leads and line.fate != "skipped"
