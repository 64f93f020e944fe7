"""The log of a problem (办理过程) as a story: who did what, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.services.problem_moves import MoveEntry
from dadu_desktop.services.timeline import Event
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.timeline_view import EventDelegate, TimelineModel


class ProblemStory(QWidget):
    """The entries, newest first."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.model = TimelineModel({"moves": "办理"})
        self.model.setParent(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EventDelegate(self.list))
        self.list.setAccessibleName("办理过程")
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFocusProxy(self.list)
        self._empty = label("还没有办理过程。用上方按钮受理、交办。", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)

    def show_moves(self, moves: Sequence[MoveEntry]) -> None:
        """Tell the log of a problem."""
        self.model.set_events(
            [
                _event(one, before, taken_back=after is not None and after.move == Move.WITHDRAW)
                for before, one, after in zip((None, *moves), moves, (*moves[1:], None), strict=False)
            ][::-1]
        )
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(moves))
        self._empty.setVisible(not moves)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the texts anew."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()


def _event(one: MoveEntry, before: MoveEntry | None, *, taken_back: bool) -> Event:
    """Tell one entry: the move and where it led, then who, what for, and the day that it set."""
    led = f"{one.before} → {one.after}" if one.before and one.before != one.after else one.after
    named = "下次复核" if one.move in (Move.PUT_OFF, Move.REVIEW) else "时限"
    same = before is not None and before.due == one.due
    due = f"{named} {one.due.isoformat()}" if one.due and not same else ""
    text = "　".join(filter(None, (one.person, one.words, one.outcome, due)))
    pill = "已撤回" if taken_back else "导入或补录" if one.imported else ""
    return Event(one.date, "moves", one.id, f"第{one.round}轮", f"{one.move}　{led}", text, pill)
