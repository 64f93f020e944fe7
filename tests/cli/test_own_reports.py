"""The office's own reports on the command line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dadu_desktop.services.report_definitions import own_folder
from tests.cli.conftest import Command

LIST = 'name = "镇街名册"\n[ledger]\nrecord_type = "enterprises"\ncolumns = ["name", "town"]\n'


def test_own_reports_are_listed_with_ours_and_made(own_demo: Path, command: Command, tmp_path: Path) -> None:
    own_folder(own_demo).mkdir()
    (own_folder(own_demo) / "名册.toml").write_text(LIST, encoding="utf-8")
    reply = command("reports")
    assert reply.status == 0
    assert reply.data["reports"][-1]["name"] == "镇街名册"
    made = command("report", "名册", "--output", tmp_path / "名册.pdf")
    assert made.status == 0
    assert made.data["pages"] > 1


def test_a_faulty_one_is_told_with_its_line_and_the_list_goes_on(
    own_demo: Path, command: Command, tmp_path: Path
) -> None:
    own_folder(own_demo).mkdir()
    (own_folder(own_demo) / "名册.toml").write_text(LIST.replace("town", "twon"), encoding="utf-8")
    reply = command("reports")
    assert reply.status == 1
    assert reply.data["faults"] == [
        "报表定义“名册.toml”第4行：没有“twon”这个字段，是不是：town（所属镇街）。"
    ]
    assert len(reply.data["reports"]) > 20
    refused = command("report", "名册", "--output", tmp_path / "名册.pdf")
    assert refused.status == 2
    assert "第4行" in refused.err
    assert not (tmp_path / "名册.pdf").exists()


def test_a_redacted_copy_is_made_and_entered_into_the_log(
    own_demo: Path, command: Command, tmp_path: Path
) -> None:
    made = command(
        "report",
        "briefing",
        "--period",
        "2022-11",
        "--redacted",
        "区统计局",
        "--output",
        tmp_path / "副本.pdf",
    )
    assert made.status == 0
    (entry,) = command("copies").data["copies"]
    assert (entry["receiver"], entry["title"]) == ("区统计局", "工作简报")
    assert entry["sha256"] == hashlib.sha256((tmp_path / "副本.pdf").read_bytes()).hexdigest()
    assert own_demo.exists()
