"""Files put to records: kept inside the ledger, hashed, and handed out as copies."""

from __future__ import annotations

import hashlib
import itertools
import mimetypes
from dataclasses import dataclass
from pathlib import Path, PurePath

from sqlalchemy import Connection, delete, insert, select

from dadu_desktop.domain.errors import InputProblem, LedgerDamaged, NotFound
from dadu_desktop.records.catalogue import MAPPINGS, RECORD_TYPES
from dadu_desktop.records.papers import Attachment as StoredAttachment
from dadu_desktop.records.papers import AttachmentContent, SentReport
from dadu_desktop.services.file_names import safe_name
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.whole_files import write_whole

LIMIT = 50 * 1024 * 1024
_UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class Attachment:
    """What is known of an attached file without reading it; ``size`` in bytes."""

    id: int
    name: str
    size: int
    sha256: str
    media_type: str
    added_at: str
    added_by: str


def attach_file(ledger: LedgerFile, kind: str, record: int, path: Path) -> Attachment:
    """Put a copy of a file to a record; the same file again is the same attachment."""
    name, content = safe_name(path.name), _content(path)
    digest = hashlib.sha256(content).hexdigest()
    with ledger.unit(reason=f"添加附件 {name}") as unit:
        _require(unit.connection, kind, record)
        there = [
            one for one in _listed(unit.connection, kind, record) if (one.name, one.sha256) == (name, digest)
        ]
        if there:
            return there[0]
        keep_content(unit.connection, digest, content)
        made = StoredAttachment(
            record_type=kind,
            record_id=record,
            name=free_name(name, {one.name for one in _listed(unit.connection, kind, record)}),
            media_type=mimetypes.guess_type(name)[0] or _UNKNOWN_TYPE,
            size=len(content),
            sha256=digest,
            added_at=unit.at,
            added_by=ledger.person,
        )
        unit.session.add(made)
        unit.session.flush()
        unit.touch(kind, [record], index=False)
        return _plain(made)


def attachments_of(ledger: LedgerFile, kind: str, record: int) -> list[Attachment]:
    """List the files of a record in the order they were put there."""
    with ledger.read() as connection:
        return _listed(connection, kind, record)


def detach_file(ledger: LedgerFile, attachment: int, output: Path) -> Attachment:
    """Write a copy of an attached file to ``output``, or under its own name when that is a folder.

    The hash is checked first; a file that is not as it was put in is not handed out.
    """
    with ledger.read() as connection:
        found = _found(connection, attachment)
        content = connection.scalar(
            select(AttachmentContent.content).where(AttachmentContent.sha256 == found.sha256)
        )
    if content is None or hashlib.sha256(content).hexdigest() != found.sha256:
        raise LedgerDamaged(f"附件“{found.name}”内容已损坏，未取出；请从备份中取回该文件。")
    write_whole(output / found.name if output.is_dir() else output, content)
    return found


def remove_attachment(ledger: LedgerFile, attachment: int) -> Attachment:
    """Take a file off its record; its bytes go with the last attachment that uses them."""
    with ledger.unit(reason="移除附件") as unit:
        found = _found(unit.connection, attachment)
        stored = unit.session.get_one(StoredAttachment, attachment)
        unit.touch(stored.record_type, [stored.record_id], index=False)
        unit.session.delete(stored)
        unit.session.flush()
        used = (
            select(StoredAttachment.id).where(StoredAttachment.sha256 == found.sha256),
            select(SentReport.id).where(SentReport.sha256 == found.sha256),
        )
        unit.connection.execute(
            delete(AttachmentContent).where(
                AttachmentContent.sha256 == found.sha256, *(~one.exists() for one in used)
            )
        )
    return found


def _content(path: Path) -> bytes:
    """Read a file that may be attached."""
    if not path.is_file():
        raise NotFound(f"找不到文件“{path}”，请检查路径。")
    with said(), path.open("rb") as file:
        content = file.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise InputProblem(f"“{path.name}”超过 50 MB，请压缩或拆分后再添加。")
    return content


def _require(connection: Connection, kind: str, record: int) -> None:
    """Refuse a record that is not there."""
    if connection.scalar(select(MAPPINGS[kind].model.id).where(MAPPINGS[kind].model.id == record)) is None:
        raise NotFound(f"这条{RECORD_TYPES[kind].record_label}已不存在，请刷新列表。")


def keep_content(connection: Connection, digest: str, content: bytes) -> None:
    """Store bytes once, however often they are attached."""
    known = select(AttachmentContent.sha256).where(AttachmentContent.sha256 == digest)
    if connection.scalar(known) is None:
        connection.execute(insert(AttachmentContent).values(sha256=digest, content=content))


def _listed(connection: Connection, kind: str, record: int) -> list[Attachment]:
    """Read the files of a record."""
    rows = connection.execute(
        select(StoredAttachment.__table__)
        .where(StoredAttachment.record_type == kind, StoredAttachment.record_id == record)
        .order_by(StoredAttachment.id)
    )
    return [_plain(row) for row in rows]


def _found(connection: Connection, attachment: int) -> Attachment:
    """Read what is known of one attached file."""
    row = connection.execute(
        select(StoredAttachment.__table__).where(StoredAttachment.id == attachment)
    ).one_or_none()
    if row is None:
        raise NotFound("该附件已不存在，请刷新后重试。")
    return _plain(row)


def _plain(row: object) -> Attachment:
    """Take over the columns that are shown; a ledger that came from elsewhere may hold any name."""
    values = {key: getattr(row, key) for key in Attachment.__dataclass_fields__}
    return Attachment(**{**values, "name": safe_name(values["name"])})


def free_name(name: str, taken: set[str]) -> str:
    """Number a name that another file of the record already has."""
    plain = PurePath(name)
    numbered = (f"{plain.stem}（{count}）{plain.suffix}" for count in itertools.count(2))
    return next(one for one in itertools.chain([name], numbered) if one not in taken)
