"""Every number of a briefing follows from the records that are listed behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

import pypdfium2
import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.sentences import change_words
from dadu_desktop.reporting.figures import Figure, How
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.figure_bases import recount
from dadu_desktop.services.figure_sources import sources_of
from dadu_desktop.services.report_data import SOURCES
from dadu_desktop.services.reports import make_report
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Give the demonstration ledger, which no test here writes to."""
    place = tmp_path_factory.mktemp("bases") / "演示.dadu"
    make_demo(place)
    with opening.open_file(place) as opened:
        yield opened


def said(figure: Figure, number: object) -> object:
    """Say a number made once more the way the document says it."""
    if figure.basis.how not in (How.SHARE, How.GROWTH):
        return number
    if not isinstance(number, Decimal):
        return "—"
    if str(figure.value).startswith("同比"):
        return f"同比{change_words(number)}"
    return f"{round_half_up(number, 1)}%"


def printed(figure: Figure) -> object:
    """Give what is printed without reasons and marks in brackets."""
    return figure.value.partition("（")[0] if isinstance(figure.value, str) else figure.value


@pytest.mark.parametrize("scope", ["可比口径", "全口径"])
@pytest.mark.parametrize("period", ["2022-11", "2022-09", "2022-02"])
def test_every_number_of_the_briefing_follows_from_the_records_behind_it(
    office: LedgerFile, period: str, scope: str
) -> None:
    data = SOURCES["briefing"](office, {"period": period, "scope": scope})
    counted = [one for one in data.figures if one.basis.how is not How.QUOTED]
    assert len(counted) > 30
    wrong = [
        (one.basis.label, one.value, again)
        for one in counted
        if (again := said(one, recount(office, one.basis))) != printed(one)
    ]
    assert wrong == []


def test_every_number_stands_on_a_page_and_is_found_there(office: LedgerFile) -> None:
    made = make_report(office, "briefing", {"period": "2022-11"})
    assert {spot.figure for spot in made.spots} <= {one.place for one in made.numbers}
    assert len(made.spots) > 40
    for spot in made.spots:
        left, bottom, right, top = spot.box
        found = made.number_at(spot.page, (left + right) / 2, (bottom + top) / 2)
        assert found is not None
        assert found.place == spot.figure
    assert made.number_at(1, 1, 1) is None


def test_a_number_is_printed_where_it_is_found(office: LedgerFile) -> None:
    made = make_report(office, "briefing", {"period": "2022-11"})
    times = made.numbers[0]
    (spot,) = (one for one in made.spots if one.figure == times.place)
    with closing(pypdfium2.PdfDocument(made.content)) as document:
        left, bottom, right, top = spot.box
        words = document[spot.page - 1].get_textpage().get_text_bounded(left + 1, bottom, right - 1, top)
    assert words.strip() == str(times.value)


def test_records_behind_a_number_are_listed_with_the_rule(office: LedgerFile) -> None:
    numbers = SOURCES["briefing"](office, {"period": "2022-11"}).figures
    rate = next(one for one in numbers if one.basis.label == "办结率")
    found = sources_of(office, rate)
    assert found.title.startswith("办结率：")
    assert f"{len(rate.basis.ids)}÷{len(rate.basis.whole)}" in found.rule
    assert found.total == len(rate.basis.whole) == len(found.lines)
    assert sum(line.part for line in found.lines) == len(rate.basis.ids)
    assert found.lines[0].texts[0].startswith("WT-")


def test_annex_names_every_number_with_its_source(office: LedgerFile) -> None:
    without, made = (
        make_report(office, "briefing", {"period": "2022-11", "annex": one}) for one in ("", "是")
    )
    text = "".join(page_texts(made.content))
    assert "附：数据来源" in text
    assert "走访家次" in text
    assert made.pages > without.pages
    assert text.rindex("附：数据来源") < text.rindex("报：")


@pytest.mark.parametrize("scope", ["可比口径", "全口径"])
def test_every_number_of_the_monthly_analysis_follows_from_the_records_behind_it(
    office: LedgerFile, scope: str
) -> None:
    figures = SOURCES["month-analysis"](office, {"period": "2022-11", "scope": scope}).figures
    counted = [one for one in figures if one.basis.how not in (How.QUOTED, How.PULL)]
    assert len(counted) > 20
    assert [one.value for one in counted if said(one, recount(office, one.basis)) != printed(one)] == []


def test_commerce_section_says_the_public_report_of_2022(office: LedgerFile) -> None:
    made = make_report(office, "commerce-section", {"period": "2022-12"})
    text = "".join(page_texts(made.content))
    expected = (
        "社会消费品零售总额50.01亿元，同比增长4.0%，位居全市第2位",
        "批发业商品销售额300.23亿元，同比增长7.5%",
        "零售业商品销售额46.39亿元，同比增长13.4%",
        "餐饮业营业额13.86亿元，同比增长7.9%",
        "建立151家限上商贸企业服务台账，采取走访、座谈等形式",
        "外贸进出口总额7.9亿元，同比增长73.3%",
        "实地调研40余家重点外贸企业，协助解决企业运营难题23个",
        "新能源汽贸集聚区17家企业销售额突破9.2亿元，占限上社零的35.7%",
        "单日客流突破6万人",
        "由万达西区81家综合体末尾升至首位",
    )
    assert [words for words in expected if words not in text] == []
    assert made.preflight == []


def test_counts_in_the_sentences_of_the_commerce_section_are_those_of_the_records(office: LedgerFile) -> None:
    figures = SOURCES["commerce-section"](office, {"period": "2022-12"}).figures
    counts = {
        one.basis.label: recount(office, one.basis) for one in figures if one.basis.how is not How.QUOTED
    }
    assert counts["在库企业"] == 151
    assert counts["解决难题"] == 23
    assert 40 < int(str(counts["调研外贸企业"])) < 50


def test_official_figures_are_quoted_from_their_record(office: LedgerFile) -> None:
    figures = SOURCES["commerce-section"](office, {"period": "2022-12"}).figures
    total = next(one for one in figures if one.basis.label == "社会消费品零售总额")
    assert recount(office, total.basis) == [
        Approximate(Decimal(500100), "", "50.01亿元"),
        Decimal(4),
        2,
        None,
        None,
    ]


def test_analysis_with_a_number_has_a_red_head_and_the_list_as_annex(office: LedgerFile) -> None:
    made = make_report(office, "month-analysis", {"period": "2022-11", "document": "渡商务发（2022）07号"})
    texts = page_texts(made.content)
    assert "渡商务发〔2022〕7号" in texts[0]
    assert any(text.startswith("附件负增长企业名单") for text in texts)
    assert made.preflight == []


def test_sections_of_an_empty_office_say_so(ledger: LedgerFile) -> None:
    assert "台账中还没有可写的内容" in "".join(
        page_texts(make_report(ledger, "commerce-section", {}).content)
    )
    with pytest.raises(NotFound):
        make_report(ledger, "month-analysis", {})
