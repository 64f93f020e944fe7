"""Guarded ledgers on the command line, and a canary that must turn up nowhere."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dadu_desktop.cli import passwords
from dadu_desktop.domain.roles import Role
from dadu_desktop.services import login, persons
from dadu_desktop.services.ledgers import open_ledger
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import keys
from dadu_desktop.storage.key_ring import RING
from tests.cli.conftest import Command

CANARY = "Kq7&金丝雀不该出现"


@pytest.fixture(autouse=True)
def quick_and_forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stretch passwords only a little; each command is a program that knows no key of the one before."""
    monkeypatch.setattr(keys, "MEMORY_KIB", 64)
    yield
    RING.forget()


@pytest.fixture
def password(tmp_path: Path) -> Path:
    """Write the password into a file outside of the ledger's folder."""
    file = tmp_path / "密码.txt"
    file.write_text(f"{CANARY}\n", encoding="utf-8")
    return file


@pytest.fixture
def guarded(command: Command, password: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a guarded ledger by the command line and forget its key."""
    place = tmp_path / "office" / "台账.dadu"
    monkeypatch.setenv("DADU_DATABASE", str(place))
    made = command("new", "--password-file", password, "--person", "王敏")
    assert made.status == 0, made.err
    assert keys.key_of_code(made.data["recovery"])
    RING.forget()
    return place


@pytest.mark.usefixtures("guarded")
def test_without_the_password_nothing_is_read_or_written(command: Command, tmp_path: Path) -> None:
    wrong = tmp_path / "错.txt"
    wrong.write_text("错\n", encoding="utf-8")
    for words in (("list", "enterprises"), ("check",), ("backup",), ("set", "enterprises", "QY-1", "note=x")):
        for further in ((), ("--password-file", wrong)):
            reply = command(*words, *further)
            assert (reply.status, reply.out) == (15, "")
            assert reply.err.count("\n") == 1


@pytest.mark.usefixtures("guarded")
def test_the_password_comes_from_a_file_or_standard_input(
    command: Command, password: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("list", "enterprises", "--password-file", password).data["total"] == 0
    RING.forget()
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{CANARY}\n"))
    assert command("check", "--person", "王敏", "--password-file", "-").data["ok"]


def test_standard_input_is_read_once_for_all_that_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("一\n二\n"))
    assert passwords.passwords_in(Path("-")) == passwords.passwords_in(Path("-")) == ("一", "二")


def test_a_guarded_backup_is_put_back_with_its_password(
    command: Command, password: Path, guarded: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "U盘" / "备份.dadu"
    assert command("backup", "--output", copy, "--password-file", password).status == 0
    RING.forget()
    guarded.unlink()
    assert command("restore", copy).status == 15
    assert command("restore", copy, "--password-file", password).status == 0
    RING.forget()
    assert command("check", "--password-file", password).data["ok"]


def test_the_password_stands_in_no_file_no_log_no_argument_and_no_environment(
    guarded: Path, password: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = tmp_path / "home"
    environment = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
    environment |= {"TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(Path.cwd())}
    (tmp_path / "tmp").mkdir()
    program = (sys.executable, "-m", "dadu_desktop")
    with caplog.at_level(logging.DEBUG):
        for words in (
            ("list", "enterprises"),
            ("backup",),
            ("check", "--repair"),
            ("show", "enterprises", "不存在"),
        ):
            done = subprocess.run(
                [*program, *words, "--password-file", str(password)],
                env=environment,
                capture_output=True,
                check=False,
            )
            assert CANARY.encode() not in done.stdout + done.stderr
    key = next(iter(keys.read_keys(guarded).values()))
    secrets = (CANARY, keys.unwrap(guarded, "王敏", CANARY))
    assert key.sealed
    for file in tmp_path.rglob("*"):
        if file.is_file() and file != password:
            content = file.read_bytes()
            assert not any(one.encode() in content for one in secrets), file
    assert not any(one in caplog.text for one in secrets)


def test_one_file_carries_ledger_and_keys_elsewhere(
    command: Command, guarded: Path, password: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "带走.daduzip"
    made = command("backup", "--output", packed, "--password-file", password)
    assert (made.status, made.data["file"]) == (0, str(packed))
    RING.forget()
    elsewhere = tmp_path / "别处" / "台账.dadu"
    monkeypatch.setenv("DADU_DATABASE", str(elsewhere))
    assert command("restore", packed).status == 0
    assert command("list", "enterprises").status == 15
    assert command("list", "enterprises", "--password-file", password).status == 0
    assert guarded.exists()


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.LEADER, {"set", "backup", "check", "import"}),
        (Role.AUDITOR, {"list", "set", "export", "report", "import", "figures", "history"}),
        (Role.CLERK, set()),
    ],
)
def test_the_command_line_asks_the_roles_too(
    command: Command, guarded: Path, tmp_path: Path, role: Role, refused: set[str]
) -> None:
    other = tmp_path / "另一密码.txt"
    other.write_text("Mn8%早上去走访\n", encoding="utf-8")
    login.unlock(guarded, CANARY)
    with open_ledger(guarded) as ledger:
        ledger.on_close = None
        persons.give_role(ledger, "赵六", role)
        persons.set_password(ledger, "赵六", "Mn8%早上去走访")
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    RING.forget()
    table = tmp_path / "企业.csv"
    table.write_text("企业名称,行业,所属镇街\n重庆新企业有限公司,零售业,跳磴镇\n", encoding="utf-8")
    deeds: dict[str, tuple[str | Path, ...]] = {
        "list": ("enterprises",),
        "set": ("enterprises", "万达广场", "note=x"),
        "export": ("enterprises", "--output", tmp_path / "出.xlsx"),
        "report": ("ledger-enterprises", "--output", tmp_path / "出.pdf"),
        "import": (table,),
        "history": ("enterprises", "万达广场"),
        "figures": (),
        "backup": (),
        "check": (),
    }
    found = set()
    for deed, words in deeds.items():
        reply = command(deed, *words, "--password-file", other, "--person", "赵六")
        assert reply.status in (0, 2), reply.err
        if f"“{role}”" in reply.err:
            assert (reply.status, reply.out) == (2, "")
            found.add(deed)
    assert found == refused
