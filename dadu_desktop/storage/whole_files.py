"""Files outside the ledger that are either written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from dadu_desktop.domain.errors import PlaceUnusable
from dadu_desktop.storage.failures import said


def require_file(output: Path) -> None:
    """Refuse a place where no file can stand: a folder, or a device such as /dev/null.

    A finished file is renamed to its place, and a rename would put it where the device was.
    """
    with said():
        there, plain, folder = output.exists(), output.is_file(), output.is_dir()
    if folder or not output.name:
        raise PlaceUnusable(f"“{output}”是文件夹，请在后面写上文件名。")
    if there and not plain:
        raise PlaceUnusable(f"“{output}”不是普通文件，不能写入，请换一个文件名。")


def write_whole(output: Path, content: bytes) -> None:
    """Write beside the place, make sure it lies on the disk, and rename; raises DiskFull or PlaceUnusable."""
    require_file(output)
    making = output.with_name(f".{output.name}.making")
    with said():
        try:
            with making.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            put_in_place(making, output)
        except OSError as error:
            error.filename = str(output)  # the only name that the person knows
            raise
        finally:
            with suppress(OSError):  # on a disk for reading only this fails, too, and would hide the name
                making.unlink(missing_ok=True)


def put_in_place(making: Path, output: Path) -> None:
    """Rename a finished file to its place and make sure that the folder knows it after a power cut."""
    making.replace(output)
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    folder = os.open(output.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
