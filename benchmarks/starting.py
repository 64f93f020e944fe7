"""Start to the first painted window, and to the list of the demonstration's enterprises."""

from __future__ import annotations

import time
from collections.abc import Iterator
from math import inf
from pathlib import Path

from benchmarks.children import run
from benchmarks.figures import Measured
from dadu_desktop.services.demo import make_demo

_TIMES = 7


def measure(folder: Path) -> Iterator[Measured]:
    """Run program and bare window in turn, and compare the quickest of each."""
    ledger = folder / "demo.dadu"
    make_demo(ledger)
    starts, bare, lists, read, bare_orm = [], [], [], [], []
    for _ in range(_TIMES + 1):
        starts.append(_wall(folder, "-m", "dadu_desktop", DADU_EXIT_AFTER_PAINT="1"))
        bare.append(_wall(folder, "-m", "benchmarks.bare_window"))
        (folder / "dadu-desktop" / "last-list.json").unlink(missing_ok=True)
        read.append(_told(folder, "benchmarks.program_window", str(ledger)))
        lists.append(_told(folder, "benchmarks.program_window", str(ledger)))
        bare_orm.append(_told(folder, "benchmarks.bare_window", "sqlalchemy.orm"))
    yield Measured("start to first painted window", min(starts[1:]), min(bare[1:]), 1.5)
    yield Measured("start to list of 152 enterprises", min(lists[1:]), min(bare_orm[1:]), 1.3)
    yield Measured("the same of a ledger that was changed since", min(read[1:]), min(bare_orm[1:]), inf)


def _wall(folder: Path, *arguments: str, **more: str) -> float:
    """Time a whole process."""
    begun = time.perf_counter()
    run(folder, *arguments, **more)
    return time.perf_counter() - begun


def _told(folder: Path, module: str, argument: str) -> float:
    """Take the time that a process tells itself."""
    return float(run(folder, "-m", module, argument).split()[0])
