"""The page of one project: stages against their plan with lights, what was entered, and the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dadu_desktop.domain.project_stages import delay_words, stage_light
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.project_progress import ProjectProgress, enter_project_progress, stages_of
from dadu_desktop.ui.deed_page import Answers, DeedPage, day_of
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.plan_panel import DAY
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.plan_bar import Deed

_STAGES = (
    Field("stage", "阶段", Kind.TEXT, width=14),
    Field("light", "亮灯", Kind.LIGHT, width=14),
    Field("planned", "计划时间", Kind.DATE, width=14),
    Field("actual", "实际时间", Kind.DATE, width=14),
    Field("delay", "对照计划", Kind.TEXT, width=16),
    Field("note", "阶段说明", Kind.TEXT, width=40),
)
_ENTRIES = (
    Field("date", "进展日期", Kind.DATE, width=14),
    Field("text", "进展内容", Kind.TEXT, width=60),
    Field("arrived", "累计到位", Kind.AMOUNT, unit="万元", width=16),
    Field("person", "记录人", Kind.TEXT, width=12),
)


class ProjectPage(DeedPage):
    """Stages and progress first, then the form."""

    def add_tabs(self) -> None:
        """Put the stages before the form."""
        self.story = StagesView()
        super().add_tabs()
        self.tabs.insertTab(0, self.story, "阶段与进展")

    def deeds(self) -> Sequence[Deed]:
        """Give the one deed of a project."""
        return (("记进展", "记一次进展；到了某个阶段就选上，到位资金填累计数", self.ask_progress),)

    def show_head(self, data: RecordData) -> None:
        """Leave out what a new project has not yet, and show stages and progress."""
        self.tabs.setTabVisible(self.tabs.indexOf(self.story), bool(data.id))
        self.story.show_project(data, date.today())
        super().show_head(data)

    def ask_progress(self) -> None:
        """Ask for an entry of progress."""
        self.ask(
            "记进展",
            "选了阶段，它的实际时间就记为这一天。",
            progress_fields(self._open_stages()),
            self._enter,
        )

    def _open_stages(self) -> tuple[str, ...]:
        """Name the stages that are not reached, planned ones first, then those of the code list."""
        rows = self.editor.data.children["stages"] if self.editor.data else ()
        reached = {one["stage"] for one in rows if one["actual"] is not None}
        known = [str(one["stage"]) for one in rows] + list(self.editor.code_lists.get("project_stages", ()))
        return tuple(one for one in dict.fromkeys(known) if one not in reached)

    def _enter(self, given: Answers) -> None:
        """Write an entry of progress."""
        arrived, day = given.get("arrived"), day_of(given)
        progress = ProjectProgress(
            str(given["text"]),
            str(given.get("stage") or ""),
            arrived if isinstance(arrived, Decimal) else None,
        )
        self.write(
            lambda ledger, project: enter_project_progress(ledger, project, progress, day),
            "进展已记。",
        )


class StagesView(QWidget):
    """Stages over the entries of progress, newest first."""

    def __init__(self) -> None:
        """Build both tables, empty."""
        super().__init__()
        self.words = label("", "muted", wrap=True)
        self.stages = RowsTable("项目阶段亮灯", _STAGES)
        self.entries = RowsTable("进展记录", _ENTRIES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.stages, 1)
        column.addWidget(label("进展记录", "section"))
        column.addWidget(self.entries, 1)

    def show_project(self, data: RecordData, today: date) -> None:
        """Show a project as it stands on a day."""
        self.words.setText(_money_words(data))
        rows = data.children["stages"]
        self.stages.show_lines(
            {**row, "light": stage_light(stage, today).value, "delay": delay_words(stage, today)}
            for row, stage in zip(rows, stages_of(rows), strict=True)
        )
        told = sorted(data.children["entries"], key=lambda one: str(one["date"]), reverse=True)
        self.entries.show_lines(told)


def progress_fields(stages: Sequence[str]) -> tuple[Field, ...]:
    """Ask for an entry of progress of a project."""
    return (
        Field("stage", "到达阶段", Kind.CHOICE, choices=tuple(stages), width=14, help="不填即只记进展"),
        Field("arrived", "累计到位资金", Kind.AMOUNT, unit="万元", width=14),
        DAY,
        Field("text", "进展内容", Kind.LONG_TEXT, required=True, width=40),
    )


def _money_words(data: RecordData) -> str:
    """Say what was signed and what arrived."""
    values = data.values
    told = [
        f"{words} {values[key]:,f} {unit}"
        for key, words, unit in (
            ("signed_amount", "合同投资额", "万元"),
            ("arrived_amount", "到位资金", "万元"),
            ("arrival_rate", "到位率", "%"),
        )
        if isinstance(values.get(key), Decimal)
    ]
    return "，".join(told)
