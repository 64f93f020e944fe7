"""What leaves the office: the list as it stands, as a workbook that comes back unchanged and as pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.day import (
    cells,
    click,
    column,
    rows,
    seen,
    settle,
    show_list,
)
from tests.ui.day_out import embedded, export, printed, taken_back
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

Key = Qt.Key
NARROW = ListQuery(filters=(Filter("town", "is", "九宫庙街道"),))


def test_a_list_goes_out_as_it_stands_and_comes_back_without_a_change(
    qtbot: QtBot, day: MainWindow, tmp_path: Path
) -> None:
    for key, kind, file in (
        (Key.Key_2, "enterprises", tmp_path / "企业.xlsx"),
        (Key.Key_3, "visits", tmp_path / "走访.xlsx"),
        (Key.Key_5, "plans", tmp_path / "策.xlsx"),
    ):
        page = show_list(qtbot, day, key)
        total = rows(qtbot, day, kind).total
        export(qtbot, day, page, file, total)
        sheet = load_workbook(file).worksheets[0]
        written = [
            [str(one) for one in line if one is not None] for line in sheet.iter_rows(values_only=True)
        ]
        headings = [one.heading for one in page.fields()]
        assert headings in written
        assert [line[0] for line in written[written.index(headings) + 1 :]][:5] == cells(page, 0)[:5]
        back = taken_back(qtbot, day, file)
        assert any(one.startswith(f"未变 {total} 条") for one in seen(back)), sorted(seen(back))
        assert not back.review.go.isEnabled()
        click(back.review.leave)


def test_a_narrowed_list_is_printed_with_its_rows_and_embedded_fonts(
    qtbot: QtBot, day: MainWindow, tmp_path: Path
) -> None:
    page = show_list(qtbot, day, Key.Key_2)
    page.ask(replace(NARROW, columns=page.query.columns))
    settle(qtbot, day)
    codes = cells(page, column(page, "统一社会信用代码"))
    assert 0 < len(codes) < 151
    file = tmp_path / "名单.pdf"
    words = printed(qtbot, day, file)
    assert [one for one in codes if one not in words] == []
    assert "第1页" in words
    fonts = embedded(file)
    assert fonts
    assert all(fonts.values()), fonts
