"""Which columns a table must have to hold a kind of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dadu_desktop.exchange.columns import Header
from dadu_desktop.records.fields import Kind, RecordType

_NEEDED: Mapping[str, Sequence[frozenset[str]]] = {
    "enterprises": [frozenset({"name", "credit_code"})],
    "visits": [frozenset({"enterprises", "enterprises.credit_code"}), frozenset({"date"})],
    "problems": [frozenset({"enterprise", "enterprise.credit_code"}), frozenset({"description"})],
    "plans": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"measures.measure", "goal", "problems", "target_sales"}),
    ],
    "cases": [frozenset({"title"}), frozenset({"enterprise", "enterprise.credit_code"})],
    "policies": [
        frozenset({"name"}),
        frozenset({"document_number", "level", "issuer", "window_to", "benefit"}),
    ],
    "policy-applications": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"policy"}),
        frozenset({"applied", "applied_amount", "approved_amount", "paid", "paid_amount"}),
    ],
    "trade-surveys": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"date", "round"}),
        frozenset({"exports", "imports", "markets", "difficulties", "findings"}),
    ],
    "clusters": [frozenset({"name"})],
    "teams": [frozenset({"name"}), frozenset({"enterprise", "enterprise.credit_code"})],
    "projects": [
        frozenset({"name"}),
        frozenset({"investor", "signed_amount", "arrived_amount", "stages.stage"}),
    ],
    "figures": [
        frozenset({"enterprise", "enterprise.credit_code"}),
        frozenset({"indicator", "wide"}),
        frozenset({"value", "base", "cumulative", "cumulative_base", "state", "wide"}),
    ],
}
"""The columns, or one of several, without which a sheet is not of a kind; others need all required fields."""


def is_of_kind(header: Header, record_type: RecordType) -> bool:
    """Tell whether the columns are there without which a sheet does not hold this kind of record."""
    paths = header.paths
    if any(one.target and one.target.indicator for one in header.columns):
        paths.add("wide")
    needed = _NEEDED.get(record_type.key) or [
        _ways_to(one.key, one.kind) for one in record_type.fields if one.required
    ]
    return len(paths) >= 2 and ("number" in paths or all(one & paths for one in needed))


def _ways_to(key: str, kind: Kind) -> frozenset[str]:
    """List the columns by which a field can be filled: an enterprise also by its code."""
    return (
        frozenset({key, f"{key}.credit_code"})
        if kind in (Kind.ENTERPRISE, Kind.ENTERPRISES)
        else frozenset({key})
    )
