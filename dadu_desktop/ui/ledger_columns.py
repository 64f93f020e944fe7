"""The columns of a list: which are shown and how wide, and how the list is sorted and filtered by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QSignalBlocker

from dadu_desktop.services.list_query import Sort
from dadu_desktop.ui import late
from dadu_desktop.ui.list_layout import keep_columns, keep_sort, keep_width, widths

if TYPE_CHECKING:
    from dadu_desktop.ui.ledger_page import LedgerPage


class LedgerColumns(QObject):
    """What the header of a ledger page and its button 列 do."""

    def __init__(self, page: LedgerPage) -> None:
        """Listen to the header of the page."""
        super().__init__(page)
        self._page = page
        self._header = page.table.header
        self._header.filter_wanted.connect(self.open_filter)
        self._header.sectionClicked.connect(self._sort_by)
        self._header.sectionResized.connect(self._keep_width)
        page.bar.columns_wanted.connect(self._choose)

    def show(self) -> None:
        """Give the columns their widths and mark those that the list is filtered and sorted by."""
        page, fields = self._page, self._page.fields()
        with QSignalBlocker(self._header):  # these widths are not the person's
            page.table.set_widths(widths(page.record_type, fields))
        filtered = {one.key for one in page.query.filters}
        page.table.mark_filtered(frozenset(i for i, one in enumerate(fields) if one.key in filtered))
        keys = [one.key for one in fields]
        first = page.query.sort[0] if page.query.sort and page.query.sort[0].key in keys else None
        page.table.mark_sort(
            keys.index(first.key) if first else -1, descending=bool(first and first.descending)
        )

    def open_filter(self, column: int, place: QPoint) -> None:
        """Open the filter of a column and count its values on the worker."""
        from dadu_desktop.ui.column_filter import ColumnFilter  # reads typed words, which no list does

        page = self._page
        field, kind = page.fields()[column], page.name
        own = [one for one in page.query.filters if one.key == field.key]
        others = tuple(one for one in page.query.filters if one.key != field.key)
        popup = ColumnFilter(field, own, page)
        popup.chosen.connect(lambda _key, filters: page.ask(replace(page.query, filters=(*others, *filters))))
        popup.sorted.connect(lambda key, down: self._sort(Sort(key, descending=down)))
        popup.pop_up(place)
        query = replace(page.query, filters=others)
        page.desk.ask(
            lambda ledger: late.lists.value_counts(ledger, kind, field.key, query), popup.set_values
        )

    def _choose(self) -> None:
        """Let the person choose the columns."""
        from dadu_desktop.ui.columns_dialog import ColumnsDialog

        page = self._page

        def chosen(columns: tuple[str, ...]) -> None:
            keep_columns(page.record_type, columns)
            page.ask(replace(page.query, columns=columns))

        dialog = ColumnsDialog(page.record_type, page.query.columns, page)
        dialog.chosen.connect(chosen)
        dialog.open()

    def _sort_by(self, column: int) -> None:
        """Sort by a column; the same one again turns the order round."""
        key = self._page.query.columns[column]
        self._sort(Sort(key, descending=self._page.query.sort[:1] == (Sort(key),)))

    def _sort(self, sort: Sort) -> None:
        """Sort and remember it."""
        keep_sort(self._page.record_type, (sort,))
        self._page.ask(replace(self._page.query, sort=(sort,)))

    def _keep_width(self, column: int, _old: int, new: int) -> None:
        """Remember a width that the person gave."""
        if new and column < len(self._page.query.columns):
            keep_width(self._page.record_type, self._page.query.columns[column], new)
