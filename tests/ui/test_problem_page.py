"""A problem goes from 登记 to 销号 by keys alone; the ledger and the screen are asked after every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import MOVED_FIELDS, Move
from dadu_desktop.services import problem_moves, records
from dadu_desktop.services.records import Saved
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.problem_page import ProblemPage
from tests.ui.keyboard import OFFSCREEN, focus, press, press_text
from tests.ui.office import a_problem, asked, kept, opened_desk, page_at, wanda

pytestmark = OFFSCREEN

Key = Qt.Key


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


@pytest.fixture
def problem(qtbot: QtBot, desk: Desk) -> Saved:
    """Keep a problem of the mall."""
    return a_problem(qtbot, desk, wanda(qtbot, desk))


def problem_page(qtbot: QtBot, desk: Desk, number: int) -> ProblemPage:
    """Show the page of a problem."""
    page = page_at(qtbot, desk, Place("record", "problems", number))
    assert isinstance(page, ProblemPage)
    qtbot.waitUntil(lambda: bool(page.bar.buttons))
    return page


def go_to(qtbot: QtBot, page: ProblemPage, move: str) -> None:
    """Go to the button of a move by F6 and Tab and open its panel by Enter."""
    page.activateWindow()  # without a screen a closed list takes the keyboard with it
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Key.Key_F6)
    for _ in page.bar.buttons:
        if focus() is page.bar.buttons[move]:
            break
        press(Key.Key_Tab)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.panel is not None)
    assert page.panel is not None
    assert page.panel.option.label == move


def fill(qtbot: QtBot, page: ProblemPage, *texts: str) -> None:
    """Type the answers, each with Enter; then Enter until the move is made."""
    panel = page.panel
    assert panel is not None
    for text in texts:
        if isinstance(line := focus(), QLineEdit):
            line.selectAll()
        press_text(text)
        if QApplication.activePopupWidget():
            press(Key.Key_Return)
        press(Key.Key_Return)
    for _ in panel.form.fields:
        if page.panel is panel and panel.do.isEnabled():
            press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.panel is None)
    qtbot.waitUntil(lambda: page.desk.tasks.idle)


def status(qtbot: QtBot, desk: Desk, problem: Saved) -> object:
    """Ask the ledger for the status."""
    return kept(qtbot, desk, "problems", problem.id).values["status"]


def test_a_full_round_with_extension_and_unhappy_call_back_by_keys_alone(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    page = problem_page(qtbot, desk, problem.id)
    later = date.today() + timedelta(days=40)
    steps: tuple[tuple[str, tuple[str, ...], str], ...] = (
        ("受理", (), "受理"),
        ("交办", ("商贸科", "李明"), "交办"),
        ("开始办理", (), "办理中"),
        ("申请延期", ("需与产权单位协商", later.isoformat()), "申请延期"),
        ("同意延期", (), "办理中"),
        ("反馈", ("已解决", "已协调开放夜间车位"), "已反馈"),
        ("回访", ("不满意", "电话"), "重新办理"),
        ("反馈", ("已解决", "已新增停车位三百个"), "已反馈"),
        ("回访", ("满意", "上门"), "回访"),
        ("办结", (), "办结"),
        ("销号", (), "销号"),
    )
    for move, texts, after in steps:
        go_to(qtbot, page, move)
        fill(qtbot, page, *texts)
        assert status(qtbot, desk, problem) == after
        assert page.editor.form.contents()["status"] == after
    values = kept(qtbot, desk, "problems", problem.id).values
    assert values["result"] == "已新增停车位三百个"
    assert values["satisfaction"] == "满意"
    assert values["closed"] == PartialDate.of(date.today())
    log = asked(qtbot, desk, lambda ledger: problem_moves.moves_of(ledger, problem.id))
    made = [one for one in log if not one.imported]
    assert [one.move for one in made] == [move for move, _, _ in steps]
    assert [one.round for one in made] == [1] * 7 + [2] * 4
    assert [one.due for one in made if one.move == "同意延期"] == [PartialDate.of(later)]
    assert page.bar.words.text().startswith("第2轮办理")
    assert "已延期1次" in page.bar.words.text()
    assert page.story.model.rowCount() == len(log)
    assert "销号" in page.story.model.index(0).data()
    told = [page.story.model.index(row).data() for row in range(page.story.model.rowCount())]
    # told where it was set, and not with every step
    assert sum(later.isoformat() in one for one in told) == 1


def test_only_allowed_moves_are_offered_and_the_next_has_the_keyboard(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    page = problem_page(qtbot, desk, problem.id)
    assert next(iter(page.bar.buttons)) == "受理"
    assert "销号" not in page.bar.buttons
    go_to(qtbot, page, "受理")
    fill(qtbot, page)
    qtbot.waitUntil(lambda: focus() is page.bar.buttons.get("交办"))


def test_what_only_moves_change_is_read_only_in_the_form_of_a_kept_problem(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    page = problem_page(qtbot, desk, problem.id)
    lines = {key: one.editor for key, one in page.editor.form.fields.items() if key in MOVED_FIELDS}
    assert lines
    assert all(isinstance(one, QLineEdit) and one.isReadOnly() for one in lines.values())
    page.enter(Place("record", "problems", 0))
    qtbot.waitUntil(lambda: bool(page.editor.data and not page.editor.data.id))
    assert all(isinstance(one, QLineEdit) and not one.isReadOnly() for one in lines.values())
    assert page.bar.isHidden()


def test_tab_goes_from_the_moves_to_the_tabs(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    page.head.buttons["删除"].setFocus()
    for _ in range(2):  # the number can be copied
        press(Key.Key_Tab)
    assert focus() is page.bar.buttons["受理"]
    for _ in page.bar.buttons:
        press(Key.Key_Tab)
    assert focus() is page.tabs.tabBar()
    press(Key.Key_Right)
    assert page.tabs.currentWidget() is page.story


def test_esc_closes_the_panel_and_nothing_is_written(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "不予受理")
    press_text("不属实")
    press(Key.Key_Escape)
    assert page.panel is None
    assert focus() is page.bar.buttons["不予受理"]
    assert status(qtbot, desk, problem) == "登记"


def test_ctrl_enter_makes_a_move_from_any_field(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "受理")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "交办" in page.bar.buttons)
    go_to(qtbot, page, "交办")
    press_text("商贸科")
    if QApplication.activePopupWidget():
        press(Key.Key_Return)
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.panel is None)
    assert status(qtbot, desk, problem) == "交办"


def test_a_missing_answer_is_asked_for_beside_its_field(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "不予受理")
    press(Key.Key_Return)
    press(Key.Key_Return)
    assert page.panel is not None
    assert "请填写说明" in page.panel.form.fields["words"].stop.accessibleDescription()
    assert focus() is page.panel.form.fields["words"].stop


def test_a_refusal_of_the_rules_stays_in_the_panel(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "受理")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.panel is None)
    qtbot.waitUntil(lambda: "交办" in page.bar.buttons)
    go_to(qtbot, page, "交办")
    assert page.panel is not None
    page.panel.form.fill({"lead_unit": "商贸科", "due_date": PartialDate(2020, 1, 1)})
    page.panel.submit()
    described = page.panel.form.fields["due_date"].stop
    qtbot.waitUntil(lambda: "办理时限早于办理日期" in described.accessibleDescription())
    assert page.panel.do.isEnabled()


def test_what_is_typed_in_the_form_is_saved_before_a_move(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    page.editor.form.change("raised_by", "张总")
    go_to(qtbot, page, "受理")
    fill(qtbot, page)
    values = kept(qtbot, desk, "problems", problem.id).values
    assert (values["raised_by"], values["status"]) == ("张总", "受理")


def test_a_problem_that_others_moved_meanwhile_is_read_again(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "受理")
    asked(qtbot, desk, lambda ledger: records.save_record(ledger, "problems", problem.id, {"appeal": "车位"}))
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page.panel is None)
    qtbot.waitUntil(lambda: page.editor.form.contents()["appeal"] == "车位")
    assert status(qtbot, desk, problem) == "登记"


def test_a_move_made_by_mistake_is_taken_back_by_one_key(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    page = problem_page(qtbot, desk, problem.id)
    assert page.bar.withdraw.isHidden()
    go_to(qtbot, page, "不予受理")
    fill(qtbot, page, "不属实")
    assert status(qtbot, desk, problem) == "不予受理"
    qtbot.waitUntil(lambda: page.bar.withdraw.text() == "撤回“不予受理”")
    qtbot.waitUntil(lambda: focus() in page.bar.buttons.values())
    press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "受理" in page.bar.buttons)
    qtbot.waitUntil(lambda: focus() is page.bar.buttons["受理"])
    assert status(qtbot, desk, problem) == "登记"
    assert page.bar.withdraw.isHidden()
    told = [page.story.model.index(row).data() for row in range(page.story.model.rowCount())]
    assert "撤回" in told[0]
    assert "已撤回" in told[1]


def test_ctrl_z_in_the_form_takes_back_typing_and_never_a_move(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "受理")
    fill(qtbot, page)
    page.edit()
    page.editor.form.part("raised_by").setFocus()
    press_text("张总")
    for _ in range(3):
        press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not page.editor.form.contents()["raised_by"]
    assert status(qtbot, desk, problem) == "受理"


def test_the_notice_of_a_move_takes_it_back_too(qtbot: QtBot, desk: Desk, problem: Saved) -> None:
    notices: list[tuple[str, Callable[[], None] | None]] = []
    desk.noticed.connect(lambda words, undo: notices.append((words, undo)))
    page = problem_page(qtbot, desk, problem.id)
    go_to(qtbot, page, "受理")
    fill(qtbot, page)
    undo = notices[-1][1]
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: "受理" in page.bar.buttons)
    assert notices[-1] == ("已撤回“受理”，办理过程中留有记录。", None)
    undo()
    qtbot.waitUntil(lambda: "已经撤回" in notices[-1][0])


def test_a_duplicate_points_to_the_kept_problem_and_both_say_so(
    qtbot: QtBot, desk: Desk, problem: Saved
) -> None:
    other = a_problem(qtbot, desk, wanda(qtbot, desk))
    asked(
        qtbot, desk,
        lambda ledger: problem_moves.make_move(ledger, other.id, Move.MERGE, {"kept": problem.number}),
    )  # fmt: skip
    opened: list[int] = []
    page = problem_page(qtbot, desk, other.id)
    page.bar.record_wanted.connect(opened.append)
    link = next(
        one
        for one in page.bar.findChildren(type(page.bar.buttons["恢复办理"]))
        if problem.number in one.text()
    )
    QTest.keyClick(link, Key.Key_Return)
    assert opened == [problem.id]
