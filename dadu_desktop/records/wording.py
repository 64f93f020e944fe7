"""Values of fields in words, the same on screen, in workbooks and on pages."""

from __future__ import annotations

from decimal import Decimal

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind

JOIN = "、"


def text_of(field: Field, value: object) -> str:
    """Say a value in the words of screen, workbook and page, without the unit; "" where nothing is known."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case Decimal():
            return f"{value:,f}"
        case int() if field.key != "year":
            return f"{value:,}"
        case PartialDate():
            return value.isoformat()
        case Approximate(qualifier="", words=""):
            return f"{value.value:,f}"
        case Approximate():
            return value.text()
        case tuple() if field.kind is Kind.ENTERPRISES:
            return JOIN.join(str(one) for one in value)
        case _:
            return str(value)
