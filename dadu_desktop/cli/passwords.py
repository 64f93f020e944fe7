"""Passwords given to a command: in a file or on standard input, never among its arguments, which others see."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TextIO

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.storage.failures import said

_STANDARD_INPUT = Path("-")
_LONGEST = 100_000


def passwords_in(file: Path | None) -> tuple[str, ...]:
    """Read one password a line, spaces and all; none where there is no file, InputProblem where it holds none."""
    if file is None:
        return ()
    if file == _STANDARD_INPUT:
        text = _typed(sys.stdin)
    else:
        with said(), file.open(encoding="utf-8-sig", errors="replace") as lines:
            text = lines.read(_LONGEST)
    passwords = tuple(line for line in text.splitlines() if line)
    if not passwords:
        raise InputProblem("密码文件是空的，请写入密码，一行一个。")
    return passwords


@cache
def _typed(stream: TextIO) -> str:
    """Read standard input, once for ledger and workbooks."""
    return stream.read(_LONGEST)
