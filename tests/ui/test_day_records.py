"""What the officer writes down by day: visits, problems, a photograph, a symposium, a plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import attachments, records
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui.enterprise_page import EnterprisePage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.day import (
    CONTROL,
    answer_file,
    begin_record,
    button,
    cells,
    click,
    column,
    fill,
    rows,
    save,
    seen,
    settle,
    show_list,
    take_keyboard,
)
from tests.ui.keyboard import OFFSCREEN, press
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key


def known(qtbot: QtBot, day: MainWindow, count: int) -> list[str]:
    """Name some enterprises of the register."""
    query = ListQuery(columns=("name",), limit=count)
    return [str(one.values["name"]) for one in rows(qtbot, day, "enterprises", query).rows]


def test_a_visit_with_two_problems_is_typed_without_touching_the_mouse(qtbot: QtBot, day: MainWindow) -> None:
    name = known(qtbot, day, 1)[0]
    show_list(qtbot, day, Key.Key_3)
    begin_record(qtbot, day)
    typed = {
        "日期": "2022.11.8",
        "形式": "实地走访",
        "企业": name,
        "企业接待人": "张总",
        "走访人员": "王敏、李强",
        "经营情况": "客流恢复八成。",
        "第1行 问题描述": "停车位不足",
        "第1行 诉求": "协调周边停车位",
        "第2行 问题描述": "招工难",
        "现场答复": "区商务委牵头协调。",
    }
    fill(qtbot, typed)
    visit = save(qtbot, day)
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
    tab = page.tabs.tabBar().tabRect(page.tabs.indexOf(page.attachments)).center()
    click(page.tabs.tabBar(), tab)
    answer_file(photograph)
    click(button(page, "添加附件"))
    take_keyboard(qtbot, day)
    qtbot.waitUntil(lambda: page.tabs.tabText(page.tabs.indexOf(page.attachments)) == "附件（1）")
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
    show_list(qtbot, day, Key.Key_3)
    begin_record(qtbot, day)
    fill(
        qtbot,
        {
            "日期": "2022年11月9日",
            "形式": "座谈会",
            "企业": " ".join(names),
            "主题": "稳增长座谈会",
            "政策宣讲": "消费券政策。",
        },
    )
    visit = save(qtbot, day)
    reached = visit.values["enterprises"]
    assert isinstance(reached, tuple)
    assert [one.label for one in reached] == names
    for one in (reached[0], reached[4]):
        page = open_enterprise(qtbot, day, one)
        qtbot.waitUntil(lambda page=page: bool(told(page)))  # type: ignore[misc]
        assert any(visit.number in line and "稳增长座谈会" in line for line in told(page))


def told(page: EnterprisePage) -> list[str]:
    """Read the story of an enterprise as it stands on the screen."""
    model = page.story.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def open_enterprise(qtbot: QtBot, day: MainWindow, one: Reference) -> EnterprisePage:
    """Open an enterprise by a search in the register and Enter."""
    listed = show_list(qtbot, day, Key.Key_2)
    press(Key.Key_Slash)
    listed.bar.search.setText(one.label)
    press(Key.Key_Return)
    settle(qtbot, day)
    listed.table.setFocus()
    press(Key.Key_Return)
    settle(qtbot, day)
    assert isinstance(day.page, EnterprisePage)
    return day.page


def test_a_plan_with_three_measures_is_typed_and_shows_its_progress(qtbot: QtBot, day: MainWindow) -> None:
    name = known(qtbot, day, 1)[0]
    show_list(qtbot, day, Key.Key_5)
    begin_record(qtbot, day)
    measures = (
        ("争取改造资金", "11月底", "60"),
        ("组织促消费活动", "长期", "30"),
        ("协调停车位", "2022年12月", "0"),
    )
    typed = {"企业": name, "年度": "2022", "上年销售额（营业额）": "约1000多万元", "工作目标": "全年增长8%。"}
    for row, (words, due, percent) in enumerate(measures, 1):
        typed |= {
            f"第{row}行 帮扶措施": words,
            f"第{row}行 完成时限": due,
            f"第{row}行 进度": percent,
        }
    fill(qtbot, typed | {"成效": "客流回升。"})
    plan = save(qtbot, day)
    assert [(one["measure"], one["due_words"]) for one in plan.children["measures"]] == [
        (words, due) for words, due, _percent in measures
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
