"""What is to be printed: a report with its parameters, or a list as it stood on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dadu_desktop.services.list_query import Filter, ListQuery
from dadu_desktop.services.records import get_record
from dadu_desktop.ui.tasks import Progress

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.reports import MadeReport

PDF, EXCEL, WORD = "pdf", "xlsx", "docx"


class Order(Protocol):
    """Something that can be printed; all of it is done on the worker."""

    def make(self, ledger: LedgerFile, progress: Progress) -> MadeReport:
        """Make the pages."""

    def write(self, ledger: LedgerFile, path: Path, suffix: str) -> None:
        """Write the same as a workbook or for Word."""


@dataclass(frozen=True)
class ReportOrder:
    """A report of the list at the left."""

    report: str
    parameters: Mapping[str, str]

    def make(self, ledger: LedgerFile, progress: Progress) -> MadeReport:
        """Make the pages, of all records where 全部 stands in the place of one."""
        from dadu_desktop.services import report_batches, reports

        if report_batches.ALL in self.parameters.values():
            return report_batches.make_for_all(ledger, self.report, progress)
        return reports.make_report(ledger, self.report, self.parameters)

    def write(self, ledger: LedgerFile, path: Path, suffix: str) -> None:
        """Write the report as a workbook or for Word."""
        from dadu_desktop.services import exports, reports, sent_reports

        made = reports.make_report(ledger, self.report, self.parameters, suffix)
        exports.write_whole(path, made.content)
        sent_reports.keep_report(ledger, made)


@dataclass(frozen=True)
class ListOrder:
    """A list with its columns, order and filters."""

    kind: str
    query: ListQuery

    def make(self, ledger: LedgerFile, progress: Progress) -> MadeReport:
        """Make the pages."""
        from dadu_desktop.services import reports

        return reports.print_list(ledger, self.kind, self.query, self.query.columns)

    def write(self, ledger: LedgerFile, path: Path, suffix: str) -> None:
        """Write the list as a workbook: a list is no document."""
        from dadu_desktop.services import exports

        exports.export_list(ledger, self.kind, self.query, path)


@dataclass(frozen=True)
class SentOrder:
    """A report as it was given out; what has changed since stands where else the findings are."""

    id: int

    def make(self, ledger: LedgerFile, progress: Progress) -> MadeReport:
        """Give the kept pages."""
        from dadu_desktop.services import report_changes, sent_reports

        progress(0, 1, "正在与现在的数据比较")
        changes = [one.sentence() for one in report_changes.changes_since(ledger, self.id)]
        return replace(sent_reports.open_report(ledger, self.id), preflight=changes)

    def write(self, ledger: LedgerFile, path: Path, suffix: str) -> None:
        """Write the kept file: there is no other."""
        from dadu_desktop.services import exports, sent_reports

        exports.write_whole(path, sent_reports.open_report(ledger, self.id).content)


@dataclass(frozen=True)
class CopyOrder:
    """A numbered copy for somebody: making it enters it into the log, so it is made once and then only shown."""

    report: str
    parameters: Mapping[str, str]
    receiver: str

    def make(self, ledger: LedgerFile, progress: Progress) -> MadeReport:
        """Make the pages and enter them into the log."""
        from dadu_desktop.services import redacted_copies

        progress(0, 1, "正在生成脱敏副本")
        return redacted_copies.make_copy(ledger, self.report, self.parameters, self.receiver)

    def write(self, ledger: LedgerFile, path: Path, suffix: str) -> None:
        """Write nothing: a copy is there as pages only, which the page of reports has."""


def order_of_record(ledger: LedgerFile, kind: str, record: int) -> ListOrder:
    """Print a record that has no sheet of its own as a list of one, or with the others of its enterprise."""
    from dadu_desktop.services import reports

    data = get_record(ledger, kind, record)
    printed = reports.definitions()[f"ledger-{kind}"].ledger
    query = ListQuery(columns=printed.columns if printed else ())
    if data.number:
        return ListOrder(kind, replace(query, filters=(Filter("number", "is", data.number),)))
    return ListOrder(kind, replace(query, enterprise=getattr(data.values["enterprise"], "id", None)))
