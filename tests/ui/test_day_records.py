"""What the officer writes down by day: visits, problems, a photograph, a symposium, a plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.services import attachments, records
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.day import (
    CONTROL,
    cells,
    column,
    fill,
    save,
    seen,
    settle,
    show_list,
)
from tests.ui.day_records import (
    MEASURES,
    add_photograph,
    known,
    open_enterprise,
    told,
    type_plan,
    type_symposium,
    type_visit,
)
from tests.ui.keyboard import OFFSCREEN, press
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key


def test_a_visit_with_two_problems_is_typed_without_touching_the_mouse(qtbot: QtBot, day: MainWindow) -> None:
    name = known(qtbot, day, 1)[0]
    visit = type_visit(qtbot, day, name)
    assert visit.number.startswith("ZF-2022-")
    assert visit.values["date"] == PartialDate(2022, 11, 8)
    assert visit.values["reply"] == "区商务委牵头协调。"
    made = [(row["description"], row["enterprise"]) for row in visit.children["problems"]]
    assert [(words, getattr(one, "label", "")) for words, one in made] == [
        ("停车位不足", name),
        ("招工难", name),
    ]
    assert f"已保存 {visit.number}" in seen(day)
    press(Key.Key_Escape)
    settle(qtbot, day)
    listed = show_list(qtbot, day, Key.Key_3)
    assert cells(listed, column(listed, "编号")).count(visit.number) == 1
    listed = show_list(qtbot, day, Key.Key_4)
    assert "81 条" in seen(listed)
    assert {"停车位不足", "招工难"} <= set(cells(listed, column(listed, "问题描述")))


@pytest.mark.parametrize("name", ["现场照片.jpg", "现场照片.png"])
def test_a_photograph_is_put_to_a_visit_through_the_window(
    qtbot: QtBot, day: MainWindow, tmp_path: Path, name: str
) -> None:
    photograph = tmp_path / name
    assert QImage(640, 480, QImage.Format.Format_RGB32).save(str(photograph))
    listed = show_list(qtbot, day, Key.Key_3)
    listed.table.setFocus()
    press(Key.Key_Return)
    page = day.page
    assert isinstance(page, RecordPage)
    settle(qtbot, day)
    add_photograph(qtbot, day, page, photograph)
    data = page.editor.data
    assert data is not None
    kept = asked(qtbot, day.desk, lambda ledger: attachments.attachments_of(ledger, "visits", data.id))
    assert [(one.name, one.size) for one in kept] == [(name, photograph.stat().st_size)]
    assert name in page.attachments.list.item(0).text()
    copy = tmp_path / "取出.jpg"
    asked(qtbot, day.desk, lambda ledger: attachments.detach_file(ledger, kept[0].id, copy))
    assert copy.read_bytes() == photograph.read_bytes()


def test_a_symposium_with_five_enterprises_stands_on_the_page_of_each(qtbot: QtBot, day: MainWindow) -> None:
    names = known(qtbot, day, 5)
    visit = type_symposium(qtbot, day, names)
    reached = visit.values["enterprises"]
    assert isinstance(reached, tuple)
    assert [one.label for one in reached] == names
    for one in (reached[0], reached[4]):
        page = open_enterprise(qtbot, day, one)
        qtbot.waitUntil(lambda page=page: bool(told(page)))  # type: ignore[misc]
        assert any(visit.number in line and "稳增长座谈会" in line for line in told(page))


def test_a_plan_with_three_measures_is_typed_and_shows_its_progress(qtbot: QtBot, day: MainWindow) -> None:
    name = known(qtbot, day, 1)[0]
    plan = type_plan(qtbot, day, name)
    assert [(one["measure"], one["due_words"]) for one in plan.children["measures"]] == [
        (words, due) for words, due, _percent in MEASURES
    ]
    assert getattr(plan.values["base_sales"], "words", "") == "约1000多万元"
    listed = show_list(qtbot, day, Key.Key_5)
    assert "41 条" in seen(listed)
    at = cells(listed, column(listed, "编号")).index(plan.number)
    assert cells(listed, column(listed, "平均进度（%）"))[at] == "30"
    assert cells(listed, column(listed, "措施数（条）"))[at] == "3"


def test_a_problem_is_mended_undone_and_saved_by_keys(qtbot: QtBot, day: MainWindow) -> None:
    listed = show_list(qtbot, day, Key.Key_4)
    press(Key.Key_Return)
    settle(qtbot, day)
    page = day.page
    assert isinstance(page, RecordPage)
    before = page.editor.form.contents()["appeal"]
    press(Key.Key_F2)
    fill(qtbot, {"诉求": "请协调周边停车位"})
    assert "有 1 处修改未保存" in seen(page)
    press(Key.Key_Z, CONTROL)
    assert page.editor.form.contents()["appeal"] == before
    fill(qtbot, {"诉求": "请尽快协调"})
    problem = save(qtbot, day)
    assert problem.values["appeal"] == "请尽快协调"
    again = asked(qtbot, day.desk, lambda ledger: records.find_record(ledger, "problems", problem.number))
    assert again.values["appeal"] == "请尽快协调"
    press(Key.Key_Escape)
    settle(qtbot, day)
    assert day.page is listed
