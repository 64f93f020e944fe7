"""The middle of the report page: what the report is about, and what preflight found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.ui.copies_dialog import CopiesDialog
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import announce, card, label, plain_widget, push_button
from dadu_desktop.ui.report_form import ReportForm
from dadu_desktop.ui.report_orders import CopyOrder, ReportOrder
from dadu_desktop.ui.sent_reports_dialog import UNCHANGED

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.redacted_copies import ReportCopy
    from dadu_desktop.services.reports import ReportInfo

WIDTH = 264
STALE = "台账有改动，请重新生成。"
FINE = "印前检查：没有发现问题。"
SENT = "这是发出时的原样。"


class ParameterPane(QWidget):
    """Parameters above, findings below."""

    wanted = Signal()
    copy_wanted = Signal(object)
    """The order of a numbered copy that somebody is to get."""

    def __init__(self, desk: Desk) -> None:
        """Build both cards."""
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.stale = False  # whether the ledger changed after the pages were made
        self._desk = desk
        self._report = ""
        self.title = label("", "section", wrap=True)
        self.form = ReportForm(desk)
        self.make = push_button("生成预览", self.wanted, picture="refresh", tip="按现在的选择重新生成（F5）")
        self.edit = push_button("改稿…", self._edit, picture="edit", tip="逐句修改起草的文字")
        self.edit.hide()
        self.copy = push_button(
            "脱敏副本…", self._ask_copy, picture="copy", tip="企业用代号、金额用区间，编号登记"
        )
        self.findings = label("", wrap=True)
        self.findings.setAccessibleName("印前检查")
        frame = card()
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(16, 12, 16, 16)
        inner.setSpacing(8)
        for widget in (self.title, self.form, self.make):
            inner.addWidget(widget)
        more = QHBoxLayout()
        more.setSpacing(8)
        more.addWidget(self.edit)
        more.addWidget(self.copy)
        inner.addLayout(more)
        content = plain_widget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(frame)
        column.addWidget(self.findings)
        column.addStretch(1)
        # on a strongly scaled screen a briefing asks for more than fits
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def show_report(self, info: ReportInfo | None, title: str) -> None:
        """Ask for the parameters of a report."""
        self.title.setText(title)
        self._report = info.id if info else ""
        self.form.show_report(info)
        self.edit.setVisible(bool(info and info.drafted))
        self.copy.setVisible(info is not None)
        self.say([])

    def say(self, findings: Sequence[str], *, made: bool = False, substituted: Sequence[str] = ()) -> None:
        """Say what preflight found, and which official faces this machine has not."""
        self.stale = False
        faces = f"本机没有{'、'.join(substituted)}，已用自带的开源字体代替。"
        self._say(
            [
                *([f"⚠ {one}" for one in findings] or ([FINE] if made else [])),
                *([faces] if substituted else []),
            ]
        )

    def say_sent(self, changes: Sequence[str]) -> None:
        """Say which numbers of a report are others since it was given out."""
        self.stale = False
        self._say([SENT, *([f"⚠ {one}" for one in changes] or [UNCHANGED])])

    def say_stale(self) -> None:
        """Say that the pages are older than the ledger."""
        self.stale = True
        self._say([STALE])

    def _say(self, lines: Sequence[str]) -> None:
        """Show lines where the findings stand, and say them aloud."""
        self.findings.setText("\n".join(lines))
        self.findings.setAccessibleDescription(self.findings.text())
        if lines:
            announce(self.findings, self.findings.text())

    def _edit(self) -> None:
        """Go through the sentences of the report with what is chosen now."""
        order = ReportOrder(self._report, self.form.values())
        self._desk.wanted.emit(Place("report-draft", argument=order))

    def _ask_copy(self) -> None:
        """Ask who gets a numbered copy, with the log of those given before."""
        report, parameters = self._report, self.form.values()
        title = "" if self.form.missing else self.title.text()

        def read(ledger: LedgerFile) -> list[ReportCopy]:
            from dadu_desktop.services.redacted_copies import copies

            return copies(ledger)

        def show(known: list[ReportCopy]) -> None:
            dialog = CopiesDialog(title, known, self)
            dialog.wanted.connect(lambda who: self.copy_wanted.emit(CopyOrder(report, parameters, who)))
            dialog.open()

        self._desk.ask(read, show)
