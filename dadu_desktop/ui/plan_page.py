"""The page of one 一企一策: diagnosis, form, and the moves of its life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dadu_desktop.domain.plan_moves import PlanMove
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import plan_editions, plan_entries, plan_moves
from dadu_desktop.services.plan_copies import Copied, copy_measure
from dadu_desktop.services.plan_entries import Progress, Review
from dadu_desktop.services.plan_moves import PlanMoved, PlanOption
from dadu_desktop.services.plan_overview import measure_lights
from dadu_desktop.ui.deed_page import Answers, DeedPage, day_of
from dadu_desktop.ui.plan_bar import PlanBar
from dadu_desktop.ui.plan_diagnosis import DiagnosisView
from dadu_desktop.ui.plan_overview import tell_copied
from dadu_desktop.ui.plan_panel import DAY, REVIEW, WORDS, copy_fields, progress_fields
from dadu_desktop.ui.plan_story import PlanStory
from dadu_desktop.ui.record_page import RecordPage

if TYPE_CHECKING:
    from dadu_desktop.domain.plan_progress import ProgressLight
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.plan_moves import PlanStep
    from dadu_desktop.services.records import RecordData, Saved


@dataclass(frozen=True)
class _Life:
    """What the worker reads of a plan besides its fields."""

    plan: int
    options: list[PlanOption]
    steps: list[PlanStep]
    editions: list[tuple[int, int, str]]
    lights: list[ProgressLight]


class PlanPage(DeedPage):
    """A record's page with moves under its head, the diagnosis before the form, the story behind it."""

    help = (
        f"上方按钮推进方案：送审、审核通过、进入评估、归档或续期到下一年，F6 转到这里。{RecordPage.help}"
        "诊断：企业自己的数据、同行业增速、在办问题、走访和政策。状态只由按钮更改，每一步都记在“措施与进展”里。"
    )

    bar: PlanBar

    def make_bar(self) -> PlanBar:
        """Make the bar of moves, with what can always be done behind them."""
        bar = PlanBar(
            (
                ("记进展", "给一条措施或整体记一次进展", self.ask_progress),
                ("阶段评估", "记下结论；当时的进度一并保存，可打印评估表", self.ask_review),
                ("复制措施", "把一条措施加到多家企业的一企一策，可撤销", self.ask_copy),
            )
        )
        bar.chosen.connect(self.open_move)
        bar.edition_wanted.connect(lambda one: self.desk.open_record("plans", one))
        return bar

    def add_tabs(self) -> None:
        """Put the diagnosis first and the story behind the form."""
        self.diagnosis = DiagnosisView(self.desk)
        self.story = PlanStory()
        super().add_tabs()
        self.tabs.insertTab(0, self.diagnosis, "诊断")
        self.tabs.insertTab(2, self.story, "措施与进展")

    def show_head(self, data: RecordData) -> None:
        """Leave out what a new plan has not yet."""
        for widget in (self.diagnosis, self.story):
            self.tabs.setTabVisible(self.tabs.indexOf(widget), bool(data.id))
        super().show_head(data)

    def show_tab(self) -> None:
        """Read what the tab in front shows."""
        super().show_tab()
        data = self.editor.data
        if data and data.id and self.tabs.currentWidget() is self.diagnosis:
            enterprise = data.values["enterprise"]
            if isinstance(enterprise, Reference):
                self.diagnosis.show_enterprise(enterprise)

    def open_move(self, option: PlanOption) -> None:
        """Ask for the day and the words of a move; one that lacks something says what."""
        if option.blocked:
            self.desk.notify(f"{option.move}暂不能办：{option.blocked}")
        elif option.move is PlanMove.RENEW:
            self.act(
                lambda ledger, plan: plan_editions.renew_plan(ledger, plan, day=date.today()), self._renewed
            )
        else:
            self.ask(option.move.value, option.hint, (DAY, WORDS), lambda given: self._move(option, given))

    def ask_progress(self) -> None:
        """Ask for an entry of progress."""
        self.ask(
            "记进展", "进度到 100% 的措施自动记为已完成。", progress_fields(self._measures()), self._enter
        )

    def ask_review(self) -> None:
        """Ask for a stage review."""
        self.ask("阶段评估", "当时的平均进度一并保存；打印在报表“一企一策阶段评估表”。", REVIEW, self._review)

    def ask_copy(self) -> None:
        """Ask which measure goes where."""
        data = self.editor.data
        year = data.values["year"] if data else None
        fields = copy_fields(self._measures())
        self.ask("复制措施", "没有方案的企业会新建一份；已有的不重复加。", fields, self._copy, {"year": year})

    def _move(self, option: PlanOption, given: Answers) -> None:
        """Make a move."""
        words, day = str(given.get("words") or ""), day_of(given)
        version = self.editor.data.version if self.editor.data else None

        def work(ledger: LedgerFile, plan: int) -> PlanMoved:
            return plan_moves.make_plan_move(ledger, plan, option.move, words=words, day=day, version=version)

        self.act(
            work,
            lambda moved: self.finish(
                f"{moved.number} 已{option.move}，现为“{moved.status}”。", moved.changed
            ),
        )

    def _enter(self, given: Answers) -> None:
        """Write an entry of progress."""
        percent = given.get("percent")
        progress = Progress(
            str(given["text"]),
            self._measure_id(str(given.get("measure") or "")),
            percent if isinstance(percent, Decimal) else None,
        )
        day = day_of(given)
        self.act(
            lambda ledger, plan: plan_entries.enter_progress(ledger, plan, progress, day),
            lambda changed: self.finish("进展已记。", changed),
        )

    def _review(self, given: Answers) -> None:
        """Keep a review."""
        told = {key: str(given.get(key) or "") for key in ("stage", "verdict", "words", "next_step")}
        review, day = Review(**told), day_of(given)
        self.act(
            lambda ledger, plan: plan_entries.review_plan(ledger, plan, review, day),
            lambda changed: self.finish("评估已保存，可在报表打印“一企一策阶段评估表”。", changed),
        )

    def _copy(self, given: Answers) -> None:
        """Copy a measure to the enterprises named."""
        rows = self.editor.data.children["measures"] if self.editor.data else ()
        measure = next((one for one in rows if one["measure"] == given["measure"]), {})
        named = given["enterprises"]
        ids = [one.id for one in named if isinstance(one, Reference)] if isinstance(named, tuple) else []
        year = int(str(given["year"]))
        self.act(lambda ledger, _plan: copy_measure(ledger, measure, ids, year), self._copied)

    def _copied(self, copied: Copied) -> None:
        """Tell what was done."""
        self.place.close_panel()
        tell_copied(self.desk, copied)

    def _renewed(self, saved: Saved) -> None:
        """Go to the new edition."""
        self.desk.announce(saved.changed)
        self.desk.notify(f"已生成 {saved.number}，未完成的措施已带入。")
        self.desk.open_record("plans", saved.id)

    def show_deeds(self, data: RecordData) -> None:
        """Read what the bar and the story show; a new plan has neither. The status is for the moves to change."""
        self.editor.form.lock(frozenset({"status"}) if data.id else frozenset())
        super().show_deeds(data)
        if data.id:
            self.desk.ask(lambda ledger: _life(ledger, data.id), self._show_life)

    def _show_life(self, life: _Life) -> None:
        """Show it, if the plan is still in front."""
        data = self.editor.data
        if data and data.id == life.plan:
            self.bar.show_plan(life.options, life.editions, life.plan)
            self.story.show_plan(data, life.lights, life.steps)

    def _measures(self) -> tuple[str, ...]:
        """Name the measures of the plan."""
        rows = self.editor.data.children["measures"] if self.editor.data else ()
        return tuple(str(one["measure"]) for one in rows)

    def _measure_id(self, words: str) -> int:
        """Find a measure by its words; 0 for the plan as a whole."""
        rows = self.editor.data.children["measures"] if self.editor.data else ()
        return next((int(str(one["id"])) for one in rows if one["measure"] == words), 0)


def _life(ledger: LedgerFile, plan: int) -> _Life:
    """Read what moves there are, what was done, the other editions and the lights."""
    return _Life(
        plan,
        plan_moves.plan_options(ledger, plan),
        plan_moves.plan_steps(ledger, plan),
        plan_editions.editions_of(ledger, plan),
        measure_lights(ledger, plan, date.today()),
    )
