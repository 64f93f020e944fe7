"""Settings of the clock: holidays and 调休 by year, limits of problems by level, the reminder in the tray."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QSpinBox,
)

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.holiday_notice import HolidayDay, HolidayList
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.fields import Children, Field, Kind
from dadu_desktop.services import holidays
from dadu_desktop.services.holidays import HolidayYear
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.problem_clock import near_days, problem_limits, save_problem_limits
from dadu_desktop.ui.children_grid import ChildrenGrid
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.file_dialogs import Purpose, ask_file
from dadu_desktop.ui.parts import fault_label, label, push_button
from dadu_desktop.ui.preferences import remember, remembered
from dadu_desktop.ui.settings_section import Section
from dadu_desktop.ui.workbench_reminder import REMINDS

_FILES = "放假安排 (*.txt *.md *.csv *.xlsx *.xls *.et)"
_RESTS, _WORKS = "休息", "上班"
_ROWS = Children(
    "days",
    "放假与调休",
    (
        Field("day", "日期", Kind.DATE, required=True, width=14),
        Field("works", "休或班", Kind.CHOICE, required=True, choices=(_RESTS, _WORKS), width=10),
        Field("name", "名称", Kind.TEXT, width=18),
    ),
)
BOX_WIDTH = 240
_NOTICE_HEIGHT = 72
_LONGEST = 999


class HolidaySection(Section):
    """The list of a year: shipped, imported from a file or the pasted notice, or typed."""

    def __init__(self, desk: Desk) -> None:
        """Build year, notice and days."""
        super().__init__(desk, "节假日与调休")
        self.words += " 放假安排 工作日 国务院 导入"
        self._years: list[HolidayYear] = []
        self.year = QComboBox()
        self.year.setMaximumWidth(BOX_WIDTH)
        self.add_row(
            "年份", self.year, "办理时限按工作日计算；没有清单的年份按周一至周五推算，并在日期旁注明"
        )
        self.notice = QPlainTextEdit(placeholderText="可把放假通知全文粘贴到这里，再点“读取通知”")
        self.notice.setFixedHeight(_NOTICE_HEIGHT)
        self.notice.setTabChangesFocus(True)
        self.add_row("放假通知", self.notice)
        self.days = ChildrenGrid(_ROWS, Means(date.today()))
        self.fault = fault_label()
        row = QHBoxLayout()
        row.addWidget(push_button("读取通知", self.read_notice))
        row.addWidget(push_button("从文件导入…", self._ask_file, name="从文件导入放假安排"))
        row.addStretch(1)
        self.forget = push_button("改回随程序的清单", self._forget)
        row.addWidget(self.forget)
        row.addWidget(push_button("保存", self.save, role="primary", name="保存放假安排"))
        self.column.addWidget(self.days)
        self.column.addWidget(self.fault)
        self.column.addLayout(row)
        self.year.activated.connect(lambda _place: self._show_year())

    def load(self) -> None:
        """Read the years."""
        self.desk.ask(holidays.holiday_years, self._offer)

    def read_notice(self) -> None:
        """Read the pasted notice into the days, to be looked at before they are saved."""
        try:
            self._take(holidays.read_notice(self.notice.toPlainText()))
        except InputProblem as problem:
            self._say(problem.sentence)

    def read_file(self, file: Path) -> None:
        """Read a file into the days."""
        self.desk.tasks.run(lambda _progress: holidays.read_holidays(file), self._take, label="正在读取…")

    def save(self) -> None:
        """Keep the days as the office's own list of the year."""
        self.days.finish()
        try:
            days = [_day(row) for row in self.days.rows()]
        except InputProblem as problem:
            self._say(problem.sentence)
            return
        year = int(self.year.currentData())

        def failed(problem: Exception) -> None:
            if isinstance(problem, InputProblem):
                self._say(problem.sentence)
            else:
                self.desk.tasks.failed.emit(problem)

        self.desk.ask(
            lambda ledger: holidays.save_holidays(ledger, year, days),
            lambda _nothing: self._saved(f"{year}年放假安排已保存。"),
            failed,
        )

    def _offer(self, years: list[HolidayYear]) -> None:
        """Fill the years; the one that was shown stays, else this year's is."""
        wanted = self.year.currentData() or date.today().year
        self._years = years
        self.year.clear()
        for one in years:
            self.year.addItem(f"{one.year}年（{one.origin}）", one.year)
        self.year.setCurrentIndex(max(0, self.year.findData(wanted)))
        self._show_year()

    def _show_year(self) -> None:
        """Show the days of the chosen year."""
        one = self._years[self.year.currentIndex()]
        self.fault.hide()
        self.forget.setEnabled(one.origin == "本单位导入")
        self._put(one.days)

    def _take(self, found: HolidayList) -> None:
        """Show what was read, under its year; what could not be read is told."""
        if self.year.findData(found.year) < 0:
            self.year.addItem(f"{found.year}年（未保存）", found.year)
            self._years.append(HolidayYear(found.year, "未导入", ()))
        self.year.setCurrentIndex(self.year.findData(found.year))
        self._put(found.days)
        unread = f"以下内容没有读出，请手工补充：{'；'.join(found.unread)}" if found.unread else ""
        self._say(unread)
        self.desk.notify(f"读出{found.year}年 {len(found.days)} 天，核对后请点“保存”。")

    def _put(self, days: tuple[HolidayDay, ...]) -> None:
        """Put days into the rows."""
        self.days.load(
            [
                {"day": PartialDate.of(one.day), "works": _WORKS if one.works else _RESTS, "name": one.name}
                for one in days
            ]
        )

    def _say(self, words: str) -> None:
        """Say what is wrong, or nothing."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def _ask_file(self) -> None:
        """Ask for the file."""
        if chosen := ask_file(self, "选择放假安排", Purpose.TABLES, _FILES):
            self.read_file(chosen)

    def _forget(self) -> None:
        """Take the office's own list back."""
        year = int(self.year.currentData())
        self.desk.ask(
            lambda ledger: holidays.forget_holidays(ledger, year),
            lambda _nothing: self._saved(f"{year}年已改回随程序的清单。"),
        )

    def _saved(self, words: str) -> None:
        """Say so; every limit is counted anew."""
        self.notice.clear()
        self._say("")
        self.desk.notify(words)
        self.desk.announce({"problems": []})
        self.load()


