"""月结: who has reported a month, how punctually over the year, the lock, and what changed after publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QTabWidget, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services import month_close
from dadu_desktop.services.month_close import Closing, MonthStatus, OnTime, PublishedChange, UnitStatus
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.report_orders import ReportOrder
from dadu_desktop.ui.rows_table import RowsTable

if TYPE_CHECKING:
    from dadu_desktop.domain.periods import Month
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.desk import Desk

_STATUS = (
    Field("enterprise", "企业", Kind.TEXT, width=30),
    Field("trade", "行业", Kind.TEXT, width=8),
    Field("town", "镇街", Kind.TEXT, width=12),
    Field("state", "上报状态", Kind.CHOICE, width=10),
    Field("contact", "联系人", Kind.TEXT, width=10),
    Field("telephone", "联系电话", Kind.PHONE, width=16),
)
_PUNCTUAL = (
    Field("enterprise", "企业", Kind.TEXT, width=30),
    Field("trade", "行业", Kind.TEXT, width=8),
    Field("due", "应报", Kind.INTEGER, unit="月", width=9),
    Field("in_time", "按时", Kind.INTEGER, unit="月", width=9),
    Field("late", "逾期", Kind.INTEGER, unit="月", width=9),
    Field("missing", "未报", Kind.INTEGER, unit="月", width=9),
    Field("rate", "按时率", Kind.PERCENT, unit="%", width=10),
)
_CHANGED = (
    Field("enterprise", "企业", Kind.TEXT, width=30),
    Field("indicator", "指标", Kind.TEXT, width=16),
    Field("before", "发布时", Kind.AMOUNT, unit="万元", width=14),
    Field("after", "现在", Kind.AMOUNT, unit="万元", width=14),
    Field("reason", "更正原因", Kind.TEXT, width=28),
)


@dataclass(frozen=True)
class _Found:
    """Everything about the closing of a month."""

    status: MonthStatus
    punctual: tuple[OnTime, ...]
    changed: tuple[PublishedChange, ...]
    closings: tuple[Closing, ...]


class MonthClosing(QWidget):
    """Three lists behind tabs, with the lock above them."""

    locked = Signal()  # a month was locked or unlocked

    def __init__(self, desk: Desk, may_lock: Callable[[], bool]) -> None:
        """Build head and tables; ``may_lock`` asks about what is typed and not saved before a month is locked."""
        super().__init__()
        self.desk = desk
        self._may_lock = may_lock
        self.found: _Found | None = None
        self.words = label("", wrap=True)
        self.lock = push_button("锁定本月", self._lock, tip="发布后锁定，之后的改动要先说明理由解锁")
        self.remind = push_button(
            "催报单", self._remind, picture="print", tip="未报企业名单和电话，可打印或存为 Excel"
        )
        self.status = RowsTable("上报状态", _STATUS)
        self.punctual = RowsTable("全年按时率", _PUNCTUAL)
        self.changed = RowsTable("发布后的改动", _CHANGED)
        self._lay_out()
        self.status.opened.connect(lambda row: self._open(self._units()[row].enterprise.id))
        self.punctual.opened.connect(self._open_punctual)
        self.changed.opened.connect(self._open_change)

    def _lay_out(self) -> None:
        """Words and buttons over the tabs."""
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(self.remind)
        head.addWidget(self.lock)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("月结")
        self.tabs.tabBar().setAccessibleName("月结")
        self.tabs.tabBar().setDrawBase(False)
        for table, words in (
            (self.status, "上报状态"),
            (self.punctual, "全年按时率"),
            (self.changed, "发布后的改动"),
        ):
            self.tabs.addTab(table, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)

    def load(self, month: Month) -> None:
        """Read the month on the worker."""
        self.desk.ask(partial(_read, month=month), self._show)

    def _show(self, found: _Found) -> None:
        """Show counts, lists and the lock."""
        self.found = found
        status = found.status
        counts = "，".join(f"{state}{count}家" for state, count in status.counts.items() if count)
        closing = status.closing
        traces = [trace for one in found.closings for trace in _traces(one)]
        self.words.setText(f"{status.month.chinese()}：应报{len(status.units)}家，{counts or '没有应报企业'}；"
                           f"截止 {status.due.isoformat()}；{traces[-1] if traces else '未锁定'}。")  # fmt: skip
        self.words.setToolTip("\n".join(traces))
        self.words.setAccessibleDescription("；".join(traces))
        self.lock.setText("解锁本月…" if closing else "锁定本月")
        self.lock.setAccessibleName(self.lock.text())
        self.status.show_rows([_status_row(one) for one in self._units()])
        self.punctual.show_rows([_punctual_row(one) for one in found.punctual])
        self.changed.show_rows([_changed_row(at, one) for at, one in enumerate(found.changed)])
        self.tabs.setTabText(2, f"发布后的改动（{len(found.changed)}）")

    def _units(self) -> list[UnitStatus]:
        """List those to be asked again first."""
        if self.found is None:
            return []
        waited = {one.enterprise.id for one in self.found.status.waited_for}
        return sorted(self.found.status.units, key=lambda one: one.enterprise.id not in waited)

    def _lock(self) -> None:
        """Lock the month, or unlock it with a reason."""
        if self.found is None:
            return
        month, closing = self.found.status.month, self.found.status.closing
        if closing is None and not self._may_lock():
            return
        if closing is None:
            self._do(lambda ledger: month_close.lock_month(ledger, month), f"{month.chinese()}已锁定。")
            return
        reason, given = QInputDialog.getText(self, "解锁本月", "解锁理由（会留痕）：")
        if given and reason.strip():
            words = reason.strip()
            self._do(
                lambda ledger: month_close.unlock_month(ledger, month, words), f"{month.chinese()}已解锁。"
            )
        elif given:
            self.desk.notify("解锁需要写明理由，没有改动。")

    def _do(self, work: Callable[[LedgerFile], None], words: str) -> None:
        """Do one thing to the month and show it anew."""

        def done(_nothing: object) -> None:
            self.desk.notify(words)
            self.locked.emit()
            if self.found:
                self.load(self.found.status.month)

        self.desk.ask(work, done)

    def _remind(self) -> None:
        """Show the list of those to be asked again as pages."""
        if self.found:
            order = ReportOrder("reminders", {"period": str(self.found.status.month)})
            self.desk.wanted.emit(Place("reports", argument=order))

    def _open(self, enterprise: int) -> None:
        """Open an enterprise."""
        self.desk.open_record("enterprises", enterprise)

    def _open_punctual(self, row: int) -> None:
        """Open an enterprise of the second list."""
        if self.found:
            self._open(self.found.punctual[row].enterprise.id)

    def _open_change(self, row: int) -> None:
        """Open the figure that is another one now."""
        if self.found:
            self.desk.open_record("figures", self.found.changed[row].figure)


def _read(ledger: LedgerFile, month: Month) -> _Found:
    """Read status, punctuality and changes."""
    return _Found(
        month_close.month_status(ledger, month),
        month_close.on_time_rates(ledger, month.year, month),
        month_close.changed_since(ledger, month),
        tuple(month_close.closings(ledger, month)),
    )


def _traces(one: Closing) -> Iterator[str]:
    """Say who locked the month, and who unlocked it again for which reason."""
    yield f"{one.at[:10]} 由{one.person or '（未署名）'}锁定"
    if one.reopened_at:
        yield f"{one.reopened_at[:10]} 由{one.reopened_by or '（未署名）'}解锁（{one.reason}）"


def _status_row(one: UnitStatus) -> Row:
    """Show one enterprise and what it reported."""
    values: dict[str, object] = {
        "enterprise": one.enterprise.label, "trade": one.trade, "town": one.town, "state": str(one.state),
        "contact": one.contact, "telephone": one.telephone,
    }  # fmt: skip
    return Row(one.enterprise.id, values)


def _punctual_row(one: OnTime) -> Row:
    """Show one enterprise over the year."""
    months = one.months
    values: dict[str, object] = {
        "enterprise": one.enterprise.label, "trade": one.trade, "due": months.due, "in_time": months.in_time,
        "late": months.late, "missing": months.missing, "rate": months.rate,
    }  # fmt: skip
    return Row(one.enterprise.id, values)


def _changed_row(at: int, one: PublishedChange) -> Row:
    """Show one figure before and after."""
    values: dict[str, object] = {
        "enterprise": one.enterprise.label, "indicator": one.indicator, "before": one.before, "after": one.after,
        "reason": one.reason,
    }  # fmt: skip
    return Row(at + 1, values)
