"""Rows whose enterprise is in doubt are asked about, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.services.import_choices import choose_enterprise, mend_cell
from dadu_desktop.services.import_plan import RowPlan
from dadu_desktop.services.import_review import Review, preview_readable, review_again
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import find_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile

pytestmark = pytest.mark.usefixtures("register")

STORE = "重庆九宫百货有限公司"
STORE_CODE = "914403001922038216"
MALL = "重庆大渡口万达广场商业管理有限公司"
MALL_CODE = "91512081MA62K0260E"
NEW_CODE = "91500104RTYJ6YN8J2"
BUILDER = "重庆跳磴建材批发有限公司"


def looked_at(ledger: LedgerFile, *files: Path) -> Review:
    return preview_readable(ledger, files)


def rows(review: Review) -> list[RowPlan]:
    return [row for sheet in review.preview.sheets for row in sheet.rows]


def answered(ledger: LedgerFile, review: Review, words: str) -> Review:
    """Choose the one option with these words in the first row that has a question."""
    row = next(row for row in rows(review) if row.options)
    (option,) = (one for one in row.options if words in one.words)
    return review_again(ledger, review, [choose_enterprise(row, option.answer)])


def test_renamed_enterprise_keeps_its_former_name(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["信用代码", "企业名称", "联系人"], [STORE_CODE, "重庆新世纪百货有限公司", "李静"])
    review = looked_at(ledger, file)
    assert rows(review)[0].action == "refused"
    review = answered(ledger, review, "已更名为")
    write_import(ledger, review.preview)
    values = find_record(ledger, "enterprises", STORE_CODE).values
    assert (values["name"], values["former_names"]) == ("重庆新世纪百货有限公司", STORE)


def test_name_stays_where_only_the_code_counts(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["信用代码", "企业名称", "联系人"], [STORE_CODE, "重庆新世纪百货有限公司", "李静"])
    review = answered(ledger, looked_at(ledger, file), "名称不改")
    assert rows(review)[0].changes == {"contact": (None, "李静")}


def test_code_and_name_of_two_enterprises_may_mean_either(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["信用代码", "企业名称", "联系人"], [MALL_CODE, STORE, "李静"])
    review = looked_at(ledger, file)
    by_name = answered(ledger, review, "按名称")
    assert rows(by_name)[0].records[0].id == find_record(ledger, "enterprises", STORE).id
    assert rows(by_name)[0].changes == {"contact": (None, "李静")}


def test_other_code_corrects_the_register_or_is_another_enterprise(
    ledger: LedgerFile, made: MadeFile
) -> None:
    file = made(["信用代码", "企业名称", "行业"], [NEW_CODE, STORE, "零售业"])
    corrected = answered(ledger, looked_at(ledger, file), f"改为 {NEW_CODE}")
    assert rows(corrected)[0].changes == {"credit_code": (STORE_CODE, NEW_CODE)}
    another = answered(ledger, looked_at(ledger, file), "另一家")
    assert rows(another)[0].action == "created"


def test_name_that_nobody_knows_is_chosen_from_those_like_it(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["日期", "企业名称", "问题"], ["2022-05-01", "九宫百貨公司", "缺人"])
    review = looked_at(ledger, file)
    assert "最像的是" in rows(review)[0].problems[0].reason
    review = answered(ledger, review, STORE)
    write_import(ledger, review.preview)
    (visit,) = list_records(ledger, "visits", ListQuery()).rows
    assert str(visit.values["enterprises"][0]) == STORE  # type: ignore[index]


def test_name_that_nobody_knows_may_be_new(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["日期", "企业名称", "问题"], ["2022-05-01", "全新茶饮店", "缺人"])
    review = answered(ledger, looked_at(ledger, file), "新增为服务对象")
    write_import(ledger, review.preview)
    assert find_record(ledger, "enterprises", "全新茶饮店").values["status"] == "服务对象"


def test_one_answer_serves_all_rows_that_say_the_same(ledger: LedgerFile, made: MadeFile) -> None:
    head: list[object] = ["日期", "企业名称", "问题"]
    first = made(head, ["2022-05-01", "九宫百貨", "缺人"], name="甲.xlsx")
    second = made(head, ["2022-06-01", "九宫百貨", "缺钱"], name="乙.xlsx")
    review = answered(ledger, looked_at(ledger, first, second), STORE)
    assert [row.action for row in rows(review)] == ["created", "created"]


def test_new_name_that_looks_like_a_slip_is_pointed_out(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "联系人"], ["重庆跳磴建才批发有限公司", "李静"])
    review = looked_at(ledger, file)
    row = rows(review)[0]
    assert row.action == "created"
    assert BUILDER in row.warnings[0].reason
    assert rows(answered(ledger, review, BUILDER))[0].changes == {"contact": (None, "李静")}
    kept = answered(ledger, looked_at(ledger, file), "不是")
    assert not rows(kept)[0].warnings


def test_former_name_finds_the_enterprise_and_does_not_rename_it(ledger: LedgerFile, made: MadeFile) -> None:
    first = made(["企业名称", "曾用名"], [STORE, "重庆老百货商店"])
    write_import(ledger, preview_import(ledger, [first]))
    review = looked_at(ledger, made(["企业名称", "联系人"], ["重庆老百货商店", "李静"]))
    assert rows(review)[0].changes == {"contact": (None, "李静")}


def test_number_and_name_of_two_enterprises_are_a_question(ledger: LedgerFile, made: MadeFile) -> None:
    number = find_record(ledger, "enterprises", MALL).number
    review = looked_at(ledger, made(["编号", "企业名称", "联系人"], [number, STORE, "李静"]))
    assert "编号属于" in rows(review)[0].problems[0].reason
    review = answered(ledger, review, MALL)
    assert rows(review)[0].records[0].id == find_record(ledger, "enterprises", MALL).id


def test_answer_is_about_what_the_row_says(ledger: LedgerFile, made: MadeFile) -> None:
    review = looked_at(ledger, made(["日期", "企业名称", "问题"], ["2022-05-01", "九宫百貨", "缺人"]))
    review = answered(ledger, review, STORE)
    sheet = review.preview.sheets[0]
    review = review_again(ledger, review, [mend_cell(sheet, 2, "enterprises", "无人知道的店")])
    assert rows(review)[0].action == "refused"