class LimitSection(Section):
    """How many working days a problem may take, by level, and from when its light is yellow."""

    act = Act.SETTINGS

    def __init__(self, desk: Desk) -> None:
        """Build one number for each level as the ledger has them."""
        super().__init__(desk, "办理时限与提醒")
        self.words += " 主办 协办 亮灯 黄灯 托盘"
        self.boxes: dict[str, QSpinBox] = {}
        self.near = _days(0)
        self.add_row("亮黄灯", self.near, "剩余不超过这么多个工作日时亮黄灯")
        self.reminds = QCheckBox("启动时和每天在系统托盘提醒到期问题")
        self.reminds.setChecked(remembered(REMINDS, "1") == "1")
        self.reminds.toggled.connect(lambda on: remember(REMINDS, "1" if on else "0"))
        self.add_row("提醒", self.reminds)
        row = QHBoxLayout()
        row.addWidget(label("时限为工作日；改动只对以后交办的问题起作用。", "small"))
        row.addStretch(1)
        row.addWidget(push_button("保存", self.save, role="primary", name="保存办理时限"))
        self.column.addLayout(row)

    def load(self) -> None:
        """Read the limits."""
        self.desk.ask(_limits, self._show)

    def save(self) -> None:
        """Keep the limits."""
        limits = {key: box.value() for key, box in self.boxes.items()}
        near = self.near.value()

        def saved(_nothing: None) -> None:
            self.desk.notify("办理时限已保存。")
            self.desk.announce({"problems": []})

        self.desk.ask(lambda ledger: save_problem_limits(ledger, limits, near), saved)

    def _show(self, known: tuple[dict[str, int], int]) -> None:
        """Show the numbers; their rows are made once."""
        limits, near = known
        for key, days in limits.items():
            if key not in self.boxes:
                self.boxes[key] = _days(1)
                self.add_row(f"{key}时限", self.boxes[key])
            self.boxes[key].setValue(days)
        self.near.setValue(near)


def _days(least: int) -> QSpinBox:
    """Make a number of working days."""
    box = QSpinBox()
    box.setRange(least, _LONGEST)
    box.setSuffix(" 个工作日")
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    box.setMaximumWidth(BOX_WIDTH)
    return box


def _limits(ledger: LedgerFile) -> tuple[dict[str, int], int]:
    """Read limits and the days of the yellow light."""
    return problem_limits(ledger), near_days(ledger)


def _day(row: dict[str, object]) -> HolidayDay:
    """Read one row; InputProblem where it names no day."""
    day = row["day"]
    if not isinstance(day, PartialDate) or day.day is None:
        raise InputProblem("每一行都要写明是哪一天，请补全日期。")
    return HolidayDay(day.first_day(), row["works"] == _WORKS, str(row["name"] or ""))
