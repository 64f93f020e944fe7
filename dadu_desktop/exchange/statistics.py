"""Exports of the statistics system (E204-1 批零, S204-1 住餐): one column for each indicator and period."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.targets import Target
from dadu_desktop.records.fields import RecordType

_PERIODS = {
    "本年-本月": "value",
    "上年-本月": "base",
    "本年-1-本月": "cumulative",
    "上年-1-本月": "cumulative_base",
}
_DASHES = str.maketrans("—–―−~", "-----")
CATERING_MARK = "营业额"
"""An indicator that only 住餐 reports: in its sheet 商品销售额 is a part of 营业额."""
CATERING_SALES = "商品销售额（住餐）"
_SALES = "商品销售额"


def indicator_targets(figures: RecordType, group: str, leaf: str) -> tuple[Target, ...]:
    """Find indicator and period in 商品销售额;本年-本月, in one heading or in two levels; () when there are none."""
    text = re.sub(r"\s|\([^()]*元\)", "", narrow(f"{group};{leaf}" if leaf else group)).translate(_DASHES)
    *names, period = re.split("[;:]", text)
    value = _PERIODS.get(period)
    name = next((name for name in reversed(names) if name and name != "其中"), "")
    if value is None or name not in figures.field("indicator").choices:
        return ()
    return (_target(figures, name, value),)


def all_indicator_targets(figures: RecordType) -> list[Target]:
    """List the columns that an export may have: every indicator in every period."""
    names = figures.field("indicator").choices
    return [_target(figures, name, value) for name in names for value in _PERIODS.values()]


def as_catering(figures: RecordType, targets: Iterable[Target]) -> dict[str, Target]:
    """Map the sales columns of a 住餐 sheet to their own indicator; {} for a sheet of 批零."""
    listed = list(targets)
    if all(target.indicator != CATERING_MARK for target in listed):
        return {}
    sales = [target for target in listed if target.indicator == _SALES]
    return {target.path: _target(figures, CATERING_SALES, target.field.key) for target in sales}


def _target(figures: RecordType, indicator: str, value: str) -> Target:
    """Describe the column of one indicator and period."""
    return Target(f"{indicator};{value}", figures.field(value), indicator=indicator)
