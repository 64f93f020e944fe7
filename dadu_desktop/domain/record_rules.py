"""Rules over several fields of one record, called alike by form, import and service."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from dadu_desktop.domain.credit_code import read_credit_code
from dadu_desktop.domain.dates import PartialDate, read_date
from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.policy_conditions import read_clause

Values = Mapping[str, object]

TRADE_DIVISIONS = {"51": "批发业", "52": "零售业", "61": "住宿业", "62": "餐饮业"}
"""Divisions of GB/T 4754-2017 by the first two digits of the industry code."""

_ORDERED = {
    "enterprises": (("admitted", "入库时间", "removed", "退库时间"),),
    "problems": (
        ("raised", "提出时间", "finished", "办结时间"),
        ("raised", "提出时间", "closed", "销号时间"),
        ("assigned", "交办时间", "finished", "办结时间"),
    ),
    "policies": (("window_from", "申报开始", "window_to", "申报截止"),),
    "policy-applications": (
        ("applied", "申报日期", "accepted", "受理日期"),
        ("applied", "申报日期", "refused", "不予受理日期"),
        ("applied", "申报日期", "paid", "兑现日期"),
        ("accepted", "受理日期", "paid", "兑现日期"),
    ),
    "teams": (("started", "成立时间", "ended", "结束时间"),),
    "activities": (("started", "开始时间", "ended", "结束时间"),),
}
_LONG_TERM = "长期推进"


def faults(kind: str, values: Values) -> dict[str, str]:
    """Find what keeps a record from being saved, as one sentence for each faulty field."""
    found = {}
    for earlier, earlier_label, later, later_label in _ORDERED.get(kind, ()):
        first, last = values.get(earlier), values.get(later)
        if (
            isinstance(first, PartialDate)
            and isinstance(last, PartialDate)
            and last.last_day() < first.first_day()
        ):
            found[later] = f"{later_label}早于{earlier_label}，请核对两个日期。"
    if kind == "problems":
        found.update(_closing_faults(values))
    return found


def row_fault(kind: str, part: str, row: Values) -> str:
    """Say what keeps a row inside a record from being saved; "" where nothing does."""
    if (kind, part) != ("policies", "conditions"):
        return ""
    try:
        read_clause(*(str(row.get(key) or "") for key in ("basis", "comparison", "value", "together")))
    except InputProblem as problem:
        return problem.sentence
    return ""


def _closing_faults(values: Values) -> dict[str, str]:
    """Refuse 销号 without result and call-back, and 长期推进 without a review date."""
    found = {}
    if values.get("status") == "销号":
        if not (values.get("result_kind") or values.get("result")):
            found["result_kind"] = "销号前请填写办结类型或办理结果。"
        if not values.get("callback"):
            found["callback"] = "销号前请填写回访时间。"
    if values.get("status") == _LONG_TERM and not values.get("review_date"):
        found["review_date"] = "长期推进（挂账）的问题请填写下次复核日期。"
    return found


def warnings(kind: str, values: Values) -> dict[str, str]:
    """Find what a person should look at again; it never keeps a record from being saved."""
    if kind == "projects":
        return _money_warnings(values)
    if kind != "enterprises":
        return {}
    found = {}
    code, industry, trade = (values.get(key) for key in ("credit_code", "industry_code", "trade"))
    if isinstance(code, str) and code:
        try:
            told = read_credit_code(code).warnings
        except InputProblem as problem:  # kept by an earlier version, or typed only half so far
            told = (problem.sentence,)
        if told:
            found["credit_code"] = " ".join(told)
    expected = TRADE_DIVISIONS.get(str(industry or "")[:2])
    if expected and trade and trade != expected:
        found["industry_code"] = f"行业代码 {industry} 属于{expected}，与所选行业“{trade}”不一致，请核对。"
    return found


def _money_warnings(values: Values) -> dict[str, str]:
    """Doubt money that arrived beyond what was signed: often it is a slip between 万元 and 亿元."""
    signed, arrived = values.get("signed_amount"), values.get("arrived_amount")
    if isinstance(signed, Decimal) and isinstance(arrived, Decimal) and arrived > signed:
        return {"arrived_amount": "到位资金大于合同投资额，请核对金额和单位。"}
    return {}


def unlisted(label: str, words: str, entries: Collection[str]) -> str:
    """Warn of words (several joined by 、) that a code list has not; "" where all are in it.

    An office that emptied a list does not use it, and is not warned.
    """
    foreign = [word for word in words.split("、") if word not in entries] if entries else []
    return f"{label}“{'、'.join(foreign)}”不在代码表中，请核对。" if foreign else ""


def settled(kind: str, values: dict[str, object]) -> dict[str, object]:
    """Give the values as they are kept: a time limit known to the month is the month's last day."""
    due = values.get("due_date")
    if kind == "problems" and isinstance(due, PartialDate):
        return {**values, "due_date": PartialDate.of(due.last_day())}
    return values


def measure_due(words: str, today: date) -> PartialDate | None:
    """Read the day that the time limit of a measure means; None for 长期 and the like."""
    try:
        found = read_date(re.sub("(以前|之前|前)$", "", words.strip()), today=today)
    except InputProblem:
        return None
    return PartialDate.of(found.last_day())
