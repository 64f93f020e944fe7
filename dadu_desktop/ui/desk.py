"""What every page works with: the open ledger, the worker, and ways to go elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from dadu_desktop.domain.errors import KeyMissing, LedgerDamaged, WrongPassword
from dadu_desktop.domain.roles import Act, refusal
from dadu_desktop.ui import late
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.preferences import remember_ledger
from dadu_desktop.ui.tasks import Failed, Progress, Task, Tasks

if TYPE_CHECKING:
    from dadu_desktop.records.fields import RecordType, Reference
    from dadu_desktop.services.glances import Glance
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.list_query import ListQuery

T = TypeVar("T")


class Desk(QObject):
    """One person's desk; pages get it and nothing else of the window."""

    changed = Signal(str, list)  # kind and ids after a commit: the one signal of the whole program
    locked = Signal(str, object)  # a ledger that wants a password, and what opens it once it is unlocked
    # a ledger that cannot be read, and what opens it once a copy took its place
    damaged = Signal(str, object)
    laid = Signal()  # another ledger lies on the desk, or none: pages are made anew
    opened = Signal()  # the ledger on the desk can be asked, or there is none
    wanted = Signal(object)  # Place to show
    noticed = Signal(str, object, object)  # words, what 撤销 does and what file was written, or None
    summed = Signal(str)  # words about the selection for the foot of the window

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without a ledger."""
        super().__init__(parent)
        self.tasks = Tasks(self)
        self.path: Path | None = None
        self.person = ""
        self.guarded = False  # a password opened the ledger
        self.record_types: Mapping[str, RecordType] = {}
        self.glance: Glance | None = None  # until the ledger that was foreseen is open
        self._ledger: LedgerFile | None = None

    def open_ledger(self, place: str, done: Callable[[], None], failed: Failed | None = None) -> Task:
        """Open a ledger on the worker, close the one before, and say ``opened``; ``locked`` where it is guarded."""

        def again() -> Task:
            return self.open_ledger(place, done, failed)

        def refused(fault: Exception) -> None:
            if isinstance(fault, WrongPassword | KeyMissing):
                self.locked.emit(place, again)
            elif isinstance(fault, LedgerDamaged):
                self.damaged.emit(place, again)
            else:
                (failed or self.tasks.failed.emit)(fault)

        return self._take(lambda _: late.ledgers.open_ledger(Path(place)), done, refused, "正在打开台账…")

    def foresee(self, place: str, glance: Glance) -> None:
        """Lay a ledger on the desk as it was left, while it is being opened; what is asked of it waits for that."""
        self.path, self.glance = Path(place), glance
        self.record_types = {glance.record_type.key: glance.record_type}
        self.laid.emit()

    def begin_anew(self, page: str) -> None:
        """Build the pages anew for who works here now, and show one of them."""
        self.person = self.ledger.person
        self._tell_laid()
        self.show_page(page)

    def new_ledger(self, place: str, done: Callable[[], None], failed: Failed | None = None) -> Task:
        """Make an empty ledger at a place and open it."""
        return self._take(lambda _: late.ledgers.new_ledger(Path(place)), done, failed, "正在新建台账…")

    def _take(
        self,
        get: Callable[[Progress], LedgerFile],
        done: Callable[[], None],
        failed: Failed | None,
        label: str,
    ) -> Task:
        """Put the ledger that ``get`` returns on the desk."""

        def work(progress: Progress) -> Mapping[str, RecordType]:
            types = late.catalogue.RECORD_TYPES
            self._close()
            self._ledger = get(progress)  # at once: what is asked next may wait already
            return types

        def taken(types: Mapping[str, RecordType]) -> None:
            shown, self.glance, self.record_types = self.glance, None, types
            self.path, self.person = self.ledger.path, self.ledger.person
            self.guarded = self.ledger.guarded
            remember_ledger(str(self.path))
            if shown and shown.record_type == types[shown.record_type.key]:
                self.opened.emit()
            else:
                self._tell_laid()
            done()

        def refused(fault: Exception) -> None:
            if self.path is not None and self._ledger is None:  # the one before is closed by now
                self.path = self.glance = None
                self._tell_laid()
                self.wanted.emit(Place("start"))
            (failed or self.tasks.failed.emit)(fault)

        return self.tasks.run(work, taken, refused, label=label)

    def _tell_laid(self) -> None:
        """Say that another ledger lies on the desk and can be asked, or that there is none."""
        self.laid.emit()
        self.opened.emit()

    def release(self, done: Callable[[], None]) -> None:
        """Close the ledger, for work on the file itself such as putting back a backup."""
        self.path = None
        self.tasks.run(lambda _progress: self._close(), lambda _nothing: done())

    def ask(
        self,
        work: Callable[[LedgerFile], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        label: str = "",
    ) -> Task:
        """Ask the open ledger something on the worker."""
        return self.tasks.run(lambda _progress: work(self.ledger), done, failed, label=label)

    def labour(
        self,
        work: Callable[[LedgerFile, Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        label: str,
    ) -> Task:
        """Do long work on the open ledger that tells its progress and can be cancelled."""
        return self.tasks.run(lambda progress: work(self.ledger, progress), done, failed, label=label)

    @property
    def ledger(self) -> LedgerFile:
        """The open ledger; only for work on the worker."""
        if self._ledger is None:
            message = "no ledger is open"
            raise RuntimeError(message)
        return self._ledger

    @property
    def ready(self) -> bool:
        """Tell whether the ledger on the desk is open, and not only foreseen."""
        return self.path is not None and self.glance is None

    def refusal(self, act: Act) -> str:
        """Say why the person's role does not allow something; "" where it does or no ledger is open."""
        return refusal(self._ledger.role, act) if self._ledger else ""

    def announce(self, changed: dict[str, list[int]]) -> None:
        """Say after a commit which records are no longer as they were."""
        for kind, ids in changed.items():
            self.changed.emit(kind, ids)

    def notify(
        self, words: str, undo: Callable[[], None] | None = None, *, place: Path | None = None
    ) -> None:
        """Show a short notice at the bottom, with 撤销 where it can be undone, 打开 for what was written."""
        self.noticed.emit(words, undo, place)

    def show_page(self, name: str) -> None:
        """Go to a page by its name."""
        self.wanted.emit(Place(name))

    def open_record(self, kind: str, id: int) -> None:  # noqa: A002 - the word of the services
        """Show one record."""
        self.wanted.emit(Place("record", kind, id))

    def new_record(self, kind: str, enterprise: Reference | None = None) -> None:
        """Show an empty form, filled for an enterprise where one is given."""
        self.wanted.emit(Place("record", kind, 0, enterprise))

    def open_list(self, kind: str, query: ListQuery) -> None:
        """Show a ledger with a search, filters and a sort already set."""
        self.wanted.emit(Place(kind, argument=query))

    def take_files(self, files: Iterable[str]) -> None:
        """Bring workbooks to the import page."""
        self.wanted.emit(Place("exchange", argument=list(files)))

    def close(self, glance: Glance | None = None) -> None:
        """Close the ledger and end the worker; keep what it showed for the next start."""

        def last() -> None:
            ledger = self._ledger
            self._close()
            if ledger and glance:
                late.glances.keep_glance(ledger, glance)

        self.tasks.close(last)

    def _close(self) -> None:
        """Close the ledger on the worker's thread."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
