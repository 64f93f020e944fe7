"""服务台账 in the navigation: visits and foreign trade surveys, a ledger each, side by side behind tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTabBar

from dadu_desktop.services.survey_rounds import SurveyRound, survey_rounds
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import label

if TYPE_CHECKING:
    from dadu_desktop.ui.desk import Desk

_TABS = (("visits", "走访"), ("trade-surveys", "外贸调研"))


class ServicePage(LedgerPage):
    """One of the two ledgers, with the way to the other above it."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Put the tabs over the ledger; its own is the one in front."""
        super().__init__(desk, name)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("服务台账")
        for _kind, words in _TABS:
            self.tabs.addTab(words)
        self._own = next(at for at, (kind, _words) in enumerate(_TABS) if kind == name)
        self.tabs.setCurrentIndex(self._own)
        self.tabs.currentChanged.connect(self._turn)
        self.column.insertWidget(0, self.tabs)

    def _turn(self, at: int) -> None:
        """Go to the other ledger; this one stays with its own tab in front."""
        if at != self._own:
            self.tabs.setCurrentIndex(self._own)
            self.desk.wanted.emit(Place(_TABS[at][0]))


class SurveyLedger(ServicePage):
    """The surveys, with the newest round added up in a sentence."""

    help = (
        "每家企业在一轮调研中一条记录：进出口额、主要市场、困难类型和关联的问题诉求；问题是否解决以问题台账为准。"
        f"{LedgerPage.help}"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Put the sentence over the table."""
        super().__init__(desk, name)
        self.round = label("", "muted", wrap=True)
        self.round.hide()
        self.column.insertWidget(3, self.round)

    def load(self) -> None:
        """Add up the rounds too."""
        super().load()
        self.desk.ask(survey_rounds, self._show_rounds)

    def _show_rounds(self, rounds: list[SurveyRound]) -> None:
        """Say the newest round and its difficulties."""
        self.round.setVisible(bool(rounds))
        if rounds:
            newest = rounds[0]
            kinds = "、".join(f"{words}{count}家" for words, count in newest.difficulties)
            self.round.setText(f"{newest.sentence}。{f'困难类型：{kinds}。' if kinds else ''}")
