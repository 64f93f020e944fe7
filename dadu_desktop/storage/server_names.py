"""The small file that names a ledger on the office's server: it holds the address and no secret.

It stands for the ledger wherever the program wants a path: recent ledgers, drafts, the office's own reports.
Passwords come from the person's passfile or certificate, as libpq finds them; an address that holds one is refused.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from dadu_desktop.domain.errors import InputProblem
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.whole_files import write_whole

SUFFIX = ".dadu-server"
DRIVER = "postgresql+psycopg"
_PATTERN = f"请写成 {DRIVER}://用户名@主机/数据库。"


def is_named(path: Path) -> bool:
    """Tell whether a path names a server's ledger."""
    return path.suffix == SUFFIX


def name_server(address: str, folder: Path) -> Path:
    """Write the file that names a server's ledger, in a folder of this station; InputProblem for a bad address."""
    url = _taken_apart(address)
    path = folder / f"{url.host or '本机'}-{url.port or 5432}-{url.database}{SUFFIX}"
    with said():
        folder.mkdir(parents=True, exist_ok=True)
        known = path.is_file() and path.read_text(encoding="utf-8") == address
    if not known:
        write_whole(path, address.encode())
    return path


def address_of(path: Path) -> URL:
    """Read the address that a file names."""
    with said():
        return _taken_apart(path.read_text(encoding="utf-8").strip())


def _taken_apart(address: str) -> URL:
    """Take an address apart; none may hold a password."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise InputProblem(f"看不懂服务器地址“{address}”，{_PATTERN}") from error
    if url.password:
        raise InputProblem(
            "服务器地址里不能写密码，否则密码会留在文件和记录里；请写入本人的 pgpass 文件，或使用客户端证书。"
        )
    if not url.database:
        raise InputProblem(f"服务器地址没有写数据库名，{_PATTERN}")
    return url.set(drivername=DRIVER)
