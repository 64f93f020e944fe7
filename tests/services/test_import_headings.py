"""What was made out of a heading can be corrected, and the correction is remembered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.services.import_choices import choose_heading, find_heading_anew
from dadu_desktop.services.import_headers import HeadingChoice, field_choices, heading_of, takes_unit
from dadu_desktop.services.import_review import Review, preview_readable, review_again
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.records import find_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile

NEW_CODE = "91500104RTYJ6YN8J2"
STORE = "重庆九宫百货有限公司"


def odd_file(made: MadeFile, name: str = "来表.xlsx") -> Path:
    """Make a file whose headings say nothing to the program."""
    return made(["名单"], ["甲方", "代号", "生意"], ["重庆甲有限公司", NEW_CODE, 1234], name=name)


def choice_for(review: Review) -> HeadingChoice:
    """Say what the three columns are."""
    found = heading_of(review.preview.sheets[0], "enterprises", (2,))
    paths = {"A": ("name", ""), "B": ("credit_code", ""), "C": ("last_year_sales", "千元")}
    columns = tuple(
        replace(one, path=paths[one.letters][0], unit=paths[one.letters][1]) for one in found.columns
    )
    return replace(found, columns=columns)


def test_heading_that_nobody_knows_is_named_by_hand(ledger: LedgerFile, made: MadeFile) -> None:
    review = preview_readable(ledger, [odd_file(made)])
    sheet = review.preview.sheets[0]
    assert not sheet.kind
    review = review_again(ledger, review, [choose_heading(sheet, choice_for(review), remember=True)])
    write_import(ledger, review.preview)
    values = find_record(ledger, "enterprises", NEW_CODE).values
    assert (values["name"], str(values["last_year_sales"].value)) == ("重庆甲有限公司", "123.4")  # type: ignore[attr-defined]


def test_next_file_of_this_shape_is_read_so_at_once(ledger: LedgerFile, made: MadeFile) -> None:
    review = preview_readable(ledger, [odd_file(made)])
    sheet = review.preview.sheets[0]
    review_again(ledger, review, [choose_heading(sheet, choice_for(review), remember=True)])
    later = preview_import(ledger, [odd_file(made, "下月.xlsx")])
    assert later.sheets[0].remembered
    assert later.counts() == {"created": 1}
    again = review_again(
        ledger,
        Review(later),
        [choose_heading(later.sheets[0], heading_of(later.sheets[0]), remember=True)],
    )
    assert again.preview.counts() == {"created": 1}


def test_correction_for_once_is_not_remembered(ledger: LedgerFile, made: MadeFile) -> None:
    review = preview_readable(ledger, [odd_file(made)])
    sheet = review.preview.sheets[0]
    review_again(ledger, review, [choose_heading(sheet, choice_for(review), remember=False)])
    with pytest.raises(InputProblem, match="表头"):
        preview_import(ledger, [odd_file(made)])


def test_forgotten_correction_leaves_the_words_to_themselves(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "电话", "联系人"], ["重庆甲有限公司", "13812345678", "李静"])
    review = preview_readable(ledger, [file])
    sheet = review.preview.sheets[0]
    found = heading_of(sheet)
    wrong = replace(found, columns=(*found.columns[:2], replace(found.columns[2], path="principal")))
    review = review_again(ledger, review, [choose_heading(sheet, wrong, remember=True)])
    assert review.preview.sheets[0].rows[0].values["principal"] == "李静"
    review = review_again(ledger, review, [find_heading_anew(sheet)])
    assert review.preview.sheets[0].rows[0].values["contact"] == "李静"
    assert not preview_import(ledger, [file]).sheets[0].remembered


def test_kind_and_heading_rows_are_tried_before_they_are_chosen(ledger: LedgerFile, made: MadeFile) -> None:
    sheet = preview_readable(ledger, [made(["企业名称", "日期"], [STORE, "2022-05-01"])]).preview.sheets[0]
    tried = heading_of(sheet, "problems", (1,))
    assert [(one.letters, one.path, one.samples) for one in tried.columns] == [
        ("A", "enterprise", STORE),
        ("B", "raised", "2022-05-01"),
    ]


@pytest.mark.parametrize("wrong", [(0,), (4,), (1, 3), (1, 2, 3, 4)])
def test_rows_that_are_no_heading_are_refused(
    wrong: tuple[int, ...], ledger: LedgerFile, made: MadeFile
) -> None:
    sheet = preview_readable(ledger, [odd_file(made)]).preview.sheets[0]
    with pytest.raises(InputProblem, match="连续的 1 至 3 行"):
        heading_of(sheet, "enterprises", wrong)


def test_field_for_two_columns_is_refused(ledger: LedgerFile, made: MadeFile) -> None:
    review = preview_readable(ledger, [odd_file(made)])
    choice = choice_for(review)
    twice = replace(choice, columns=tuple(replace(one, path="name") for one in choice.columns))
    with pytest.raises(InputProblem, match="“企业名称”选了两栏"):
        review_again(ledger, review, [choose_heading(review.preview.sheets[0], twice, remember=True)])


def test_fields_to_choose_from_are_named_in_the_words_of_the_ledger() -> None:
    assert field_choices("plans")["measures.owner"] == "帮扶措施·责任人"
    assert field_choices("visits")["enterprises.credit_code"] == "统一社会信用代码"
    assert field_choices("figures")["零售额;value"].startswith("零售额·")
    assert takes_unit("enterprises", "last_year_sales")
    assert not takes_unit("enterprises", "employees")
