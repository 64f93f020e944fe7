"""Ledgers that came to harm, were copied while in use, or were never made by this program."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem, LedgerDamaged, LedgerNewer, UserProblem
from dadu_desktop.storage import check, opening
from dadu_desktop.storage.engine import make_engine, one_time_engine
from tests.crash import office, program
from tests.crash.figures import Tally, share
from tests.crash.office import Office

PAGE = 4096
FLIPS = 600
_ONE_DAY = """
import datetime, sys

class Set(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days={days})

datetime.datetime = Set
from dadu_desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

Harm = Callable[[bytearray], object]


def measure(made: Office, folder: Path, every: int) -> Iterator[Tally]:
    """Do every kind of harm."""
    chance = random.Random(20221123)  # noqa: S311 - the same places each time
    content = made.ledger.read_bytes()
    size = len(content)
    flips = [_flip(chance.randrange(size * 8)) for _ in range(share(FLIPS, every))]
    yield _harmed(made, folder, "翻转一位", flips)
    yield _harmed(made, folder, "截断", [_cut(size * number // 40) for number in range(0, 40, every)])
    heads = [_zero(0, length) for length in (1, 16, 100, 512, PAGE)]
    yield _harmed(made, folder, "文件头被清", heads)
    pages = [_zero(PAGE * chance.randrange(size // PAGE), PAGE) for _ in range(share(60, every))]
    yield _harmed(made, folder, "整页清零", pages)
    yield _attachment(made, folder / "attachment")
    yield _live_copies(made, folder / "live")
    yield _logs(made, folder / "log", chance, share(FLIPS // 10, every))
    yield _clock(made, folder / "clock")
    yield _foreign(made, folder / "foreign")


def _flip(bit: int) -> Harm:
    """Turn one bit over."""

    def harm(content: bytearray) -> None:
        content[bit // 8] ^= 1 << bit % 8

    return harm


def _cut(size: int) -> Harm:
    """Keep only the beginning."""
    return lambda content: content.__delitem__(slice(size, None))


def _zero(start: int, length: int) -> Harm:
    """Wipe a stretch."""
    return lambda content: content.__setitem__(slice(start, start + length), bytes(length))


def _harmed(made: Office, folder: Path, name: str, harms: list[Harm]) -> Tally:
    """Read and open to write each harmed ledger: it is told, and nothing is written to it."""
    tally = Tally(name)
    place = folder / "harmed" / "台账.dadu"
    place.parent.mkdir(exist_ok=True)
    for number, harm in enumerate(harms):
        content = bytearray(made.ledger.read_bytes())
        harm(content)
        place.write_bytes(content)
        tally.tried += 1
        tally.expect(_noticed(place), f"第 {number + 1} 次没有发现")
        tally.expect(_refused(place), f"第 {number + 1} 次仍可写入")
        tally.expect(place.read_bytes() == content, f"第 {number + 1} 次改动了损坏的台账")
    _command_line(tally, made, place)
    return tally


def _noticed(place: Path) -> bool:
    """Tell whether reading all of a ledger finds its damage."""
    try:
        with opening.open_file(place, write=False) as ledger:
            return any(one.area == "pages" for one in check.check(ledger))
    except LedgerDamaged:
        return True


def _refused(place: Path) -> bool:
    """Tell whether a ledger is not opened to write."""
    try:
        opening.open_file(place).close()
    except LedgerDamaged:
        return True
    return False


def _command_line(tally: Tally, made: Office, place: Path) -> None:
    """Let the command line tell the damage, refuse to back it up or to restore from it, and restore in its place."""
    damaged = (1, LedgerDamaged.status)
    for words in (("check",), ("check", "--repair"), ("backup",)):
        reply = program.call(place, *words)
        tally.expect(reply.status in damaged, f"{words} 以 {reply.status} 结束")
    reply = program.call(made.moved(place.parent / "good").ledger, "restore", place)
    tally.expect(reply.status == LedgerDamaged.status, f"从损坏的备份恢复以 {reply.status} 结束")
    reply = program.call(place, "restore", made.older)
    tally.expect(reply.status == 0, f"台账损坏后不能恢复：{reply.err}")
    tally.expect(office.state(place) == office.state(made.older), "恢复的内容不对")
    aside = list(place.parent.glob("*_恢复前_*"))
    tally.expect(aside, "损坏的台账没有留下")
    for one in aside:
        one.unlink()


def _attachment(made: Office, folder: Path) -> Tally:
    """Change an attached file behind the program's back, with every page hash right."""
    tally = Tally("附件内容被改", tried=1)
    one = made.moved(folder)
    with one_time_engine(one.ledger, write=True).connect().execution_options(writes=True) as connection:
        connection.exec_driver_sql("UPDATE attachment_contents SET content = zeroblob(length(content))")
        connection.commit()
    reply = program.call(one.ledger, "check")
    found = [finding["area"] for finding in reply.data["findings"]]
    tally.expect(reply.status == 1 and "attachments" in found, f"没有发现：{found}")
    return tally


def _live_copies(made: Office, folder: Path) -> Tally:
    """Copy the files of a ledger at an instant between two commits and open the copy."""
    tally = Tally("使用中直接复制文件")
    one = made.moved(folder)
    with opening.open_file(one.ledger) as ledger:
        for number in range(20):
            with ledger.unit() as unit:
                unit.connection.exec_driver_sql("UPDATE enterprises SET version = version + 1")
            copy = folder / f"复制{number}" / one.ledger.name
            copy.parent.mkdir()
            for path in one.folder.glob(f"{one.ledger.name}*"):
                if path.suffix != ".lock":
                    shutil.copyfile(path, copy.parent / path.name)
            tally.tried += 1
            tally.expect(office.state(copy) == office.state(one.ledger), f"第 {number + 1} 份不完整")
            tally.expect(not office.faults_of(copy), f"第 {number + 1} 份有错")
    return tally


def _logs(made: Office, folder: Path, chance: random.Random, flips: int) -> Tally:
    """Turn one bit over in the log that a crash left: a save before the last one must not be lost unnoticed."""
    tally = Tally("断电后日志翻转一位")
    one = made.moved(folder / "work")
    place, log = folder / one.ledger.name, folder / f"{one.ledger.name}-wal"
    sizes = list[int]()
    with opening.open_file(one.ledger) as ledger:
        for _ in range(20):
            with ledger.unit() as unit:
                unit.connection.exec_driver_sql("UPDATE enterprises SET version = version + 1 WHERE id = 1")
            sizes.append((one.folder / log.name).stat().st_size)
        content, left = one.ledger.read_bytes(), (one.folder / log.name).read_bytes()
    for number in range(flips):
        bit, harmed = chance.randrange(sizes[-2] * 8), bytearray(left)
        _flip(bit)(harmed)
        place.write_bytes(content)
        log.write_bytes(harmed)
        tally.tried += 1
        tally.expect(_refused(place), f"第 {number + 1} 次没有发现")
        tally.expect(log.read_bytes() == harmed, f"第 {number + 1} 次改动了日志")
    return tally


def _clock(made: Office, folder: Path) -> Tally:
    """Work on a day, then on one that the clock puts a year earlier and later."""
    tally = Tally("电脑时钟拨回、拨快")
    one = made.moved(folder)
    for days in (400, -400, 0):
        entry = ("-c", _ONE_DAY.format(days=days))
        for words in (("set", "enterprises", one.number, f"note=第{days}天"), ("backup",), ("check",)):
            reply = program.call(one.ledger, *words, entry=entry)
            tally.tried += 1
            tally.expect(reply.status == 0, f"{days} 天：{words[0]} 以 {reply.status} 结束 {reply.err}")
    occasions = [path.stem.rpartition("_")[2] for path in one.kept]
    tally.expect(occasions.count("手动") == 3, f"备份少了：{occasions}")
    changes = program.call(one.ledger, "history", "enterprises", one.number).data["changes"]
    last = [change["after"] for change in changes if change["after"].startswith("第")]
    tally.expect(last == ["第400天", "第-400天", "第0天"], f"留痕的先后不对：{last}")
    return tally


def _foreign(made: Office, folder: Path) -> Tally:
    """Open what was made by a newer or older version, or by something else."""
    tally = Tally("较新、较旧和别的文件")
    folder.mkdir()
    newer = shutil.copyfile(made.ledger, folder / "较新.dadu")
    engine = make_engine(newer)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with closing(sqlite3.connect(folder / "别的.dadu")) as plain:
        plain.execute("CREATE TABLE t (a)")
    (folder / "文本.dadu").write_text("企业名称,信用代码\n" * 400, encoding="utf-8")
    expected = {"较新": LedgerNewer, "别的": InputProblem, "文本": LedgerDamaged}
    for name, problem in expected.items():
        place = folder / f"{name}.dadu"
        before = place.read_bytes()
        for words in (("list", "enterprises"), ("set", "enterprises", made.number, "note=x"), ("check",)):
            _expect_refusal(tally, place, words, problem)
        tally.expect(place.read_bytes() == before, f"改动了{name}文件")
    older = Path(shutil.copyfile(made.ledger, folder / "较旧.dadu"))
    reply = program.call(older, "set", "enterprises", made.number, "note=x", entry=program.LATER)
    tally.tried += 1
    tally.expect(reply.status == 0, f"较旧的台账没有升级：{reply.err}")
    tally.expect(list(older.parent.glob("较旧备份/*升级前*")), "升级前没有备份")
    return tally


def _expect_refusal(tally: Tally, place: Path, words: tuple[str, ...], problem: type[UserProblem]) -> None:
    """Give one command on a file that is no ledger of this version."""
    reply = program.call(place, *words)
    tally.tried += 1
    tally.expect(
        reply.status == problem.status and "Traceback" not in reply.err,
        f"{place.name} {words[0]} 以 {reply.status} 结束，应为 {problem.status}",
    )
