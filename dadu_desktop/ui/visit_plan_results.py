"""What a round of visits brought, all enterprises in one form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Children, Field, Kind, Reference
from dadu_desktop.services.visit_planning import PlannedVisit
from dadu_desktop.services.visit_results import VisitResult, VisitsMade, enter_results
from dadu_desktop.ui.children_grid import ChildrenGrid
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.parts import fault_label, push_button
from dadu_desktop.ui.quick_capture import enterprise_lookup
from dadu_desktop.ui.small_form import SmallForm

_FORMS = ("实地走访", "座谈会", "现场办公", "企业来访", "电话", "微信")
_SHARED = (
    Field("day", "日期", Kind.DATE, required=True, width=14),
    Field("form", "形式", Kind.CHOICE, required=True, choices=_FORMS, width=14),
    Field("visitors", "走访人员", Kind.TEXT, width=20),
    Field("leader", "带队领导", Kind.TEXT, width=14),
)
_ROWS = Children(
    "results",
    "走访情况",
    (
        Field("enterprise", "企业", Kind.ENTERPRISE, required=True, width=28),
        Field("receiver", "接待人", Kind.TEXT, width=10),
        Field("operation", "经营情况", Kind.LONG_TEXT, width=24),
        Field("problems", "反映的问题（一行一个）", Kind.LONG_TEXT, width=28),
        Field("reply", "现场答复", Kind.LONG_TEXT, width=20),
        Field("next_step", "下一步", Kind.LONG_TEXT, width=20),
    ),
)


class ResultsView(QWidget):
    """What all visits share above, one row for each enterprise below."""

    kept = Signal()

    def __init__(self, desk: Desk) -> None:
        """Build the form, empty."""
        super().__init__()
        self._desk = desk
        means = Means(date.today(), {}, enterprise_lookup(desk))
        self.form = SmallForm(_SHARED, means, columns=4)
        self.grid = ChildrenGrid(_ROWS, means)
        self.form.submitted.connect(self.grid.setFocus)
        self.fault = fault_label()
        self.save = push_button("保存全部走访", self.keep, role="primary")
        foot = QHBoxLayout()
        foot.addWidget(self.fault, 1)
        foot.addStretch(1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.grid)
        column.addLayout(foot)
        column.addStretch(1)
        self.begin(())

    def begin(self, visits: Sequence[PlannedVisit]) -> None:
        """Begin with the visits planned; without any, with an empty form for today."""
        first = next(iter(visits), None)
        self.form.fill(
            {
                "day": PartialDate.of(first.day if first else date.today()),
                "form": _FORMS[0],
                "visitors": first.visitors if first else self._desk.person,
                "leader": first.leader if first else "",
            }
        )
        self.grid.load([{"id": one.id, "enterprise": one.enterprise} for one in visits])
        self._begun = self.grid.content()
        self.fault.hide()

    def may_leave(self) -> bool:
        """Ask once whether what is typed may be lost."""
        if self.grid.content() == self._begun:
            return True
        words = "走访结果还没有保存，离开后要重新录入。"
        box = QMessageBox(QMessageBox.Icon.Question, "走访结果", words, parent=self)
        go = box.addButton("不保存", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("继续录入", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is not go:
            return False
        self.begin(())
        return True

    def keep(self) -> None:
        """Keep all visits, or none where something is wrong."""
        self.grid.finish()
        try:
            shared = self.form.read()
            results = [_result(row) for row in self.grid.rows()]
        except FieldProblems:
            return
        except InputProblem as problem:
            self._say(problem)
            return
        day = shared["day"]
        if isinstance(day, PartialDate):
            words = {key: str(shared.get(key, "")) for key in ("visitors", "leader", "form")}
            self.save.setEnabled(False)
            self._desk.ask(
                lambda ledger: enter_results(ledger, day.last_day(), results, **words), self._kept, self._say
            )

    def _kept(self, made: VisitsMade) -> None:
        """Say what was kept and begin anew."""
        self.save.setEnabled(True)
        self.begin(())
        self._desk.announce(made.changed)
        self._desk.notify(f"已登记走访 {len(made.visits):,} 家、问题 {made.problems:,} 个。")
        self.kept.emit()

    def _say(self, problem: Exception) -> None:
        """Say under the rows what is in the way."""
        self.save.setEnabled(True)
        if isinstance(problem, InputProblem):
            self.fault.setText(problem.sentence)
            self.fault.show()
        else:
            self._desk.tasks.failed.emit(problem)


def _result(row: dict[str, object]) -> VisitResult:
    """Read one row; InputProblem where no enterprise is chosen."""
    enterprise, plan = row["enterprise"], row.get("id")
    if not isinstance(enterprise, Reference):
        raise InputProblem("有一行没有选择企业，请从列表中选择，或删去这一行。")
    lines = str(row.get("problems") or "").splitlines()
    told = {key: str(row.get(key) or "") for key in ("receiver", "operation", "reply", "next_step")}
    return VisitResult(
        enterprise,
        plan if isinstance(plan, int) else None,
        **told,
        problems=tuple({"description": one.strip()} for one in lines if one.strip()),
    )
