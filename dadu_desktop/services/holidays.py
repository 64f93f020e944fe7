"""Holidays and 调休: the lists that ship, and the office's own, imported without a network and editable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.holiday_notice import HolidayDay, HolidayList, read_notice
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.working_days import WorkCalendar, shipped_days
from dadu_desktop.exchange.delimited import decode
from dadu_desktop.exchange.reader_process import ReaderProcess
from dadu_desktop.records.office import OfficeDay
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile

__all__ = ["HolidayDay", "HolidayList", "HolidayYear", "forget_holidays", "holiday_years", "read_holidays",
           "read_notice", "save_holidays"]  # fmt: skip

Origin = Literal["随程序", "本单位导入", "未导入"]
_TEXTS = {".txt", ".md"}
_LARGEST = 5_000_000


@dataclass(frozen=True)
class HolidayYear:
    """The list of one year and where it comes from."""

    year: int
    origin: Origin
    days: tuple[HolidayDay, ...]


def holiday_years(ledger: LedgerFile, today: date | None = None) -> list[HolidayYear]:
    """List the years around today and every year that the office imported."""
    with ledger.read() as connection:
        own = _own_days(connection)
    this = (today or date.today()).year
    years = {this - 1, this, this + 1} | {one.day.year for one in own}
    return [_year(year, [one for one in own if one.day.year == year]) for year in sorted(years)]


def read_holidays(path: Path, year: int | None = None) -> HolidayList:
    """Read a list from a text or a small workbook with the columns 日期, 休 or 班, 名称."""
    with said():
        if path.stat().st_size > _LARGEST:
            raise InputProblem("这个文件太大，不像放假安排，请核对后重新选择。")
        content = path.read_bytes()
    if path.suffix.lower() in _TEXTS:
        return read_notice(decode(content), year)
    with ReaderProcess() as reader:
        book = reader.read(content)
    lines = [" ".join(_words(cell) for cell in row) for sheet in book.sheets for row in sheet.rows]
    return read_notice("\n".join(lines), year)


def save_holidays(ledger: LedgerFile, year: int, days: Sequence[HolidayDay]) -> None:
    """Keep the whole list of a year; it goes before the one that ships."""
    if foreign := [one.day for one in days if one.day.year != year]:
        raise InputProblem(f"{PartialDate.of(foreign[0]).chinese()}不在{year}年，请分年导入。")
    if len({one.day for one in days}) < len(days):
        raise InputProblem("同一天填写了两次，请删去重复的一行。")
    rows = [{"day": PartialDate.of(one.day), "works": one.works, "name": one.name} for one in sorted(days)]
    with ledger.unit(reason=f"导入{year}年放假安排") as unit:
        unit.connection.execute(delete(OfficeDay).where(_within(year)))
        if rows:
            unit.connection.execute(insert(OfficeDay), rows)
        unit.touch("problems", (), index=False)


def forget_holidays(ledger: LedgerFile, year: int) -> None:
    """Take the office's own list of a year back; the one that ships holds again, where there is one."""
    with ledger.unit(reason=f"删除{year}年放假安排") as unit:
        unit.connection.execute(delete(OfficeDay).where(_within(year)))
        unit.touch("problems", (), index=False)


def _own_days(connection: Connection) -> list[HolidayDay]:
    """Read the office's own days."""
    rows = connection.execute(select(OfficeDay.day, OfficeDay.works, OfficeDay.name).order_by(OfficeDay.day))
    return [HolidayDay(day.first_day(), works, name) for day, works, name in rows]


def _year(year: int, own: Sequence[HolidayDay]) -> HolidayYear:
    """Describe one year."""
    if own:
        return HolidayYear(year, "本单位导入", tuple(own))
    if not WorkCalendar().known(year):
        return HolidayYear(year, "未导入", ())
    days = (date(year, 1, 1) + timedelta(days=one) for one in range(366))
    shipped = [
        HolidayDay(day, *shipped_days()[day]) for day in days if day.year == year and day in shipped_days()
    ]
    return HolidayYear(year, "随程序", tuple(shipped))


def _within(year: int) -> ColumnElement[bool]:
    """Select the days of a year."""
    return OfficeDay.day.between(PartialDate(year), PartialDate(year, 12, 31))


def _words(cell: object) -> str:
    """Say a cell of a workbook."""
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)
