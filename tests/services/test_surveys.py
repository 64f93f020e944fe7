"""Surveys of foreign trade enterprises: imports and exports, linked problems, and the sentence of the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.foreign_trade import foreign_trade_facts
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import RecordData, delete_records, get_record, save_record
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.services.survey_rounds import survey_rounds
from dadu_desktop.services.timeline import timeline
from dadu_desktop.storage.ledger_file import LedgerFile

DAY = PartialDate(2022, 10, 10)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Read the demonstration ledger."""
    place = tmp_path_factory.mktemp("surveys") / "演示台账.dadu"
    make_demo(place)
    with open_ledger(place, write=False) as ledger:
        yield ledger


def problem(ledger: LedgerFile, enterprise: Reference, **values: object) -> str:
    """Keep a problem; give its number."""
    usual = {"enterprise": enterprise, "description": "舱位紧张", "status": "登记", "raised": DAY}
    return save_record(ledger, "problems", 0, {**usual, **values}).number


def survey(ledger: LedgerFile, enterprise: Reference, *numbers: str, **values: object) -> RecordData:
    """Keep a survey that found these problems."""
    usual = {"round": "秋季调研", "enterprise": enterprise, "date": DAY}
    linked = [{"problem": number} for number in numbers]
    kept = save_record(ledger, "trade-surveys", 0, {**usual, **values}, {"linked": linked})
    return get_record(ledger, "trade-surveys", kept.id)


def test_imports_and_exports_are_added_where_either_is_known(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    both = survey(ledger, register[1], exports=Decimal("12.5"), imports=Decimal("0.000001"))
    assert both.values["turnover"] == Decimal("12.500001")
    assert survey(ledger, register[1], exports=Decimal(3)).values["turnover"] == 3
    assert survey(ledger, register[1]).values["turnover"] is None


def test_a_survey_counts_its_problems_once_and_only_solved_ones_as_solved(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    solved = problem(ledger, register[1], status="办结", result_kind="已解决", finished=DAY)
    explained = problem(ledger, register[1], status="办结", result_kind="解释说明", finished=DAY)
    waiting = problem(ledger, register[1])
    one = survey(ledger, register[1], solved, solved, explained, waiting)
    assert (one.number, one.values["linked_count"], one.values["solved_count"]) == ("WM-2022-0001", 3, 1)


def test_a_number_that_the_ledger_of_problems_does_not_have_is_refused(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    with pytest.raises(FieldProblems, match="WT-1999-0001"):
        survey(ledger, register[1], "WT-1999-0001")


def test_a_problem_in_the_recycle_bin_is_no_longer_counted(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    number = problem(ledger, register[1])
    one = survey(ledger, register[1], number)
    found = list_records(ledger, "problems", ListQuery(filters=(Filter("number", "is", number),))).rows
    delete_records(ledger, "problems", [row.id for row in found])
    assert get_record(ledger, "trade-surveys", one.id).values["linked_count"] == 0


def test_a_survey_is_found_by_difficulty_and_stands_in_the_story_of_its_enterprise(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    one = survey(ledger, register[1], difficulties="物流、信保", findings="中欧班列舱位紧张")
    assert [hit.id for hit in search_everywhere(ledger, "信保") if hit.kind == "trade-surveys"] == [one.id]
    (event,) = timeline(ledger, register[1].id, ["trade-surveys"])
    assert (event.title, event.text) == ("秋季调研", "中欧班列舱位紧张；物流、信保")


def test_a_round_adds_up_its_enterprises_amounts_and_difficulties(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    solved = problem(ledger, register[1], status="办结", result_kind="已解决", finished=DAY)
    survey(ledger, register[1], solved, exports=Decimal(10), difficulties="物流、信保")
    survey(ledger, register[1], solved, exports=Decimal(5), difficulties="物流")
    survey(ledger, register[0], imports=Decimal(7), date=PartialDate(2022, 9, 1))
    survey(ledger, register[0], round="春季调研", date=PartialDate(2022, 4))
    autumn, spring = survey_rounds(ledger)
    assert (autumn.name, spring.name) == ("秋季调研", "春季调研")
    assert (autumn.enterprises, autumn.surveys) == (2, 3)
    assert (autumn.exports, autumn.imports) == (Decimal(15), Decimal(7))
    assert autumn.difficulties == (("物流", 1), ("信保", 1))
    assert (autumn.linked, autumn.solved) == (1, 1)
    assert (autumn.first, autumn.last) == (PartialDate(2022, 9, 1), DAY)
    assert autumn.sentence == "2022年9月1日至10月10日，“秋季调研”走访外贸企业2家，反映问题1个，已解决1个"


def test_the_round_of_the_demonstration_says_what_the_public_report_says(demo: LedgerFile) -> None:
    (year,) = survey_rounds(demo)
    facts = foreign_trade_facts(demo, date(2022, 1, 1), date(2022, 12, 31))
    assert (year.enterprises, year.solved) == (facts.visited.count, facts.solved.count) == (43, 23)
    surveyed = list_records(
        demo, "trade-surveys", ListQuery(columns=("enterprise", "source"), limit=100)
    ).rows
    assert {row.values["source"] for row in surveyed} == {"演示数据（虚构）"}
    assert facts.sentence == "实地调研40余家重点外贸企业，协助解决企业运营难题23个"
