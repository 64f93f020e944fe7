"""Import of 100 000 clean rows beside reading them with calamine and a bare executemany."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook
from sqlcipher3 import dbapi2
from stdnum.cn import uscc

from benchmarks.figures import Measured
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.ledgers import new_ledger
from dadu_desktop.storage.key_ring import OPEN_KEY

ROWS = 100_000
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
    """Import into a new ledger, which stays for the benchmarks that want a long list."""
    workbook = folder / "企业台账.xlsx"
    write_workbook(workbook)
    with new_ledger(ledger) as opened:
        opened.on_close = None
        begun = time.perf_counter()
        outcome = write_import(opened, preview_import(opened, [workbook]))
        taken = time.perf_counter() - begun
    created = sum(one.created for one in outcome.files)
    if created != ROWS:
        raise ValueError(created)
    begun = time.perf_counter()
    bare(workbook, folder / "bare.db")
    yield Measured(f"import of {ROWS} rows, with history", taken, time.perf_counter() - begun, 2.5)


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


def bare(workbook: Path, database: Path) -> None:
    """Read with calamine and write with executemany into a keyed file, in one transaction."""
    rows = CalamineWorkbook.from_path(str(workbook)).get_sheet_by_index(0).to_python()[1:]
    connection = dbapi2.connect(str(database), isolation_level=None)
    for statement in (
        f"PRAGMA key = \"x'{OPEN_KEY}'\"",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
    ):
        connection.execute(statement)
    connection.execute(
        f"CREATE TABLE rows (id INTEGER PRIMARY KEY, {', '.join(f'c{i}' for i in range(len(_HEAD)))})"
    )
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(_HEAD))
    connection.executemany(f"INSERT INTO rows VALUES (NULL, {marks})", rows)  # noqa: S608 - only question marks
    connection.execute("COMMIT")
    connection.close()
