"""A workbook of 100 000 rows × 20 columns with formats beside openpyxl's write-only mode; time and memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side

from benchmarks.children import run
from benchmarks.figures import Measured
from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.exchange.export_cells import cell_of, is_right_aligned, number_format
from dadu_desktop.exchange.workbook_writer import ExportRow, workbook_of
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind

ROWS, COLUMNS = 100_000, 20
_KILOBYTES = 1024
_KINDS = (Kind.TEXT, Kind.CREDIT_CODE, Kind.PHONE, Kind.CHOICE, Kind.INTEGER, Kind.APPROXIMATE, Kind.DATE)


def measure(folder: Path) -> Iterator[Measured]:
    """Write the same rows both ways, each in a process of its own; seconds of the processor."""
    ours, plain = (
        [float(one) for one in run(folder, "-m", "benchmarks.exporting", way, str(folder / way)).split()]
        for way in ("ours", "plain")
    )
    yield Measured(f"export of {ROWS} rows x {COLUMNS} columns", ours[0], plain[0], 0.5)
    yield Measured("memory of that export, rows included", ours[1], plain[1], 1.25, "MB")


def fields() -> list[Field]:
    """Take columns of the register: codes, texts, counts, amounts and days."""
    own = [one for one in RECORD_TYPES["enterprises"].fields if one.kind in _KINDS and not one.computed]
    return own[:COLUMNS]


def rows(described: list[Field]) -> list[ExportRow]:
    """Invent records; no two of them are alike in all texts."""
    return [ExportRow({one.key: _value(one, at) for one in described}) for at in range(ROWS)]


def _value(field: Field, at: int) -> object:
    """Invent a value."""
    match field.kind:
        case Kind.INTEGER:
            return 1950 + at % 70
        case Kind.APPROXIMATE:
            return Approximate(Decimal(at) / 8)
        case Kind.DATE:
            return PartialDate(2000 + at % 20, at % 12 + 1, at % 28 + 1)
        case _:
            return f"{field.label}{at:08d}"


def write_ours(path: Path, described: list[Field], records: list[ExportRow]) -> None:
    """Write as an export does."""
    title = "商贸企业基础台账"
    path.write_bytes(workbook_of(RECORD_TYPES["enterprises"], records, described, title=title))


def write_plain(path: Path, described: list[Field], records: list[ExportRow]) -> None:
    """Write the same cells in the same formats with openpyxl."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("企业")
    side = Side(style="thin")
    font, border = Font(name="宋体", size=10), Border(left=side, right=side, top=side, bottom=side)
    for at, one in enumerate(described):
        aligned = Alignment(
            horizontal="right" if is_right_aligned(one) else "left", vertical="center", wrap_text=True
        )
        book.add_named_style(
            NamedStyle(str(at), font, border=border, alignment=aligned, number_format=number_format(one))
        )
    sheet.append([one.heading for one in described])
    for record in records:
        line = []
        for at, one in enumerate(described):
            cell = WriteOnlyCell(sheet)
            cell.value = cell_of(one, record.values[one.key])
            cell.style = str(at)
            line.append(cell)
        sheet.append(line)
    book.save(path)


def main() -> None:
    """Write one way and print seconds and the most megabytes that the process had, the rows included."""
    described = fields()
    if len(described) < COLUMNS:
        raise ValueError(len(described))
    records = rows(described)
    begun = time.process_time()
    (write_ours if sys.argv[1] == "ours" else write_plain)(
        Path(sys.argv[2]).with_suffix(".xlsx"), described, records
    )
    taken = time.process_time() - begun
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES)


if __name__ == "__main__":
    main()
