"""What came in and went out: imports, attached files, reports with their edits and copies.

They stand apart from ``office``, which the first list on the screen waits for.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dadu_desktop.records.base import Base


class ImportBatch(Base):
    """One import as a whole; the history rows carry its id."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text)
    counts: Mapped[str] = mapped_column(Text, default="{}")
    undone_at: Mapped[str | None] = mapped_column(String(32))


class Attachment(Base):
    """A file put to a record; its bytes lie in ``attachment_contents`` under their hash."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_record", "record_type", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str] = mapped_column(String(20))
    record_id: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_contents.sha256"))
    added_at: Mapped[str] = mapped_column(String(32))
    added_by: Mapped[str] = mapped_column(Text, default="")


class AttachmentContent(Base):
    """The bytes of one file, stored once however often it is attached."""

    __tablename__ = "attachment_contents"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SentReport(Base):
    """A report as it was given out (已出报告): the file, its definition and its figures lie under their hashes.

    ``history_mark`` is the last line of the history when it was made: what was changed since can be told from it.
    """

    __tablename__ = "sent_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text)
    report: Mapped[str] = mapped_column(String(60), index=True)
    title: Mapped[str] = mapped_column(Text)
    parameters: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    pages: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_contents.sha256"))
    definition_sha256: Mapped[str] = mapped_column(ForeignKey("attachment_contents.sha256"))
    figures_sha256: Mapped[str] = mapped_column(ForeignKey("attachment_contents.sha256"))
    history_mark: Mapped[int]


class ReportEdit(Base):
    """A clause of a drafted document in the officer's own words (改稿); ``subject`` is what the document is about.

    ``drafted`` is what the program had written then: where it would write something else now, the words are stale.
    """

    __tablename__ = "report_edits"
    __table_args__ = (UniqueConstraint("report", "subject", "clause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(Text)
    clause: Mapped[str] = mapped_column(Text)
    drafted: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text)


class ReportCopy(Base):
    """A numbered copy (编号副本) of a report with names and amounts hidden: who got it, and the file's hash."""

    __tablename__ = "report_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    at: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(Text)
    report: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Text)
    receiver: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
