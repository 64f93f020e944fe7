"""The command line in a process of its own, under whatever is to happen to it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
MAIN = ("-m", "dadu_desktop")
LATER = ("-m", "tests.crash.later")
"""The program with one more schema behind those that it has."""


@dataclass(frozen=True)
class Reply:
    """How a command ended; a negative status is the signal that ended it."""

    status: int
    out: str
    err: str

    @property
    def answered(self) -> bool:
        """Tell whether the command had said that its work is done."""
        return self.out.endswith("\n")

    @property
    def data(self) -> dict[str, Any]:
        """Read the JSON object."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def call(
    place: Path,
    *words: object,
    entry: Sequence[str] = MAIN,
    before: Sequence[str] = (),
    prepare: Callable[[], None] | None = None,
) -> Reply:
    """Run one command with --json on a ledger; ``before`` is a program that runs it, such as strace."""
    command = [*before, sys.executable, *entry, *map(str, words), "--json"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
        env=environment(place),
        preexec_fn=prepare,
    )
    return Reply(done.returncode, done.stdout, done.stderr)


def environment(place: Path) -> dict[str, str]:
    """Keep everything that the program writes in the folder of the trial."""
    home = place.parent / "home"
    return os.environ | {
        "DADU_DATABASE": str(place),
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_STATE_HOME": str(home),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def limit_files(size: int) -> Callable[[], None]:
    """Give what lets no file of a process grow beyond a size."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
