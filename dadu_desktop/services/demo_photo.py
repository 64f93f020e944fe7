"""The photograph of the demonstration: a small picture drawn here, so that no real one is needed."""

from __future__ import annotations

import struct
import zlib

_WIDTH, _HEIGHT = 640, 420
_SKY, _HOUSE, _WINDOW, _GROUND = (196, 214, 234), (92, 106, 126), (236, 214, 150), (150, 156, 150)


def photograph() -> bytes:
    """Draw a street front as a PNG (ISO/IEC 15948)."""
    rows = b"".join(b"\x00" + b"".join(bytes(_colour(x, y)) for x in range(_WIDTH)) for y in range(_HEIGHT))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    """Write one part of the file with its length and check sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _colour(x: int, y: int) -> tuple[int, int, int]:
    """Tell sky, houses with windows, and pavement apart."""
    house = x // 128
    if y > 340:
        return _GROUND
    if y < 90 + house * 53 % 120:
        return _SKY
    return _WINDOW if x % 32 > 18 and y % 40 > 22 and x % 128 < 116 else _HOUSE
