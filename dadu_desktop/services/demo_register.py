"""The invented register of the demonstration: 151 enterprises of four trades."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from stdnum.cn import uscc

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.services.code_lists import shipped_lists
from dadu_desktop.services.demo_words import INVENTED, person, pick, spread, words
from dadu_desktop.services.import_plan import RecordPlan
from dadu_desktop.services.rows import Values

_LATE_YEAR = 2022
_LATE_COMERS = 24  # one enterprise in so many entered the register this year
_SIZES = ("小型", "小型", "微型", "中型")


def register() -> list[RecordPlan]:
    """Invent the enterprises; their temporary ids are -1, -2, ..."""
    plans: list[RecordPlan] = []
    for trade in words("names")["trades"]:
        for place in range(trade["count"]):
            number = len(plans) + 1
            values = _enterprise(trade, place, number)
            plans.append(
                RecordPlan("enterprises", 0, values, {"people": list(_people(values))}, temporary=-number)
            )
    return plans


def yearly_sales(trade: dict[str, Any], number: int) -> Decimal:
    """Invent last year's sales in 万元; most are small and few are large."""
    low, high = map(Decimal, trade["levels"])
    share = spread(1000, "sales", number) * spread(1000, "more sales", number)
    return low + (high - low) * share / 1_000_000


def _enterprise(trade: dict[str, Any], place: int, number: int) -> Values:
    """Invent one enterprise."""
    known = words("names")
    goods, industry_code, business = trade["goods"][place % len(trade["goods"])]
    brand = known["brands"][number * 7 % len(known["brands"])]
    suffix = trade["suffixes"][place // len(trade["goods"]) % len(trade["suffixes"])]
    late = spread(_LATE_COMERS, "late", number) == 0
    admitted = PartialDate(
        _LATE_YEAR if late else 2014 + spread(6, "year", number), 1 + spread(12, "month", number), 1
    )
    return {
        "credit_code": _credit_code(number),
        "name": f"重庆{brand}{goods}{suffix}",
        "short_name": f"{brand}{goods}",
        "trade": trade["trade"],
        "industry_code": industry_code,
        "business_form": trade["forms"][place % len(trade["goods"]) % len(trade["forms"])],
        "size": pick(_SIZES, "size", number),
        "unit_type": "法人企业" if spread(9, "type", number) else "个体经营户",
        "status": "在库",
        "admitted": admitted,
        "admission_cause": "新开业" if late else "限下升限上",
        **_place(number),
        **_contacts(number),
        "employees": 8 + spread(160, "employees", number),
        "floor_area": Decimal(80 + 20 * spread(200, "area", number)),
        "opened": PartialDate(admitted.year - 1 - spread(5, "opened", number)),
        "main_business": business,
        "foreign_trade": trade["trade"] == "批发业" and spread(6, "foreign", number) != 0,
        "tags": pick(("重点企业", "品牌连锁", "培育对象", "一企一策", "电商企业", "夜间经济"), "tag", number),
        "department": "区商务委",
        "leader": pick(known["leaders"], "leader", number),
        "service_person": pick(known["service_persons"], "person", number),
        "last_year_sales": Approximate(yearly_sales(trade, number).quantize(Decimal("0.1"))),
        "source": INVENTED,
    }


def _place(number: int) -> Values:
    """Invent where it is."""
    lists = {one.key: [item.label for item in one.items] for one in shipped_lists()}
    address = f"重庆市大渡口区{pick(words('names')['streets'], 'street', number)}{1 + spread(300, 'door', number)}号"
    return {
        "town": pick(lists["towns"], "town", number),
        "area": pick(lists["areas"], "place", number),
        "registered_address": address,
        "business_address": address,
    }


def _contacts(number: int) -> Values:
    """Invent who speaks for it; no telephone of this kind is given out."""
    return {
        "legal_person": person("legal", number),
        "principal": person("principal", number),
        "statistician": person("statistician", number),
        "contact": person("contact", number),
        "telephone": f"1380000{number:04d}",
    }


def _people(values: Values) -> Iterator[Values]:
    """Give the persons of an enterprise with the time since when they have been there."""
    for role, key in (("法定代表人", "legal_person"), ("统计员", "statistician"), ("联系人", "contact")):
        telephone = values["telephone"] if role == "联系人" else None
        yield {"role": role, "name": values[key], "telephone": telephone, "since": values["opened"]}


def _credit_code(number: int) -> str:
    """Make a code of the right form that no enterprise has, with a valid check digit."""
    body = f"91500104DADU{number:05d}"
    return body + str(uscc.calc_check_digit(body))
