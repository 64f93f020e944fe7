"""The entry grid scrolled through 5000 lines, beside a plain table with the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.children import run
from benchmarks.figures import Measured


def measure(folder: Path) -> Iterator[Measured]:
    """Scroll both in one window process."""
    grid, plain = (float(one) for one in run(folder, "-m", "benchmarks.entry_window").split())
    yield Measured("entry grid scrolls, 5000 lines x 12 columns", grid, plain, 1.3)
