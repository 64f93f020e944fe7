"""Money: exact, in one unit, written as offices write."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.money import Unit, format_amount, read_amount, unit_in

AMOUNTS = st.decimals(-(10**9), 10**9, places=6)


@pytest.mark.parametrize(
    ("cell", "unit", "wan"),
    [
        ("20,915.3", Unit.WAN, "20915.3"),
        ("１，２３４．５", Unit.WAN, "1234.5"),
        ("1.2亿元", Unit.WAN, "12000"),
        ("1.2亿", Unit.YUAN, "12000"),
        ("300元", Unit.WAN, "0.03"),
        ("￥300", Unit.YUAN, "0.03"),
        ("5千元", Unit.WAN, "0.5"),
        ("-3.5", Unit.WAN, "-3.5"),
        ("−3.5万元", Unit.QIAN, "-3.5"),
        (4714500.0, Unit.YUAN, "471.45"),
        (541333.33, Unit.YUAN, "54.133333"),
        (3548.0, Unit.QIAN, "354.8"),
        (0.1 + 0.2, Unit.WAN, "0.3"),
        (7, Unit.YI, "70000"),
        (Decimal("0.00005"), Unit.YUAN, "0"),
    ],
)
def test_amount_is_read_into_wan_yuan(cell: object, unit: Unit, wan: str) -> None:
    """The unit inside the text goes before that of the column; cells are exact to one 分."""
    assert read_amount(cell, unit) == Decimal(wan)


@pytest.mark.parametrize(
    "cell", ["", None, "约100", "12.3.4", "abc", "数万", True, float("nan"), float("inf")]
)
def test_what_is_no_amount_is_refused_with_a_sentence(cell: object) -> None:
    """Nothing is guessed."""
    with pytest.raises(InputProblem, match="不是"):
        read_amount(cell)


@pytest.mark.parametrize("cell", ["9" * 40, 1e300, 10**60])
def test_absurd_amount_is_refused(cell: object) -> None:
    """Neither storage nor exact arithmetic has to bear it."""
    with pytest.raises(InputProblem, match="过大"):
        read_amount(cell)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("本月销售额（元）", Unit.YUAN),
        ("当月营业额(万元)", Unit.WAN),
        ("单位：万元、人、平方米", Unit.WAN),
        ("2022年11月E204-1_S204-1导出（千元）", Unit.QIAN),
        ("合同投资额 亿元", Unit.YI),
        ("销售额万元", Unit.WAN),
        ("元", Unit.YUAN),
        ("2021年销售额（营业额）", None),
        ("中元汇吉", None),
        ("单元", None),
        ("销售额（万元）/税收（元）", None),
    ],
)
def test_unit_named_in_a_header(header: str, unit: Unit | None) -> None:
    """Names that contain 元 are no unit, two units are none."""
    assert unit_in(header) is unit


@pytest.mark.parametrize(
    ("wan", "unit", "places", "text"),
    [
        ("79000", Unit.YI, 2, "7.9"),
        ("500100", Unit.YI, 2, "50.01"),
        ("1234567.891", Unit.WAN, 2, "1,234,567.89"),
        ("100", Unit.WAN, 2, "100"),
        ("0.005", Unit.WAN, 2, "0.01"),
        ("-0.001", Unit.WAN, 2, "0"),
        ("-1234.5", Unit.WAN, 0, "-1,235"),
        ("1", Unit.YUAN, 2, "10,000"),
    ],
)
def test_amount_is_written_as_offices_write(wan: str, unit: Unit, places: int, text: str) -> None:
    """Thousands separated, halves away from zero, no trailing zeros, no minus zero."""
    assert format_amount(Decimal(wan), unit, places) == text


@given(AMOUNTS, st.sampled_from(Unit))
def test_amount_written_in_full_reads_back_in_every_unit(wan: Decimal, unit: Unit) -> None:
    """What is exported is imported without a change."""
    assert read_amount(format_amount(wan, unit, places=10), unit) == wan


@given(AMOUNTS, st.sampled_from(Unit))
def test_unit_in_the_text_wins_over_that_of_the_column(wan: Decimal, column: Unit) -> None:
    """A cell that names its unit means it."""
    assert read_amount(f"{wan}万元", column) == wan
