"""The write-ahead log of a ledger that was not closed: whether all that was committed to it can still be read.

SQLite reads such a log up to the first frame whose checksum is wrong and drops the rest without a word, as it must
after a power cut. Each commit lies on the disk before the next one begins, so that only the last can be torn: where
an earlier one is wrong, the log was damaged. Format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dadu_desktop.domain.errors import LedgerDamaged
from dadu_desktop.storage.failures import said

_PAGE = 4096
_HEAD = 32
_FRAME_HEAD = struct.Struct(">4xI8s2I")  # page count after a commit, else 0; salts; checksum
_FRAME = _FRAME_HEAD.size + _PAGE
_ORDERS = {0x377F0682: "<", 0x377F0683: ">"}
_WORD = 0xFFFFFFFF

Sums = tuple[int, int]


def require_log(ledger: Path) -> None:
    """Raise LedgerDamaged where a commit before the last one is not as it was written.

    The log has no locks of its own, so that it may be read beside SQLite; one that begins anew meanwhile is whole.
    """
    place = ledger.resolve()  # as SQLite names it
    log = place.with_name(f"{place.name}-wal")
    with said():
        if not log.exists():
            return
        with log.open("rb") as file:
            head = file.read(_HEAD)
            good = _is_whole(file, head)
            file.seek(0)
            if good or file.read(_HEAD) != head:
                return
    raise LedgerDamaged(f"台账的日志“{log.name}”已损坏，最近保存的内容读不出来，已停止写入；请从备份恢复。")


def _is_whole(file: BinaryIO, head: bytes) -> bool:
    """Tell whether all commits but the last can be read."""
    order = _ORDERS.get(int.from_bytes(head[:4], "big"), "")
    sums = _summed(order, head[:24], (0, 0)) if order else None
    known = sums is not None and sums == struct.unpack(">2I", head[24:])
    salts = head[16:24] if known else _frame_head(file, 0)[1]
    commits = [number for number, (pages, own, *_) in enumerate(_frame_heads(file)) if pages and own == salts]
    if len(commits) < 2:
        return True
    return known and sums is not None and _are_right(file, commits[-2] + 1, order, salts, sums)


def _are_right(file: BinaryIO, count: int, order: str, salts: bytes, sums: Sums) -> bool:
    """Sum up so many frames, each of which begins with the sum of the one before."""
    file.seek(_HEAD)
    for _ in range(count):
        frame = file.read(_FRAME)
        _pages, own, *told = _FRAME_HEAD.unpack_from(frame)
        sums = _summed(order, frame[_FRAME_HEAD.size :], _summed(order, frame[:8], sums))
        if own != salts or sums != tuple(told):
            return False
    return True


def _frame_heads(file: BinaryIO) -> Iterator[tuple[int, bytes, int, int]]:
    """Read the heads of all frames, without the pages."""
    size = file.seek(0, 2)
    return (_frame_head(file, number) for number in range((size - _HEAD) // _FRAME))


def _frame_head(file: BinaryIO, number: int) -> tuple[int, bytes, int, int]:
    """Read the head of one frame; an empty one where there is none."""
    file.seek(_HEAD + number * _FRAME)
    pages, salts, first, second = _FRAME_HEAD.unpack(
        file.read(_FRAME_HEAD.size).ljust(_FRAME_HEAD.size, b"\0")
    )
    return pages, salts, first, second


def _summed(order: str, content: bytes, sums: Sums) -> Sums:
    """Go on with the checksum of a log."""
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
