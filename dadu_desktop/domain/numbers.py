"""Record numbers such as ZF-2022-0001: unique within a prefix and year, never used again."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import narrow

VISIT, PROBLEM, PLAN, CASE = "ZF", "WT", "CX", "BF"
WIDTHS = {VISIT: 4, PROBLEM: 4, PLAN: 4, CASE: 2}

_NUMBER = re.compile(r"([A-Z]{2})-(\d{4})-(\d{2,})", re.ASCII)


@dataclass(frozen=True, order=True)
class RecordNumber:
    """The parts of a record number; sorts by prefix, year and serial, also past the width."""

    prefix: str
    year: int
    serial: int


def format_number(prefix: str, year: int, serial: int, width: int) -> str:
    """Write a record number; a serial wider than ``width`` is written in full."""
    return f"{prefix}-{year:04d}-{serial:0{width}d}"


def parse_number(text: str) -> RecordNumber:
    """Read a record number; InputProblem when it is none."""
    found = _NUMBER.fullmatch(narrow(text).upper())
    if not found:
        raise InputProblem(f"“{text}”不是编号，编号的样子如 ZF-2022-0001。")
    return RecordNumber(found[1], int(found[2]), int(found[3]))
