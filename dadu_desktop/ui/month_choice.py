"""Which month, scope, span and grouping the page 月度数据 shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.scopes import Scope
from dadu_desktop.domain.spans import Span
from dadu_desktop.services.figure_view import GROUPS
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import label, push_button

MONTHS = 36


@dataclass(frozen=True)
class Choice:
    """What is asked for; no month means the newest."""

    month: Month | None = None
    scope: Scope = Scope.COMPARABLE
    span: Span = Span.MONTH
    group: str = "trade"


class ChoiceBar(QWidget):
    """Boxes for month, span, scope and grouping, with arrows to the month before and after."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the boxes; the months come with the first answer."""
        super().__init__()
        self.month = choice_box("月份")
        self.span = choice_box("时段", *((str(one), one) for one in Span))
        self.scope = choice_box("口径", *((str(one), one) for one in Scope))
        self.group = choice_box("分组", *((words, key) for key, words in GROUPS.items()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(push_button("‹", lambda: self._step(1), tip="上一个月", name="上一个月"))
        row.addWidget(self.month)
        row.addWidget(push_button("›", lambda: self._step(-1), tip="下一个月", name="下一个月"))
        for words, box in (("时段", self.span), ("口径", self.scope), ("分组", self.group)):
            row.addSpacing(8)
            row.addWidget(label(words, "small"))
            row.addWidget(box)
        row.addStretch(1)
        for box in (self.month, self.span, self.scope, self.group):
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())

    @property
    def choice(self) -> Choice:
        """What the boxes say; Qt hands the words of an enumeration back as plain text."""
        scope, span = Scope(self.scope.currentData()), Span(self.span.currentData())
        return Choice(self.month.currentData(), scope, span, self.group.currentData())

    def show_months(self, newest: Month) -> None:
        """Offer the one after the newest month with figures, to be typed, and those before; the choice stays."""
        first = newest.next()
        offered: Month | None = self.month.itemData(0)
        if offered and (offered.year, offered.month) >= (first.year, first.month):
            return
        chosen = self.month.currentData()
        with QSignalBlocker(self.month):  # nothing else is asked for than what has just come
            self.month.clear()
            month = first
            for _ in range(MONTHS + 1):
                self.month.addItem(month.chinese(), month)
                month = month.previous()
            self.month.setCurrentIndex(1)
        if chosen:
            self.show_month(chosen)

    def show_month(self, month: Month) -> None:
        """Go to a month without asking anybody to read it; 1—2月 stands as February."""
        places = (at for at in range(self.month.count()) if same_month(self.month.itemData(at), month))
        with QSignalBlocker(self.month):
            self.month.setCurrentIndex(next(places, self.month.currentIndex()))

    def _step(self, by: int) -> None:
        """Go to an earlier (1) or later (-1) month."""
        at = self.month.currentIndex() + by
        if 0 <= at < self.month.count():
            self.month.setCurrentIndex(at)


def same_month(one: Month, other: Month) -> bool:
    """Tell whether two months are one in the ledger, where 1—2月 is kept as February."""
    return (one.year, one.month) == (other.year, other.month)


def choice_box(name: str, *items: tuple[str, object]) -> QComboBox:
    """Make a box that names itself."""
    box = NamedBox(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for words, value in items:
        box.addItem(words, value)
    return box
