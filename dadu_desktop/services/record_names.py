"""Names by which people know records: number, enterprise, title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.bulk_reading import batched_ids
from dadu_desktop.services.record_rows import fetch

_LONGEST = 40
_NAMING = ("number", "enterprise", "enterprises", "month", "indicator", "year")


def record_names(connection: Connection, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Name records by type and id, those in the recycle bin included; "" for one that is not there."""
    ids: dict[str, list[int]] = defaultdict(list)
    for kind, one in keys:
        ids[kind].append(one)
    names: dict[tuple[str, int], str] = defaultdict(str)
    for kind, wanted in ids.items():
        record_type = RECORD_TYPES[kind]
        telling = ("name", "number") if kind == "enterprises" else (*_NAMING, record_type.title)
        own = {one.key: one for one in record_type.fields}
        fields = [own[key] for key in dict.fromkeys(telling) if key in own]
        for chunk in batched_ids(wanted):
            for row in fetch(connection, kind, chunk, fields, date.today()):
                words = (text_of(field, row.values.get(field.key)) for field in fields)
                names[kind, row.id] = " ".join(word[:_LONGEST] for word in words if word)
    return names
