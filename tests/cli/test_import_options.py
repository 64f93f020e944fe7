"""Imports on the command line: what comes of the samples, of the options, and of rows in doubt."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from dadu_desktop.services import imports
from dadu_desktop.services.import_choices import choose_heading
from dadu_desktop.services.import_headers import heading_of
from dadu_desktop.services.import_review import preview_readable, review_again
from dadu_desktop.storage import opening
from tests.cli.conftest import Command

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = SAMPLES / "限上商贸企业基础台账.xlsx"
TRUTH: dict[str, Any] = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
STORE, STORE_CODE = "重庆九宫百货有限公司", "914403001922038216"
HEAD = ("企业名称", "统一社会信用代码", "所属镇街", "从业人数")


@pytest.fixture
def office(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let commands mean an empty ledger of the test's own."""
    monkeypatch.setenv("DADU_DATABASE", str(place))
    return place


def workbook(file: Path, *rows: tuple[object, ...]) -> Path:
    """Write a workbook."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(file)
    return file


def counts(reply: dict[str, Any]) -> list[tuple[int, ...]]:
    keys = ("created", "updated", "unchanged", "skipped", "refused")
    return [tuple(file[key] for key in keys) for file in reply["files"]]


@pytest.mark.usefixtures("office")
def test_all_samples_come_in_as_the_truth_says(command: Command) -> None:
    data = command("import", SAMPLES).data
    created = {Path(one["file"]).stem: 0 for one in data["files"]}
    for one in data["files"]:
        created[Path(one["file"]).stem] += one["created"]
    assert created[REGISTER.stem] == TRUTH["register"]["rows"]
    assert created[Path(TRUTH["visits"]["file"]).stem] == TRUTH["visits"]["visits"]
    assert created[Path(TRUTH["plans"]["file"]).stem] == TRUTH["plans"]["plans"]
    assert created[Path(TRUTH["monthly"]["file"]).stem] == TRUTH["monthly"]["rows"]
    assert {town: created[town] for town in TRUTH["towns"]["rows"]} == TRUTH["towns"]["rows"]
    assert not any(one["refused"] for one in data["files"])
    assert data["returns"]["missing_towns"] == []


@pytest.mark.usefixtures("office")
def test_modes_take_new_rows_or_known_ones(command: Command, tmp_path: Path) -> None:
    command("import", workbook(tmp_path / "甲.xlsx", HEAD, (STORE, STORE_CODE, "九宫庙", 20)))
    later = workbook(
        tmp_path / "乙.xlsx", HEAD, (STORE, STORE_CODE, "", 30), ("重庆全新有限公司", "", "八桥镇", 5)
    )
    tried = {
        mode: command("import", later, "--mode", mode, "--dry-run").data for mode in ("all", "add", "update")
    }
    assert {mode: counts(data) for mode, data in tried.items()} == {
        "all": [(1, 1, 0, 0, 0)],
        "add": [(1, 0, 0, 1, 0)],
        "update": [(0, 1, 0, 1, 0)],
    }
    command("import", later, "--mode", "update")
    shown = command("show", "enterprises", STORE_CODE).data
    assert (shown["town"], shown["employees"]) == ("九宫庙街道", 30)
    command("import", later, "--empty", "clear")
    assert command("show", "enterprises", STORE_CODE).data["town"] is None


@pytest.mark.usefixtures("office")
def test_mode_that_there_is_not_is_refused(command: Command) -> None:
    reply = command("import", REGISTER, "--mode", "some")
    assert (reply.status, reply.out) == (2, "")


@pytest.mark.usefixtures("office")
def test_row_whose_code_and_name_disagree_is_refused_with_the_question(
    command: Command, tmp_path: Path
) -> None:
    command("import", workbook(tmp_path / "甲.xlsx", HEAD, (STORE, STORE_CODE, "", 20)))
    reply = command("import", workbook(tmp_path / "乙.xlsx", HEAD, ("重庆别家有限公司", STORE_CODE, "", 30)))
    assert reply.status == 1
    (problem,) = reply.data["files"][0]["problems"]
    assert "是更名还是填错" in problem["reason"]
    assert reply.data["batch"] is None


@pytest.mark.usefixtures("office")
def test_towns_that_have_not_returned_are_named(command: Command, tmp_path: Path) -> None:
    command("import", REGISTER)
    shutil.copy(SAMPLES / "镇街上报" / "八桥镇.xlsx", tmp_path)
    returns = command("import", tmp_path / "八桥镇.xlsx", "--dry-run").data["returns"]
    assert (returns["towns"], len(returns["missing_towns"])) == (8, 7)
    assert (returns["enterprises"], returns["missing"]) == (11, [])


def test_heading_that_a_person_corrected_is_read_so(office: Path, command: Command, tmp_path: Path) -> None:
    file = workbook(tmp_path / "怪表.xlsx", ("甲方", "代号"), ("重庆甲有限公司", "91500104RTYJ6YN8J2"))
    assert command("import", file).status == 2
    with opening.open_file(office) as ledger:
        review = preview_readable(ledger, [file])
        sheet = review.preview.sheets[0]
        found = heading_of(sheet, "enterprises", (1,))
        paths = zip(found.columns, ("name", "credit_code"), strict=True)
        choice = replace(found, columns=tuple(replace(one, path=path) for one, path in paths))
        review_again(ledger, review, [choose_heading(sheet, choice, remember=True)])
    (told,) = command("import", file).data["files"]
    assert (told["kind"], told["created"], told["remembered"]) == ("enterprises", 1, True)


def test_what_undo_keeps_is_named_with_the_reason(office: Path, command: Command, tmp_path: Path) -> None:
    file = workbook(tmp_path / "甲.xlsx", HEAD, (STORE, STORE_CODE, "", 20), ("重庆乙有限公司", "", "", 5))
    with opening.open_file(office) as ledger:
        batch = imports.write_import(ledger, imports.preview_import(ledger, [file])).batch
    command("set", "enterprises", STORE_CODE, "contact=李静")
    reply = command("undo", str(batch))
    assert reply.status == 1
    assert (reply.data["reversed"], reply.data["kept"], reply.data["failed"]) == (1, 1, 0)
    (kept,) = reply.data["kept_records"]
    assert STORE in kept["name"]
    assert "修改过" in kept["reason"]
