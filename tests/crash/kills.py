"""SIGKILL at the n-th call that changes the disk, spread evenly over each command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.storage.engine import one_time_engine
from tests.crash import office, program
from tests.crash.figures import Tally, share
from tests.crash.office import Office

_CALLS = (
    "write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,mkdir"
)
_STRACE = ("strace", "-qq")
_TOLD_AGAIN = 8


@dataclass(frozen=True)
class Operation:
    """A command whose end at any moment must leave what was there before or what it makes, never a part."""

    name: str
    words: Callable[[Office], Sequence[object]]
    kills: int
    entry: Sequence[str] = program.MAIN
    prepare: Callable[[Office], object] = lambda _: None
    product: Callable[[Office], Path] = lambda one: one.ledger


def _import_first(one: Office) -> None:
    """Leave a batch that can be taken back."""
    program.call(one.ledger, "import", one.workbook)


def _deed(name: str) -> Sequence[str]:
    """Name what only the window does."""
    return ("-m", "tests.crash.deeds", name)


def _keep_copies(one: Office) -> None:
    """Leave backups beside the ledger."""
    for _ in range(2):
        program.call(one.ledger, "backup")


def _set_password(one: Office) -> None:
    """Leave a ledger with a password."""
    program.call(one.ledger, entry=_deed("guard"))


def _pack(one: Office) -> None:
    """Leave a file that was carried here, of an earlier day."""
    program.call(one.older, "backup", "--output", one.pack)


OPERATIONS = (
    Operation("导入", lambda one: ("import", one.workbook), 30),
    Operation("保存", lambda one: ("set", "enterprises", one.number, "note=断电"), 25),
    Operation("添加附件", lambda one: ("attach", "enterprises", one.number, one.letter), 20),
    Operation("撤销导入", lambda one: ("undo", _last_batch(one)), 20, prepare=_import_first),
    Operation("备份", lambda one: ("backup", "--output", one.copy), 20, product=lambda one: one.copy),
    Operation("恢复", lambda one: ("restore", one.older), 30),
    Operation("升级", lambda _: ("check", "--repair"), 25, entry=program.LATER),
    Operation("合并企业", lambda _: (), 20, entry=_deed("merge")),
    Operation("打包带走", lambda one: ("backup", "--output", one.pack), 20, product=lambda one: one.pack),
    Operation("打开带走的文件", lambda one: ("restore", one.pack), 20, prepare=_pack),
    Operation("设密码", lambda _: (), 25, entry=_deed("guard"), prepare=_keep_copies),
    Operation("取消密码", lambda _: (), 20, entry=_deed("unguard"), prepare=_set_password),
    Operation("新建", lambda _: ("new",), 20, prepare=lambda one: one.ledger.unlink()),
)


def _last_batch(one: Office) -> int:
    """Find the number of the newest batch."""
    with one_time_engine(one.ledger).connect() as connection:
        return int(connection.exec_driver_sql("SELECT max(id) FROM batches").scalar_one())


def measure(made: Office, folder: Path, every: int) -> Iterator[Tally]:
    """Kill each command at moments spread over all its calls."""
    unable = _unable(folder)
    for operation in OPERATIONS:
        tally = Tally(f"{operation.name}时断电（SIGKILL）", skipped=unable)
        if not unable:
            _Trials(operation, made, folder, tally).run(share(operation.kills, every))
        yield tally


def _unable(folder: Path) -> str:
    """Say why nothing can be traced here; "" where it can."""
    if shutil.which("strace") is None:
        return "没有 strace"
    traced = subprocess.run(
        [*_STRACE, "-e", f"trace={_CALLS}", "true"], capture_output=True, cwd=folder, check=False
    )
    return "这里不允许 strace 跟踪进程" if traced.returncode else ""


class _Trials:
    """All kills of one command."""

    def __init__(self, operation: Operation, made: Office, folder: Path, tally: Tally) -> None:
        """Begin with an office in which the command can be given."""
        self._operation = operation
        self._ready = made.moved(folder / "ready")
        self._folder = folder / "trial"
        self._log = folder / "calls"
        self._tally = tally
        operation.prepare(self._ready)

    def run(self, kills: int) -> None:
        """Run the command once to its end, and then end it at so many calls."""
        one, before = self._begin()
        kept = office.state(one.ledger)
        self._call(one, ("-e", f"trace={_CALLS}", "-o", self._log))
        after = self._seen(one)
        self._tally.expect(after != before, "命令没有做任何事")
        allowed = {"before": before, "after": after, "kept": kept}
        for number, call in enumerate(self._moments(kills)):
            self._kill(call, allowed, finish=number % _TOLD_AGAIN == 0)
        self._tally.expect(self._tally.spared < self._tally.tried, "一次也没有命中")

    def _begin(self) -> tuple[Office, object]:
        """Set up one trial and look at what there is."""
        one = self._ready.moved(self._folder)
        return one, self._seen(one)

    def _call(self, one: Office, traced: Sequence[object] = ()) -> program.Reply:
        """Give the command."""
        before = (*_STRACE, *map(str, traced)) if traced else ()
        words = self._operation.words(one)
        return program.call(one.ledger, *words, entry=self._operation.entry, before=before)

    def _moments(self, kills: int) -> list[tuple[str, int]]:
        """Choose calls, the middle one of each stretch of the command: the name of each and its count among its like."""
        calls, counted = [], Counter[str]()
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        for line in lines:
            if found := re.match(r"(\w+)\(", line):
                counted[found[1]] += 1
                calls.append((found[1], counted[found[1]]))
        step = max(1.0, len(calls) / kills)
        return [calls[int((number + 0.5) * step)] for number in range(min(len(calls), kills))]

    def _kill(self, moment: tuple[str, int], allowed: dict[str, object], *, finish: bool) -> None:
        """End the command on entering one call, and look at what it left."""
        name, count = moment
        one, _ = self._begin()
        reply = self._call(
            one, ("-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={count}", "-o", os.devnull)
        )
        where = f"在第 {count} 次 {name} 时"
        self._tally.tried += 1
        self._tally.spared += reply.status == 0
        try:
            for copy in one.kept:
                office.state(copy)
            seen, kept = self._seen(one), office.state(one.ledger)
        except UserProblem as problem:
            self._tally.expect(good=False, words=f"{where}：{problem.sentence}{problem.detail}")
            return
        self._tally.expect(seen in (allowed["before"], allowed["after"]), f"{where}留下一半 {seen}")
        self._tally.expect(not reply.answered or seen == allowed["after"], f"{where}已答复的内容丢失")
        if self._operation.product(one) != one.ledger:
            self._tally.expect(kept == allowed["kept"], f"{where}改动了台账")
        elif allowed["before"] is not None:
            self._tally.expect(kept is not None, f"{where}台账不见了")
        faults = office.faults_of(one.ledger)
        self._tally.expect(not faults, f"{where}检查出 {faults}")
        if finish and seen == allowed["before"]:
            self._finish(one, allowed["after"], where)

    def _seen(self, one: Office) -> object:
        """Look at what the command makes."""
        return office.state(self._operation.product(one))

    def _finish(self, one: Office, after: object, where: str) -> None:
        """Give the command once more, now undisturbed: it must come to the same end and tidy up."""
        for path in one.folder.rglob(".*"):
            os.utime(path, (0, 0))  # what is as old as this nobody is just making
        reply = self._call(one)
        self._tally.expect(reply.status == 0, f"{where}断电后不能重做：{reply.err}")
        self._tally.expect(self._seen(one) == after, f"{where}断电后重做的结果不同")
        left = [path.name for path in one.folder.rglob(".*") if path.suffix in {".making", ".restoring"}]
        self._tally.expect(not left, f"{where}断电后留下 {left}")
