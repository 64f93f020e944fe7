"""Work goes to one worker and its answer comes back on the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.errors import Cancelled, InputProblem
from dadu_desktop.ui.status import StatusLine
from dadu_desktop.ui.tasks import Progress, Tasks
from tests.ui.keyboard import OFFSCREEN

pytestmark = [OFFSCREEN, pytest.mark.usefixtures("qapp")]


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    """Give a worker of the test's own."""
    made = Tasks()
    yield made
    made.close(lambda: None)


def test_an_answer_comes_back_on_the_thread_of_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[QThread] = []

    def done(worked_on: QThread) -> None:
        threads.extend([worked_on, QThread.currentThread()])

    tasks.run(lambda _progress: QThread.currentThread(), done)
    qtbot.waitUntil(lambda: tasks.idle)
    assert threads[1] is QApplication.instance().thread()  # type: ignore[union-attr]
    assert threads[0] is not threads[1]


def test_work_is_done_one_after_another_in_its_order(qtbot: QtBot, tasks: Tasks) -> None:
    done: list[int] = []
    for number in range(20):
        tasks.run(lambda _progress, number=number: number, done.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: tasks.idle)
    assert done == list(range(20))


def test_a_fault_goes_to_whoever_takes_it_else_to_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    taken: list[Exception] = []
    told: list[Exception] = []
    tasks.failed.connect(told.append)

    def fail(_progress: Progress) -> None:
        raise InputProblem("请核对。")

    tasks.run(fail, lambda _nothing: None, taken.append)
    tasks.run(fail, lambda _nothing: None)
    qtbot.waitUntil(lambda: tasks.idle)
    assert [str(one) for one in (*taken, *told)] == ["请核对。", "请核对。"]


def test_dropped_work_is_never_answered(qtbot: QtBot, tasks: Tasks) -> None:
    go = threading.Event()
    answers: list[str] = []
    first = tasks.run(lambda _progress: f"old {go.wait(5)}", answers.append)
    waiting = tasks.run(lambda _progress: "older", answers.append)
    tasks.run(lambda _progress: "new", answers.append)
    first.drop()
    waiting.drop()
    go.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert answers == ["new"]


def test_cancelled_work_stops_at_its_next_step(qtbot: QtBot, tasks: Tasks) -> None:
    faults: list[Exception] = []
    steps: list[int] = []
    begun = threading.Event()
    go = threading.Event()

    def work(progress: Progress) -> None:
        for step in range(100):
            begun.set()
            go.wait(5)
            progress(step, 100, "正在写入")
            steps.append(step)

    task = tasks.run(work, lambda _nothing: None, faults.append, label="导入")
    begun.wait(5)
    task.cancel()
    go.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert isinstance(faults[0], Cancelled)
    assert steps == []


def test_what_waits_is_done_before_the_window_is_gone_and_long_work_stops(qtbot: QtBot) -> None:
    tasks = Tasks()
    go = threading.Event()
    done: list[str] = []
    answers: list[object] = []

    def long(progress: Progress) -> None:
        progress(0, 2)
        done.append("long")

    tasks.run(lambda _progress: go.wait(5), answers.append)
    tasks.run(lambda _progress: done.append("saved"), answers.append)
    tasks.run(long, answers.append, label="正在导入…")
    called_off = tasks.run(lambda _progress: done.append("called off"), answers.append)
    called_off.cancel()
    go.set()
    tasks.close(lambda: done.append("closed"))
    qtbot.waitUntil(lambda: tasks.idle)
    assert done == ["saved", "closed"]
    assert answers == []


def test_long_work_shows_its_numbers_and_can_be_cancelled(qtbot: QtBot, tasks: Tasks) -> None:
    line = StatusLine(tasks)
    qtbot.addWidget(line)
    line.show()
    go = threading.Event()
    faults: list[Exception] = []

    def work(progress: Progress) -> None:
        progress(40, 40, "已读")
        go.wait(5)
        progress(1, 40)

    tasks.run(work, lambda _nothing: None, faults.append, label="正在导入…")
    assert not line.working
    qtbot.waitUntil(lambda: line.working)
    assert line._words.text() == "已读 40 / 40"
    line._stop.click()
    go.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert isinstance(faults[0], Cancelled)
    assert not line.working
