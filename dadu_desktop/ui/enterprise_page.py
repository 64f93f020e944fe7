"""一企一档: everything about one enterprise, from the facts in the head to the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Reference
from dadu_desktop.records.wording import text_of
from dadu_desktop.services import timeline
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.record_page import RecordPage
from dadu_desktop.ui.related_view import FiguresView, RelatedView
from dadu_desktop.ui.timeline_view import TimelineView

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.services.timeline import Facts
    from dadu_desktop.ui.desk import Desk
    from dadu_desktop.ui.record_head import Action

_WORK_KINDS = ("trade-surveys", "clusters", "teams", "projects", "activities")
_STORY_KINDS = ("visits", "problems", "plans", "cases", "policy-applications", *_WORK_KINDS, "figures")


class FactCards(QWidget):
    """Three figures that matter: visits, problems, sales."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the three, empty."""
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 8)
        line.setSpacing(32)
        self._cards = [self._card(line) for _ in range(3)]
        line.addStretch()

    def say(self, facts: Facts) -> None:
        """Show the figures of an enterprise."""
        visited = (
            f"最近 {facts.last_visit.isoformat()} {facts.last_visitors}"
            if facts.last_visit
            else "还没有走访过"
        )
        numbers = (("一企一策", facts.plan_number), ("帮扶", facts.case_number))
        plan = "，".join(f"{word} {number}" for word, number in numbers if number) or "没有一企一策"
        growth = "" if facts.latest_growth is None else f"，同比 {facts.latest_growth:+,f}%"
        month = (
            f"{facts.latest_month.isoformat()} {facts.latest_indicator}{growth}"
            if facts.latest_month
            else "没有月度数据"
        )
        sales = "—" if facts.latest_value is None else f"{facts.latest_value:,f} 万元"
        for (number, words), shown in zip(
            self._cards,
            (
                (f"{facts.visit_count} 次走访", visited),
                (f"{facts.open_problems} 个在办问题", f"共 {facts.problems} 个，{plan}"),
                (sales, month),
            ),
            strict=True,
        ):
            number.setText(shown[0])
            words.setText(shown[1].strip())

    def _card(self, line: QHBoxLayout) -> tuple[QLabel, QLabel]:
        """Build one figure over its words."""
        number, words = label("", "section"), label("", "small")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(number)
        column.addWidget(words)
        line.addLayout(column)
        return number, words


class EnterprisePage(RecordPage):
    """The page of an enterprise; its form is one of seven tabs."""

    def __init__(self, desk: Desk, name: str) -> None:
        """Build head, facts and tabs."""
        super().__init__(desk, name)
        self.facts = FactCards(self)
        self.outer.insertWidget(1, self.facts)
        desk.changed.connect(self._refresh_story)

    def further(self) -> list[Action]:
        """Give the buttons that begin a record for this enterprise."""
        return [
            ("新增走访", "visits", lambda: self._new("visits")),
            ("登记问题", "problems", lambda: self._new("problems")),
            ("写一企一策", "plans", lambda: self._new("plans")),
            ("合并…", "enterprises", self.merge),
        ]

    def merge(self) -> None:
        """Ask which other enterprise is the same as this one."""
        from dadu_desktop.ui.merge_choice import MergeChoice  # seldom needed

        data = self.editor.data
        if data and data.id and self.may_leave():
            MergeChoice(self.desk, data.id, self.window()).open()

    def add_tabs(self) -> None:
        """Put the story first, then the form and the ledgers."""
        self.story = TimelineView(self.desk, self.desk.record_types)
        self.related = [
            RelatedView(self.desk, ("problems",)),
            RelatedView(self.desk, ("plans", "cases", "policy-applications", *_WORK_KINDS)),
            FiguresView(self.desk),
        ]
        for widget, words in (
            (self.story, "时间轴"),
            (self.editor, "基本信息"),
            (self.related[0], "问题"),
            (self.related[1], "一企一策与帮扶"),
            (self.related[2], "月度数据"),
            (self.attachments, "附件"),
            (self.history, "历史"),
        ):
            self.tabs.addTab(widget, words)

    def show_head(self, data: RecordData) -> None:
        """Show name, code, pills and service person; a new enterprise begins with its form."""
        words = {one.key: text_of(one, data.values.get(one.key)) for one in self.record_type.fields}
        pills = [words[key] for key in ("status", "trade", "tags") if words[key] and data.id]
        owner = f"服务专员：{words['service_person']}" if words["service_person"] else ""
        title = words["name"] if data.id else "新增企业"
        self.head.say(title, words["credit_code"] or data.number, pills, owner)
        for words_on_button, button in self.head.buttons.items():
            button.setVisible(bool(data.id) or words_on_button == "保存")
        for widget in (self.story, *self.related, self.attachments, self.history):
            self.tabs.setTabVisible(self.tabs.indexOf(widget), bool(data.id))
        self.facts.setVisible(bool(data.id))
        if data.id:
            self._read_facts(data.id)
        self.arrive(new=not data.id)

    def show_tab(self) -> None:
        """Read what the tab in front shows."""
        super().show_tab()
        data, widget = self.editor.data, self.tabs.currentWidget()
        if data and data.id and isinstance(widget, TimelineView | RelatedView):
            widget.show_enterprise(data.id)

    def _read_facts(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Count and show the facts."""

        def facts(ledger: LedgerFile) -> Facts:
            return timeline.enterprise_facts(ledger, id)

        self.desk.ask(facts, self.facts.say)

    def _new(self, kind: str) -> None:
        """Begin a record of another kind for this enterprise."""
        if data := self.editor.data:
            self.desk.new_record(kind, Reference(data.id, str(data.values["name"])))

    def _refresh_story(self, kind: str) -> None:
        """Read the story and facts again after a change elsewhere."""
        data = self.editor.data
        if kind in _STORY_KINDS and data and data.id and self.isVisible():
            self._read_facts(data.id)
            self.show_tab()
