"""Dialogs for files: they begin where one was last, and a dot in a name is not taken for its ending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.ui.file_dialogs import Purpose, ask_file, ask_files, ask_folder, ask_target, dated
from tests.ui.day import answer_file, answer_next
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

TABLES = "表格 (*.xlsx *.csv)"


@pytest.fixture
def over(qtbot: QtBot) -> QWidget:
    """Show a window for the dialogs to lie over."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def begins_in(ask: Callable[[], object]) -> Path:
    """Tell the folder in which a dialog begins, and turn back."""
    seen: list[QDir] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        seen.append(dialog.directory())
        dialog.reject()

    answer_next(look)
    assert not ask()
    return Path(seen[0].absolutePath())


def test_each_purpose_begins_where_one_was_last_for_it(over: QWidget, tmp_path: Path) -> None:
    tables, papers = tmp_path / "来表", tmp_path / "发文"
    for folder in (tables, papers):
        folder.mkdir()
    (tables / "一.xlsx").touch()
    answer_file(tables / "一.xlsx")
    assert ask_files(over, "选择", Purpose.TABLES, TABLES) == [tables / "一.xlsx"]
    answer_file(papers / "台账.xlsx")
    assert ask_target(over, "导出", Purpose.PAPERS, "企业.xlsx", TABLES) == papers / "台账.xlsx"
    assert begins_in(lambda: ask_file(over, "选择", Purpose.TABLES, TABLES)) == tables
    assert begins_in(lambda: ask_folder(over, "存到", Purpose.PAPERS)) == papers
    assert begins_in(lambda: ask_target(over, "导出", Purpose.PAPERS, "企业.xlsx", TABLES)) == papers
    assert begins_in(lambda: ask_files(over, "添加", Purpose.ATTACHMENTS)) == Path.home()


def test_a_folder_that_is_no_more_is_forgotten(over: QWidget, tmp_path: Path) -> None:
    gone = tmp_path / "优盘"
    gone.mkdir()
    answer_file(gone / "台账.xlsx")
    assert ask_target(over, "导出", Purpose.PAPERS, "企业.xlsx", TABLES)
    gone.rmdir()
    assert begins_in(lambda: ask_folder(over, "存到", Purpose.PAPERS)) == Path.home()


def test_the_place_of_a_template_is_kept_for_what_is_filled_in(over: QWidget, tmp_path: Path) -> None:
    name = str(tmp_path / "模板（已填）.xlsx")
    assert begins_in(lambda: ask_target(over, "存到", Purpose.PAPERS, name, TABLES)) == tmp_path


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("走访台账11.8", "走访台账11.8.xlsx"),
        ("走访台账", "走访台账.xlsx"),
        ("走访台账.CSV", "走访台账.CSV"),
        ("2022.11.8走访.xlsx", "2022.11.8走访.xlsx"),
    ],
)
def test_a_dot_of_a_date_is_no_ending(over: QWidget, tmp_path: Path, typed: str, kept: str) -> None:
    answer_file(tmp_path / typed)
    assert ask_target(over, "导出", Purpose.PAPERS, "企业.xlsx", TABLES) == tmp_path / kept


@pytest.mark.parametrize(("said", "kept"), [("替换", "走访11.8.xlsx"), ("取消", None)])
def test_a_file_that_only_the_ending_makes_an_old_one_is_asked_for(
    over: QWidget, tmp_path: Path, said: str, kept: str | None
) -> None:
    (tmp_path / "走访11.8.xlsx").touch()
    answer_file(tmp_path / "走访11.8", then=said)
    given = ask_target(over, "导出", Purpose.PAPERS, "企业.xlsx", TABLES)
    assert given == (tmp_path / kept if kept else None)


def test_the_day_stands_behind_the_name() -> None:
    assert dated("服务台账.xlsx") == f"服务台账{date.today():%Y%m%d}.xlsx"
