"""Do to a ledger what happens to ledgers, and print what came of it: ``python -m tests.crash [kills|disks|damage]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.crash import office
from tests.crash.figures import Tally

GROUPS = ("kills", "disks", "damage")


def measured(folder: Path, groups: list[str], every: int) -> Iterator[Tally]:
    """Make the trials of the groups asked for, or only one of so many, spread as evenly."""
    from tests.crash import damage, disks, kills

    made = office.make(folder / "made")
    for name, module in (("kills", kills), ("disks", disks), ("damage", damage)):
        if name in groups:
            yield from module.measure(made, folder, every)


def main() -> int:
    """Try and print; status 1 where anything was lost, half done, damaged or unnoticed."""
    parser = argparse.ArgumentParser(prog="tests.crash", description=__doc__)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="what to try (default: all)")
    parser.add_argument("--every", type=int, default=1, metavar="n", help="make only one of n trials")
    options = parser.parse_args()
    groups = options.groups or list(GROUPS)
    begun, faults = time.monotonic(), list[str]()
    _say("| 试验 | 次数 | 命中 | 不合格 |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for tally in measured(Path(folder), groups, options.every):
            _say(tally.line(), *(f"<!-- {fault} -->" for fault in tally.faults))
            faults += tally.faults
    _say(f"\n共用 {time.monotonic() - begun:.0f} 秒，不合格 {len(faults)} 项。")
    return 1 if faults else 0


def _say(*lines: str) -> None:
    """Print lines as soon as they are known."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
