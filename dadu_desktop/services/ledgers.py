"""Making and opening the ledger of the office."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dadu_desktop.domain.errors import InputProblem, PlaceUnusable
from dadu_desktop.domain.text import is_text
from dadu_desktop.services.data_folder import data_folder
from dadu_desktop.services.operator_role import settle_operator
from dadu_desktop.storage import opening
from dadu_desktop.storage.failures import said
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.storage.server_names import DRIVER, is_named, name_server

__all__ = [
    "LedgerFile",
    "default_place",
    "new_ledger",
    "open_ledger",
    "place_of",
    "place_warning",
    "set_up_server",
]

_SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "坚果云",
    "nutstore",
    "百度网盘",
    "baidunetdisk",
    "wps云盘",
    "icloud",
    "weiyun",
)
_SYNCHRONISED_WORDS = (
    "该文件夹由网盘自动同步，同步会损坏正在使用的台账，因此不能在其中录入；"
    "请把台账移到本机普通文件夹再打开，备份文件可以放在网盘里。"
)
_NETWORK_WORDS = (
    "该文件夹在网络上，断网会损坏正在使用的台账，因此不能在其中录入；"
    "请把台账移到本机文件夹再打开，备份文件可以放在网络上。"
)
_FILE_SCHEMES = ("sqlite", "file")
_NETWORKS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs")


def default_place() -> Path:
    """Name the ledger that is opened when none is chosen."""
    chosen = os.environ.get("DADU_DATABASE")
    return place_of(chosen) if chosen else data_folder() / "台账.dadu"


def place_of(address: str) -> Path:
    """Read a path, a file's URL (sqlite:///relative, sqlite:////absolute) or a server's (postgresql+psycopg://…)."""
    return _named(address) if "://" not in address else _located(address)


def _named(name: str) -> Path:
    """Take a path as it was typed; InputProblem where it is no text, which SQLite could not open."""
    if "\0" in name or not is_text(name):
        raise InputProblem("台账路径含有空字符或不是文字的字节，请改名后再使用。")
    return Path(name).expanduser()


def _located(address: str) -> Path:
    """Take the path out of a URL."""
    parts = urlsplit(address)
    if parts.scheme.partition("+")[0] == "postgresql":
        return name_server(address, data_folder() / "servers")
    if parts.scheme not in _FILE_SCHEMES:
        raise InputProblem(
            f"不能连接“{parts.scheme}”数据库，请给出台账文件的路径，或 {DRIVER}://用户名@主机/数据库。"
        )
    path = unquote(parts.path)
    return _named(path.removeprefix("/") if parts.scheme == "sqlite" else path)


def new_ledger(place: Path) -> LedgerFile:
    """Make a ledger with the shipped code lists and leave it open."""
    return _hand_out(opening.create(_writable(place), _sow))


def open_ledger(place: Path, *, write: bool = True) -> LedgerFile:
    """Open a ledger; raises the UserProblem that tells what is wrong with it or its place."""
    chosen = _writable(place) if write else _usable(place)
    return _hand_out(opening.open_file(chosen, write=write))


def set_up_server(place: Path, role: str = "", source: Path | None = None) -> bool:
    """Make or migrate the ledger of a server, for its owner; tell whether it is new.

    ``role`` is that of the stations; ``source`` a ledger file whose whole contents a new one takes over.
    """
    from dadu_desktop.storage.server_setup import set_up  # once in the life of an office

    if not is_named(place):
        raise InputProblem(f"请用 --database 给出服务器地址，例如 {DRIVER}://用户名@主机/数据库。")
    if source is None:
        return set_up(place, role, _sow)
    with open_ledger(source, write=False) as kept:
        return set_up(place, role, _sow, kept)


def place_warning(place: Path) -> str:
    """Say why a folder that others change behind the program's back is no place for a ledger; "" for others."""
    folder = place.absolute().parent
    if any(name in part.lower() for part in folder.parts for name in _SYNCHRONISED):
        return _SYNCHRONISED_WORDS
    if str(folder).startswith(("\\\\", "//")) or _file_system(folder) in _NETWORKS:
        return _NETWORK_WORDS
    return ""


def _hand_out(ledger: LedgerFile) -> LedgerFile:
    """Let a ledger know who works in it and keep a copy when it is closed."""
    try:
        settle_operator(ledger)
    except BaseException:
        ledger.close()
        raise
    if ledger.writable and not is_named(ledger.path):
        if ledger.guarded:
            ledger.note("login", "登录")
        ledger.on_close = _keep_closing_copy
    return ledger


def _sow(ledger: LedgerFile) -> None:
    """Fill a new ledger with the shipped code lists."""
    from dadu_desktop.services.seeds import sow  # once in the life of a ledger

    sow(ledger)


def _keep_closing_copy(ledger: LedgerFile) -> None:
    """Keep a copy of a ledger that is about to be closed."""
    from dadu_desktop.services.backups import keep_closing_copy  # not needed for the first list on the screen

    keep_closing_copy(ledger)


def _usable(place: Path) -> Path:
    """Refuse what cannot name a file before anything is touched."""
    with said():  # a name that is too long is told by the system
        folder = place.is_dir()
    if folder:
        raise PlaceUnusable(f"“{place}”是文件夹，请选择或填写台账文件名，例如 {place / '台账.dadu'}。")
    return place


def _writable(place: Path) -> Path:
    """Refuse a place where what is written does not stay whole."""
    if warning := place_warning(_usable(place)):
        raise PlaceUnusable(warning)
    return place


def _file_system(folder: Path) -> str:
    """Find the kind of file system that a folder lies on, where the system tells."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    places = [(Path(words[1]), words[2]) for words in map(str.split, mounts) if len(words) > 2]
    holding = [(len(str(place)), kind) for place, kind in places if folder.is_relative_to(place)]
    return max(holding)[1] if holding else ""
