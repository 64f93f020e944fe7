"""What an import would do, row by row, before anything is written; and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from dadu_desktop.exchange.body import BodyReader, CellProblem, Skipped
from dadu_desktop.exchange.cells import Sheet, place_of
from dadu_desktop.exchange.columns import ROW_UNITS, Header
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.services.import_answers import Answers, Option

Values = dict[str, object]
Action = Literal["created", "updated", "unchanged", "refused", "excluded", "skipped"]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How workbooks meet the ledger: new records are made, kept ones changed, empty cells clear what is kept."""

    adds: bool = True
    updates: bool = True
    clears: bool = False


USUAL = ImportOptions()


@dataclass(slots=True)
class RecordPlan:
    """One record to make (``id`` 0) or to change.

    ``values`` are those to write, ``children`` whole lists of rows (with ``id`` where kept already), ``changes``
    what differs from the ledger: field key → (before, after). ``replaces`` is the figure that this one corrects,
    ``temporary`` the id below 0 by which others refer to a new enterprise.
    """

    kind: str
    id: int
    values: Values
    children: dict[str, list[Values]] = field(default_factory=dict)
    changes: dict[str, tuple[object, object]] = field(default_factory=dict)
    replaces: int = 0
    temporary: int = 0

    @property
    def action(self) -> Action:
        """Tell whether the record is made, changed or left."""
        if not self.id:
            return "updated" if self.replaces else "created"
        return "updated" if self.changes else "unchanged"


@dataclass(slots=True)
class RowPlan:
    """What becomes of one record of a sheet; rows are numbered as the person sees them."""

    row: int
    last_row: int
    title: str
    action: Action
    records: list[RecordPlan] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellProblem] = field(default_factory=list)
    reason: str = ""
    """Why a row is skipped that could be taken."""
    said: tuple[str, str] = ("", "")
    """Code and name that ``options`` are about."""
    options: tuple[Option, ...] = ()

    @property
    def values(self) -> Values:
        """Return the values of the main record."""
        return self.records[0].values if self.records else {}

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """Return what differs from the ledger in the main record."""
        return self.records[0].changes if self.records else {}


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """A heading of the sheet and the field found for it ("" with a remark where none was)."""

    heading: str
    path: str
    label: str
    unit: str
    remark: str


@dataclass(slots=True)
class SheetSource:
    """The cells of a sheet and how they are read, kept so that a mended cell can be read again."""

    sheet: Sheet
    header: Header
    around: Surroundings
    reader: BodyReader


@dataclass(slots=True)
class SheetPlan:
    """One sheet of a file; without a ``kind`` it is left out for the ``reason``."""

    path: Path
    sheet: str
    kind: str = ""
    header_rows: tuple[int, ...] = ()
    columns: tuple[ColumnMatch, ...] = ()
    rows: list[RowPlan] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    reason: str = ""
    source: SheetSource | None = None
    cells: Sheet | None = None
    """The cells, also of a sheet whose heading was not made out."""
    base_1904: bool = False

    @property
    def remembered(self) -> bool:
        """Tell whether the heading was read as a person once corrected it."""
        return self.source is not None and self.source.header.remembered

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.path.name

    def counts(self) -> Counter[str]:
        """Count the rows by what becomes of them."""
        return Counter(row.action for row in self.rows)


@dataclass(slots=True)
class ImportPreview:
    """All sheets of all files; ``newcomers`` are enterprises that other ledgers name and the register lacks."""

    sheets: list[SheetPlan]
    newcomers: dict[int, Values] = field(default_factory=dict)
    excluded: set[tuple[Path, str, int]] = field(default_factory=set)
    options: ImportOptions = USUAL
    answers: Answers = field(default_factory=dict)
    revision: int = -1

    def counts(self) -> Counter[str]:
        """Count the rows of all sheets by what becomes of them."""
        return sum((sheet.counts() for sheet in self.sheets), Counter())


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be read, and the sentence about it; ``locked`` where a password would open it."""

    path: Path
    sentence: str
    locked: bool = False


@dataclass(frozen=True)
class FileOutcome:
    """What became of one sheet; ``refused`` rows are told in ``problems``, the others were taken."""

    file: str
    sheet: str
    kind: str
    header_rows: list[int]
    read: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: int
    warnings: int
    problems: list[CellProblem]
    notes: list[CellProblem]
    """The cells behind ``warnings``."""
    remembered: bool = False
    """Whether the columns were matched as a person once corrected them."""
    reason: str = ""
    left_columns: list[str] = field(default_factory=list)
    """Headings of columns that were not taken over, with the reason."""


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did; ``batch`` takes it back and is 0 where nothing was written."""

    files: list[FileOutcome]
    batch: int = 0
    changed: dict[str, list[int]] = field(default_factory=dict)


def _as_it_came(sheet: SheetPlan, problems: Iterable[CellProblem]) -> list[CellProblem]:
    """Give cells the rows in which the sender has them; those of a table made of a page stand elsewhere."""
    if sheet.cells is None or not sheet.cells.moved:
        return list(problems)
    return [replace(one, row=place_of(one.address).row + 1) for one in problems]


def outcome_of(sheet: SheetPlan) -> FileOutcome:
    """Sum up a sheet."""
    counts = sheet.counts()
    taken = {action: counts[action] for action in ("created", "updated", "unchanged", "refused")}
    return FileOutcome(
        file=sheet.file,
        sheet=sheet.sheet,
        kind=sheet.kind,
        header_rows=list(sheet.header_rows),
        read=len(sheet.rows),
        skipped=len(sheet.skipped) + counts["excluded"] + counts["skipped"],
        warnings=sum(len(row.warnings) for row in sheet.rows),
        problems=_as_it_came(
            sheet, (problem for row in sheet.rows if row.action == "refused" for problem in row.problems)
        ),
        notes=_as_it_came(sheet, (warning for row in sheet.rows for warning in row.warnings)),
        remembered=sheet.remembered,
        reason=sheet.reason,
        left_columns=[
            f"{one.heading}：{one.remark}"
            for one in sheet.columns
            if not one.path and one.remark not in ("", ROW_UNITS)
        ],
        **taken,
    )
