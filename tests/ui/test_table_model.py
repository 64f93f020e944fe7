"""The table model shows rows it is handed and asks for those it has not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from dadu_desktop.domain.formula_texts import is_formula
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Field, Kind
from dadu_desktop.services.rows import Row
from dadu_desktop.ui.copying import rows_as_text
from dadu_desktop.ui.table_model import PAGE, TableModel

FIELDS = (
    Field("name", "名称", Kind.TEXT),
    Field("sales", "销售额", Kind.AMOUNT, unit="万元"),
    Field("date", "日期", Kind.DATE),
    Field("text", "情况", Kind.LONG_TEXT),
)


def rows(first: int, count: int) -> list[Row]:
    """Make rows numbered from ``first``."""
    values = {"sales": Decimal("1234567.89"), "date": PartialDate(2022, 5), "text": "第一行\n第二行"}
    return [Row(number, {"name": f"店{number}", **values}) for number in range(first, first + count)]


@pytest.fixture
def model() -> TableModel:
    """Give a list of which the first page of three is there."""
    made = TableModel()
    made.set_rows(FIELDS, rows(0, PAGE), 2 * PAGE + 7)
    return made


def test_the_model_keeps_the_rules_of_qt(model: TableModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.put_rows(PAGE, rows(PAGE, PAGE))
    model.set_rows(FIELDS[:2], rows(0, 3), 3)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_values_are_said_in_words_and_numbers_stand_right(model: TableModel) -> None:
    said = [model.index(0, column).data() for column in range(4)]
    assert said == ["店0", "1,234,567.89", "2022-05", "第一行 第二行"]
    sides = [model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in range(2)]
    assert [bool(side & Qt.AlignmentFlag.AlignRight.value) for side in sides] == [False, True]


def test_the_unit_stands_in_the_heading(model: TableModel) -> None:
    assert model.headerData(1, Qt.Orientation.Horizontal) == "销售额（万元）"


def test_a_screen_reader_hears_label_and_value(model: TableModel) -> None:
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "日期：2022-05"


def test_a_missing_page_is_asked_for_once_and_then_shown(model: TableModel) -> None:
    asked: list[int] = []
    model.rows_wanted.connect(asked.append)
    assert model.index(PAGE + 5, 0).data() == ""
    assert model.index(PAGE + 6, 0).data() == ""
    assert asked == [PAGE]
    model.put_rows(PAGE, rows(PAGE, PAGE))
    assert model.index(PAGE + 5, 0).data() == f"店{PAGE + 5}"


@given(strategies.text(min_size=1))
def test_no_copied_text_begins_like_a_formula(text: str) -> None:
    line = rows_as_text(FIELDS[:1], [Row(1, {"name": text})]).split("\n", 1)[1]
    assert not is_formula(line)
    assert "\t" not in line
    assert "\n" not in line


def test_a_copied_negative_number_stays_a_number() -> None:
    assert rows_as_text(FIELDS[1:2], [Row(1, {"sales": Decimal("-7.9")})]).endswith("\n-7.9")


def test_what_is_to_be_said_beside_a_value_is_marked_in_the_cell_and_told_by_its_tip(
    model: TableModel,
) -> None:
    values: dict[str, object] = {"name": "店", "date": PartialDate(2040, 1, 9)}
    model.set_rows(FIELDS, [Row(1, values, {"date": "2040年放假安排未导入"}), Row(2, values)], 2)
    marked, plain = (model.index(row, 2) for row in (0, 1))
    assert (marked.data(), plain.data()) == ("2040-01-09 推算", "2040-01-09")
    assert marked.data(Qt.ItemDataRole.ToolTipRole) == "2040-01-09 推算\n2040年放假安排未导入"
    assert marked.data(Qt.ItemDataRole.AccessibleTextRole) == "日期：2040-01-09 推算"
    assert plain.data(Qt.ItemDataRole.ToolTipRole) == "2040-01-09"
    assert "推算" not in rows_as_text(FIELDS, [Row(1, values, {"date": "2040年放假安排未导入"})])
