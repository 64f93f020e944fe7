"""A locked copy of the sample register, for the tests of services, window and command line."""

from __future__ import annotations

import io
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from tests.exchange.conftest import SAMPLES
from tests.exchange.spoiled import PASSWORD


def locked_register(folder: Path) -> Path:
    """Encrypt the sample register into a folder."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO((SAMPLES / "限上商贸企业基础台账.xlsx").read_bytes())).encrypt(PASSWORD, locked)
    path = folder / "加密台账.xlsx"
    path.write_bytes(locked.getvalue())
    return path
