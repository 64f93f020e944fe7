"""A record in its form: opened, changed, kept as a draft, saved, compared with what others saved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems, RecordChanged
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.fields import RecordType, Reference
from dadu_desktop.services import choices, drafts, records
from dadu_desktop.ui.confirming import may_leave
from dadu_desktop.ui.conflict_dialog import ConflictDialog, clashes, list_clashes
from dadu_desktop.ui.draft_texts import from_json
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.form import Form, Rows
from dadu_desktop.ui.record_reading import Opened, read_record
from dadu_desktop.ui.save_bar import SaveBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.records import RecordData, Saved
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.pages import Place
    from dadu_desktop.ui.tasks import Task

DRAFT_EVERY = 2000
_MARGIN = 64


class RecordEditor(QWidget):
    """The form of one kind of record and its save bar; pages put a head over it."""

    opened = Signal(object)  # RecordData, whenever another state of it is shown

    def __init__(self, desk: Desk, record_type: RecordType, parent: QWidget | None = None) -> None:
        """Build the form, empty."""
        super().__init__(parent)
        self.desk = desk
        self.record_type = record_type
        self.data: RecordData | None = None
        self.code_lists: dict[str, tuple[str, ...]] = {}
        self.form = Form(record_type, Means(date.today(), self.code_lists, self._look_up))
        if desk.refusal(Act.WRITE):
            self.form.only_read()
        self.form.edited.connect(self._notice)
        self.form.submitted.connect(self.save)
        self.setFocusProxy(self.form.stops.first())
        self.bar = SaveBar(self)
        self.bar.saved.connect(self.save)
        self.bar.undone.connect(self.form.undo)
        self.bar.discarded.connect(self.discard)
        self.bar.another.connect(lambda: desk.new_record(record_type.key))
        self._pause = QTimer(self, singleShot=True, interval=DRAFT_EVERY)
        self._pause.timeout.connect(self.keep_draft)
        self._search: Task | None = None
        self._draft = 0  # the number of what is kept of the record in front
        self._lay_out()

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        return bool(self.form.changed())

    def open(self, place: Place) -> None:
        """Show the record of a place, or for id 0 a new one, and what a draft had typed in it."""
        self.desk.ask(lambda ledger: read_record(ledger, self.record_type, place), self._show)

    def save(self) -> bool:
        """Keep what is typed; False where faults, shown under their fields, are in the way."""
        if self.data is None or (self.data.id and not self.is_changed):
            return True
        try:
            values, children = self.form.read(everything=not self.data.id)
        except FieldProblems:
            return False
        self._send(self.data, values, children)
        return True

    def discard(self) -> None:
        """Show the record as it is kept and forget what was typed."""
        if self.data:
            self._drop_draft()
            self.form.load(self.data.values, self.data.children)

    def may_leave(self) -> bool:
        """Ask once about unsaved changes; True when the person may go."""
        if not self.is_changed:
            return True
        words = f"“{self.title()}”有修改尚未保存，要保存吗？"
        return may_leave(self, "保存修改", words, self.save, self.discard)

    def keep_draft(self) -> None:
        """Keep what is typed outside the ledger, in case the program or the machine stops."""
        if self.data and self.desk.path and (texts := self.form.changed()):
            place, kind, number, title = self.desk.path, self.record_type.key, self._draft, self.title()
            self.desk.tasks.run(
                lambda _progress: drafts.keep_draft(place, kind, number, texts, title=title), _nothing
            )

    def title(self) -> str:
        """Name the record by its title field or its number."""
        shown = self.form.contents().get(self.record_type.title)
        return str(shown or (self.data and self.data.number) or f"新{self.record_type.record_label}")

    def _lay_out(self) -> None:
        """Put the form into a scrolling area over the bar."""
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.form)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        # queued: the new places of what the form holds are known only after its height is
        area.verticalScrollBar().rangeChanged.connect(self._keep_in_sight, Qt.ConnectionType.QueuedConnection)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._reveal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addWidget(self.bar)

    def _reveal(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to the field that Enter or a fault led to; Qt does it for Tab only."""
        if now is not None and self.form.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, _MARGIN)

    def _keep_in_sight(self) -> None:
        """Stay with the field that has the keyboard when a sentence or a row made the form longer."""
        self._reveal(None, self.form.focusWidget())

    def _show(self, opened: Opened) -> None:
        """Show what the worker read."""
        self.data, self._draft = opened.data, opened.draft
        self.code_lists.update(opened.code_lists)
        self.form.load(opened.data.values, opened.data.children)
        self._area.verticalScrollBar().setValue(0)
        self.opened.emit(opened.data)
        for key, content in from_json(self.record_type, opened.texts).items():
            self.form.change(key, content)

    def _send(self, data: RecordData, values: dict[str, object], children: dict[str, Rows]) -> None:
        """Save on the worker and read what is kept then: ids of new rows, computed fields."""
        kind, sent = self.record_type.key, self.form.contents()

        def work(ledger: LedgerFile) -> tuple[Saved, RecordData]:
            version = data.version if data.id else None
            saved = records.save_record(ledger, kind, data.id, values, children, version=version)
            return saved, records.get_record(ledger, kind, saved.id)

        self.desk.ask(
            work,
            lambda answer: self._saved(data, *answer, sent),
            self._refused(data, values, children),
            label="正在保存…",
        )

    def _saved(self, before: RecordData, saved: Saved, kept: RecordData, sent: Mapping[str, object]) -> None:
        """Show the record as it is kept now, with what was typed since, and tell everybody."""
        since = {key: now for key, now in self.form.contents().items() if now != sent[key]}
        self._drop_draft()
        self.data, self._draft = kept, kept.id
        self.form.load(kept.values, kept.children)
        for key, content in since.items():
            self.form.change(key, content)
        self.desk.announce(saved.changed)
        self.opened.emit(kept)
        if before.id:
            self.desk.notify(f"已保存 {saved.number}".rstrip())
        else:
            self.bar.offer_another(saved.number)

    def _refused(
        self, data: RecordData, values: dict[str, object], children: dict[str, Rows]
    ) -> Callable[[Exception], None]:
        """Say what to do when a save is refused."""

        def refused(problem: Exception) -> None:
            if isinstance(problem, FieldProblems):
                self.form.show_faults(problem.by_field)
            elif isinstance(problem, RecordChanged):
                self._compare(data, values, children)
            else:
                self.desk.tasks.failed.emit(problem)

        return refused

    def _compare(self, data: RecordData, values: dict[str, object], children: dict[str, Rows]) -> None:
        """Read what others saved, let the person choose, then save over it."""
        kind, number = self.record_type.key, data.id

        def choose(newer: RecordData) -> None:
            found = clashes(self.record_type.fields, data.values, newer.values, values)
            found += list_clashes(self.record_type.children, data.children, newer.children, children)
            dropped = ConflictDialog.choose(found, self) if found else set()
            if dropped is not None:
                mine = {key: value for key, value in values.items() if key not in dropped}
                lists = {key: rows for key, rows in children.items() if f".{key}" not in dropped}
                self._send(newer, mine, lists)

        self.desk.ask(lambda ledger: records.get_record(ledger, kind, number), choose)

    def _notice(self) -> None:
        """Show or hide the bar, and remember to keep a draft."""
        changed = self.form.changed()
        self.bar.show_changes(len(changed))
        if changed and self.data and not self._pause.isActive():
            self._pause.start()

    def _drop_draft(self) -> None:
        """Forget the draft of the record in front."""
        self._pause.stop()
        if self.desk.path:
            place, kind, number = self.desk.path, self.record_type.key, self._draft
            self.desk.tasks.run(lambda _progress: drafts.drop_draft(place, kind, number), _nothing)

    def _look_up(self, text: str, found: Callable[[list[Reference]], None]) -> None:
        """Find enterprises on the worker; a newer question replaces the one before."""
        if self._search:
            self._search.drop()
        self._search = self.desk.ask(lambda ledger: choices.enterprises_like(ledger, text), found)


def _nothing(_answer: object) -> None:
    """Need no answer."""
