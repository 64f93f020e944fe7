"""Reports are kept as they were given out, and tell later what has become of their numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dadu_desktop.domain.errors import NotFound
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import event_log
from dadu_desktop.services.attachments import attach_file, remove_attachment
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.records import delete_records, get_record, save_record
from dadu_desktop.services.report_batches import write_each, write_set
from dadu_desktop.services.report_changes import changes_since
from dadu_desktop.services.reports import definitions, make_report
from dadu_desktop.services.sent_reports import keep_report, open_report, sent_reports
from dadu_desktop.storage import check, opening
from dadu_desktop.storage.ledger_file import LedgerFile

MONTH = {"period": "2022-11"}


def visit(ledger: LedgerFile, *enterprises: Reference, day: int = 3, form: str = "实地走访") -> int:
    """Keep a visit of November 2022."""
    values = {"date": PartialDate(2022, 11, day), "form": form, "enterprises": enterprises}
    return save_record(ledger, "visits", 0, values).id


@pytest.fixture
def office(ledger: LedgerFile, register: tuple[Reference, ...]) -> LedgerFile:
    """Give a ledger with two visits and a figure."""
    visit(ledger, register[0])
    visit(ledger, register[1], day=9)
    figure = {"enterprise": register[1], "month": PartialDate(2022, 11), "indicator": "商品销售额"}
    save_record(ledger, "figures", 0, {**figure, "value": Decimal(1134), "base": Decimal(1000)})
    return ledger


def given_out(ledger: LedgerFile, report: str = "briefing", format: str = "pdf") -> int:  # noqa: A002
    """Make a report and give it out."""
    return keep_report(ledger, make_report(ledger, report, MONTH, format))


def test_a_report_is_kept_with_file_definition_figures_time_and_person(office: LedgerFile) -> None:
    made = make_report(office, "briefing", MONTH)
    kept = keep_report(office, made)
    (listed,) = sent_reports(office)
    assert (listed.id, listed.person, listed.report, listed.pages) == (kept, "王敏", "briefing", made.pages)
    assert (listed.at.date(), dict(listed.parameters)) == (date.today(), MONTH)
    assert listed.file_name == made.file_name
    again = open_report(office, kept)
    assert again.content == made.content
    assert again.definition == definitions()["briefing"].source
    assert [one.basis for one in again.numbers] == [one.basis for one in made.numbers]
    assert len(again.numbers) > 20


def test_the_same_file_given_out_again_is_the_same_report(office: LedgerFile) -> None:
    first = given_out(office)
    assert given_out(office) == first
    assert given_out(office, format="docx") != first
    assert len(sent_reports(office)) == 2


def test_nothing_has_changed_where_nobody_wrote(office: LedgerFile) -> None:
    assert changes_since(office, given_out(office)) == []


def test_a_new_record_changes_counts_and_its_writer_is_named(
    office: LedgerFile, register: tuple[Reference, ...]
) -> None:
    kept = given_out(office)
    office.person = "李强"
    visit(office, register[2])
    found = {one.label: one for one in changes_since(office, kept)}
    assert (found["走访家次"].before, found["走访家次"].now) == ("2", "3")
    assert len(found["走访家次"].edits) == 1
    assert found["走访家次"].edits[0].endswith("李强新增了记录")
    assert "座谈会" not in found


def test_a_changed_value_is_told_with_both_values_and_the_reason_of_the_edit(office: LedgerFile) -> None:
    kept = given_out(office, "ledger-figures")
    (row,) = list_records(office, "figures", ListQuery()).rows
    old = get_record(office, "figures", row.id)
    save_record(office, "figures", row.id, {"value": Decimal(1200)}, version=old.version, reason="企业更正")
    found = {one.label: one for one in changes_since(office, kept)}
    assert (found["商品销售额本月合计"].before, found["商品销售额本月合计"].now) == ("1,134", "1,200")
    assert any("王敏" in edit for edit in found["商品销售额本月合计"].edits)
    assert (
        found["商品销售额重庆九宫百货有限公司本月"]
        .sentence()
        .startswith("商品销售额重庆九宫百货有限公司本月：1,134 → 1,200（")
    )


def test_a_record_put_into_the_bin_is_told(office: LedgerFile, register: tuple[Reference, ...]) -> None:
    third = visit(office, register[2])
    kept = given_out(office)
    delete_records(office, "visits", [third])
    found = {one.label: one for one in changes_since(office, kept)}
    assert (found["服务企业"].before, found["服务企业"].now) == ("3", "2")
    assert "王敏删除了记录" in found["服务企业"].edits[0]


def test_an_edit_between_preview_and_sending_counts_as_later(
    office: LedgerFile, register: tuple[Reference, ...]
) -> None:
    made = make_report(office, "briefing", MONTH)
    visit(office, register[2])
    assert "走访家次" in {one.label for one in changes_since(office, keep_report(office, made))}


def test_a_reader_keeps_reports_too(office: LedgerFile) -> None:
    with opening.open_file(office.path, write=False) as reader:
        reader.person = "访客"
        assert given_out(reader) > 0
    assert sent_reports(office)[0].person == "访客"


def test_every_file_of_a_batch_and_of_the_set_of_a_month_is_kept(office: LedgerFile, tmp_path: Path) -> None:
    visits = len(write_each(office, "visit-sheet", tmp_path / "走访").made)
    assert len(sent_reports(office)) == visits == 2
    made = write_set(office, "2022-11", tmp_path / "月报").made
    assert {one.name for one in made} <= {one.file_name for one in sent_reports(office)}


def test_a_report_outlives_the_attachment_of_the_same_file(office: LedgerFile, tmp_path: Path) -> None:
    made = make_report(office, "briefing", MONTH)
    (tmp_path / made.file_name).write_bytes(made.content)
    kept = keep_report(office, made)
    attached = attach_file(office, "visits", 1, tmp_path / made.file_name)
    remove_attachment(office, attached.id)
    assert open_report(office, kept).content == made.content
    assert check.check(office) == []


def test_what_was_given_out_stands_in_the_log(office: LedgerFile) -> None:
    given_out(office)
    assert "已出报告" in {line.thing for line in event_log.read_log(office)}


def test_a_report_that_there_is_not_is_explained(office: LedgerFile) -> None:
    with pytest.raises(NotFound, match="已不存在"):
        open_report(office, 99)
