"""What an officer writes into a drafted document is kept, goes stale when data change, and is never rewritten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dadu_desktop.domain.errors import InputProblem, NotAllowed
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.roles import Role
from dadu_desktop.records.fields import Reference
from dadu_desktop.services.records import save_record
from dadu_desktop.services.report_drafting import DraftText, keep_own_words, print_draft, read_draft
from dadu_desktop.services.report_edits import DraftClause
from dadu_desktop.services.reports import make_report
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

MONTH = {"period": "2022-11"}


def visited(ledger: LedgerFile, enterprise: Reference, day: int) -> None:
    """Keep one visit."""
    values = {"date": PartialDate(2022, 11, day), "form": "实地走访", "enterprises": (enterprise,)}
    save_record(ledger, "visits", 0, values)


@pytest.fixture
def office(ledger: LedgerFile, register: tuple[Reference, ...]) -> LedgerFile:
    """Give a ledger with two visits."""
    for day in (3, 9):
        visited(ledger, register[0], day)
    return ledger


def clause(draft: DraftText, words: str) -> DraftClause:
    """Find the clause that says something."""
    return next(one for one in draft.clauses if words in one.drafted or words in (one.words or ""))


def text_of(ledger: LedgerFile) -> str:
    """Read the briefing as printed."""
    return "".join(page_texts(make_report(ledger, "briefing", MONTH).content))


def written(ledger: LedgerFile, words: str, own: str | None) -> None:
    """Put own words for a clause."""
    draft = read_draft(ledger, "briefing", MONTH)
    keep_own_words(ledger, draft, clause(draft, words), own)


def test_own_words_are_printed_in_the_place_of_the_draft(office: LedgerFile) -> None:
    written(office, "走访企业2家次", "当月，区商务委扎实走访企业2家次，")
    draft = read_draft(office, "briefing", MONTH)
    assert clause(draft, "扎实").text == "当月，区商务委扎实走访企业2家次，"
    assert not clause(draft, "扎实").stale
    assert "扎实走访企业2家次" in text_of(office)
    made = make_report(office, "briefing", MONTH)
    assert made.preflight == print_draft(office, "briefing", MONTH).preflight
    assert not [one for one in made.preflight if "改过" in one]


def test_a_figure_that_is_still_stated_can_still_be_walked_back(office: LedgerFile) -> None:
    written(office, "走访企业2家次", "当月走访2家次，未召开座谈会；")
    labels = {one.basis.label for one in make_report(office, "briefing", MONTH).numbers}
    assert "走访家次" in labels
    assert "座谈会" not in labels


def test_words_go_stale_when_the_data_change_and_are_never_rewritten(
    office: LedgerFile, register: tuple[Reference, ...]
) -> None:
    own = "当月，区商务委扎实走访企业2家次，"
    written(office, "走访企业2家次", own)
    visited(office, register[1], 11)
    stale = clause(read_draft(office, "briefing", MONTH), "扎实")
    assert stale.stale
    assert stale.words == own
    assert "走访企业3家次" in stale.drafted
    assert stale.news == "数据已变：2 现为 3；1 现为 2。"
    assert "扎实走访企业2家次" in text_of(office)
    note = next(one for one in make_report(office, "briefing", MONTH).preflight if "改过" in one)
    assert note == "改过的一句“当月，区商务委扎实走访企业2家次，”：数据已变：2 现为 3；1 现为 2。"


def test_keeping_stale_words_again_says_that_they_were_looked_at(
    office: LedgerFile, register: tuple[Reference, ...]
) -> None:
    written(office, "走访企业2家次", "扎实走访2家次，")
    visited(office, register[1], 11)
    written(office, "扎实", "扎实走访2家次，")
    assert not clause(read_draft(office, "briefing", MONTH), "扎实").stale


def test_the_draft_comes_back(office: LedgerFile) -> None:
    written(office, "走访企业2家次", "扎实走访2家次，")
    written(office, "扎实", None)
    assert all(one.words is None for one in read_draft(office, "briefing", MONTH).clauses)


def test_a_clause_can_be_left_out(office: LedgerFile) -> None:
    written(office, "走访企业2家次", "")
    assert "走访企业2家次" not in text_of(office)
    assert clause(read_draft(office, "briefing", MONTH), "走访企业").words == ""


def test_words_for_one_month_are_not_those_of_another(office: LedgerFile) -> None:
    written(office, "走访企业2家次", "扎实走访2家次，")
    other = read_draft(office, "briefing", {"period": "2022-10"})
    assert all(one.words is None for one in other.clauses)


def test_words_whose_clause_is_gone_are_kept_and_told(office: LedgerFile) -> None:
    draft = read_draft(office, "briefing", MONTH)
    gone = replace(
        draft.clauses[0], key="从前的一句，现在没有相似的了#", drafted="从前的一句，现在没有相似的了9。"
    )
    keep_own_words(office, draft, gone, "我写过的话。")
    last = read_draft(office, "briefing", MONTH).clauses[-1]
    assert (last.drafted, last.words, last.stale) == ("", "我写过的话。", True)
    notes = make_report(office, "briefing", MONTH).preflight
    assert "改过的一句“我写过的话。”：草稿里已没有这一句，您写的话没有印出。" in notes


def test_faults_of_own_words_are_told(office: LedgerFile) -> None:
    written(office, "走访企业2家次", "销售额同比增长了-5%，")
    assert clause(read_draft(office, "briefing", MONTH), "增长了").faults == [
        "“增长了-5%”：方向词后不能再用负数。"
    ]
    assert "“增长了-5%”：方向词后不能再用负数。" in make_report(office, "briefing", MONTH).preflight


@pytest.mark.parametrize("report", ["month-analysis", "commerce-section"])
def test_the_other_drafted_documents_are_edited_alike(office: LedgerFile, report: str) -> None:
    save_record(
        office,
        "figures",
        0,
        {
            "enterprise": Reference(2, ""),
            "month": PartialDate(2022, 11),
            "indicator": "商品销售额",
            "value": 1,
        },
    )
    save_record(office, "enterprises", 2, {"status": "在库"})
    draft = read_draft(office, report, MONTH)
    first = draft.clauses[0]
    keep_own_words(office, draft, first, "本单位写的一句。")
    assert "本单位写的一句。" in "".join(page_texts(make_report(office, report, MONTH).content))
    assert make_report(office, report, MONTH, "docx").content.startswith(b"PK")


def test_a_list_has_no_draft(office: LedgerFile) -> None:
    with pytest.raises(InputProblem, match="不能改稿"):
        read_draft(office, "ledger-visits", {})


def test_a_leader_reads_and_does_not_write(office: LedgerFile) -> None:
    office.role = Role.LEADER
    with pytest.raises(NotAllowed):
        written(office, "走访企业2家次", "扎实走访。")
