"""Moves in the ledger: a whole round, what is refused, and the log that stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dadu_desktop.domain.errors import FieldProblems, InputProblem, NotFound, RecordChanged
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Actor, Move
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.attachments import attach_file
from dadu_desktop.services.import_undo import undo_batch
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.problem_moves import (
    make_move,
    make_moves,
    move_options,
    moves_of,
    standing_of,
)
from dadu_desktop.services.records import change_field, delete_records, get_record, save_record
from dadu_desktop.storage.ledger_file import LedgerFile

START = date(2022, 11, 7)


@pytest.fixture
def problem(ledger: LedgerFile, register: tuple[Reference, ...]) -> int:
    """Register a problem that two enterprises share."""
    values = {
        "enterprise": register[0],
        "other_enterprises": (register[1],),
        "description": "停车位不足",
        "level": "区级部门",
        "raised": PartialDate(2022, 11, 7),
        "status": "登记",
    }
    return save_record(ledger, "problems", 0, values).id


def assigned(ledger: LedgerFile, problem: int) -> None:
    """Accept and assign on 7 November: the limit is 16 November."""
    make_move(ledger, problem, Move.ACCEPT, {}, day=START)
    make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区城市管理局", "owner": "张三"}, day=START)


def test_a_whole_round_with_an_extension_and_an_unhappy_call_back(ledger: LedgerFile, problem: int) -> None:
    assigned(ledger, problem)
    new = PartialDate(2022, 11, 25)
    steps: list[tuple[Move, dict[str, object], str, date]] = [
        (Move.START, {}, "", date(2022, 11, 8)),
        (Move.ASK_EXTENSION, {"new_due": new}, "需现场踏勘", date(2022, 11, 15)),
        (Move.GRANT_EXTENSION, {}, "", date(2022, 11, 16)),
        (Move.ANSWER, {"result_kind": "已解决", "result": "增设车位"}, "", date(2022, 11, 24)),
        (Move.CALL_BACK, {"satisfaction": "不满意", "callback_way": "电话"}, "车位太远", date(2022, 11, 28)),
        (Move.START, {}, "", date(2022, 11, 29)),
        (Move.ANSWER, {"result_kind": "已解决", "result": "就近增设"}, "", date(2022, 12, 5)),
        (Move.CALL_BACK, {"satisfaction": "满意", "callback_way": "上门"}, "", date(2022, 12, 6)),
        (Move.CONCLUDE, {}, "", date(2022, 12, 6)),
        (Move.STRIKE_OFF, {}, "", date(2022, 12, 7)),
    ]
    for move, values, words, day in steps:
        make_move(ledger, problem, move, values, words=words, day=day)
    kept = get_record(ledger, "problems", problem).values
    assert (kept["status"], kept["due_date"], kept["closed"]) == (
        "销号", PartialDate(2022, 12, 7), PartialDate(2022, 12, 7),
    )  # fmt: skip
    assert (kept["callback_by"], kept["extension_count"]) == ("王敏", 1)
    log = moves_of(ledger, problem)
    assert [one.move for one in log] == ["受理", "交办", *(str(step[0]) for step in steps)]
    assert [one.round for one in log].count(2) == 5
    assert {one.person for one in log} == {"王敏"}
    assert next(one for one in log if one.outcome == "不满意").words == "车位太远"
    for one in (register_id for register_id in (kept["enterprise"], *kept["other_enterprises"])):  # type: ignore[misc]
        assert list_records(ledger, "problems", ListQuery(enterprise=one.id)).total == 1


def test_a_move_that_lacks_something_names_each_field_and_leaves_everything(
    ledger: LedgerFile, problem: int
) -> None:
    assigned(ledger, problem)
    with pytest.raises(FieldProblems) as raised:
        make_move(ledger, problem, Move.PUT_OFF, {}, day=START)
    assert set(raised.value.by_field) == {"words", "review_date"}
    with pytest.raises(InputProblem, match="“交办”的问题不能销号"):
        make_move(ledger, problem, Move.STRIKE_OFF, {}, day=START)
    with pytest.raises(InputProblem, match="导入"):
        make_move(ledger, problem, Move.IMPORTED, {}, day=START)
    assert len(moves_of(ledger, problem)) == 2


def test_who_may_not_make_a_move_is_told_who_may(ledger: LedgerFile, problem: int) -> None:
    with pytest.raises(InputProblem, match="领导不能受理，请由经办、管理员操作"):
        make_move(ledger, problem, Move.ACCEPT, {}, actor=Actor.LEADER)
    assert [one.move for one in move_options(ledger, problem, START, Actor.LEADER)] == [Move.REFUSE]


def test_a_move_over_a_newer_version_is_refused(ledger: LedgerFile, problem: int) -> None:
    read = get_record(ledger, "problems", problem)
    save_record(ledger, "problems", problem, {"note": "别人写的"})
    with pytest.raises(RecordChanged):
        make_move(ledger, problem, Move.ACCEPT, {}, version=read.version)
    moved = make_move(ledger, problem, Move.ACCEPT, {}, version=read.version + 1)
    assert (moved.status, moved.version) == ("受理", read.version + 2)


@pytest.mark.parametrize("key", ["status", "due_date", "satisfaction", "closed", "supervised"])
def test_what_moves_change_is_not_edited_by_any_other_way(ledger: LedgerFile, problem: int, key: str) -> None:
    value: object = {"status": "办结", "satisfaction": "满意", "supervised": 3}.get(
        key, PartialDate(2022, 11, 9)
    )
    with pytest.raises(FieldProblems) as raised:
        save_record(ledger, "problems", problem, {key: value, "note": "乙"})
    assert set(raised.value.by_field) == {key}
    with pytest.raises(FieldProblems):
        change_field(ledger, "problems", [problem], key, value)
    with pytest.raises(KeyError):
        save_record(ledger, "problems", problem, {}, {"moves": []})
    kept = get_record(ledger, "problems", problem)
    assert (kept.values["status"], kept.values["note"], kept.children["moves"]) == ("登记", None, ())


def test_saving_a_form_with_what_is_kept_already_is_no_edit(ledger: LedgerFile, problem: int) -> None:
    assigned(ledger, problem)
    read = get_record(ledger, "problems", problem)
    save_record(ledger, "problems", problem, {**read.values, "note": "甲"}, version=read.version)
    assert get_record(ledger, "problems", problem).values["note"] == "甲"
    assert len(moves_of(ledger, problem)) == 2


def test_an_old_problem_written_down_late_has_a_log_that_says_so(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    values = {
        "enterprise": register[0], "description": "已办结的旧事", "status": "办结", "raised": PartialDate(2022, 3, 1),
        "result_kind": "已解决", "feedback": PartialDate(2022, 3, 9), "finished": PartialDate(2022, 3, 10),
    }  # fmt: skip
    problem = save_record(ledger, "problems", 0, values).id
    log = moves_of(ledger, problem)
    assert [(one.after, one.imported) for one in log] == [("受理", True), ("已反馈", True), ("办结", True)]


def test_a_plain_save_writes_nothing_into_the_log(ledger: LedgerFile, problem: int) -> None:
    """Not even where the values alone would tell another story than the moves."""
    assigned(ledger, problem)
    review = {"review_date": PartialDate(2023, 3, 31)}
    make_move(ledger, problem, Move.ANSWER, {"result_kind": "已解决", "result": "甲"}, day=START)
    make_move(ledger, problem, Move.CALL_BACK, {"satisfaction": "不满意", "callback_way": "电话"}, day=START)
    make_move(ledger, problem, Move.PUT_OFF, review, words="分年推进", day=START)
    before = moves_of(ledger, problem)
    save_record(ledger, "problems", problem, {"note": "甲"})
    assert moves_of(ledger, problem) == before


def test_an_import_brings_a_status_as_it_is_and_says_so(
    ledger: LedgerFile, problem: int, tmp_path: Path
) -> None:
    assigned(ledger, problem)
    book = openpyxl.Workbook()
    number = get_record(ledger, "problems", problem).number
    head = ["编号", "企业", "问题描述", "状态", "办结类型", "办结时间", "反馈时间"]
    row = [
        number,
        "重庆大渡口万达广场商业管理有限公司",
        "停车位不足",
        "办结",
        "已解决",
        "2022-11-15",
        "2022-11-14",
    ]
    for one in (head, row):
        book.worksheets[0].append(one)
    book.save(tmp_path / "问题台账.xlsx")
    outcome = write_import(ledger, preview_import(ledger, [tmp_path / "问题台账.xlsx"]))
    assert get_record(ledger, "problems", problem).values["status"] == "办结"
    log = moves_of(ledger, problem)
    assert [(one.after, one.imported) for one in log] == [
        ("受理", False), ("交办", False), ("已反馈", True), ("办结", True),
    ]  # fmt: skip
    assert outcome.batch is not None
    undo_batch(ledger, outcome.batch)
    assert moves_of(ledger, problem) == log[:2]
    assert get_record(ledger, "problems", problem).values["status"] == "交办"


def test_a_duplicate_points_to_the_problem_that_is_kept(
    ledger: LedgerFile, problem: int, register: tuple[Reference, ...]
) -> None:
    values = {"enterprise": register[2], "description": "停车难", "status": "登记"}
    again = save_record(ledger, "problems", 0, values).id
    number = get_record(ledger, "problems", problem).number
    for wrong in ("WT-1999-0001", get_record(ledger, "problems", again).number):
        with pytest.raises(FieldProblems, match=r"合并|没有找到"):
            make_move(ledger, again, Move.MERGE, {"kept": wrong}, day=START)
    make_move(ledger, again, Move.MERGE, {"kept": number.lower()}, day=START)
    assert get_record(ledger, "problems", again).values["kept_number"] == number
    assert standing_of(ledger, again, START).merged_into == Reference(problem, number)
    assert [one.id for one in standing_of(ledger, problem, START).duplicates] == [again]
    make_move(ledger, again, Move.TAKE_UP, {}, words="并非同一问题", day=START)
    assert standing_of(ledger, again, START).merged_into is None


def test_a_problem_handed_back_and_on_keeps_its_limit(ledger: LedgerFile, problem: int) -> None:
    assigned(ledger, problem)
    make_move(ledger, problem, Move.RETURN, {}, words="不属本局职责", day=date(2022, 11, 9))
    offered = {one.move: one for one in move_options(ledger, problem, date(2022, 11, 10))}[Move.ASSIGN]
    assert offered.values["due_date"] == PartialDate(2022, 11, 16)
    make_move(ledger, problem, Move.ASSIGN, {"lead_unit": "区公安分局"}, day=date(2022, 11, 10))
    kept = get_record(ledger, "problems", problem).values
    assert (kept["due_date"], kept["lead_unit"]) == (PartialDate(2022, 11, 16), "区公安分局")


def test_what_can_be_done_is_offered_with_what_is_asked_and_what_it_lacks(
    ledger: LedgerFile, problem: int, tmp_path: Path
) -> None:
    assigned(ledger, problem)
    offered = {one.move: one for one in move_options(ledger, problem, START)}
    assert [(one.key, one.required) for one in offered[Move.ANSWER].asked][:2] == [
        ("result_kind", True),
        ("result", False),
    ]
    assert offered[Move.ANSWER].asked[0].choices == ("已解决", "部分解决", "解释说明")
    assert (
        "一个工作日"
        in {one.move: one for one in move_options(ledger, problem, date(2022, 11, 16))}[
            Move.ASK_EXTENSION
        ].blocked
    )
    photo = tmp_path / "现场.txt"
    photo.write_text("三处车位", "utf-8")
    attach_file(ledger, "problems", problem, photo)
    make_move(ledger, problem, Move.ANSWER, {"result_kind": "已解决"}, day=START)
    answer = {"satisfaction": "满意", "callback_way": "电话"}
    make_move(ledger, problem, Move.CALL_BACK, answer, day=START)
    assert {one.move: one.blocked for one in move_options(ledger, problem, START)}[Move.CONCLUDE] == ""


def test_a_limit_that_is_proposed_for_an_unlisted_year_says_so(ledger: LedgerFile, problem: int) -> None:
    make_move(ledger, problem, Move.ACCEPT, {}, day=START)
    for day, said in ((START, False), (date(2039, 12, 30), True)):
        (assign,) = (one for one in move_options(ledger, problem, day) if one.move is Move.ASSIGN)
        assert ("放假安排未导入" in assign.hint) is said


def test_the_standing_of_a_problem_is_told_for_the_day_asked(ledger: LedgerFile, problem: int) -> None:
    assigned(ledger, problem)
    told = [standing_of(ledger, problem, date(2022, 11, day)) for day in (10, 14, 16, 18)]
    assert [(one.light, one.limit_words) for one in told] == [
        ("绿·期内", "还有4个工作日"), ("黄·临近", "还有2个工作日"), ("黄·临近", "今天到期"), ("红·超期", "超期2个工作日"),
    ]  # fmt: skip


def test_several_problems_are_moved_at_once_and_those_that_cannot_are_told(
    ledger: LedgerFile, problem: int, register: tuple[Reference, ...]
) -> None:
    values = {"enterprise": register[2], "description": "电价偏高", "status": "登记"}
    second = save_record(ledger, "problems", 0, values).id
    make_move(ledger, second, Move.ACCEPT, {}, day=START)
    moved = make_moves(ledger, [problem, second], Move.ACCEPT, {}, day=START)
    assert moved.done == [problem]
    assert [(one, sentence[:4]) for one, _number, sentence in moved.refused] == [(second, "“受理”")]
    assert moved.changed == {"problems": [problem]}


def test_a_problem_in_the_recycle_bin_is_not_moved(ledger: LedgerFile, problem: int) -> None:
    delete_records(ledger, "problems", [problem])
    with pytest.raises(NotFound):
        make_move(ledger, problem, Move.ACCEPT, {})
