"""The window with 100 000 enterprises: opening the list, and its memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.children import run
from benchmarks.figures import Measured

_TIMES = 3
_MS = 1000


def measure(folder: Path, ledger: Path) -> Iterator[Measured]:
    """Open the list in a window that is at rest."""
    told = [
        run(folder, "-m", "benchmarks.program_window", str(ledger), "rested").split() for _ in range(_TIMES)
    ]
    opening = min(float(one[1]) for one in told) * _MS
    yield Measured("opening the list of 100000 enterprises", opening, 0, 100, "ms")
    yield Measured(
        "memory of the window with 100000 enterprises", max(float(one[2]) for one in told), 0, 250, "MB"
    )
