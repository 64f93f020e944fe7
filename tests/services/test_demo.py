"""The demonstration ledger: whole, plausible, the same every time, and never in the place of a real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dadu_desktop.domain import record_rules
from dadu_desktop.domain.credit_code import has_valid_check_digit
from dadu_desktop.domain.errors import Cancelled, InputProblem
from dadu_desktop.domain.indicators import IndicatorKind, read_indicator
from dadu_desktop.domain.problem_workflow import STATUSES
from dadu_desktop.services.attachments import attachments_of
from dadu_desktop.services.backups import check_ledger
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.demo_figures import figures
from dadu_desktop.services.demo_register import register
from dadu_desktop.services.ledgers import new_ledger, open_ledger
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import find_record
from dadu_desktop.storage.ledger_file import LedgerFile

EVERYTHING = ListQuery(limit=500)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration ledger once."""
    place = tmp_path_factory.mktemp("demo") / "演示台账.dadu"
    make_demo(place)
    return place


@pytest.fixture
def demo(place: Path) -> LedgerFile:
    """Read the demonstration ledger."""
    return open_ledger(place, write=False)


def test_register_has_151_enterprises_with_valid_codes_and_names_of_their_own() -> None:
    values = [one.values for one in register()]
    assert (
        len(values)
        == len({one["name"] for one in values})
        == len({one["credit_code"] for one in values})
        == 151
    )
    assert all(has_valid_check_digit(str(one["credit_code"])) for one in values)
    assert not any(record_rules.warnings("enterprises", one) for one in values)


def test_everything_invented_says_so(demo: LedgerFile) -> None:
    with demo:
        rows = list_records(demo, "enterprises", EVERYTHING).rows
    sources = [row.values["source"] for row in rows]
    assert sources.count("演示数据（虚构）") == 151
    assert sources.count("公开报道") == 3


def test_every_status_occurs_and_no_problem_breaks_a_rule(demo: LedgerFile) -> None:
    with demo:
        rows = list_records(demo, "problems", EVERYTHING).rows
    assert {row.values["status"] for row in rows} == set(STATUSES)
    assert not any(record_rules.faults("problems", row.values) for row in rows)


def test_one_visit_has_two_problems_and_a_photograph(demo: LedgerFile) -> None:
    with demo:
        visit = find_record(demo, "visits", "ZF-2022-0021")
        files = attachments_of(demo, "visits", visit.id)
    assert len(visit.children["problems"]) == 2
    assert [one.media_type for one in files] == ["image/png"]


def test_every_plan_has_three_measures_with_a_time_limit(demo: LedgerFile) -> None:
    with demo:
        plans = [find_record(demo, "plans", f"CX-2022-{one:04d}") for one in range(1, 41)]
    assert {len(plan.children["measures"]) for plan in plans} == {3}
    assert all(plan.children["policies"] for plan in plans)


def test_figures_of_the_catering_trade_add_up(demo: LedgerFile) -> None:
    parts = ("客房收入", "餐费收入", "商品销售额（住餐）", "其他收入")
    sums: dict[tuple[object, object], list[object]] = {}
    for one in (plan.values for plan in figures(register())):
        key = (one["enterprise"], one["month"])
        if one["indicator"] == "营业额":
            sums[key] = [one["value"], 0]
        elif one["indicator"] in parts:
            sums[key][1] += one["value"]  # type: ignore[operator]
    assert sums
    assert all(whole == added for whole, added in sums.values())
    demo.close()


def test_indicators_of_the_case_can_be_read(demo: LedgerFile) -> None:
    with demo:
        case = find_record(demo, "cases", "BF-2022-01")
    for one in case.children["indicators"]:
        value = read_indicator(IndicatorKind(str(one["kind"])), str(one["actual"]), str(one["unit"] or ""))
        assert value.number > 0


def test_the_ledger_is_sound(demo: LedgerFile) -> None:
    with demo:
        assert check_ledger(demo) == []


def test_a_second_demonstration_replaces_the_first_but_no_other_ledger(place: Path, tmp_path: Path) -> None:
    counts = make_demo(place)
    assert make_demo(place) == counts
    office = tmp_path / "台账.dadu"
    new_ledger(office).close()
    before = office.read_bytes()
    with pytest.raises(InputProblem, match="不是演示台账"):
        make_demo(office)
    assert office.read_bytes() == before


def test_a_demonstration_that_is_not_finished_leaves_the_earlier_one(place: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "演示台账.dadu"
    shutil.copyfile(place, earlier)
    before = earlier.read_bytes()

    def stop(*_told: object) -> None:
        raise Cancelled("已停止。")

    with pytest.raises(Cancelled):
        make_demo(earlier, stop)
    assert earlier.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir() if not one.name.endswith(".lock")} == {earlier.name}
