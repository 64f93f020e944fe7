"""How many planted errors the checks of monthly figures find, and how often they cry wolf.

``python -m benchmarks.figure_errors`` prints the table of docs/figures.md; the figures are generated, always alike.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dadu_desktop.domain.figure_checks import Finding, Indicator, Reported, check_figures
from dadu_desktop.domain.outliers import History, log_growth, swaps
from dadu_desktop.domain.periods import Month

UNITS = 300
MONTHS = 48
JUDGED = 12
PLANTED = 200
SEED = 2022
_LAST = Month(2022, 12)
_SEASON = (1.1, 0.85, 0.95, 0.96, 1.02, 1.0, 0.97, 0.96, 1.03, 1.06, 1.0, 1.08)
_STEP = Decimal("0.1")

Series = dict[Month, Decimal]


@dataclass(frozen=True)
class Unit:
    """One enterprise of a trade: its true sales, and the share of retail in them."""

    sales: Series
    share: Decimal


@dataclass(frozen=True)
class Case:
    """What one unit reports for one month, with last month's true report."""

    month: Month
    now: Mapping[Indicator, Reported]
    before: Mapping[Indicator, Reported]
    own: Series
    trade: list[float]

    def check(self) -> list[Finding]:
        """Ask the program."""
        histories = {Indicator.SALES: History(self.own, self.trade)}
        return check_figures(self.month, self.now, self.before, histories)


def months() -> list[Month]:
    """List the generated months, oldest first."""
    found = [_LAST]
    while len(found) < MONTHS:
        found.append(found[-1].previous())
    return found[::-1]


def generate(chance: random.Random) -> list[Unit]:
    """Make enterprises with a season, a growth and an unrest of their own; the festival moves between months."""
    return [_unit(chance) for _ in range(UNITS)]


def _unit(chance: random.Random) -> Unit:
    """Make one enterprise: unrest between 3 and 12 % a month."""
    level, yearly, unrest = (
        chance.lognormvariate(6, 1.2),
        chance.gauss(1.07, 0.06),
        chance.uniform(0.03, 0.12),
    )
    sales = {}
    for at, month in enumerate(months()):
        festival = (
            {1: 1.15, 2: 0.8}.get(month.month, 1) if month.year % 2 else {1: 0.85, 2: 1.2}.get(month.month, 1)
        )
        value = (
            level
            * yearly ** (at / 12)
            * _SEASON[month.month - 1]
            * festival
            * math.exp(chance.gauss(0, unrest))
        )
        sales[month] = _rounded(value)
    return Unit(sales, Decimal(chance.randrange(5, 95)) / 100)


def _rounded(value: float) -> Decimal:
    """Round to 千元, as statistics come."""
    return max(Decimal(value).quantize(_STEP, ROUND_HALF_UP), _STEP)


def cases(units: list[Unit]) -> Iterator[tuple[Unit, Case]]:
    """Give every unit in each of the last months, as truly reported."""
    for month in months()[-JUDGED:]:
        growths = [log_growth(one.sales[month], one.sales[month.year_ago()]) for one in units]
        trade = [one for one in growths if one is not None]
        for unit in units:
            own = {one: value for one, value in unit.sales.items() if one < month}
            yield unit, Case(month, report(unit, month), report(unit, month.previous()), own, trade)


def report(unit: Unit, month: Month) -> dict[Indicator, Reported]:
    """Report sales and retail with bases and cumulated figures."""

    def columns(share: Decimal) -> Reported:
        series = {one: (value * share).quantize(_STEP) for one, value in unit.sales.items()}
        now, ago = (
            [Month(year, one) for one in range(1, month.month + 1)] for year in (month.year, month.year - 1)
        )
        sums = (sum((series[one] for one in span), Decimal(0)) for span in (now, ago))
        return Reported(series[month], series[month.year_ago()], *sums)

    return {Indicator.SALES: columns(Decimal(1)), Indicator.RETAIL: columns(unit.share)}


