"""Search in a million texts beside the bare FTS5 query."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import insert

from benchmarks.figures import Measured, best
from dadu_desktop.records.enterprises import Enterprise
from dadu_desktop.records.problems import Problem
from dadu_desktop.services.ledgers import new_ledger
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.search import search_everywhere
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.search_index import index_texts, spaced

TEXTS = 1_000_000
_CHUNK = 20_000
_COLUMNS = ("number", "enterprise", "description", "category", "status", "raised", "due_date", "owner")
_RARE, _COMMON = "无动力公园", "停车位"
_PARTS = (
    "周边停车位不足影响客流",
    "旺季招工难岗位缺口大",
    "夏季用电负荷不足",
    "备货资金周转紧张",
    "货车白天限行",
    "仓库到期需要搬迁",
    "店招更换手续不清楚",
)


def measure(folder: Path) -> Iterator[Measured]:
    """Search for a word that is in one text of a thousand and for one that is in one of seven."""
    with new_ledger(folder / "search.dadu") as ledger:
        ledger.on_close = None
        fill(ledger)
        for name, word, times in (("rare", _RARE, 40), ("common", _COMMON, 5)):
            query = ListQuery(search=word, columns=_COLUMNS)
            plain = best(lambda word=word: bare(ledger, word), times)  # type: ignore[misc]
            plain_page = best(lambda word=word: bare_page(ledger, word), times)  # type: ignore[misc]
            box = best(lambda word=word: search_everywhere(ledger, word), times)  # type: ignore[misc]
            page = best(lambda query=query: list_records(ledger, "problems", query), times)  # type: ignore[misc]
            yield Measured(f"search box, {TEXTS} texts, {name} word", box, plain, 3)
            yield Measured(f"search and list of 200, {TEXTS} texts, {name} word", page, plain_page, 3)


def fill(ledger: LedgerFile) -> None:
    """Write a million problems; their history is left out, as it has no part in the search."""
    with ledger.unit(reason="benchmark") as unit:
        unit.connection.exec_driver_sql("DROP TRIGGER history_problems_insert")
        enterprise = {"id": 1, "number": "QY-2022-0001", "name": "重庆栖禾商贸有限公司", "version": 1}
        unit.connection.execute(insert(Enterprise), [enterprise])
        for first in range(1, TEXTS + 1, _CHUNK):
            texts = [(one, _text(one)) for one in range(first, first + _CHUNK)]
            rows = [
                {
                    "id": one,
                    "number": f"WT-2022-{one}",
                    "enterprise": 1,
                    "description": text,
                    "status": "登记",
                    "version": 1,
                }
                for one, text in texts
            ]
            unit.connection.execute(insert(Problem), rows)
            index_texts(unit.connection, "problems", texts)


def _text(number: int) -> str:
    """Invent one text."""
    rare = f"，建议参照{_RARE}做法" if number % 1000 == 0 else ""
    return (
        f"{_PARTS[number % len(_PARTS)]}，涉及{number % 977}户{_PARTS[number // 7 % len(_PARTS)][:2]}{rare}"
    )


def bare(ledger: LedgerFile, word: str) -> list[object]:
    """Ask FTS5 for every text with the word."""
    with ledger.read() as connection:
        query = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
        return list(connection.exec_driver_sql(query, (f'"{spaced(word)}"',)))


def bare_page(ledger: LedgerFile, word: str) -> list[object]:
    """Ask FTS5 for every text with the word, and read the newest 200 with the names of their enterprises."""
    newest = sorted(row[0] // 16 for row in bare(ledger, word))[-200:]  # type: ignore[index]
    with ledger.read() as connection:
        columns = "p.number, e.name, p.description, p.category, p.status, p.raised, p.due_date, p.owner"
        ids = ",".join(map(str, newest))
        tables = "problems p JOIN enterprises e ON e.id = p.enterprise"
        query = f"SELECT {columns} FROM {tables} WHERE p.id IN ({ids})"  # noqa: S608 - only numbers of our own
        return list(connection.exec_driver_sql(query))
