"""Names to codes and amounts to bands, for copies that leave the office (脱敏)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sqlalchemy import Connection, select

from dadu_desktop.domain.redaction import band, headcount_band
from dadu_desktop.records.catalogue import MAPPINGS
from dadu_desktop.records.enterprises import Enterprise, EnterpriseName, EnterprisePerson
from dadu_desktop.records.trade_surveys import TradeSurvey
from dadu_desktop.records.visits import ServiceVisit
from dadu_desktop.reporting.templates import escaped
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.seal import key_of

PERSON, PLACE, SHARED, LEFT_OUT = "〔人员〕", "〔地址〕", "〔企业〕", "〔略〕"
_CODE = re.compile(r"企业\d{3,}号")
_SHORTEST = {"name": 3, "person": 2, "place": 6}
_SECRET = re.compile(
    r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])"  # a credit code
    r"|(?<!\d)(?:1\d{10}|0\d{2,3}\\?-?\d{7,8})(?!\d)"
    r"|QY(?:\\?-\d+)+"
)
_AMOUNT = re.compile(r"(?:\\?-)?(?<![\d.])(\d(?:[\d,\\]*\d)?(?:\\?\.\d+)?)([多余]?)(万元|亿元)")
_PEOPLE = re.compile(r"(?<![\d.,])(\d[\d,\\]*)[多余]?人(?![次均民])")
_CELL = re.compile(r"\s*\\?-?\d[\d,\\]*(?:\\?\.\d+)?\s*")
_UNITS = {"万元": Decimal(1), "亿元": Decimal(10_000)}


class Mask:
    """Hides who the enterprises of one copy are; another copy has other codes."""

    def __init__(self, ledger: LedgerFile, copy: str, texts: Iterable[str]) -> None:
        """Learn which of the names of the register stand in some texts."""
        whole = "\n".join(texts)
        with ledger.read() as connection:
            self._codes = _codes(connection, copy)
            found: dict[str, str] = {}
            for written, said in _found(connection, self._codes, whole):
                found[written] = said if found.get(written, said) == said else SHARED
        longest = sorted(found, key=len, reverse=True)
        self._said = found
        self._names = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def code(self, enterprise: int) -> str:
        """Give the code of an enterprise."""
        return self._codes[enterprise]

    def words(self, text: str) -> str:
        """Put codes in the place of names, and leave out persons, addresses, telephones and codes of the register."""
        return _SECRET.sub(LEFT_OUT, self._names.sub(lambda found: self._said[found[0]], text))

    def document(self, markdown: str, *, single: bool) -> str:
        """Mask a document; amounts become bands where it speaks of one enterprise, everywhere in a ``single`` one's."""
        lines: list[str] = []
        units: dict[int, Decimal] = {}
        for line in self.words(markdown).split("\n"):
            if not line.startswith("|"):
                units = {}
            elif not units:
                units = _units(line)
            own = single or bool(_CODE.search(line))
            lines.append(_banded(line, units) if own else line)
        return "\n".join(lines)


def banded(text: str) -> str:
    """Put bands in the place of the amounts and headcounts of a text."""
    told = _AMOUNT.sub(lambda found: band(_number(found[0]) * _UNITS[found[3]]), text)
    return _PEOPLE.sub(lambda found: headcount_band(int(_number(found[1]))), told)


def _banded(line: str, units: Mapping[int, Decimal]) -> str:
    """Put bands in the place of amounts of a line; in a table also where the unit stands in the header."""
    if not line.startswith("|"):
        return banded(line)
    return "|".join(_cell(cell, units.get(place)) for place, cell in enumerate(line.split("|")))


def _cell(cell: str, unit: Decimal | None) -> str:
    """Put a band in the place of the amount of a cell."""
    if unit is not None and _CELL.fullmatch(cell):
        return f" {band(_number(cell) * unit)} "
    return banded(cell)


def _units(header: str) -> dict[int, Decimal]:
    """Find the columns of a table whose header names a unit of money; 0 stands for a table without any."""
    found = {
        place: unit
        for place, cell in enumerate(header.split("|"))
        for words, unit in _UNITS.items()
        if words in cell
    }
    return found or {0: Decimal(1)}


def _number(words: str) -> Decimal:
    """Read a printed number."""
    return Decimal("".join(re.findall(r"[-\d.]", words)))


def _codes(connection: Connection, copy: str) -> dict[int, str]:
    """Number all enterprises in an order that nobody can guess who has not the ledger."""
    secret = key_of(connection)

    def drawn(one: int) -> bytes:
        """Draw the place of an enterprise."""
        return hashlib.blake2b(f"{copy}:{one}".encode(), key=secret.encode()[:64]).digest()

    ids = sorted(connection.scalars(select(Enterprise.id)), key=drawn)
    return {one: f"企业{place:03}号" for place, one in enumerate(ids, 1)}


def _found(connection: Connection, codes: Mapping[int, str], whole: str) -> Iterator[tuple[str, str]]:
    """Give what is to be replaced in a text, and by what; also as it is written in Markdown."""
    for kind, who, words in _known(connection):
        for part in re.split(r"[、,，;；\s]+", words) if kind != "place" else [words]:
            said = codes[who] if kind == "name" else {"person": PERSON, "place": PLACE}[kind]
            for written in {part, escaped(part)}:
                if len(part) >= _SHORTEST[kind] and written in whole:
                    yield written, said


def _known(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """List names, persons and addresses of all enterprises, deleted ones too."""
    one = Enterprise
    columns: dict[str, Sequence[str]] = {
        "person": ("legal_person", "principal", "statistician", "contact"),
        "place": ("registered_address", "business_address"),
        "name": ("name", "short_name", "former_names"),
    }
    for kind, keys in columns.items():
        rows = connection.execute(
            select(one.id, *(getattr(MAPPINGS["enterprises"].model, key) for key in keys))
        )
        yield from ((kind, who, words) for who, *found in rows for words in found if words)
    for kind, part in (("person", EnterprisePerson), ("name", EnterpriseName)):
        for who, words in connection.execute(select(part.parent_id, part.name)):
            yield kind, who, words
    for met in (ServiceVisit, TradeSurvey):  # who received an officer need not stand in the register
        yield from (
            ("person", 0, words) for words in connection.scalars(select(met.receiver).distinct()) if words
        )
