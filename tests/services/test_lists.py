"""Lists: search, filters, sort order, pages and the values of a column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.domain.growth import growth
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.texts import value_of
from dadu_desktop.records.wording import text_of
from dadu_desktop.services.attachments import attach_file
from dadu_desktop.services.list_query import Filter, ListQuery, Sort
from dadu_desktop.services.lists import all_ids, list_records, value_counts
from dadu_desktop.services.records import delete_records, save_record
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.services.views import delete_view, save_view, views
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.figure_rows import amount, write_figures

NAMES = ("重庆大渡口万达广场商业管理有限公司", "重庆市盛景康金属材料有限公司", "海纳火锅店")


@pytest.fixture
def three(ledger: LedgerFile) -> list[Reference]:
    """Three enterprises, a visit, problems and a figure."""
    trades = ("零售业", "批发业", "餐饮业")
    found: list[Reference] = []
    for name, trade in zip(NAMES, trades, strict=True):
        values = {"name": name, "trade": trade, "telephone": f"1384335550{len(found)}", "status": "在库"}
        found.append(Reference(save_record(ledger, "enterprises", 0, values).id, name))
    visit = {"date": PartialDate(2022, 5, 8), "form": "座谈会", "enterprises": tuple(found[:2])}
    save_record(ledger, "visits", 0, visit, {"problems": [{"description": "门店周边停车位不足"}]})
    return found


@pytest.mark.usefixtures("three")
def test_problem_shows_its_newest_progress_and_its_files(ledger: LedgerFile, tmp_path: Path) -> None:
    (problem,) = all_ids(ledger, "problems", ListQuery())
    day = PartialDate(2022, 5, 9)
    progress = [
        {"date": day, "text": "已现场踏勘"},
        {"date": day, "text": "已商定方案"},
        {"date": PartialDate(2022, 5, 8), "text": "已受理"},
    ]
    save_record(ledger, "problems", problem, {}, {"progress": progress})
    (tmp_path / "现场.txt").write_text("三处车位", "utf-8")
    attach_file(ledger, "problems", problem, tmp_path / "现场.txt")
    (row,) = list_records(ledger, "problems", ListQuery()).rows
    keys = ("latest_progress", "extension_count", "file_count")
    assert [row.values[key] for key in keys] == ["已商定方案", 0, 1]
    (visit,) = list_records(ledger, "visits", ListQuery()).rows
    assert visit.values["file_count"] == 0


@pytest.mark.usefixtures("three")
def test_hedged_amounts_of_plans_sort_by_their_value(ledger: LedgerFile, three: list[Reference]) -> None:
    told = ("约1000多万元", "980", "近1.2亿元")
    field = RECORD_TYPES["plans"].field("target_sales")
    for enterprise, words in zip(three, told, strict=True):
        target = value_of(field, words, today=date(2022, 5, 8))
        values = {"enterprise": enterprise, "year": 2022, "status": "执行", "target_sales": target}
        save_record(ledger, "plans", 0, values)
    rows = list_records(ledger, "plans", ListQuery(sort=(Sort("target_sales"),))).rows
    assert [text_of(field, row.values["target_sales"]) for row in rows] == [
        "980",
        "约1000多万元",
        "近1.2亿元",
    ]


def found_names(ledger: LedgerFile, words: str) -> set[object]:
    """Search the register."""
    return {row.values["name"] for row in list_records(ledger, "enterprises", ListQuery(search=words)).rows}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("万", 0),
        ("万达", 0),
        ("wdgc", 0),
        ("wandaguang", 0),
        ("WDGC", 0),
        ("康金属材", 1),
        ("火锅", 2),
        ("55502", 2),
    ],
)
def test_any_substring_pinyin_initials_or_telephone_finds_the_enterprise(
    ledger: LedgerFile, words: str, which: int
) -> None:
    assert found_names(ledger, words) == {NAMES[which]}


@pytest.mark.usefixtures("three")
def test_all_words_of_a_query_must_be_found(ledger: LedgerFile) -> None:
    assert found_names(ledger, "重庆 广场") == {NAMES[0]}
    assert found_names(ledger, "重庆 火锅") == set()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("words", ['"', "'", "%", "*", "万达*", "a OR b", "NEAR(", ")("])
def test_signs_of_query_languages_are_only_signs(ledger: LedgerFile, words: str) -> None:
    assert found_names(ledger, words) <= set(NAMES)


def test_records_are_found_through_the_new_name_of_their_enterprise(
    ledger: LedgerFile, three: list[Reference]
) -> None:
    save_record(ledger, "enterprises", three[0].id, {"name": "九宫新天地"})
    assert list_records(ledger, "visits", ListQuery(search="九宫")).total == 1
    assert list_records(ledger, "problems", ListQuery(search="新天地 停车")).total == 1


@pytest.mark.usefixtures("three")
def test_one_search_finds_enterprises_visits_and_problems(ledger: LedgerFile) -> None:
    assert {hit.kind for hit in search_everywhere(ledger, "万达")} == {"enterprises", "visits", "problems"}
    assert [hit.title for hit in search_everywhere(ledger, "停车位")] == ["门店周边停车位不足"]
    assert search_everywhere(ledger, "  ") == []


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("condition", "count"),
    [
        (Filter("trade", "is", "零售业"), 1),
        (Filter("trade", "one_of", ("零售业", "批发业")), 2),
        (Filter("name", "contains", "有限公司"), 2),
        (Filter("name", "contains", "%"), 0),
        (Filter("town", "empty"), 3),
        (Filter("town", "filled"), 0),
        (Filter("last_visit", "not_since", PartialDate(2022, 6, 1)), 3),
        (Filter("last_visit", "at_most", PartialDate(2022, 5)), 2),
        (Filter("last_visit", "at_least", PartialDate(2022, 5, 9)), 0),
        (Filter("open_problems", "at_least", 1), 1),
    ],
)
def test_a_filter_keeps_the_rows_that_it_says(ledger: LedgerFile, condition: Filter, count: int) -> None:
    assert list_records(ledger, "enterprises", ListQuery(filters=(condition,))).total == count


def test_a_list_is_sorted_by_the_name_of_the_linked_enterprise(
    ledger: LedgerFile, three: list[Reference]
) -> None:
    for one in three:
        save_record(ledger, "problems", 0, {"enterprise": one, "description": "甲", "status": "登记"})
    query = ListQuery(sort=(Sort("enterprise", descending=True),), columns=("enterprise",))
    shown = [str(row.values["enterprise"]) for row in list_records(ledger, "problems", query).rows]
    assert shown == sorted(shown, reverse=True)


@pytest.mark.usefixtures("three")
def test_rows_without_a_value_come_last_in_either_direction(ledger: LedgerFile) -> None:
    for descending in (False, True):
        query = ListQuery(sort=(Sort("last_visit", descending),), columns=("last_visit",))
        assert list_records(ledger, "enterprises", query).rows[-1].values["last_visit"] is None


@pytest.mark.usefixtures("three")
def test_pages_put_together_are_the_whole_list(ledger: LedgerFile) -> None:
    pages = [list_records(ledger, "enterprises", ListQuery(limit=2, offset=at)) for at in (0, 2)]
    assert [row.id for page in pages for row in page.rows] == all_ids(ledger, "enterprises", ListQuery())
    assert {page.total for page in pages} == {3}


def test_the_values_of_a_column_are_counted(ledger: LedgerFile, three: list[Reference]) -> None:
    assert dict(value_counts(ledger, "enterprises", "status", ListQuery())) == {"在库": 3}
    assert dict(value_counts(ledger, "visits", "enterprises", ListQuery())) == {
        three[0]: 1,
        three[1]: 1,
    }
    assert dict(value_counts(ledger, "problems", "enterprise", ListQuery())) == {three[0]: 1}


def test_days_are_counted_with_the_latest_first_however_often_each_is_there(
    ledger: LedgerFile, three: list[Reference]
) -> None:
    for month in (3, 3, 6):
        visit = {"date": PartialDate(2022, month, 1), "form": "座谈会", "enterprises": tuple(three[:1])}
        save_record(ledger, "visits", 0, visit)
    days = [str(value) for value, _ in value_counts(ledger, "visits", "date", ListQuery())]
    assert days == ["2022-06-01", "2022-05-08", "2022-03-01"]


@pytest.mark.usefixtures("three")
def test_a_deleted_visit_is_no_last_visit(ledger: LedgerFile) -> None:
    delete_records(ledger, "visits", all_ids(ledger, "visits", ListQuery()))
    condition = Filter("last_visit", "filled")
    assert list_records(ledger, "enterprises", ListQuery(filters=(condition,))).total == 0


@pytest.mark.parametrize(
    ("value", "base"),
    [
        ("300.23", "279.284"),
        ("95", "100"),
        ("100", "100"),
        ("1", "0"),
        ("1", "-5"),
        ("1", None),
        ("1.045", "1"),
        ("0.9995", "1"),
    ],
)
def test_growth_in_a_list_equals_the_rule(
    ledger: LedgerFile, three: list[Reference], value: str, base: str | None
) -> None:
    # Written past the checks: a figure below zero is not taken from a person any more.
    write_figures(ledger, [(three[0].id, "2022-11", "商品销售额", value, base, None, None)])
    row = list_records(ledger, "figures", ListQuery(columns=("growth",))).rows[0]
    assert row.values["growth"] == growth(Decimal(value), amount(base)).rounded(1)


def test_a_view_is_read_back_as_it_was_saved_and_can_be_forgotten(
    ledger: LedgerFile, three: list[Reference]
) -> None:
    query = ListQuery(
        search="万达",
        filters=(
            Filter("enterprise", "one_of", (three[0], None)),
            Filter("raised", "at_most", PartialDate(2022, 5)),
            Filter("supervised", "at_least", Decimal("1.5")),
        ),
        sort=(Sort("due_date", descending=True),),
        columns=("number", "enterprise"),
    )
    save_view(ledger, "problems", "本月超期", ListQuery())
    save_view(ledger, "problems", " 本月超期", query)
    assert [(one.name, one.query) for one in views(ledger, "problems")] == [("本月超期", query)]
    delete_view(ledger, "problems", "本月超期")
    assert views(ledger, "problems") == []
