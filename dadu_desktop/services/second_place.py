"""A second place for copies, such as a USB stick or a share: chosen by the manager, with a reminder when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from dadu_desktop.domain.errors import InputProblem, PlaceUnusable
from dadu_desktop.domain.roles import Act
from dadu_desktop.services.settings import get_settings, save_settings
from dadu_desktop.storage import backup
from dadu_desktop.storage.backup import Copy
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.history import EVENTS, HistoryEntry
from dadu_desktop.storage.ledger_file import LedgerFile

FOLDER, DAYS = "second_place", "second_place_days"
USUAL_DAYS = 7
NEVER = 0
_OCCASION = "第二地点"
_ACTION = "second"


@dataclass(frozen=True)
class SecondPlace:
    """The folder, None where none was chosen; after how many days to remind (0 never); the last copy there."""

    folder: Path | None
    days: int
    last: datetime | None


def second_place(ledger: LedgerFile) -> SecondPlace:
    """Read what was chosen and when the last copy went there."""
    settings = get_settings(ledger)
    query = select(func.max(HistoryEntry.at)).where(
        HistoryEntry.table_name == EVENTS, HistoryEntry.action == _ACTION
    )
    with ledger.read(None) as connection:
        at = connection.scalar(query)
    folder = settings.get(FOLDER, "")
    last = datetime.fromisoformat(at).astimezone().replace(tzinfo=None) if at else None
    return SecondPlace(Path(folder) if folder else None, int(settings.get(DAYS, USUAL_DAYS)), last)


def choose_second_place(ledger: LedgerFile, folder: Path | None, days: int = USUAL_DAYS) -> None:
    """Keep the folder and the days; InputProblem for a place that would be lost together with the ledger."""
    if folder is not None:
        with said():
            chosen, own = folder.resolve(), ledger.path.resolve().parent
        if chosen == own or chosen == backup.folder_of(ledger.path).resolve():
            raise InputProblem("第二备份地点不能是台账所在的文件夹，请选 U 盘、另一块硬盘或共享文件夹。")
    save_settings(ledger, {FOLDER: str(folder or ""), DAYS: str(days)})


def copy_to_second_place(ledger: LedgerFile) -> Copy:
    """Put a copy there that has been read back, and thin out the old ones; PlaceUnusable where it is not at hand."""
    ledger.require(Act.BACK_UP)
    folder = second_place(ledger).folder
    if folder is None:
        raise InputProblem("还没有选第二备份地点，请由管理员在“设置→第二备份地点”中选择。")
    with said():
        there = folder.is_dir()
    if not there:
        raise PlaceUnusable(f"找不到“{folder}”，请插好 U 盘或连上共享文件夹后重试。")
    made = backup.keep(ledger.path, _OCCASION, folder=folder)
    ledger.note(_ACTION, f"{made.file.name} → {folder}")
    return made


def same_disk(ledger: Path, folder: Path) -> bool:
    """Tell whether a folder lies on the ledger's own disk, with which it would be lost."""
    try:
        return ledger.parent.stat().st_dev == folder.stat().st_dev
    except OSError:
        return False


def reminder(ledger: LedgerFile, now: datetime) -> str:
    """Say that a copy is due; "" where none is, no place was chosen or the person may make none."""
    place = second_place(ledger)
    if place.folder is None or place.days == NEVER:
        return ""
    if place.last is None:
        return f"还没有备份到第二地点“{place.folder}”，请在“设置→第二备份地点”中备份。"
    waited = now - place.last
    if timedelta(0) <= waited < timedelta(days=place.days):
        return ""
    return f"已有 {max(waited.days, 0)} 天没有备份到第二地点“{place.folder}”，请在“设置→第二备份地点”中备份。"
