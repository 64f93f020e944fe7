"""Reports that were given out (已出报告): kept as they were."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from dadu_desktop.domain.errors import LedgerDamaged, NotFound, UserProblem
from dadu_desktop.records.papers import AttachmentContent
from dadu_desktop.records.papers import SentReport as StoredReport
from dadu_desktop.reporting.figures import Basis, Figure, How
from dadu_desktop.services.attachments import keep_content
from dadu_desktop.services.figure_sources import plain
from dadu_desktop.services.history_marks import changed_since
from dadu_desktop.services.reports import MadeReport
from dadu_desktop.storage.ledger_file import LedgerFile

_LISTED = 500


@dataclass(frozen=True)
class SentReport:
    """What is known of a report without reading it; ``at`` is local time."""

    id: int
    at: datetime
    person: str
    report: str
    title: str
    file_name: str
    pages: int
    parameters: Mapping[str, str]


def keep_report(ledger: LedgerFile, made: MadeReport, title: str = "") -> int:
    """Keep a report as it is given out; the same file again is the same report. Return its id.

    A list as it stood on the screen is no report, its id is 0. Where nothing can be written the log says so and
    the id is 0 too: the report itself can be given out all the same.
    """
    if not made.report:
        return 0
    try:
        return _keep(ledger, made, title)
    except UserProblem as problem:
        logging.getLogger(__name__).warning("%s not kept in %s: %s", made.file_name, ledger.path, problem)
        return 0


def _keep(ledger: LedgerFile, made: MadeReport, title: str) -> int:
    """Write file, definition and figures under their hashes, and one row that names them."""
    contents = {
        "sha256": made.content,
        "definition_sha256": made.definition.encode(),
        "figures_sha256": _encoded(made.numbers),
    }
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    with ledger.beside() as unit:
        known = unit.connection.scalar(
            select(StoredReport.id).where(
                StoredReport.sha256 == hashes["sha256"], StoredReport.file_name == made.file_name
            )
        )
        if known is not None:
            return known
        for name, digest in hashes.items():
            keep_content(unit.connection, digest, contents[name])
        kept = StoredReport(
            at=unit.at,
            person=unit.person,
            report=made.report,
            title=title or made.file_name.rpartition(".")[0],
            parameters=json.dumps(dict(made.parameters), ensure_ascii=False),
            file_name=made.file_name,
            pages=made.pages,
            history_mark=made.mark,
            **hashes,
        )
        unit.session.add(kept)
        unit.session.flush()
        return kept.id


def sent_reports(ledger: LedgerFile) -> list[SentReport]:
    """List the newest 500 reports that were given out, the last one first."""
    query = select(StoredReport.__table__).order_by(StoredReport.id.desc()).limit(_LISTED)
    with ledger.read() as connection:
        return [_plain(row) for row in connection.execute(query)]


def open_report(ledger: LedgerFile, report: int) -> MadeReport:
    """Give a report as it was given out; its numbers still know the records that were behind them."""
    row = _row(ledger, report)
    numbers = _decoded(_content(ledger, row.figures_sha256))
    return MadeReport(
        _content(ledger, row.sha256),
        row.pages,
        len(numbers),
        [],
        row.file_name,
        numbers=numbers,
        report=row.report,
        parameters=json.loads(row.parameters),
        definition=_content(ledger, row.definition_sha256).decode(),
        mark=row.history_mark,
    )


def is_older(ledger: LedgerFile, content: bytes) -> bool:
    """Tell whether a file that was given out was made before the newest change of the ledger's data."""
    query = select(func.max(StoredReport.history_mark)).where(
        StoredReport.sha256 == hashlib.sha256(content).hexdigest()
    )
    with ledger.read() as connection:
        mark = connection.scalar(query)
    return mark is not None and changed_since(ledger, mark)


def _encoded(figures: Iterable[Figure]) -> bytes:
    """Write numbers with what is behind them."""
    rows = [
        {
            "value": plain(one.value),
            **{key: getattr(one.basis, key) for key in Basis.__dataclass_fields__},
        }
        for one in figures
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _decoded(content: bytes) -> tuple[Figure, ...]:
    """Read numbers with what is behind them."""
    return tuple(
        Figure(row.pop("value"), _basis(row), place) for place, row in enumerate(json.loads(content), 1)
    )


def _basis(row: dict[str, Any]) -> Basis:
    """Read what is behind a number."""
    ids, whole, keys = (tuple(row[key]) for key in ("ids", "whole", "keys"))
    return Basis(row["label"], row["kind"], ids, How(row["how"]), row["rule"], whole, keys)


def _row(ledger: LedgerFile, report: int) -> Row[Any]:
    """Read the row of a report."""
    with ledger.read() as connection:
        row = connection.execute(
            select(StoredReport.__table__).where(StoredReport.id == report)
        ).one_or_none()
    if row is None:
        raise NotFound("这份已出报告已不存在，请刷新列表。")
    return row


def _content(ledger: LedgerFile, digest: str) -> bytes:
    """Read what lies under a hash; LedgerDamaged where it is not as it was put in."""
    with ledger.read() as connection:
        content = connection.scalar(
            select(AttachmentContent.content).where(AttachmentContent.sha256 == digest)
        )
    if content is None or hashlib.sha256(content).hexdigest() != digest:
        raise LedgerDamaged("这份已出报告的内容已损坏，未打开；请从备份中取回。")
    return content


def _plain(row: Row[Any]) -> SentReport:
    """Take over what is shown in the list."""
    return SentReport(
        row.id,
        datetime.fromisoformat(row.at).astimezone(),
        row.person,
        row.report,
        row.title,
        row.file_name,
        row.pages,
        json.loads(row.parameters),
    )
