"""Files outside the ledger that are either written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from dadu_desktop.storage.failures import said


def write_whole(output: Path, content: bytes) -> None:
    """Write beside the place, make sure it lies on the disk, and rename; raises DiskFull or PlaceUnusable."""
    making = output.with_name(f".{output.name}.making")
    with said():
        try:
            with making.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            making.replace(output)
        except OSError as error:
            error.filename = str(output)  # the only name that the person knows
            raise
        finally:
            making.unlink(missing_ok=True)
