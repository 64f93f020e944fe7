"""Every fact of the public report of 2022 is a record of the demonstration, is found, and is printed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dadu_desktop.domain.periods import Month
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.district_figures import official_figures
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import RecordData, get_record
from dadu_desktop.services.reports import make_report
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

TOLD = tomllib.loads((Path(__file__).parent / "public_facts.toml").read_text("utf-8"))
FACTS = TOLD["fact"]


@pytest.fixture(scope="module")
def printed(demo: LedgerFile) -> Callable[..., str]:
    """Give the words of a report without spaces; each is made once."""

    @cache
    def made(report: str, *parameter: str) -> str:
        given = {parameter[0]: parameter[1]} if parameter else {}
        return _closed("".join(page_texts(make_report(demo, report, given).content)))

    return made


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> LedgerFile:
    """Make the demonstration ledger once and read it."""
    place = tmp_path_factory.mktemp("facts") / "演示台账.dadu"
    make_demo(place)
    return open_ledger(place, write=False)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["indicator"])
def test_public_fact_is_kept_as_given_out_and_found_by_its_name(
    demo: LedgerFile, fact: dict[str, Any]
) -> None:
    month = Month.parse(fact["period"])
    kept = next(one for one in official_figures(demo, month) if one.indicator == fact["indicator"])
    growth = Decimal(fact["growth"]) if "growth" in fact else None
    assert (kept.period, kept.words(), kept.growth, kept.rank, kept.source) == (
        month,
        fact.get("words", ""),
        growth,
        fact.get("rank"),
        "公开报道",
    )
    hits = search_everywhere(demo, fact["indicator"], limit=100)
    assert kept.record in {one.id for one in hits if one.kind == "district-figures"}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["indicator"])
def test_public_fact_is_printed_with_its_source(printed: Callable[..., str], fact: dict[str, Any]) -> None:
    paper = printed("ledger-district-figures")
    said = [fact["indicator"], *(fact[key] for key in ("words", "growth") if key in fact), "公开报道"]
    assert [one for one in map(_closed, said) if one not in paper] == []


@pytest.mark.parametrize("told", TOLD["told"], ids=lambda told: told["fact"])
def test_fact_of_another_ledger_is_found_whole_and_printed(
    demo: LedgerFile, printed: Callable[..., str], told: dict[str, Any]
) -> None:
    hits = [one for one in search_everywhere(demo, told["search"], limit=500) if one.kind == told["kind"]]
    words = told["words"]
    found = [get_record(demo, told["kind"], one.id) for one in hits]
    record = next(
        one for one in found if one.values["source"] == "公开报道" and _lacking(words, _kept(one)) == []
    )
    parameter = () if told["report"].startswith("ledger-") else ("number", record.number)
    assert _lacking(told.get("printed", words), printed(told["report"], *parameter)) == []


def test_the_register_and_the_surveys_stand_behind_the_sentences_of_the_report(
    demo: LedgerFile, printed: Callable[..., str]
) -> None:
    """The office's own counts: records that say they are invented add up to what was reported."""
    paper = printed("commerce-section", "period", "2022-12")
    registered = list_records(
        demo, "enterprises", ListQuery(filters=(Filter("status", "is", "在库"),), limit=0)
    )
    surveyed = [
        one for one in search_everywhere(demo, "重点外贸企业调研", limit=999) if one.kind == "trade-surveys"
    ]
    assert (registered.total, len(surveyed)) == (151, 43)
    for words in (
        "建立151家限上商贸企业服务台账",
        "一企一策",
        "实地调研40余家重点外贸企业",
        "解决企业运营难题23个",
    ):
        assert words in paper


def _lacking(words: Sequence[str], text: str) -> list[str]:
    """Name the words that a text lacks."""
    return [one for one in words if _closed(one) not in text]


def _kept(record: RecordData) -> str:
    """Join everything that a record says, with the rows inside it."""
    kind = RECORD_TYPES[record.kind]
    rows = [(kind.fields, record.values)]
    rows += [(one.fields, row) for one in kind.children for row in record.children[one.key]]
    texts = [text_of(field, row[field.key]) for fields, row in rows for field in fields]
    return _closed("".join(texts))


def _closed(text: str) -> str:
    """Leave out spaces, the separators of thousands, and the two ways of writing a month."""
    return re.sub(r"(\d{4})-0?(\d{1,2})(?!\d)", r"\1年\2月", re.sub(r"\s|(?<=\d),(?=\d{3})", "", text))
