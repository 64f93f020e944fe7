"""Files put to records."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from dadu_desktop.domain.errors import InputProblem, LedgerDamaged, NotFound, PlaceUnusable
from dadu_desktop.records.fields import Reference
from dadu_desktop.records.papers import Attachment as StoredAttachment
from dadu_desktop.records.papers import AttachmentContent
from dadu_desktop.services import attachments
from dadu_desktop.services.attachments import attach_file, attachments_of, detach_file, remove_attachment
from dadu_desktop.services.file_names import LONGEST, safe_name
from dadu_desktop.storage.ledger_file import LedgerFile

Register = tuple[Reference, ...]


def contents_kept(ledger: LedgerFile) -> int:
    """Count the stored contents."""
    with ledger.read() as connection:
        return connection.scalar(select(func.count()).select_from(AttachmentContent)) or 0


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Give a small file of every byte value."""
    path = tmp_path / "走访 现场.JPG"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def test_a_file_comes_out_as_it_went_in(
    ledger: LedgerFile, register: Register, photo: Path, tmp_path: Path
) -> None:
    made = attach_file(ledger, "enterprises", register[0].id, photo)
    assert (made.name, made.size, made.media_type, made.added_by) == (
        "走访 现场.JPG",
        10240,
        "image/jpeg",
        "王敏",
    )
    assert made.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert attachments_of(ledger, "enterprises", register[0].id) == [made]
    assert attachments_of(ledger, "visits", register[0].id) == []
    folder = tmp_path / "取出"
    folder.mkdir()
    assert detach_file(ledger, made.id, folder) == made
    assert [(one.name, one.read_bytes()) for one in folder.iterdir()] == [(made.name, photo.read_bytes())]


def test_the_same_bytes_are_kept_once_until_the_last_record_lets_go(
    ledger: LedgerFile, register: Register, photo: Path, tmp_path: Path
) -> None:
    first = attach_file(ledger, "enterprises", register[0].id, photo)
    second = attach_file(ledger, "enterprises", register[1].id, photo)
    assert attach_file(ledger, "enterprises", register[1].id, photo) == second
    assert contents_kept(ledger) == 1
    remove_attachment(ledger, first.id)
    assert detach_file(ledger, second.id, tmp_path / "副本.jpg").sha256 == first.sha256
    remove_attachment(ledger, second.id)
    assert contents_kept(ledger) == 0
    with pytest.raises(NotFound):
        detach_file(ledger, second.id, tmp_path / "没有.jpg")


def test_another_file_of_the_same_name_gets_a_number(
    ledger: LedgerFile, register: Register, photo: Path
) -> None:
    attach_file(ledger, "enterprises", register[0].id, photo)
    photo.write_bytes(b"another")
    assert attach_file(ledger, "enterprises", register[0].id, photo).name == "走访 现场（2）.JPG"


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_kept(
    ledger: LedgerFile, register: Register, tmp_path: Path
) -> None:
    big = tmp_path / "录像.mp4"
    with big.open("wb") as file:
        file.truncate(attachments.LIMIT + 1)
    with pytest.raises(InputProblem, match="50 MB"):
        attach_file(ledger, "enterprises", register[0].id, big)
    assert contents_kept(ledger) == 0
    with big.open("r+b") as file:
        file.truncate(attachments.LIMIT)
    assert attach_file(ledger, "enterprises", register[0].id, big).size == attachments.LIMIT


def test_an_empty_file_is_a_file(ledger: LedgerFile, register: Register, tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    made = attach_file(ledger, "enterprises", register[0].id, tmp_path / "空.txt")
    detach_file(ledger, made.id, tmp_path / "取出.txt")
    assert (tmp_path / "取出.txt").read_bytes() == b""


def test_a_missing_file_and_a_missing_record_are_said(
    ledger: LedgerFile, photo: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotFound, match="找不到文件"):
        attach_file(ledger, "enterprises", 1, tmp_path / "没有.jpg")
    with pytest.raises(NotFound, match="已不存在"):
        attach_file(ledger, "visits", 99, photo)
    assert contents_kept(ledger) == 0


def test_a_damaged_content_is_not_handed_out(
    ledger: LedgerFile, register: Register, photo: Path, tmp_path: Path
) -> None:
    made = attach_file(ledger, "enterprises", register[0].id, photo)
    with ledger.unit() as unit:
        unit.connection.execute(update(AttachmentContent).values(content=b"x"))
    with pytest.raises(LedgerDamaged, match="走访 现场"):
        detach_file(ledger, made.id, tmp_path / "取出.jpg")
    assert not (tmp_path / "取出.jpg").exists()


def test_a_place_that_cannot_be_written_leaves_nothing(
    ledger: LedgerFile, register: Register, photo: Path, tmp_path: Path
) -> None:
    made = attach_file(ledger, "enterprises", register[0].id, photo)
    with pytest.raises(PlaceUnusable):
        detach_file(ledger, made.id, tmp_path / "没有的文件夹" / "取出.jpg")
    assert not (tmp_path / "没有的文件夹").exists()


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("C:\\桌面\\合同.pdf", "合同.pdf"),
        ("/", "未命名"),
        ("..", "未命名"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("公司.txt", "公司.txt"),
        ("发票\u202egpj.exe", "发票gpj.exe"),
        ("甲\x00乙\n丙.txt", "甲乙 丙.txt"),
        ("甲:乙*丙?.txt", "甲_乙_丙_.txt"),
        (".htaccess", "htaccess"),
        ("结尾. . ", "结尾"),
    ],
)
def test_names_from_strangers_become_plain(given: str, safe: str) -> None:
    assert safe_name(given) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("很长" * 100 + ".xlsx")
    assert len(name) == LONGEST
    assert name.endswith(".xlsx")


@given(st.text())
def test_a_safe_name_is_safe_and_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert safe_name(safe) == safe
    assert 0 < len(safe) <= LONGEST
    assert PurePosixPath(safe).name == safe
    assert not set(safe) & set('<>:"/\\|?*\x00')


@pytest.mark.parametrize(
    "name", ["../../逃逸.txt", "..\\..\\逃逸.txt", "/etc/逃逸.txt", "con.txt", "报表\u202egpj.exe"]
)
def test_a_name_in_a_ledger_from_elsewhere_stays_in_the_folder(
    ledger: LedgerFile, register: tuple[Reference, ...], tmp_path: Path, name: str
) -> None:
    source = tmp_path / "照片.txt"
    source.write_text("现场", encoding="utf-8")
    kept = attach_file(ledger, "enterprises", register[0].id, source)
    with ledger.unit() as unit:
        unit.connection.execute(update(StoredAttachment).values(name=name))
    folder = tmp_path / "取出" / "这里"
    folder.mkdir(parents=True)
    (shown,) = attachments_of(ledger, "enterprises", register[0].id)
    detach_file(ledger, kept.id, folder)
    (taken,) = folder.iterdir()
    assert taken.name == shown.name == safe_name(name)
    assert [one.name for one in (tmp_path / "取出").iterdir()] == ["这里"]
