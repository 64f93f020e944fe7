"""A disk that fills up, a limit on the size of files, and folders that cannot be written."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dadu_desktop.domain.errors import DiskFull, PlaceUnusable
from tests.crash import office, program
from tests.crash.figures import Tally
from tests.crash.office import Office

COMMANDS: tuple[Callable[[Office], Sequence[object]], ...] = (
    lambda one: ("import", one.workbook),
    lambda one: ("set", "enterprises", one.number, "note=磁盘"),
    lambda one: ("attach", "enterprises", one.number, one.letter),
    lambda _: ("backup",),
    lambda one: ("restore", one.older),
)
_STEP = 64 * 1024
_SIZES = 10
_NO_MOUNT = "这里不允许挂载文件系统"


def measure(made: Office, folder: Path, every: int) -> Iterator[Tally]:
    """Try each command with less and less room, and in a folder that is read-only."""
    yield _full_disk(made, folder / "tmpfs", range(0, _SIZES, every))
    yield _limited(made, folder / "limited", range(0, _SIZES, every))
    yield _read_only(made, folder / "frozen")


def _full_disk(made: Office, folder: Path, steps: range) -> Tally:
    """Let a small file system run full at different moments."""
    tally = Tally("磁盘写满（小容量 tmpfs）")
    before = office.state(made.ledger)
    need = sum(path.stat().st_size for path in made.folder.rglob("*") if path.is_file())
    for words in COMMANDS:
        for number in steps:
            with _mounted(folder, need + number * number * _STEP) as done:
                if not done:
                    tally.skipped = _NO_MOUNT
                    return tally
                one = made.moved(folder / "room")
                _try(tally, one, words, before, prepare=None, after=lambda: _resize(folder, 4 * need + 10**8))
    return tally


def _limited(made: Office, folder: Path, steps: range) -> Tally:
    """Let no file grow beyond a limit."""
    tally = Tally("单个文件大小受限（RLIMIT_FSIZE）")
    size, before = made.ledger.stat().st_size, office.state(made.ledger)
    for words in COMMANDS:
        for number in steps:
            limit = number * number * size // 30
            _try(tally, made.moved(folder), words, before, prepare=program.limit_files(limit))
    return tally


def _try(
    tally: Tally,
    one: Office,
    words: Callable[[Office], Sequence[object]],
    before: object,
    prepare: Callable[[], None] | None,
    after: Callable[[], None] = lambda: None,
) -> None:
    """Give one command: it is done whole, or says that the disk is full and leaves everything as it was."""
    reply = program.call(one.ledger, *words(one), prepare=prepare)
    waits = one.ledger.with_name(f"{one.ledger.name}-wal")
    if reply.status and not (waits.exists() and waits.stat().st_size):
        reading = program.call(one.ledger, "list", "enterprises", "--limit", 1, prepare=prepare)
        tally.expect(reading.status == 0, f"{words(one)[0]} 之后不能读：{reading.err}")
    after()
    name = words(one)[0]
    tally.tried += 1
    tally.spared += reply.status == 0
    tally.expect(
        reply.status in (0, DiskFull.status), f"{name} 以 {reply.status} 结束：{reply.err or reply.out}"
    )
    if reply.status:
        tally.expect(office.state(one.ledger) == before, f"{name} 没有写完却改动了台账")
        tally.expect(reply.err.count("\n") == 1 and not reply.out, f"{name} 说的不是一句话：{reply.err}")
    faults = office.faults_of(one.ledger)
    tally.expect(not faults, f"{name} 之后检查出 {faults}")
    for kept in one.kept:
        tally.expect(office.state(kept) is not None, f"{name} 留下读不出的备份 {kept.name}")


def _read_only(made: Office, folder: Path) -> Tally:
    """Read and try to write in a folder that not even root can write to."""
    tally = Tally("只读文件夹")
    one = made.moved(folder)
    if _run("mount", "--bind", folder, folder):
        tally.skipped = _NO_MOUNT
        return tally
    try:
        _run("mount", "-o", "remount,ro,bind", folder)
        for words in (*(command(one) for command in COMMANDS), ("new", "--database", folder / "新.dadu")):
            _expect_status(tally, words, program.call(one.ledger, *words), PlaceUnusable.status)
        for reading in (
            ("list", "enterprises"),
            ("check",),
            ("backup", "--output", folder.parent / "外.dadu"),
        ):
            _expect_status(tally, reading, program.call(one.ledger, *reading), 0)
    finally:
        _run("umount", folder)
    return tally


def _expect_status(tally: Tally, words: Sequence[object], reply: program.Reply, status: int) -> None:
    """Compare the status of one command."""
    tally.tried += 1
    tally.expect(reply.status == status, f"{words[0]} 以 {reply.status} 结束，应为 {status}：{reply.err}")


@contextmanager
def _mounted(folder: Path, size: int) -> Iterator[bool]:
    """Mount a file system of a size in memory, where that is allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    done = _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder) == 0
    try:
        yield done
    finally:
        if done:
            _run("umount", folder)


def _resize(folder: Path, size: int) -> None:
    """Make room again, as a person would."""
    _run("mount", "-o", f"remount,size={size}", folder)


def _run(*words: object) -> int:
    """Run a command of the system; 127 where there is none."""
    if shutil.which(str(words[0])) is None:
        return 127
    return subprocess.run([str(word) for word in words], capture_output=True, check=False).returncode
