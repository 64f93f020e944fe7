"""A ledger as a table: search, filters, columns, selection, detail; one page class for every record type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.roles import Act
from dadu_desktop.records.fields import Field
from dadu_desktop.services.glances import Glance
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.query_words import filter_words
from dadu_desktop.services.rows import ListPage
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.detail_panel import DetailPanel
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.ledger_actions import LedgerActions
from dadu_desktop.ui.ledger_bar import LedgerBar
from dadu_desktop.ui.ledger_columns import LedgerColumns
from dadu_desktop.ui.list_layout import keep_detail, shown_columns, shown_sort, shows_detail
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import announce, label
from dadu_desktop.ui.table_model import PAGE, TableModel
from dadu_desktop.ui.table_view import TableView
from dadu_desktop.ui.tasks import Task

DETAIL_FROM = 1100  # width of the page at which the detail panel comes: a window of 1280
SKELETON_MS = 150
SETTLED_MS = 120


class LedgerPage(Page):
    """The list of one record type."""

    help = (
        "在查找框输入名称、编号、电话或任意几个字，也可以用拼音首字母。点列标题排序，点漏斗筛选。"
        "双击或回车打开记录；按住 Ctrl 或 Shift 选多条后可批量修改、导出、打印、删除。删除的记录在回收站里，可以恢复。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the page of a record type."""
        super().__init__(desk, name)
        self.record_type = desk.record_types[name]
        self.query = ListQuery(columns=shown_columns(self.record_type), sort=shown_sort(self.record_type))
        self.model = TableModel()
        self.table = TableView(self.model)
        self.bar = LedgerBar(self.record_type.record_label)
        self.detail = DetailPanel(self.record_type)
        self.empty = EmptyView()
        self.title = label(self.record_type.label, "title")
        self.count = label("", "muted")
        self.columns = LedgerColumns(self)
        self.deeds = LedgerActions(self)
        self._loading: Task | None = None
        self._detailing: Task | None = None
        self._stale = True
        self._skeleton = QTimer(self, singleShot=True, interval=SKELETON_MS)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._lay_out()
        self._connect()
        self._add_keys()
        if name == "problems":
            from dadu_desktop.ui.problem_bulk import BulkMoves  # no other list needs the editors of moves

            BulkMoves(self)
        if name == "enterprises":
            from dadu_desktop.ui.merge_deed import MergeDeed  # as above

            MergeDeed(self)

    def _lay_out(self) -> None:
        """Title, line, table with detail, selection bar."""
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.body, 1)
        middle.addWidget(self.detail)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 12)
        self.column.setSpacing(12)
        self.column.addLayout(head)
        self.column.addWidget(self.bar)
        self.column.addLayout(middle, 1)
        self.column.addWidget(self.deeds.bar)
        self.detail.hide()
        self.bar.detail.setChecked(shows_detail())

    def _connect(self) -> None:
        """Join the parts."""
        self.desk.changed.connect(self._note_change)
        self.model.rows_wanted.connect(self._fetch)
        self._skeleton.timeout.connect(lambda: self.count.setText("正在读取…"))
        self._settled.timeout.connect(self._show_current)
        self.bar.searched.connect(lambda text: self.ask(replace(self.query, search=text)))
        self.bar.search.returnPressed.connect(self._enter_found)
        self.bar.unfiltered.connect(self._take_filter)
        self.bar.cleared.connect(lambda: self.ask(replace(self.query, filters=())))
        self.bar.new_wanted.connect(lambda: self.desk.new_record(self.name))
        self.bar.bin_wanted.connect(lambda deleted: self.ask(replace(self.query, deleted=deleted)))
        self.bar.detail.toggled.connect(lambda shown: keep_detail(shown=shown))
        self.bar.detail.toggled.connect(lambda _shown: self._show_current())
        self.table.record_wanted.connect(self.open_row)
        for wanted in (self.detail.opened, self.deeds.bar.open_wanted):
            wanted.connect(lambda: self.open_row(self._detailed_row()))
        self.detail.folded.connect(self.table.setFocus)  # the button that had the keyboard goes
        self.detail.folded.connect(lambda: self.bar.detail.setChecked(False))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._settled.start())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._settled.start())

    def _add_keys(self) -> None:
        """Bind the keys of a list."""
        for keys, do in (
            ("/", self._begin_search),
            ("Ctrl+F", self._begin_search),
            ("Ctrl+N", self.bar.new.click),
            ("Ctrl+P", self.bar.print_wanted.emit),
            ("F4", self.bar.detail.toggle),
            ("F5", self.load),
        ):
            QShortcut(QKeySequence(keys), self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape = QShortcut(QKeySequence("Esc"), self.bar.search, self._leave_search)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _begin_search(self) -> None:
        """Let what is typed next take the place of the last search."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def _enter_found(self) -> None:
        """Go to what was found, so that one more Enter opens it."""
        if self.body.currentWidget() is self.table:
            self.table.setFocus()

    def _leave_search(self) -> None:
        """Go to what was found; where that is nothing, take the search back."""
        if self.body.currentWidget() is self.empty:
            self.bar.search.clear()
        self._enter_found()

    def enter(self, place: Place) -> None:
        """Show the list, with the query that came along."""
        if isinstance(place.argument, ListQuery):
            asked = place.argument
            columns = asked.columns or self.query.columns
            self.ask(replace(asked, columns=columns, sort=asked.sort or self.query.sort))
        elif self._stale:
            if (glance := self.desk.glance) and glance.query == self.asked():
                self._loaded(glance.page)
            self.load()
        self.deeds.load_views()
        self.table.setFocus()

    def glance(self) -> Glance | None:
        """Give the first page, where nothing was searched for and it is as the ledger has it."""
        plain = ListQuery(columns=self.query.columns, sort=self.query.sort)
        rows = self.model.first_rows()
        if self._stale or self._loading or self.query != plain or not rows:
            return None
        return Glance(self.record_type, self.asked(), ListPage(rows, self.model.rowCount()))

    def writers(self) -> Iterable[QWidget]:
        """Give what makes and changes records; the bar of a selection leaves its own out."""
        return (self.bar.new,)

    def ask(self, query: ListQuery) -> None:
        """Show another question: search, filters, sort, columns or the recycle bin.

        The rows that are selected stay in sight; with none selected the answer begins at its top.
        """
        self.query = query
        if not self.table.selectionModel().hasSelection():
            self.table.selectionModel().clearCurrentIndex()
        self.bar.show_search(query.search)
        self.bar.show_filters([filter_words(self.record_type, one) for one in query.filters])
        self.bar.bin.blockSignals(True)
        self.bar.bin.setChecked(query.deleted)
        self.bar.bin.blockSignals(False)
        self.load()

    def load(self) -> None:
        """Read the first page of the list on the worker."""
        if self._loading:
            self._loading.drop()
        self._stale = False
        if not self.desk.glance:
            self._skeleton.start()
        query, kind = self.asked(), self.name
        self._loading = self.desk.ask(
            lambda ledger: late.lists.list_records(ledger, kind, query), self._loaded
        )

    def asked(self) -> ListQuery:
        """Give the query with the number, by which selected records are named, among the columns."""
        known = {one.key for one in self.record_type.fields}
        extra = ("number",) if "number" in known and "number" not in self.query.columns else ()
        return replace(self.query, columns=(*self.query.columns, *extra), limit=PAGE, offset=0)

    def fields(self) -> list[Field]:
        """Give the fields of the columns shown."""
        return [self.record_type.field(key) for key in self.query.columns]

    def open_row(self, row: int) -> None:
        """Open the record of a row."""
        if known := self.model.row(row):
            self.desk.open_record(self.name, known.id)

    def _loaded(self, page: ListPage) -> None:
        """Show the first page."""
        self._loading = None
        self._skeleton.stop()
        held = self.table.held()
        self.model.set_rows(self.fields(), page.rows, page.total)
        self.columns.show()
        self.count.setText(f"{'回收站 ' if self.query.deleted else ''}{page.total:,} 条")
        announce(self.count, self.count.text())
        self._show_body(page.total)
        self.table.hold(held)
        self._settled.start()

    def _show_body(self, total: int) -> None:
        """Show the table, or one sentence and the button that helps."""
        if not total and self.table.hasFocus():
            self.bar.search.setFocus()
        self.body.setCurrentWidget(self.table if total else self.empty)
        label, bare = self.record_type.record_label, replace(self.query, search="", filters=())
        if self.query.search or self.query.filters:
            self.empty.say("没有符合条件的记录。", ("清除查找和筛选", lambda: self.ask(bare)))
        elif self.query.deleted:
            self.empty.say("回收站是空的。", ("返回台账", lambda: self.bar.bin.setChecked(False)))
        elif self.desk.refusal(Act.WRITE):
            self.empty.say(f"还没有{label}记录。")
        else:
            taken = "导入表格", lambda: self.desk.show_page("exchange")
            begun = f"新增{label}", lambda: self.desk.new_record(self.name)
            self.empty.say(f"还没有{label}记录。已有表格的可以直接导入。", taken, begun)

    def _fetch(self, offset: int) -> None:
        """Read a further page that somebody looks at."""
        query, kind, shown = replace(self.asked(), offset=offset), self.name, self.query

        def put(page: ListPage) -> None:
            if shown is self.query:
                self.model.put_rows(offset, page.rows)

        self.desk.ask(lambda ledger: late.lists.list_records(ledger, kind, query), put)

    def _show_current(self) -> None:
        """Show detail and sums of what is selected, once the selection rests."""
        self.deeds.show_selection()
        row = self._detailed_row()
        known = self.model.row(row) if row >= 0 else None
        if self._detailing:
            self._detailing.drop()
        self._place_detail()
        if known is not None and not self.detail.isHidden():
            record = known.id
            self._detailing = self.desk.ask(
                lambda ledger: late.records.get_record(ledger, self.name, record), self.detail.show_record
            )

    def _take_filter(self, place: int) -> None:
        """Take one filter away."""
        kept = tuple(one for i, one in enumerate(self.query.filters) if i != place)
        self.ask(replace(self.query, filters=kept))

    def _note_change(self, kind: str, _ids: list[int]) -> None:
        """Read again what somebody changed, at once when the list is in front."""
        if kind == self.name:
            self._stale = True
            if self.isVisible():
                self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the detail panel where there is room."""
        super().resizeEvent(event)
        self._place_detail()

    def _place_detail(self) -> None:
        """Show the panel beside a wide list while a record is selected; else the table has the room."""
        wide = self.width() >= DETAIL_FROM
        self.bar.detail.setVisible(wide)
        self.detail.setVisible(wide and self.bar.detail.isChecked() and self._detailed_row() >= 0)

    def _detailed_row(self) -> int:
        """Give the row whose summary is shown: the current one if it is selected, else the first; -1 for none."""
        row, selection = self.table.currentIndex().row(), self.table.selectionModel()
        if not selection.hasSelection():
            return -1
        return row if selection.isRowSelected(row) else self.table.selected_rows()[0]
