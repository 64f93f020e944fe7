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
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
)

from dadu_desktop.services.histories import Change
from dadu_desktop.services.workbench import Card, DueItem, Workbench, workbench
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import card, empty_layout, label, plain_widget, push_button
from dadu_desktop.ui.pill import Pill

CARD_WIDTH = 150  # at least, in pixels; as many in a row as there is room for
PART_HEIGHT = 160  # at least, in pixels; in a lower window the whole page scrolls
WORDS = 60


class WorkbenchPage(Page):
    """What waits today."""

    help = "上面每个数字点开就是对应的台账；左下是按日期排的到期问题，右下是最近的改动。"

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the three parts."""
        super().__init__(desk, name)
        self.cards = QGridLayout()
        self.cards.setSpacing(12)
        self.due, due = _part("到期提醒")
        self.recent, recent = _part("最近改动")
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(due, 1)
        below.addWidget(recent, 1)
        content = plain_widget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addWidget(label("工作台", "title"))
        column.addLayout(self.cards)
        column.addLayout(below, 1)
        whole = QScrollArea(widgetResizable=True)
        whole.setFrameShape(QFrame.Shape.NoFrame)
        whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.setWidget(content)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(whole)
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
        empty_layout(self.cards)
        across = max(1, min(len(found.cards), (self.width() - 48) // (CARD_WIDTH + 12)))
        rows = -(-len(found.cards) // across)
        across = -(-len(found.cards) // rows)
        for place, one in enumerate(found.cards):
            self.cards.addWidget(self._card(one), place // across, place % across)
        self._fill_due(found.due)
        self._fill_recent(found.recent)

    def _card(self, one: Card) -> QPushButton:
        """Make one number that opens its list."""
        name = f"{one.label} {one.count:,}"
        show = partial(self.desk.open_list, one.kind, one.query)
        button = push_button("", show, role="card", tip="打开对应的台账", name=name)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(button)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(0)
        for words in (label(f"{one.count:,}", "number"), label(one.label, "muted")):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(words)
        return button

    def _fill_due(self, items: list[DueItem]) -> None:
        """List open problems under their days."""
        empty_layout(self.due)
        if not items:
            self.due.addWidget(label("没有到期的问题。", "small"))
        for day, group in groupby(items, key=lambda one: str(one.date)):
            self.due.addWidget(label(day, "small"))
            for item in group:
                row = QHBoxLayout()
                row.addWidget(Pill(item.light))
                row.addWidget(self._link(f"{item.number} {item.title}", item.kind, item.id), 1)
                self.due.addLayout(row)
        self.due.addStretch(1)

    def _fill_recent(self, changes: list[Change]) -> None:
        """List the last changes in words."""
        empty_layout(self.recent)
        if not changes:
            self.recent.addWidget(label("还没有改动。", "small"))
        for change in changes:
            self.recent.addWidget(label(f"{change.at:%m-%d %H:%M} {change.person}".strip(), "small"))
            words = f"{change.action} {change.record} {change.field_label}".strip()
            if change.id:
                self.recent.addWidget(self._link(words, change.kind, change.id))
            else:
                self.recent.addWidget(label(_short(words)))
        self.recent.addStretch(1)

    def _link(self, words: str, kind: str, record: int) -> QPushButton:
        """Make a line that opens a record."""
        show = partial(self.desk.open_record, kind, record)
        button = push_button(_short(words), show, role="link", tip=words, name=words)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button


def _part(words: str) -> tuple[QVBoxLayout, QFrame]:
    """Make a card with a heading and a scrolled list."""
    frame = card()
    content = plain_widget()
    inner = QVBoxLayout(content)
    inner.setContentsMargins(0, 0, 8, 0)
    inner.setSpacing(2)
    scroll = QScrollArea(widgetResizable=True)
    scroll.setAccessibleName(words)
    scroll.setObjectName("reading")
    scroll.setMinimumHeight(PART_HEIGHT)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(content)
    column = QVBoxLayout(frame)
    column.setContentsMargins(8, 12, 8, 12)
    heading = label(words, "section")
    heading.setContentsMargins(8, 0, 0, 0)
    column.addWidget(heading)
    column.addWidget(scroll, 1)
    return inner, frame


def _short(words: str) -> str:
    """Keep a line on one line."""
    flat = " ".join(words.split())
    return flat if len(flat) <= WORDS else f"{flat[:WORDS]}…"
