"""Small workbooks for tests of imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

MadeFile = Callable[..., Path]
"""Makes a workbook of the rows given; ``name`` is that of the file."""


@pytest.fixture
def made(tmp_path: Path) -> MadeFile:
    """Give a maker of small workbooks."""

    def make(*rows: list[object], name: str = "来表.xlsx") -> Path:
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.worksheets[0].append(row)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return make
