"""The small panel in which one move of a problem is filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import WORDS
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.problem_moves import Asked, MoveOption
from dadu_desktop.ui.ask_panel import AskPanel
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor, Lookup
from dadu_desktop.ui.small_form import SmallForm

DAY = "day"
_DAY_FIELD = Field(
    DAY, "办理日期", Kind.DATE, required=True, width=14, help="补记以前的办理，请改成当天的日期"
)
_KINDS = {
    "text": Kind.TEXT,
    "long": Kind.LONG_TEXT,
    "date": Kind.DATE,
    "choice": Kind.CHOICE,
    "choices": Kind.CHOICES,
    "problem": Kind.ENTERPRISE,
}
_EACH_TIME = ("satisfaction", "result_kind")
"""What a new round has to say anew: the answer of the last one must not slip through by Enter."""
_SUGGESTED = 20


class MovePanel(AskPanel):
    """Asks what a move needs; what is around it closes it by Esc."""

    wanted = Signal(object, dict, str, object)  # Move, values, words, day

    def __init__(self, option: MoveOption, means: Means, parent: QWidget | None = None) -> None:
        """Build the fields of one move, filled with what is usually right."""
        asked = [*(field_of(one) for one in option.asked), _DAY_FIELD]
        super().__init__(option.label, SmallForm(asked, means), parent)
        self.option = option
        self._means = means
        known = {key: value for key, value in option.values.items() if key not in _EACH_TIME}
        self.form.fill({**known, DAY: PartialDate.of(means.today)})
        for one in self.form.findChildren(EnterpriseEditor):
            one.setPlaceholderText("输入编号或问题中的几个字")
        self.lay_out(
            option.hint, "回车到下一项，最后一项回车或随时 Ctrl+回车即办理；Shift+回车换行，Esc 收起"
        )

    def hand_over(self, values: dict[str, object]) -> None:
        """Tell the page once: a second press must not make the move twice."""
        day = values.pop(DAY)
        words = str(values.pop(WORDS, ""))
        when = day.first_day() if isinstance(day, PartialDate) else self._means.today
        self.do.setEnabled(False)
        self.wanted.emit(self.option.move, values, words, when)

    def refuse(self, problem: InputProblem) -> None:
        """Say what keeps the move from being made, and let it be tried again."""
        self.do.setEnabled(True)
        super().refuse(problem)


def field_of(asked: Asked) -> Field:
    """Describe what a move asks for as a field, so that it gets the editor of its kind."""
    return Field(
        asked.key,
        asked.label,
        _KINDS[asked.kind],
        required=asked.required,
        choices=asked.choices,
        code_list=asked.code_list,
        width=36 if asked.kind == "problem" else 24,
    )


def problem_means(desk: Desk, code_lists: dict[str, tuple[str, ...]]) -> Means:
    """Give what the editors of a move need; what is looked up are problems."""
    return Means(date.today(), code_lists, problem_lookup(desk))


def problem_lookup(desk: Desk) -> Lookup:
    """Make the search for problems by number or any words."""
    described = desk.record_types["problems"].field("description")

    def look_up(text: str, found: Callable[[list[Reference]], None]) -> None:
        query = ListQuery(search=text, columns=("number", "description"), limit=_SUGGESTED)
        desk.ask(
            lambda ledger: [
                Reference(row.id, f"{row.values['number']} {text_of(described, row.values['description'])}")
                for row in list_records(ledger, "problems", query).rows
            ],
            found,
        )

    return look_up
