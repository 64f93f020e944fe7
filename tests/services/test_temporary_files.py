"""Opened attachments and workbooks in the making lie apart and do not outlive the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys, tempfile
from dadu_desktop.services.temporary_files import keep_apart
folder = keep_apart()
assert tempfile.gettempdir() == str(folder) == str(keep_apart())
(folder / "企业来信.txt").write_text("秘密")
print(folder, flush=True)
sys.stdin.readline()
"""


def begun(folder: Path) -> subprocess.Popen[str]:
    """Start a program that has a temporary file open."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"TMPDIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(program: subprocess.Popen[str]) -> Path:
    """Wait for the folder that a program made."""
    assert program.stdout
    return Path(program.stdout.readline().strip())


def test_a_program_that_ends_leaves_nothing(tmp_path: Path) -> None:
    with begun(tmp_path) as program:
        place = told(program)
        assert [one.name for one in place.iterdir()] == ["企业来信.txt"]
        assert place.stat().st_mode & 0o777 == 0o700
        program.communicate("\n")
    assert program.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_next_program_removes_what_a_killed_one_left_and_nothing_else(tmp_path: Path) -> None:
    other = tmp_path / "别人的"
    other.mkdir()
    pointing = tmp_path / "dadu-files-link"
    pointing.symlink_to(other)
    (other / "文件").touch()
    with begun(tmp_path) as killed, begun(tmp_path) as living:
        places = told(killed), told(living)
        killed.kill()
        killed.wait()
        assert all(place.is_dir() for place in places)
        with begun(tmp_path) as following:
            own = told(following)
            assert [place.exists() for place in (*places, own)] == [False, True, True]
            following.communicate("\n")
        living.communicate("\n")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["dadu-files-link", "别人的"]
    assert [one.name for one in other.iterdir()] == ["文件"]
