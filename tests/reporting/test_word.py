"""Documents for Word: the same page, faces and pitch as the printed ones."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Length
from docx.text.paragraph import Paragraph

from dadu_desktop.reporting.charts import LineChart, Series
from dadu_desktop.reporting.document import make_document
from dadu_desktop.reporting.fonts import FontSet
from dadu_desktop.reporting.page import OFFICIAL_STYLE, SHEET_STYLE
from dadu_desktop.reporting.pdf import Information, Pages
from dadu_desktop.reporting.word import make_word
from tests.reporting.test_official_page import BLOCKS, SOURCE, WIDE

TEXT = "## 甲\n\n“一企一策”推进——增长4.0%，位居第2位……\n\n### 乙\n\n#### 丙\n\n文"


def written(fonts: FontSet, markdown: str = SOURCE) -> Pages:
    """Write a document for Word."""
    return make_word(markdown, OFFICIAL_STYLE, BLOCKS, Information("题目", "区商务委"), fonts)


def opened(made: Pages) -> Document:
    """Open what was written."""
    return docx.Document(BytesIO(made.content))


def paragraph(document: Document, words: str) -> Paragraph:
    """Find a paragraph by what it says."""
    return next(one for one in document.paragraphs if words in one.text)


def test_the_page_has_the_size_and_margins_of_the_standard_in_millimetres(fonts: FontSet) -> None:
    (section,) = opened(written(fonts)).sections
    sides = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [side.mm for side in sides if side] == pytest.approx([210, 297, 37, 28, 26], abs=0.1)
    assert section.bottom_margin is not None
    assert section.bottom_margin.mm == pytest.approx(35, abs=0.3)


def test_every_run_names_its_face_for_chinese_and_keeps_punctuation_chinese(fonts: FontSet) -> None:
    document = opened(written(fonts, TEXT))
    runs = [run for one in document.paragraphs for run in one.runs if run.text]
    faces = {run.text: dict(re.findall(r'w:(eastAsia|ascii|hint)="(.+?)"', run._r.xml)) for run in runs}
    assert all(one["ascii"] == "Times New Roman" for one in faces.values())
    assert all(one["hint"] == "eastAsia" for one in faces.values())
    named = [faces[words]["eastAsia"] for words in ("一、", "（一）", "文")]
    assert named == ["黑体", "楷体_GB2312", "仿宋_GB2312"]


def test_text_has_the_fixed_pitch_size_and_indent_of_the_standard(fonts: FontSet) -> None:
    one = paragraph(opened(written(fonts, TEXT)), "一企一策")
    shape = one.paragraph_format
    assert shape.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert isinstance(shape.line_spacing, Length)
    assert shape.line_spacing.mm == pytest.approx(225 / 22, abs=0.05)
    assert one.runs[0].font.size is not None
    assert one.runs[0].font.size.pt == 16
    assert shape.first_line_indent is not None
    assert shape.first_line_indent.mm == pytest.approx(2 * 156 / 28, abs=0.1)


def test_name_is_red_and_headings_have_their_level_in_the_outline(fonts: FontSet) -> None:
    name = paragraph(opened(written(fonts)), "文件")
    assert str(name.runs[0].font.color.rgb) == "D6000F"
    heading = paragraph(opened(written(fonts, TEXT)), "（一）")
    assert '<w:outlineLvl w:val="2"/>' in heading._p.xml


def test_odd_and_even_pages_are_numbered_on_their_outer_side(fonts: FontSet) -> None:
    document = opened(written(fonts))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (str(odd.alignment), str(even.alignment)) == ("RIGHT (2)", "LEFT (0)")
    assert "PAGE" in odd._p.xml
    assert odd.text.startswith("— ")


def test_annex_begins_a_page_and_the_imprint_has_three_rules(fonts: FontSet) -> None:
    document = opened(written(fonts))
    assert paragraph(document, "附件1").paragraph_format.page_break_before
    widths = re.findall(r'<w:top w:val="single" w:sz="(\d+)"', document.element.xml)
    assert widths == ["13", "8", "6", "8"]
    assert paragraph(document, "区商务委办公室").text == "区商务委办公室\t2022年5月1日印发"


def test_table_has_its_columns_its_joined_cells_and_a_header_that_comes_again(fonts: FontSet) -> None:
    source = "| 名称 | 值 | 注 |\n|--|--|--|\n| 甲 | 1 | < |\n"
    (table,) = opened(written(fonts, source)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["名称", "值", "注"]
    assert table.rows[1].cells[1]._tc is table.rows[1].cells[2]._tc
    assert "<w:tblHeader/>" in table.rows[0]._tr.xml
    assert sum(column.width.mm for column in table.columns if column.width) == pytest.approx(156, abs=1)


def test_wide_table_lies_in_a_section_of_its_own(fonts: FontSet) -> None:
    ways = [one.orientation for one in opened(written(fonts, f"前\n\n{WIDE}\n\n后")).sections]
    upright, lying = WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE
    assert ways == [upright, lying, upright]


def test_chart_becomes_a_picture_of_its_size(fonts: FontSet) -> None:
    chart = LineChart(("1月", "2月"), (Series("销售额", (Decimal(1), Decimal(2))),), "万元")
    made = make_word("![图](chart)", SHEET_STYLE, {"chart": chart}, Information("题"), fonts)
    (picture,) = opened(made).inline_shapes
    assert picture.width.mm == pytest.approx(165, abs=0.5)


def test_pages_figures_and_findings_are_those_of_the_printed_form(fonts: FontSet) -> None:
    printed = make_document(SOURCE, OFFICIAL_STYLE, BLOCKS, Information("题目", "区商务委"), fonts)
    made = written(fonts)
    assert (made.pages, made.figures, made.preflight) == (printed.pages, printed.figures, printed.preflight)


def test_same_data_twice_give_the_same_bytes(fonts: FontSet) -> None:
    assert written(fonts).content == written(fonts).content


def test_file_says_title_office_and_language(fonts: FontSet) -> None:
    document = opened(written(fonts))
    told = document.core_properties
    assert (told.title, told.author, told.language) == ("题目", "区商务委", "zh-CN")
    with ZipFile(BytesIO(written(fonts).content)) as parts:
        assert 'w:eastAsia="zh-CN"' in parts.read("word/styles.xml").decode()


def test_rows_of_a_form_and_what_closes_it_are_kept_on_a_page(fonts: FontSet) -> None:
    form = "| | |\n|:--|:-----|\n| 甲 | 乙 |\n| 丙 | 丁 |\n"
    document = opened(written(fonts, f"{form}\n填报人："))
    (table,) = document.tables
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows] == [True, True]
    assert paragraph(document, "填报人").paragraph_format.keep_with_next is None
