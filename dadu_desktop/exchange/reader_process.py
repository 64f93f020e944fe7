"""Strangers' files are read in a child process: what crashes, hangs or swells there does no harm here."""

from __future__ import annotations

import io
import multiprocessing
import pickle
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.cells import Book

_SECONDS = 180
_MEMORY = 4 * 1024**3
_TICK = 0.05

_CRASHED = "文件读取时出错，可能已损坏：请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
_TOO_SLOW = "文件读取超过三分钟，已停止：请只保留需要的工作表后另存一份。"


def stay_on() -> None:
    """Carry on waiting: what is called while a file is read when nobody can cancel."""


class ReaderProcess:
    """One child process for the files of one import; started with the first file, and again after a crash."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        """Take the longest time that one file may need."""
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

    def read(self, content: bytes, alive: Callable[[], None] = stay_on) -> Book:
        """Read a workbook; InputProblem where it cannot be. ``alive`` is called meanwhile and may raise to cancel."""
        pipe = self._started()
        try:
            pipe.send_bytes(content)
            self._wait(pipe, alive)
            answer = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own child
        except (EOFError, OSError) as error:
            self.stop()
            raise InputProblem(_CRASHED, detail=repr(error)) from error
        except BaseException:
            self.stop()
            raise
        if isinstance(answer, Book):
            return answer
        sentence, detail = answer
        raise InputProblem(sentence, detail=detail)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._pipe:
            self._pipe.close()
        if self._child:
            self._child.kill()
            self._child.join()
        self._child = self._pipe = None

    def _wait(self, pipe: Connection, alive: Callable[[], None]) -> None:
        """Wait for the answer."""
        deadline = time.monotonic() + self._seconds
        while not pipe.poll(_TICK):
            alive()
            if time.monotonic() > deadline:
                raise InputProblem(_TOO_SLOW)

    def _started(self) -> Connection:
        """Give the pipe to the process, started now if need be."""
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._child = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._child.start()
            theirs.close()
        return self._pipe


def _serve(pipe: Connection) -> None:
    """Read one file after the other until the parent closes the pipe."""
    _limit_memory()
    from dadu_desktop.exchange.workbooks import read_workbook  # only the child needs the library

    while True:
        try:
            content = pipe.recv_bytes()
        except EOFError:
            return
        try:
            _answer(pipe, read_workbook(content))
        except InputProblem as problem:
            _answer(pipe, (problem.sentence, problem.detail))
        except (MemoryError, RecursionError) as error:
            _answer(pipe, (_CRASHED, repr(error)))


def _answer(pipe: Connection, answer: Book | tuple[str, str]) -> None:
    """Send what was read; cells hold no object twice, so the pickler need not look for that."""
    output = io.BytesIO()
    pickler = pickle.Pickler(output, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(answer)
    pipe.send_bytes(output.getbuffer())


def _limit_memory() -> None:
    """Set a limit where the system knows one."""
    if sys.platform != "win32":
        import resource  # not there on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
