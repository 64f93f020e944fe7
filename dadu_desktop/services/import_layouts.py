"""Corrections of headings, kept in the ledger for the next file of the same shape."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from dadu_desktop.exchange.layouts import Layout
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.office import Setting
from dadu_desktop.storage.ledger_file import LedgerFile

_PREFIX = "import.layout."


def kept_layouts(ledger: LedgerFile) -> dict[str, Layout]:
    """Read all corrections by the fingerprint of their headings."""
    query = select(Setting.key, Setting.value).where(Setting.key.startswith(_PREFIX))
    with ledger.read() as connection:
        found = {key.removeprefix(_PREFIX): Layout.parse(value) for key, value in connection.execute(query)}
    return {key: layout for key, layout in found.items() if layout.kind in RECORD_TYPES}


def keep_layout(ledger: LedgerFile, shape: str, layout: Layout) -> None:
    """Keep the correction for this shape in the place of an earlier one."""
    with ledger.unit(reason="记住来表的识别方式") as unit:
        unit.connection.execute(delete(Setting).where(Setting.key == _PREFIX + shape))
        unit.connection.execute(insert(Setting).values(key=_PREFIX + shape, value=layout.dump()))


def forget_layout(ledger: LedgerFile, shape: str) -> None:
    """Read headings of this shape by their words again."""
    with ledger.unit(reason="不再使用记住的识别方式") as unit:
        unit.connection.execute(delete(Setting).where(Setting.key == _PREFIX + shape))
