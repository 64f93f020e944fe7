"""Printed pages of the problem loop, read back as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

import pdfplumber
import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.handover import handover
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.services.reports import make_report
from dadu_desktop.storage.ledger_file import LedgerFile


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Read the demonstration ledger."""
    place = tmp_path_factory.mktemp("papers") / "演示台账.dadu"
    make_demo(place)
    with open_ledger(place, write=False) as ledger:
        yield ledger


def words(ledger: LedgerFile, report: str, **parameters: str) -> str:
    """Make a report and read its text, without blanks and line ends."""
    made = make_report(ledger, report, parameters)
    assert made.preflight == []
    with pdfplumber.open(io.BytesIO(made.content)) as pages:
        return "".join("".join((page.extract_text() or "").split()) for page in pages.pages)


def one_of(ledger: LedgerFile, *filters: Filter) -> dict[str, object]:
    """Give the values of one problem."""
    return list_records(ledger, "problems", ListQuery(filters=filters, limit=1)).rows[0].values


def test_an_assignment_says_who_does_what_until_when_and_has_a_slip_to_answer(demo: LedgerFile) -> None:
    problem = one_of(demo, Filter("status", "is", "交办"))
    said = words(demo, "assignment", number=str(problem["number"]))
    assert "企业问题交办单" in said
    assert str(problem["lead_unit"]) in said
    assert f"请于{problem['due_date'].chinese()}前办理并反馈" in said  # type: ignore[attr-defined]
    assert f"反馈回执（{problem['number']}）" in said


def test_a_supervision_tells_the_log_the_light_and_the_round(demo: LedgerFile) -> None:
    problem = one_of(demo, Filter("supervised", "filled"))
    said = words(demo, "supervision", number=str(problem["number"]))
    assert "第1次" in said
    assert "红·超期" in said
    assert "已超过办理时限" in said
    assert "督办回执" in said


def test_the_route_of_a_day_names_each_stop_with_address_and_open_problems(demo: LedgerFile) -> None:
    said = words(demo, "visit-route", day="2022-12-13")
    assert "走访路线单（2022年12月13日）" in said
    assert said.count("年末促") == 6  # the narrow column breaks the word
    assert "没有安排走访" in words(demo, "visit-route", day="2022-12-14")


def test_the_empty_sheets_of_a_day_are_one_for_each_enterprise(demo: LedgerFile) -> None:
    assert words(demo, "visit-plan-sheets", day="2022-12-13").count("企业代表签字") == 6


def test_the_handover_list_prints_every_item_of_a_person(demo: LedgerFile) -> None:
    items = handover(demo, "甲科员", date.today()).items
    said = words(demo, "handover", person="甲科员")
    assert f"甲科员：{len(items)}项" in said
    for one in items:
        assert one.number in said
    assert "乙科员：" in words(demo, "handover")


def test_the_problem_ledger_prints_lights_extensions_and_supervision(demo: LedgerFile) -> None:
    said = words(demo, "ledger-problems")
    for heading in ("亮灯", "延期次数", "督办次数", "红·超期"):
        assert heading in said


def test_a_limit_in_a_year_without_a_list_says_so_on_paper(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    values = {"enterprise": register[0], "description": "甲", "status": "交办", "lead_unit": "区商务委"}
    number = save_record(ledger, "problems", 0, {**values, "due_date": PartialDate(2040, 1, 9)}).number
    for report in ("assignment", "supervision"):
        said = words(ledger, report, number=number)
        assert "假安排未导入" in said
        assert "未导入" in said


def test_an_order_without_a_problem_is_refused(demo: LedgerFile) -> None:
    with pytest.raises(InputProblem):
        make_report(demo, "assignment", {})
