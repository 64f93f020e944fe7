"""An entry of the navigation with several views behind tabs: ledgers, and what is gathered from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk


@runtime_checkable
class Gathered(Protocol):
    """A view that reads when it is told to."""

    def load(self) -> None:
        """Read anew."""


class TabbedPage(Page):
    """What lies behind a tab reads when it is looked at, and again after a change."""

    concerned: frozenset[str] = frozenset()
    """Kinds of records after whose change what is gathered is read anew."""

    def __init__(self, desk: Desk, name: str, title: str, tabs: Sequence[tuple[str, QWidget]]) -> None:
        """Put the tabs below the title; they have its name for a screen reader."""
        super().__init__(desk, name)
        self.ledgers = {view.name: view for _, view in tabs if isinstance(view, LedgerPage)}
        self.tabs = QTabWidget()
        self._stale: set[QWidget] = set()
        for words, view in tabs:
            self.tabs.addTab(view, words)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName(title)
        self.tabs.tabBar().setDrawBase(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "title"))
        column.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _at: self._fill())
        desk.changed.connect(self._note)
        QShortcut(QKeySequence("F5"), self, self.load, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def enter(self, place: Place) -> None:
        """Show the tab that was left, or the ledger that is asked for with its query."""
        self._spoil()
        if isinstance(place.argument, ListQuery) or place.page != self.name:
            ledger = self.ledgers[place.page]
            self._stale.discard(ledger)
            self.tabs.setCurrentWidget(ledger)
            ledger.enter(Place(place.page, argument=place.argument))
        elif view := self.asked_view(place):
            self.tabs.setCurrentWidget(view)
        self._fill()

    def asked_view(self, place: Place) -> QWidget | None:
        """Give the view that is asked for by its name and is no ledger; None for the one that was left."""
        return None

    def load(self) -> None:
        """Read the tab in front anew."""
        self._spoil()
        self._fill()

    def _spoil(self) -> None:
        """Let every tab read when it is looked at next."""
        self._stale = {self.tabs.widget(at) for at in range(self.tabs.count())}

    def _fill(self) -> None:
        """Read what the tab in front shows."""
        view = self.tabs.currentWidget()
        if view not in self._stale:
            return
        self._stale.discard(view)
        if isinstance(view, LedgerPage):
            view.enter(Place(view.name))
        elif isinstance(view, Gathered):
            view.load()

    def _note(self, kind: str, _ids: list[int]) -> None:
        """Gather anew after a change; a ledger in front reads by itself."""
        if kind in self.concerned:
            self._spoil()
            if self.isVisible() and not isinstance(self.tabs.currentWidget(), LedgerPage):
                self._fill()
