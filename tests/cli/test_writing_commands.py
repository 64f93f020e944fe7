"""Commands that write: what they answer, and what stands in the ledger and on the disk afterwards."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Command

REGISTER = Path(__file__).parents[1] / "samples" / "限上商贸企业基础台账.xlsx"


def test_new_makes_a_ledger_and_never_overwrites_one(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "新.dadu"
    assert command("new", "--database", place).data == {"file": str(place)}
    before = place.read_bytes()
    again = command("new", "--database", place)
    assert (again.status, again.out) == (2, "")
    assert place.read_bytes() == before


@pytest.mark.usefixtures("own_demo")
def test_set_changes_fields_and_history_tells_it_oldest_first(command: Command) -> None:
    before = command("show", "enterprises", "万达广场").data
    saved = command(
        "set", "enterprises", "万达广场", "contact=张三", "opened=2019.6", "--reason", "电话核实"
    ).data
    assert saved["version"] == before["version"] + 1
    changes = command("history", "enterprises", "万达广场").data["changes"]
    assert (changes[0]["action"], changes[-1]["after"], changes[-1]["reason"]) == ("新增", "张三", "电话核实")


@pytest.mark.usefixtures("own_demo")
def test_set_finds_enterprises_by_credit_code(command: Command) -> None:
    wanted = command("list", "enterprises", "--offset", "2", "--limit", "1").data["rows"][0]
    command("set", "plans", "CX-2022-0001", f"enterprise={wanted['credit_code']}", "target_sales=")
    plan = command("show", "plans", "CX-2022-0001").data
    assert (plan["enterprise"], plan["target_sales"]) == (wanted["name"], None)


@pytest.mark.usefixtures("own_demo")
@pytest.mark.parametrize("pair", ["status=无此状态", "number=ZF-1", "nonsense=1", "status"])
def test_set_refuses_what_cannot_be_kept(command: Command, pair: str) -> None:
    before = command("show", "problems", "WT-2022-0001").data
    reply = command("set", "problems", "WT-2022-0001", pair)
    assert (reply.status, reply.out, reply.err.count("\n")) == (2, "", 1)
    assert command("show", "problems", "WT-2022-0001").data == before


@pytest.mark.usefixtures("own_demo")
def test_set_keeps_a_word_of_no_code_list_and_names_it(command: Command) -> None:
    saved = command("set", "enterprises", "万达广场", "town=XX镇", "area=万达广场").data
    assert saved["warnings"] == {"town": "所属镇街“XX镇”不在代码表中，请核对。"}
    assert command("show", "enterprises", "万达广场").data["town"] == "XX镇"
    again = command("set", "enterprises", "万达广场", "town=九宫庙").data
    assert again["warnings"] == {}


@pytest.mark.usefixtures("own_demo")
def test_set_keeps_hedged_amounts_and_doubtful_codes(command: Command) -> None:
    command("set", "plans", "CX-2022-0001", "base_sales=约1000多万元", "target_sales=1.2亿元")
    plan = command("show", "plans", "CX-2022-0001").data
    assert (plan["base_sales"], plan["target_sales"]) == ("约1000多万元", "12000")
    saved = command("set", "enterprises", "万达广场", "credit_code=500104000012345").data
    assert "15位" in saved["warnings"]["credit_code"]
    assert command("show", "enterprises", "500104000012345").data["short_name"] == "万达广场"


@pytest.mark.usefixtures("own_demo")
def test_a_problem_is_not_struck_off_without_call_back(command: Command) -> None:
    number = next(
        row["number"] for row in command("list", "problems").data["rows"] if row["status"] == "受理"
    )
    reply = command("set", "problems", number, "status=销号")
    assert reply.status == 2
    assert "回访" in reply.err


@pytest.mark.usefixtures("own_demo")
def test_an_attached_file_comes_back_byte_for_byte(command: Command, tmp_path: Path) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(bytes(range(256)) * 40)
    kept = command("attach", "visits", "ZF-2022-0001", photo).data
    assert kept["sha256"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    copy = tmp_path / "取出.jpg"
    command("detach", "visits", "ZF-2022-0001", kept["name"], "--output", copy)
    assert copy.read_bytes() == photo.read_bytes()
    assert command("detach", "visits", "ZF-2022-0001", "没有.jpg", "--output", copy).status == 2


def test_import_takes_the_register_once_and_undo_takes_it_back(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DADU_DATABASE", str(tmp_path / "台账.dadu"))
    command("new")
    tried = command("import", REGISTER, "--dry-run").data
    assert (tried["batch"], tried["files"][0]["created"]) == (None, 151)
    assert command("list", "enterprises").data["total"] == 0
    taken = command("import", REGISTER).data
    assert [(one["kind"], one["created"], one["refused"], one["warnings"]) for one in taken["files"]] == [
        ("enterprises", 151, 0, 2)
    ]
    assert command("import", REGISTER).data["files"][0]["unchanged"] == 151
    undone = command("undo", str(taken["batch"])).data
    assert (undone["reversed"], undone["kept"], undone["failed"]) == (151, 0, 0)
    assert command("list", "enterprises").data["total"] == 0


@pytest.mark.usefixtures("own_demo")
@pytest.mark.parametrize("kind", ["enterprises", "visits", "problems", "plans"])
def test_an_exported_ledger_imports_with_no_change(command: Command, tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"{kind}.xlsx"
    made = command("export", kind, "--output", output).data
    again = command("import", output, "--as", kind).data
    assert made["rows"] == again["files"][0]["unchanged"] == again["files"][0]["read"]
    assert again["batch"] is None


@pytest.mark.usefixtures("demo")
def test_export_names_what_it_cannot_do(command: Command, tmp_path: Path) -> None:
    output = tmp_path / "x.xlsx"
    assert command("export", "visits", "--view", "没有", "--output", output).status == 2
    assert command("export", "visits", "--template", output, "--output", output).status == 2
    assert not output.exists()


def test_a_backup_puts_everything_back(command: Command, own_demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "备份.dadu"
    made = command("backup", "--output", copy).data
    assert made["sha256"] == hashlib.sha256(copy.read_bytes()).hexdigest()
    command("set", "cases", "BF-2022-01", "status=结案")
    assert command("restore", copy).data["restored_from"] == str(copy)
    assert command("show", "cases", "BF-2022-01").data["status"] == "见效"
    assert command("check").data == {"ok": True, "findings": []}
    assert own_demo.exists()


def test_a_damaged_backup_is_refused_and_the_ledger_stays(
    command: Command, own_demo: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "备份.dadu"
    shutil.copyfile(own_demo, copy)
    with copy.open("r+b") as file:
        file.seek(200_000)
        file.write(b"\x00" * 64)
    before = own_demo.read_bytes()
    assert command("restore", copy).status == 11
    assert own_demo.read_bytes() == before


def test_faulty_rows_are_refused_and_go_back_marked(command: Command, own_demo: Path, tmp_path: Path) -> None:
    sent = tmp_path / "来表.csv"
    sent.write_text(
        "企业名称,统一社会信用代码,入库时间\n重庆甲公司,,2022年2月30日\n重庆乙公司,,2022年5月\n", "utf-8"
    )
    reply = command("import", sent, "--as", "enterprises", "--returned", tmp_path / "退回")
    told = reply.data["files"][0]
    assert (reply.status, told["created"], told["refused"]) == (1, 1, 1)
    assert [(one["row"], one["column"], one["value"]) for one in told["problems"]] == [
        (2, "入库时间", "2022年2月30日")
    ]
    assert len(list((tmp_path / "退回").iterdir())) == 1
    assert own_demo.exists()


@pytest.mark.usefixtures("own_demo")
def test_an_import_of_what_is_not_there_is_refused(command: Command, tmp_path: Path) -> None:
    before = command("list", "enterprises").data["total"]
    for source in (tmp_path / "没有.xlsx", tmp_path):
        assert command("import", source).status == 2
    assert command("list", "enterprises").data["total"] == before


@pytest.mark.usefixtures("own_demo")
def test_a_folder_is_taken_in_but_for_the_files_that_cannot_be_read(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "来表"
    folder.mkdir()
    (folder / "好.csv").write_text("企业名称,所属镇街\n重庆甲公司,八桥镇\n", "utf-8")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "无关.csv").write_text("甲,乙\n1,2\n", "utf-8")
    reply = command("import", folder)
    told = {one["file"]: one for one in reply.data["files"]}
    assert (reply.status, told["好.csv"]["created"]) == (1, 1)
    for name in ("坏.xlsx", "无关.csv"):
        (fault,) = told[name]["problems"]
        assert name in fault["reason"]
        assert told[name]["read"] == 0
    (folder / "好.csv").unlink()
    assert command("import", folder).status == 2


@pytest.mark.usefixtures("own_demo")
def test_a_file_taken_out_into_a_folder_is_named_whole(command: Command, tmp_path: Path) -> None:
    sent = tmp_path / "说明.txt"
    sent.write_text("三家企业", "utf-8")
    folder = tmp_path / "取出"
    folder.mkdir()
    command("attach", "cases", "BF-2022-01", sent)
    made = command("detach", "cases", "BF-2022-01", sent.name, "--output", folder)
    assert made.data["file"] == str(folder / sent.name)
    assert (folder / sent.name).read_text("utf-8") == "三家企业"


@pytest.mark.usefixtures("demo")
def test_a_place_that_is_not_there_is_told_by_the_name_that_was_given(
    command: Command, tmp_path: Path
) -> None:
    output = tmp_path / "没有" / "表.xlsx"
    reply = command("export", "plans", "--output", output)
    assert (reply.status, reply.err) == (13, f"找不到“{output}”，请检查路径。\n")


@pytest.mark.usefixtures("own_demo")
def test_an_import_whose_returned_file_finds_no_place_writes_nothing(
    command: Command, tmp_path: Path
) -> None:
    sent = tmp_path / "来表.csv"
    sent.write_text("企业名称,入库时间\n重庆甲公司,2022年2月30日\n重庆乙公司,2022年5月\n", "utf-8")
    before = command("list", "enterprises").data["total"]
    assert command("import", sent, "--returned", sent / "退回").status == 13
    assert command("list", "enterprises").data["total"] == before


@pytest.mark.usefixtures("demo")
def test_a_template_is_filled_from_the_command_line(command: Command, tmp_path: Path) -> None:
    template, output = tmp_path / "模板.xlsx", tmp_path / "填好.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["单位详细名称", "商品销售额;本年-本月"])
    book.save(template)
    reply = command("export", "figures", "--period", "2022-11", "--template", template, "--output", output)
    assert reply.status == 0
    sheet = openpyxl.load_workbook(output).worksheets[0]
    assert 1 < sheet.max_row - 1 < reply.data["rows"]
    assert command("export", "visits", "--template", template, "--output", output).status == 2


@pytest.mark.usefixtures("demo")
def test_forms_to_fill_in_come_from_the_command_line(command: Command, tmp_path: Path) -> None:
    blank = command("export", "visits", "--blank", "--output", tmp_path / "走访.xlsx")
    assert (blank.status, blank.data["files"]) == (0, [str(tmp_path / "走访.xlsx")])
    each = command("export", "figures", "--each", "--period", "2022-12", "--output", tmp_path / "填报")
    assert each.status == 0
    assert len(each.data["files"]) == each.data["rows"] == len(list((tmp_path / "填报").iterdir()))
    read = command("import", tmp_path / "填报", "--dry-run")
    assert {one["kind"] for one in read.data["files"]} == {"figures"}
    assert sum(one["read"] for one in read.data["files"]) == 0
    for refused in (["--blank", "--each"], ["--each", "--view", "甲"], ["--period", "2022-12"]):
        assert command("export", "visits", *refused, "--output", tmp_path / "走访.xlsx").status == 2
