"""Many reports at once: one document for all its records in one file or one each, and the set of a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.reporting.definitions import ReportDefinition
from dadu_desktop.reporting.document import Chapter, make_collection
from dadu_desktop.services.briefing_data import DocumentData
from dadu_desktop.services.exports import write_whole
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.lists import list_records
from dadu_desktop.services.report_data import MANY
from dadu_desktop.services.report_kinds import LEDGERS
from dadu_desktop.services.reports import MadeReport, definitions, draft, fonts, information, make_report
from dadu_desktop.services.sent_reports import is_older, keep_report
from dadu_desktop.storage.ledger_file import LedgerFile

Progress = Callable[[int, int, str], None]
ALL = "全部"
"""In the place of a record: make the document for all of them."""
MONTHLY_SET = "月报一套"
_SET = (
    ("briefing", ("pdf", "docx")),
    ("month-analysis", ("pdf", "docx")),
    ("ledger-figures", ("pdf", "xlsx")),
    ("reminders", ("pdf", "xlsx")),
    ("figure-checks", ("pdf",)),
    ("figure-corrections", ("pdf",)),
)
_ALL = 1_000_000
_OLD = "沿用的是以前生成的，此后台账有改动；要重出请先删去这个文件。"


@dataclass(frozen=True)
class Written:
    """What a batch left in a folder: files made now, and those that an earlier run had made.

    ``preflight`` says what to look at before a file is given out, by the file; those without findings are left out.
    """

    made: tuple[Path, ...]
    kept: tuple[Path, ...]
    preflight: Mapping[str, Sequence[str]]


def quiet(_done: int, _total: int, _words: str) -> None:
    """Tell nobody."""


def make_for_all(ledger: LedgerFile, report_id: str, progress: Progress = quiet) -> MadeReport:
    """Make a document for all its records as one file with contents and bookmarks; ``progress`` may raise to stop."""
    definition = _document(report_id)
    asked = _records(ledger, definition)
    chapters = []
    for done, (parameters, data) in enumerate(zip(asked, _gathered(ledger, definition, asked), strict=True)):
        progress(done, 2 * len(asked), "正在汇集数据")
        drafted = draft(ledger, definition, parameters, data)
        chapters.append(Chapter(drafted.data.title, drafted.markdown, drafted.data.blocks))
    title = f"{definition.name}（{len(chapters)}份）"
    most = 2 * len(asked)

    def page_done(page: int) -> None:
        """Count pages as the second half of the work; a document may have several."""
        progress(min(most - 1, len(asked) + page // 2), most, f"已排 {page} 页")

    pages = make_collection(chapters, definition.style, information(ledger, title), fonts(), page_done)
    ledger.note("print", title)
    return MadeReport(
        pages.content, pages.pages, pages.figures, list(pages.preflight), f"{safe_name(title)}.pdf"
    )


def _gathered(
    ledger: LedgerFile, definition: ReportDefinition, asked: Sequence[Mapping[str, str]]
) -> Iterable[DocumentData | None]:
    """Gather the data of all documents at once where that can be; else each gathers its own."""
    if definition.data not in MANY:
        return repeat(None, len(asked))
    return MANY[definition.data](ledger, [number for one in asked for number in one.values()])


def write_each(ledger: LedgerFile, report_id: str, folder: Path, progress: Progress = quiet) -> Written:
    """Write a document for each of its records into a folder.

    Files that are there already are kept, so that a batch that was stopped goes on where it was.
    """
    asked = _records(ledger, _document(report_id))
    folder.mkdir(parents=True, exist_ok=True)
    made, kept, findings = [], [], {}
    for done, parameters in enumerate(asked):
        progress(done, len(asked), "正在生成")
        (key,) = parameters.values()
        target = folder / f"{safe_name(f'{report_id}-{key}')}.pdf"
        if target.exists():
            kept.append(target)
            findings[target.name] = [_OLD] if is_older(ledger, target.read_bytes()) else []
            continue
        findings[target.name] = _give_out(ledger, make_report(ledger, report_id, parameters), target)
        made.append(target)
    return _written(made, kept, findings)


def write_set(ledger: LedgerFile, period: str, folder: Path, progress: Progress = quiet) -> Written:
    """Write all that an office sends out for a month (月报一套) into a folder, anew each time."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(report, suffix) for report, suffixes in _SET for suffix in suffixes]
    made, findings = [], {}
    for done, (report, suffix) in enumerate(wanted):
        progress(done, len(wanted), f"正在生成{definitions()[report].name}")
        found = make_report(ledger, report, {"period": period}, suffix)
        target = folder / found.file_name
        findings[target.name] = _give_out(ledger, found, target)
        made.append(target)
    return _written(made, (), findings)


def _give_out(ledger: LedgerFile, made: MadeReport, target: Path) -> list[str]:
    """Write a report and keep it as it is given out; return what preflight found."""
    write_whole(target, made.content)
    keep_report(ledger, made)
    return made.preflight


def _written(made: Sequence[Path], kept: Sequence[Path], findings: Mapping[str, Sequence[str]]) -> Written:
    """Say what a batch left, with the findings of files that have any."""
    return Written(tuple(made), tuple(kept), {name: found for name, found in findings.items() if found})


def _document(report_id: str) -> ReportDefinition:
    """Find a document that is about one record; InputProblem for another."""
    definition = definitions().get(report_id)
    if definition is None or not _about(definition):
        raise InputProblem(f"“{report_id}”不能成批生成，请选一企一档、一企一策工作表等逐条的文书。")
    return definition


def _about(definition: ReportDefinition) -> Mapping[str, str]:
    """Give the parameter that names the record and the kind of that record."""
    return {
        one.key: LEDGERS[one.kind] for one in definition.parameters if one.required and one.kind in LEDGERS
    }


def _records(ledger: LedgerFile, definition: ReportDefinition) -> list[dict[str, str]]:
    """List what a document is to be made for: of enterprises those in the register."""
    ((key, kind),) = _about(definition).items()
    within = (Filter("status", "is", "在库"),) if kind == "enterprises" else ()
    rows = list_records(ledger, kind, ListQuery(filters=within, columns=("number",), limit=_ALL)).rows
    found = sorted(str(row.values["number"]) for row in rows)
    if not found:
        raise InputProblem(f"台账里还没有可生成“{definition.name}”的记录。")
    return [{key: number} for number in found]
