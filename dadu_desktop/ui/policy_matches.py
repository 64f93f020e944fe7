"""符合情况: which enterprise meets which policy, what is in the way, what nobody has applied for yet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.verdicts import LIGHTS, Verdict
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import policy_matching, records
from dadu_desktop.services.policy_matching import Answer, Matching
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.month_choice import choice_box
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import label, push_button, search_line
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.desk import Desk

_FIELDS = (
    Field("enterprise", "企业", Kind.TEXT, width=28),
    Field("policy", "政策", Kind.TEXT, width=30),
    Field("verdict", "结果", Kind.LIGHT, width=12),
    Field("words", "原因（差多少、缺什么）", Kind.TEXT, width=34),
    Field("applied", "申报", Kind.TEXT, width=8),
    Field("window_to", "申报截止", Kind.DATE, width=12),
    Field("left", "剩余天数", Kind.INTEGER, width=10),
)
_NEW, _EXPIRING = "新符合", "即将到期未申报"
_WAYS = (_NEW, _EXPIRING, *(one.value for one in Verdict), "全部")


class MatchView(QWidget):
    """Three boxes over the table; Enter opens the enterprise, a button begins the application."""

    def __init__(self, desk: Desk) -> None:
        """Build boxes, words, buttons and table."""
        super().__init__()
        self.desk = desk
        self.found: Matching | None = None
        self.shown: list[Answer] = []
        self.words = label("", "section")
        self.way: QComboBox = choice_box("只看", *((one, one) for one in _WAYS))
        self.policy: QComboBox = choice_box("政策")
        self.search = search_line("查找企业", "查找企业名称")
        self.search.setMaximumWidth(220)
        self.faults = label("", "fault", wrap=True)
        self.faults.hide()
        self.count = label("", "small")
        self.apply = push_button(
            "登记申报", self._apply, picture="add", role="primary", tip="给选中的企业和政策新建申报"
        )
        self.seen = push_button("全部已阅", self._acknowledge, tip="现在符合的不再算“新符合”，以后新增的才算")
        self.table = RowsTable("政策符合情况", _FIELDS)
        self.empty = EmptyView()
        self.body = QStackedWidget()
        self._lay_out()
        for box in (self.way, self.policy):
            box.currentIndexChanged.connect(lambda _at: self._show_answers())
        self.search.textChanged.connect(lambda _words: self._show_answers())
        self.table.opened.connect(lambda at: desk.open_record("enterprises", self.shown[at].enterprise.id))
        self.table.picked.connect(self._allow)

    def _lay_out(self) -> None:
        """Words and buttons, boxes, table."""
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.seen)
        head.addWidget(self.apply)
        boxes = QHBoxLayout()
        boxes.setSpacing(8)
        for words, box in (("只看", self.way), ("政策", self.policy)):
            boxes.addWidget(label(words, "small"))
            boxes.addWidget(box)
        boxes.addWidget(self.search)
        boxes.addStretch(1)
        boxes.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(boxes)
        column.addWidget(self.faults)
        for widget in (self.table, self.empty):
            self.body.addWidget(widget)
        column.addWidget(self.body, 1)

    def load(self) -> None:
        """Match all with all on the worker."""
        today = date.today()
        self.desk.ask(lambda ledger: policy_matching.match_all(ledger, today), self._show)

    def _show(self, found: Matching) -> None:
        """Show what waits, and the answers chosen."""
        self.found = found
        self.words.setText(found.words)
        self.faults.setText("".join(found.faults))
        self.faults.setVisible(bool(found.faults))
        chosen = self.policy.currentData()
        with QSignalBlocker(self.policy):
            self.policy.clear()
            self.policy.addItem("全部政策", 0)
            for one in dict.fromkeys(answer.rules.policy for answer in found.answers):
                self.policy.addItem(one.label, one.id)
            self.policy.setCurrentIndex(max(0, self.policy.findData(chosen)))
        self._show_answers()

    def _show_answers(self) -> None:
        """Show the answers that the boxes ask for."""
        wanted, words = self.policy.currentData(), self.search.text().strip()
        self.shown = [
            one
            for one in self._chosen()
            if (not wanted or one.rules.policy.id == wanted) and words in one.enterprise.label
        ]
        self.table.show_rows(
            [_row(at, one, self.found.today) for at, one in enumerate(self.shown) if self.found]
        )
        self.count.setText(f"{len(self.shown):,} 条" if self.shown else "没有这样的企业")
        self.body.setCurrentWidget(self.table if self.shown else self.empty)
        if self.found and self.found.answers:
            self.empty.say("没有这样的企业。", ("看全部", self._show_all))
        else:
            self.empty.say(
                "还没有可以对照的政策：在政策里填写申报条件和截止日期，符合的企业就列在这里。",
                ("新增政策", lambda: self.desk.new_record("policies")),
            )
        self._allow()

    def _show_all(self) -> None:
        """Take all that narrows away."""
        self.search.clear()
        self.policy.setCurrentIndex(0)
        self.way.setCurrentIndex(_WAYS.index("全部"))

    def _chosen(self) -> tuple[Answer, ...]:
        """Take the answers of the first box."""
        if self.found is None:
            return ()
        match self.way.currentData():
            case "新符合":
                return self.found.new
            case "即将到期未申报":
                return self.found.expiring
            case "全部":
                return self.found.answers
            case verdict:
                return tuple(one for one in self.found.answers if one.match.verdict == verdict)

    def _allow(self) -> None:
        """Apply for one enterprise at a time."""
        self.apply.setEnabled(len(self.table.chosen()) == 1)
        self.seen.setEnabled(bool(self.found and self.found.new))

    def _apply(self) -> None:
        """Begin an application with enterprise and policy filled in."""
        one = self.shown[self.table.chosen()[0]]

        def blank(ledger: LedgerFile) -> RecordData:
            data = records.blank_record(ledger, "policy-applications", enterprise=one.enterprise)
            data.values["policy"] = one.rules.policy.label
            return data

        self.desk.ask(
            blank, lambda data: self.desk.wanted.emit(Place("record", "policy-applications", 0, data))
        )

    def _acknowledge(self) -> None:
        """Note on the worker that all of it was looked at."""
        today = date.today()
        self.desk.ask(lambda ledger: policy_matching.acknowledge(ledger, today), self.desk.announce)


def _row(place: int, one: Answer, today: date) -> Row:
    """Show one answer."""
    window: PartialDate | None = one.rules.window_to
    values: dict[str, object] = {
        "enterprise": one.enterprise.label,
        "policy": one.rules.policy.label,
        "verdict": LIGHTS[one.match.verdict],
        "words": one.match.words,
        "applied": "已申报" if one.applied else "",
        "window_to": window,
        "left": one.rules.days_left(today),
    }
    return Row(place, values)
