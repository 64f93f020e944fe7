"""可比口径 and 全口径."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.scopes import UnitFigures, reconcile

AMOUNTS = st.none() | st.decimals(-(10**6), 10**7, places=4)
UNITS = st.lists(st.builds(UnitFigures, st.text(max_size=3), AMOUNTS, AMOUNTS, AMOUNTS, st.booleans()))


@given(UNITS)
def test_one_scope_leads_to_the_other(units: list[UnitFigures]) -> None:
    """新入库, 退库 and 改报 explain the whole difference."""
    both = reconcile(units)
    assert both.full.current == both.comparable.current + both.added
    assert both.full.base == both.comparable.base - both.revised - both.restated + both.dropped
    assert both.full.units == both.comparable.units + len(both.left_out) == len(units)


def test_units_without_comparison_are_listed_with_the_reason() -> None:
    """One stays, one restated its base, one is new, one stopped."""
    both = reconcile(
        [
            UnitFigures("老店", Decimal(110), Decimal(100)),
            UnitFigures("改报", Decimal(55), Decimal(60), Decimal(50)),
            UnitFigures("新店", Decimal(30), None, entered=True),
            UnitFigures("停业", None, Decimal(40)),
        ]
    )
    assert both.left_out == (("新店", "新入库"), ("停业", "停报"))
    assert (both.comparable.growth.text(), both.full.growth.text()) == ("10.0%", "-2.5%")
    assert [both.added, both.dropped, both.revised] == [30, 40, -10]
    assert both.sentence() == (
        "全口径本期195万元 = 可比口径165 + 新入库30；全口径同期200万元 = 可比口径150 + 停报40 - 改报-10"
    )
