"""Two programs at one ledger, and programs that end without a farewell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dadu_desktop.domain.errors import LedgerBusy
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import check, opening

START = """
import sys, time
from pathlib import Path
from dadu_desktop.services.records import save_record
from dadu_desktop.services.ledgers import new_ledger, open_ledger
from dadu_desktop.domain.errors import UserProblem

def ready():
    print("ready", flush=True)
    time.sleep(60)

def fill(ledger, then=lambda: None):
    with ledger.unit() as unit:
        for number in range(3000):
            unit.connection.exec_driver_sql(
                "INSERT INTO enterprises (number, name, version) VALUES (?, ?, 1)", (f"X{number}", "企业" * 500)
            )
        then()
"""
READ = f"""{START}
import resource
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records

resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with open_ledger(Path(sys.argv[1]), write=False) as ledger:
    print(list_records(ledger, "enterprises", ListQuery()).total)
"""
HOLD = f"{START}ledger = open_ledger(Path(sys.argv[1])); ready()"
WRITE = f"""{START}
ledger = open_ledger(Path(sys.argv[1]))
save_record(ledger, "enterprises", 0, {{"name": "已保存"}})
fill(ledger, ready)
"""
LIMITED = f"""{START}
import resource, signal
from dadu_desktop.services.backups import back_up

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
place, limit = Path(sys.argv[1]), int(sys.argv[2])
try:
    ledger = open_ledger(place) if place.exists() else None
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    if ledger is None:
        new_ledger(place)
    elif len(sys.argv) > 3:
        back_up(ledger, Path(sys.argv[3]))
    else:
        fill(ledger)
except UserProblem as problem:
    print(problem.status, problem, flush=True)
"""

Start = Callable[..., Callable[[], None]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def run(program: str, *words: object) -> subprocess.Popen[str]:
    """Start a program of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, words)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd()), "PYTHONUTF8": "1"},
    )


@pytest.fixture
def killed() -> Iterator[Start]:
    """Give a way to run a program until it says that it is ready, and to kill it then."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str, *words: object) -> Callable[[], None]:
        process = run(program, *words)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return lambda: kill(process)

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    """End a process at once, as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_a_second_program_is_told_who_holds_the_ledger_and_enters_once_that_is_gone(
    place: Path, killed: Start
) -> None:
    end = killed(HOLD, place)
    with pytest.raises(LedgerBusy, match=r"进程 \d+") as refused:
        opening.open_file(place)
    assert refused.value.status == 10
    with opening.open_file(place, write=False) as reader:
        assert list_records(reader, "enterprises", ListQuery()).total == 0
    end()
    with opening.open_file(place) as ledger:
        assert save_record(ledger, "enterprises", 0, {"name": "万达广场"}).id == 1


def test_a_program_killed_within_a_transaction_leaves_the_ledger_whole(place: Path, killed: Start) -> None:
    killed(WRITE, place)()
    with opening.open_file(place) as ledger:
        rows = list_records(ledger, "enterprises", ListQuery(columns=("name",))).rows
        assert [row.values["name"] for row in rows] == ["已保存"]
        assert check.check(ledger) == []
        assert save_record(ledger, "enterprises", 0, {"name": "又一家"}).id == 2


def test_a_full_disk_while_saving_writes_nothing(place: Path) -> None:
    words, _ = run(LIMITED, place, place.stat().st_size + 300_000).communicate()
    assert words.startswith("12 ")
    with opening.open_file(place) as ledger:
        assert list_records(ledger, "enterprises", ListQuery()).total == 0
        assert check.check(ledger) == []


def test_on_a_full_disk_a_ledger_can_still_be_read(place: Path) -> None:
    with opening.open_file(place) as ledger:
        save_record(ledger, "enterprises", 0, {"name": "万达广场"})
    words, _ = run(READ, place).communicate()
    assert words == "1\n"


def test_a_full_disk_leaves_no_half_made_ledger(tmp_path: Path) -> None:
    words, _ = run(LIMITED, tmp_path / "新.dadu", 200_000).communicate()
    assert words.startswith("12 ")
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".lock"] == []


def test_a_full_disk_leaves_no_half_made_backup(place: Path) -> None:
    words, _ = run(LIMITED, place, 200_000, place.with_name("备份.dadu")).communicate()
    assert words.startswith("12 ")
    assert [one.name for one in place.parent.glob("*备份*")] == []
