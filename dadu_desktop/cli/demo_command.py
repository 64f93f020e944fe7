"""The command that makes the demonstration ledger and everything that can be made from it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.places import ledger_place
from dadu_desktop.records.catalogue import RECORD_TYPES
from dadu_desktop.services import ledgers
from dadu_desktop.services.demo import COUNTED, FILE_NAME, demo_place, make_demo
from dadu_desktop.services.exports import export_list, write_whole
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.reports import ReportInfo, available_reports, make_report
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile

_SUBJECTS = {
    "enterprise": "91500104DADU00001M",
    "visit": "ZF-2022-0021",
    "problem": "WT-2022-0040",
    "plan": "CX-2022-0014",  # one that was reviewed
    "case": "BF-2022-01",
    "team": "ZB-2022-0001",
    "cluster": "JQ-2022-0002",
}
"""The record shown where a report is about one: by kind of the parameter."""
_MONTH = "2022-11"
_MONTHLY = ("briefing", "ledger-figures")


def demo(options: Namespace) -> Answer:
    """Make the demonstration ledger; with --output also every workbook, report and picture of a page."""
    made = make_demo(_place(options))
    files = [made.file.absolute()]
    if options.output:
        with ledgers.open_ledger(made.file, write=False) as ledger:
            files += [
                *_workbooks(ledger, options.output / "工作簿"),
                *_reports(ledger, options.output / "报表"),
            ]
        files += _pictures(made.file, options.output / "页面截图")
    counts = {key: getattr(made, key) for key in COUNTED}
    told = "，".join(f"{RECORD_TYPES[key].label} {count}" for key, count in counts.items())
    return Answer({**counts, "files": files}, "\n".join((f"演示台账：{told}", *map(str, files))))


def _place(options: Namespace) -> Path:
    """Name the ledger: the one asked for, else beside the other output, else in the person's data folder."""
    if getattr(options, "database", None) or os.environ.get("DADU_DATABASE"):
        return ledger_place(options)
    output: Path | None = options.output
    return output / FILE_NAME if output else demo_place()


def _folder(path: Path) -> Path:
    """Make a folder."""
    with said():
        path.mkdir(parents=True, exist_ok=True)
    return path


def _workbooks(ledger: LedgerFile, folder: Path) -> Iterator[Path]:
    """Write every list as a workbook."""
    for kind in RECORD_TYPES.values():
        yield export_list(
            ledger, kind.key, ListQuery(), _folder(folder) / f"{kind.label}.xlsx"
        ).file.absolute()


def _reports(ledger: LedgerFile, folder: Path) -> Iterator[Path]:
    """Print every report."""
    for report in available_reports():
        made = make_report(ledger, report.id, _parameters(report), "pdf")
        file = _folder(folder) / f"{report.name}.pdf"
        write_whole(file, made.content)
        yield file.absolute()


def _parameters(report: ReportInfo) -> dict[str, str]:
    """Choose what a report is about."""
    chosen = {one.key: _SUBJECTS[one.kind] for one in report.parameters if one.kind in _SUBJECTS}
    return {**chosen, "period": _MONTH} if report.id in _MONTHLY else chosen


def _pictures(ledger: Path, folder: Path) -> list[Path]:
    """Take a picture of every page of the window, without showing it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from dadu_desktop.ui.app import take_screenshots

    return [(folder / name).absolute() for name in take_screenshots(ledger, _folder(folder))]
