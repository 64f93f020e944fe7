"""A record is entered, changed, compared, deleted and brought back; then the ledger is asked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.problem_moves import Move
from dadu_desktop.services import attachments, lists, records
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.problem_moves import make_move
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.record_page import RecordPage
from tests.ui import day
from tests.ui.keyboard import OFFSCREEN, press, press_text
from tests.ui.office import a_problem, asked, button, kept, opened_desk, page_at, wanda

pytestmark = OFFSCREEN

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a new ledger."""
    with opened_desk(qtbot, place) as opened:
        yield opened


def record_page(qtbot: QtBot, desk: Desk, kind: str, number: int = 0) -> RecordPage:
    """Show the page of a record."""
    page = page_at(qtbot, desk, Place("record", kind, number))
    assert isinstance(page, RecordPage)
    return page


def test_a_visit_with_two_problems_is_entered_by_keyboard_alone(qtbot: QtBot, desk: Desk) -> None:
    wanda(qtbot, desk)
    page = record_page(qtbot, desk, "visits")
    form = page.editor.form
    form.part("date").selectAll()  # type: ignore[union-attr]
    press_text("2022.5.8")
    press(Key.Key_Return)
    press(Key.Key_Return)
    press_text("wdgc")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    press(Key.Key_Return)
    form.grids["problems"].setFocus()
    for text in ("停车位不足", "招工难"):
        press(Key.Key_Tab)
        press(Key.Key_Tab)
        press_text(text)
        press(Key.Key_Return, CONTROL)
    press(Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: bool(page.editor.data and page.editor.data.id))
    number = page.editor.data.id if page.editor.data else 0
    visit = kept(qtbot, desk, "visits", number)
    assert visit.values["date"] == PartialDate(2022, 5, 8)
    assert [row["description"] for row in visit.children["problems"]] == ["停车位不足", "招工难"]
    assert asked(qtbot, desk, lambda ledger: lists.list_records(ledger, "problems", ListQuery())).total == 2


def all_selected(line: QLineEdit) -> bool:
    """Say whether the next key replaces all of a filled line."""
    return bool(line.text()) and line.selectedText() == line.text()


def test_the_first_field_of_every_new_record_is_selected_to_be_typed_over(
    qtbot: QtBot, window: MainWindow
) -> None:
    """The second time too, when the same page is shown again."""
    for _time in range(2):
        window.desk.new_record("visits")
        page = window.page
        assert isinstance(page, RecordPage)
        day = page.editor.form.part("date")
        assert isinstance(day, QLineEdit)
        qtbot.waitUntil(partial(all_selected, day))
        page.back()
        qtbot.waitUntil(lambda: isinstance(window.page, LedgerPage))
        day.deselect()


def test_after_a_new_record_another_is_offered_and_has_the_keyboard(qtbot: QtBot, desk: Desk) -> None:
    page = record_page(qtbot, desk, "cases")
    where: list[Place] = []
    desk.wanted.connect(where.append)
    enterprise = wanda(qtbot, desk)
    page.editor.form.change("title", "万达广场一对一帮扶")
    page.editor.form.change("enterprise", enterprise)
    assert page.editor.save()
    qtbot.waitUntil(page.editor.bar.again.isVisible)
    assert QApplication.focusWidget() is page.editor.bar.again
    QTest.keyClick(page.editor.bar.again, Key.Key_Return)
    assert where == [Place("record", "cases", 0)]


def test_a_change_is_saved_and_the_bar_goes_away(qtbot: QtBot, desk: Desk) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    assert page.editor.bar.isHidden()
    page.editor.form.part("raised_by").setFocus()
    press_text("张总")
    qtbot.waitUntil(lambda: page.editor.bar.height() == page.editor.bar.sizeHint().height())
    QTest.mouseClick(page.editor.bar.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.editor.bar.isHidden)
    assert kept(qtbot, desk, "problems", saved.id).values["raised_by"] == "张总"


def test_rows_saved_once_are_not_made_again_by_the_next_save(qtbot: QtBot, desk: Desk) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    for text in ("已电话联系", "已现场查看"):
        rows = page.editor.form.contents()[".progress"]
        assert isinstance(rows, tuple)
        page.editor.form.change(".progress", (*rows, {"date": "2022-05-09", "text": text}))
        page.editor.save()
        qtbot.waitUntil(lambda: not page.editor.is_changed)
    rows = kept(qtbot, desk, "problems", saved.id).children["progress"]
    assert [row["text"] for row in rows] == ["已电话联系", "已现场查看"]


@pytest.mark.parametrize("words", ["取消", "不保存", "保存"])
def test_leaving_with_changes_asks_once(qtbot: QtBot, desk: Desk, words: str) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    page.editor.form.change("raised_by", "张总")
    day.press_next(words)
    assert page.may_leave() is (words != "取消")
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert page.editor.is_changed is (words == "取消")
    found = kept(qtbot, desk, "problems", saved.id).values["raised_by"]
    assert found == ("张总" if words == "保存" else None)


@pytest.mark.parametrize(("choice", "level"), [("我填写的", "市级"), ("他人修改", "区级部门")])
def test_what_others_saved_meanwhile_is_chosen_field_by_field(
    qtbot: QtBot, desk: Desk, choice: str, level: str
) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    theirs = {"level": "区级部门", "appeal": "增加车位"}
    asked(qtbot, desk, lambda ledger: records.save_record(ledger, "problems", saved.id, theirs))
    page.editor.form.change("level", "市级")
    page.editor.form.change("raised_by", "张总")

    def choose(dialog: QWidget) -> None:
        boxes = {one.accessibleName(): one for one in dialog.findChildren(QComboBox)}
        assert list(boxes) == ["办理层级保留哪个"]
        boxes["办理层级保留哪个"].setCurrentText(choice)
        day.click(day.button(dialog, "按所选保存"))

    day.answer_next(choose)
    page.editor.save()
    qtbot.waitUntil(lambda: not page.editor.is_changed)
    values = kept(qtbot, desk, "problems", saved.id).values
    assert (values["level"], values["appeal"], values["raised_by"]) == (level, "增加车位", "张总")


