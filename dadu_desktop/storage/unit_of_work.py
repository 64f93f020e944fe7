"""One write path: a transaction that writes rows and search index together, or leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.orm import Session

from dadu_desktop.records.catalogue import load_all
from dadu_desktop.storage import seal, search_index
from dadu_desktop.storage.engine import enlarge_cache
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.history import EVENTS, ChangeContext, HistoryEntry

Changed = dict[str, list[int]]


def now() -> str:
    """Give the instant of a change: UTC with its offset, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class UnitOfWork:
    """A transaction with a person, a reason and perhaps a batch; leaving it with an error rolls back all of it."""

    def __init__(
        self,
        engine: Engine,
        *,
        person: str,
        reason: str = "",
        batch: int | None = None,
        large: bool = False,
        committed: Callable[[Changed], None],
    ) -> None:
        """Prepare; the transaction opens on entering. A ``large`` one may keep more pages in memory."""
        self._engine = engine
        self._large = large
        self.person = person
        self.reason = reason
        self._said = {"person": person, "reason": reason, "batch": batch}
        self._committed = committed
        self._indexed: dict[str, set[int]] = {}
        self.changed: Changed = {}
        self.at = now()
        self.connection: Connection
        self.session: Session

    def __enter__(self) -> Self:
        """Take the write lock and tell the history who changes what follows."""
        load_all()  # a flush sorts the tables, and has to know those that others point to
        with said():
            self.connection = self._engine.connect().execution_options(writes=True)
            self.connection.begin()
            if self._large:
                enlarge_cache(self.connection)
            self.session = Session(self.connection, autoflush=True)
            seal.seal(self.connection, stray=True)
            self._tell(at=self.at, **self._said)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Commit with the index brought up to date, or roll back."""
        try:
            with said():
                if error is None:
                    self._finish()
        finally:
            self.session.close()
            self.connection.close()
        if error is None:
            self._committed(self.changed)
        elif isinstance(error, Exception):
            with said():
                raise error

    def set_batch(self, batch: int) -> None:
        """Let the changes from here on belong to a batch."""
        self._tell(batch=batch)

    def note(self, action: str, what: str) -> None:
        """Write an event into the history: log-in, export, print, backup or restore."""
        words = what.encode(errors="backslashreplace").decode()  # the name of a file may be no text
        entry = {"at": self.at, "person": self.person, "reason": words, "table_name": EVENTS, "record_id": ""}
        self.connection.execute(insert(HistoryEntry).values(**entry, action=action))

    def touch(self, kind: str, ids: Iterable[int], *, index: bool = True) -> None:
        """Note changed records; they are indexed anew before the commit unless the caller did so."""
        ids = list(ids)
        self.changed.setdefault(kind, []).extend(ids)
        if index:
            self._indexed.setdefault(kind, set()).update(ids)

    def _finish(self) -> None:
        """Write what is pending, index it and commit."""
        self.session.flush()
        for kind, ids in self._indexed.items():
            search_index.reindex(self.connection, kind, sorted(ids))
        self._tell(at=None, person="", reason="", batch=None)
        seal.seal(self.connection)
        self.connection.commit()

    def _tell(self, **values: object) -> None:
        """Set the context that the triggers read."""
        self.connection.execute(update(ChangeContext).values(**values))
