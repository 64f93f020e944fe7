"""One line as a visit and a problem."""

from __future__ import annotations

from datetime import date

import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.quick_capture import guess_category, keep_captured, read_line
from dadu_desktop.services.records import find_record, get_record
from dadu_desktop.storage.ledger_file import LedgerFile

TODAY = date(2022, 5, 10)


@pytest.mark.parametrize(
    "line",
    [
        "万达 5月8日 走访 停车位不足",
        "万达5月8日走访停车位不足",
        "5.8 走访万达广场 停车位不足",
        "wdgc 5月8号 走访 停车位不足",
        "wanda 2022-05-08 实地走访 停车位不足",
        "停车位不足 万达 5月8日 走访",
        "  万达　５月８日　走访，停车位不足。",
    ],
)
def test_a_line_is_a_day_a_form_an_enterprise_and_a_problem(
    ledger: LedgerFile, register: tuple[Reference, ...], line: str
) -> None:
    found = read_line(ledger, line, TODAY)
    assert (found.enterprise, found.date, found.form) == (register[0], PartialDate(2022, 5, 8), "实地走访")
    assert (found.description, found.category, found.subcategory) == ("停车位不足", "停车交通", "停车位不足")
    assert found.unsure == ()


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("line", "form", "day"),
    [
        ("小面 昨天 电话 招工难", "电话", PartialDate(2022, 5, 9)),
        ("小面 微信 招工难", "微信", PartialDate(2022, 5, 10)),
        ("小面 3日 来访 招工难", "企业来访", PartialDate(2022, 5, 3)),
    ],
)
def test_other_forms_and_days_are_known(ledger: LedgerFile, line: str, form: str, day: PartialDate) -> None:
    found = read_line(ledger, line, TODAY)
    assert (found.form, found.date, found.description, found.subcategory) == (form, day, "招工难", "招工难")


@pytest.mark.usefixtures("register")
def test_what_is_not_recognised_is_named_and_nothing_is_lost(ledger: LedgerFile) -> None:
    found = read_line(ledger, "某某公司 反映用电负荷不够", TODAY)
    assert found.unsure == ("enterprise", "date", "form")
    assert (found.enterprise, found.candidates) == (None, [])
    assert found.description == "某某公司 反映用电负荷不够"
    with pytest.raises(InputProblem, match="请先选择企业"):
        keep_captured(ledger, found)
    several = read_line(ledger, "重庆 5月8日 走访", TODAY)
    assert (several.enterprise, several.unsure) == (None, ("enterprise",))
    assert len(several.candidates) == 5
    with pytest.raises(InputProblem):
        read_line(ledger, "  ", TODAY)


def test_what_was_confirmed_is_kept_as_visit_and_problem(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    made = keep_captured(ledger, read_line(ledger, "万达 5月8日 走访 停车位不足", TODAY))
    visit = get_record(ledger, "visits", made.visits[0].id)
    assert (visit.values["date"], visit.values["visitors"]) == (PartialDate(2022, 5, 8), "王敏")
    problem = find_record(ledger, "problems", str(visit.children["problems"][0]["number"])).values
    assert (problem["enterprise"], problem["origin"], problem["status"]) == (register[0], "走访", "登记")
    assert (problem["category"], problem["raised"]) == ("停车交通", PartialDate(2022, 5, 8))


@pytest.mark.usefixtures("register")
def test_a_line_without_a_problem_is_a_visit_only(ledger: LedgerFile) -> None:
    made = keep_captured(ledger, read_line(ledger, "万达 5月8日 走访", TODAY))
    assert (len(made.visits), made.problems) == (1, 0)


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("希望减免租金", "租金物业"),
        ("出口退税到账慢", "外贸专项"),
        ("贷款难、续贷难", "融资资金"),
        ("你好", None),
    ],
)
def test_a_category_is_guessed_by_words_in_common(
    ledger: LedgerFile, words: str, category: str | None
) -> None:
    assert guess_category(ledger, words)[0] == category
