"""What the office keeps about itself: code lists, persons, settings, views, numbers, closed months, days off."""

from __future__ import annotations

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.domain.dates import PartialDate
from dadu_desktop.records.base import Base
from dadu_desktop.records.column_types import PartialDateText


class CodeItem(Base):
    """One entry of an editable code list such as 镇街 or 问题类别; ``parent`` names the upper level."""

    __tablename__ = "code_items"
    __table_args__ = (UniqueConstraint("code_list", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code_list: Mapped[str] = mapped_column(String(40), index=True)
    code: Mapped[str] = mapped_column(String(40), default="")
    label: Mapped[str] = mapped_column(Text)
    parent: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class OfficePerson(Base):
    """A person of the office; who left is retired, never deleted. ``role`` is "" for one who never opens the ledger."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text, default="")
    telephone: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(Text, default="")
    active: Mapped[bool] = mapped_column(default=True)


class Setting(Base):
    """A setting of the office that travels with the ledger."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class SavedView(Base):
    """A named combination of search, filters, sort order and columns (JSON)."""

    __tablename__ = "views"
    __table_args__ = (UniqueConstraint("record_type", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)


class NumberCounter(Base):
    """The last serial number given out; numbers are never used again."""

    __tablename__ = "number_counters"

    prefix: Mapped[str] = mapped_column(String(8), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class MonthClosing(Base):
    """One locking of a month (月报锁定) after its figures were published; reopening it needs a reason.

    ``history_mark`` is the last line of the history at that time: what was published can be told from it.
    """

    __tablename__ = "month_closings"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[PartialDate] = mapped_column(PartialDateText(), index=True)
    at: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text)
    history_mark: Mapped[int]
    reopened_at: Mapped[str | None] = mapped_column(String(32))
    reopened_by: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)


class OfficeDay(Base):
    """One day on which the office rests or works otherwise than the weekday says (放假与调休)."""

    __tablename__ = "office_days"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[PartialDate] = mapped_column(PartialDateText(), unique=True)
    works: Mapped[bool]
    name: Mapped[str] = mapped_column(Text, default="")
