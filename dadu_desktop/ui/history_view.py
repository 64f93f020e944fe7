"""The history of a record in plain words: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.domain.roles import Act
from dadu_desktop.services import histories
from dadu_desktop.services.put_back import put_back
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import label, plain_widget, push_button

if TYPE_CHECKING:
    from dadu_desktop.services.histories import Change
    from dadu_desktop.services.records import Saved
    from dadu_desktop.ui.desk import Desk


_SPANS = {"全部时间": 0, "今天": 1, "近 7 天": 7, "近 30 天": 30, "近一年": 365}


class HistoryView(QWidget):
    """A list of sentences, newest first, narrowed by person, field and time; beside a value stands what puts it back."""

    restored = Signal(int)  # the record of which a value was put back

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._record = 0
        self._changes: list[Change] = []
        self.setAccessibleName("修改历史")
        self.person, self.field, self.span = (_choice(words) for words in ("谁改的", "改了什么", "什么时候"))
        self.span.addItems(list(_SPANS))
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName("修改历史")
        row = QHBoxLayout()
        for box in (self.person, self.field, self.span):
            box.activated.connect(lambda _row: self._tell())
            row.addWidget(box)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(row)
        column.addWidget(self.area, 1)

    def show_record(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Read and show the history of a record."""
        self._record = id
        self._desk.ask(lambda ledger: histories.record_history(ledger, self._kind, id), self._show)

    def words(self) -> list[str]:
        """Give the lines shown, from top to bottom."""
        return [one.text() for one in self.area.findChildren(QLabel)]

    def _show(self, changes: list[Change]) -> None:
        """Offer the persons and fields that there are, and tell the changes."""
        self._changes = changes
        _offer(self.person, "所有人", (one.person for one in changes))
        _offer(self.field, "所有内容", (one.field_label or one.action for one in changes))
        self._tell()

    def _chosen(self) -> list[Change]:
        """Give the changes that were asked for."""
        days = _SPANS[self.span.currentText()]
        today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        since = today - timedelta(days=days - 1)
        return [
            one
            for one in self._changes
            if self.person.currentData() in ("", one.person)
            and self.field.currentData() in ("", one.field_label or one.action)
            and (not days or one.at >= since)
        ]

    def _tell(self) -> None:
        """Put one block for each moment and person."""
        content = plain_widget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 16, 16)
        told, writes = "", not self._desk.refusal(Act.WRITE)
        chosen = self._chosen()
        for change in chosen:
            moment = f"{change.at:%Y-%m-%d %H:%M}  {change.person}".rstrip()
            if moment != told:
                layout.addWidget(_line(moment, "muted"))
            told = moment
            layout.addWidget(self._block(change) if change.key and writes else _line(sentence(change)))
        if not chosen:
            nothing = "没有符合条件的修改。" if self._changes else "还没有修改记录。"
            layout.addWidget(_line(nothing, "muted"))
        layout.addStretch()
        self.area.setWidget(content)

    def _block(self, change: Change) -> QWidget:
        """Put the way back beside a change."""
        block = plain_widget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        name = f"改回：{change.field_label} {change.before or '空'}"
        back = push_button(
            "改回", lambda: self.put_back(change), role="link", tip="恢复为改动前的值", name=name
        )
        row.addWidget(_line(sentence(change)), 1)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return block

    def put_back(self, change: Change) -> None:
        """Give the field its former value; that is a change itself, and taken back the same way."""
        record = self._record

        def done(saved: Saved) -> None:
            self._desk.announce(saved.changed)
            self._desk.notify(f"{change.field_label}已改回。")
            self.restored.emit(record)
            self.show_record(record)

        self._desk.ask(lambda ledger: put_back(ledger, change.entry, change.key), done)


def sentence(change: Change) -> str:
    """Say one change, such as 状态 由“登记”改为“交办”, in a sentence."""
    reason = f"（{change.reason}）" if change.reason else ""
    if change.action != "修改" or not change.field_label:
        words = change.after or change.before
        return f"{change.action}{change.field_label}{words and f'“{words}”'}{reason}。"
    if not change.before:
        return f"{change.field_label} 填写“{change.after}”{reason}。"
    if not change.after:
        return f"{change.field_label} 清空，原为“{change.before}”{reason}。"
    return f"{change.field_label} 由“{change.before}”改为“{change.after}”{reason}。"


def _line(words: str, role: str = "") -> QLabel:
    """Make one line that wraps and can be copied from."""
    made = label(words, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _choice(name: str) -> QComboBox:
    """Make one choice of the line over the list."""
    box = NamedBox(name)
    box.setMaximumWidth(220)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # the words come later
    return box


def _offer(box: QComboBox, everything: str, words: Iterable[str]) -> None:
    """Offer words once each, keeping the one that was chosen."""
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for one in dict.fromkeys(filter(None, words)):
        box.addItem(one, one)
    box.setCurrentIndex(max(0, box.findData(chosen)))
