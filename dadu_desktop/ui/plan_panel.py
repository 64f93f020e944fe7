"""A panel that asks a few things of a plan: a move, progress, a review, a copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.plan_moves import STAGES, VERDICTS
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.ui.ask_panel import AskPanel
from dadu_desktop.ui.editors import Means
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


class PlanPanel(AskPanel):
    """Asks for one entry of a plan; Esc closes it."""

    wanted = Signal(dict)

    def __init__(
        self, title: str, hint: str, fields: Sequence[Field], means: Means, values: Mapping[str, object]
    ) -> None:
        """Build the questions, filled with what is usually right."""
        # Three columns keep it as low as can be: the small screen has few lines.
        super().__init__(title, SmallForm(fields, means, columns=3))
        self.form.fill({DAY.key: PartialDate.of(means.today), **values})
        self.lay_out(hint, "回车到下一项，最后一项回车即完成；Shift+回车换行，Esc 收起")
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Esc"), self, self.closed.emit, context=context)

    def hand_over(self, values: dict[str, object]) -> None:
        """Tell the page."""
        self.wanted.emit(values)


class PanelPlace(QWidget):
    """Where a panel opens; one at a time."""

    def __init__(self) -> None:
        """Begin closed."""
        super().__init__()
        self.panel: PlanPanel | None = None
        self._before: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open(self, panel: PlanPanel) -> None:
        """Show a panel in place of the one before, and give it the keyboard."""
        self.close_panel()
        self.panel, self._before = panel, QApplication.focusWidget()
        panel.closed.connect(self.leave)
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

    def leave(self) -> None:
        """Close the panel without an answer; the keyboard goes back to where it was."""
        self.close_panel()
        if self._before and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, problem: Exception) -> None:
        """Say in the panel what a person can mend; anything else is not for it."""
        if self.panel is None or not isinstance(problem, InputProblem):
            raise problem
        self.panel.refuse(problem)
