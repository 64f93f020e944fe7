"""工作台: number cards that open their lists, what is due by day, what changed lately."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.services.histories import Change
from dadu_desktop.services.workbench import Card, DueItem, Workbench, workbench
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.pill import Pill
from dadu_desktop.ui.theme import set_role

CARD_WIDTH = 150  # at least, in pixels; as many in a row as there is room for
WORDS = 60


class WorkbenchPage(Page):
    """What waits today."""

    help = "上面每个数字点开就是对应的台账；左下是按日期排的到期问题，右下是最近的改动。"

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the three parts."""
        super().__init__(desk, name)
        title = QLabel("工作台")
        set_role(title, "title")
        self.cards = QGridLayout()
        self.cards.setSpacing(12)
        self.due, due = _part("到期提醒")
        self.recent, recent = _part("最近改动")
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(due, 1)
        below.addWidget(recent, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(self.cards)
        column.addLayout(below, 1)
        desk.changed.connect(lambda *_: self.load() if self.isVisible() else None)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, place: Place) -> None:
        """Count anew."""
        self.load()

    def load(self) -> None:
        """Ask on the worker."""
        self.desk.ask(lambda ledger: workbench(ledger, date.today()), self._show)

    def _show(self, found: Workbench) -> None:
        """Show cards, due problems and changes."""
        _empty(self.cards)
        across = max(1, min(len(found.cards), (self.width() - 48) // (CARD_WIDTH + 12)))
        rows = -(-len(found.cards) // across)
        across = -(-len(found.cards) // rows)
        for place, card in enumerate(found.cards):
            self.cards.addWidget(self._card(card), place // across, place % across)
        self._fill_due(found.due)
        self._fill_recent(found.recent)

    def _card(self, card: Card) -> QPushButton:
        """Make one number that opens its list."""
        button = QPushButton(clicked=partial(self.desk.open_list, card.kind, card.query))
        set_role(button, "card")
        button.setAccessibleName(f"{card.label} {card.count:,}")
        button.setAccessibleDescription("打开对应的台账")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        number, label = QLabel(f"{card.count:,}"), QLabel(card.label)
        set_role(number, "number")
        set_role(label, "muted")
        column = QVBoxLayout(button)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(0)
        for one in (number, label):
            one.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(one)
        button.setMinimumHeight(column.sizeHint().height())
        return button

    def _fill_due(self, items: list[DueItem]) -> None:
        """List open problems under their days."""
        _empty(self.due)
        if not items:
            self.due.addWidget(_muted("没有到期的问题。"))
        for day, group in groupby(items, key=lambda one: str(one.date)):
            self.due.addWidget(_muted(day))
            for item in group:
                row = QHBoxLayout()
                row.addWidget(Pill(item.light))
                row.addWidget(self._link(f"{item.number} {item.title}", item.kind, item.id), 1)
                self.due.addLayout(row)
        self.due.addStretch(1)

    def _fill_recent(self, changes: list[Change]) -> None:
        """List the last changes in words."""
        _empty(self.recent)
        if not changes:
            self.recent.addWidget(_muted("还没有改动。"))
        for change in changes:
            self.recent.addWidget(_muted(f"{change.at:%m-%d %H:%M} {change.person}".strip()))
            words = f"{change.action} {change.record} {change.field_label}".strip()
            if change.id:
                self.recent.addWidget(self._link(words, change.kind, change.id))
            else:
                self.recent.addWidget(QLabel(_short(words)))
        self.recent.addStretch(1)

    def _link(self, words: str, kind: str, record: int) -> QPushButton:
        """Make a line that opens a record."""
        button = QPushButton(
            _short(words), toolTip=words, clicked=partial(self.desk.open_record, kind, record)
        )
        button.setAccessibleName(words)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_role(button, "link")
        return button


def _part(words: str) -> tuple[QVBoxLayout, QFrame]:
    """Make a card with a heading and a scrolled list."""
    frame = QFrame(objectName="card")
    heading = QLabel(words)
    set_role(heading, "section")
    content = QWidget(objectName="plain")
    inner = QVBoxLayout(content)
    inner.setContentsMargins(0, 0, 8, 0)
    inner.setSpacing(2)
    scroll = QScrollArea(widgetResizable=True)
    scroll.setAccessibleName(words)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(content)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 12, 8, 12)
    column.addWidget(heading)
    column.addWidget(scroll, 1)
    return inner, frame


def _muted(words: str) -> QLabel:
    """Make a quiet small line."""
    label = QLabel(words)
    set_role(label, "small")
    return label


def _short(words: str) -> str:
    """Keep a line on one line."""
    flat = " ".join(words.split())
    return flat if len(flat) <= WORDS else f"{flat[:WORDS]}…"


def _empty(layout: QVBoxLayout | QGridLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while taken := layout.takeAt(0):
        if widget := taken.widget():
            widget.deleteLater()
        elif isinstance(inner := taken.layout(), QHBoxLayout):
            _empty(inner)
            inner.deleteLater()
