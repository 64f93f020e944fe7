"""An open ledger: its engine, who works in it, and the lock that keeps a second program out."""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine

from dadu_desktop.domain.errors import NotAllowed, UserProblem
from dadu_desktop.domain.roles import Act, Role, refusal
from dadu_desktop.storage import backup, seal
from dadu_desktop.storage.engine import one_time_engine
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.key_ring import RING
from dadu_desktop.storage.lock import LedgerLock
from dadu_desktop.storage.unit_of_work import Changed, UnitOfWork


class LedgerFile:
    """One open ledger; used from one worker thread."""

    def __init__(self, path: Path, engine: Engine, lock: LedgerLock | None, *, checked: bool = True) -> None:
        """Keep what ``ledgers.open_ledger`` has checked; without a lock it only reads.

        Of one that is not ``checked`` every page is, before its first change.
        """
        self.path = path
        self.person = ""
        self.role: Role | None = None  # of the person, where the office has given roles
        self.writable = lock is not None
        self.revision = 0  # counts commits, so that what was read can be known to be old
        self.on_close: Callable[[LedgerFile], None] | None = None  # what is still done while the file is held
        self._checked = checked
        self._engine = engine
        self._lock = lock

    @contextmanager
    def read(self, act: Act | None = Act.READ) -> Iterator[Connection]:
        """Read from one snapshot; ``act`` is what it is read for, None where anybody may know it."""
        if act is not None:
            self.require(act)
        with said(), self._engine.connect() as connection:
            yield connection

    @property
    def guarded(self) -> bool:
        """Tell whether a password or a recovery sheet opened it."""
        return bool(RING.person_of(self.path))

    def require(self, act: Act) -> None:
        """Refuse what the person's role does not allow."""
        if words := refusal(self.role, act):
            raise NotAllowed(words)

    def unit(
        self,
        *,
        reason: str = "",
        batch: int | None = None,
        large: bool = False,
        act: Act | None = Act.WRITE,
    ) -> UnitOfWork:
        """Open the only way to write for what a role must allow; ``large`` where very many rows follow."""
        if act is not None:
            self.require(act)
        self.require_pages()
        return UnitOfWork(
            self._engine,
            person=self.person or _login(),
            reason=reason,
            batch=batch,
            large=large,
            committed=self._note,
        )

    def require_pages(self) -> None:
        """Check every page once, where that was not done yet; LedgerDamaged where one is not as it was written."""
        if not self._checked:
            backup.require_pages(self.path)
            self._checked = True

    def head(self) -> seal.Head:
        """Tell where the sealed history ends."""
        with self.read(None) as connection:
            return seal.head_of(connection)

    def beside(self) -> UnitOfWork:
        """Open a unit of work, for a reader too, that tells what was done with the ledger and changes nothing in it."""
        self.require_pages()
        return self._unit_on(self._engine if self.writable else one_time_engine(self.path, write=True))

    def _unit_on(self, engine: Engine) -> UnitOfWork:
        """Open a unit of work that counts as no change of the ledger."""
        return UnitOfWork(engine, person=self.person or _login(), committed=lambda _: None)

    def note(self, action: str, what: str) -> None:
        """Write an event into the history, from a reader too; where nothing can be written the log says so.

        It counts as no change of the ledger: what was read stays true, and no closing copy is due for it.
        """
        try:
            with self.beside() as unit:
                unit.note(action, what)
        except UserProblem as problem:
            logging.getLogger(__name__).warning("%s not noted in %s: %s", action, self.path, problem)

    def _note(self, _changed: Changed) -> None:
        """Count a commit."""
        self.revision += 1

    def close(self) -> None:
        """Give the file back; closing twice does no harm."""
        on_close, self.on_close = self.on_close, None
        try:
            if on_close is not None:
                on_close(self)
        finally:
            self._engine.dispose()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


@cache
def _login() -> str:
    """Name the login of the computer, for changes made before anybody said who works here."""
    try:
        return f"电脑用户 {getpass.getuser()}"
    except (KeyError, OSError):
        return "电脑用户"
