"""Copies that leave the office tell neither who an enterprise is nor what it reported."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from dadu_desktop.domain.approximate import Approximate
from dadu_desktop.domain.errors import InputProblem, NotAllowed
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.roles import Role
from dadu_desktop.records.fields import Reference
from dadu_desktop.reporting.figures import Basis, Figure, How
from dadu_desktop.services.masks import Mask, banded
from dadu_desktop.services.records import save_record
from dadu_desktop.services.redacted_copies import _sums, _without_loose_sums, copies, make_copy
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.conftest import ENTERPRISES
from tests.reporting.reading import page_texts

MONTH = {"period": "2022-11"}
YEAR = date.today().year
SECRETS = (
    "万达广场",
    "九宫百货",
    "跳磴建材",
    "小面餐饮",
    "新山村宾馆",
    "91512081MA62K0260E",
    "023-68901234",
    "李四光",
)


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a register of five with sales, one of each trade, in which nine more wholesalers and retailers stand."""
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("copies") / "台账.dadu"))
    with opening.open_file(place) as ledger:
        for at, values in enumerate(ENTERPRISES):
            sales = Approximate(Decimal(1234 + 1000 * at))
            status = "在库" if at else "服务对象"
            told = {"principal": "李四光", "contact": "王小二", "last_year_sales": sales, "status": status}
            save_record(ledger, "enterprises", 0, {**values, **told})
        for at in range(9):
            values = {"name": f"重庆测试商贸第{at}公司", "trade": ("批发业", "零售业", "零售业")[at % 3]}
            more = save_record(ledger, "enterprises", 0, {**values, "status": "在库", "employees": 10 + at})
            figure = {
                "enterprise": Reference(more.id, ""),
                "month": PartialDate(2022, 11),
                "indicator": "商品销售额",
                "value": Decimal(1111 + at),
                "base": Decimal(1000),
            }
            save_record(ledger, "figures", 0, figure)
    return place


@pytest.fixture
def office(filled: Path, tmp_path: Path) -> Iterator[LedgerFile]:
    """Give a copy of that ledger."""
    with opening.open_file(Path(shutil.copyfile(filled, tmp_path / "台账.dadu"))) as ledger:
        ledger.person = "王敏"
        yield ledger


def text_of(content: bytes) -> str:
    """Read all pages."""
    return "".join(page_texts(content)).replace("\n", "")


def test_a_list_of_enterprises_names_none_and_tells_amounts_in_bands(office: LedgerFile) -> None:
    words = text_of(make_copy(office, "ledger-enterprises", {}, "区统计局").content)
    assert [one for one in SECRETS if one in words] == []
    assert len(set(re.findall(r"企业\d{3}号", words))) == 14
    assert "1000万元—2000万元" in words
    assert not re.search(r"1,?234", words)
    assert "脱敏副本：企业以代号表示" in words


def test_a_copy_has_a_number_on_every_page_and_a_line_in_the_log(office: LedgerFile) -> None:
    made = [make_copy(office, "ledger-enterprises", {}, who) for who in ("区统计局", "九宫庙街道")]
    assert [one.number for one in copies(office)] == [f"FB-{YEAR}-0002", f"FB-{YEAR}-0001"]
    assert all(
        f"脱敏副本FB-{YEAR}-0001发：区统计局" in page.replace(" ", "").replace("\u3000", "")
        for page in page_texts(made[0].content)
    )
    newest = copies(office)[0]
    assert (newest.receiver, newest.person) == ("九宫庙街道", "王敏")
    assert newest.sha256 == hashlib.sha256(made[1].content).hexdigest()


def test_codes_of_two_copies_are_not_the_same(office: LedgerFile) -> None:
    masks = [Mask(office, number, ()) for number in ("FB-2022-0001", "FB-2022-0002")]
    codes = [[mask.code(one) for one in range(1, 15)] for mask in masks]
    assert sorted(codes[0]) == sorted(codes[1])
    assert codes[0] != codes[1]
    assert Mask(office, "FB-2022-0001", ()).code(3) == codes[0][2]


