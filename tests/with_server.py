"""Tests on a real PostgreSQL server, started for the run and thrown away: ``python -m tests.with_server FILE…``.

Uses the one that DADU_TEST_SERVER names; else starts one of the installed programs, and says in one line if there is none.
"""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_INSTALLED = Path("/usr/lib/postgresql")
_OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200 -k {}"


def main() -> int:
    """Run the tests on a server; 0 also where none is installed."""
    address = os.environ.get("DADU_TEST_SERVER", "")
    if address:
        return _run(address)
    programs = _programs()
    if programs is None:
        sys.stdout.write(
            "没有找到 PostgreSQL，服务器上的测试未运行；需要时先运行：sudo apt-get install postgresql\n"
        )
        return 0
    with _started(programs) as started:
        return _run(started)


def _programs() -> Path | None:
    """Find the folder of the server's programs, the newest of several."""
    known = shutil.which("initdb")
    folders = (
        sorted(_INSTALLED.glob("*/bin"), key=lambda one: int(one.parent.name)) if _INSTALLED.is_dir() else []
    )
    return Path(known).parent if known else folders[-1] if folders else None


@contextmanager
def _started(programs: Path) -> Iterator[str]:
    """Start a server that only this machine reaches, by a socket in a folder of its own."""
    # PostgreSQL refuses to run as root; Debian's package has made this user.
    owner = "postgres" if getpass.getuser() == "root" else getpass.getuser()
    with tempfile.TemporaryDirectory(prefix="dadu-pg-", ignore_cleanup_errors=True) as folder:
        shutil.chown(folder, owner)
        data = f"{folder}/data"
        _as(
            owner,
            programs / "initdb",
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "dadu",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
        )
        control = (programs / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log")
        _as(owner, *control, "-o", _OPTIONS.format(folder), "start")
        try:
            yield f"postgresql+psycopg:///postgres?host={folder}&user=dadu"
        finally:
            _as(owner, *control, "-m", "immediate", "stop")


def _as(owner: str, *command: str | Path) -> None:
    """Run a program as the owner of the server."""
    whole = [str(one) for one in command]
    if owner != getpass.getuser():
        whole = ["runuser", "-u", owner, "--", *whole]
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _run(address: str) -> int:
    """Run the tests with the address of the server."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, "DADU_TEST_SERVER": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
