"""The program as others start it: statuses, streams and what is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "DADU_DATABASE": "", **environment},
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("lits",),
        ("list",),
        ("list", "paintings"),
        ("undo", "abc"),
        ("new", "--nonsense"),
        ("list", "visits", "--limit", "-1"),
    ],
)
def test_wrong_usage_is_one_chinese_sentence_and_status_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = start(*arguments, "--database", tmp_path / "台账.dadu", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert any("一" <= letter <= "龥" for letter in done.stderr)


def test_help_is_chinese_and_loads_no_database_library() -> None:
    done = start("--help")
    assert done.returncode == 0
    assert done.stdout.startswith("用法：")
    loaded = start("--help", PYTHONPROFILEIMPORTTIME="1").stderr
    assert "sqlalchemy" not in loaded
    assert "PySide6" not in loaded


@pytest.mark.parametrize(
    ("content", "status"),
    [(None, 13), (b"", 11), (b"PK\x03\x04 a workbook", 2), (os.urandom(8192), 11)],
    ids=["missing", "empty", "a workbook", "noise"],
)
def test_a_ledger_that_is_none_has_its_own_status(content: bytes | None, status: int, tmp_path: Path) -> None:
    place = tmp_path / "台账.dadu"
    if content is not None:
        place.write_bytes(content)
    done = start("list", "enterprises", "--database", place)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (status, "", 1)
    assert place.exists() == (content is not None)


@pytest.mark.parametrize(
    "address", ["mysql://office/ledger", "postgresql://clerk:secret@office/ledger", "postgresql://office"]
)
def test_a_server_address_that_cannot_be_used_is_refused(address: str, tmp_path: Path) -> None:
    done = start("list", "enterprises", "--database", address, XDG_DATA_HOME=str(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "secret" not in done.stderr
    assert not list(tmp_path.rglob("*"))


def test_a_file_may_be_named_by_an_address(tmp_path: Path) -> None:
    assert start("new", "--database", f"sqlite:///{tmp_path / '台账.dadu'}").returncode == 0
    assert (tmp_path / "台账.dadu").exists()


def test_the_environment_names_a_ledger_as_the_option_does(tmp_path: Path) -> None:
    place = tmp_path / "台账.dadu"
    assert start("new", DADU_DATABASE=f"sqlite:///{place}").returncode == 0
    assert place.exists()
    window = start(QT_QPA_PLATFORM="offscreen", DADU_DATABASE="mysql://office/ledger")
    assert (window.returncode, window.stderr.count("\n")) == (2, 1)


def test_without_a_display_the_window_says_what_to_do() -> None:
    if sys.platform != "linux":
        pytest.skip("只有 Linux 可以没有图形桌面")
    done = start(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 2
    assert "图形桌面" in done.stderr


def test_without_a_command_the_window_opens_and_paints(tmp_path: Path) -> None:
    done = start(QT_QPA_PLATFORM="offscreen", DADU_EXIT_AFTER_PAINT="1", XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_output_is_one_json_object_in_utf8(tmp_path: Path) -> None:
    done = start("new", "--database", tmp_path / "演示 台账.dadu", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(done.stdout) == {"file": str(tmp_path / "演示 台账.dadu")}


@pytest.mark.skipif(sys.platform == "win32", reason="file names of Windows are always text")
def test_a_file_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    place, output = tmp_path / "台账.dadu", tmp_path / os.fsdecode(b"\xb4\xf3.csv")
    assert start("new", "--database", place).returncode == 0
    done = start("export", "plans", "--database", place, "--output", output, "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"rows": 0, "file": str(output)})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_an_answer_that_finds_no_room_has_the_status_of_a_full_disk(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "new", "--database", str(tmp_path / "台账.dadu")],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (done.returncode, done.stderr.count("\n")) == (12, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
@pytest.mark.parametrize(("command", "status"), [("fields plans >&-", 0), ("fields nothing 2>&-", 2)])
def test_closed_streams_change_no_status(command: str, status: int, tmp_path: Path) -> None:
    line = f'"{sys.executable}" "{ROOT / "main.py"}" --database "{tmp_path / "台账.dadu"}" {command}'
    assert subprocess.run(["/bin/sh", "-c", line], check=False).returncode == status
