"""The office's own definitions beside ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from dadu_desktop.domain.errors import DefinitionProblem, InputProblem
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.report_definitions import (
    all_definitions,
    definitions,
    own_folder,
    own_reports,
    read_source,
)
from dadu_desktop.services.report_drafting import keep_own_words, read_draft
from dadu_desktop.services.report_files import rename_file
from dadu_desktop.services.reports import available_reports, make_report
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

LIST = """name = "镇街企业名册"
parameters = []

[ledger]
record_type = "enterprises"
columns = [
  "name",
  "town",
]
"""
LETTER = """+++
name = "致企业的一封信"
group = "简报"
data = "dossier"
paper = "sheet"
parameters = [{ key = "enterprise", label = "企业", kind = "enterprise", required = true }]
+++
# 致{{ enterprise.name }}

感谢贵公司对{{ office }}工作的支持。
"""


def put(ledger: LedgerFile, name: str, source: str | bytes) -> Path:
    """Put a file into the office's folder."""
    folder = own_folder(ledger.path)
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    return file


def test_a_definition_of_the_office_is_listed_and_made(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    put(ledger, "名册.toml", LIST)
    info = available_reports(ledger.path)[-1]
    assert (info.id, info.name, info.group, info.own, info.fault) == (
        "名册",
        "镇街企业名册",
        "本单位报表",
        True,
        "",
    )
    words = "".join(page_texts(make_report(ledger, "名册", {}).content))
    assert "镇街企业名册" in words
    assert register[1].label in words
    assert make_report(ledger, "名册", {}, "xlsx").content.startswith(b"PK")


def test_a_document_of_the_office_prints_the_data_of_one_of_ours(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    put(ledger, "信.md", LETTER)
    made = make_report(ledger, "信", {"enterprise": register[0].label})
    assert f"致{register[0].label}" in "".join(page_texts(made.content))
    assert make_report(ledger, "信", {"enterprise": register[0].label}, "docx").content.startswith(b"PK")


def test_one_that_is_faulty_is_listed_with_file_line_and_reason_and_hinders_no_other(
    ledger: LedgerFile,
) -> None:
    put(ledger, "名册.toml", LIST)
    put(ledger, "坏.toml", LIST.replace('"town"', '"twon"'))
    put(ledger, "乱码.md", "第一行\n第二行".encode("gb18030"))
    put(ledger, "说明.txt", "不是定义")
    listed = {one.id: one for one in available_reports(ledger.path) if one.own}
    assert set(listed) == {"名册", "坏", "乱码"}
    assert listed["坏"].fault == "报表定义“坏.toml”第8行：没有“twon”这个字段，是不是：town（所属镇街）。"
    assert listed["乱码"].fault == "报表定义“乱码.md”第1行：文件不是 UTF-8 编码，请用记事本另存为 UTF-8。"
    assert len(available_reports(ledger.path)) == len(definitions()) + 3
    with pytest.raises(DefinitionProblem, match=r"坏\.toml”第8行"):
        make_report(ledger, "坏", {})


def test_ours_cannot_be_replaced_by_a_file_of_the_same_name(ledger: LedgerFile) -> None:
    put(ledger, "ledger-visits.toml", LIST)
    (found,) = own_reports(ledger.path)
    assert found.definition is None
    assert "自带报表的文件名" in str(found.fault)
    assert all_definitions(ledger.path)["ledger-visits"].name == "走访（服务）台账"


def test_a_placeholder_that_has_no_data_is_told_when_the_report_is_made(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    put(ledger, "信.md", LETTER.replace("{{ office }}", "{{ ofice }}"))
    with pytest.raises(InputProblem, match=r"“信\.md”第10行：没有“ofice”这个数据，是不是：office"):
        make_report(ledger, "信", {"enterprise": register[0].label})


def test_without_a_folder_there_are_only_ours(ledger: LedgerFile) -> None:
    assert own_reports(ledger.path) == []
    assert all_definitions(ledger.path).keys() == definitions().keys()


def test_a_file_that_notepad_saved_with_its_mark_is_read(ledger: LedgerFile) -> None:
    put(ledger, "名册.toml", b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    assert own_reports(ledger.path)[0].definition is not None


@pytest.mark.parametrize(
    ("name", "source", "line", "said"),
    [
        ("a.toml", "name = \n", 1, "等号后面的值"),
        ("a.toml", 'name = "甲"\nnmae = "乙"\n', 2, "没有“nmae”这个项目，是不是：name（名称）"),
        ("a.toml", 'group = "甲"\n', 1, "“name”应写成文字"),
        ("a.toml", LIST.replace("parameters = []", 'order = "先"'), 2, "“order”应写成整数"),
        ("a.toml", 'name = "甲"\n', 1, "缺少 [ledger]"),
        ("a.toml", LIST.replace("columns", "colums"), 6, "是不是：columns"),
        ("a.toml", LIST.replace("enterprises", "企业"), 5, "是不是：enterprises（企业）"),
        ("a.toml", LIST + 'only = "not-reportd"\n', 10, "是不是：not-reported"),
        ("a.toml", LIST.replace('"town"', "3"), 6, "每一项应放在英文双引号里"),
        ("a.toml", LIST.replace("parameters = []", 'parameters = ["period"]'), 2, "每个参数应写成"),
        ("a.toml", LIST.replace("[]", '[{ key = "p", label = "月", kind = "mont" }]'), 2, "是不是：month"),
        ("a.toml", LIST.replace("[]", '[{ key = "p", kind = "month" }]'), 2, "参数缺少 label"),
        ("a.md", "没有头", 1, "应以一行 +++ 开头"),
        ("a.md", LETTER.replace('"致企业的一封信"', "致"), 2, "等号后面的值"),
        ("a.md", LETTER.replace('"sheet"', '"shet"'), 5, "是不是：sheet"),
        ("a.md", LETTER.replace('"dossier"', '"dosier"'), 4, "是不是：dossier（一企一档）"),
        ("a.md", LETTER.replace("}}工作", "}工作"), 10, "花括号没有配对"),
        ("a.md", "", 1, "应以一行 +++ 开头"),
    ],
)
def test_every_fault_has_its_line_and_its_reason(name: str, source: str, line: int, said: str) -> None:
    with pytest.raises(DefinitionProblem) as told:
        read_source(name, source)
    assert said in told.value.reason
    assert (told.value.file, told.value.line) == (name, line)


@pytest.mark.parametrize("report", [one for one in definitions() if not one.startswith("ledger")])
def test_a_copy_of_ours_under_another_name_is_a_definition_of_the_office(report: str) -> None:
    ours = definitions()[report]
    suffix = ".toml" if ours.ledger else ".md"
    source = ours.source if ours.ledger else ours.source.replace("+++\n", f'+++\ndata = "{report}"\n', 1)
    copy = read_source(f"抄{suffix}", source)
    assert (copy.ledger, copy.template, copy.data) == (
        ours.ledger,
        ours.template,
        "抄" if ours.ledger else report,
    )


def test_an_own_definition_is_called_something_else_with_its_file_and_what_was_written_for_it(
    ledger: LedgerFile, register: tuple[Reference, ...]
) -> None:
    file = put(ledger, "信.md", LETTER)
    about = {"enterprise": register[1].label}
    draft = read_draft(ledger, "信", about)
    (clause,) = (one for one in draft.clauses if "感谢" in one.drafted)
    keep_own_words(ledger, draft, clause, "谢谢贵公司。")
    assert rename_file(ledger, "信.md", '告企业"书"') == "告企业_书_.md"
    assert not file.exists()
    renamed = all_definitions(ledger.path)["告企业_书_"]
    assert renamed.name == '告企业"书"'
    assert "谢谢贵公司" in "".join(page_texts(make_report(ledger, renamed.id, about).content))


@pytest.mark.parametrize(("label", "said"), [("名册", "已有名为"), (" ", "请填写"), ("dossier", "自带报表")])
def test_a_name_that_is_taken_is_refused_and_the_definition_stays(
    ledger: LedgerFile, label: str, said: str
) -> None:
    put(ledger, "名册.toml", LIST)
    file = put(ledger, "企业.toml", LIST)
    with pytest.raises(InputProblem, match=said):
        rename_file(ledger, "企业.toml", label)
    assert file.read_text(encoding="utf-8") == LIST