@pytest.mark.parametrize("report", ["briefing", "month-analysis", "commerce-section"])
def test_drafted_documents_hide_cells_of_fewer_than_three(office: LedgerFile, report: str) -> None:
    words = text_of(make_copy(office, report, MONTH, "区政协").content)
    assert [one for one in SECRETS if one in words] == []
    assert "测试商贸" not in words


def test_a_small_trade_takes_another_with_it(office: LedgerFile) -> None:
    words = text_of(make_copy(office, "briefing", MONTH, "区政协").content)
    counted = re.search(
        r"在库限上商贸企业(\S+?)家，其中批发业(\S+?)家、零售业(\S+?)家、住宿业(\S+?)家、餐饮业(\S+?)家", words
    )
    assert counted is not None
    assert counted[4] == counted[5] == "＊"
    assert "＊" in counted[2] + counted[3] + counted[1]


def test_what_one_enterprise_adds_to_the_growth_of_all_is_hidden(office: LedgerFile) -> None:
    words = text_of(make_copy(office, "month-analysis", MONTH, "区政协").content)
    assert "拉动较大的企业" in words
    assert not re.search(r"[+-]\d+\.\d+个百分点", words)


def test_sums_without_records_behind_them_are_hidden() -> None:
    text = "批发业：全口径本期61251\\.6万元 \\= 可比口径58582\\.6 \\+ 新入库2669；"
    assert _without_loose_sums(text) == "批发业：全口径本期＊万元 \\= 可比口径＊ \\+ 新入库＊；"
    assert _without_loose_sums("2022年1\\-11月走访3次。") == "2022年1\\-11月走访3次。"


def test_a_list_grouped_by_enterprise_heads_its_groups_with_codes(office: LedgerFile) -> None:
    save_record(office, "policies", 0, {"name": "稳增长奖励", "status": "有效"})
    values = {"policy": "稳增长奖励", "enterprise": Reference(2, ""), "applied": PartialDate(2022, 11, 1)}
    save_record(office, "policy-applications", 0, {**values, "applied_amount": Approximate(Decimal("12.5"))})
    words = text_of(make_copy(office, "ledger-policy-enterprises", {}, "区财政局").content)
    assert "九宫百货" not in words
    assert re.search(r"企业\d{3}号小计：申报金额＊万元", words.replace("\u3000", "").replace(" ", ""))
    assert "不足100万元" in words


def test_the_sheet_of_one_enterprise_tells_no_amount(office: LedgerFile) -> None:
    made = make_copy(office, "dossier", {"enterprise": "重庆九宫百货有限公司"}, "区政协")
    words = text_of(made.content)
    assert [one for one in SECRETS if one in words] == []
    assert "2000万元—5000万元" in words
    assert "九宫百货" not in made.file_name
    assert re.search(r"企业\d{3}号一企一档（脱敏副本FB-\d{4}-0001）\.pdf", made.file_name)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("投入1,234.50万元，", "投入1000万元—2000万元，"),
        (r"投入1\,234\.50万元，", "投入1000万元—2000万元，"),
        ("近1000多万元", "近1000万元—2000万元"),
        ("销售7.9亿元", "销售5亿元以上"),
        ("建筑面积1200平方米", "建筑面积1200平方米"),
    ],
)
def test_amounts_in_a_text_become_bands(text: str, told: str) -> None:
    assert banded(text) == told


def test_a_name_that_two_enterprises_share_tells_neither(office: LedgerFile) -> None:
    for one in (3, 4):
        save_record(office, "enterprises", one, {"short_name": "老字号"})
    assert Mask(office, "1", ("走访老字号",)).words("走访老字号") == "走访〔企业〕"


def test_numbers_of_the_register_are_left_out_whole(office: LedgerFile) -> None:
    assert Mask(office, "1", ()).words("编号QY-2022-0001。") == "编号〔略〕。"


