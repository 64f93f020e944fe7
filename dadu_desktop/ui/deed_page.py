"""A record's page with deeds under its head: each asks in a panel, writes, and says what was done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services.choices import enterprises_like
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.flow_layout import FlowLayout
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import push_button
from dadu_desktop.ui.plan_panel import PanelPlace, PlanPanel
from dadu_desktop.ui.record_page import RecordPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QPushButton

    from dadu_desktop.records.fields import Field, Reference
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.plan_bar import Deed, PlanBar

T = TypeVar("T")
Answers = dict[str, object]


class DeedBar(QWidget):
    """Buttons in as many lines as they need."""

    def __init__(self, deeds: Sequence[Deed]) -> None:
        """Make a button for each deed."""
        super().__init__()
        self.buttons = {words: push_button(words, do, tip=tip) for words, tip, do in deeds}
        flow = FlowLayout(self)
        for one in self.buttons.values():
            flow.addWidget(one)


class DeedPage(RecordPage):
    """A record's page with buttons between head and tabs; a new record has none yet."""

    help = f"上方按钮办理，F6 转到这里。{RecordPage.help}"

    def __init__(self, desk: Desk, name: str) -> None:
        """Put buttons and panel between head and tabs."""
        super().__init__(desk, name)
        self.place = PanelPlace()
        self.bar = self.make_bar()
        self.outer.insertWidget(1, self.bar)
        self.outer.insertWidget(2, self.place)
        self.tabs.setMinimumHeight(1)  # an open panel needs the room more than what lies behind the tabs
        self.bar.hide()
        self.editor.opened.connect(self.show_deeds)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("F6"), self, self._take_keyboard, context=context)

    def make_bar(self) -> DeedBar | PlanBar:
        """Make the bar of buttons."""
        return DeedBar(self.deeds())

    def deeds(self) -> Sequence[Deed]:
        """Give the buttons."""
        return ()

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """The buttons by their words."""
        return self.bar.buttons

    def show_deeds(self, data: RecordData) -> None:
        """Offer the deeds for a record that is kept."""
        self.bar.setVisible(bool(data.id))

    def writers(self) -> Iterable[QWidget]:
        """Give the deeds too."""
        return (*super().writers(), self.bar)

    def enter(self, place: Place) -> None:
        """Show a record without the panel of the one before; a new one begins with its form."""
        self.place.close_panel()
        super().enter(place)
        if not place.id:
            self.tabs.setCurrentWidget(self.editor)

    def back(self) -> None:
        """Close the panel by Esc, and without one go back to the ledger."""
        if self.place.panel:
            self.place.leave()
        else:
            super().back()

    def ask(
        self,
        title: str,
        hint: str,
        fields: tuple[Field, ...],
        answered: Callable[[Answers], None],
        values: Answers | None = None,
    ) -> None:
        """Open a panel, unless what is typed in the form still has to be saved."""
        if self.editor.is_changed:
            self.desk.notify("内容还没有保存，请先保存（Ctrl+S）。")
            return
        means = Means(date.today(), self.editor.code_lists, self._look_up)
        panel = PlanPanel(title, hint, fields, means, values or {})
        panel.wanted.connect(answered)
        self.place.open(panel)

    def write(self, work: Callable[[LedgerFile, int], dict[str, list[int]]], words: str) -> None:
        """Change the record on the worker, read it anew and say what was done."""
        self.act(work, lambda changed: self.finish(words, changed))

    def act(self, work: Callable[[LedgerFile, int], T], done: Callable[[T], None]) -> None:
        """Do something with the record on the worker; what is in the way is told in the panel."""
        data = self.editor.data
        if data and data.id:
            record = data.id
            failed = self.place.refuse if self.place.panel else None
            self.desk.ask(lambda ledger: work(ledger, record), done, failed)

    def finish(self, words: str, changed: dict[str, list[int]]) -> None:
        """Read the record anew and say what was done."""
        self.place.close_panel()
        if self.editor.data:
            self.editor.open(Place("record", self.name, self.editor.data.id))
        self.desk.announce(changed)
        self.desk.notify(words)

    def _look_up(self, text: str, found: Callable[[list[Reference]], None]) -> None:
        """Find enterprises for the panel."""
        self.desk.ask(lambda ledger: enterprises_like(ledger, text), found)

    def _take_keyboard(self) -> None:
        """Give the keyboard to the first button."""
        if button := next(iter(self.buttons.values()), None):
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)


def day_of(given: Answers) -> date:
    """Take the day of a panel; a month means its first day."""
    day = given["day"]
    return day.first_day() if isinstance(day, PartialDate) else date.today()
