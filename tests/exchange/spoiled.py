"""Workbooks as they should not be: what each is, its bytes, and what reading it must give."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import xlsxwriter

from dadu_desktop.exchange.refusals import Refusal

ROWS: list[list[object]] = [
    ["企业名称", "从业人数"],
    ["重庆甲有限公司", 12.0],
    ["重庆乙有限公司", 8.0],
]
TEXTS = [[str(cell).removesuffix(".0") for cell in row] for row in ROWS]
PASSWORD = "大渡口2022"  # noqa: S105 - of workbooks made here
CSV = "\n".join(",".join(row) for row in TEXTS) + "\n"


@dataclass(frozen=True)
class Spoiled:
    """A file and what must come of it: the rows of its first sheet, or a refusal; ``faults`` by address."""

    what: str
    content: bytes
    expected: Sequence[Sequence[object]] | Refusal
    faults: Mapping[str, str] = field(default_factory=dict)
    password: str = ""


@cache
def workbook() -> bytes:
    """Make a sound .xlsx with shared strings."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet("企业")
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)
    return output.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Unpack a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name  # the constructor would mend the slashes
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def edited(part: str, edit: Callable[[bytes], bytes], content: bytes | None = None) -> bytes:
    """Change one part of a workbook; the test is void where that changes nothing."""
    parts = parts_of(content or workbook())
    changed = edit(parts[part])
    assert changed != parts[part], part
    return packed({**parts, part: changed})


def replaced(part: str, old: str, new: str, content: bytes | None = None) -> bytes:
    """Replace words in one part of a workbook."""
    return edited(part, lambda xml: xml.replace(old.encode(), new.encode()), content)


def without(*names: str) -> bytes:
    """Leave parts out of a workbook."""
    return packed({name: part for name, part in parts_of(workbook()).items() if name not in names})
