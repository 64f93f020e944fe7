"""Which columns a list shows and how wide: the usual ones, or what the person chose last."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFont, QFontMetrics

from dadu_desktop.records.fields import Field, Kind, RecordType
from dadu_desktop.services.list_query import Sort
from dadu_desktop.ui.preferences import remember, remembered
from dadu_desktop.ui.theme import size

USUAL_COLUMNS: Mapping[str, str] = {
    "enterprises": "name credit_code trade status town size contact telephone service_person area number",
    "visits": "number date form enterprises leader visitors operation problem_count next_step",
    "problems": "number light enterprise description category status due_date lead_unit owner raised",
    "plans": "number enterprise year status progress measure_count target_sales service_person leader",
    "cases": "number title enterprise status started background effect",
    "policies": "number name level status window_from window_to condition_count application_count paid_count issuer",
    "policy-applications": "number policy enterprise status applied applied_amount accepted paid paid_amount",
    "figures": "enterprise month indicator value base growth cumulative cumulative_base state",
    "district-figures": "period span indicator value growth rank units share share_of source",
    "trade-surveys": "number enterprise date exports imports turnover growth difficulties linked_count solved_count",
    "clusters": "number name leader lead_unit registered project_count signed_amount chain_owner enterprises",
    "teams": "number name enterprise status leader duty_telephone meeting_count linked_count latest_entry",
    "projects": "number name light stage next_stage next_planned cluster investor signed_amount arrived_amount",
    "activities": "number name series started ended place participants visitors sales",
}
HALF_WIDTH = 0.53  # of the text size: half a Chinese character, and a little for Latin letters
CAPITAL = 0.6  # of the text size: a credit code is read whole
PADDING = 14  # pixels around a text
FUNNEL = 44  # pixels around a heading, with the arrow of the column that is sorted
WIDEST = 204  # what is longer is shortened, and whole in the tip
_NAMES = frozenset({Kind.ENTERPRISE, Kind.ENTERPRISES})


def shown_columns(record_type: RecordType) -> tuple[str, ...]:
    """Give the columns chosen last, or the usual ones; a field that is gone is left out."""
    known = {field.key for field in record_type.fields}
    kept = remembered(_key(record_type, "columns"), USUAL_COLUMNS[record_type.key]).split()
    return tuple(key for key in kept if key in known)


def keep_columns(record_type: RecordType, columns: Sequence[str]) -> None:
    """Remember the columns."""
    remember(_key(record_type, "columns"), " ".join(columns))


def shown_sort(record_type: RecordType) -> tuple[Sort, ...]:
    """Give the sort order chosen last."""
    kept = remembered(_key(record_type, "sort"))
    key = kept.removeprefix("-")
    known = any(field.key == key for field in record_type.fields)
    return (Sort(key, descending=kept.startswith("-")),) if known else ()


def keep_sort(record_type: RecordType, sort: Sequence[Sort]) -> None:
    """Remember the sort order."""
    remember(
        _key(record_type, "sort"), "".join(("-" if one.descending else "") + one.key for one in sort[:1])
    )


def widths(record_type: RecordType, fields: Sequence[Field]) -> list[int]:
    """Give the width of each column in pixels."""
    kept: dict[str, int] = json.loads(remembered(_key(record_type, "widths"), "{}"))
    return [kept.get(one.key) or _usual_width(one) for one in fields]


def keep_width(record_type: RecordType, key: str, width: int) -> None:
    """Remember the width of one column."""
    kept = json.loads(remembered(_key(record_type, "widths"), "{}"))
    remember(_key(record_type, "widths"), json.dumps({**kept, key: width}))


def shows_detail() -> bool:
    """Tell whether the summary beside a list is wanted."""
    return remembered("list/detail", "shown") == "shown"


def keep_detail(*, shown: bool) -> None:
    """Remember whether the summary beside a list is wanted."""
    remember("list/detail", "shown" if shown else "folded")


def _usual_width(field: Field) -> int:
    """Give a column room for its usual content and its heading."""
    font = QFont()
    font.setPixelSize(size("small"))
    heading = QFontMetrics(font).horizontalAdvance(field.heading) + FUNNEL
    letter = CAPITAL if field.kind is Kind.CREDIT_CODE else HALF_WIDTH
    content = round(field.width * size("body") * letter) + PADDING
    names = field.kind in _NAMES or field.key == "name"  # by their names people find the rows
    return max(heading, content if names else min(content, round(WIDEST * size("body") / 14)))


def _key(record_type: RecordType, what: str) -> str:
    """Name a remembered thing of one list."""
    return f"list/{record_type.key}/{what}"