Spoil = Callable[[Case, random.Random], Mapping[Indicator, Reported] | None]


def _with_sales(
    case: Case, value: Decimal | None, *, carried: bool = True
) -> Mapping[Indicator, Reported] | None:
    """Report other sales; ``carried``: the cumulated figure was reckoned from the wrong one."""
    sales = case.now[Indicator.SALES]
    if value is None or sales.month is None or sales.cumulative is None or value == sales.month:
        return None
    cumulative = sales.cumulative - sales.month + value if carried else sales.cumulative
    return {Indicator.SALES: Reported(value, sales.month_base, cumulative, sales.cumulative_base)}


def _times(factor: str) -> Spoil:
    """Report in another unit."""
    return lambda case, _chance: _with_sales(case, _true(case) * Decimal(factor))


def _true(case: Case) -> Decimal:
    """Return the true sales."""
    return case.now[Indicator.SALES].month or Decimal(0)


def _turned(case: Case, chance: random.Random, *, carried: bool) -> Mapping[Indicator, Reported] | None:
    """Exchange two neighbouring digits."""
    found = list(swaps(_true(case)))
    return _with_sales(case, chance.choice(found), carried=carried) if found else None


def _too_much_retail(case: Case, _chance: random.Random) -> Mapping[Indicator, Reported]:
    """Report more retail than sales."""
    retail = Reported(_true(case) * Decimal("1.2"), None, None, None)
    return {Indicator.SALES: case.now[Indicator.SALES], Indicator.RETAIL: retail}


SPOILS: dict[str, Spoil] = {
    "单位错（10倍）": _times("10"),
    "单位错（1000倍）": _times("1000"),
    "单位错（10000倍）": _times("10000"),
    "单位错（1/10）": _times("0.1"),
    "相邻数字颠倒，累计未随之改": lambda case, chance: _turned(case, chance, carried=False),
    "相邻数字颠倒，累计随之改": lambda case, chance: _turned(case, chance, carried=True),
    "照抄上月": lambda case, _chance: _with_sales(case, case.before[Indicator.SALES].month),
    "照抄上年同月": lambda case, _chance: _with_sales(case, case.now[Indicator.SALES].month_base),
    "多报一倍半（×2.5）": _times("2.5"),
    "少报六成（×0.4）": _times("0.4"),
    "零售额大于商品销售额": _too_much_retail,
    "负数": _times("-1"),
}


def recall(known: list[tuple[Unit, Case]], spoil: Spoil, chance: random.Random) -> float:
    """Plant one kind of error in some reports and tell the share found."""
    found: list[bool] = []
    while len(found) < PLANTED:
        _, case = chance.choice(known)
        wrong = spoil(case, chance)
        if wrong is not None:
            found.append(bool(Case(case.month, wrong, case.before, case.own, case.trade).check()))
    return sum(found) / len(found)


def false_alarms(known: list[tuple[Unit, Case]]) -> tuple[float, Counter[str]]:
    """Tell the share of true reports that are doubted, and by which months."""
    by_month: Counter[str] = Counter()
    for _, case in known:
        if case.check():
            by_month[str(case.month)] += 1
    return by_month.total() / len(known), by_month


def main() -> None:
    """Print the table."""
    chance = random.Random(SEED)  # noqa: S311 - the same figures every time
    known = list(cases(generate(chance)))
    print("| 植入的错误 | 查出 |\n|---|---|")
    for name, spoil in SPOILS.items():
        print(f"| {name} | {recall(known, spoil, chance):.1%} |")
    share, by_month = false_alarms(known)
    print(
        f"\n误报：{share:.2%}（{len(known)} 份无误的月报，{UNITS} 家 {JUDGED} 个月）；按月 {dict(sorted(by_month.items()))}"
    )


if __name__ == "__main__":
    main()
