"""What can be done with the selected records of a list, and with the list as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMenu

from dadu_desktop.domain.money import plain
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.fields import Field
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.rows import Row
from dadu_desktop.ui import late
from dadu_desktop.ui.file_dialogs import Purpose, ask_target, dated
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.pasting import Pasting
from dadu_desktop.ui.selection_bar import SelectionBar
from dadu_desktop.ui.table_model import NUMERIC

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.views import View
    from dadu_desktop.ui.ledger_page import LedgerPage

Changed = dict[str, list[int]]
WORKBOOKS = "工作簿 (*.xlsx);;文本表格 (*.csv)"


class LedgerActions(QObject):
    """The doing half of a ledger page."""

    def __init__(self, page: LedgerPage) -> None:
        """Listen to the bars and the table of the page."""
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._kind = page.name
        self._pasting = Pasting(self._desk, self._kind, self)
        self.bar = SelectionBar()
        self.bar.change_wanted.connect(self.change)
        self.bar.export_wanted.connect(lambda: self.with_selected(self._export_rows))
        self.bar.print_wanted.connect(lambda: self.with_selected(self._print_rows))
        self.bar.delete_wanted.connect(self.delete)
        self.bar.restore_wanted.connect(lambda: self.with_selected(self._restore))
        page.bar.export_wanted.connect(lambda: self._export(page.query))
        page.bar.print_wanted.connect(lambda: self._print(page.query))
        page.table.delete_wanted.connect(self.delete)
        page.table.copy_wanted.connect(self.copy)
        page.table.paste_wanted.connect(self.paste)

    def show_selection(self) -> None:
        """Show the bar, and count, sum and mean of the current column at the foot of the window."""
        rows = self._page.table.selected_rows()
        numbered = "number" in self._page.asked().columns
        writes = not self._desk.refusal(Act.WRITE)
        self.bar.say(len(rows), deleted=self._page.query.deleted, numbered=numbered, writes=writes)
        if len(rows) < 2:
            self._desk.summed.emit("")
        elif field := self._summed_field():
            self.with_selected(partial(self._sum, field))
        else:
            self._desk.summed.emit(f"计数 {len(rows):,}")

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        from dadu_desktop.ui.copying import rows_as_cells

        def copied(rows: list[Row]) -> None:
            QGuiApplication.clipboard().setMimeData(rows_as_cells(self._page.fields(), rows))
            self._desk.notify(f"已复制 {len(rows):,} 条，可粘贴到表格。")

        self.with_selected(copied)

    def paste(self) -> None:
        """Show what copied cells would do to the ledger, from the current column on."""
        if words := self._desk.refusal(Act.WRITE):
            self._desk.notify(words)
            return
        first = max(self._page.table.currentIndex().column(), 0)
        self._pasting.paste(self._page.query.columns[first:])

    def change(self) -> None:
        """Ask for a field and its value, then change it in all selected records."""
        from dadu_desktop.ui.bulk_dialog import BulkDialog  # its editors are not needed to show the list

        dialog = BulkDialog(self._desk, self._kind, len(self._page.table.selected_rows()), self._page)
        dialog.chosen.connect(lambda key, value: self.with_selected(partial(self._change, key, value)))
        dialog.choose(self._page.query.columns[max(self._page.table.currentIndex().column(), 0)])
        dialog.open()

    def delete(self) -> None:
        """Put the selected records into the recycle bin."""
        if not self._page.query.deleted and self._page.table.selected_rows():
            self.with_selected(self._delete)

    def with_selected(self, do: Callable[[list[Row]], None]) -> None:
        """Call ``do`` with the selected rows; those of pages nobody looked at are read first."""
        places, model = self._page.table.selected_rows(), self._page.model
        if not places:
            return
        if all(model.has(place) for place in places):
            do([row for place in places if (row := model.row(place))])
            return
        query, kind = replace(self._page.asked(), limit=model.rowCount()), self._kind

        def read(ledger: LedgerFile) -> list[Row]:
            rows = late.lists.list_records(ledger, kind, query).rows
            return [rows[place] for place in places if place < len(rows)]

        self._desk.ask(read, do, label="正在读取所选记录…")

    def load_views(self) -> None:
        """Offer the saved views."""
        kind = self._kind
        self._desk.ask(lambda ledger: late.views.views(ledger, kind), self._show_views)

    def _summed_field(self) -> Field | None:
        """Choose the column to sum: the current one, else the first one with numbers."""
        fields = self._page.fields()
        current = self._page.table.currentIndex().column()
        several = [*fields[max(current, 0) :][:1], *fields]
        return next((one for one in several if one.kind in NUMERIC), None)

    def _sum(self, field: Field, rows: list[Row]) -> None:
        """Say count, sum and mean, exactly."""
        values = [row.values.get(field.key) for row in rows]
        numbers = [Decimal(value) for value in values if isinstance(value, int | Decimal)]
        words = f"计数 {len(rows):,}"
        if numbers:
            total = sum(numbers, Decimal(0))
            mean = plain(round(total / len(numbers), 2))
            words += f"　　{field.heading}：合计 {plain(total):,f}　平均 {mean:,f}"
        self._desk.summed.emit(words)

    def _change(self, key: str, value: object, rows: list[Row]) -> None:
        """Change a field of all rows, and offer to put the old values back."""
        kind, ids = self._kind, [row.id for row in rows]

        def work(ledger: LedgerFile) -> tuple[Changed, list[tuple[int, object]]]:
            before = [(one, late.records.get_record(ledger, kind, one).values[key]) for one in ids]
            return late.records.change_field(ledger, kind, ids, key, value), before

        def done(answer: tuple[Changed, list[tuple[int, object]]]) -> None:
            changed, before = answer
            self._desk.announce(changed)
            self._desk.notify(f"已修改 {len(ids):,} 条。", partial(self._put_back, key, before))

        self._desk.ask(work, done, label="正在修改…")

    def _put_back(self, key: str, before: list[tuple[int, object]]) -> None:
        """Undo a change of many records: each gets its own old value."""
        kind = self._kind
        ordered = sorted(before, key=lambda one: repr(one[1]))

        def work(ledger: LedgerFile) -> Changed:
            changed: Changed = {}
            for _, group in groupby(ordered, key=lambda one: repr(one[1])):
                same = list(group)
                ids = [one for one, _ in same]
                for each, touched in late.records.change_field(
                    ledger, kind, ids, key, same[0][1], reason="撤销批量修改"
                ).items():
                    changed.setdefault(each, []).extend(touched)
            return changed

        self._desk.ask(work, self._desk.announce, label="正在撤销…")

    def _delete(self, rows: list[Row]) -> None:
        """Delete, with 撤销."""
        kind, ids = self._kind, [row.id for row in rows]

        def done(changed: Changed) -> None:
            self._desk.announce(changed)
            self._desk.notify(f"已放入回收站 {len(ids):,} 条。", lambda: self._restore(rows))

        self._desk.ask(lambda ledger: late.records.delete_records(ledger, kind, ids), done, label="正在删除…")

    def _restore(self, rows: list[Row]) -> None:
        """Take records out of the recycle bin."""
        kind, ids = self._kind, [row.id for row in rows]

        def done(changed: Changed) -> None:
            self._desk.announce(changed)
            self._desk.notify(f"已恢复 {len(ids):,} 条。")

        self._desk.ask(
            lambda ledger: late.records.restore_records(ledger, kind, ids), done, label="正在恢复…"
        )

    def _only(self, rows: list[Row]) -> ListQuery:
        """Narrow the query to some rows."""
        numbers = tuple(row.values["number"] for row in rows)
        return replace(self._page.query, filters=(Filter("number", "one_of", numbers),), search="")

    def _export_rows(self, rows: list[Row]) -> None:
        """Export the selected records."""
        self._export(self._only(rows))

    def _print_rows(self, rows: list[Row]) -> None:
        """Print the selected records."""
        self._print(self._only(rows))

    def _print(self, query: ListQuery) -> None:
        """Show the list as pages on the report page, from where it is printed."""
        self._desk.wanted.emit(Place("reports", self._kind, 0, query))

    def _export(self, query: ListQuery) -> None:
        """Ask for a file and write the list as it is on the screen."""
        name = dated(f"{self._page.record_type.label}.xlsx")
        if chosen := ask_target(self._page, "导出", Purpose.PAPERS, name, WORKBOOKS):
            self.write(query, chosen)

    def write(self, query: ListQuery, file: Path) -> None:
        """Write a list to a file on the worker."""
        kind = self._kind
        self._desk.ask(
            lambda ledger: late.exports.export_list(ledger, kind, query, file),
            lambda made: self._desk.notify(f"已导出 {made.rows:,} 条到 {made.file.name}。", place=made.file),
            label="正在导出…",
        )

    def _show_views(self, known: list[View]) -> None:
        """Fill the menu of views."""
        menu = QMenu("视图", self._page)
        menu.addAction("全部记录").triggered.connect(lambda: self._show_view(ListQuery()))
        menu.addSeparator()
        for view in known:
            menu.addAction(view.name).triggered.connect(partial(self._show_view, view.query))
        menu.addSeparator()
        menu.addAction("把当前列表存为视图…").triggered.connect(self._name_view)
        if known:
            gone = menu.addMenu("删除视图")
            for view in known:
                gone.addAction(view.name).triggered.connect(partial(self._delete_view, view.name))
        self._page.bar.show_views(menu)

    def _show_view(self, query: ListQuery, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's order
        """Show a saved view."""
        self._page.ask(replace(query, columns=query.columns or self._page.query.columns))

    def _name_view(self) -> None:
        """Ask for a name and keep the list as it is."""
        name, given = QInputDialog.getText(self._page, "存为视图", "名称")
        if given and name.strip():
            self.save_view(name)

    def save_view(self, name: str) -> None:
        """Keep the query under a name."""
        kind, query = self._kind, self._page.query

        def kept(_nothing: None) -> None:
            self.load_views()
            self._desk.notify(f"已存为视图“{name.strip()}”，可在“视图”中打开。")

        self._desk.ask(lambda ledger: late.views.save_view(ledger, kind, name, query), kept)

    def _delete_view(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's order
        """Forget a view."""
        kind = self._kind
        self._desk.ask(
            lambda ledger: late.views.delete_view(ledger, kind, name), lambda _nothing: self.load_views()
        )
