"""The plaza's one-on-one case as it was reported in 2022, and hands that type it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.services.records import RecordData
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.day import begin_record, button, click, fill, save, show_list

Key = Qt.Key
NAME = "重庆大渡口万达广场商业管理有限公司"
TEAM = (("周某", "组长", "区商务委", "统筹协调"), ("丙某", "联络员", "万达广场", "报送客流"))
COORDINATION = (
    ("区级", "2022年1月", "区级有关部门", "成立工作组", "建立一对一机制"),
    ("市级", "2022年2月", "市商务委", "争取市级支持", "市商务委支持"),
    ("企业总部", "2022年3月", "万达广场总部", "争取总部投入", "总部支持"),
)
MILESTONES = (
    ("开业", "", "2019年6月"),
    ("改造方案", "2022年3月", "2022年3月"),
    ("正式开门", "2022年5月", "2022年5月"),
)
INDICATORS = (
    ("设施投入", "金额", "万元", "", "", "1000多万元"),
    ("入驻商户", "数量", "家", "", "", "40余家"),
    ("客流恢复率", "比率", "%", "", "100%", "约80%"),
    ("单日客流", "峰值", "人", "", "", "突破6万人"),
    ("客流恢复率排位", "排名", "家", "81/81", "", "1/81"),
    ("正式开门", "节点", "", "", "2022年5月", "2022年5月"),
)
READINGS = (
    ("客流恢复率排位", "2021年12月", "81/81"),
    ("客流恢复率排位", "2022年8月", "1/81"),
    ("单日客流", "2022年5月", "突破6万人"),
)


def grid(headings: tuple[str, ...], lines: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """Name the cells of a list of rows as the window names them."""
    return {
        f"第{number}行 {heading}": words
        for number, line in enumerate(lines, 1)
        for heading, words in zip(headings, line, strict=True)
        if words
    }


def type_the_plaza(qtbot: QtBot, day: MainWindow) -> RecordData:
    """Type the enterprise that the case is about, and save it."""
    show_list(qtbot, day, Key.Key_2)
    begin_record(qtbot, day)
    plaza = {
        "企业名称": NAME,
        "曾用名": "大渡口曾家商行",
        "简称（招牌名）": "万达广场",
        "行业": "其他",
        "在库状态": "服务对象",
        "联系人": "汪晓梅",
        "联系电话": "023-68901234",
    }
    fill(qtbot, plaza)
    return save(qtbot, day)


def type_the_case(qtbot: QtBot, day: MainWindow) -> RecordData:
    """Type the case in the order of its form, part by part, and save once."""
    show_list(qtbot, day, Key.Key_6)
    page = begin_record(qtbot, day)
    fill(
        qtbot,
        {
            "案例名称": "大渡口万达广场一对一帮扶",
            "企业": "wdgc",
            "立项时间": "2022年",
            "状态": "见效",
            "困难背景": "周边客群少；过去两年连续调整多名负责人，经营举步维艰。",
        },
    )
    parts: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...] = (
        ("team", ("姓名", "职务", "单位", "分工"), TEAM),
        ("coordination", ("层级", "日期", "对象", "事项", "结果"), COORDINATION),
        ("inputs", ("投入方", "金额", "用途"), (("企业", "1000多万元", "游乐、休憩设施和无动力公园"),)),
        ("milestones", ("节点", "计划时间", "实际时间"), MILESTONES),
        ("indicators", ("指标", "类型", "单位", "基期", "目标", "实际"), INDICATORS),
        ("readings", ("指标", "日期", "数值"), READINGS),
    )
    for key, headings, lines in parts:
        click(button(page.editor.form.grids[key], f"{page.record_type.child(key).label}添加一行"))
        fill(qtbot, grid(headings, lines))
    return save(qtbot, day)
