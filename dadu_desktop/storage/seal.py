"""The history sealed: the rows of each transaction enter an HMAC chain as it commits, and a head tells its end.

Whoever changes, adds, removes or exchanges rows later breaks the chain; whoever cuts off its end has a head that
tells of more. An older head, kept in every backup and written on reports and exports, must be found in the chain.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import platform
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, String, Text, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.records.base import Base
from dadu_desktop.storage.history import EVENTS, HistoryEntry

_MOST = 1000
NO_DATA = frozenset({EVENTS, "sent_reports", "report_copies"})
"""Where the history tells what was done with the data; that changes none of them."""


class HistorySeal(Base):
    """The seal of one transaction: its last row of history, how many it had, where it was made, and the chain so far.

    ``stray`` tells that the rows were found unsealed: they were not written by this program.
    """

    __tablename__ = "history_seals"

    id: Mapped[int] = mapped_column(primary_key=True)
    last_entry: Mapped[int]
    entries: Mapped[int]
    station: Mapped[str] = mapped_column(Text)
    stray: Mapped[bool] = mapped_column(default=False)
    chain: Mapped[str] = mapped_column(String(64))


class HistoryHead(Base):
    """The single row that tells where the chain ends; the key stays the same when passwords change."""

    __tablename__ = "history_head"

    id: Mapped[int] = mapped_column(primary_key=True)
    seal_key: Mapped[str] = mapped_column(String(64))
    seal: Mapped[int] = mapped_column(default=0)
    last_entry: Mapped[int] = mapped_column(default=0)
    chain: Mapped[str] = mapped_column(String(64), default="")
    mac: Mapped[str] = mapped_column(String(64), default="")


@dataclass(frozen=True)
class Head:
    """The end of a chain: its number of seals and the code that belongs to it."""

    seal: int
    chain: str

    def __str__(self) -> str:
        """Write it as on paper: short enough to type, long enough to tell chains apart."""
        return f"{self.seal}-{self.chain[:16]}".upper() if self.seal else "0"


def seal(connection: Connection, *, stray: bool = False) -> None:
    """Seal the rows of history that have no seal yet, within the transaction that wrote them."""
    newest = connection.scalar(select(func.max(HistoryEntry.id))) or 0
    head = _head(connection)
    if newest <= head.last_entry:
        return
    digest = _digest(head.seal_key, head.chain, station(), stray=stray)
    count = _feed(digest, _written(connection, head.last_entry, newest))
    chain = digest.hexdigest()
    values = {"last_entry": newest, "chain": chain}
    connection.execute(
        insert(HistorySeal).values(**values, id=head.seal + 1, entries=count, station=station(), stray=stray)
    )
    mac = _head_mac(head.seal_key, head.seal + 1, newest, chain)
    connection.execute(update(HistoryHead).values(**values, seal=head.seal + 1, mac=mac))


def head_of(connection: Connection) -> Head:
    """Read the end of the chain; of a ledger without history it is empty."""
    row = connection.execute(select(HistoryHead.seal, HistoryHead.chain)).first()
    return Head(row.seal, row.chain) if row else Head(0, "")


def head_of_data(connection: Connection) -> Head:
    """Read the seal of the newest change of data: it stays the same when somebody logs in or prints."""
    data = select(HistoryEntry.id).where(HistoryEntry.table_name.not_in(NO_DATA))
    newest = data.order_by(HistoryEntry.id.desc()).limit(1).scalar_subquery()
    seals = select(HistorySeal.id, HistorySeal.chain).where(HistorySeal.last_entry >= newest)
    row = connection.execute(seals.order_by(HistorySeal.id).limit(1)).first()
    return Head(*row) if row else head_of(connection)


def key_of(connection: Connection) -> str:
    """Read the key by which a ledger, and every copy of it, is known; "" while nothing was sealed."""
    return connection.scalar(select(HistoryHead.seal_key)) or ""


def holds(connection: Connection, head: Head) -> bool:
    """Tell whether an older head lies on the chain."""
    if head.seal == 0:
        return True
    chain = connection.scalar(select(HistorySeal.chain).where(HistorySeal.id == head.seal))
    return chain == head.chain


def faults(connection: Connection) -> Iterator[str]:
    """Go through the whole chain and say, in Chinese, what was changed, added, removed or cut off."""
    head = connection.execute(select(HistoryHead)).first()
    if head is None:
        if connection.scalar(select(func.count()).select_from(HistoryEntry)):
            yield "操作留痕的封存记录被删除，请与备份核对。"
        return
    last = Head(0, "")
    after = 0
    for one in connection.execute(select(HistorySeal).order_by(HistorySeal.id)).all():
        if one.id != last.seal + 1:
            yield f"操作留痕的第 {last.seal + 1} 至 {one.id - 1} 次封存被删除，请与备份核对。"
        yield from _seal_faults(connection, head.seal_key, one, last.chain, after)
        last, after = Head(one.id, one.chain), one.last_entry
    told = _head_mac(head.seal_key, head.seal, head.last_entry, head.chain) if head.seal else ""
    if (head.seal, head.chain, head.last_entry, head.mac) != (last.seal, last.chain, after, told):
        yield f"操作留痕的末尾与封存不符（应有 {head.seal} 次封存，现有 {last.seal} 次），可能被截去，请与备份核对。"
    newest = connection.scalar(select(func.count()).where(HistoryEntry.id > after))
    if newest:
        yield f"有 {newest} 条操作留痕没有封存，不是由本程序写入，请核对来源。"


@cache
def station() -> str:
    """Name this computer."""
    return platform.node()


def _seal_faults(connection: Connection, key: str, one: Row[Any], chain: str, after: int) -> Iterator[str]:
    """Compare one seal with the rows that it covers."""
    digest = _digest(key, chain, one.station, stray=one.stray)
    count = _feed(digest, _written(connection, after, one.last_entry))
    place = f"第 {after + 1} 至 {one.last_entry} 条操作留痕"
    if count != one.entries:
        yield f"{place}应有 {one.entries} 条，现有 {count} 条，被删除或添加过，请与备份核对。"
    elif not hmac.compare_digest(digest.hexdigest(), one.chain):
        yield f"{place}与封存不符，内容或先后被改动过，请与备份核对。"
    elif one.stray:
        yield f"{place}不是由本程序写入，请核对来源。"


def _head(connection: Connection) -> Row[Any]:
    """Read the row of the head; the first time it is made with a key of the ledger's own."""
    found = connection.execute(select(HistoryHead)).first()
    if found is None:
        connection.execute(insert(HistoryHead).values(id=1, seal_key=secrets.token_hex(32)))
        found = connection.execute(select(HistoryHead)).one()
    return found


