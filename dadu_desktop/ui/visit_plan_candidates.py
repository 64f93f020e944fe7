"""Whom to visit: enterprises by place, by how long nobody came and by warning, and the round that is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.choices import code_items
from dadu_desktop.services.early_warning import early_warnings
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.rows import Row
from dadu_desktop.services.visit_planning import Candidate, Overlaps, Plan, candidates, plan_visits
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import card, push_button, search_line
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.small_form import SmallForm
from dadu_desktop.ui.tasks import Task

TYPING_MS = 200
EVERYWHERE = "全部"
_LISTS = {"town": ("towns", "镇街"), "area": ("areas", "商圈")}
_UNVISITED = {
    "多久没走访：不限": 0,
    "30 天未走访": 30,
    "60 天未走访": 60,
    "90 天未走访": 90,
    "180 天未走访": 180,
}
_COLUMNS = (
    Field("enterprise", "企业", Kind.TEXT, width=32),
    Field("town", "镇街", Kind.TEXT, width=12),
    Field("area", "商圈", Kind.TEXT, width=10),
    Field("last_visit", "上次走访", Kind.DATE, width=10),
    Field("last_visitors", "谁去的", Kind.TEXT, width=12),
    Field("open_problems", "未办问题", Kind.INTEGER, unit="个", width=14),
    Field("planned", "已安排", Kind.DATE, width=10),
    Field("overlap", "提醒", Kind.TEXT, width=30),
)
_PLAN = (
    Field("day", "走访日期", Kind.DATE, required=True, width=14),
    Field("visitors", "走访人员", Kind.TEXT, width=20),
    Field("leader", "带队领导", Kind.TEXT, width=14),
    Field("purpose", "目的", Kind.TEXT, width=28),
    Field("reason", "重复走访的理由", Kind.TEXT, width=36),
)


class CandidatesView(QWidget):
    """Filters, the list, and the line that plans the selected ones."""

    planned = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the parts."""
        super().__init__()
        self._desk = desk
        self._found: list[Candidate] = []
        self._asking: Task | None = None
        self.search = search_line("查找企业", "名称、代码或拼音首字母")
        self.boxes = {key: _box(words) for key, (_, words) in _LISTS.items()}
        self.unvisited = _box("多久没走访", tuple(_UNVISITED))
        self.warned = QCheckBox("只看运行预警")
        self.warned.setAccessibleName("只看运行预警")
        self.table = RowsTable("可走访的企业", _COLUMNS)
        self.empty = EmptyView()
        self.form = SmallForm(_PLAN, Means(date.today()), columns=5)
        self.form.fill({"visitors": desk.person})
        self.do = push_button("安排走访", self.plan, role="primary", name="安排所选企业的走访")
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Filters above, the list, the plan below."""
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        for box in self._lists():
            line.addWidget(box)
        line.addWidget(self.warned)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        foot = card()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 12)
        row.addWidget(self.form, 1)
        row.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(self.body, 1)
        column.addWidget(foot)

    def _connect(self) -> None:
        """Join the parts."""
        self._typing.timeout.connect(self.load)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        for box in self._lists():
            box.activated.connect(lambda _place: self.load())
        self.warned.toggled.connect(lambda _on: self.load())
        self.table.opened.connect(
            lambda place: self._desk.open_record("enterprises", self._found[place].enterprise.id)
        )
        self.table.picked.connect(self._say_chosen)
        self.form.submitted.connect(self.plan)
        self._desk.ask(
            lambda ledger: {
                key: [one.label for one in code_items(ledger, name) if one.active]
                for key, (name, _) in _LISTS.items()
            },
            self._offer,
        )

    def load(self) -> None:
        """Read the enterprises that the filters leave; an older question is forgotten."""
        if self._asking:
            self._asking.drop()
        places = {key: box.currentText() for key, box in self.boxes.items() if box.currentIndex() > 0}
        days = _UNVISITED[self.unvisited.currentText()]
        search, warned, today = self.search.text().strip(), self.warned.isChecked(), date.today()

        def work(ledger: LedgerFile) -> list[Candidate]:
            ids = _warned(ledger, today) if warned else None
            return candidates(
                ledger, today, town=places.get("town", ""), area=places.get("area", ""),
                unvisited_days=days, warned=ids, search=search,
            )  # fmt: skip

        self._asking = self._desk.ask(work, self._show)

    def plan(self) -> None:
        """Plan a visit to each of the selected enterprises."""
        places = self.table.chosen()
        try:
            asked = self.form.read()
        except FieldProblems:
            return
        day = asked["day"]
        if not places:
            self._desk.notify("请先在列表中选择要走访的企业（空格选中，Ctrl+A 全选）。")
            return
        if not isinstance(day, PartialDate):
            return
        chosen = tuple(self._found[place].enterprise for place in places)
        words = {key: str(asked.get(key, "")) for key in ("visitors", "leader", "purpose")}
        plan = Plan(day.first_day(), chosen, **words)
        reasons = {one.id: str(asked.get("reason", "")) for one in chosen}
        self.do.setEnabled(False)
        self._desk.ask(
            lambda ledger: plan_visits(ledger, plan, reasons=reasons),
            lambda changed: self._planned(len(chosen), changed),
            self._refused,
        )

    def _planned(self, count: int, changed: dict[str, list[int]]) -> None:
        """Say so, and show what is planned."""
        self.do.setEnabled(True)
        self.form.fill({"reason": "", "purpose": ""})
        self._desk.notify(f"已安排走访 {count:,} 家。")
        self.planned.emit()
        self._desk.announce(changed)

    def _refused(self, problem: Exception) -> None:
        """Ask for the reason where visits lie too close to others."""
        self.do.setEnabled(True)
        if isinstance(problem, Overlaps):
            self.form.show_faults({"reason": problem.sentence})
        elif isinstance(problem, InputProblem):
            self.form.show_faults({"day": problem.sentence})
        else:
            self._desk.tasks.failed.emit(problem)

    def _offer(self, lists: dict[str, list[str]]) -> None:
        """Fill the places to choose from."""
        for key, words in lists.items():
            self.boxes[key].addItems(words)

    def _show(self, found: Sequence[Candidate]) -> None:
        """List the enterprises."""
        self._asking = None
        self._found = list(found)
        self.table.show_rows([_row(one) for one in found])
        self.body.setCurrentWidget(self.table if found else self.empty)
        if (
            self.search.text()
            or self.warned.isChecked()
            or any(box.currentIndex() > 0 for box in self._lists())
        ):
            self.empty.say("没有符合条件的企业。", ("清除筛选", self._widen))
        else:
            self.empty.say(
                "台账里还没有企业，先导入企业台账。", ("去导入", lambda: self._desk.show_page("exchange"))
            )
        self._say_chosen()

    def _lists(self) -> tuple[QComboBox, ...]:
        """Give the boxes that narrow the list."""
        return (*self.boxes.values(), self.unvisited)

    def _widen(self) -> None:
        """Take every filter away and read anew."""
        self.search.clear()
        self._typing.stop()  # all is read at once below
        with QSignalBlocker(self.warned):
            self.warned.setChecked(False)
        for box in self._lists():
            box.setCurrentIndex(0)
        self.load()

    def _say_chosen(self) -> None:
        """Say on the button how many would be planned."""
        count = len(self.table.chosen())
        self.do.setText(f"安排走访 {count} 家" if count else "安排走访")


def _box(words: str, choices: Sequence[str] = ()) -> QComboBox:
    """Make one filter."""
    box = NamedBox(words)
    box.addItems(choices or [f"{words}：{EVERYWHERE}"])
    box.setMinimumWidth(120)
    return box


def _row(one: Candidate) -> Row:
    """Say a candidate as a row."""
    planned = PartialDate.of(one.planned) if one.planned else None
    values = {**vars(one), "enterprise": one.enterprise.label, "planned": planned}
    return Row(one.enterprise.id, values)


def _warned(ledger: LedgerFile, today: date) -> list[int]:
    """Give the enterprises that the figures of last month warn of."""
    return [one.enterprise.id for one in early_warnings(ledger, Month.of(today).previous())]
