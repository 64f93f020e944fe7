"""Names of enterprises as lists write them: with former names, remarks, quotation marks and numbers."""

from __future__ import annotations

import pytest

from dadu_desktop.services.imports import preview_import
from dadu_desktop.services.records import save_record
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.services.conftest import MadeFile

STORE, OTHER = "重庆星桥百货有限公司", "重庆九宫茶叶有限公司"
HEADING: list[object] = ["走访日期", "企业名称", "走访方式"]


@pytest.fixture
def stocked(ledger: LedgerFile) -> LedgerFile:
    """Give a ledger with two enterprises."""
    for name in (STORE, OTHER):
        save_record(ledger, "enterprises", 0, {"name": name})
    return ledger


@pytest.mark.parametrize(
    "name",
    [
        f"{STORE}（原重庆星桥商场）",
        f"{STORE}(曾用名：星桥商场)",
        f"{STORE}（停业）",
        f"《{STORE}》",
        f"1、{STORE}",
        f"①{STORE}",
        "重庆 星桥 百货有限公司",
    ],
)
def test_name_is_found_behind_what_a_list_adds(name: str, stocked: LedgerFile, made: MadeFile) -> None:
    (row,) = preview_import(stocked, [made(HEADING, ["2022-05-01", name, "电话"])]).sheets[0].rows
    assert [str(one) for one in row.values["enterprises"]] == [STORE]  # type: ignore[attr-defined]


@pytest.mark.parametrize("branch", ["前进路店", "原野路店", "九宫庙分公司"])
def test_branch_in_brackets_is_not_the_enterprise_itself(
    branch: str, stocked: LedgerFile, made: MadeFile
) -> None:
    path = made(HEADING, ["2022-05-01", f"{STORE}（{branch}）", "电话"])
    assert preview_import(stocked, [path]).counts() == {"refused": 1}


def test_several_numbered_names_are_several_enterprises(stocked: LedgerFile, made: MadeFile) -> None:
    for cell in (f"1.{STORE}\n2.{OTHER}", f"1、{STORE}\n2、{OTHER}", f"{STORE}、{OTHER}等5家企业"):
        (row,) = preview_import(stocked, [made(HEADING, ["2022-05-01", cell, "座谈"])]).sheets[0].rows
        assert [str(one) for one in row.values["enterprises"]] == [STORE, OTHER]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("listed", "name", "former"),
    [
        ("1.重庆新一商贸有限公司", "重庆新一商贸有限公司", None),
        ("★重庆新二商贸有限公司*", "重庆新二商贸有限公司", None),
        ("重庆新三商贸有限公司（原重庆老三商贸有限公司）", "重庆新三商贸有限公司", "重庆老三商贸有限公司"),
        ("重庆新四超市（原野路店）", "重庆新四超市（原野路店）", None),
        ("“九宫”商贸有限公司", "“九宫”商贸有限公司", None),
        ("7天连锁酒店", "7天连锁酒店", None),
    ],
)
def test_new_enterprise_has_the_name_without_what_a_list_adds(
    listed: str, name: str, former: str | None, ledger: LedgerFile, made: MadeFile
) -> None:
    (row,) = preview_import(ledger, [made(["企业名称", "行业"], [listed, "零售业"])]).sheets[0].rows
    assert (row.values["name"], row.values.get("former_names")) == (name, former)
