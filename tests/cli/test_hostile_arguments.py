"""Arguments that nobody should give: each is one Chinese sentence with its status, and nothing is written."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from dadu_desktop.cli.arguments import one_line
from tests.cli.conftest import Command, Reply

LONG_NAME = "长" * 120  # 360 bytes, where file systems take 255
NO_TEXT = os.fsdecode(b"\xb4\xf3\xff")
MEGABYTE = "大" * 2**20
BIDI = "\u202e甲\u2066乙"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
WORDS = ["", " ", "a\0b", NO_TEXT, "\n", FAMILY, BIDI, "'; DROP TABLE visits;--", "%", LONG_NAME, MEGABYTE]
NAMES = [
    "empty",
    "blank",
    "nul",
    "no text",
    "line end",
    "emoji",
    "bidi",
    "sql",
    "per cent",
    "long",
    "megabyte",
]
HUGE = ["9223372036854775808", "-9223372036854775809", "1" + "0" * 5000, "1e5", "nan", "²"]
VISIT = ("visits", "ZF-2022-0001")
posix = pytest.mark.skipif(sys.platform == "win32", reason="file names and devices as on Linux")


def require_refused(reply: Reply, *statuses: int) -> None:
    """One sentence, in Chinese and of bearable length, and nothing else."""
    assert reply.status in statuses, reply
    assert reply.out == ""
    assert reply.err.count("\n") == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]", reply.err)
    assert any("一" <= letter <= "龥" for letter in reply.err)
    assert len(reply.err) < 400


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("word", WORDS, ids=NAMES)
@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "{}"),
        ("fields", "{}"),
        ("show", "visits", "{}"),
        ("show", "figures", "{}"),
        ("show", "enterprises", "{}"),
        ("history", "{}", "1"),
        ("set", *VISIT, "{}"),
        ("set", *VISIT, "{}=1"),
        ("set", "problems", "WT-2022-0001", "status={}"),
        ("detach", *VISIT, "{}", "--output", "out"),
        ("undo", "{}"),
        ("export", "visits", "--view", "{}x", "--output", "out.xlsx"),
        ("export", "{}", "--output", "out.xlsx"),
        ("report", "{}", "--output", "out.pdf"),
        ("report", "dossier", "--enterprise", "{}", "--output", "out.pdf"),
        ("report", "briefing", "{}=1", "--output", "out.pdf"),
        ("figures", "--scope", "{}x"),
        ("{}",),
    ],
    ids=" ".join,
)
def test_a_word_that_means_nothing_is_refused(
    command: Command, word: str, arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    require_refused(command(*(one.format(word) for one in arguments)), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "visits", "--limit", "{}"),
        ("list", "visits", "--offset", "{}"),
        ("undo", "{}"),
        ("show", "visits", "{}"),
        ("figures", "--period", "{}"),
        ("set", "problems", "WT-2022-0001", "supervised={}0"),
        ("set", "plans", "CX-2022-0001", "year={}0年份"),
        ("set", *VISIT, "date={}"),
    ],
    ids=" ".join,
)
def test_a_number_beyond_all_counting_is_refused(
    command: Command, own_demo: Path, number: str, arguments: tuple[str, ...]
) -> None:
    before = own_demo.read_bytes()
    if number == "²" and arguments[-1] == "supervised={}0":
        pytest.skip("a raised two is read as 2, as full width digits are")
    if number == "1e5" and arguments[-1] == "supervised={}0":
        pytest.skip("1e50 is tried with the other sizes")
    require_refused(command(*(one.format(number) for one in arguments)), 2)
    assert own_demo.read_bytes() == before


@pytest.mark.parametrize("text", ["a\0b", NO_TEXT], ids=["nul", "no text"])
def test_text_that_cannot_be_written_down_is_refused_and_nothing_saved(
    command: Command, own_demo: Path, text: str
) -> None:
    before = own_demo.read_bytes()
    require_refused(command("set", *VISIT, f"note={text}"), 2)
    require_refused(command("set", *VISIT, "note=好", "--reason", text), 2)
    assert own_demo.read_bytes() == before


@pytest.mark.usefixtures("own_demo")
@pytest.mark.parametrize("text", [FAMILY, BIDI, MEGABYTE], ids=["emoji", "bidi", "megabyte"])
def test_unusual_text_is_kept_but_for_what_nobody_sees(command: Command, text: str) -> None:
    assert command("set", *VISIT, f"note={text}").status == 0
    note = command("show", *VISIT).data["note"]
    assert note == "".join(letter for letter in text if letter.isprintable())
    assert command("list", "visits", "--search", note[:20]).data["total"] >= 1


@posix
@pytest.mark.parametrize(
    "place", ["夹", "没有/深处", "管道", LONG_NAME, NO_TEXT, "a\0b", "", ".", "/", "/proc/x"]
)
@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "--database", "{}"),
        ("list", "visits", "--database", "{}"),
        ("set", *VISIT, "note=1", "--database", "{}"),
        ("restore", "{}"),
        ("import", "{}"),
        ("attach", *VISIT, "{}"),
        ("export", "plans", "--output", "{}"),
        ("report", "ledger-plans", "--output", "{}"),
        ("detach", *VISIT, "没有.jpg", "--output", "{}"),
    ],
    ids=" ".join,
)
def test_a_place_that_cannot_be_used_is_told(
    command: Command,
    own_demo: Path,
    place: str,
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if place == "" and arguments[0] in ("new", "list", "set"):
        pytest.skip("an empty name means the usual ledger")
    if arguments[0] in ("new", "report") and place == "没有/深处":
        pytest.skip("a new ledger makes its folder")
    if (arguments[0], place) == ("report", NO_TEXT):
        pytest.skip("a workbook or report may have any name that the system takes")
    if (arguments[0], place) == ("import", "/"):
        pytest.skip("reads the whole machine")
    folder = tmp_path / "工作"
    (folder / "夹").mkdir(parents=True)
    os.mkfifo(folder / "管道")
    monkeypatch.chdir(folder)
    before = own_demo.read_bytes()
    require_refused(command(*(one.format(place) for one in arguments)), 2, 13)
    assert sorted(one.name for one in folder.iterdir()) == ["夹", "管道"]
    assert (folder / "管道").is_fifo()
    if arguments[0] != "report":  # that one was made is noted before its file is written
        assert own_demo.read_bytes() == before


@posix
def test_a_folder_of_the_system_takes_no_ledger(command: Command) -> None:
    require_refused(command("new", "--database", "/proc/x.dadu"), 13)


@posix
@pytest.mark.usefixtures("own_demo")
def test_a_backup_never_takes_the_place_of_what_is_no_file(command: Command, tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    require_refused(command("backup", "--output", pipe), 13)
    require_refused(command("restore", os.environ["DADU_DATABASE"], "--database", pipe), 13)
    assert pipe.is_fifo()


@posix
def test_a_ledger_whose_name_is_no_text_is_refused_wherever_it_is_named(
    command: Command, own_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = str(tmp_path / NO_TEXT)
    require_refused(command("restore", place), 2, 13)
    require_refused(command("backup", "--output", place), 2, 13)
    Path(place).write_bytes(own_demo.read_bytes())
    require_refused(command("restore", place), 2, 13)
    monkeypatch.setenv("DADU_DATABASE", place)
    require_refused(command("list", "visits"), 2, 13)


@posix
@pytest.mark.usefixtures("own_demo")
def test_a_file_whose_name_is_no_text_is_attached_under_one_that_is(command: Command, tmp_path: Path) -> None:
    (tmp_path / f"{NO_TEXT}.txt").write_text("三家企业", "utf-8")
    name = command("attach", *VISIT, tmp_path / f"{NO_TEXT}.txt").data["name"]
    assert name.isprintable()
    assert name.endswith("txt")
    assert command("detach", *VISIT, name, "--output", tmp_path / "取出.txt").status == 0
    assert (tmp_path / "取出.txt").read_text("utf-8") == "三家企业"


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
@pytest.mark.usefixtures("own_demo")
@pytest.mark.parametrize("arguments", [("import", "{}"), ("attach", *VISIT, "{}"), ("restore", "{}")])
def test_a_file_that_may_not_be_read_is_told(
    command: Command, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    closed = tmp_path / "保密.xlsx"
    closed.write_bytes(b"x")
    closed.chmod(0)
    require_refused(command(*(one.format(closed) for one in arguments)), 13)


def test_a_sentence_stays_one_line_of_bearable_length() -> None:
    assert one_line("甲\r\n\u202e乙") == "甲 乙"
    told = one_line(f"“{MEGABYTE}”不能用，请改正。")
    assert len(told) < 310
    assert told.endswith("请改正。")