def test_an_area_that_is_called_as_a_mall_is_stays_an_area(office: LedgerFile) -> None:
    save_record(office, "enterprises", 2, {"area": "万达广场"})
    words = text_of(make_copy(office, "ledger-enterprises", {}, "区统计局").content)
    assert words.count("万达广场") == 1


def test_in_a_table_the_unit_may_stand_in_the_header(office: LedgerFile) -> None:
    mask = Mask(office, "1", ("重庆九宫百货有限公司",))
    table = "| 企业 | 本月（万元） | 名次 |\n|:--|--:|--:|\n| 重庆九宫百货有限公司 | 812\\.5 | 3 |\n| 零售业 | 812\\.5 | 3 |"
    lines = mask.document(table, single=False).split("\n")
    assert lines[2].endswith("| 500万元—1000万元 | 3 |")
    assert lines[3] == "| 零售业 | 812\\.5 | 3 |"


def test_figures_that_add_up_are_found_by_the_records_behind_them() -> None:
    def figure(place: int, ids: tuple[int, ...], how: How = How.COUNT) -> Figure:
        return Figure(len(ids), Basis("", "enterprises", ids, how, ""), place)

    (found,), rests = _sums(
        [figure(1, (1, 2, 3)), figure(2, (1,)), figure(3, (2, 3)), figure(4, (1, 2, 3), How.GROWTH)]
    )
    assert (found.whole, found.parts, rests) == (1, (2, 3), {})
    (found,), rests = _sums([figure(1, (1, 2, 3, 4)), figure(2, (1,)), figure(3, (2, 3))])
    assert (found.whole, found.parts, rests) == (1, (2, 3, -1), {-1: 1})


def test_nobody_gets_a_copy_without_being_named(office: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="发给谁"):
        make_copy(office, "briefing", MONTH, " ")
    assert copies(office) == []


def test_who_may_not_print_makes_no_copy(office: LedgerFile) -> None:
    office.role = Role.AUDITOR
    with pytest.raises(NotAllowed):
        make_copy(office, "briefing", MONTH, "区政协")


def test_a_copy_as_workbook_hides_the_same(office: LedgerFile) -> None:
    made = make_copy(office, "ledger-enterprises", {}, "区统计局", "xlsx")
    (sheet,) = openpyxl.load_workbook(BytesIO(made.content)).worksheets
    words = "".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert [one for one in SECRETS if one in words] == []
    assert len(set(re.findall(r"企业\d{3}号", words))) == 14
    assert f"脱敏副本 FB-{YEAR}-0001" in words
    assert made.file_name.endswith(".xlsx")


def test_a_copy_for_word_hides_the_same(office: LedgerFile) -> None:
    made = make_copy(office, "briefing", {"period": "2022-11"}, "区统计局", "docx")
    document = docx.Document(BytesIO(made.content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    words = "".join((*(one.text for one in document.paragraphs), *cells))
    assert [one for one in SECRETS if one in words] == []
    assert "＊" in words
    assert words.startswith(f"脱敏副本 FB-{YEAR}-0001")


@pytest.mark.parametrize(
    ("text", "told"),
    [("从业8人", "从业不足10人"), ("现有员工120余人。", "现有员工100—300人。"), ("走访21人次", "走访21人次")],
)
def test_headcounts_in_a_text_become_bands(text: str, told: str) -> None:
    assert banded(text) == told


def test_who_received_an_officer_is_not_named(office: LedgerFile) -> None:
    met = (Reference(1, ""),)
    values = {
        "date": PartialDate(2022, 11, 3),
        "form": "实地走访",
        "enterprises": met,
        "receiver": "欧阳明月",
    }
    save_record(office, "visits", 0, values)
    assert Mask(office, "FB-2022-0001", ("由欧阳明月接待",)).words("由欧阳明月接待") == "由〔人员〕接待"
