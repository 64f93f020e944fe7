"""How a case stands: milestones with lights, indicators each in the words of its kind, and the trade beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from dadu_desktop.domain.indicators import IndicatorKind
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.project_stages import Stage, delay_words, stage_light
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.case_indicators import Trend, indicator_sentence, trends
from dadu_desktop.services.case_peers import PeerComparison
from dadu_desktop.services.records import RecordData
from dadu_desktop.ui.case_chart import CaseChart
from dadu_desktop.ui.parts import empty_layout, label, plain_widget
from dadu_desktop.ui.rows_table import RowsTable
from dadu_desktop.ui.trend_chart import TrendChart

_MILESTONES = (
    Field("name", "关键节点", Kind.TEXT, width=22),
    Field("light", "亮灯", Kind.LIGHT, width=14),
    Field("offset", "立项后（天）", Kind.INTEGER, width=12),
    Field("planned", "计划时间", Kind.DATE, width=14),
    Field("actual", "实际时间", Kind.DATE, width=14),
    Field("delay", "对照计划", Kind.TEXT, width=14),
    Field("note", "说明", Kind.TEXT, width=30),
)
_INDICATORS = (
    Field("name", "指标", Kind.TEXT, width=26),
    Field("kind", "类型", Kind.TEXT, width=8),
    Field("base", "基期", Kind.TEXT, width=12),
    Field("target", "目标", Kind.TEXT, width=12),
    Field("actual", "实际", Kind.TEXT, width=16),
    Field("sentence", "变化", Kind.TEXT, width=46),
)
_LEGEND = "本企业与同行业当月同比（%）　实线：本企业　虚线：同行业中位数　色带：中间一半企业"


_BESIDE = 2
"""Charts in a row."""


class CaseView(QWidget):
    """Two tables and the lines of the indicators over the sentences and the chart of the comparison."""

    def __init__(self) -> None:
        """Build the parts, empty."""
        super().__init__()
        self.case = 0
        self.milestones = RowsTable("关键节点", _MILESTONES, whole=True)
        self.indicators = RowsTable("指标", _INDICATORS, whole=True)
        self.trends = plain_widget()
        self._lines = QGridLayout(self.trends)
        self.words = label("", wrap=True)
        self.legend = label(_LEGEND, "muted")
        self.chart = CaseChart(self)
        self._lay_out()

    def _lay_out(self) -> None:
        """Put all of it into a column that scrolls."""
        content = plain_widget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 12, 8, 12)
        column.setSpacing(8)
        for words, table in (("关键节点", self.milestones), ("指标", self.indicators)):
            column.addWidget(label(words, "section"))
            column.addWidget(table)
        self._lines.setContentsMargins(0, 0, 0, 0)
        for at in range(_BESIDE):
            self._lines.setColumnStretch(at, 1)
        column.addWidget(self.trends)
        column.addWidget(label("同行业同期变化", "section"))
        column.addWidget(self.words)
        column.addWidget(self.legend)
        column.addWidget(self.chart)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("帮扶进展")
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_case(self, data: RecordData, today: date) -> None:
        """Show milestones and indicators; the comparison follows."""
        self.case = data.id
        milestones = [_milestone(one, today) for one in data.children["milestones"]]
        self.milestones.show_lines(milestones)
        indicators = [
            {**one, "actual": one["actual"] or one["reason"], "sentence": indicator_sentence(one)}
            for one in data.children["indicators"]
        ]
        self.indicators.show_lines(indicators)
        self._draw(trends(data.children["indicators"], data.children["readings"]))
        self._show_words("正在读取…")

    def _draw(self, lines: Sequence[Trend]) -> None:
        """Draw a line for each indicator that was read more than once, two beside each other."""
        empty_layout(self._lines)
        for at, line in enumerate(lines):
            row, column = divmod(at, _BESIDE)
            self._lines.addWidget(label(_heading(line), "muted"), 2 * row, column)
            self._lines.addWidget(TrendChart(line), 2 * row + 1, column)
        self.trends.setVisible(bool(lines))

    def show_peers(self, case: int, compared: PeerComparison) -> None:
        """Show the comparison, if the case is still in front."""
        if case == self.case:
            self._show_words("\n".join(f"{one}。" for one in compared.sentences))
            for part in (self.legend, self.chart):
                part.setVisible(bool(compared.months))
            self.chart.show_months(compared.months)

    def _show_words(self, words: str) -> None:
        """Say something in the place of the chart."""
        self.words.setText(words)
        self.legend.hide()
        self.chart.hide()


def _heading(line: Trend) -> str:
    """Say what a line shows."""
    if line.kind is IndicatorKind.RANK:
        return f"{line.name}　越靠上名次越前"
    return f"{line.name}（{line.unit}）" if line.unit else line.name


def _milestone(row: Mapping[str, object], today: date) -> dict[str, object]:
    """Put the light and the delay beside a milestone."""
    planned, actual = (
        value if isinstance(value := row[key], PartialDate) else None for key in ("planned", "actual")
    )
    stage = Stage(str(row["name"]), planned, actual)
    return {**row, "light": stage_light(stage, today).value, "delay": delay_words(stage, today)}
