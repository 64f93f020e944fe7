"""The lines of the entry grid as a table; everything typed goes through one stack of undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from dadu_desktop.domain.formula_texts import own_text
from dadu_desktop.services.figure_entry import Cell, EntrySheet, Recent, Verdict
from dadu_desktop.ui.entry_lines import AMOUNTS, FIELDS, TYPED, EntryLine
from dadu_desktop.ui.entry_table import EntryTable, Index

Edit = tuple[Cell, str, str]
"""Cell of the ledger, key of the column, text."""
Typed = Mapping[Cell, Mapping[str, str]]


class EntryModel(EntryTable):
    """Shows some of the lines of a month; what is typed stays with its line, shown or not."""

    edited = Signal(object)  # set of the enterprises whose lines were typed over

    def __init__(self) -> None:
        """Begin without lines."""
        super().__init__()
        self.stack = QUndoStack(self)

    def take(self, sheet: EntrySheet, *, anew: bool) -> None:
        """Show the lines of a sheet; not ``anew``, what was typed so far stays, also where its line is gone."""
        if anew:
            self.stack.clear()
        self._asked.clear()  # lines that come in know nothing of the months before, though others of theirs do
        before = {} if anew else self.lines
        self.closed = sheet.closed
        lines = {}
        for row in sheet.rows:
            cell = row.enterprise.id, str(row.indicator)
            line = before.get(cell) or EntryLine(row)
            line.row = row
            lines[cell] = line
        hidden = {cell: line for cell, line in before.items() if line.is_changed and cell not in lines}
        self.lines = {**lines, **hidden}
        self.narrow(self._passes)

    def empty(self) -> None:
        """Have no lines."""
        self.stack.clear()
        self._asked.clear()
        self.lines = {}
        self.narrow(self._passes)

    def changed(self) -> list[EntryLine]:
        """List the lines in which something is typed."""
        return [line for line in self.lines.values() if line.is_changed]

    def typed(self) -> dict[Cell, dict[str, str]]:
        """Give what is typed, an open editor included."""
        found = {}
        for line in self.changed():
            opened = dict([line.opened]) if line.opened else {}
            found[line.cell] = {**line.typed, **opened}
        return found

    def count(self) -> int:
        """Count the cells that are typed over."""
        return sum(len(texts) for texts in self.typed().values())

    def put_recent(self, enterprises: Collection[int], recent: Mapping[Cell, Recent]) -> None:
        """Show the earlier months of enterprises."""
        for cell, line in self.lines.items():
            if cell[0] in enterprises:
                line.recent = recent.get(cell, Recent((), None))
        self._told(range(len(self._shown)))

    def put_verdicts(self, verdicts: Mapping[Cell, Verdict], typed: Typed) -> None:
        """Show what the checks say of what was ``typed`` when they were asked; later texts wait for their own."""
        for cell, verdict in verdicts.items():
            line = self.lines.get(cell)
            if line and all(line.typed.get(key) == typed[cell].get(key) for key in AMOUNTS):
                line.verdict = verdict
        self._told_cells(verdicts)

    def put_faults(self, faults: Mapping[Cell, str]) -> None:
        """Show why a save was refused."""
        for cell, sentence in faults.items():
            if cell in self.lines:
                self.lines[cell].refused = sentence
        self._told_cells(faults)

    def forget(self, saved: Typed) -> None:
        """Take out what was saved and has not been typed over since."""
        for cell, texts in saved.items():
            if line := self.lines.get(cell):
                line.typed = {key: text for key, text in line.typed.items() if texts.get(key) != text}
                line.verdict = None
        self.stack.clear()
        self._told_cells(saved)

    def put(self, words: str, edits: Iterable[Edit]) -> None:
        """Write texts into cells as one step that can be taken back."""
        steps = [(cell, key, self.lines[cell].text(key), text) for cell, key, text in edits]
        if any(before != after for *_, before, after in steps):
            self.stack.push(_Step(self, words, steps))

    def restore(self, typed: Typed) -> None:
        """Write what a draft had typed."""
        self.put("恢复草稿", [(cell, key, text) for cell, texts in typed.items() if cell in self.lines
                          for key, text in texts.items() if key in TYPED])  # fmt: skip

    def write(self, edits: Iterable[Edit]) -> None:
        """Write texts without a step of undo; for the steps themselves."""
        cells = set()
        for cell, key, text in edits:
            self.lines[cell].put(key, text)
            cells.add(cell)
        self._told_cells(cells)
        self.edited.emit({enterprise for enterprise, _indicator in cells})

    def open(self, index: Index, text: str) -> None:
        """Take what an open editor holds so far, for the growth beside it and for drafts."""
        line = self._shown[index.row()]
        line.opened = FIELDS[index.column()].key, text
        self._told((index.row(),))
        self.edited.emit(set())

    def close(self) -> None:
        """Forget open editors; what they held was written or given up."""
        for row, line in enumerate(self._shown):
            if line.opened:
                line.opened = None
                self._told((row,))

    def paste(self, row: int, columns: Sequence[int], block: Sequence[Sequence[str]]) -> tuple[int, int]:
        """Spread a block over the cells from a row on; give how many were taken and how many could not be."""
        edits: list[Edit] = []
        refused = 0
        for at, texts in enumerate(block, row):
            for column, text in zip(columns, texts, strict=False):
                key = FIELDS[column].key
                if key not in TYPED or not text.strip():
                    continue
                if at < len(self._shown) and self.may_edit(at, column):
                    edits.append((self._shown[at].cell, key, own_text(text.strip())))
                else:
                    refused += 1
        self.put("粘贴", edits)
        return len(edits), refused

    def clear(self, indexes: Iterable[Index]) -> None:
        """Empty cells as one step."""
        self.put("清空", [(self._shown[one.row()].cell, FIELDS[one.column()].key, "") for one in indexes
                        if self.may_edit(one.row(), one.column())])  # fmt: skip

    def set_state(self, rows: Iterable[int], state: str) -> None:
        """Give lines a state as one step."""
        self.put("状态", [(self._shown[row].cell, "state", state) for row in rows])

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed as one step."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if not self.may_edit(index.row(), index.column()):
            return False
        line = self._shown[index.row()]
        line.opened = None
        self.put("录入", [(line.cell, FIELDS[index.column()].key, str(value).strip())])
        return True


class _Step(QUndoCommand):
    """Texts before and after, of one cell or of a block."""

    def __init__(self, model: EntryModel, words: str, steps: list[tuple[Cell, str, str, str]]) -> None:
        """Keep both."""
        super().__init__(words)
        self._model = model
        self._steps = steps

    def redo(self) -> None:
        """Write what was typed."""
        self._model.write([(cell, key, after) for cell, key, _before, after in self._steps])

    def undo(self) -> None:
        """Write what stood there."""
        self._model.write([(cell, key, before) for cell, key, before, _after in reversed(self._steps)])
