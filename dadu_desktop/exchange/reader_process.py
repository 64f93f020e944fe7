"""Strangers' files are read in a child process: what crashes, hangs or swells there does no harm here."""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from dadu_desktop.domain.errors import InputProblem, UserProblem
from dadu_desktop.exchange.cells import Book
from dadu_desktop.exchange.refusals import Refusal

_SECONDS = 20.0
_SECONDS_PER_BYTE = 1 / 1024**2
_MEMORY = 2 * 1024**3
_MOST_BYTES = 300 * 1024**2
_TICK = 0.05


def stay_on() -> None:
    """Carry on waiting: what is called while a file is read when nobody can cancel."""


def check_size(size: int) -> None:
    """Refuse a file before it is loaded: a workbook larger than this would not be unpacked either."""
    if size > _MOST_BYTES:
        raise InputProblem(Refusal.TOO_LARGE)


class ReaderProcess:
    """One child process for the files of one import; started with the first file, and again after a crash."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """Take the time that one file may need, besides one second for each megabyte."""
        self._seconds = seconds
        self._child: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        """Begin without a process."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.stop()

    def read(
        self, content: bytes, alive: Callable[[], None] = stay_on, *, passwords: Sequence[str] = ()
    ) -> Book:
        """Read a workbook; ``alive`` is called meanwhile and may raise to cancel, ``passwords`` are tried.

        Raises InputProblem where it cannot be read, WrongPassword where it is locked. A child that died is
        followed by a second one, which leaves the reading library that may have killed it aside.
        """
        deadline = time.monotonic() + self._seconds + len(content) * _SECONDS_PER_BYTE
        try:
            answer = self._ask(content, passwords, deadline, alive, second=False)
        except (EOFError, OSError):
            self.stop()
            answer = self._ask_again(content, passwords, deadline, alive)
        if isinstance(answer, UserProblem):
            raise answer
        return answer

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe:
            self._pipe.close()
        if self._child:
            self._child.kill()
            self._child.join()
        self._child = self._pipe = None

    def _ask_again(
        self, content: bytes, passwords: Sequence[str], deadline: float, alive: Callable[[], None]
    ) -> Book | UserProblem:
        """Ask a new child for the second way of reading; InputProblem where that dies too."""
        try:
            return self._ask(content, passwords, deadline, alive, second=True)
        except (EOFError, OSError) as error:
            self.stop()
            raise InputProblem(Refusal.CRASHED, detail=repr(error)) from error

    def _ask(
        self,
        content: bytes,
        passwords: Sequence[str],
        deadline: float,
        alive: Callable[[], None],
        *,
        second: bool,
    ) -> Book | UserProblem:
        """Hand a file to the process and take its answer; EOFError or OSError where the process died."""
        pipe = self._started()
        try:
            pipe.send((passwords, second))
            pipe.send_bytes(content)
            _wait(pipe, deadline, alive)
            answer: Book | UserProblem = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own child
        except BaseException:
            self.stop()
            raise
        return answer

    def _started(self) -> Connection:
        """Give the pipe to the process, started now if need be."""
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._child = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._child.start()
            theirs.close()
        return self._pipe


def _wait(pipe: Connection, deadline: float, alive: Callable[[], None]) -> None:
    """Wait for an answer; InputProblem when the time is up."""
    while not pipe.poll(_TICK):
        alive()
        if time.monotonic() > deadline:
            raise InputProblem(Refusal.TOO_SLOW)


def _serve(pipe: Connection) -> None:
    """Read one file after the other until the parent closes the pipe."""
    _limit_memory()
    _keep_quiet()
    from dadu_desktop.exchange.workbooks import read_workbook  # only the child needs the libraries

    while True:
        try:
            passwords, second = pipe.recv()
            content = pipe.recv_bytes()
        except EOFError:
            return
        answer: Book | UserProblem
        try:
            answer = read_workbook(content, passwords, second=second)
        except UserProblem as problem:
            answer = problem
        except MemoryError as error:
            answer = InputProblem(Refusal.TOO_LARGE, detail=repr(error))
        _answer(pipe, answer)


def _answer(pipe: Connection, answer: Book | UserProblem) -> None:
    """Send what was read; cells hold no object twice, so the pickler need not look for that."""
    output = io.BytesIO()
    pickler = pickle.Pickler(output, pickle.HIGHEST_PROTOCOL)
    pickler.fast = isinstance(answer, Book)
    pickler.dump(answer)
    pipe.send_bytes(output.getbuffer())


def _limit_memory() -> None:
    """Let this process have so much memory and no more, in the way of the system."""
    if sys.platform == "win32":
        from dadu_desktop.exchange.windows_job import limit_memory  # only Windows knows jobs

        # better read without this limit than not at all; time is limited all the same
        with suppress(OSError):
            limit_memory(_MEMORY)
    else:
        import resource  # not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _keep_quiet() -> None:
    """Let the last words of a dying library go nowhere: the parent says what happened in one sentence."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - devnull is no path of ours
        os.dup2(nowhere.fileno(), 2)
