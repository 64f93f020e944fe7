"""Other people's workbooks read one after the other: how many open, are refused, die or take too long.

Run it as ``python -m benchmarks.foreign_workbooks FOLDER``; every workbook below the folder is read.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from dadu_desktop.domain.errors import UserProblem, WrongPassword
from dadu_desktop.exchange.reader_process import ReaderProcess

_FORMATS = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".xls": "xls",
    ".xlt": "xls",
    ".et": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".fods": "fods",
    ".csv": "csv",
}
_LONG = 30


def measure(paths: Iterable[Path]) -> dict[str, Counter[str]]:
    """Read files with one process after another; outcomes by format."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    with ReaderProcess() as reader:
        for path in paths:
            content = path.read_bytes()
            counted = outcomes[_FORMATS[path.suffix.lower()]]
            began = time.monotonic()
            counted[_outcome(reader, content)] += 1
            counted["long"] += time.monotonic() - began > _LONG
    return outcomes


def _outcome(reader: ReaderProcess, content: bytes) -> str:
    """Read one file and say what came of it."""
    try:
        reader.read(content)
    except WrongPassword:
        return "locked"
    except UserProblem:
        return "refused"
    return "opened"


def main() -> None:
    """Print a row for each format; locked files do not count against the share."""
    folder = Path(sys.argv[1])
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _FORMATS and path.is_file()]
    print(f"{'format':8}{'files':>8}{'opened':>8}{'locked':>8}{'refused':>9}{'over 30 s':>11}{'share':>9}")
    for name, counted in measure(paths).items():
        opened, locked, refused = counted["opened"], counted["locked"], counted["refused"]
        share = opened / max(opened + refused, 1)
        files = opened + locked + refused
        print(f"{name:8}{files:8}{opened:8}{locked:8}{refused:9}{counted['long']:11}{share:9.1%}")


if __name__ == "__main__":
    main()
