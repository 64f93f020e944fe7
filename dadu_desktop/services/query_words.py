"""What a list shows, said in words: for the chips above it and the note below its export."""

from __future__ import annotations

from dadu_desktop.records.fields import RecordType
from dadu_desktop.services.list_query import Filter, ListQuery

_OPERATORS = {
    "at_least": "≥",
    "at_most": "≤",
    "contains": "含",
    "is": "是",
    "not_since": "早于",
    "without": "缺",
}


def filter_words(record_type: RecordType, one: Filter) -> str:
    """Say a filter in a few words."""
    label = next((field.label for field in record_type.fields if field.key == one.key), "条件")
    match one.operator:
        case "one_of" if isinstance(one.value, tuple):
            values = [str(value) if value not in (None, "") else "（空）" for value in one.value]
            more = f" 等 {len(values)} 项" if len(values) > 2 else ""
            return f"{label}：{'、'.join(values[:2])}{more}"
        case "empty":
            return f"{label}：（空）"
        case "filled":
            return f"{label}：非空"
        case _:
            return f"{label} {_OPERATORS.get(one.operator, '')} {one.value}"


def list_note(record_type: RecordType, query: ListQuery, count: int) -> str:
    """Say how many records a list has and by which filters and words it was narrowed."""
    parts = [f"共 {count:,} 条"]
    if query.filters:
        parts.append("筛选条件：" + "，".join(filter_words(record_type, one) for one in query.filters))
    if query.search:
        parts.append(f"检索：{query.search}")
    if query.deleted:
        parts.append("回收站中的记录")
    return f"注：{'；'.join(parts)}。"
