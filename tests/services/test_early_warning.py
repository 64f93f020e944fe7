"""Enterprises to look after, and official figures of the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.domain.periods import Month
from dadu_desktop.domain.sentences import lint_sentence
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.district_figures import official_sentences
from dadu_desktop.services.early_warning import early_warnings, suggested_visit
from dadu_desktop.services.figure_view import month_view
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.records import save_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.figure_rows import write_figures

NOVEMBER = Month(2022, 11)


@pytest.fixture
def troubled(ledger: LedgerFile, register: tuple[Reference, ...]) -> LedgerFile:
    """One falls month after month, one writes in the wrong unit, one is silent, one is well."""
    months = ("2022-09", "2022-10", "2022-11")
    for month, falling, slipped in zip(months, ("95.5", "90", "70"), ("8.1", "8.2", "8400"), strict=True):
        write_figures(ledger, [(register[1].id, month, "商品销售额", falling, "100", None, None)])
        write_figures(ledger, [(register[2].id, month, "商品销售额", slipped, "8", None, None)])
        write_figures(ledger, [(register[3].id, month, "营业额", "21", "20", None, None)])
    return ledger


def test_troubled_enterprises_are_found_with_what_to_do(
    troubled: LedgerFile, register: tuple[Reference, ...]
) -> None:
    found = {one.enterprise: one for one in early_warnings(troubled, NOVEMBER)}
    assert [one.kind for one in found[register[1]].alarms] == ["连续下降", "大幅下降"]
    assert [one.kind for one in found[register[2]].alarms] == ["疑似单位错"]
    assert [one.kind for one in found[register[4]].alarms] == ["本月未报"]
    assert register[3] not in found
    assert found[register[1]].suggestion == "建议近期走访，了解下降原因和诉求。"


def test_visit_that_follows_names_enterprise_and_reason(
    troubled: LedgerFile, register: tuple[Reference, ...]
) -> None:
    warning = next(one for one in early_warnings(troubled, NOVEMBER) if one.enterprise == register[1])
    visit = suggested_visit(troubled, warning)
    assert visit.values["enterprises"] == (register[1],)
    assert "连续3个月同比下降（4.5%、10.0%、30.0%）" in str(visit.values["topic"])
    assert save_record(troubled, "visits", 0, visit.values).number.startswith("ZF-")


def test_sentences_of_2022_come_out_of_the_demonstration_digit_for_digit(tmp_path: Path) -> None:
    make_demo(tmp_path / "演示台账.dadu")
    with open_ledger(tmp_path / "演示台账.dadu", write=False) as demo:
        sentences = official_sentences(demo, NOVEMBER)
        cards = month_view(demo).cards
    assert sentences == (
        "2022年前三季度，社会消费品零售总额50.01亿元，同比增长4.0%，位居全市第2位。",
        "2022年前三季度，批发业商品销售额300.23亿元，同比增长7.5%。",
        "2022年前三季度，零售业商品销售额46.39亿元，同比增长13.4%。",
        "2022年前三季度，餐饮业营业额13.86亿元，同比增长7.9%。",
        "2022年前三季度，外贸进出口总额7.9亿元，同比增长73.3%。",
        "2022年前三季度，新能源汽贸集聚区17家企业销售额突破9.2亿元，占限上社零的35.7%。",
        "2022年前三季度，地区生产总值同比增长5.4%，位居全市第1位。",
        "2022年1—11月，规上工业增加值同比增长17.9%，位居全市第2位。",
    )
    assert [lint_sentence(one) for one in sentences] == [[]] * 8
    assert {one.source for one in cards} == {"公开报道"}


def test_official_figures_of_another_year_are_not_shown(ledger: LedgerFile) -> None:
    assert official_sentences(ledger, NOVEMBER) == ()
