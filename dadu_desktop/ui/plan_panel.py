"""A panel that asks a few things of a plan: a move, progress, a review, a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import STAGES, VERDICTS
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.parts import fault_label, label, push_button
from dadu_desktop.ui.small_form import SmallForm

DAY = Field("day", "日期", Kind.DATE, required=True, width=14, help="补记以前的，请改成当天的日期")
WORDS = Field("words", "说明", Kind.LONG_TEXT, width=40)
REVIEW = (
    Field("stage", "评估阶段", Kind.CHOICE, required=True, choices=STAGES),
    Field("verdict", "评估结论", Kind.CHOICE, required=True, choices=VERDICTS),
    DAY,
    Field("words", "评估意见", Kind.LONG_TEXT, width=40),
    Field("next_step", "下步安排", Kind.TEXT, width=40),
)
MEASURE = (
    Field("measure", "帮扶措施", Kind.LONG_TEXT, required=True, width=40),
    Field("lead_unit", "牵头单位", Kind.CHOICE, code_list="departments", width=14),
    Field("owner", "责任人", Kind.TEXT, width=10),
    Field("due_words", "完成时限", Kind.TEXT, width=14, help="可写“11月底”“长期”"),
)


def progress_fields(measures: Sequence[str]) -> tuple[Field, ...]:
    """Ask for an entry of progress, of one of the measures or of the whole."""
    return (
        Field("measure", "对应措施", Kind.CHOICE, choices=tuple(measures), width=40, help="不填即整体进展"),
        Field("percent", "进度到", Kind.PERCENT, unit="%", width=8),
        DAY,
        Field("text", "进展内容", Kind.LONG_TEXT, required=True, width=40),
    )


def copy_fields(measures: Sequence[str]) -> tuple[Field, ...]:
    """Ask which measure goes to which enterprises."""
    return (
        Field("measure", "要复制的措施", Kind.CHOICE, required=True, choices=tuple(measures), width=40),
        Field("year", "年度", Kind.INTEGER, required=True, width=8),
        Field("enterprises", "复制到企业", Kind.ENTERPRISES, required=True, width=40),
    )


class PlanPanel(QFrame):
    """Title, hint, questions, buttons; the last Enter answers, Esc closes."""

    wanted = Signal(dict)
    closed = Signal()

    def __init__(
        self, title: str, hint: str, fields: Sequence[Field], means: Means, values: Mapping[str, object]
    ) -> None:
        """Build the questions, filled with what is usually right."""
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.title = title
        self.form = SmallForm(fields, means, columns=3)  # as low as can be: the small screen has few lines
        self.form.fill({DAY.key: PartialDate.of(means.today), **values})
        self.form.submitted.connect(self.submit)
        self._fault = fault_label()
        self.do = push_button(title, self.submit, role="primary", name=f"确认{title}")
        self._lay_out(hint)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Esc"), self, self.closed.emit, context=context)

    def _lay_out(self, hint: str) -> None:
        """Put head, questions, fault and buttons under each other."""
        head = QHBoxLayout()
        head.addWidget(label(self.title, "section"))
        head.addWidget(label(hint, "small"), 1)
        foot = QHBoxLayout()
        foot.addWidget(label("回车到下一项，最后一项回车即完成；Shift+回车换行，Esc 收起", "small"), 1)
        foot.addWidget(push_button("取消", self.closed, name=f"取消{self.title}"))
        foot.addWidget(self.do)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addWidget(self._fault)
        column.addLayout(foot)

    def submit(self) -> None:
        """Hand the answers over, unless something is missing."""
        self._fault.hide()
        try:
            values = self.form.read()
        except FieldProblems:
            return
        self.wanted.emit(values)

    def refuse(self, problem: InputProblem) -> None:
        """Say what is in the way, beside its field where it has one."""
        told = problem.sentence
        if isinstance(problem, FieldProblems):
            told = self.form.show_faults(problem.by_field)
        self._fault.setText(told)
        self._fault.setVisible(bool(told))


class PanelPlace(QWidget):
    """Where a panel opens; one at a time."""

    def __init__(self) -> None:
        """Begin closed."""
        super().__init__()
        self.panel: PlanPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open(self, panel: PlanPanel) -> None:
        """Show a panel in place of the one before, and give it the keyboard."""
        self.close_panel()
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self._column.addWidget(panel)
        self.show()
        panel.form.begin()

    def close_panel(self) -> None:
        """Put the panel away."""
        if self.panel:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.hide()

    def refuse(self, problem: Exception) -> None:
        """Say in the panel what a person can mend; anything else is not for it."""
        if self.panel is None or not isinstance(problem, InputProblem):
            raise problem
        self.panel.refuse(problem)
