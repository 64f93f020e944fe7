"""The page of one service team: the problems that it looks after, what it did, and the form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import team_links
from dadu_desktop.services.project_progress import enter_team_progress
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.deed_page import Answers, DeedPage, day_of
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.plan_panel import DAY
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.plan_bar import Deed

_STORY = (
    Field("date", "日期", Kind.DATE, width=14),
    Field("what", "事项", Kind.TEXT, width=12),
    Field("words", "内容", Kind.TEXT, width=60),
    Field("unit", "责任单位", Kind.TEXT, width=18),
    Field("state", "办理", Kind.TEXT, width=18),
)
_PROGRESS = (DAY, Field("text", "进展内容", Kind.LONG_TEXT, required=True, width=40))
_JOIN = " "


class TeamPage(DeedPage):
    """Problems and story first, then the form."""

    def add_tabs(self) -> None:
        """Put problems and story before the form."""
        self.work = TeamView(self.desk)
        super().add_tabs()
        self.tabs.insertTab(0, self.work, "服务进展")

    def deeds(self) -> Sequence[Deed]:
        """Give what can be done for the enterprise."""
        return (
            ("记进展", "记一次专班工作进展", self.ask_progress),
            ("关联问题", "把这家企业的问题诉求关联到专班；办理情况始终以问题台账为准", self.ask_problems),
        )

    def show_head(self, data: RecordData) -> None:
        """Leave out what a new team has not yet, and show problems and story."""
        self.tabs.setTabVisible(self.tabs.indexOf(self.work), bool(data.id))
        super().show_head(data)
        if data.id:
            self.work.show_team(data)

    def ask_progress(self) -> None:
        """Ask for an entry of progress."""
        self.ask("记进展", "现场办公和前移窗口在“内容”里登记。", _PROGRESS, self._enter)

    def ask_problems(self) -> None:
        """Ask which problems of the enterprise to look after."""
        if data := self.editor.data:
            team, today = data.id, date.today()
            self.desk.ask(
                lambda ledger: team_links.linkable_problems(ledger, team, today), self._choose_problems
            )

    def _choose_problems(self, rows: list[Row]) -> None:
        """Offer the problems that there are."""
        if not rows:
            self.desk.notify("这家企业没有尚未关联的问题；可先在“问题诉求”登记。")
            return
        offered = tuple(f"{row.values['number']}{_JOIN}{row.values['description']}" for row in rows)
        field = Field("problem", "问题", Kind.CHOICE, required=True, choices=offered, width=60)
        self.ask("关联问题", f"这家企业有 {len(rows)} 个问题尚未关联。", (field,), self._link)

    def _enter(self, given: Answers) -> None:
        """Write an entry of progress."""
        text, day = str(given["text"]), day_of(given)
        self.write(
            lambda ledger, team: enter_team_progress(ledger, team, text, day),
            "进展已记。",
        )

    def _link(self, given: Answers) -> None:
        """Link the problem that was chosen."""
        number = str(given["problem"]).split(_JOIN, 1)[0]
        self.write(
            lambda ledger, team: team_links.link_problems(ledger, team, [number]), f"{number} 已关联。"
        )


class TeamView(QWidget):
    """Linked problems as they stand, over meetings, windows and entries, newest first."""

    def __init__(self, desk: Desk) -> None:
        """Build both tables, empty."""
        super().__init__()
        self.desk = desk
        self.team = 0
        self.rows: list[Row] = []
        fields = [desk.record_types["problems"].field(key) for key in team_links.SHOWN]
        self.words = label("", "muted", wrap=True)
        self.problems = RowsTable("关联问题", fields)
        self.story = RowsTable("现场办公、前移窗口和进展", _STORY)
        self.problems.opened.connect(lambda at: desk.open_record("problems", self.rows[at].id))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(label("关联问题（回车打开）", "section"))
        column.addWidget(self.problems, 2)
        column.addWidget(label("现场办公、前移窗口和进展", "section"))
        column.addWidget(self.story, 3)

    def show_team(self, data: RecordData) -> None:
        """Show a team; its problems are read where they are kept."""
        self.team, today = data.id, date.today()
        self.words.setText(_contact_words(data))
        told = [*_meetings(data), *_windows(data), *_entries(data)]
        told.sort(key=lambda one: str(one["date"] or ""), reverse=True)
        self.story.show_lines(told)
        self.desk.ask(
            lambda ledger: team_links.linked_problems(ledger, data.id, today),
            lambda rows: self._show_problems(data.id, rows),
        )

    def _show_problems(self, team: int, rows: list[Row]) -> None:
        """Show the problems, if the team is still in front."""
        if team == self.team:
            self.rows = rows
            self.problems.show_rows(rows)


def _contact_words(data: RecordData) -> str:
    """Say whom to ring up."""
    told = (
        ("牵头", data.values["leader"]),
        ("值班电话", data.values["duty_telephone"]),
        ("专人代办", data.values["agent"]),
        ("联系群", data.values["contact_group"]),
    )
    return "　".join(f"{words}：{value}" for words, value in told if value)


def _meetings(data: RecordData) -> list[dict[str, object]]:
    """Tell the meetings on the spot."""
    return [
        {
            "date": one["date"],
            "what": "现场办公",
            "words": "；".join(str(one[key]) for key in ("matter", "decision") if one[key]),
            "unit": one["unit"],
            "state": f"完成 {one['done']}" if one["done"] else f"时限 {one['due']}" if one["due"] else "",
        }
        for one in data.children["meetings"]
    ]


def _windows(data: RecordData) -> list[dict[str, object]]:
    """Tell the counters brought to the enterprise."""
    return [
        {
            "date": one["since"],
            "what": "前移窗口",
            "words": "；".join(str(one[key]) for key in ("matter", "result") if one[key]),
            "unit": one["unit"],
            "state": f"办结 {one['done']}" if one["done"] else "办理中",
        }
        for one in data.children["windows"]
    ]


def _entries(data: RecordData) -> list[dict[str, object]]:
    """Tell the entries of progress."""
    return [
        {"date": one["date"], "what": "进展", "words": one["text"], "unit": one["person"], "state": ""}
        for one in data.children["entries"]
    ]
