"""What of an enterprise's months asks for a visit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dadu_desktop.domain.early_warning import MonthFact, alarms, suggestion
from dadu_desktop.domain.growth import Growth
from dadu_desktop.domain.lights import figure_light


def facts(*rates: str | None) -> list[MonthFact]:
    """Months with these growths; None was not reported."""
    return [
        MonthFact(Growth(None if rate is None else Decimal(rate)), reported=rate is not None)
        for rate in rates
    ]


@pytest.mark.parametrize(
    ("rates", "kinds"),
    [
        (("-1", "-2", "-3"), ["连续下降"]),
        (("1", "-2", "-3"), []),
        (("-1", "-2"), []),
        (("5", "5", "-20"), []),
        (("5", "5", "-20.1"), ["大幅下降"]),
        (("-1", "-2", "-30"), ["连续下降", "大幅下降"]),
        (("5", "5", None), ["本月未报"]),
        ((None, "-2", "-3"), []),
    ],
)
def test_alarms_are_raised_by_the_rules(rates: tuple[str | None, ...], kinds: list[str]) -> None:
    assert [one.kind for one in alarms(facts(*rates))] == kinds


def test_suspected_slip_silences_the_growth() -> None:
    found = list(alarms(facts("-1", "-2", "-90"), "1/10"))
    assert [one.sentence for one in found] == ["本月数约为以往的1/10，疑为单位填错。"]
    assert suggestion(found) == "建议电话核对数据单位，再看走势。"


def test_alarm_tells_the_rates_without_a_sign() -> None:
    assert [one.sentence for one in alarms(facts("-1.04", "-2", "-25"))] == [
        "连续3个月同比下降（1.0%、2.0%、25.0%）。",
        "本月同比下降25.0%，超过20%。",
    ]


@pytest.mark.parametrize(
    ("rate", "reported", "light"),
    [
        ("0", True, "绿·正常"),
        (None, True, "绿·正常"),
        ("-0.1", True, "黄·下降"),
        ("-20", True, "黄·下降"),
        ("-20.1", True, "红·预警"),
        ("5", False, "灰·未报"),
    ],
)
def test_light_carries_its_word(rate: str | None, reported: bool, light: str) -> None:
    assert figure_light(Growth(None if rate is None else Decimal(rate)), reported=reported) == light
