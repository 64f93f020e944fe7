"""Arguments that no command can use, told before any of them begins, and the one line in which it is told."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.text import is_text

_LARGEST = 2**63
_SHOWN = 300
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
"""Line ends, control characters and marks that turn the direction of what a terminal shows."""


def require_usable(options: Namespace) -> None:
    """Refuse numbers that no database counts to, and words that are no text; paths may be any bytes."""
    for value in _values(options):
        if isinstance(value, int) and abs(value) >= _LARGEST:
            raise InputProblem(f"“{value}”过大，请改用较小的数。")
        if "\0" in str(value):
            raise InputProblem("命令中含有空字符，请去掉后重试。")
        if isinstance(value, str) and not is_text(value):
            raise InputProblem(f"“{value}”中有不是文字的字节，请改正后重试。")


def one_line(sentence: str) -> str:
    """Say a sentence in one line of bearable length: what was typed may be anything."""
    line = _UNSEEN.sub(" ", sentence)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN // 2]}……{line[-_SHOWN // 2 :]}"


def _values(options: Namespace) -> Iterator[int | str | Path]:
    """List what was given, each value by itself."""
    for value in vars(options).values():
        several = value if isinstance(value, list) else [value]
        yield from (one for one in several if isinstance(one, int | str | Path))
