"""What holds for every shipped report: same bytes, numbers that follow from their records, files that open."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pypdfium2
import pytest

from dadu_desktop.domain.rounding import round_half_up
from dadu_desktop.domain.sentences import change_words
from dadu_desktop.reporting.figures import Basis, Figure, How
from dadu_desktop.services.demo import make_demo
from dadu_desktop.services.figure_bases import recount
from dadu_desktop.services.figure_sources import plain, sources_of
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.quoted_values import kept_value
from dadu_desktop.services.records import RecordData, get_record
from dadu_desktop.services.reports import MadeReport, definitions, figures_of, make_report
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile
from tests.reporting.reading import page_texts

ABOUT: Mapping[str, Mapping[str, str]] = {
    "dossier": {"enterprise": "重庆大渡口万达广场商业管理有限公司"},
    "plan-sheet": {"number": "CX-2022-0040"},
    "plan-review": {"number": "CX-2022-0040"},
    "case-report": {"number": "BF-2022-01"},
    "visit-sheet": {"number": "ZF-2022-0099"},
    "assignment": {"number": "WT-2022-0080"},
    "supervision": {"number": "WT-2022-0080"},
}
REPORTS = list(definitions())
DOCUMENTS = [one.id for one in definitions().values() if one.ledger is None]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerFile]:
    """Give the demonstration ledger, to whose data no test here writes."""
    place = tmp_path_factory.mktemp("every") / "演示.dadu"
    make_demo(place)
    with opening.open_file(place) as opened:
        yield opened


class Shelf:
    """Makes a report when it is first asked for, and keeps it for the other tests."""

    def __init__(self, ledger: LedgerFile) -> None:
        """Begin empty."""
        self.ledger = ledger
        self._made: dict[tuple[str, str], MadeReport] = {}

    def get(self, report: str, kind: str = "pdf") -> MadeReport:
        """Give a report about what it is usually asked."""
        if (report, kind) not in self._made:
            self._made[report, kind] = make_report(self.ledger, report, asked(self.ledger, report), kind)
        return self._made[report, kind]


@pytest.fixture(scope="module")
def shelf(office: LedgerFile) -> Shelf:
    """Keep the reports of this module."""
    return Shelf(office)


def asked(ledger: LedgerFile, report: str) -> dict[str, str]:
    """Say what a report is to be about: the record named above, else the newest of those that it can be about."""
    parameters = dict(ABOUT.get(report, {}))
    kinds = {"enterprise": "enterprises", "plan": "plans", "case": "cases", "visit": "visits"}
    for one in definitions()[report].parameters:
        if one.key == "period":
            parameters["period"] = "2022-11"
        elif one.required and one.key not in parameters:
            query = ListQuery(columns=("number",), limit=1)
            kind = kinds.get(one.kind, f"{one.kind}s")
            parameters[one.key] = str(list_records(ledger, kind, query).rows[0].values["number"])
    return parameters


def made_again(ledger: LedgerFile, basis: Basis, known: dict[tuple[str, int], RecordData]) -> object:
    """Make a number once more from its records; each record that is quoted is read once for all its numbers."""
    if basis.how is not How.QUOTED:
        return recount(ledger, basis)
    key = (basis.kind, basis.ids[0])
    if key not in known:
        known[key] = get_record(ledger, *key)
    return [kept_value(known[key], one) for one in basis.keys]


def said(figure: Figure, number: object) -> object:
    """Say a number made once more the way the document says it."""
    if figure.basis.how is How.QUOTED and isinstance(number, list):
        quoted = number[0] if len(number) == 1 else figure.value
        return figure.value if isinstance(figure.value, str) and plain(quoted) in figure.value else quoted
    if figure.basis.how is How.PULL and isinstance(number, Fraction):
        return f"{round_half_up(number, 4):+.2f}个百分点"
    if figure.basis.how not in (How.SHARE, How.GROWTH):
        return number
    if not isinstance(number, Decimal):
        return "—"
    if str(figure.value).startswith("同比"):
        return f"同比{change_words(number)}"
    return f"{round_half_up(number, 1)}%"


def printed(figure: Figure) -> object:
    """Give what is printed without reasons and marks in brackets behind a rate."""
    rated = figure.basis.how in (How.SHARE, How.GROWTH) and isinstance(figure.value, str)
    return str(figure.value).partition("（")[0] if rated else figure.value


def is_sentence(figure: Figure) -> bool:
    """Tell whether the number is said in a sentence that a rule wrote."""
    counted = (How.COUNT, How.TIMES, How.DISTINCT, How.SUM)
    return isinstance(figure.value, str) and figure.basis.how in counted


@pytest.mark.parametrize("report", REPORTS)
def test_every_number_follows_from_the_records_listed_behind_it(office: LedgerFile, report: str) -> None:
    figures = figures_of(office, report, asked(office, report))
    known: dict[tuple[str, int], RecordData] = {}
    wrong = [
        (one.basis.label, one.value, again)
        for one in figures
        if not is_sentence(one) and (again := said(one, made_again(office, one.basis, known))) != printed(one)
    ]
    assert wrong == []
    for one in figures[:10]:
        assert sources_of(office, one).total == len({*one.basis.ids, *one.basis.whole})


@pytest.mark.parametrize("report", REPORTS)
def test_the_same_data_give_the_same_bytes_and_a_click_finds_each_number(
    office: LedgerFile, shelf: Shelf, report: str
) -> None:
    made, again = shelf.get(report), make_report(office, report, asked(office, report))
    assert made.content == again.content
    assert {spot.figure for spot in made.spots} <= {one.place for one in made.numbers}
    assert made.spots or not any(made.numbers)
    for spot in made.spots[:20]:
        left, bottom, right, top = spot.box
        found = made.number_at(spot.page, (left + right) / 2, (bottom + top) / 2)
        assert found is not None
        assert found.place == spot.figure


@pytest.mark.parametrize(
    ("report", "kind"), [("briefing", "docx"), ("dossier", "docx"), ("ledger-visits", "xlsx")]
)
def test_files_of_other_kinds_are_the_same_again_too(
    office: LedgerFile, shelf: Shelf, report: str, kind: str
) -> None:
    again = make_report(office, report, asked(office, report), kind)
    assert again.content == shelf.get(report, kind).content


@pytest.mark.parametrize("report", ["dossier", "plan-sheet", "case-report"])
def test_annex_of_a_record_tells_the_source_of_its_numbers(
    office: LedgerFile, shelf: Shelf, report: str
) -> None:
    without = shelf.get(report)
    made = make_report(office, report, {**asked(office, report), "annex": "是"})
    assert made.pages >= without.pages
    assert made.figures > without.figures
    assert made.numbers == without.numbers


def test_annex_of_a_ledger_tells_its_columns_and_its_sums(office: LedgerFile, shelf: Shelf) -> None:
    without = shelf.get("ledger-projects")
    made = make_report(office, "ledger-projects", {"annex": "是"})
    assert (made.pages, made.numbers) == (without.pages + 1, without.numbers)
    annexed = page_texts(made.content)[-1]
    assert annexed.startswith("附：数据来源")
    for words in (
        "照录各行记录的“合同投资额”",
        "新材料合同投资额合计",
        "合计，8条记录",
        "招商项目：计数，2条记录",
    ):
        assert words in annexed


def test_a_sheet_that_states_no_number_has_no_annex(office: LedgerFile, shelf: Shelf) -> None:
    made = make_report(office, "visit-sheet", {**asked(office, "visit-sheet"), "annex": "是"})
    assert made.content == shelf.get("visit-sheet").content


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_every_file_for_word_has_as_many_pages_in_libreoffice_as_the_printed_form(
    shelf: Shelf, tmp_path: Path
) -> None:
    expected = {}
    for report in DOCUMENTS:
        made = shelf.get(report, "docx")
        (tmp_path / f"{report}.docx").write_bytes(made.content)
        expected[report] = made.pages
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    files = [str(tmp_path / f"{report}.docx") for report in DOCUMENTS]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), *files],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    found = {}
    for report in DOCUMENTS:
        with closing(pypdfium2.PdfDocument(tmp_path / f"{report}.pdf")) as document:
            found[report] = len(document)
    assert found == expected


FORBIDDEN = (
    b"/Encrypt", b"/SMask", b"/JavaScript", b"/JS ", b"/Launch", b"/LZWDecode", b"/CA ", b"/ca ", b"/BM ",
    b"/Transparency", b"/EmbeddedFile", b"/AA ", b"/XFA", b"/PS ", b"/OPI", b"/Alternates", b"/TR ", b"/HTP",
    b"/Helvetica", b"/DeviceCMYK", b"/RichMedia", b"/Movie", b"/Sound", b"/NeedAppearances",
)  # fmt: skip
"""What ISO 19005-2 forbids, or asks more for than these files have (6.1.3, 6.1.7, 6.2, 6.4, 6.5, 6.6)."""


@pytest.mark.parametrize("report", REPORTS)
def test_every_file_keeps_to_what_archives_ask_for(shelf: Shelf, report: str) -> None:
    content = shelf.get(report).content
    assert content.startswith(b"%PDF-1.7\n%")
    assert [word for word in FORBIDDEN if word in content] == []
    for once in (b"/OutputIntents", b"<pdfaid:part>2<", b"<pdfaid:conformance>B<", b"/ID "):
        assert content.count(once) == 1
    faces = len(re.findall(rb"/Type /FontDescriptor", content))
    assert len(re.findall(rb"/FontFile2 ", content)) == len(re.findall(rb"/ToUnicode ", content)) == faces > 0
