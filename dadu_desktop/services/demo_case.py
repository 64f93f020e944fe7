"""The model case of the demonstration: 大渡口万达广场, from the public report of 2022."""

from __future__ import annotations

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo_words import read_values, words
from dadu_desktop.services.import_plan import RecordPlan


def served_enterprise(temporary: int) -> RecordPlan:
    """Give the operator of the mall, who is served but not in the statistics."""
    values = read_values(RECORD_TYPES["enterprises"].fields, words("wanda")["enterprise"])
    return RecordPlan("enterprises", 0, values, temporary=temporary)


def case(enterprise: Reference) -> RecordPlan:
    """Give the case with everything that is told of it."""
    told, kind = words("wanda")["case"], RECORD_TYPES["cases"]
    children = {one.key: [read_values(one.fields, row) for row in told[one.key]] for one in kind.children}
    return RecordPlan("cases", 0, {**read_values(kind.fields, told), "enterprise": enterprise}, children)
