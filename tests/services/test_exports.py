"""Lists written as workbooks, which can be taken in again without a change."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import FieldProblems, InputProblem, PlaceUnusable
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.text import is_nothing
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.records.texts import value_of
from dadu_desktop.services.choices import choices_for
from dadu_desktop.services.exports import export_list
from dadu_desktop.services.imports import preview_import, workbooks_in, write_import
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.records import save_record
from dadu_desktop.services.return_forms import write_blank_form
from dadu_desktop.services.templates import export_to_template
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2022, 12, 20)
Rows = list[dict[str, object]]

WORDS = st.text("大渡口九宫庙商贸ABz019 ，。（）-=+@/'\"万元约", min_size=1, max_size=12)
NUMBERED = ("1.停车难；2.租金高", "一是停车难；二是招工难。")
APPROXIMATE = ("约1000多万元", "1.2亿元", "近3000", "40", "20,915.3", "0.1", "突破9.2亿元")


def values_of(field: Field, ledger: LedgerFile, known: tuple[Reference, ...]) -> st.SearchStrategy[object]:
    """Give values of a field as a form would keep them."""
    choices = choices_for(ledger, field) if field.code_list else field.choices
    texts = WORDS.map(lambda text: value_of(field, text, today=TODAY)).filter(
        lambda text: text is not None and not is_nothing(str(text))
    )
    decimals = st.decimals(0, 10**7, places=6).map(lambda number: Decimal(f"{number.normalize():f}"))
    years = st.integers(1930, 2080)
    days = st.builds(PartialDate, years, st.integers(1, 12), st.integers(1, 28))
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: texts,
        Kind.LONG_TEXT: st.sampled_from(NUMBERED)
        | st.lists(texts, min_size=1, max_size=3).map(lambda lines: "\n".join(map(str, lines))),
        Kind.CHOICE: st.sampled_from(choices) if choices else texts,
        Kind.CHOICES: st.lists(st.sampled_from(choices or ("甲",)), min_size=1, unique=True).map("、".join),
        Kind.PHONE: st.sampled_from(["13800000001", "023-68901234", "13800000001、13800000002"]),
        Kind.INTEGER: st.integers(1950, 2080) if field.key == "year" else st.integers(0, 10**9),
        Kind.AMOUNT: decimals,
        Kind.NUMBER: decimals,
        Kind.PERCENT: decimals,
        Kind.APPROXIMATE: st.sampled_from(APPROXIMATE).map(lambda text: value_of(field, text, today=TODAY)),
        Kind.DATE: days | st.builds(PartialDate, years, st.none() | st.integers(1, 12)),
        Kind.FLAG: st.booleans(),
        Kind.ENTERPRISE: st.sampled_from(known),
        Kind.ENTERPRISES: st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True).map(tuple),
    }
    return by_kind.get(field.kind, st.none())


def rows_of(
    fields: tuple[Field, ...], ledger: LedgerFile, known: tuple[Reference, ...]
) -> st.SearchStrategy[Rows]:
    """Give some rows of a record type or of one of its lists."""
    entered = [one for one in fields if not one.computed]
    needed = {one.key: values_of(one, ledger, known) for one in entered if one.required}
    optional = {one.key: values_of(one, ledger, known) for one in entered if not one.required}
    return st.lists(st.fixed_dictionaries(needed, optional=optional), max_size=4)


@contextmanager
def ledger_with(kind: str, data: st.DataObject, template: Path, folder: Path) -> Iterator[LedgerFile]:
    """Give a ledger with generated records of a kind."""
    path = Path(shutil.copyfile(template, folder / "台账.dadu"))
    for left in folder.glob("台账.dadu-*"):
        left.unlink()
    with opening.open_file(path) as ledger:
        names = ("重庆甲商贸有限公司", "重庆乙餐饮有限公司", "大渡口丙酒店")
        known = tuple(
            Reference(save_record(ledger, "enterprises", 0, {"name": name}).id, name) for name in names
        )
        for at, values in enumerate(data.draw(rows_of(RECORD_TYPES[kind].fields, ledger, known))):
            own: dict[str, dict[str, object]] = {
                "enterprises": {"name": f"{values.get('name')}{at}号"},
                "figures": {"month": PartialDate(2020, at + 1)},
                "district-figures": {"source": f"区统计局{at}"},
            }
            inside = {
                one.key: data.draw(rows_of(one.fields, ledger, known))
                for one in RECORD_TYPES[kind].children
                if kind in ("visits", "plans", "clusters", "teams", "projects", "trade-surveys")
            }
            with suppress(FieldProblems):  # rules over several fields, which are tested elsewhere
                save_record(ledger, kind, 0, values | own.get(kind, {}), inside)
        yield ledger


def assert_unchanged(ledger: LedgerFile, file: Path, rows: int) -> None:
    """Look at a workbook that was made from the ledger: nothing is new in it."""
    preview = preview_import(ledger, [file])
    told = [(row.changes, row.problems) for sheet in preview.sheets for row in sheet.rows]
    assert preview.counts() == ({"unchanged": rows} if rows else {}), told


@pytest.mark.parametrize("kind", list(RECORD_TYPES))
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_list_form_and_office_table_that_are_exported_import_again_without_a_change(
    kind: str, data: st.DataObject, template: Path, tmp_path: Path
) -> None:
    with ledger_with(kind, data, template, tmp_path) as ledger:
        for suffix in (".xlsx", ".csv"):
            made = export_list(ledger, kind, ListQuery(), tmp_path / f"导出{suffix}")
            if made.rows:
                assert_unchanged(ledger, made.file, made.rows)
        (form,) = write_blank_form(ledger, kind, tmp_path / "填报.xlsx").files
        table = export_list(ledger, kind, ListQuery(limit=1), tmp_path / "上级表.xlsx").file
        for template_file in (form, table):
            filled_in = export_to_template(ledger, kind, ListQuery(), template_file, tmp_path / "填好.xlsx")
            assert_unchanged(ledger, filled_in.file, filled_in.rows)


@pytest.fixture
def filled(ledger: LedgerFile) -> LedgerFile:
    """Give a ledger with all samples."""
    write_import(ledger, preview_import(ledger, workbooks_in(SAMPLES)))
    return ledger


def test_samples_go_out_and_come_back_unchanged(filled: LedgerFile, tmp_path: Path) -> None:
    for kind in ("enterprises", "visits", "problems", "plans", "figures"):
        made = export_list(filled, kind, ListQuery(), tmp_path / f"{kind}.xlsx")
        assert preview_import(filled, [made.file]).counts() == {"unchanged": made.rows}


def test_register_is_laid_out_as_offices_hand_it_round(filled: LedgerFile, tmp_path: Path) -> None:
    export_list(
        filled,
        "enterprises",
        ListQuery(),
        tmp_path / "企业.xlsx",
        columns=("name", "credit_code", "telephone", "employees", "admitted"),
    )
    sheet = openpyxl.load_workbook(tmp_path / "企业.xlsx").worksheets[0]
    assert [sheet["A1"].value, sheet["A2"].value] == ["大渡口区商贸企业基础台账", "单位：人"]
    assert [cell.value for cell in sheet[3]] == [
        "企业名称",
        "统一社会信用代码",
        "联系电话",
        "从业人数（人）",
        "入库时间",
    ]
    assert [sheet.cell(4, column).number_format for column in (2, 3, 4)] == ["@", "@", "#,##0"]
    assert isinstance(sheet["E4"].value, datetime)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:E154")
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$3:$3",
        "landscape",
        9,
    )
    assert sheet.oddFooter
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert sheet["A155"].value == "合计"
    assert sheet["D155"].value == sum(int(str(sheet.cell(row, 4).value)) for row in range(4, 155))


def test_the_total_row_adds_amounts_up_and_says_about_where_one_is_hedged(
    ledger: LedgerFile, tmp_path: Path
) -> None:
    firm = save_record(ledger, "enterprises", 0, {"name": "重庆某某商贸有限公司"}).id
    told = {"enterprise": Reference(firm, ""), "policy": "稳增长奖励", "applied": PartialDate(2022, 11)}
    for applied, paid in (
        (Approximate(Decimal(50), "约", "约50万元"), "20"),
        (Approximate(Decimal(6)), "0.5"),
    ):
        amounts = {"applied_amount": applied, "paid_amount": Approximate(Decimal(paid))}
        save_record(ledger, "policy-applications", 0, {**told, **amounts, "paid": PartialDate(2022, 12)})
    columns = ("number", "enterprise", "applied_amount", "paid_amount")
    made = export_list(ledger, "policy-applications", ListQuery(), tmp_path / "兑现.xlsx", columns=columns)
    rows = openpyxl.load_workbook(made.file).worksheets[0].iter_rows(min_row=4, values_only=True)
    assert {row[2:] for row in rows} >= {("约50万元", 20), (6, 0.5), ("约56", 20.5)}


def test_only_the_list_that_is_shown_is_written(filled: LedgerFile, tmp_path: Path) -> None:
    query = ListQuery(filters=(Filter("town", "is", "八桥镇"),), limit=5)
    assert export_list(filled, "enterprises", query, tmp_path / "八桥镇.xlsx").rows == 11


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_text_that_looks_like_a_formula_stays_a_text(suffix: str, ledger: LedgerFile, tmp_path: Path) -> None:
    save_record(ledger, "enterprises", 0, {"name": "=HYPERLINK(1)", "note": "@SUM(A1)", "contact": "-甲"})
    columns = ("name", "note", "contact")
    made = export_list(ledger, "enterprises", ListQuery(), tmp_path / f"表{suffix}", columns=columns)
    if suffix == ".xlsx":
        sheet = openpyxl.load_workbook(made.file).worksheets[0]
        assert [sheet.cell(4, column).data_type for column in (1, 2, 3)] == ["s", "s", "s"]
    else:
        row = list(csv.reader(made.file.read_text("utf-8-sig").splitlines()))[1]
        assert row == ["'=HYPERLINK(1)", "'@SUM(A1)", "'-甲"]
    assert preview_import(ledger, [made.file]).counts() == {"unchanged": 1}


def test_existing_file_stays_when_the_new_one_cannot_be_written(filled: LedgerFile, tmp_path: Path) -> None:
    with pytest.raises(PlaceUnusable):
        export_list(filled, "enterprises", ListQuery(), tmp_path / "没有的文件夹" / "企业.xlsx")
    (tmp_path / "企业.docx").write_text("旧")
    with pytest.raises(InputProblem, match="xlsx"):
        export_list(filled, "enterprises", ListQuery(), tmp_path / "企业.docx")
    assert (tmp_path / "企业.docx").read_text() == "旧"
    assert not list(tmp_path.glob(".*.tmp"))
