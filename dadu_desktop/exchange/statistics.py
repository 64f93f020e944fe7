"""Exports of the statistics system (E204-1 批零, S204-1 住餐): one column for each indicator and period."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dadu_desktop.domain.text import narrow
from dadu_desktop.exchange.targets import Target
from dadu_desktop.records.fields import RecordType

_PERIODS = {
    "本年-本月": "value",
    "上年-本月": "base",
    "本年-1-本月": "cumulative",
    "上年-1-本月": "cumulative_base",
}
_DASHES = str.maketrans("—–―−~至", "------")
_FREE_PERIODS = {
    "cumulative_base": r"1-(?:本|\d{1,2})月-?(?:上年|去年|上年同期|去年同期)|(?:(?:上年|去年)(?:同期|-)?|同期)(?:累计数?|1-(?:本|\d{1,2})月(?:累计)?)|累计同期",
    "cumulative": r"1-(?:本|\d{1,2})月-?(?:本年|今年)|(?:本年|今年|本期)?-?(?:累计数?|1-(?:本|\d{1,2})月(?:累计)?|年初累计)",
    "base": r"(?:本月|当月|\d{1,2}月)-?(?:上年|去年|上年同期|去年同期)|(?:上年|去年)-?(?:同期|同月|本月|\d{1,2}月份?)数?|同期数?|同月数?",
    "value": r"(?:本月|当月|\d{1,2}月)-?(?:本年|今年)|(?:本年|今年)?-?(?:本月|当月|本期)(?:数|实际)?|\d{1,2}月份?(?:数|实际)?",
}
"""How offices name the four columns in tables of their own."""
_UNITS = re.compile(
    r"[(\[【](?:(?:计量|金额)?单位:?)?(?:人民币)?[^()]{0,2}元[)\]】]|[/:_](?:亿|百万|万|千)?元(?=$|;)"
)
_MONTH = re.compile(r"(\d{1,2})月")
_UNTIL_MONTH = re.compile(r"(?:^|\D)1-\d{1,2}月|累计")
_ONE_MONTH = re.compile(r"(?P<year>20\d\d年)?(?<![\d-])(?P<month>1[0-2]|0?[1-9])月份?(?![\d-])")
_OTHER_PERIOD = re.compile(r"累计|同期|同月|上年|去年|本月|同比|环比|增[速长幅]")
SALES_OR_TURNOVER = "销售额（营业额）"
"""What a table of all trades calls 商品销售额 of 批零 and 营业额 of 住餐."""
_EITHER = re.compile(r"销售额[(/、或]?(?:营业额)?\)?|营业额[(/、或]销售额\)?|销售\(营业\)额|营业\(销售\)额")
CATERING_MARK = "营业额"
"""An indicator that only 住餐 reports: in its sheet 商品销售额 is a part of 营业额."""
CATERING_SALES = "商品销售额（住餐）"
_SALES = "商品销售额"


def indicator_targets(figures: RecordType, group: str, leaf: str) -> tuple[Target, ...]:
    """Find indicator and period in 商品销售额;本年-本月, in one heading or in two levels; () when there are none."""
    text = _bare(f"{group};{leaf}" if leaf else group)
    *names, period = re.split("[;:]", text)
    value = _PERIODS.get(period)
    name = next((name for name in reversed(names) if name and name != "其中"), "")
    if value is not None and name in figures.field("indicator").choices:
        return (_target(figures, name, value),)
    name, rest = _named(text, figures.field("indicator").choices)
    key = next((key for key, words in _FREE_PERIODS.items() if re.fullmatch(words, rest)), None)
    if key is None:
        return ()
    return (_target(figures, name, key) if name else Target(key, figures.field(key)),)


def titled_period(figures: RecordType, heading: str, titles: Iterable[str]) -> tuple[Target, ...]:
    """Read 零售额 by the title above it: of the month in 2022年11月零售额, cumulated in 2022年1—11月零售额; () for others."""
    names = figures.field("indicator").choices
    name, rest = _named(_bare(heading), names)
    if not name or rest:
        return ()
    said = [text for text in map(_bare, titles) if _MONTH.search(text) and _named(text, names)[0] == name]
    if len(said) != 1 or len(_MONTH.findall(said[0])) != 1:
        return ()
    return (_target(figures, name, "cumulative" if _UNTIL_MONTH.search(said[0]) else "value"),)


def has_several_months(headings: Iterable[str]) -> bool:
    """Tell a table with a column for each month: no month of the title holds for all of them."""
    return len({month for heading in headings for month in _MONTH.findall(_bare(heading))}) > 1


def month_and_rest(heading: str) -> tuple[str, str] | None:
    """Part 2022年3月零售额 into the month and 零售额本月, the heading that it would be in a table of that month."""
    text = re.sub(r"\s", "", narrow(heading)).translate(_DASHES)
    found = _ONE_MONTH.findall(text)
    if len(found) != 1:
        return None
    rest = _ONE_MONTH.sub("", text)
    return "{}{}月".format(*found[0]), rest if _OTHER_PERIOD.search(rest) else f"{rest}本月"


def beside_others(
    figures: RecordType, targets: tuple[Target, ...], earlier: Sequence[Target]
) -> tuple[Target, ...]:
    """Read a column by those before it: 上年同期 behind 11月零售额 is of 零售额, behind 1—11月 of the cumulated figure."""
    if len(targets) != 1 or targets[0].field.key not in _PERIODS.values():
        return targets
    key, indicator = targets[0].field.key, targets[0].indicator
    indicator = indicator or next((one.indicator for one in reversed(earlier) if one.indicator), "")
    told = {one.field.key for one in earlier if one.indicator == indicator}
    if key == "base" and "cumulative" in told and (key in told or "value" not in told):
        key = "cumulative_base"
    return (_target(figures, indicator, key) if indicator else Target(key, figures.field(key)),)


def titled_targets(
    figures: RecordType, titles: Sequence[str], targets: Iterable[Target]
) -> dict[str, Target]:
    """Map columns that say the period only to the one indicator of the title (11月零售额情况表); {} without one.

    ``titles`` are the name of the sheet and the lines above the heading, which say it better (销售额 and 商品销售额).
    """
    listed = list(targets)
    if any(target.indicator or target.path == "indicator" for target in listed):
        return {}
    choices = figures.field("indicator").choices
    sheet, *lines = (_named(_bare(title), choices)[0] for title in titles)
    names = set(filter(None, lines)) or {sheet} - {""}
    if len(names) != 1:
        return {}
    (name,) = names
    return {key: _target(figures, name, key) for key in _PERIODS.values()}


def _bare(text: str) -> str:
    """Return a heading half width, without blanks, units and the many dashes."""
    return _UNITS.sub("", re.sub(r"\s", "", narrow(text))).translate(_DASHES)


def _named(text: str, names: Iterable[str]) -> tuple[str, str]:
    """Find the one indicator that a text names, and the rest of the text; "" where it names none or several."""
    rest, found = text, []
    for name in sorted(names, key=len, reverse=True):
        if narrow(name) in rest and name != CATERING_MARK:
            found.append(name)
            rest = rest.replace(narrow(name), "")
    if _EITHER.search(rest):
        found.append(SALES_OR_TURNOVER)
        rest = _EITHER.sub("", rest)
    elif CATERING_MARK in rest:
        found.append(CATERING_MARK)
        rest = rest.replace(CATERING_MARK, "")
    bare = re.sub(r"[;:,、()]|其中", "", rest)
    return ("", "") if len(found) > 1 else ("".join(found), bare)


def all_indicator_targets(figures: RecordType) -> list[Target]:
    """List the columns that a table may have: every indicator in every period."""
    names = (*figures.field("indicator").choices, SALES_OR_TURNOVER)
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
