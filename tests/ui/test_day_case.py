"""The plaza's one-on-one case, typed as it was reported in 2022, and the report that is handed out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.indicators import IndicatorKind
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import records
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.day import (
    cells,
    column,
    rows,
    seen,
    settle,
    show_list,
    window_on,
)
from tests.ui.day_case import INDICATORS, NAME, READINGS, type_the_case, type_the_plaza
from tests.ui.day_out import printed
from tests.ui.keyboard import OFFSCREEN, press
from tests.ui.office import asked

pytestmark = OFFSCREEN

Key = Qt.Key


def test_the_whole_case_is_kept_word_for_word(qtbot: QtBot, day: MainWindow) -> None:
    type_the_plaza(qtbot, day)
    case = type_the_case(qtbot, day)
    assert case.number == "BF-2022-01"
    assert isinstance(case.values["enterprise"], Reference)
    assert case.values["enterprise"].label == NAME
    counts = {key: len(lines) for key, lines in case.children.items()}
    assert counts == {
        "team": 2, "coordination": 3, "inputs": 1, "milestones": 3, "indicators": 6, "readings": 3,
    }  # fmt: skip
    amount = case.children["inputs"][0]["amount"]
    assert isinstance(amount, Approximate)
    assert (amount.value, amount.qualifier, amount.words) == (Decimal(1000), "多", "1000多万元")
    assert case.children["milestones"][0]["actual"] == PartialDate(2019, 6)
    assert {one["kind"] for one in case.children["indicators"]} == {kind.value for kind in IndicatorKind}
    assert [one["actual"] for one in case.children["indicators"]] == [line[5] for line in INDICATORS]
    assert [one["value"] for one in case.children["readings"]] == [line[2] for line in READINGS]
    listed = show_list(qtbot, day, Key.Key_6)
    assert cells(listed, column(listed, "编号")) == ["BF-2022-01"]
    press(Key.Key_Return)
    settle(qtbot, day)
    assert isinstance(day.page, RecordPage)
    assert {"BF-2022-01", "见效", "大渡口万达广场一对一帮扶"} <= seen(day.page)


def test_the_report_of_the_case_says_what_was_typed_and_lies_in_a_file(
    qtbot: QtBot, day: MainWindow, tmp_path: Path
) -> None:
    type_the_plaza(qtbot, day)
    type_the_case(qtbot, day)
    words = printed(qtbot, day, tmp_path / "案例.pdf", "case-report")
    for said in ("1000多万元", "突破6万人", "81/81", "1/81", "市商务委", "周某", "2022年5月"):
        assert said in words, said


def test_the_case_is_there_after_closing_and_opening_again(qtbot: QtBot, day: MainWindow) -> None:
    type_the_plaza(qtbot, day)
    kept = type_the_case(qtbot, day)
    place = day.desk.path
    day.close()
    with window_on(qtbot, place) as again:
        assert again.place.page == "cases"
        assert rows(qtbot, again, "enterprises").total == 152
        found = asked(qtbot, again.desk, lambda ledger: records.find_record(ledger, "cases", kept.number))
        assert (found.values, found.children) == (kept.values, kept.children)
