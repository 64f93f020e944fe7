"""Several problems written into one cell under numbers: parted where the numbering is unmistakable, else left."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.exchange.body import BodyReader, RowGroup
from dadu_desktop.exchange.cells import Row, Sheet
from dadu_desktop.exchange.header import find_header
from dadu_desktop.exchange.headings import Vocabulary
from dadu_desktop.exchange.numbered import points_of, shared_out
from dadu_desktop.exchange.surroundings import Surroundings
from dadu_desktop.exchange.workbook_writer import ExportRow, workbook_of
from dadu_desktop.exchange.workbooks import read_workbook
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.records.fields import Reference

Known = dict[str, Vocabulary]
CHINESE = "一二三四五六七八九"
STYLES = (
    ("{}.", "123456789"),
    ("{}、", "123456789"),
    ("({})", "123456789"),
    ("（{}）", CHINESE),
    ("{}、", CHINESE),
    ("{}是", CHINESE),
    ("第{}，", CHINESE),
    ("{}", "①②③④⑤⑥⑦⑧⑨"),
)
WORDS = st.text("停车难租金高招工贵用电，", min_size=2, max_size=8).map(
    lambda text: f"反映{text}".rstrip("，")
)
HEADING: Row = ["走访时间", "企业名称", "走访方式", "存在问题", "企业诉求", "办理情况", "办理结果"]


def visit(known: Known, problem: str, *beside: object, whole: frozenset[str] = frozenset()) -> RowGroup:
    sheet = Sheet("表", [HEADING, ["2022-05-01", "甲公司", "电话", problem, *beside]])
    header = find_header(sheet, known)
    assert header is not None
    found = next(BodyReader(sheet, header, Surroundings(date(2022, 12, 20), whole=whole)).read())
    assert isinstance(found, RowGroup)
    return found


@given(st.lists(WORDS, min_size=2, max_size=9), st.sampled_from(STYLES), st.sampled_from("；\n。"))
def test_points_that_were_numbered_are_the_points_again(
    points: list[str], style: tuple[str, str], between: str
) -> None:
    mark, numbers = style
    said = [f"{one}{between}" for one in points[:-1]] + points[-1:]
    text = "".join(mark.format(number) + one for number, one in zip(numbers, said, strict=False))
    assert points_of(text) == tuple(one.rstrip("；\n") for one in said)


@given(st.text("停车难1234.、（）一二①；\n是第，9", max_size=30))
def test_parting_loses_no_word(text: str) -> None:
    points = points_of(text)
    assert all(point in text for point in points)
    assert len(points) != 1


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("1、停车难2、租金高", ("停车难", "租金高")),
        ("1.停车难 2.租金高", ("停车难", "租金高")),
        ("主要问题：1.停车难；2.租金高", ("停车难", "租金高")),
        ("一、停车：1.缺位 2.贵\n二、租金高", ("停车：1.缺位 2.贵", "租金高")),
        ("1、2号楼停车难；2、3号楼漏水", ("2号楼停车难", "3号楼漏水")),
        ("1.租金从1.2万涨到2.5万；2.客流少", ("租金从1.2万涨到2.5万", "客流少")),
        ("1.2022年租金未减免；2.2022年5月停电", ("2022年租金未减免", "2022年5月停电")),
        ("1、车位缺2、3个；2、租金高", ("车位缺2、3个", "租金高")),
    ],
)
def test_numbering_is_seen_however_it_is_written(text: str, points: tuple[str, ...]) -> None:
    assert points_of(text) == points


@pytest.mark.parametrize(
    "text",
    [
        "1.停车难",
        "1.停车难；3.租金高",
        "2.停车难；3.租金高",
        "1.停车难；2.",
        "1.5万元租金；2.停车",
        "1、车位缺2、3个",
        "物业公司反映：1.停车难；2.租金高",
        "停车位缺30个，1号门2号门堵",
        "问题之一是停车，二是租金",
        "2022.1.5反映停车难",
        "1.停车难" * 2000,
    ],
)
def test_doubtful_numbering_parts_nothing(text: str) -> None:
    assert points_of(text) == ()


def test_numbered_problems_of_a_visit_are_problems_each_with_a_remark(known: Known) -> None:
    found = visit(
        known,
        "1.停车难；2.租金高。",
        "1.增设车位；2.减免租金",
        "1.已协调物业；2.已约谈",
        "1.已解决；2.正在办理",
    )
    assert found.children["problems"] == [
        {
            "description": "停车难",
            "appeal": "增设车位",
            "measures": "已协调物业",
            "status": "办结",
            "result_kind": "已解决",
        },
        {"description": "租金高。", "appeal": "减免租金", "measures": "已约谈", "status": "办理中"},
    ]
    (remark,) = found.warnings
    assert "分成 2 个问题：〔1〕停车难；〔2〕租金高" in remark.reason
    assert remark.address == "D2"


def test_answer_without_numbers_is_that_of_each_problem(known: Known) -> None:
    found = visit(known, "一、停车难\n二、租金高", "尽快解决", "1.已协调物业", "正在办理")
    assert [(one["appeal"], one["status"]) for one in found.children["problems"]] == [
        ("尽快解决", "办理中")
    ] * 2


def test_fewer_answers_than_problems_go_to_the_first_ones() -> None:
    assert shared_out("1.已答复；2.已协调", 3) == ["已答复", "已协调", ""]
    assert shared_out("1.甲事；2.乙事；3.丙事", 2) == ["1.甲事；2.乙事；3.丙事"] * 2
    assert shared_out(3.0, 2) == [3.0, 3.0]


@pytest.mark.parametrize("text", ["1.停车难；2.无", "停车难；租金高", "1.停车难"])
def test_problem_that_is_not_several_stays_one_without_a_remark(text: str, known: Known) -> None:
    found = visit(known, text)
    assert [one["description"] for one in found.children["problems"]] == [text]
    assert not found.warnings


def test_unknown_word_for_all_points_is_told_once(known: Known) -> None:
    found = visit(known, "1.停车难；2.租金高", "", "", "火星")
    assert ["不是可选的办理结果" in one.reason for one in found.warnings] == [False, True]
    assert [one["measures"] for one in found.children["problems"]] == ["火星"] * 2


def test_numbered_problems_of_the_ledger_of_problems_stay_one_with_a_remark(known: Known) -> None:
    sheet = Sheet(
        "表", [["企业名称", "问题描述", "办理时限"], ["甲公司", "1.停车难；2.租金高", "2022-05-01"]]
    )
    header = find_header(sheet, known)
    assert header is not None
    assert header.kind == "problems"
    found = next(BodyReader(sheet, header, Surroundings(date(2022, 12, 20))).read())
    assert isinstance(found, RowGroup)
    assert found.values["description"] == "1.停车难；2.租金高"
    assert "写有 2 个问题，按一个录入" in found.warnings[0].reason
    kept = Surroundings(date(2022, 12, 20), whole=frozenset({"1.停车难；2.租金高"}))
    again = next(BodyReader(sheet, header, kept).read())
    assert isinstance(again, RowGroup)
    assert not again.warnings


@given(
    st.lists(
        st.lists(WORDS, min_size=1, max_size=3).map(
            lambda points: "；".join(f"{at}.{one}" for at, one in enumerate(points, 1))
        ),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)
def test_problems_kept_as_one_are_exported_and_read_as_one(
    known: Known, problems: list[str], numbered: bool
) -> None:
    kind = RECORD_TYPES["visits"]
    row = ExportRow(
        {
            "number": "ZF-2022-0001" if numbered else None,
            "date": PartialDate(2022, 5, 1),
            "form": "电话",
            "enterprises": (Reference(1, "甲公司"),),
        },
        {"problems": [{"description": one, "measures": one, "status": "登记"} for one in problems]},
    )
    columns = [kind.field(key) for key in ("number", "date", "form", "enterprises")]
    content = workbook_of(kind, [row], columns, title="走访台账", children=[kind.child("problems")])
    (sheet,) = read_workbook(content).sheets
    header = find_header(sheet, known)
    assert header is not None
    around = Surroundings(date(2022, 12, 20), whole=frozenset() if numbered else frozenset(problems))
    found = next(BodyReader(sheet, header, around).read())
    assert isinstance(found, RowGroup)
    assert [(one["description"], one["measures"]) for one in found.children["problems"]] == [
        (one, one) for one in problems
    ]
    assert not found.warnings
