"""OLE compound files ([MS-CFB]), in which .xls and .et lie, and every Office file that is encrypted."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile
from olefile import OleFileIO

from dadu_desktop.domain.errors import InputProblem, WrongPassword
from dadu_desktop.exchange.refusals import Refusal

_END_OF_CHAIN = 0xFFFFFFFE
_WORKBOOKS = ("Workbook", "Book")
_OTHERS = ("WordDocument", "PowerPoint Document", "VisioDocument", "__properties_version1.0")
_ENCRYPTED = "EncryptedPackage"
_RIGHTS_MANAGED = ("\tDRMContent", "DataSpaces/TransformInfo/DRMEncryptedTransform")
_USUAL_PASSWORD = "VelvetSweatshop"  # noqa: S105 - the public one of write-protected files, [MS-OFFCRYPTO] 2.4.2.3


@contextmanager
def opened(content: bytes) -> Iterator[OleFileIO]:
    """Open a compound file after a look at its tables; InputProblem where they cannot be true."""
    _check_tables(content)
    try:
        container = OleFileIO(io.BytesIO(content))
    except (OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error
    with container:
        yield container


def is_locked(container: OleFileIO) -> bool:
    """Tell a package that is encrypted as a whole; InputProblem where no password would open it."""
    if any(container.exists(name) for name in _RIGHTS_MANAGED):
        raise InputProblem(Refusal.UNKNOWN_LOCK)
    if not container.exists(_ENCRYPTED):
        return False
    _check_chain(container, _ENCRYPTED)
    return True


def workbook_stream(container: OleFileIO) -> bytes:
    """Return the stream of the workbook, whole; InputProblem where there is none or it is cut short."""
    name = next((name for name in _WORKBOOKS if container.exists(name)), None)
    if name is None:
        other = any(container.exists(one) for one in _OTHERS)
        raise InputProblem(Refusal.NOT_A_WORKBOOK if other else Refusal.DAMAGED)
    return _whole(container, name)


def _whole(container: OleFileIO, name: str) -> bytes:
    """Read a stream; InputProblem where it is cut short or its chain of sectors damaged."""
    size = container.get_size(name)
    if size >= container.minisectorcutoff:
        _check_chain(container, name)
    stream: bytes = container.openstream(name).read()
    if len(stream) < size:
        raise InputProblem(Refusal.CUT_SHORT)
    return stream


def unlocked(content: bytes, passwords: Sequence[str]) -> bytes:
    """Decrypt with the password that fits; WrongPassword where none does, InputProblem where none can."""
    with suppress(Exception):
        return _decrypted(content, _USUAL_PASSWORD)
    for password in passwords:
        try:
            return _decrypted(content, password)
        except InvalidKeyError:
            continue
        except Exception as error:  # of a scheme that the library does not know
            raise InputProblem(Refusal.UNKNOWN_LOCK, detail=repr(error)) from error
    raise WrongPassword(Refusal.WRONG_PASSWORD if passwords else Refusal.LOCKED)


def _decrypted(content: bytes, password: str) -> bytes:
    """Decrypt with one password, checked before anything is decrypted."""
    document = msoffcrypto.OfficeFile(io.BytesIO(content))
    if isinstance(document, OOXMLFile):
        document.load_key(password=password, verify_password=True)
    else:
        document.load_key(password=password)
    output = io.BytesIO()
    document.decrypt(output)
    return output.getvalue()


def _check_tables(content: bytes) -> None:
    """Compare what the header says of its tables with the size of the file, [MS-CFB] 2.2."""
    if len(content) < 512:
        raise InputProblem(Refusal.CUT_SHORT)
    (shift,) = struct.unpack_from("<H", content, 0x1E)
    fat, first_directory = struct.unpack_from("<LL", content, 0x2C)
    _, minifat, _, difat = struct.unpack_from("<LLLL", content, 0x3C)
    if shift not in (9, 12):
        raise InputProblem(Refusal.DAMAGED, detail=f"sector shift {shift}")
    sectors = (len(content) >> shift) + 1
    if first_directory > sectors:
        raise InputProblem(Refusal.CUT_SHORT, detail="directory beyond the end")
    if max(fat, minifat, difat) > sectors:
        raise InputProblem(Refusal.DAMAGED, detail="tables larger than the file")


def _check_chain(container: OleFileIO, name: str) -> None:
    """Follow a stream from sector to sector: no cycle, no sector beyond the end."""
    entry = container.direntries[container._find(name)]  # noqa: SLF001 - nothing public tells where a stream begins
    sector = entry.isectStart
    for _ in range(container.nb_sect + 1):
        if sector == _END_OF_CHAIN:
            return
        if sector >= container.nb_sect:
            raise InputProblem(Refusal.CUT_SHORT, detail=f"sector {sector}")
        sector = container.fat[sector]
    raise InputProblem(Refusal.DAMAGED, detail="chain without end")
