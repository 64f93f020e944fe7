"""措施与进展 of a plan: measures with their lights, what was entered, and the moves of its life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.domain.plan_progress import ProgressLight
    from dadu_desktop.services.plan_moves import PlanStep
    from dadu_desktop.services.records import RecordData

_MEASURES = (
    Field("measure", "帮扶措施", Kind.TEXT, width=36),
    Field("light", "亮灯", Kind.LIGHT, width=14),
    Field("percent", "进度", Kind.PERCENT, unit="%", width=12),
    Field("lead_unit", "牵头单位", Kind.TEXT, width=14),
    Field("owner", "责任人", Kind.TEXT, width=10),
    Field("due_words", "完成时限", Kind.TEXT, width=12),
    Field("progress", "进展情况", Kind.TEXT, width=30),
)
_STORY = (
    Field("date", "日期", Kind.DATE, width=12),
    Field("what", "事项", Kind.TEXT, width=14),
    Field("words", "内容", Kind.TEXT, width=60),
    Field("person", "记录人", Kind.TEXT, width=10),
)


class PlanStory(QWidget):
    """Measures over the story, newest first."""

    def __init__(self) -> None:
        """Build both tables, empty."""
        super().__init__()
        self.measures = RowsTable("帮扶措施亮灯", _MEASURES)
        self.story = RowsTable("进展与办理过程", _STORY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.measures, 2)
        column.addWidget(label("进展、评估与办理过程", "section"))
        column.addWidget(self.story, 3)

    def show_plan(self, data: RecordData, lights: Sequence[ProgressLight], steps: Sequence[PlanStep]) -> None:
        """Show a plan."""
        measures = data.children["measures"]
        self.measures.show_lines(
            {**one, "light": light.value} for one, light in zip(measures, lights, strict=False)
        )
        told = [*_entries(data), *_reviews(data), *_moves(steps)]
        told.sort(key=lambda one: str(one["date"]), reverse=True)
        self.story.show_lines(told)


def _entries(data: RecordData) -> list[dict[str, object]]:
    """Tell the entries of progress."""
    found = []
    for one in data.children["entries"]:
        reached = "" if one["reached"] is None else f"（进度到 {one['reached']:f}%）"
        words = f"{str(one['measure'] or '整体').rstrip('。')}：{one['text']}{reached}"
        found.append({"date": one["date"], "what": "进展", "words": words, "person": one["person"]})
    return found


def _reviews(data: RecordData) -> list[dict[str, object]]:
    """Tell the reviews."""
    found = []
    for one in data.children["reviews"]:
        average = "" if one["average"] is None else f"，平均进度 {one['average']:f}%"
        words = f"{one['verdict']}{average}。{one['words'] or ''}{one['next_step'] or ''}"
        found.append(
            {"date": one["date"], "what": f"{one['stage']}评估", "words": words, "person": one["person"]}
        )
    return found


def _moves(steps: Sequence[PlanStep]) -> list[dict[str, object]]:
    """Tell the moves; those of one day in the order in which they were made."""
    return [
        {
            "date": one.date,
            "what": one.move,
            "words": f"{one.before} → {one.after}　{one.words}".strip(),
            "person": one.person,
        }
        for one in reversed(steps)
    ]
