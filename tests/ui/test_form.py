"""The form checks what is typed, undoes it field by field and is filled by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference
from dadu_desktop.ui.choice_editor import matching
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor, EnterprisesEditor
from dadu_desktop.ui.form import Form
from tests.ui.keyboard import KNOWN, MEANS, OFFSCREEN, WANDA, focus, opened, press, typed

pytestmark = OFFSCREEN

Key = Qt.Key


def words_under(form: Form) -> list[str]:
    """Give all that is said under fields in red."""
    return [
        one.text()
        for one in form.findChildren(QLabel)
        if one.property("role") == "fault" and one.isVisible() and one.text()
    ]


@pytest.mark.parametrize(
    ("kind", "key", "text", "shown", "value"),
    [
        ("visits", "date", "5.8", "2022-05-08", PartialDate(2022, 5, 8)),
        ("visits", "date", "8日", "2022-05-08", PartialDate(2022, 5, 8)),
        ("visits", "date", "昨天", "2022-05-11", PartialDate(2022, 5, 11)),
        ("visits", "form", "座谈", "座谈会", "座谈会"),
        ("enterprises", "employees", "1200", "1,200", 1200),
        ("enterprises", "floor_area", "12345.5", "12,345.5", Decimal("12345.5")),
        ("enterprises", "foreign_trade", "y", "是", True),
        ("enterprises", "opened", "2018.10", "2018-10", PartialDate(2018, 10)),
        ("figures", "value", "1.2亿元", "12,000", Decimal(12000)),
        (
            "enterprises", "last_year_sales", "约1000多万元", "约1000多万元",
            Approximate(Decimal(1000), "多", "约1000多万元"),
        ),
    ],
)  # fmt: skip
def test_a_field_shows_its_value_in_the_usual_writing_once_it_is_left(
    qtbot: QtBot, kind: str, key: str, text: str, shown: str, value: object
) -> None:
    form = opened(qtbot, kind)
    typed(form, key, text)
    if QApplication.activePopupWidget():
        press(Key.Key_Escape)
    press(Key.Key_Tab)
    assert form.part(key).content() == shown
    assert form.fields[key].value() == value


def test_a_word_of_no_code_list_is_pointed_out_under_its_field(qtbot: QtBot) -> None:
    form = Form(RECORD_TYPES["enterprises"], MEANS)
    qtbot.addWidget(form)
    form.load({"town": "九宫庙街道"}, {})
    stop = form.fields["town"].stop
    assert "代码表" not in stop.accessibleDescription()
    form.change("town", "XX镇")
    assert stop.accessibleDescription() == "所属镇街“XX镇”不在代码表中，请核对。按 F4 打开可选项"
    assert not form.part("town").property("fault")


def test_the_fault_stands_under_the_field_as_it_is_typed_and_goes_when_it_is_mended(qtbot: QtBot) -> None:
    form = opened(qtbot, "visits")
    typed(form, "date", "5.45")
    assert any("日" in sentence for sentence in words_under(form))
    assert form.part("date").property("fault") is True
    QTest.keyClick(form.part("date"), Key.Key_Backspace)
    assert words_under(form) == []


def test_a_wrong_check_digit_is_shown_in_amber_and_does_not_keep_from_saving(qtbot: QtBot) -> None:
    form = opened(qtbot, "enterprises")
    typed(form, "credit_code", "91512081MA62K0260A")
    typed(form, "name", "某商贸有限公司")
    assert "校验位" in form.part("credit_code").accessibleDescription()
    assert words_under(form) == []
    values, _rows = form.read()
    assert values == {"credit_code": "91512081MA62K0260A", "name": "某商贸有限公司"}


def test_an_approximate_value_says_beside_it_how_it_is_understood(qtbot: QtBot) -> None:
    form = opened(qtbot, "enterprises")
    typed(form, "last_year_sales", "约1000多万元")
    said = form.part("last_year_sales").accessibleDescription()
    assert said == "按“多”1,000 万元统计，原话一并保留。单位：万元"


def test_a_field_tells_a_screen_reader_what_the_eye_sees_around_it(qtbot: QtBot) -> None:
    form = opened(qtbot, "visits")
    assert form.fields["topic"].stop.accessibleDescription() == ""
    assert form.fields["form"].stop.accessibleDescription() == "必填。按 F4 打开可选项"
    assert form.fields["date"].stop.accessibleDescription() == "必填。按 F4 打开日历"
    assert form.fields["enterprises"].stop.accessibleDescription() == "必填。输入名称、代码或拼音首字母"


def test_a_date_is_picked_from_the_calendar(qtbot: QtBot) -> None:
    form = opened(qtbot, "visits")
    typed(form, "date", "2022.5.8")
    press(Key.Key_F4)
    calendar = form.part("date").findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2022, 5, 8)
    calendar.clicked.emit(QDate(2022, 5, 10))
    assert form.part("date").content() == "2022-05-10"
    assert calendar.isHidden()


def test_missing_fields_are_named_when_one_saves_and_the_first_gets_the_keyboard(qtbot: QtBot) -> None:
    form = opened(qtbot, "visits")
    with pytest.raises(FieldProblems) as told:
        form.read()
    assert set(told.value.by_field) == {"date", "form", "enterprises"}
    assert "请填写日期。" in words_under(form)
    assert QApplication.focusWidget() is form.part("date")


def test_undo_goes_back_field_by_field(qtbot: QtBot) -> None:
    form = opened(qtbot, "visits")
    typed(form, "topic", "稳增长")
    typed(form, "leader", "王主任")
    QTest.keyClick(form.part("leader"), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.part("leader").content() == ""
    QTest.keyClick(form.part("leader"), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.part("topic").content() == ""
    assert form.changed() == {}


def test_enter_goes_through_the_form_and_the_last_one_saves(qtbot: QtBot) -> None:
    form = opened(qtbot, "figures")
    form.stops.first().setFocus()
    saved: list[bool] = []
    form.submitted.connect(lambda: saved.append(True))
    reached = []
    for _ in range(len(form.fields) + 2):
        here = QApplication.focusWidget()
        reached.append(here.accessibleName() if here else "")
        if saved or here is None:
            break
        modifier = (
            Qt.KeyboardModifier.ControlModifier
            if reached[-1].endswith(("说明", "更正原因"))
            else Qt.KeyboardModifier.NoModifier
        )
        QTest.keyClick(here, Key.Key_Return, modifier)
    assert reached[:3] == ["企业", "月份", "指标"]
    assert saved == [True]


def test_choices_are_found_by_chinese_and_by_pinyin() -> None:
    assert matching("走", ("实地走访", "座谈会")) == ["实地走访"]
    assert matching("zt", ("实地走访", "座谈会")) == ["座谈会"]
    assert matching("shidi", ("实地走访", "座谈会")) == ["实地走访"]


def test_a_choice_is_picked_from_the_list_by_enter(qtbot: QtBot) -> None:
    form = opened(qtbot, "enterprises")
    editor = form.part("town")
    typed(form, "town", "jgm")
    press(Key.Key_Return)
    assert editor.content() == "九宫庙街道"
    qtbot.waitUntil(lambda: not editor.hasFocus() and form.isAncestorOf(focus()))


@pytest.mark.parametrize(
    ("kind", "key", "text"), [("enterprises", "trade", "lsy"), ("problems", "enterprise", "万达")]
)
def test_nothing_is_called_wrong_while_it_is_being_picked_from_a_list(
    qtbot: QtBot, kind: str, key: str, text: str
) -> None:
    form = opened(qtbot, kind)
    typed(form, key, text)
    assert words_under(form) == []
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert words_under(form) == []
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: len(words_under(form)) == 1)


def test_a_choice_picked_in_the_last_field_waits_for_another_enter(qtbot: QtBot) -> None:
    form = opened(qtbot, "enterprises")
    saved: list[bool] = []
    form.submitted.connect(lambda: saved.append(True))
    form.lock(frozenset(form.stops.keys) - {"town"})
    typed(form, "town", "jgm")
    press(Key.Key_Return)
    QApplication.processEvents()
    assert (form.part("town").content(), saved) == ("九宫庙街道", [])
    press(Key.Key_Return)
    assert saved == [True]


def test_several_choices_are_completed_one_after_another(qtbot: QtBot) -> None:
    form = opened(qtbot, "enterprises")
    for part in ("lt", "、wm"):
        typed(form, "tags", part)
        press(Key.Key_Return)
    assert form.part("tags").content() == "龙头、外贸"


def test_an_enterprise_is_the_one_picked_and_words_alone_are_refused(qtbot: QtBot) -> None:
    form = opened(qtbot, "problems")
    typed(form, "enterprise", "不存在")
    qtbot.waitUntil(lambda: bool(words_under(form)))
    assert "请从列表中选择" in words_under(form)[0]
    form.part("enterprise").set_content("")
    typed(form, "enterprise", "万达")
    editor = form.part("enterprise")
    assert isinstance(editor, EnterpriseEditor)
    qtbot.waitUntil(editor.is_open)
    press(Key.Key_Return)
    assert form.fields["enterprise"].value() == WANDA


def test_an_answer_to_other_words_is_never_taken_for_what_is_typed(qtbot: QtBot) -> None:
    asked: list[tuple[str, Callable[[list[Reference]], None]]] = []
    editor = EnterpriseEditor(lambda words, found: asked.append((words, found)))
    qtbot.addWidget(editor)
    editor.show()
    editor.insert(WANDA.label)
    qtbot.waitUntil(lambda: len(asked) == 1)
    asked[0][1]([WANDA])
    assert editor.content() == WANDA
    editor.set_content("")  # the next record in the same form
    editor.insert(KNOWN[1].label)
    editor.left.emit()  # before there is an answer
    assert editor.content() == KNOWN[1].label
    qtbot.waitUntil(lambda: len(asked) == 2)
    asked[1][1]([KNOWN[1]])
    assert editor.content() == KNOWN[1]


def test_a_symposium_takes_several_enterprises_as_chips(qtbot: QtBot) -> None:
    form = opened(qtbot, "visits")
    editor = form.part("enterprises")
    assert isinstance(editor, EnterprisesEditor)
    for word in ("万达", "新天泽"):
        typed(form, "enterprises", word)
        qtbot.waitUntil(editor.line.is_open)
        press(Key.Key_Return)
    assert form.fields["enterprises"].value() == KNOWN
    QTest.keyClick(editor.line, Key.Key_Backspace)
    assert form.fields["enterprises"].value() == (WANDA,)


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_editor_has_a_name_for_the_screen_reader(qtbot: QtBot, kind: str) -> None:
    form = opened(qtbot, kind)
    for one in form.fields.values():
        assert one.stop.accessibleName() == one.field.label
        assert one.label.buddy() is one.stop
    for grid in form.grids.values():
        assert grid.table.accessibleName()
