"""The month view of 100 000 enterprises with 36 months of figures, beside the bare aggregate of the same rows."""

# ruff: noqa: S608 - the statements are put together from constants only

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Measured, best
from dadu_desktop.domain.periods import Month
from dadu_desktop.services import seeds
from dadu_desktop.services.figure_view import month_view
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile

ENTERPRISES = 100_000
MONTHS = 36
LAST = Month(2022, 11)

_ENTERPRISES = f"""
WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < {ENTERPRISES})
INSERT INTO enterprises (id, version, number, name, trade, town, status)
SELECT i, 1, printf('QY-%06d', i), '企业' || i,
       CASE i % 4 WHEN 0 THEN '批发业' WHEN 1 THEN '零售业' WHEN 2 THEN '住宿业' ELSE '餐饮业' END,
       CASE i % 8 WHEN 0 THEN '八桥镇' ELSE '九宫庙街道' END, '在库' FROM n"""
_FIGURES = f"""
WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < {ENTERPRISES})
INSERT INTO figures (version, enterprise, month, indicator, value, base, cumulative, cumulative_base, state,
                     revision, replaced)
SELECT 1, i, ?, CASE i % 4 WHEN 0 THEN '商品销售额' WHEN 1 THEN '商品销售额' ELSE '营业额' END,
       v, b, v * 11, b * 11, '已报', 1, 0
FROM (SELECT i, (i * 7919 + ? * 104729) % 90000000 * 100 + 1000000 v, (i * 7919) % 90000000 * 100 + 1000000 b FROM n)"""
_BARE = """
SELECT e.trade, count(*), sum(f.value), sum(f.base), sum(f.cumulative), sum(f.cumulative_base)
FROM figures f JOIN enterprises e ON e.id = f.enterprise
WHERE f.month = '2022-11' AND f.deleted_at IS NULL AND f.replaced = 0 AND e.deleted_at IS NULL
  AND f.indicator = CASE WHEN e.trade IN ('住宿业', '餐饮业') THEN '营业额' ELSE '商品销售额' END
GROUP BY e.trade"""


def measure(folder: Path) -> Iterator[Measured]:
    """Fill a ledger, then ask both once it was closed and opened, as it is in use."""
    place = folder / "figures.dadu"
    with opening.create(place, seeds.sow) as ledger:
        _fill(ledger)
    with opening.open_file(place) as ledger:
        bare = best(lambda: _bare(ledger))
        view = best(lambda: month_view(ledger, LAST))
        yield Measured(f"month view, {ENTERPRISES} enterprises x {MONTHS} months", view, bare, 3)


def _bare(ledger: LedgerFile) -> list[object]:
    """Ask the database itself."""
    with ledger.read() as connection:
        return list(connection.exec_driver_sql(_BARE))


def _fill(ledger: LedgerFile) -> None:
    """Write the rows without history: only reading is measured."""
    with ledger.unit(reason="测速") as unit:
        for table in ("enterprises", "figures"):
            unit.connection.exec_driver_sql(f"DROP TRIGGER history_{table}_insert")
        unit.connection.exec_driver_sql(_ENTERPRISES)
        month = LAST
        for number in range(MONTHS):
            unit.connection.exec_driver_sql(_FIGURES, (str(month), number))
            month = month.previous()
