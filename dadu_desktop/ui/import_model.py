"""The rows of one sheet before they are taken in, as a table whose cells can be mended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from dadu_desktop.services.import_lines import (
    Fate,
    Line,
    change_in,
    faults_in,
    lines_of,
    remark,
    shown_columns,
    words_in,
)
from dadu_desktop.services.import_plan import RowPlan, SheetPlan
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

Role = Qt.ItemDataRole


class ImportModel(QAbstractTableModel):
    """Lines of a sheet; the first columns say what becomes of a row, the others show the workbook's cells."""

    corrected = Signal(int, str, str)  # row of the sheet, path of the column, text
    ticked = Signal(int, bool)  # row of the sheet, whether it is taken in

    def __init__(self) -> None:
        """Begin without a sheet."""
        super().__init__()
        self._sheet: SheetPlan | None = None
        self._plans: Sequence[RowPlan] = ()
        self._all: Sequence[Line] = ()
        self._lines: Sequence[Line] = ()
        self._columns: Sequence[Any] = ()
        self.locked = False  # while the worker plans anew
        self._answers: dict[int, Callable[[Line, int], Any]] = {
            Role.DisplayRole: lambda line, column: self._text(line, column).replace("\n", " "),
            Role.EditRole: self._raw,
            Role.CheckStateRole: self._tick,
            Role.ToolTipRole: lambda line, column: self._tip(line, column) or None,
            Role.ForegroundRole: self._ink,
            Role.BackgroundRole: self._ground,
            Role.AccessibleTextRole: self._said,
        }

    def show(self, sheet: SheetPlan, wanted: frozenset[Fate] | None, *, doubtful: bool = False) -> None:
        """Show the lines of a sheet, all or only those of some fates, or only the doubtful ones."""
        self.beginResetModel()
        self._sheet = sheet
        self._columns = shown_columns(sheet)
        if sheet.rows is not self._plans:
            self._plans, self._all = sheet.rows, lines_of(sheet)
        lines = self._all
        if wanted is not None:
            lines = [line for line in lines if line.fate in wanted]
        self._lines = [line for line in lines if line.doubtful] if doubtful else lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line in a row of the table."""
        return self._lines[row]

    def place_of(self, number: int) -> int:
        """Find the row of the table that shows a row of the sheet; -1 when it is filtered away."""
        return next((place for place, line in enumerate(self._lines) if line.number == number), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Count the columns about the row and those of the sheet."""
        return 0 if parent.isValid() or self._sheet is None else len(HEADINGS) + len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells of records be mended and records be left out."""
        flags = super().flags(index)
        if not index.isValid() or self.locked:
            return flags
        line = self._lines[index.row()]
        if index.column() == TAKEN and line.leads:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        editable = index.column() >= len(HEADINGS) and line.plan is not None and line.fate != "excluded"
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
        if not index.isValid() or self.locked:
            return False
        line = self._lines[index.row()]
        if role == Role.CheckStateRole and index.column() == TAKEN and line.leads:
            self.ticked.emit(line.number, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        if role == Role.EditRole and index.column() >= len(HEADINGS):
            column = self._columns[index.column() - len(HEADINGS)]
            if str(value) != self._raw(line, index.column()):
                self.corrected.emit(line.number, column.target.path, str(value))
            return True
        return False

    def _tick(self, line: Line, column: int) -> Qt.CheckState | None:
        """Show in the first column whether a record is taken in."""
        if column != TAKEN or not line.leads:
            return None
        return Qt.CheckState.Unchecked if line.fate == "excluded" else Qt.CheckState.Checked

    def _said(self, line: Line, column: int) -> str:
        """Say a cell to a screen reader, with its heading."""
        words = self._tip(line, column) or "空"
        if column == TAKEN:
            words = "否" if line.fate == "excluded" else "是" if line.leads else ""
        return f"{self.headerData(column, Qt.Orientation.Horizontal)}：{words}"

    def _text(self, line: Line, column: int) -> str:
        """Say what stands in a cell, with what it replaces."""
        match column:
            case _ if column == TAKEN:
                return ""
            case _ if column == NUMBER:
                return str(line.number)
            case _ if column == FATE:
                return FATES[line.fate] if line.leads or line.plan is None else ""
            case _ if column == REMARK:
                return remark(line)
        change = change_in(line, self._columns[column - len(HEADINGS)])
        return f"{change[0] or '空'} → {change[1]}" if change else self._raw(line, column)

    def _raw(self, line: Line, column: int) -> str:
        """Say what stands in a cell of the workbook."""
        if self._sheet is None or column < len(HEADINGS):
            return ""
        return words_in(self._sheet, line, self._columns[column - len(HEADINGS)])

    def _tip(self, line: Line, column: int) -> str:
        """Say what is wrong with a cell, else the whole of a long text."""
        if column >= len(HEADINGS):
            faults = faults_in(line, self._columns[column - len(HEADINGS)])
            if faults:
                return f"{self._raw(line, column) or '空'}：{'；'.join(one.reason for one in faults)}"
        return self._text(line, column)

    def _tint(self, line: Line, column: int) -> str:
        """Name the colour of a cell: faults in it, what it changes, else the fate of its row."""
        if column < len(HEADINGS):
            if column == REMARK and line.doubtful and line.fate != "refused":
                return "amber"
            return TOKENS.get(line.fate, "") if column in {FATE, REMARK} else ""
        at = self._columns[column - len(HEADINGS)]
        if faults_in(line, at):
            return "red" if line.fate == "refused" else "amber"
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