def _written(connection: Connection, after: int, last: int) -> Iterator[str]:
    """Write the rows of history between two marks, in their order, so that no two contents are written alike.

    SQLite writes JSON itself, in half the time; a server would put blanks into it, and a ledger keeps its seals
    when it is taken over to one.
    """
    table = HistoryEntry.__table__
    on_server = connection.dialect.name == "postgresql"
    query = select(table) if on_server else select(func.json_array(*table.columns))
    query = query.where(HistoryEntry.id > after, HistoryEntry.id <= last).order_by(HistoryEntry.id)
    rows = connection.execute(query.execution_options(yield_per=_MOST))
    return map(as_array, rows) if on_server else (words for (words,) in rows)


def as_array(row: Iterable[object]) -> str:
    """Write values as SQLite's json_array does."""
    return json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))


def _digest(key: str, chain: str, where: str, *, stray: bool) -> hmac.HMAC:
    """Begin a link of the chain with the one before it."""
    begin = json.dumps([chain, where, stray], ensure_ascii=False).encode()
    return hmac.new(bytes.fromhex(key), begin, hashlib.sha256)


def _feed(digest: hmac.HMAC, rows: Iterator[str]) -> int:
    """Put rows into the chain and count them."""
    count = 0
    for row in rows:
        digest.update(row.encode("utf-8", "surrogatepass"))
        count += 1
    return count


def _head_mac(key: str, number: int, last_entry: int, chain: str) -> str:
    """Authenticate the head with words that no seal is made of."""
    words = f"head|{number}|{last_entry}|{chain}".encode()
    return hmac.new(bytes.fromhex(key), words, hashlib.sha256).hexdigest()
