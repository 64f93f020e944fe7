"""What is typed in a form as plain JSON and back, for drafts that outlive a crash."""

from __future__ import annotations

from collections.abc import Mapping

from dadu_desktop.records.fields import Field, Kind, RecordType, Reference

_LINKS = (Kind.ENTERPRISE, Kind.ENTERPRISES)


def from_json(record_type: RecordType, texts: Mapping[str, object]) -> dict[str, object]:
    """Give the contents of a form again after JSON turned tuples and references into lists.

    Keys that the form no longer has are left out. The way there needs no help: a Reference is a tuple.
    """
    fields = {one.key: one for one in record_type.fields}
    grids = {f".{one.key}": {field.key: field for field in one.fields} for one in record_type.children}
    contents: dict[str, object] = {}
    for key, text in texts.items():
        if key in fields:
            contents[key] = _content(fields[key], text)
        elif key in grids and isinstance(text, list):
            contents[key] = tuple(_row(grids[key], row) for row in text)
    return contents


def _row(fields: Mapping[str, Field], row: Mapping[str, object]) -> dict[str, object]:
    """Give one row of a grid."""
    return {key: _content(fields[key], text) if key in fields else text for key, text in row.items()}


def _content(field: Field, text: object) -> object:
    """Give the content of one field."""
    if field.kind not in _LINKS or not isinstance(text, list):
        return text
    if field.kind is Kind.ENTERPRISE:
        return _reference(text)
    return tuple(_reference(one) if isinstance(one, list) else one for one in text)


def _reference(pair: list[object]) -> Reference:
    """Give an enterprise from its id and name."""
    number, label = pair
    return Reference(int(str(number)), str(label))
