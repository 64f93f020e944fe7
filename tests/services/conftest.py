"""Small workbooks for tests of imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dadu_desktop.services.import_plan import ImportPreview
from dadu_desktop.services.import_review import Change, Review, review_again
from dadu_desktop.storage.ledger_file import LedgerFile

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


def changed(ledger: LedgerFile, preview: ImportPreview, *changes: Change) -> ImportPreview:
    """Put what a person decided into a preview."""
    return review_again(ledger, Review(preview), changes).preview
