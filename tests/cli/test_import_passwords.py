"""Locked workbooks on the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.exchange.locked import locked_register
from tests.exchange.spoiled import PASSWORD


@pytest.fixture
def locked(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a locked register and a new ledger."""
    monkeypatch.setenv("DADU_DATABASE", str(tmp_path / "台账.dadu"))
    command("new")
    return locked_register(tmp_path)


def test_locked_workbook_is_status_15_without_its_password(command: Command, locked: Path) -> None:
    reply = command("import", locked)
    assert (reply.status, reply.out) == (15, "")
    assert "设有打开密码" in reply.err
    assert "--password-file" in reply.err
    assert command("list", "enterprises").data["total"] == 0


def test_locked_workbook_is_taken_in_with_a_file_of_passwords(
    command: Command, locked: Path, tmp_path: Path
) -> None:
    passwords = tmp_path / "密码.txt"
    passwords.write_text(f"别的\r\n{PASSWORD}\r\n", "utf-8-sig")
    reply = command("import", locked, "--password-file", passwords)
    assert reply.data["files"][0]["created"] == 151


def test_passwords_may_come_by_standard_input(
    command: Command, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert command("import", locked, "--password-file", "-", "--dry-run").data["files"][0]["created"] == 151


@pytest.mark.parametrize(("words", "status"), [("", 2), ("\n\n", 2), ("别的", 15)])
def test_file_without_the_password_is_told(
    command: Command, locked: Path, tmp_path: Path, words: str, status: int
) -> None:
    passwords = tmp_path / "密码.txt"
    passwords.write_text(words, "utf-8")
    assert command("import", locked, "--password-file", passwords).status == status


def test_password_file_that_is_not_there_is_told(command: Command, locked: Path, tmp_path: Path) -> None:
    assert command("import", locked, "--password-file", tmp_path / "没有.txt").status == 13
