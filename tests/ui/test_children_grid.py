"""Rows inside a record are typed, pasted, removed and brought back like cells of a workbook."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.ui.children_grid import ChildrenGrid
from dadu_desktop.ui.form import Form
from tests.ui.keyboard import OFFSCREEN, focus, opened, pick, press, press_text, typed

pytestmark = OFFSCREEN

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def cells(*texts: str) -> None:
    """Type cell after cell, each ended by Enter."""
    for text in texts:
        press_text(text)
        pick()
        press(Key.Key_Return)


def plan_with_measures(qtbot: QtBot) -> Form:
    """Type two measures of a plan by keyboard alone."""
    form = opened(qtbot, "plans")
    form.grids["measures"].setFocus()
    cells("组织供需对接", "商贸科", "王五", "11月底", "已对接两次", "40", "进行")
    cells("争取专项资金", "", "", "长期")
    return form


def test_rows_are_typed_cell_by_cell_and_a_new_row_follows(qtbot: QtBot) -> None:
    form = plan_with_measures(qtbot)
    first, second = form.grids["measures"].rows()
    assert first["measure"] == "组织供需对接"
    assert (first["percent"], first["status"]) == (Decimal(40), "进行中")
    assert (second["measure"], second["due_words"]) == ("争取专项资金", "长期")


def test_a_word_of_no_code_list_is_pointed_out_over_the_rows_and_kept(qtbot: QtBot) -> None:
    form = opened(qtbot, "plans")
    grid = form.grids["measures"]
    told = "帮扶措施第2行：牵头单位“无此单位”不在代码表中，请核对。"
    form.change(".measures", ({"measure": "供需对接"}, {"measure": "争取资金", "lead_unit": "无此单位"}))
    assert grid.table.accessibleDescription() == told
    assert [one for one in grid.findChildren(QLabel) if one.text() == told]
    assert grid.rows()[1]["lead_unit"] == "无此单位"
    form.undo()
    assert "代码表" not in grid.table.accessibleDescription()


def picking_a_unit(qtbot: QtBot) -> ChildrenGrid:
    """Begin a measure and type initials for its unit, so that the list under the cell is open."""
    grid = opened(qtbot, "plans").grids["measures"]
    grid.setFocus()
    cells("供需对接")
    press_text("sm")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    return grid


def test_a_word_being_picked_in_a_cell_is_not_pointed_out(qtbot: QtBot) -> None:
    grid = picking_a_unit(qtbot)
    assert "代码表" not in grid.table.accessibleDescription()
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: "代码表" in grid.table.accessibleDescription())


def test_enter_picks_from_the_list_of_a_cell_and_goes_on_to_the_next(qtbot: QtBot) -> None:
    grid = picking_a_unit(qtbot)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: grid.table.currentIndex().column() == 2)
    assert grid.rows()[0]["lead_unit"] == "商贸科"


def test_a_cell_selected_by_a_screen_reader_is_opened(qtbot: QtBot) -> None:
    form = plan_with_measures(qtbot)
    table = form.grids["measures"].table
    cell = table.model().index(1, 1)
    table.selectionModel().select(cell, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert table.currentIndex() == cell
    assert table.indexWidget(cell).accessibleName() == "第2行 牵头单位"


def test_the_wheel_over_the_bar_of_a_grid_is_left_to_the_page(qtbot: QtBot) -> None:
    bar = opened(qtbot, "visits").grids["problems"].table.horizontalScrollBar()
    bar.setRange(0, 500)
    at, down = QPointF(5, 5), QPoint(0, -120)
    wheel = QWheelEvent(
        at,
        at,
        QPoint(),
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bar, wheel)
    assert bar.value() == 0


def test_a_removed_row_comes_back_by_undo(qtbot: QtBot) -> None:
    form = plan_with_measures(qtbot)
    grid = form.grids["measures"]
    press(Key.Key_Delete, CONTROL)
    assert [row["measure"] for row in grid.rows()] == ["组织供需对接"]
    press(Key.Key_Z, CONTROL)
    assert [row["measure"] for row in grid.rows()] == ["组织供需对接", "争取专项资金"]


def test_a_block_from_a_workbook_is_spread_over_the_cells(qtbot: QtBot) -> None:
    form = opened(qtbot, "cases")
    grid = form.grids["milestones"]
    grid.setFocus()
    QGuiApplication.clipboard().setText(
        "方案确定\t2018.10\t2018-11-02\n开工\t2019年1月\t\n开业\t2019.9\t2019.9.27\n"
    )
    press(Key.Key_V, CONTROL)
    rows = grid.rows()
    assert [row["name"] for row in rows] == ["方案确定", "开工", "开业"]
    assert rows[2]["actual"] == PartialDate(2019, 9, 27)


def test_the_fault_of_a_cell_names_its_row(qtbot: QtBot) -> None:
    form = opened(qtbot, "problems")
    form.grids["progress"].setFocus()
    cells("13月5日", "李四", "")
    with pytest.raises(FieldProblems) as told:
        form.read()
    assert told.value.by_field[".progress"].startswith("办理进展第1行：")


def test_a_refused_save_leads_to_the_faulty_cell(qtbot: QtBot) -> None:
    form = opened(qtbot, "plans")
    form.change(".measures", ({"measure": "供需对接"}, {"measure": "争取资金", "percent": "很多"}))
    with pytest.raises(FieldProblems) as caught:
        form.read()
    table, model = form.grids["measures"].table, form.grids["measures"].model
    assert model.faulty() == (1, [one.key for one in model.fields].index("percent"))
    form.show_faults({".measures": caught.value.by_field[".measures"]})
    qtbot.waitUntil(lambda: (table.currentIndex().row(), table.currentIndex().column()) == model.faulty())


def test_enter_in_the_empty_row_leaves_the_grid(qtbot: QtBot) -> None:
    form = opened(qtbot, "plans")
    form.grids["policies"].setFocus()
    press(Key.Key_Return)
    assert QApplication.focusWidget() is form.part("leader")


def test_the_first_letters_of_an_input_method_are_not_lost(qtbot: QtBot) -> None:
    form = opened(qtbot, "plans")
    form.grids["measures"].setFocus()
    for preedit, commit in (("ting", ""), ("", "停车位")):
        composed = QInputMethodEvent(preedit, [])
        composed.setCommitString(commit)
        QApplication.sendEvent(focus(), composed)
    assert form.grids["measures"].rows()[0]["measure"] == "停车位"


def test_tab_goes_through_all_cells_and_then_on_to_the_next_field(qtbot: QtBot) -> None:
    form = opened(qtbot, "plans")
    grid = form.grids["policies"]
    grid.setFocus()
    for _ in range(grid.model.columnCount()):
        assert grid.isAncestorOf(focus())
        press(Key.Key_Tab)
    assert focus() is form.part("leader")
    press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focus().accessibleName() == "第1行 兑现金额"


def test_rows_keep_the_id_that_they_came_with(qtbot: QtBot) -> None:
    form = opened(qtbot, "plans")
    form.load({}, {"measures": ({"id": 5, "measure": "组织供需对接", "percent": Decimal(40)},)})
    assert form.changed() == {}
    typed(form, "goal", "增长一成")
    assert list(form.changed()) == ["goal"]
    assert form.grids["measures"].rows()[0]["id"] == 5


def visit_with_a_kept_problem(qtbot: QtBot) -> ChildrenGrid:
    """Show a visit on which a problem was raised that is at work by now."""
    form = opened(qtbot, "visits")
    form.load({}, {"problems": ({"id": 5, "description": "停车位不足", "status": "办理中"},)})
    return form.grids["problems"]


def test_what_moves_change_is_read_only_in_a_kept_problem_and_says_why(qtbot: QtBot) -> None:
    grid = visit_with_a_kept_problem(qtbot)
    keys = [field.key for field in grid.model.fields]
    kept, new = (grid.model.index(row, keys.index("status")) for row in (0, 1))
    assert not kept.flags() & Qt.ItemFlag.ItemIsEditable
    assert "由办理动作更改" in kept.data(Qt.ItemDataRole.ToolTipRole)
    assert kept.data(Qt.ItemDataRole.AccessibleTextRole) == "状态：办理中，只读"
    assert new.flags() & Qt.ItemFlag.ItemIsEditable
    assert not grid.model.setData(kept, "销号")
    grid.model.paste(0, keys.index("measures"), [["已协调", "销号", "已解决"], ["会商", "登记", ""]])
    rows = grid.model.contents()
    assert [row["status"] for row in rows] == ["办理中", "登记"]
    assert [row["measures"] for row in rows] == ["已协调", "会商"]
    assert [
        one.text() for one in grid.findChildren(QLabel) if one.isVisible() and "由办理动作更改" in one.text()
    ]


def test_enter_and_arrows_pass_cells_by_that_are_for_reading_only(qtbot: QtBot) -> None:
    grid = visit_with_a_kept_problem(qtbot)
    keys = [field.key for field in grid.model.fields]
    grid.setFocus()
    for _ in range(keys.index("measures") + 1):
        press(Key.Key_Return)
    assert (grid.table.currentIndex().row(), grid.table.currentIndex().column()) == (1, 0)
    for _ in range(keys.index("status")):
        press(Key.Key_Tab)
    press(Key.Key_Up)
    assert grid.table.currentIndex() == grid.model.index(1, keys.index("status"))


def test_the_model_keeps_the_rules_of_qt(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    form = plan_with_measures(qtbot)
    qtmodeltester.check(form.grids["measures"].model)  # type: ignore[no-untyped-call]
