"""Marks on the sender's own workbook: everything that was in it is still there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dadu_desktop.exchange import xlsx
from dadu_desktop.exchange.body import CellProblem
from dadu_desktop.exchange.calamine_reader import read_with_calamine
from dadu_desktop.exchange.reader_process import ReaderProcess
from dadu_desktop.exchange.returned import FaultySheet, mark_returned
from tests.exchange.rich_workbook import converted, converted_all, write_rich
from tests.exchange.spoiled import Spoiled
from tests.exchange.test_spoiled import SPOILED

SAMPLES = Path(__file__).parents[1] / "samples"
RED = "FFFFC6CE"
TOUCHED = {
    *("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml", "xl/styles.xml"),
    *("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/comments1.xml"),
    *("xl/drawings/vmlDrawing1.vml", "docProps/app.xml"),
}
"""The second sheet loses nothing but its being the selected one."""

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def marked(content: bytes, *rows: int, sheet: str = "台账") -> bytes:
    """Mark column C of these rows; the other sheets have no faults."""
    faults = [CellProblem(row, "入库时间", "2022-02-30", "日期不存在", f"C{row}") for row in rows]
    book = read_with_calamine(content)
    tables = [FaultySheet(one, 3, faults if one.name == sheet else []) for one in book.sheets]
    return mark_returned(content, tables).content


def opened(content: bytes, sheet: str = "台账") -> Worksheet:
    """Open one sheet as another program sees it."""
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    assert isinstance(found, Worksheet)
    return found


def comments(sheet: Worksheet) -> dict[str, str]:
    """List the comments by address."""
    return {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}


def members(content: bytes) -> dict[str, bytes]:
    """Unpack a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    """Give one process for all spoiled workbooks."""
    with ReaderProcess() as process:
        yield process


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Give a workbook with charts, pictures, shapes and comments."""
    return write_rich(tmp_path_factory.mktemp("rich") / "来表.xlsx").read_bytes()


def test_only_the_parts_that_are_touched_differ_by_a_byte(rich: bytes) -> None:
    before, after = members(rich), members(marked(rich, 4, 6))
    assert {name for name in before if after[name] != before[name]} <= TOUCHED
    assert after.keys() - before.keys() == {"xl/worksheets/sheet3.xml"}
    assert any("chart" in name for name in before)
    assert any(name.startswith("xl/media/") for name in before)


def test_the_other_sheet_only_stops_being_the_selected_one(rich: bytes) -> None:
    before = members(rich)["xl/worksheets/sheet2.xml"]
    assert before.replace(b' tabSelected="1"', b"") == members(marked(rich, 4))["xl/worksheets/sheet2.xml"]


def test_marks_leave_values_formulas_widths_merges_and_names_alone(rich: bytes) -> None:
    before, after = opened(rich), opened(marked(rich, 4, 6))
    for row in before.iter_rows(max_col=5):
        for cell in row:
            now = after[cell.coordinate]
            assert (now.value, now.number_format) == (cell.value, cell.number_format)
            assert (now.border.left.style, now.font.b) == (cell.border.left.style, cell.font.b)
    assert after["D7"].value == "=SUM(D4:D6)"
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert [after.column_dimensions[one].width for one in "ADH"] == [
        before.column_dimensions[one].width for one in "ADH"
    ]
    assert (after.print_area, after.print_title_rows) == (before.print_area, before.print_title_rows)
    assert after.auto_filter.ref == before.auto_filter.ref


def test_faults_are_red_commented_explained_and_listed(rich: bytes) -> None:
    content = marked(rich, 4, 6)
    sheet, listed = opened(content), opened(content, "退回原因")
    assert [sheet[at].fill.fgColor.rgb for at in ("C4", "C5", "C6")] == [RED, "FFFFFF00", RED]
    said = comments(sheet)
    assert said["C4"] == "街道的说明\n【退回】日期不存在"
    assert said["C6"] == "【退回】日期不存在"
    assert said["A5"] == "另一条说明"
    column = next(cell.column_letter for cell in sheet[3] if cell.value == "错误说明")
    assert [sheet[f"{column}{row}"].value for row in (4, 5, 6)] == [
        "入库时间：日期不存在",
        None,
        "入库时间：日期不存在",
    ]
    assert [cell.value for cell in listed[3]][:5] == ["台账", 4, "入库时间", "2022-02-30", "日期不存在"]
    link = listed["B3"].hyperlink
    assert link
    assert link.location == "'台账'!C4"


def test_the_explanation_stands_where_no_chart_covers_it(rich: bytes) -> None:
    sheet = opened(marked(rich, 4))
    column = next(int(cell.column) for cell in sheet[3] if cell.value == "错误说明")
    covered = max(one.anchor.to.col for one in vars(opened(rich))["_charts"])
    assert column - 1 > covered


def test_list_is_first_and_the_only_selected_sheet(rich: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(marked(rich, 4)))
    assert book.sheetnames == ["退回原因", "台账", "汇总"]
    assert [one.sheet_view.tabSelected for one in book.worksheets] == [True, None, None]
    assert book.active is book.worksheets[0]
    assert book["汇总"].print_area == "'汇总'!$A$1:$B$2"


def test_marks_of_an_earlier_round_are_gone_and_colours_are_back(rich: bytes) -> None:
    again = marked(marked(marked(rich, 4, 6), 6))
    sheet, before = opened(again), opened(rich)
    assert comments(sheet) == comments(before)
    assert sheet["C4"].fill.fgColor.rgb == sheet["C6"].fill.fgColor.rgb == "FFFFFF00"
    assert [cell.value for cell in sheet[3]] == [cell.value for cell in before[3]]
    assert openpyxl.load_workbook(io.BytesIO(again)).sheetnames == ["退回原因", "台账", "汇总"]


def test_explanations_of_every_round_stand_in_the_same_column(rich: bytes) -> None:
    first, last = opened(marked(rich, 4)), opened(marked(marked(marked(rich, 4), 6), 4, 6))
    (explained,) = (cell.column for cell in first[3] if cell.value == "错误说明")
    assert [cell.column for cell in last[3] if cell.value == "错误说明"] == [explained]
    assert last.cell(4, explained).value == first.cell(4, explained).value
    assert last.max_column == first.max_column


def test_marks_are_known_again_after_another_program_saved_them(rich: bytes, tmp_path: Path) -> None:
    (tmp_path / "退回.xlsx").write_bytes(marked(rich, 4, 6))
    saved = converted(tmp_path / "退回.xlsx", "xlsx", tmp_path).read_bytes()
    sheet = opened(marked(saved, 4))
    assert [sheet[at].fill.fgColor.rgb for at in ("C4", "C6")] == [RED, "FFFFFF00"]
    assert comments(sheet)["C4"] == "街道的说明\n【退回】日期不存在"
    assert "C6" not in comments(sheet)
    assert [cell.value for cell in sheet[3]].count("错误说明") == 1


def test_workbook_saved_by_another_program_keeps_its_charts_and_pictures(rich: bytes, tmp_path: Path) -> None:
    (tmp_path / "来表.xlsx").write_bytes(rich)
    content = converted(tmp_path / "来表.xlsx", "xlsx", tmp_path).read_bytes()
    before, after = members(content), members(marked(content, 4, 6))
    kept = [name for name in before if "chart" in name or "media" in name or "drawings/drawing" in name]
    assert len(kept) >= 3
    assert all(after[name] == before[name] for name in kept)


@pytest.mark.parametrize("kind", ["pdf", "ods"])
def test_another_program_opens_what_is_returned(rich: bytes, kind: str, tmp_path: Path) -> None:
    (tmp_path / "退回.xlsx").write_bytes(marked(rich, 4, 6))
    made = converted(tmp_path / "退回.xlsx", kind, tmp_path)
    if kind == "ods":
        book = read_with_calamine(made.read_bytes())
        assert [one.name for one in book.sheets] == ["退回原因", "台账", "汇总"]
        with zipfile.ZipFile(made) as package:
            content = package.read("content.xml").decode()
        assert content.count("日期不存在") >= 6
        assert {"draw:image", "draw:object", "draw:custom-shape"} <= {
            tag for tag in ("draw:image", "draw:object", "draw:custom-shape") if tag in content
        }


def test_every_sample_can_be_marked_and_opened(tmp_path: Path) -> None:
    names = {}
    for path in sorted(SAMPLES.rglob("*.xlsx")):
        content = path.read_bytes()
        book = read_with_calamine(content)
        faults = [CellProblem(4, "栏", "原", "原因", "B4"), CellProblem(5, "", "", "整行的原因", "A5")]
        after = mark_returned(content, [FaultySheet(one, 3, faults) for one in book.sheets]).content
        before, now = members(content), members(after)
        assert all(now[name] == before[name] for name in before if "drawing" in name or "theme" in name)
        (tmp_path / path.name).write_bytes(after)
        names[path.name] = ["退回原因", *(one.name for one in book.sheets)]
    made = converted_all([tmp_path / name for name in names], "ods", tmp_path)
    read = [[one.name for one in read_with_calamine(path.read_bytes()).sheets] for path in made]
    assert read == list(names.values())


def test_rows_and_cells_without_addresses_are_found_by_counting(rich: bytes) -> None:
    parts = members(rich)
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb'<(c|row) r="[A-Z]*\d+"', rb"<\1", parts[name])
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as package:
        for each, content in parts.items():
            package.writestr(each, content)
    xml = members(marked(bare.getvalue(), 4))[name]
    assert b'<row r="4"' in xml
    assert xml.count(b'r="C4"') == 1


def test_workbook_in_the_strict_form_of_the_standard_is_marked(rich: bytes, tmp_path: Path) -> None:
    strict = io.BytesIO()
    with zipfile.ZipFile(strict, "w") as package:
        for name, content in members(rich).items():
            changed = content
            for new, usual in xlsx._STRICT if name.endswith((".xml", ".rels")) else ():
                changed = changed.replace(usual, new)
            package.writestr(name, changed)
    (tmp_path / "退回.xlsx").write_bytes(marked(strict.getvalue(), 4))
    sheets = read_with_calamine(converted(tmp_path / "退回.xlsx", "ods", tmp_path).read_bytes()).sheets
    assert [one.name for one in sheets] == ["退回原因", "台账", "汇总"]
    assert any("日期不存在" in str(cell) for row in sheets[1].rows for cell in row)


@pytest.mark.parametrize(
    "case", [one for one in SPOILED if isinstance(one.expected, list)], ids=lambda case: case.what
)
def test_spoiled_workbook_that_was_read_comes_back_with_all_its_cells(
    reader: ReaderProcess, case: Spoiled
) -> None:
    book = reader.read(case.content, passwords=[case.password] if case.password else [])
    fault = CellProblem(2, "栏", "原", "原因", "B2")
    returned = mark_returned(case.content, [FaultySheet(one, 1, [fault]) for one in book.sheets])
    again = reader.read(returned.content)
    assert again.sheets[0].name == "退回原因"
    kept, rows = book.sheets[0].rows, again.sheets[1].rows
    width = max(map(len, kept), default=0)
    assert [[*row, *[""] * width][:width] for row in rows[: len(kept)]] == [
        [*row, *[""] * width][:width] for row in kept
    ]
    assert any("原因" in str(row[-1]) for row in rows)


def test_workbook_that_no_standard_allows_comes_back_rebuilt_and_says_so(rich: bytes) -> None:
    parts = {name: content for name, content in members(rich).items() if name != "[Content_Types].xml"}
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    content = marked(bare.getvalue(), 4)
    assert "不合规范" in str(opened(content, "退回原因")["A1"].value)
    assert opened(content)["C4"].value == "2022-02-30"
