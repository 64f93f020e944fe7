"""Print every figure with its plain counterpart: ``python -m benchmarks [start|import|export|search|figures|safety|reports]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Measured

GROUPS = ("start", "import", "export", "search", "figures", "safety", "reports")


def measured(folder: Path, groups: list[str]) -> Iterator[Measured]:
    """Run the groups asked for; the long list is the one just imported.

    The modules are imported here, as the reading process of an import loads the main module once more.
    """
    from benchmarks import (
        entry_scrolling,
        exporting,
        importing,
        long_list,
        month_view,
        reliability,
        reporting,
        searching,
        starting,
    )

    if "start" in groups:
        yield from starting.measure(folder)
    if "import" in groups:
        ledger = folder / "long.dadu"
        yield from importing.measure(folder, ledger)
        yield from long_list.measure(folder, ledger)
    if "export" in groups:
        yield from exporting.measure(folder)
    if "search" in groups:
        yield from searching.measure(folder)
    if "reports" in groups:
        yield from reporting.measure(folder)
    if "figures" in groups:
        yield from month_view.measure(folder)
        yield from entry_scrolling.measure(folder)
    if "safety" in groups:
        yield from reliability.measure(folder)


def main() -> int:
    """Measure and print; status 1 where a limit is passed."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="what to measure (default: all)")
    groups = parser.parse_args().groups or list(GROUPS)
    good = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for one in measured(Path(folder), groups):
            sys.stdout.write(f"{one.line()}\n")
            sys.stdout.flush()
            good &= one.judged <= one.limit
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
