"""Zipped workbooks looked at from outside: bombs, damage and dangerous XML, before any reading library sees them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.exchange.refusals import Refusal

_MOST_MEMBERS = 2_000
_MOST_BYTES = 300 * 1024**2
_MOST_RATIO = 300
_SMALL = 10 * 1024**2
"""What unpacks to less does no harm at any ratio."""
_SAID_ENCODING = re.compile(rb"""(?<=version="1.0") encoding=["'][^"']*["']""")
_CHUNK = 1024**2
_ENCRYPTED = 1
"""Bit of a member's flags, APPNOTE.TXT 4.4.4."""


class Package:
    """A zipped workbook; its parts are found by name whatever case and slashes the writer used."""

    def __init__(self, content: bytes) -> None:
        """Check what the package says of itself; InputProblem where it is damaged or unpacks beyond reason."""
        with _damage_told():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        members = self._zip.infolist()
        _check_size(members, len(content))
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise InputProblem(Refusal.UNKNOWN_LOCK)
        self._members = {_plain(member.filename): member for member in members}
        if len(self._members) < len(members):  # readers differ in which of two they take
            raise InputProblem(Refusal.DAMAGED, detail="two members of one name")
        self._verified: set[str] = set()

    def __enter__(self) -> Self:
        """Begin to read."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part."""
        return _plain(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the parts, in lower case, with slashes, none of them leading."""
        return tuple(self._members)

    def name_of(self, name: str) -> str:
        """Return a part's name as its writer spelt it, but with slashes."""
        return _slashed(self._members[_plain(name)].filename)

    def read(self, name: str) -> bytes:
        """Unpack a part and check its CRC; b"" where there is none, InputProblem where it is damaged."""
        member = self._members.get(_plain(name))
        if member is None:
            return b""
        with _damage_told():
            content = self._zip.read(member)
        self._verified.add(_plain(name))
        return content

    def read_xml(self, name: str) -> bytes:
        """Unpack a part of XML as UTF-8; InputProblem where it defines entities, which no workbook does."""
        content = self.read(name)
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            content = _SAID_ENCODING.sub(b"", content.decode("utf-16", "replace").encode(), count=1)
        if b"<!ENTITY" in content:
            raise InputProblem(Refusal.ENTITIES, detail=name)
        return content

    def verify(self) -> None:
        """Check the CRC of every part that was not read yet, and the entities of XML."""
        for name, member in self._members.items():
            if name in self._verified:
                continue
            if name.endswith((".xml", ".rels")):
                self.read_xml(name)
                continue
            with _damage_told(), self._zip.open(member) as part:
                while part.read(_CHUNK):
                    pass


@contextmanager
def _damage_told() -> Iterator[None]:
    """Say that a package is damaged where unpacking fails."""
    try:
        yield
    except zipfile.BadZipFile as error:
        cut = "not a zip file" in str(error)  # no directory at its end
        raise InputProblem(Refusal.CUT_SHORT if cut else Refusal.DAMAGED, detail=repr(error)) from error
    except EOFError as error:
        raise InputProblem(Refusal.CUT_SHORT, detail=repr(error)) from error
    except (zlib.error, OSError, RuntimeError, ValueError) as error:
        raise InputProblem(Refusal.DAMAGED, detail=repr(error)) from error


def _check_size(members: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse a package that would fill the memory."""
    unpacked = sum(member.file_size for member in members)
    bomb = unpacked > _SMALL and unpacked > packed * _MOST_RATIO
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_BYTES or bomb:
        raise InputProblem(Refusal.TOO_LARGE)


def _slashed(name: str) -> str:
    """Return a member's name with slashes, none of them leading."""
    return name.replace("\\", "/").lstrip("/")


def _plain(name: str) -> str:
    """Return the name under which a part is found."""
    return _slashed(name).lower()
