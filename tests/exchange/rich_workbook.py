"""A workbook with everything that a careless program loses: charts, pictures, shapes, comments, names, formats."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image

ROWS: list[list[object]] = [
    ["重庆甲有限公司", "", "2022-02-30", 12, 30],
    ["重庆乙有限公司", "", "2022-03-01", 15, 40],
    ["重庆丙有限公司", "", "2022-02-31", 18, 50],
]
HEAD = ["企业名称", "信用代码", "入库时间", "从业人数", "面积"]


def picture() -> io.BytesIO:
    """Draw a little picture."""
    output = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(output, "PNG")
    output.seek(0)
    return output


def write_rich(path: Path) -> Path:
    """Write it: headings in row 3, a chart beside the table, a second sheet that points to the first."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        yellow = book.add_format({"bg_color": "#FFFF00", "border": 1, "num_format": "@"})
        sheet.merge_range("A1:E1", "企业台账", title)
        sheet.write("A2", "填报：九宫庙街道")
        sheet.write_row("A3", HEAD, title)
        for at, row in enumerate(ROWS, 3):
            sheet.write_row(at, 0, row, yellow)
        sheet.write("A7", "合计")
        sheet.write_formula("D7", "=SUM(D4:D6)", None, 45)
        sheet.set_column("A:A", 31)
        sheet.set_column("D:H", 14)
        sheet.write_comment("C4", "街道的说明", {"author": "张三"})
        sheet.write_comment("A5", "另一条说明", {"author": "张三"})
        sheet.conditional_format("D4:D6", {"type": "data_bar"})
        sheet.data_validation("E4:E6", {"validate": "decimal", "criteria": ">", "value": 0})
        sheet.insert_image("A20", "图.png", {"image_data": picture()})
        sheet.insert_textbox("C20", "示意")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=台账!$D$4:$D$6", "categories": "=台账!$A$4:$A$6"})
        sheet.insert_chart("F3", chart)
        sheet.autofilter("A3:E6")
        sheet.print_area("A1:E7")
        sheet.repeat_rows(2)
        other = book.add_worksheet("汇总")
        other.write_formula("A1", "=台账!D7*2", None, 90)
        other.print_area("A1:B2")
        other.activate()
        book.define_name("从业人数", "=台账!$D$4:$D$6")
    return path


def converted(path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice write a workbook anew; skips where it is not installed."""
    return converted_all([path], kind, folder)[0]


def converted_all(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Let LibreOffice write workbooks anew; skips where it is not installed."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("没有安装 LibreOffice，不能用它打开工作簿。")
    place = folder / "lo"
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    told = subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(place), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=240,
        text=True,
    )
    made = [place / f"{path.stem}.{kind}" for path in paths]
    assert all(one.stat().st_size for one in made), told.stderr
    return made