def test_rows_that_others_added_meanwhile_are_not_lost_without_a_word(qtbot: QtBot, desk: Desk) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    theirs: dict[str, tuple[dict[str, object], ...]] = {
        "progress": ({"date": PartialDate(2022, 5, 9), "text": "已现场查看"},)
    }
    asked(qtbot, desk, lambda ledger: records.save_record(ledger, "problems", saved.id, {}, theirs))
    page.editor.form.change(".progress", ({"date": "5.10", "text": "已电话联系"},))

    def choose(dialog: QWidget) -> None:
        box = dialog.findChildren(QComboBox)[0]
        assert box.accessibleName() == "办理进展保留哪个"
        box.setCurrentText("他人修改")
        day.click(day.button(dialog, "按所选保存"))

    day.answer_next(choose)
    page.editor.save()
    qtbot.waitUntil(lambda: not page.editor.is_changed)
    rows = kept(qtbot, desk, "problems", saved.id).children["progress"]
    assert [row["text"] for row in rows] == ["已现场查看"]


def test_a_deleted_record_comes_back_by_the_notice(qtbot: QtBot, desk: Desk) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    notices: list[tuple[str, object]] = []
    desk.noticed.connect(lambda words, undo: notices.append((words, undo)))
    QTest.mouseClick(button(page, "删除"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(notices))
    assert kept(qtbot, desk, "problems", saved.id).deleted
    undo = notices[0][1]
    assert callable(undo)
    undo()
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert not kept(qtbot, desk, "problems", saved.id).deleted


def test_a_photograph_is_put_to_a_visit_and_taken_away(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    page = record_page(qtbot, desk, "problems", saved.id)
    photo = tmp_path / "现场照片.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 5000)
    notices: list[tuple[str, object]] = []
    desk.noticed.connect(lambda words, undo: notices.append((words, undo)))
    page.attachments.attach([photo])
    qtbot.waitUntil(lambda: page.attachments.list.count() == 1)
    assert page.tabs.tabText(page.tabs.indexOf(page.attachments)) == "附件（1）"
    page.tabs.setCurrentWidget(page.attachments)
    QTest.mouseClick(button(page, "移除所选附件"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.attachments.list.count() == 0)
    undo = notices[0][1]
    assert callable(undo)
    undo()
    qtbot.waitUntil(lambda: page.attachments.list.count() == 1)
    attached = asked(qtbot, desk, lambda ledger: attachments.attachments_of(ledger, "problems", saved.id))
    assert [(one.name, one.size) for one in attached] == [("现场照片.jpg", 5004)]


def test_the_history_says_what_was_changed_in_plain_words(qtbot: QtBot, desk: Desk) -> None:
    saved = a_problem(qtbot, desk, wanda(qtbot, desk))
    asked(qtbot, desk, lambda ledger: make_move(ledger, saved.id, Move.ACCEPT, {}))
    page = record_page(qtbot, desk, "problems", saved.id)
    page.tabs.setCurrentWidget(page.history)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    assert "状态 由“登记”改为“受理”。" in page.history.words()


def test_the_whole_case_of_the_mall_goes_in_through_the_form(qtbot: QtBot, desk: Desk) -> None:
    page = record_page(qtbot, desk, "cases")
    typed: dict[str, object] = {
        "title": "大渡口万达广场一对一帮扶",
        "enterprise": wanda(qtbot, desk),
        "started": "2021",
        "background": "周边客群少；过去两年连续调整多名负责人，经营举步维艰。",
        ".team": ({"name": "区商务委工作组", "role": "组长", "unit": "区商务委"},),
        ".coordination": (
            {"level": "市级", "counterpart": "市商务委", "matter": "争取支持"},
            {"level": "企业总部", "counterpart": "万达广场总部", "matter": "争取支持"},
        ),
        ".inputs": ({"origin": "企业", "amount": "1000多万元", "purpose": "游乐、休憩设施，无动力公园"},),
        ".milestones": ({"name": "正式开门", "actual": "2022年5月"},),
        ".indicators": (
            {"name": "单日客流", "kind": "峰值", "unit": "人", "actual": "突破6万人"},
            {"name": "客流恢复率排位", "kind": "排名", "base": "81/81", "actual": "1/81"},
        ),
        ".readings": ({"indicator": "单日客流", "date": "2022年5月", "value": "突破6万人"},),
    }
    for key, content in typed.items():
        page.editor.form.change(key, content)
    assert page.editor.save()
    qtbot.waitUntil(lambda: bool(page.editor.data and page.editor.data.id))
    case = kept(qtbot, desk, "cases", page.editor.data.id if page.editor.data else 0)
    assert {key: len(rows) for key, rows in case.children.items()} == {
        "team": 1, "coordination": 2, "inputs": 1, "milestones": 1, "indicators": 2, "readings": 1,
    }  # fmt: skip
    amount = case.children["inputs"][0]["amount"]
    assert isinstance(amount, Approximate)
    assert (amount.value, amount.qualifier, amount.words) == (Decimal(1000), "多", "1000多万元")
    assert case.children["milestones"][0]["actual"] == PartialDate(2022, 5)
    assert case.values["number"] == "BF-2021-01"
