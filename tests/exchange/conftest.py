"""The sample workbooks of offices and the headings that the program knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dadu_desktop.exchange.headings import Vocabulary, read_synonyms, vocabularies
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.rooms import room

SAMPLES = Path(__file__).parents[1] / "samples"

MadeWorkbook = Callable[[list[list[object]]], bytes]


@pytest.fixture(scope="session")
def known() -> dict[str, Vocabulary]:
    """Give the vocabulary of every record type."""
    return vocabularies(read_synonyms((room("resources") / "headings.toml").read_text("utf-8")), RECORD_TYPES)


@pytest.fixture
def made(tmp_path: Path) -> MadeWorkbook:
    """Give a maker of small .xlsx files."""

    def make(rows: list[list[object]]) -> bytes:
        workbook = openpyxl.Workbook()
        for row in rows:
            workbook.worksheets[0].append(row)
        workbook.save(tmp_path / "made.xlsx")
        return (tmp_path / "made.xlsx").read_bytes()

    return make
