"""Programs run in processes of their own, with compiled bytecode and no display."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

START = "BENCHMARK_START"


def environment(folder: Path) -> dict[str, str]:
    """Give the surroundings of a measured process; its settings lie in ``folder``."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    homes = {name: str(folder) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    return {**kept, **homes, "QT_QPA_PLATFORM": "offscreen", "DADU_DATABASE": ""}


def run(folder: Path, *arguments: str, **more: str) -> str:
    """Run Python with arguments and return what it printed."""
    surroundings = {**environment(folder), START: repr(time.time()), **more}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=surroundings, check=True, capture_output=True, encoding="utf-8").stdout


def since_start() -> float:
    """Tell in seconds how long ago this process was asked for."""
    return time.time() - float(os.environ[START])
