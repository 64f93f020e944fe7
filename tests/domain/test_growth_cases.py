"""Growth, pull, contribution and both scopes against cases worked out on paper."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from dadu_desktop.domain.growth import Part, contributions, growth, printed_pulls
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.scopes import UnitFigures, reconcile

CASES = tomllib.loads((Path(__file__).parent / "growth_cases.toml").read_text(encoding="utf-8"))


def amount(text: str) -> Decimal | None:
    """Read an amount; nothing is not known."""
    return Decimal(text) if text else None


@pytest.mark.parametrize("case", CASES["growth"], ids=lambda case: f"{case['current']}/{case['base']}")
def test_growth_equals_the_paper(case: dict[str, str]) -> None:
    assert growth(Decimal(case["current"]), Decimal(case["base"])).text() == case["text"]


@pytest.mark.parametrize("case", CASES["whole"], ids=lambda case: str(case["name"]))
def test_pulls_and_contributions_equal_the_paper(case: dict[str, Any]) -> None:
    found = contributions([Part(name, Decimal(now), Decimal(base)) for name, now, base, *_ in case["parts"]])
    printed = printed_pulls(found)
    assert printed == [Decimal(pull) for *_, pull, _ in case["parts"]]
    assert sum(printed) == Decimal(case["growth"])
    shares = [None if one.share is None else str(round_half_up(one.share, 2)) for one in found]
    assert shares == [share or None for *_, share in case["parts"]]
    assert sum((one.pull or Fraction(0) for one in found), Fraction(0)) == Fraction(
        sum(one.delta for one in found)
    ) * 100 / Fraction(sum(Decimal(base) for _, _, base, *_ in case["parts"]))


@pytest.mark.parametrize("case", CASES["scope"], ids=lambda case: str(case["name"]))
def test_scopes_and_what_lies_between_equal_the_paper(case: dict[str, Any]) -> None:
    both = reconcile(
        UnitFigures(str(at), amount(now), amount(base), amount(restated), entered=entered, left=left)
        for at, (now, base, restated, entered, left) in enumerate(case["units"])
    )
    for total, (current, base, text) in ((both.comparable, case["comparable"]), (both.full, case["full"])):
        assert (total.current, total.base, total.growth.text()) == (Decimal(current), Decimal(base), text)
    between = (both.added, both.dropped, both.revised, both.restated)
    assert between == tuple(Decimal(case[key]) for key in ("added", "dropped", "revised", "restated"))
    assert both.sentence() == case["sentence"]
