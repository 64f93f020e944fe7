"""What goes wrong below, said to a person."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, StatementError
from sqlcipher3 import dbapi2

from dadu_desktop.domain.errors import DiskFull, LedgerBusy, LedgerDamaged, PlaceUnusable, UserProblem

FULL = "磁盘空间不足，本次操作没有写入任何内容；请清理磁盘后重试。"
NOT_WRITTEN = (
    "读写磁盘失败，可能是空间已满、达到限额或磁盘已断开；本次操作没有写入任何内容，请检查磁盘后重试。"
)
BUSY = "台账正被另一个程序写入，请稍候再试。"
READ_ONLY = "台账所在位置是只读的，无法保存；请换一个可以写入的文件夹。"
DAMAGED = "台账文件已损坏，为防止扩大损失已停止写入；请从备份恢复。"
UNUSABLE = "无法打开台账文件，请检查路径是否存在、是否有读写权限。"

AWAY = "连不上台账所在的服务器；填写的内容还在，请检查网络，待服务器恢复后再保存。"
NOT_PROVED = "服务器的证书未通过核对，为防止连到冒充的服务器已停止；请联系管理员安装证书。"
NO_ENTRY = "服务器没有接受本人的账号，请核对用户名，并联系管理员检查 pgpass 文件或客户端证书。"
NO_RIGHT = "服务器上的角色没有这项权限，请联系管理员。"

_BY_WORDS: tuple[tuple[tuple[str, ...], type[UserProblem], str], ...] = (
    (("disk is full", "disk full"), DiskFull, FULL),
    (("database is locked", "database table is locked"), LedgerBusy, BUSY),
    (("readonly database", "read-only"), PlaceUnusable, READ_ONLY),
    (("disk i/o error",), DiskFull, NOT_WRITTEN),  # also of quotas and limits of file size
    (("lock timeout",), LedgerBusy, BUSY),
    (("certificate", "ssl"), PlaceUnusable, NOT_PROVED),
    (("authentication failed", "no password supplied", "pg_hba"), PlaceUnusable, NO_ENTRY),
    (("permission denied",), PlaceUnusable, NO_RIGHT),
    (
        (
            "connection failed",
            "connection to server",
            "server closed",
            "terminating connection",
            "the connection is",
        ),
        PlaceUnusable,
        AWAY,
    ),
    (("unable to open",), PlaceUnusable, UNUSABLE),
    (("not a database", "malformed", "corrupt", "vtable constructor failed"), LedgerDamaged, DAMAGED),
)

_NO_PLACE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG)


def problem_of(error: BaseException) -> UserProblem | None:
    """Find the sentence for an error of storage or file system; None when it is our own fault."""
    if isinstance(error, UserProblem):
        return error
    if isinstance(error, OSError):
        return _of_system(error)
    if isinstance(error, StatementError) and isinstance(error.orig, UserProblem):
        return error.orig
    if isinstance(error, DatabaseError | dbapi2.DatabaseError):
        words = str(error.orig if isinstance(error, DatabaseError) else error).lower()
        for signs, kind, sentence in _BY_WORDS:
            if any(sign in words for sign in signs):
                return kind(sentence, detail=words)
    return None


def _of_system(error: OSError) -> UserProblem | None:
    """Tell a full disk from a place that cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(FULL, detail=str(error))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return PlaceUnusable(
            f"没有读写“{error.filename or '该位置'}”的权限，请换一个文件夹或检查文件权限。", detail=str(error)
        )
    if error.errno in _NO_PLACE:
        return PlaceUnusable(f"找不到“{error.filename or '该位置'}”，请检查路径。", detail=str(error))
    return None


@contextmanager
def said() -> Iterator[None]:
    """Turn errors of storage and file system into sentences; all others go through as they are."""
    try:
        yield
    except UserProblem:
        raise
    except (OSError, StatementError, dbapi2.DatabaseError) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from error
