"""Work behind the window: one worker thread, one queue; answers come back on the window's thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal
from shiboken6 import isValid

from dadu_desktop.domain.errors import Cancelled

T = TypeVar("T")
Failed = Callable[[Exception], None]

SECONDS_BETWEEN_NEWS = 0.05

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Task:
    """One piece of work that waits, runs or has ended."""

    label: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Failed | None
    stop: Event = field(default_factory=Event)
    dropped: bool = False
    ending: bool = False

    def cancel(self) -> None:
        """Stop at the next progress step, because the person wants it; ``failed`` gets Cancelled."""
        self.stop.set()

    def drop(self) -> None:
        """Forget the work without a word, because a newer question took its place."""
        self.dropped = True
        self.stop.set()

    def finish(self) -> None:
        """Do it without an answer, as the window closes: a save that waits is made, long work stops at its next step."""
        self.dropped = self.ending = True


class Progress:
    """Given to the work: call it with (done, total, words); raises Cancelled once it was stopped."""

    def __init__(self, task: Task, tell: Callable[[Task, int, int, str], None]) -> None:
        """Tell the window at most twenty times a second."""
        self._task = task
        self._tell = tell
        self._told = 0.0

    def __call__(self, done: int, total: int, words: str = "") -> None:
        """Report how far the work is."""
        if self._task.stop.is_set() or self._task.ending:
            raise Cancelled("已取消，没有写入任何内容。")
        now = monotonic()
        if done >= total or now - self._told >= SECONDS_BETWEEN_NEWS:
            self._told = now
            self._tell(self._task, done, total, words)


class Tasks(QObject):
    """The queue and its worker; the open ledger is touched by nobody else."""

    started = Signal(object)  # Task
    moved = Signal(object, int, int, str)  # Task, done, total, words
    ended = Signal(object)  # Task
    failed = Signal(object)  # Exception that no caller took
    _answered = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the worker; it sleeps until there is work."""
        super().__init__(parent)
        self._queue: SimpleQueue[Task | None] = SimpleQueue()
        self._waiting: list[Task] = []
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._worker = _Worker(self._queue, self)
        self._worker.start()

    @property
    def idle(self) -> bool:
        """Tell whether nothing waits or runs."""
        return not self._waiting

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        label: str = "",
    ) -> Task:
        """Queue ``work`` for the worker; ``done`` or ``failed`` is called later on the window's thread.

        Without ``failed`` a fault goes to the signal of that name. A label makes the work visible after a
        while, with progress and 取消.
        """
        task = Task(label, work, done, failed)
        self._waiting.append(task)
        self._queue.put(task)
        self.started.emit(task)
        return task

    def close(self, last: Callable[[], None]) -> None:
        """Finish what was asked for, do ``last`` on the worker and end it; nothing is answered any more."""
        for task in self._waiting:
            task.finish()
        self.run(lambda _progress: last(), lambda _nothing: None)
        self._queue.put(None)
        self._worker.wait()

    def perform(self, task: Task) -> None:
        """Do one task; called by the worker on its own thread."""
        answer: object = None
        fault: Exception | None = None
        try:
            answer = self._answer_to(task)
        except Exception as problem:
            fault = problem  # told to the person by the window
        self._answered.emit(task, answer, fault)

    def _answer_to(self, task: Task) -> object:
        """Do the work unless it was called off while it waited."""
        if task.stop.is_set():
            raise Cancelled("已取消，没有写入任何内容。")
        return task.work(Progress(task, self.moved.emit))

    def _answer(self, task: Task, answer: object, fault: Exception | None) -> None:
        """Hand the outcome to whoever asked, unless they are gone."""
        self._waiting.remove(task)
        self.ended.emit(task)
        owner = getattr(task.done, "__self__", None)
        if task.dropped or (isinstance(owner, QObject) and not isValid(owner)):
            return
        if fault is None:
            task.done(answer)
        elif task.failed:
            task.failed(fault)
        else:
            self.failed.emit(fault)


class _Worker(QThread):
    """Takes one task after another."""

    def __init__(self, queue: SimpleQueue[Task | None], tasks: Tasks) -> None:
        """Share the queue."""
        super().__init__(tasks)
        self._queue = queue
        self._tasks = tasks

    def run(self) -> None:
        """Work until None comes."""
        while (task := self._queue.get()) is not None:
            _log.debug("task %s", task.label)
            self._tasks.perform(task)
