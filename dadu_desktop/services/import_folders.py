"""The workbooks of a folder, found within bounds: who drops a whole disk by mistake is told so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem

MOST_WORKBOOKS = 500
"""Returns of all enterprises of a district, three times over."""
_MOST_FOLDERS = 2_000
_SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".fods", ".csv", ".txt", ".tsv", ".htm", ".html"}
)
_NO_RETURNS = ("~$", ".~", ".", "$")
"""How names begin that spreadsheet programs keep for themselves, and those of hidden folders and bins."""


def workbooks_in(place: Path, progress: Callable[[int, int, str], None] | None = None) -> list[Path]:
    """List the workbooks of a folder and those below it, or the one file; ``progress`` may raise to cancel.

    InputProblem when there are none, and when the folder holds more than anybody's returns.
    """
    if not place.is_dir():
        return [place]
    found: list[Path] = []
    for seen, folder in enumerate(_folders(place)):
        if progress:
            progress(min(seen, _MOST_FOLDERS), _MOST_FOLDERS + 1, f"正在查找表格，已找到 {len(found)} 个")
        found += folder
        if seen > _MOST_FOLDERS or len(found) > MOST_WORKBOOKS:
            raise InputProblem(
                f"文件夹“{place.name or place}”里的内容太多（子文件夹超过 {_MOST_FOLDERS:,} 个，"
                f"或者表格超过 {MOST_WORKBOOKS} 个），请只选存放来表的那个文件夹。"
            )
    if not found:
        raise InputProblem(
            f"文件夹“{place.name or place}”里没有表格文件，请选择 .xlsx、.xls、.et、.ods 或 .csv 文件。"
        )
    return sorted(found)


def _folders(place: Path) -> Iterator[list[Path]]:
    """Give the workbooks of each folder in turn; links and what may not be opened are passed by."""
    for folder, below, names in os.walk(place):
        below[:] = [one for one in sorted(below) if not one.startswith(_NO_RETURNS)]
        paths = (Path(folder, name) for name in names if not name.startswith(_NO_RETURNS))
        yield [path for path in paths if path.suffix.lower() in _SUFFIXES and path.is_file()]
