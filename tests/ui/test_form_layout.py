"""Layouts of the entry forms name fields that exist, each once."""

from __future__ import annotations

import pytest

from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.ui.form_layout import LayoutFault, checked_layout, form_layout


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_field_and_every_list_of_rows_has_its_place_in_the_form(kind: str) -> None:
    record_type = RECORD_TYPES[kind]
    sections = form_layout(record_type)
    placed = {key for section in sections for row in section.rows for key in row}
    assert {one.key for one in record_type.fields if not one.computed} <= placed
    assert {one.key for one in record_type.children} == {key for one in sections for key in one.children}


@pytest.mark.parametrize(
    "section",
    [
        {"title": "走访", "rows": [["date", "weather"]]},
        {"title": "走访", "children": ["guests"]},
        {"title": "走访", "rows": [["date"], ["date"]]},
        {"title": "走访", "rows": [["date", "form", "topic"]]},
        {"title": "走访", "row": [["date"]]},
    ],
)
def test_a_layout_with_an_unknown_or_repeated_key_is_refused(section: dict[str, object]) -> None:
    with pytest.raises(LayoutFault):
        checked_layout(RECORD_TYPES["visits"], {"section": [section]})
