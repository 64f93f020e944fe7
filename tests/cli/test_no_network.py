"""The program asks no network for anything: a day's work in a namespace that has none, and no socket tried."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "samples" / "限上商贸企业基础台账.xlsx"
LISTENING = """
import sys
tried = []
sys.addaudithook(lambda event, _: tried.append(event) if event in {
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request",
} else None)
from dadu_desktop.__main__ import main
status = 0
for words in ARGUMENTS:
    status = status or main(words)
sys.exit(f"tried {tried}" if tried else status)
"""
ALONE = ("unshare", "--map-root-user", "--net", "--")


def has_namespaces() -> bool:
    """Tell whether this machine lets a program into a network namespace of its own."""
    if shutil.which(ALONE[0]) is None:
        return False
    return subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0


def alone(tmp_path: Path, *arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run commands one after the other in one program without a network."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "DADU_DATABASE": str(tmp_path / "台账.dadu"),
        "DADU_EXIT_AFTER_PAINT": "1",
    }
    script = LISTENING.replace("ARGUMENTS", repr(list(arguments)))
    words = [*ALONE, sys.executable, "-c", script]
    return subprocess.run(words, check=False, capture_output=True, text=True, env=environment, timeout=120)


@pytest.mark.skipif(not has_namespaces(), reason="no network namespace can be made here")
def test_a_days_work_needs_no_network(tmp_path: Path) -> None:
    done = alone(
        tmp_path,
        ["new"],
        ["import", str(SAMPLE)],
        ["list", "enterprises", "--search", "wdgc"],
        ["report", "ledger-enterprises", "--output", str(tmp_path / "台账.pdf")],
        ["export", "enterprises", "--output", str(tmp_path / "台账.xlsx")],
        ["backup"],
        ["check"],
    )
    # Of the register's 151 enterprises two codes are doubtful, which is told and no refusal.
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "台账.pdf").stat().st_size > 10_000


@pytest.mark.skipif(not has_namespaces(), reason="no network namespace can be made here")
def test_the_window_opens_without_a_network(tmp_path: Path) -> None:
    done = alone(tmp_path, ["new"], [])
    assert (
        done.returncode,
        done.stderr.replace("This plugin does not support propagateSizeHints()\n", ""),
    ) == (
        0,
        "",
    )
