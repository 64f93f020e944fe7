"""Headings are found wherever offices put them."""

from __future__ import annotations

import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit
from dadu_desktop.exchange.cells import Merge, Place, Sheet
from dadu_desktop.exchange.columns import Header
from dadu_desktop.exchange.header import find_header
from dadu_desktop.exchange.headings import Vocabulary, vocabularies
from dadu_desktop.exchange.units import unit_of
from dadu_desktop.exchange.workbooks import read_workbook
from dadu_desktop.records.catalogue import RECORD_TYPES
from tests.exchange.conftest import SAMPLES

Known = dict[str, Vocabulary]


def header_of(name: str, known: Known, sheet: int = 0) -> Header:
    found = find_header(read_workbook((SAMPLES / name).read_bytes()).sheets[sheet], known)
    assert found
    return found


def test_two_levels_of_headings_below_title_and_unit_line_are_joined(known: Known) -> None:
    header = header_of("限上商贸企业基础台账.xlsx", known)
    assert (header.kind, header.rows) == ("enterprises", (2, 3))
    assert [one.heading for one in header.columns if not one.target] == ["序号"]
    sheet = read_workbook((SAMPLES / "限上商贸企业基础台账.xlsx").read_bytes()).sheets[0]
    assert unit_of(sheet.words_above(header.rows[0])) is Unit.WAN


def test_sheet_of_remarks_has_no_heading(known: Known) -> None:
    sheets = read_workbook((SAMPLES / "限上商贸企业基础台账.xlsx").read_bytes()).sheets
    assert find_header(sheets[1], known) is None


@pytest.mark.parametrize(
    ("name", "kind"), [("九宫庙街道走访台账.xls", "visits"), ("一企一策工作台账.xlsx", "plans")]
)
def test_kind_of_records_is_guessed_from_the_headings(name: str, kind: str, known: Known) -> None:
    assert header_of(name, known).kind == kind


def test_status_column_is_that_whose_choices_it_holds(known: Known) -> None:
    assert "measures.status" in header_of("一企一策工作台账.xlsx", known).paths


def test_towns_name_the_same_columns_in_their_own_words_and_units(known: Known) -> None:
    units = set()
    for path in sorted((SAMPLES / "镇街上报").iterdir()):
        header = header_of(f"镇街上报/{path.name}", known)
        assert header.paths == {
            "enterprises", "enterprises.credit_code", "date", "form", "problems.description", "month_sales",
        }  # fmt: skip
        units.add(header.columns[-1].unit)
    assert units == {Unit.YUAN, Unit.WAN}


def test_sales_of_restaurants_are_an_indicator_of_their_own(known: Known) -> None:
    name = "2022年11月E204-1_S204-1导出（千元）.xlsx"
    assert "商品销售额;value" in header_of(name, known, 0).paths
    assert "商品销售额（住餐）;value" in header_of(name, known, 1).paths


def test_indicator_and_period_may_stand_in_two_levels(known: Known) -> None:
    sheet = Sheet(
        "批零",
        [
            ["统一社会信用代码", "单位详细名称", "零售额", ""],
            ["", "", "本年-本月", "上年-本月"],
            ["91500104RTYJ6YN8J2", "甲公司", 1.0, 2.0],
        ],
        merges=(
            Merge(Place(0, 2), Place(0, 3)),
            Merge(Place(0, 0), Place(1, 0)),
            Merge(Place(0, 1), Place(1, 1)),
        ),
    )
    header = find_header(sheet, known)
    assert header
    assert {"零售额;value", "零售额;base"} <= header.paths


def test_unit_of_a_group_is_that_of_all_its_columns(known: Known) -> None:
    sheet = Sheet(
        "批零",
        [
            ["统一社会信用代码", "单位详细名称", "零售额（千元）", "", "备注"],
            ["", "", "本年-本月", "上年-本月（万元）", ""],
        ],
    )
    header = find_header(sheet, known)
    assert header
    units = {one.target.path: one.unit for one in header.columns if one.target and one.target.indicator}
    assert units == {"零售额;value": Unit.QIAN, "零售额;base": Unit.WAN}


def test_second_column_for_the_same_field_is_left_out_with_a_remark(known: Known) -> None:
    header = find_header(Sheet("", [["企业名称", "单位名称", "行业"]]), known)
    assert header
    assert "重复" in header.columns[1].remark


def test_synonym_of_an_unknown_field_is_an_error() -> None:
    with pytest.raises(InputProblem, match=r"visits\.weather"):
        vocabularies({"visits": {"weather": ["天气"]}}, RECORD_TYPES)
