"""工作台: number cards that open their lists, a calendar, what is due by day, who has how much, what changed."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.roles import Act
from dadu_desktop.services.drafts import Draft, drafts
from dadu_desktop.services.work_calendar import DayItem, work_calendar
from dadu_desktop.services.workbench import Card, Workbench, workbench
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import Do, card, empty_layout, label, plain_widget, push_button
from dadu_desktop.ui.theme import size
from dadu_desktop.ui.workbench_calendar import WorkCalendar, grid_of
from dadu_desktop.ui.workbench_lists import LineList

CARD_WIDTH = 124  # at least, in pixels; as many in a row as there is room for
MARGIN = 24
_FIRST = (
    "due_today", "overdue", "near", "waiting", "mine", "callback", "review", "unvisited", "unreported",
)  # fmt: skip
_LINES = 2
"""More lines of cards would push the calendar off a small screen."""
_DEEDS = (
    ("安排走访", "calendar", "visit-planning", "选企业、看上次走访和未办问题，打印路线"),
    ("座谈议程", "visits", "agenda", "下次座谈先议未完成的事项"),
    ("办理指标", "reports", "rates", "办结率、按期办结率、解决率、满意率、走访覆盖率"),
    ("工作交接", "forward", "handover", "一个人名下的全部工作：清单、改派、停用"),
)


class WorkbenchPage(Page):
    """What waits today."""

    help = (
        "上面每个数字点开就是对应的台账。左下是走访与时限日历，方向键选日期，回车到当天事项；"
        "中间是按日期排的到期问题，右边是谁手上有多少和最近的改动。过了零点会自动重新计算。"
        "Ctrl+J 记一笔：一句话登记走访和问题。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build head, cards and the three parts below."""
        super().__init__(desk, name)
        self.found: Workbench | None = None
        self.cards = QGridLayout()
        self.cards.setSpacing(8)
        self.note = label("", "small", wrap=True)
        self.note.hide()
        self.empty = EmptyView()
        self.empty.say(
            "台账还是空的：先导入企业基础台账，或者逐家新增企业。",
            ("导入表格", lambda: desk.show_page("exchange")),
            ("新增企业", lambda: desk.new_record("enterprises")),
        )
        self.empty.hide()
        self.calendar = WorkCalendar(date.today())
        self.day = LineList(desk, "当天事项")
        self.day.setMinimumHeight(size("row"))  # it scrolls; in a low window the weeks above need the room
        self.due = LineList(desk, "到期提醒")
        self.loads = LineList(desk, "谁有多少")
        self.recent = LineList(desk, "最近改动")
        self._items: list[DayItem] = []
        self._lay_out()
        self.calendar.month_wanted.connect(self.show_month)
        self.calendar.chosen.connect(self._show_day)
        self.calendar.entered.connect(self.day.take_keyboard)
        desk.changed.connect(self.follow)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        """Head, cards, then calendar, due list and the two lists behind tabs."""
        head = QHBoxLayout()
        head.addWidget(label("工作台", "title"), 1)
        head.addWidget(
            push_button("记一笔", self._note_down, picture="edit", tip="一句话登记走访和问题（Ctrl+J）")
        )
        for words, picture, page, tip in _DEEDS:
            self._last_deed = push_button(words, partial(self.desk.show_page, page), picture=picture, tip=tip)
            head.addWidget(self._last_deed)
        tabs = QTabWidget()
        tabs.setAccessibleName("工作量与改动")
        tabs.tabBar().setAccessibleName("工作量与改动")
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self.loads, "谁有多少")
        tabs.addTab(self.recent, "最近改动")
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(_part(self.calendar, self.day), 5)
        below.addWidget(_part(label("到期提醒", "section"), self.due), 4)
        below.addWidget(_part(tabs), 4)
        whole = plain_widget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(MARGIN, 16, MARGIN, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addLayout(self.cards)
        column.addWidget(self.note)
        column.addLayout(below, 1)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(whole)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.area)

    def enter(self, place: Place) -> None:
        """Count anew."""
        self.load()

    def load(self) -> None:
        """Ask on the worker, for the day that it is now."""
        today = date.today()
        self.desk.ask(lambda ledger: workbench(ledger, today), self._show)
        self.show_month(self.calendar.day if self.found else today)

    def show_month(self, day: date) -> None:
        """Read what lies in the month of a day."""
        first, last = grid_of(day)

        def show(items: list[DayItem]) -> None:
            self._items = items
            self.calendar.show_items(day, date.today(), items)
            self._show_day(day)

        self.desk.ask(lambda ledger: work_calendar(ledger, first, last), show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the cards into lines anew."""
        super().resizeEvent(event)
        if self.found:
            self._place_cards()

    def _show(self, found: Workbench) -> None:
        """Show cards, due problems, loads and changes."""
        self.found = found
        begun = bool(found.recent) or any(card.count for card in found.cards)
        self.empty.setVisible(not begun and not self.desk.refusal(Act.WRITE))
        self._place_cards()
        self.note.setText(found.note.strip("（）"))
        self.note.setVisible(bool(found.note))
        self.due.show_due(found.due)
        self.loads.show_loads(found.loads)
        self.recent.show_changes(found.recent)

    def _place_cards(self) -> None:
        """Lay the cards out in as few lines as they fit in, all as long as each other; none of nothing but zeros."""
        found = self.found
        if found is None or not self.empty.isHidden():
            empty_layout(self.cards)
            return
        room = max(1, (self.width() - 2 * MARGIN) // (CARD_WIDTH + 8))
        made = [self._card(one) for one in fitting(sorted(found.cards, key=_urgency), room * _LINES)]
        if found.drafts:
            made.append(self._number("未保存的草稿", found.drafts, self._show_draft, "打开最近的草稿"))
        empty_layout(self.cards)
        lines = -(-len(made) // room)
        across = -(-len(made) // lines)
        for place, one in enumerate(made):
            self.cards.addWidget(one, place // across, place % across)
        for before, after in pairwise((self._last_deed, *made)):  # Tab goes on from the head as one reads
            QWidget.setTabOrder(before, after)

    def _card(self, one: Card) -> QPushButton:
        """Make one number that opens its list."""
        show = partial(self.desk.open_list, one.kind, one.query)
        return self._number(one.label, one.count, show, "打开对应的台账")

    def _number(self, words: str, count: int, do: Do, tip: str) -> QPushButton:
        """Make one number over its words."""
        button = push_button("", do, role="card", tip=tip, name=f"{words} {count:,}")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(button)
        column.setContentsMargins(10, 8, 4, 8)
        column.setSpacing(0)
        for line in (label(f"{count:,}", "number"), label(words, "muted")):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(line)
        return button

    def _show_draft(self) -> None:
        """Open the record of the newest draft with what was typed."""

        def show(found: list[Draft]) -> None:
            for draft in found[:1]:
                self.desk.wanted.emit(Place("record", draft.kind, max(draft.id, 0), draft))

        self.desk.ask(lambda ledger: drafts(ledger.path), show)

    def _note_down(self) -> None:
        """Open the line for a quick note; its editors are not needed to show the start page."""
        from dadu_desktop.ui.quick_capture import capture

        capture(self.desk, self)

    def _show_day(self, day: date) -> None:
        """List what lies on the chosen day."""
        self.day.show_day(day, [one for one in self._items if one.day == day])


def _urgency(one: Card) -> int:
    """Put first what waits, and last what is only good to know."""
    return _FIRST.index(one.key) if one.key in _FIRST else len(_FIRST)


def fitting(cards: list[Card], places: int) -> list[Card]:
    """Leave out, from the end, what is only good to know and is nothing, as long as there are too many cards."""
    idle = [one for one in cards if not one.count and one.key not in _FIRST]
    left_out = idle[len(idle) - max(0, min(len(cards) - places, len(idle))) :]
    return [one for one in cards if one not in left_out]


def _part(*widgets: QWidget) -> QFrame:
    """Put widgets under each other into a card."""
    frame = card()
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 8, 8)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget, 0 if isinstance(widget, WorkCalendar | QLabel) else 1)
    return frame
