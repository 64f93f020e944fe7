"""What enterprises reported, as the checks want it: this month, last month, the months before, and the trade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.figure_checks import Figures, Finding, Indicator, Reported, check_figures
from dadu_desktop.domain.outliers import History, log_growth
from dadu_desktop.domain.periods import Month
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.figures import MonthlyFigure
from dadu_desktop.services.figure_sums import alive, kept_month

YEARS_BACK = 2
_SAMPLE = 2000  # of a trade: a median of more says the same

OwnValues = dict[tuple[int, Indicator], dict[Month, Decimal]]


class FigureHistory:
    """Everything that the checks of one month look at, read in few queries; ``enterprises`` None: of all."""

    def __init__(
        self, connection: Connection, month: Month, enterprises: Iterable[int] | None = None
    ) -> None:
        """Take the month to check."""
        self._connection = connection
        self._month = month
        self._enterprises = None if enterprises is None else list(enterprises)
        self._growths: dict[tuple[str, Indicator], list[float]] = {}

    @cached_property
    def reported(self) -> dict[int, dict[Indicator, Reported]]:
        """The figures of the month by enterprise."""
        return self._read(self._month)

    @cached_property
    def before(self) -> dict[int, dict[Indicator, Reported]]:
        """The figures of the month before by enterprise."""
        return self._read(self._month.previous())

    @cached_property
    def ago(self) -> dict[int, dict[Indicator, Reported]]:
        """The figures of the same month a year ago; a February by itself is no base of 1—2月."""
        return self._read(self._month.year_ago(), joint=self._month.joint)

    @cached_property
    def own(self) -> OwnValues:
        """The single months of the last two years by enterprise and indicator."""
        first = Month(self._month.year - YEARS_BACK - 1, self._month.month)
        query = self._of(
            select(
                MonthlyFigure.enterprise, MonthlyFigure.indicator, MonthlyFigure.month, MonthlyFigure.value
            )
        ).where(MonthlyFigure.month >= kept_month(first), MonthlyFigure.month < kept_month(self._month))
        found: OwnValues = defaultdict(dict)
        for one, indicator, month, value in self._connection.execute(
            query.where(MonthlyFigure.joint.is_not(True))
        ):
            if value is not None:
                found[one, Indicator(indicator)][Month(month.year, month.month)] = value
        return found

    @cached_property
    def trades(self) -> dict[int, str]:
        """The trade of each enterprise."""
        query = select(Enterprise.id, Enterprise.trade)
        if self._enterprises is not None:
            query = query.where(Enterprise.id.in_(self._enterprises))
        return {one: trade or "" for one, trade in self._connection.execute(query)}

    def check(self, enterprise: int, figures: Figures | None = None, *, whole: bool = True) -> list[Finding]:
        """Check what an enterprise reported for the month; ``figures`` stand in for the kept ones.

        Not ``whole``: one figure is being typed, and those that belong to it may still follow.
        """
        now = self.reported.get(enterprise, {}) if figures is None else figures
        histories = {name: self.history(enterprise, name) for name in now}
        return check_figures(self._month, now, self.before.get(enterprise), histories, whole=whole)

    def history(self, enterprise: int, indicator: Indicator) -> History:
        """Give what a figure is judged by."""
        own = self.own.get((enterprise, indicator), {})
        return History(own, self._trade_growths(self.trades.get(enterprise, ""), indicator))

    def _read(self, month: Month, *, joint: bool | None = None) -> dict[int, dict[Indicator, Reported]]:
        """Read the four columns of a month; ``joint`` keeps to figures of both months in one, or of one alone."""
        figure = MonthlyFigure
        query = self._of(
            select(
                figure.enterprise,
                figure.indicator,
                figure.value,
                figure.base,
                figure.cumulative,
                figure.cumulative_base,
            )
        ).where(figure.month == kept_month(month))
        if joint is not None:
            query = query.where(figure.joint.is_(True) if joint else figure.joint.is_not(True))
        found: dict[int, dict[Indicator, Reported]] = defaultdict(dict)
        for one, indicator, *columns in self._connection.execute(query):
            found[one][Indicator(indicator)] = Reported(*columns)
        return found

    def _of(self, query: Any) -> Any:
        """Keep to valid figures of the enterprises asked for."""
        query = query.where(*alive())
        if self._enterprises is None:
            return query
        return query.where(MonthlyFigure.enterprise.in_(self._enterprises))

    def _trade_growths(self, trade: str, indicator: Indicator) -> list[float]:
        """Read how the enterprises of a trade grew this month."""
        key = trade, indicator
        if key not in self._growths:
            rows = self._connection.execute(
                select(MonthlyFigure.value, MonthlyFigure.base)
                .join(Enterprise, Enterprise.id == MonthlyFigure.enterprise)
                .where(MonthlyFigure.month == kept_month(self._month), *alive(), Enterprise.trade == trade)
                .where(MonthlyFigure.indicator == indicator.value)
                .limit(_SAMPLE)
            )
            growths = (log_growth(value, base) for value, base in rows)
            self._growths[key] = [one for one in growths if one is not None]
        return self._growths[key]


def reported_of(values: Mapping[str, object]) -> Reported:
    """Take the four columns of a figure out of its values."""
    columns = (values.get(key) for key in ("value", "base", "cumulative", "cumulative_base"))
    return Reported(*(one if isinstance(one, Decimal) else None for one in columns))


def month_of(values: Mapping[str, object]) -> Month | None:
    """Tell the month that the values of a figure are about; None where it is not given."""
    month = values.get("month")
    if not isinstance(month, PartialDate) or month.month is None:
        return None
    joint = bool(values.get("joint")) and month.month == 2
    return Month(month.year, month.month, single=not joint)
