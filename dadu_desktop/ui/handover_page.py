"""工作交接: everything one person has in hand; printed, passed on, and the person retired, never deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout

from dadu_desktop.domain.errors import FieldProblems, UserProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import choices
from dadu_desktop.services.handover import Handover, handover, reassign, responsible_people, retire
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.empty_view import EmptyView
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import fault_label, foot_card, label, push_button
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.small_form import SmallForm

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.desk import Desk

Changed = dict[str, list[int]]
_COLUMNS = (
    Field("kind", "种类", Kind.TEXT, width=10),
    Field("number", "编号", Kind.TEXT, width=16),
    Field("title", "内容", Kind.TEXT, width=44),
    Field("role", "身份", Kind.TEXT, width=16),
    Field("due", "时限", Kind.DATE, width=15),
    Field("light", "亮灯", Kind.LIGHT, width=10),
    Field("status", "状态", Kind.TEXT, width=10),
)
_ASKED = (
    Field("to", "接手人", Kind.CHOICE, code_list="people", width=18),
    Field("reason", "原因", Kind.TEXT, width=30, help="如岗位调整、退休、调离"),
)


class HandoverPage(Page):
    """Choose a person; see, print and pass on what is in hand."""

    help = (
        "选人后列出此人名下的全部工作，超期在前；可打印交接清单。选中若干条只改派这些，不选就改派全部。"
        "停用人员前要先把工作交给接手人；停用后不再供选择，原有记录里的名字不变。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build choice, list and the line that passes on."""
        super().__init__(desk, name)
        self.found: Handover | None = None
        self._people: dict[str, tuple[str, ...]] = {}
        self.person = NamedBox("交出人")
        self.person.setMinimumWidth(160)
        self.person.activated.connect(lambda _place: self.load())
        self.count = label("", "muted")
        self.table = RowsTable("名下工作", _COLUMNS)
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._say_chosen)
        self.empty = EmptyView()
        self.form = SmallForm(_ASKED, Means(date.today(), self._people))
        self.form.submitted.connect(self.reassign)
        self.fault = fault_label()
        self.pass_on = push_button("改派全部", self.reassign, role="primary")
        self.leave = push_button("停用此人…", self._ask_retire)
        self.print = push_button("打印交接清单", self._print, picture="print")
        self._lay_out()
        desk.changed.connect(self.follow)

    def _lay_out(self) -> None:
        """Title and person, the list, the line below."""
        head = QHBoxLayout()
        head.addWidget(label("工作交接", "title"))
        head.addSpacing(16)
        head.addWidget(self.person)
        head.addWidget(self.count, 1)
        head.addWidget(self.print)
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        row = QHBoxLayout()
        row.addWidget(self.form, 1)
        row.addWidget(self.leave)
        row.addWidget(self.pass_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.body, 1)
        column.addWidget(foot_card(row, self.fault))

    def enter(self, place: Place) -> None:
        """Offer everybody, then show what the chosen person has."""
        self.desk.ask(_people, self._offer)

    def load(self) -> None:
        """Read what the person has in hand today."""
        person, today = self.person.currentText(), date.today()
        if person:
            self.desk.ask(lambda ledger: handover(ledger, person, today), self._show)

    def reassign(self) -> None:
        """Pass on the selected things, or all where none is selected."""
        found, asked = self.found, self._read()
        if found is None or asked is None:
            return
        places = self.table.chosen()
        items = [found.items[place] for place in places] if places else None
        to, reason = asked
        self._do(
            lambda ledger: reassign(ledger, found.person, to, items, reason=reason),
            f"已把{found.person}的 {len(items or found.items):,} 项工作改派给{to}。",
        )

    def retire(self) -> None:
        """Pass everything on and take the person off the list of those who work."""
        if self.found and (asked := self._read(needed=bool(self.found.items))):
            person, (to, reason) = self.found.person, asked
            self._do(
                lambda ledger: retire(ledger, person, to=to, reason=reason), f"{person}已停用，原有记录不变。"
            )

    def _read(self, *, needed: bool = True) -> tuple[str, str] | None:
        """Read heir and reason; None, with the fault said, where one is missing."""
        try:
            asked = self.form.read()
        except FieldProblems:
            return None
        wanted = ("to", "reason") if needed else ("reason",)
        faults = {key: f"请填写{self.form.fields[key].field.label}。" for key in wanted if not asked.get(key)}
        self.form.show_faults(faults)
        return None if faults else (str(asked.get("to", "")), str(asked["reason"]))

    def _do(self, work: Callable[[LedgerFile], Changed], words: str) -> None:
        """Do it on the worker and say so."""

        def done(changed: Changed) -> None:
            self.fault.hide()
            self.desk.announce(changed)
            self.desk.notify(words)
            self.form.fill({"to": "", "reason": ""})
            self.enter(Place("handover"))

        def failed(problem: Exception) -> None:
            if isinstance(problem, UserProblem):
                self.fault.setText(problem.sentence)
                self.fault.show()
            else:
                self.desk.tasks.failed.emit(problem)

        self.desk.ask(work, done, failed, label="正在改派…")

    def _offer(self, known: tuple[list[str], tuple[str, ...]]) -> None:
        """Fill the choices; the person chosen before stays."""
        everybody, working = known
        self._people["people"] = working
        before = self.person.currentText() or self.desk.person
        self.person.clear()
        self.person.addItems(everybody)
        if before in everybody:
            self.person.setCurrentText(before)
        self.load()
        if not everybody:
            self._show(Handover("", []))

    def _show(self, found: Handover) -> None:
        """List what is in hand."""
        self.found = found
        labels = {kind: known.record_label for kind, known in self.desk.record_types.items()}
        self.table.show_rows(
            [
                Row(
                    one.record,
                    {
                        "kind": labels[one.kind],
                        "number": one.number,
                        "title": one.title,
                        "role": one.role,
                        "due": PartialDate.of(one.due) if one.due else None,
                        "light": "红·超期" if one.overdue else "",
                        "status": one.status,
                    },
                    {"due": one.note} if one.note else {},
                )
                for one in found.items
            ]
        )
        self.body.setCurrentWidget(self.table if found.items else self.empty)
        if found.person:
            self.empty.say("此人名下没有未完成的工作。")
        else:
            self.empty.say(
                "还没有登记人员，先在设置的“人员”里登记。",
                ("去登记人员", lambda: self.desk.show_page("settings")),
            )
        self.count.setText(f"{len(found.items):,} 项，其中超期 {found.overdue:,} 项")
        self._say_chosen()

    def _say_chosen(self) -> None:
        """Say on the button what it would pass on."""
        chosen = len(self.table.chosen())
        words = f"改派所选 {chosen:,} 项" if chosen else "改派全部"
        self.pass_on.setText(words)
        self.pass_on.setAccessibleName(words)
        self.pass_on.setEnabled(bool(self.found and self.found.items))

    def _open(self, place: int) -> None:
        """Open the record of a line."""
        if self.found:
            one = self.found.items[place]
            self.desk.open_record(one.kind, one.record)

    def _print(self) -> None:
        """Show the list of the person as pages."""
        if self.found and self.found.person:
            order = ReportOrder("handover", {"person": self.found.person})
            self.desk.wanted.emit(Place("reports", argument=order))

    def _ask_retire(self) -> None:
        """Ask once, naming the person: from then on nobody can choose that name."""
        if self.found is None:
            return
        words = f"停用后，“{self.found.person}”不再供选择；名下工作交给接手人，原有记录不变。"
        box = QMessageBox(QMessageBox.Icon.Question, "停用人员", words, parent=self)
        go = box.addButton("停用", QMessageBox.ButtonRole.AcceptRole)
        box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(partial(self._answered, go))
        box.open()

    def _answered(self, go: object, pressed: object) -> None:
        """Retire where that was chosen."""
        if pressed is go:
            self.retire()


def _people(ledger: LedgerFile) -> tuple[list[str], tuple[str, ...]]:
    """Give everybody who has or may have work, and those who work here."""
    working = tuple(one.name for one in choices.persons(ledger) if one.active)
    return sorted({*responsible_people(ledger), *working}), working
