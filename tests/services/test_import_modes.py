"""New rows, known rows, empty cells and rows left out are treated as the person says."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.services.import_choices import choose_options, take_rows
from dadu_desktop.services.import_plan import ImportOptions
from dadu_desktop.services.import_review import preview_readable, review_again
from dadu_desktop.services.imports import preview_import, write_import
from dadu_desktop.services.records import count_records, find_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile

pytestmark = pytest.mark.usefixtures("register")

STORE = "重庆九宫百货有限公司"


def three_rows(made: MadeFile) -> Path:
    """Make a file with a known row, a new one, and one that changes nothing."""
    return made(
        ["企业名称", "所属镇街", "从业人数"],
        [STORE, "", 30],
        ["重庆全新有限公司", "", 5],
        ["重庆跳磴建材批发有限公司", "跳磴镇", ""],
    )


@pytest.mark.parametrize(
    ("options", "fates"),
    [
        (ImportOptions(), ["updated", "created", "unchanged"]),
        (ImportOptions(updates=False), ["skipped", "created", "unchanged"]),
        (ImportOptions(adds=False), ["updated", "skipped", "unchanged"]),
    ],
)
def test_rows_are_skipped_that_are_not_wanted(
    options: ImportOptions, fates: list[str], ledger: LedgerFile, made: MadeFile
) -> None:
    review = review_again(ledger, preview_readable(ledger, [three_rows(made)]), [choose_options(options)])
    assert [row.action for row in review.preview.sheets[0].rows] == fates
    outcome = write_import(ledger, review.preview).files[0]
    assert outcome.skipped == fates.count("skipped")
    assert count_records(ledger)["enterprises"] == 5 + outcome.created


def test_empty_cells_clear_what_is_kept_when_asked(ledger: LedgerFile, made: MadeFile) -> None:
    preview = preview_import(ledger, [three_rows(made)], options=ImportOptions(clears=True))
    write_import(ledger, preview)
    assert find_record(ledger, "enterprises", STORE).values["town"] is None
    kept = find_record(ledger, "enterprises", "重庆跳磴建材批发有限公司").values
    assert (kept["town"], kept["trade"], kept["status"]) == ("跳磴镇", "批发业", None)


def test_empty_cell_never_clears_what_names_a_record(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "信用代码", "所属镇街"], [STORE, "", "八桥镇"])
    preview = preview_import(ledger, [file], options=ImportOptions(clears=True))
    assert [row.changes for row in preview.sheets[0].rows] == [{"town": ("九宫庙街道", "八桥镇")}]


def test_visit_to_an_enterprise_that_was_not_added_does_not_hang_in_the_air(
    ledger: LedgerFile, made: MadeFile
) -> None:
    register = made(
        ["企业名称", "信用代码", "入库时间", "退库时间"], ["重庆全新有限公司", "", "2022.5", "2021.5"]
    )
    visits = made(["日期", "企业名称", "问题"], ["2022-05-01", "重庆全新有限公司", "缺人"], name="走访.xlsx")
    preview = preview_import(ledger, [register, visits])
    assert [row.action for sheet in preview.sheets for row in sheet.rows] == ["refused", "refused"]
    assert write_import(ledger, preview).batch == 0


def test_rows_are_left_out_and_taken_in_several_at_once(ledger: LedgerFile, made: MadeFile) -> None:
    file = made(["企业名称", "行业"], *(["重庆" + name + "有限公司", "批发业"] for name in "甲乙丙丁"))
    review = preview_readable(ledger, [file])
    sheet = review.preview.sheets[0]
    review = review_again(ledger, review, [take_rows(sheet, [2, 3, 4], taken=False)])
    assert [row.action for row in review.preview.sheets[0].rows] == ["excluded"] * 3 + ["created"]
    review = review_again(ledger, review, [take_rows(sheet, [3], taken=True)])
    assert review.sheets[0].counts["skipped"] == 2
