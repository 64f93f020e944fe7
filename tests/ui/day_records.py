"""Hands for what the officer writes down by day: visits, photographs, a symposium, a plan."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.records.fields import Reference
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.records import RecordData
from dadu_desktop.ui.enterprise_page import EnterprisePage
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.day import (
    answer_file,
    begin_record,
    button,
    click,
    fill,
    rows,
    save,
    settle,
    show_list,
    take_keyboard,
)
from tests.ui.keyboard import press

Key = Qt.Key
MEASURES = (
    ("争取改造资金", "11月底", "60"),
    ("组织促消费活动", "长期", "30"),
    ("协调停车位", "2022年12月", "0"),
)


def known(qtbot: QtBot, day: MainWindow, count: int) -> list[str]:
    """Name some enterprises of the register."""
    query = ListQuery(columns=("name",), limit=count)
    return [str(one.values["name"]) for one in rows(qtbot, day, "enterprises", query).rows]


def type_visit(qtbot: QtBot, day: MainWindow, name: str) -> RecordData:
    """Type a visit with two problems by keys alone, and save it."""
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
    return save(qtbot, day)


def add_photograph(qtbot: QtBot, day: MainWindow, page: RecordPage, photograph: Path) -> None:
    """Put a photograph to the record in front through the tab of attachments."""
    tab = page.tabs.tabBar().tabRect(page.tabs.indexOf(page.attachments)).center()
    click(page.tabs.tabBar(), tab)
    answer_file(photograph)
    click(button(page, "添加附件"))
    take_keyboard(qtbot, day)
    qtbot.waitUntil(lambda: page.tabs.tabText(page.tabs.indexOf(page.attachments)) == "附件（1）")


def type_symposium(qtbot: QtBot, day: MainWindow, names: list[str]) -> RecordData:
    """Type a symposium of several enterprises, and save it."""
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
    return save(qtbot, day)


def type_plan(qtbot: QtBot, day: MainWindow, name: str) -> RecordData:
    """Type a plan with three measures, and save it."""
    show_list(qtbot, day, Key.Key_5)
    begin_record(qtbot, day)
    typed = {"企业": name, "年度": "2022", "上年销售额（营业额）": "约1000多万元", "工作目标": "全年增长8%。"}
    for row, (words, due, percent) in enumerate(MEASURES, 1):
        typed |= {
            f"第{row}行 帮扶措施": words,
            f"第{row}行 完成时限": due,
            f"第{row}行 进度": percent,
        }
    fill(qtbot, typed | {"成效": "客流回升。"})
    return save(qtbot, day)


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
