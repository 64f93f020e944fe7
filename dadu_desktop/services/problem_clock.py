"""The clock of the problem loop: the office's working days, its limits by level, and what it says of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.domain.problem_workflow import LIMITS, NEAR, default_due
from dadu_desktop.domain.working_days import WorkCalendar
from dadu_desktop.records.office import OfficeDay, Setting
from dadu_desktop.records.problems import LEVELS
from dadu_desktop.services.settings import save_settings
from dadu_desktop.storage.ledger_file import LedgerFile

LIMIT_SETTING = "problem_limit_"
NEAR_SETTING = "problem_near"
LIMIT_KEYS = (*LIMITS, *LEVELS)
_LONGEST = 999


@dataclass(frozen=True)
class OfficeClock:
    """Working days, the limits of each level in working days, and how near the limit a light turns yellow."""

    calendar: WorkCalendar
    limits: Mapping[str, int]
    near: int = NEAR

    def due(self, assigned: date, level: str) -> date:
        """Give the limit of work taken up on a day."""
        return default_due(assigned, level, self.calendar, self.limits)

    def soon(self, today: date) -> date:
        """Give the last limit that is near."""
        return self.calendar.add_working_days(today, self.near)

    def left_words(self, due: date, today: date) -> str:
        """Say how many working days are left, or by how many the limit has passed."""
        left = self.calendar.working_days_between(today, due)
        if due < today:
            said = f"超期{-left}个工作日" if left else "已过时限"
        else:
            said = f"还有{left}个工作日" if left else "今天到期"
        return f"{said}{self.note(today, due)}"

    def note(self, *days: date) -> str:
        """Say beside a computed day that the list of its year is missing; "" where it is not."""
        years = range(min(days).year, max(days).year + 1) if days else ()
        unknown = [f"{year}年" for year in years if not self.calendar.known(year)]
        return f"（{'、'.join(unknown)}放假安排未导入，按周一至周五推算）" if unknown else ""


def office_clock(connection: Connection) -> OfficeClock:
    """Read the clock of a ledger: nothing of it is remembered, so that a new day or a new list counts at once."""
    days = connection.execute(select(OfficeDay.day, OfficeDay.works))
    calendar = WorkCalendar({day.first_day(): works for day, works in days})
    kept = select(Setting.key, Setting.value).where(Setting.key.startswith("problem_"))
    settings = {key: int(value) for key, value in connection.execute(kept) if value.isdigit()}
    limits = {key: settings.get(LIMIT_SETTING + key, LIMITS.get(key, 0)) for key in LIMIT_KEYS}
    return OfficeClock(
        calendar, {key: days for key, days in limits.items() if days}, settings.get(NEAR_SETTING, NEAR)
    )


def problem_limits(ledger: LedgerFile) -> dict[str, int]:
    """Give the working days of every part and level; a level without a limit of its own has that of 主办."""
    with ledger.read() as connection:
        limits = office_clock(connection).limits
    return {key: limits.get(key, limits[next(iter(LIMITS))]) for key in LIMIT_KEYS}


def near_days(ledger: LedgerFile) -> int:
    """Give the working days before a limit from which its light is yellow."""
    with ledger.read() as connection:
        return office_clock(connection).near


def save_problem_limits(ledger: LedgerFile, limits: Mapping[str, int], near: int) -> None:
    """Keep the limits; they hold for what is assigned from now on."""
    if unknown := limits.keys() - set(LIMIT_KEYS):
        raise InputProblem(f"没有“{'、'.join(sorted(unknown))}”这个层级，请从列表中选择。")
    if not all(1 <= days <= _LONGEST for days in limits.values()) or not 0 <= near <= _LONGEST:
        raise InputProblem("办理时限请填写 1 到 999 之间的工作日数。")
    rows = {LIMIT_SETTING + key: str(days) for key, days in limits.items()}
    save_settings(ledger, {**rows, NEAR_SETTING: str(near)})


def due_words(ledger: LedgerFile, due: date, today: date) -> str:
    """Say a limit with the working days left, and whether its year is listed."""
    with ledger.read() as connection:
        return office_clock(connection).left_words(due, today)


def unknown_year_note(ledger: LedgerFile, *days: date) -> str:
    """Say which of the years of some days have no list; "" where all have."""
    with ledger.read() as connection:
        return office_clock(connection).note(*days)
