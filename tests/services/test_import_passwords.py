"""Locked workbooks are taken in with their password and say so without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.services.import_plan import Unreadable
from dadu_desktop.services.imports import preview_import
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.exchange.locked import locked_register
from tests.exchange.spoiled import PASSWORD


def test_locked_register_is_read_with_one_of_the_passwords(ledger: LedgerFile, tmp_path: Path) -> None:
    preview = preview_import(ledger, [locked_register(tmp_path)], passwords=["别的", PASSWORD])
    assert preview.counts()["created"] == 151


@pytest.mark.parametrize(("passwords", "words"), [((), "设有打开密码"), (("别的",), "密码不对")])
def test_locked_register_names_itself_without_the_password(
    ledger: LedgerFile, tmp_path: Path, passwords: tuple[str, ...], words: str
) -> None:
    with pytest.raises(WrongPassword, match=rf"加密台账\.xlsx：.*{words}"):
        preview_import(ledger, [locked_register(tmp_path)], passwords=passwords)


def test_among_several_files_the_locked_one_is_told_apart(ledger: LedgerFile, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    unreadable: list[Unreadable] = []
    preview_import(ledger, [locked_register(tmp_path), tmp_path / "坏.xlsx"], unreadable=unreadable)
    assert [(one.path.name, one.locked) for one in unreadable] == [
        ("加密台账.xlsx", True),
        ("坏.xlsx", False),
    ]


def test_file_larger_than_any_workbook_is_not_even_loaded(ledger: LedgerFile, tmp_path: Path) -> None:
    huge = tmp_path / "巨大.csv"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(InputProblem, match="过大"):
        preview_import(ledger, [huge])
