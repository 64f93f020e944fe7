"""The workbooks of a folder are found, and a whole disk is refused in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.domain.errors import Cancelled, InputProblem
from dadu_desktop.services.import_folders import MOST_WORKBOOKS, workbooks_in


def test_folder_without_workbooks_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="没有表格文件"):
        workbooks_in(tmp_path)


def test_workbooks_of_all_folders_below_come_in_order_and_hidden_ones_do_not(tmp_path: Path) -> None:
    wanted = ["一季度/八桥镇.XLSX", "一季度/附件/跳磴镇.et", "汇总.csv"]
    for name in (*wanted, "~$汇总.csv", ".隐藏.xlsx", "说明.docx", ".回收站/旧.xlsx", "$RECYCLE.BIN/旧.xls"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "一季度" / "回到上层").symlink_to(tmp_path, target_is_directory=True)
    assert workbooks_in(tmp_path) == sorted(tmp_path / name for name in wanted)


def test_folder_with_more_workbooks_than_anybody_returns_is_refused(tmp_path: Path) -> None:
    for number in range(MOST_WORKBOOKS + 1):
        (tmp_path / f"{number}.xlsx").touch()
    with pytest.raises(InputProblem, match=r"内容太多.*只选存放来表的那个文件夹"):
        workbooks_in(tmp_path)


def test_whole_disk_is_refused_without_walking_through_it() -> None:
    steps: list[tuple[int, int]] = []
    with pytest.raises(InputProblem, match="内容太多"):
        workbooks_in(Path(Path.cwd().anchor), lambda done, total, _words: steps.append((done, total)))
    assert all(done < total for done, total in steps)
    assert len(steps) < 3_000


def test_search_for_workbooks_can_be_cancelled(tmp_path: Path) -> None:
    def cancel(_done: int, _total: int, _words: str) -> None:
        raise Cancelled("已取消。")

    with pytest.raises(Cancelled):
        workbooks_in(tmp_path, cancel)
