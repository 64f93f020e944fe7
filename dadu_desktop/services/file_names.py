"""Names of files that came from strangers, made fit for every machine."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

from dadu_desktop.domain.text import clean

LONGEST = 80
_NOT_ALLOWED = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """Return a plain file name: no folders, no device, nothing invisible, not hidden, at most 80 characters.

    The ending stays, also when the name before it had to be cut.
    """
    last = PurePosixPath(PureWindowsPath(clean(name).replace("\n", " ")).name).name
    plain = _NOT_ALLOWED.sub("_", last).strip(" .")
    if _DEVICE.match(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if dot and len(plain) > LONGEST and len(ending) < LONGEST // 2:
        plain = f"{stem[: LONGEST - len(ending) - 1].rstrip(' .')}.{ending}"
    return plain[:LONGEST].rstrip(" .") or "未命名"
