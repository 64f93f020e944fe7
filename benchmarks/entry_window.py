"""A window with the entry grid, or a plain table with the same rows, scrolled from end to end; prints the seconds."""

from __future__ import annotations

import sys
import time
from decimal import Decimal

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from dadu_desktop.domain.periods import Month
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.figure_entry import EntryRow, EntrySheet, Recent
from dadu_desktop.ui.app import make_application
from dadu_desktop.ui.entry_grid import EntryGrid
from dadu_desktop.ui.entry_model import EntryModel

ROWS = 5000
STEPS = 400
TIMES = 5


def main() -> None:
    """Scroll both in turn, several times, and print the shortest time of each."""
    application = make_application([])
    model = lines()
    grid, plain = EntryGrid(model), table(model)
    found: dict[QTableView, list[float]] = {grid: [], plain: []}
    for view in found:
        view.resize(1160, 560)
        view.show()
        scrolled(application, view)
    for _ in range(TIMES):
        for view, seconds in found.items():
            seconds.append(scrolled(application, view))
    sys.stdout.write(" ".join(str(min(seconds)) for seconds in found.values()))


def lines() -> EntryModel:
    """Give the lines of a month with the twelve months before."""
    names = [Reference(one, f"重庆市大渡口区第{one}家商贸有限公司") for one in range(ROWS)]
    rows = [_row(name, Decimal(name.id * 7919 % 90_000) / 10) for name in names]
    model = EntryModel()
    model.take(EntrySheet(Month(2022, 11), closed=False, rows=tuple(rows)), anew=True)
    months = [tuple(Decimal(one * at % 97) for at in range(1, 13)) for one in range(ROWS)]
    recent = {line.cell: Recent(months[line.cell[0]], Decimal(50)) for line in model.lines.values()}
    model.put_recent(range(ROWS), recent)
    return model


def table(model: EntryModel) -> QTableView:
    """Give a plain table with the same words."""
    plain = QStandardItemModel(model.rowCount(), model.columnCount())
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            plain.setItem(row, column, QStandardItem(str(model.index(row, column).data())))
    view = QTableView()
    view.setModel(plain)
    plain.setParent(view)
    return view


def scrolled(application: QApplication, view: QTableView) -> float:
    """Scroll a page at a time and paint each."""
    bar = view.verticalScrollBar()
    begun = time.process_time()  # of the processor: the machine is shared
    for step in range(STEPS):
        bar.setValue(bar.maximum() * step // STEPS)
        application.processEvents()
    return time.process_time() - begun


def _row(enterprise: Reference, value: Decimal) -> EntryRow:
    """Give a line that is kept."""
    amounts = (value, value + 3, value * 11, value * 10)
    return EntryRow(
        *(enterprise, "零售业", "商品销售额", enterprise.id + 1, *amounts),
        state="已报",
        comment="",
        follow_up=False,
        checked="",
        imported=False,
    )


if __name__ == "__main__":
    main()
