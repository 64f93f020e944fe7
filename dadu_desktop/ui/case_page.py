"""The page of one case: milestones and indicators as they stand, the trade over the same months, and the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import case_milestones
from dadu_desktop.services.case_closing import ClosingReview, close_case, unexplained
from dadu_desktop.services.case_milestones import Template
from dadu_desktop.services.case_peers import compare_with_trade
from dadu_desktop.ui.case_view import CaseView
from dadu_desktop.ui.deed_page import Answers, DeedPage, day_of
from dadu_desktop.ui.plan_panel import DAY

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.plan_bar import Deed

_CLOSING = (
    Field("reviewer", "评估人", Kind.TEXT, required=True, width=14),
    DAY,
    Field("conclusion", "评估结论", Kind.LONG_TEXT, required=True, width=40),
)


class CasePage(DeedPage):
    """How the case stands comes first, then the form."""

    def add_tabs(self) -> None:
        """Put the view before the form."""
        self.view = CaseView()
        super().add_tabs()
        self.tabs.insertTab(0, self.view, "帮扶进展")

    def deeds(self) -> Sequence[Deed]:
        """Give what can be done with a case."""
        return (
            (
                "按模板排节点",
                "选一个模板和立项时间，排出各关键节点的计划时间；已完成的节点不动",
                self.ask_template,
            ),
            ("结案评估", "写明结果、结论和评估人；没有实际值的指标要写原因", self.ask_closing),
        )

    def show_head(self, data: RecordData) -> None:
        """Leave out what a new case has not yet; the comparison is read on the worker."""
        self.tabs.setTabVisible(self.tabs.indexOf(self.view), bool(data.id))
        super().show_head(data)
        if data.id:
            self.view.show_case(data, date.today())
            self.desk.ask(
                lambda ledger: compare_with_trade(ledger, data), partial(self.view.show_peers, data.id)
            )

    def ask_template(self) -> None:
        """Read the templates, then ask for one of them."""
        self.desk.ask(case_milestones.milestone_templates, self._choose_template)

    def _choose_template(self, templates: list[Template]) -> None:
        """Ask which template, and from which day on."""
        by_name = {one.name: one for one in templates}
        fields = (
            Field("template", "节点模板", Kind.CHOICE, required=True, choices=tuple(by_name), width=40),
            Field("day", "立项时间", Kind.DATE, required=True, width=14, help="写到月或日"),
        )
        hint = "节点按立项后的天数排期；同名节点改计划时间，已有实际时间的不动，模板没有的节点保留。"
        self.ask(
            "按模板排节点", hint, fields, lambda given: self._plan(by_name[str(given["template"])], given)
        )
        started = self.editor.data.values["started"] if self.editor.data else None
        if self.place.panel and started:
            self.place.panel.form.fill({"day": started})

    def _plan(self, template: Template, given: Answers) -> None:
        """Plan the milestones."""
        start = given["day"]
        if isinstance(start, PartialDate):
            self.write(
                lambda ledger, case: case_milestones.apply_template(ledger, case, template, start),
                f"已按“{template.name}”排出 {len(template.steps)} 个节点。",
            )

    def ask_closing(self) -> None:
        """Ask for the review; a reason too where an indicator has no actual value."""
        rows = self.editor.data.children["indicators"] if self.editor.data else ()
        lacking = unexplained(rows)
        state = replace(self.record_type.field("review_state"), key="state", required=True, width=14)
        fields: tuple[Field, ...] = (state, *_CLOSING)
        hint = "保存后状态改为“结案”，结论印入典型案例。"
        if lacking:
            reason = Field("reasons", "无实际值原因", Kind.LONG_TEXT, required=True, width=40)
            fields, hint = (*fields, reason), f"{hint}{'、'.join(lacking)}还没有实际值，请写明原因。"
        self.ask("结案评估", hint, fields, self._close)

    def _close(self, given: Answers) -> None:
        """Keep the review."""
        told = {key: str(given[key]) for key in ("state", "conclusion", "reviewer")}
        review, day, reasons = ClosingReview(**told), day_of(given), str(given.get("reasons") or "")
        self.write(
            lambda ledger, case: close_case(ledger, case, review, day, reasons),
            "已结案，评估可在典型案例中打印。",
        )
