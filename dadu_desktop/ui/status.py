"""The line at the foot of the window: what is selected, and what is being worked on."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from dadu_desktop.ui.parts import announce, push_button
from dadu_desktop.ui.tasks import Task, Tasks

PATIENCE_MS = 500


class StatusLine(QFrame):
    """Shows work that takes longer than half a second, with numbers and 取消."""

    def __init__(self, tasks: Tasks) -> None:
        """Watch the worker."""
        super().__init__()
        self.setObjectName("status")
        self.setAccessibleName("状态栏")
        self._task: Task | None = None
        self._sums, self._words = QLabel(), QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("进度")
        self._stop = push_button("取消", self._cancel, name="取消正在进行的工作")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self._sums)
        row.addStretch(1)
        for widget in (self._words, self._bar, self._stop):
            row.addWidget(widget)
            widget.hide()
        self.setMinimumHeight(28)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._reveal)
        tasks.started.connect(self._begin)
        tasks.moved.connect(self._move)
        tasks.ended.connect(self._end)

    def say(self, words: str) -> None:
        """Show count, sum and mean of what is selected."""
        self._sums.setText(words)
        self._sums.setAccessibleName(words)

    @property
    def words(self) -> str:
        """What is said about the selection."""
        return self._sums.text()

    @property
    def working(self) -> bool:
        """Tell whether work is being shown."""
        return self._words.isVisibleTo(self)

    def _begin(self, task: Task) -> None:
        """Wait a moment before labelled work is shown."""
        if task.label and self._task is None:
            self._task = task
            self._words.setText(task.label)
            self._bar.setRange(0, 0)
            self._patience.start()

    def _move(self, task: Task, done: int, total: int, words: str) -> None:
        """Show how far the work is."""
        if task is self._task:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
            self._words.setText(f"{words or task.label} {done:,} / {total:,}")

    def _end(self, task: Task) -> None:
        """Take the work away."""
        if task is self._task:
            self._task = None
            self._patience.stop()
            self._show_work(shown=False)

    def _reveal(self) -> None:
        """Show work that takes its time."""
        self._stop.setEnabled(True)
        self._show_work(shown=True)
        announce(self, self._words.text())

    def _show_work(self, *, shown: bool) -> None:
        """Show or hide words, bar and button."""
        for widget in (self._words, self._bar, self._stop):
            widget.setVisible(shown)

    def _cancel(self) -> None:
        """Ask the work to stop."""
        if self._task:
            self._stop.setEnabled(False)
            self._task.cancel()
