"""One line of the entry grid: what is kept, what is typed over it, what the checks say; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.dates import PartialDate, read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.growth import growth
from dadu_desktop.domain.money import read_amount
from dadu_desktop.domain.reporting_states import ReportState, state_fault
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.figure_entry import Cell, EntryChange, EntryRow, Recent, Verdict

STATES = tuple(str(one) for one in ReportState)
FIELDS = (
    Field("enterprise", "企业", Kind.TEXT, width=19),
    Field("indicator", "指标", Kind.TEXT, width=9),
    Field("recent", "近12个月", Kind.TEXT, width=9),
    Field("base", "上年同月", Kind.AMOUNT, unit="万元", width=14),
    Field("value", "本月", Kind.AMOUNT, unit="万元", width=12),
    Field("growth", "同比", Kind.PERCENT, width=8),
    Field("cumulative", "累计", Kind.AMOUNT, unit="万元", width=13),
    Field("finding", "提示", Kind.TEXT, width=10),
    Field("checked", "核实说明", Kind.TEXT, width=16),
    Field("correction", "更正原因", Kind.TEXT, width=16),
    Field("comment", "说明", Kind.TEXT, width=9),
    Field("follow_up", "跟进", Kind.FLAG, width=4),
    Field("state", "状态", Kind.CHOICE, choices=STATES, width=4),
    Field("reported", "上报日期", Kind.DATE, width=11),
)
AMOUNTS = ("value", "cumulative")
TYPED = (*AMOUNTS, "checked", "correction", "comment", "follow_up", "state", "reported")
YES = "是"
IMPORTED = "导入的统计数据不能直接改写；确有更正请按 F2，先写更正原因。"
_NO_STATE = f"状态只能是{'、'.join(STATES)}。"
_CORRECTION = "更正已有数据请写明更正原因，原数会保留为旧版本。"
_SHOWN = {one.key: one for one in FIELDS}


@dataclass
class EntryLine:
    """A line as it stands; ``typed`` holds only what differs from what is kept."""

    row: EntryRow
    typed: dict[str, str] = field(default_factory=dict)
    recent: Recent | None = None
    verdict: Verdict | None = None
    refused: str = ""
    opened: tuple[str, str] | None = None
    """The cell that is being typed in, with its text so far."""

    @property
    def cell(self) -> Cell:
        """Enterprise and indicator."""
        return self.row.enterprise.id, self.row.indicator

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed."""
        return bool(self.typed) or (
            self.opened is not None and self.opened[1] != self._committed(self.opened[0])
        )

    @property
    def is_judged(self) -> bool:
        """Tell whether numbers are typed that the checks can read."""
        return any(key in self.typed for key in AMOUNTS) and not any(self._unread())

    @property
    def corrects(self) -> bool:
        """Tell whether a number that is kept is typed over; filling in a blank corrects nothing."""
        return self.is_kept and any(key in self.typed for key in AMOUNTS)

    @property
    def is_kept(self) -> bool:
        """Tell whether there is a figure already."""
        return self.row.value is not None or self.row.cumulative is not None

    def kept_text(self, key: str) -> str:
        """Say what is kept."""
        if key == "correction":
            return ""
        kept = getattr(self.row, key)
        return text_of(_SHOWN[key], (kept or None) if key == "follow_up" else kept)

    def text(self, key: str) -> str:
        """Say what a cell holds that can be typed in."""
        return self.opened[1] if self.opened and self.opened[0] == key else self._committed(key)

    def put(self, key: str, text: str) -> None:
        """Type over a cell; numbers are put in their usual writing, what cannot be read stays as it is."""
        if key in AMOUNTS:
            with suppress(InputProblem):
                amount = _amount(text)
                text = "" if amount is None else text_of(_SHOWN[key], amount)
            self.verdict = None
        self.refused = ""
        if key == "reported" and (day := _day(text)):
            text = text_of(_SHOWN[key], day)
        # A state is chosen, never taken away; a day that was given stays until another is.
        if text == self.kept_text(key) or (key in ("state", "reported") and not text):
            self.typed.pop(key, None)
        else:
            self.typed[key] = text

    def may_edit(self, key: str) -> bool:
        """Tell whether a cell can be typed in; imported numbers only once the reason is written."""
        match key:
            case "value" | "cumulative":
                return not (self.row.imported and self.is_kept) or bool(self.text("correction").strip())
            case "checked":
                return bool(self.text("checked")) or bool(self.verdict and self.verdict.reason_needed)
            case "correction":
                return self.is_kept
            case _:
                return key in TYPED

    @property
    def base(self) -> Decimal | None:
        """Last year's figure: as it was restated, else as it was reported."""
        if self.row.base is None and self.recent is not None:
            return self.recent.year_ago
        return self.row.base

    def shown(self, key: str) -> str:
        """Say a cell as the grid shows it."""
        match key:
            case "enterprise":
                return self.row.enterprise.label
            case "indicator":
                return str(self.row.indicator)
            case "recent":
                return ""
            case "base":
                return text_of(_SHOWN["base"], self.base)
            case "growth":
                return self._growth()
            case "cumulative":
                return text_of(_SHOWN[key], self.proposed) if self.follows else self.text(key)
            case "finding":
                return self.finding
            case "state":
                return self.state
            case _:
                return self.text(key)

    @property
    def proposed(self) -> Decimal | None:
        """The cumulated figure that follows, where none is typed."""
        untyped = "cumulative" not in self.typed and "value" in self.typed
        return self.verdict.completed.cumulative if untyped and self.verdict else None

    @property
    def follows(self) -> bool:
        """Tell whether the cumulated figure is one that follows rather than one that was given."""
        return self.proposed is not None and not (self.opened and self.opened[0] == "cumulative")

    @property
    def wrong(self) -> str:
        """Name the cell that keeps the line from being saved, "" where none does."""
        if unread := next(self._unread(), ""):
            return unread
        if self.verdict and self.verdict.refused:
            return "value"
        if self.verdict and self.verdict.reason_needed and not self.text("checked").strip():
            return "checked"
        if self.corrects and not self.text("correction").strip():
            return "correction"
        return "value" if self.refused else ""

    @property
    def finding(self) -> str:
        """Say what is wrong or doubtful."""
        if unread := next(self._unread(), ""):
            return self._sentence(unread)
        said = self.refused or "".join(
            one.sentence for one in (self.verdict.findings if self.verdict else ())
        )
        if self.wrong == "checked" and not self.refused:
            said += "数据无误的，请写明核实说明。"
        return said + (_CORRECTION if self.wrong == "correction" and not self.refused else "")

    def change(self) -> EntryChange:
        """Give the line as typed; InputProblem where a number cannot be read."""
        value = _amount(self.text("value"))
        retyped = "value" in self.typed and "cumulative" not in self.typed
        return EntryChange(
            self.row.enterprise.id,
            str(self.row.indicator),
            value,
            self.row.base,
            None if retyped else _amount(self.text("cumulative")),
            self.row.cumulative_base,
            comment=self.text("comment").strip(),
            follow_up=self.text("follow_up") == YES,
            correction=self.text("correction").strip(),
            checked=self.text("checked").strip(),
            state=self.state,
            reported=_day(self.text("reported")),
        )

    @property
    def state(self) -> str:
        """The state as chosen, else as kept; a first number is a report, one taken away is none."""
        if "state" in self.typed or "value" not in self.typed:
            return self.text("state")
        if not self.text("value").strip():
            return str(ReportState.MISSING)
        return str(ReportState.REPORTED) if self.row.state == ReportState.MISSING else self.text("state")

    def _committed(self, key: str) -> str:
        """Say a cell without the text of an open editor."""
        return self.typed[key] if key in self.typed else self.kept_text(key)

    def _unread(self) -> Iterator[str]:
        """Name the numbers that cannot be read."""
        for key in AMOUNTS:
            try:
                _amount(self.text(key))
            except InputProblem:
                yield key
        if self._state_fault():
            yield "state"
        if self.text("reported") and _day(self.text("reported")) is None:
            yield "reported"

    def _state_fault(self) -> str:
        """Say why a state cannot stand."""
        if self.state not in STATES:
            return _NO_STATE
        return (
            state_fault(self.state, reported=bool(self.text("value").strip()))
            if "state" in self.typed
            else ""
        )

    def _sentence(self, key: str) -> str:
        """Say why a text cannot be read."""
        if key == "state":
            return self._state_fault()
        try:
            _READERS[key](self.text(key))
        except InputProblem as problem:
            return problem.sentence
        return ""

    def _growth(self) -> str:
        """Say the growth of what stands in the cell now."""
        try:
            value = _amount(self.text("value"))
        except InputProblem:
            return ""
        return "" if value is None else growth(value, self.base).text()


def _amount(text: str) -> Decimal | None:
    """Read an amount in 万元; None for an empty text."""
    return read_amount(text) if text.strip() else None


def _read_day(text: str) -> PartialDate:
    """Read a day typed in any usual way."""
    return read_date(text, today=date.today())


def _day(text: str) -> PartialDate | None:
    """Give the day that a text names; None where it names none."""
    with suppress(InputProblem):
        return _read_day(text) if text.strip() else None
    return None


_READERS: dict[str, Callable[[str], object]] = {
    "value": _amount,
    "cumulative": _amount,
    "reported": _read_day,
}
