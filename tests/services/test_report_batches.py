"""Many documents at once: in one file with contents and bookmarks, one file each, and the set of a month."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from dadu_desktop.domain.errors import Cancelled, InputProblem
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.records import save_record
from dadu_desktop.services.report_batches import make_for_all, write_each, write_set
from dadu_desktop.services.sent_reports import sent_reports
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts


@pytest.fixture
def office(ledger: LedgerFile, register: tuple[Reference, ...]) -> LedgerFile:
    """Give a ledger with three enterprises in the register and figures of one of them."""
    for one in register[1:4]:
        save_record(ledger, "enterprises", one.id, {"status": "在库"})
    values = {"enterprise": register[1], "month": PartialDate(2022, 11), "indicator": "商品销售额"}
    save_record(ledger, "figures", 0, {**values, "value": 1134, "base": 1000})
    return ledger


def test_all_documents_stand_in_one_file_behind_their_contents(office: LedgerFile) -> None:
    made = make_for_all(office, "dossier")
    texts = page_texts(made.content)
    assert made.preflight == []
    assert made.file_name == "一企一档（3份）.pdf"
    assert texts[0].startswith("目录")
    names = ("重庆九宫百货有限公司", "重庆跳磴建材批发有限公司", "重庆小面餐饮管理有限公司")
    for name in names:
        page = next(number for number, text in enumerate(texts[1:], 2) if text.startswith(name))
        line = next(line for line in texts[0].split("一企一档") if name in line)
        rest = texts[0].split(f"{name}一企一档")[1]
        assert line
        assert rest.lstrip("·").startswith(str(page))


def test_every_document_has_its_bookmark_with_its_headings_below(office: LedgerFile) -> None:
    with closing(pypdfium2.PdfDocument(make_for_all(office, "dossier").content)) as document:
        marks = [(one.level, one.get_title()) for one in document.get_toc()]
    assert [title for level, title in marks if level == 0] == [
        "目录", "重庆九宫百货有限公司", "重庆跳磴建材批发有限公司", "重庆小面餐饮管理有限公司",
    ]  # fmt: skip
    assert (1, "一、基本情况") in marks


def test_headings_of_each_document_are_counted_anew(office: LedgerFile) -> None:
    text = "".join(page_texts(make_for_all(office, "dossier").content))
    assert text.count("一、基本情况") == 3


def test_two_files_of_the_same_data_are_the_same_and_know_the_point_of_the_history(
    office: LedgerFile,
) -> None:
    mark = office.head()
    first, second = (make_for_all(office, "dossier").content for _ in range(2))
    assert first == second
    with pdfplumber.open(BytesIO(first)) as document:
        assert document.metadata["Title"] == "一企一档（3份）"
        assert document.metadata["Keywords"] == f"操作留痕 {mark}"


def test_a_batch_tells_its_progress_and_can_be_stopped(office: LedgerFile, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop_at_second(done: int, total: int, _words: str) -> None:
        """Stop when one file is there."""
        seen.append((done, total))
        if done == 1:
            raise Cancelled("已取消。")

    with pytest.raises(Cancelled):
        write_each(office, "dossier", tmp_path / "档案", stop_at_second)
    assert seen == [(0, 3), (1, 3)]
    assert len(list((tmp_path / "档案").iterdir())) == 1


def test_a_stopped_set_of_a_month_leaves_whole_files_only(office: LedgerFile, tmp_path: Path) -> None:
    def stop_at_second(done: int, _total: int, _words: str) -> None:
        """Stop when one file is there."""
        if done == 1:
            raise Cancelled("已取消。")

    with pytest.raises(Cancelled):
        write_set(office, "2022-11", tmp_path / "月报", stop_at_second)
    (only,) = (tmp_path / "月报").iterdir()
    assert len(sent_reports(office)) == 1
    before = only.read_bytes()
    whole = write_set(office, "2022-11", tmp_path / "月报")
    assert only in whole.made
    assert only.read_bytes() == before
    assert len(whole.made) == len(list((tmp_path / "月报").iterdir())) > 1


def test_a_batch_that_was_stopped_goes_on_with_what_is_missing(office: LedgerFile, tmp_path: Path) -> None:
    first = write_each(office, "dossier", tmp_path)
    first.made[1].unlink()
    again = write_each(office, "dossier", tmp_path)
    assert again.made == (first.made[1],)
    assert again.kept == (first.made[0], first.made[2])


def test_files_of_an_earlier_run_that_are_older_than_the_data_are_told(
    office: LedgerFile, register: tuple[Reference, ...], tmp_path: Path
) -> None:
    assert write_each(office, "dossier", tmp_path).preflight == {}
    assert write_each(office, "dossier", tmp_path).preflight == {}
    save_record(office, "enterprises", register[1].id, {"short_name": "九宫"})
    found = write_each(office, "dossier", tmp_path).preflight
    assert len(found) == 3
    assert all("此后台账有改动" in words for (words,) in found.values())


def test_one_file_can_be_stopped_while_pages_are_set(office: LedgerFile) -> None:
    def stop_at_pages(done: int, _total: int, _words: str) -> None:
        """Stop once all data are gathered."""
        if done > 2:
            raise Cancelled("已取消。")

    with pytest.raises(Cancelled):
        make_for_all(office, "dossier", stop_at_pages)


def test_the_set_of_a_month_is_written_in_one_go(office: LedgerFile, tmp_path: Path) -> None:
    written = write_set(office, "2022-11", tmp_path / "月报")
    assert len(written.made) == 10
    assert {path.suffix for path in written.made} == {".pdf", ".docx", ".xlsx"}
    assert all(path.stat().st_size > 1000 for path in written.made)
    assert {name for name, found in written.preflight.items() if "下步打算" in "".join(found)} == {
        path.name for path in written.made if "服务工作情况" in path.name
    }


@pytest.mark.parametrize("report", ["briefing", "ledger-visits", "nothing"])
def test_what_is_not_about_one_record_makes_no_batch(office: LedgerFile, report: str) -> None:
    with pytest.raises(InputProblem, match="不能成批生成"):
        make_for_all(office, report)


def test_a_batch_of_nothing_is_told(ledger: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="还没有可生成"):
        make_for_all(ledger, "plan-sheet")
