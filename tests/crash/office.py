"""The ledger to which things happen, what is done to it, and what is looked at afterwards."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.services import login
from dadu_desktop.services.attachments import attach_file
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.storage import backup, carrying, check, opening
from dadu_desktop.storage.engine import make_engine, one_time_engine
from dadu_desktop.storage.key_ring import OPEN_KEY
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.crash import deeds

ROWS = 300
_LOOKED_AT = (
    "SELECT count(*), sum(version) FROM enterprises WHERE deleted_at IS NULL",
    "SELECT count(*), count(undone_at) FROM batches",
    "SELECT count(*), sum(size) FROM attachments",
    "SELECT version_num FROM alembic_version",
)


@dataclass(frozen=True)
class Office:
    """A folder with a ledger, an older copy of it, a workbook, a file, and the number of an enterprise."""

    folder: Path
    number: str

    @property
    def ledger(self) -> Path:
        """The ledger that is worked in."""
        return self.folder / "台账.dadu"

    @property
    def older(self) -> Path:
        """A backup of an earlier day, without the attachment."""
        return self.folder / "旧.dadu"

    @property
    def copy(self) -> Path:
        """Where a backup is written."""
        return self.folder / "U盘" / "备份.dadu"

    @property
    def pack(self) -> Path:
        """Where the one file to carry away is written."""
        return self.folder / "U盘" / "带走.daduzip"

    @property
    def kept(self) -> list[Path]:
        """The backups that the program keeps by itself."""
        return sorted(self.folder.rglob("*备份/*.dadu"))

    @property
    def workbook(self) -> Path:
        """A workbook of new enterprises."""
        return self.folder / "企业.xlsx"

    @property
    def letter(self) -> Path:
        """A file to attach."""
        return self.folder / "来信.txt"

    def moved(self, folder: Path) -> Office:
        """Give the same office, as it was made, in another folder."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return Office(folder, self.number)


def make(folder: Path) -> Office:
    """Make the demonstration ledger, its older copy and what is put into it."""
    folder.mkdir(parents=True)
    office = Office(folder, "")
    make_demo(office.ledger)
    backup.copy_ledger(office.ledger, office.older)
    office.letter.write_bytes("企业来信\n".encode() * 5000)
    _write_workbook(office.workbook)
    with opening.open_file(office.ledger) as ledger:
        first = list_records(ledger, "enterprises", ListQuery(columns=("number",), limit=1)).rows[0]
        attach_file(ledger, "enterprises", first.id, office.workbook)
    return Office(folder, str(first.values["number"]))


def _write_workbook(path: Path) -> None:
    """Write a register of enterprises that nobody has yet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ("企业名称", "行业", "所属镇街", "联系人"))
        for row in range(ROWS):
            sheet.write_row(row + 1, 0, (f"断电试验第{row:04}号商行", "零售业", "跳磴镇", f"联系人{row}"))


def state(place: Path) -> object:
    """Read every page and give what a ledger, or what one was packed into, holds in a few numbers; None where there is none."""
    if not place.exists():
        return None
    if place.suffix == carrying.SUFFIX:
        with tempfile.TemporaryDirectory() as folder:
            carrying.unpack(place, taken := Path(folder) / "台账.dadu")
            return state(taken)
    login.lock_out()
    login.unlock(place, deeds.PASSWORD)
    backup.verify(place)
    with one_time_engine(place).connect() as connection:
        seen = [connection.exec_driver_sql(query).all() for query in _LOOKED_AT]
    return [*seen, "公开" if backup.opens(place, OPEN_KEY) else "加密"]


def faults_of(place: Path) -> str:
    """Check a ledger, whatever its schema; "" when all is well or there is none."""
    if not place.exists():
        return ""
    try:
        with LedgerFile(place, make_engine(place), None) as ledger:
            return "；".join(one.sentence for one in check.check(ledger))
    except UserProblem as problem:
        return problem.sentence
