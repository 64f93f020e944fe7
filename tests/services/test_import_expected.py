"""Who has not returned is named, with the telephone to remind them by."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dadu_desktop.services.import_choices import take_rows
from dadu_desktop.services.import_expected import expected_returns
from dadu_desktop.services.imports import preview_import, workbooks_in, write_import
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import changed

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = SAMPLES / "限上商贸企业基础台账.xlsx"
TOWNS = SAMPLES / "镇街上报"
EXPORT = SAMPLES / "2022年11月E204-1_S204-1导出（千元）.xlsx"


@pytest.fixture
def full(ledger: LedgerFile) -> LedgerFile:
    """Give a ledger with the whole register."""
    write_import(ledger, preview_import(ledger, [REGISTER]))
    return ledger


def test_folder_of_all_towns_misses_nobody(full: LedgerFile) -> None:
    returns = expected_returns(full, preview_import(full, workbooks_in(TOWNS)))
    assert returns
    assert (returns.towns, returns.missing_towns) == (8, ())
    assert (returns.enterprises, returns.missing) == (151, ())


def test_towns_and_enterprises_without_a_return_are_named(full: LedgerFile, tmp_path: Path) -> None:
    files = [Path(shutil.copy(TOWNS / f"{town}.xlsx", tmp_path)) for town in ("八桥镇", "跳磴镇")]
    preview = preview_import(full, files)
    sheet = preview.sheets[0]
    row = sheet.rows[0]
    returns = expected_returns(full, changed(full, preview, take_rows(sheet, [row.row], taken=False)))
    assert returns
    assert len(returns.missing_towns) == 6
    assert "九宫庙街道" in returns.missing_towns
    assert returns.enterprises == 21
    assert not returns.missing  # a row that is left out was returned all the same


def test_enterprise_that_its_town_left_out_is_missing(full: LedgerFile) -> None:
    preview = preview_import(full, [TOWNS / "八桥镇.xlsx"])
    sheet = preview.sheets[0]
    gone = sheet.rows.pop()
    returns = expected_returns(full, preview)
    assert returns
    (missing,) = returns.missing
    assert (missing.name, missing.town) == (gone.title, "八桥镇")
    assert missing.telephone


def test_towns_that_returned_in_an_earlier_import_are_not_asked_again(full: LedgerFile) -> None:
    write_import(full, preview_import(full, [TOWNS / "九宫庙街道.xlsx", TOWNS / "八桥镇.xlsx"]))
    for late in ("跳磴镇", "八桥镇"):  # a town for the first time, and one once more without a change
        returns = expected_returns(full, preview_import(full, [TOWNS / f"{late}.xlsx"]))
        assert returns
        assert not {"九宫庙街道", "八桥镇", late} & set(returns.missing_towns)
        assert "新山村街道" in returns.missing_towns
        assert not returns.missing


def test_export_of_the_statistics_expects_the_whole_register(full: LedgerFile) -> None:
    returns = expected_returns(full, preview_import(full, [EXPORT]))
    assert returns
    assert (returns.towns, returns.enterprises, returns.missing) == (0, 151, ())


def test_ledgers_are_no_returns(full: LedgerFile) -> None:
    assert expected_returns(full, preview_import(full, [REGISTER])) is None
