"""Batches of reports on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening
from tests.cli.conftest import Command


@pytest.fixture
def database(place: Path) -> Path:
    """Give a closed ledger with two enterprises in the register."""
    with opening.open_file(place) as ledger:
        for name in ("重庆九宫百货有限公司", "重庆小面餐饮管理有限公司"):
            save_record(ledger, "enterprises", 0, {"name": name, "status": "在库"})
    return place


def test_all_dossiers_go_into_one_file_or_one_each(command: Command, database: Path, tmp_path: Path) -> None:
    asked = ("--database", database, "report", "dossier", "--enterprise", "全部", "--output")
    one = command(*asked, tmp_path / "全部.pdf")
    assert (one.status, one.data["preflight"]) == (0, [])
    assert one.data["pages"] >= 3
    each = command(*asked, tmp_path / "档案")
    assert (len(each.data["files"]), each.data["kept"]) == (2, [])
    again = command(*asked, tmp_path / "档案")
    assert (again.data["files"], len(again.data["kept"])) == ([], 2)


def test_a_document_is_made_for_word(command: Command, database: Path, tmp_path: Path) -> None:
    target = tmp_path / "简报.docx"
    reply = command("--database", database, "report", "briefing", "--format", "docx", "--output", target)
    assert reply.status == 0
    assert target.read_bytes().startswith(b"PK")


def test_what_makes_no_batch_is_refused_and_nothing_written(
    command: Command, database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "简报.pdf"
    asked = ("--database", database, "report", "briefing", "--enterprise", "全部", "--output", target)
    assert command(*asked).status == 2
    assert not target.exists()


def test_a_report_that_is_written_is_kept_and_names_the_faces_that_are_missing(
    command: Command, database: Path, tmp_path: Path
) -> None:
    asked = ("--database", database, "report", "briefing", "--period", "2022-11", "--output")
    first, second = (command(*asked, tmp_path / name).data for name in ("一.pdf", "二.pdf"))
    assert first["sent"] == second["sent"] > 0
    assert set(first["substituted_fonts"]) <= {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}
    assert (tmp_path / "一.pdf").read_bytes() == (tmp_path / "二.pdf").read_bytes()
