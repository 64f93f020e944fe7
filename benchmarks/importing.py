"""Import of 100 000 clean rows beside calamine, openpyxl and pandas with bare inserts; time and memory."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import xlsxwriter
from stdnum.cn import uscc

from benchmarks.children import run
from benchmarks.figures import Measured

ROWS = 100_000
WAYS = {
    "bare": ("calamine + sqlite3", 2.5),
    "openpyxl": ("openpyxl + sqlite3", 0.2),
    "pandas": ("read_excel + to_sql", 0.2),
}
"""Others' ways, how they are called, and the share of their time that is allowed."""
_HEAD = (
    "统一社会信用代码",
    "企业名称",
    "行业",
    "行业代码",
    "所属镇街",
    "联系人",
    "联系电话",
    "从业人数",
    "经营地址",
)
_TOWNS = ("九宫庙街道", "春晖路街道", "跃进村街道", "八桥镇", "跳磴镇")
_CHARACTERS = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"


def measure(folder: Path, ledger: Path) -> Iterator[Measured]:
    """Import into a new ledger, which stays for the benchmarks that want a long list, and by other ways."""
    workbook = folder / "企业台账.xlsx"
    write_workbook(workbook)
    seconds, megabytes = _run(folder, "program", workbook, ledger)
    for way, (name, limit) in WAYS.items():
        if way == "pandas" and find_spec(way) is None:
            print(f"import beside {name}: skipped, pandas is not installed")
            continue
        taken, held = _run(folder, way, workbook, folder / f"{way}.db")
        yield Measured(f"import of {ROWS} rows, beside {name}", seconds, taken, limit)
        yield Measured(f"memory of that import, beside {name}", megabytes, held, math.inf, "MB")


def _run(folder: Path, way: str, workbook: Path, database: Path) -> tuple[float, float]:
    """Import in a process of its own; seconds and megabytes."""
    seconds, megabytes = run(
        folder, "-m", "benchmarks.import_ways", way, str(workbook), str(database)
    ).split()
    return float(seconds), float(megabytes)


def write_workbook(path: Path) -> None:
    """Write a register of invented enterprises."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, _HEAD)
        for number in range(ROWS):
            sheet.write_row(number + 1, 0, _row(number))


def _row(number: int) -> tuple[str | int, ...]:
    """Invent one enterprise."""
    code = f"91500104DADU{number:05d}"
    name = "".join(_CHARACTERS[number // 24**place % 24] for place in range(4))
    return (
        code + uscc.calc_check_digit(code),
        f"重庆{name}商贸有限公司",
        "零售业",
        "5212",
        _TOWNS[number % len(_TOWNS)],
        f"联系人{number % 997}",
        f"138{number:08d}",
        number % 300,
        f"重庆市大渡口区钢花路{number % 999}号",
    )
