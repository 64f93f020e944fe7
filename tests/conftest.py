"""Ledgers for tests: one is made a session and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dadu_desktop.__main__ import calm_collector
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import seeds
from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening
from dadu_desktop.storage.ledger_file import LedgerFile
from tests import server

ENTERPRISES: tuple[dict[str, object], ...] = (
    {
        "name": "重庆大渡口万达广场商业管理有限公司",
        "short_name": "万达广场",
        "credit_code": "91512081MA62K0260E",
        "trade": "其他",
    },
    {
        "name": "重庆九宫百货有限公司",
        "credit_code": "914403001922038216",
        "trade": "零售业",
        "town": "九宫庙街道",
    },
    {"name": "重庆跳磴建材批发有限公司", "trade": "批发业", "town": "跳磴镇", "foreign_trade": True},
    {
        "name": "重庆小面餐饮管理有限公司",
        "trade": "餐饮业",
        "telephone": "023-68901234",
        "cluster": "重庆小面",
    },
    {"name": "重庆新山村宾馆", "trade": "住宿业", "admitted": PartialDate(2019, 3), "note": "2022年5月改造"},
)


def pytest_configure() -> None:
    """Let the collector of cycles look as seldom as it does in the program."""
    calm_collector()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server run what works in its ledger only; the rest was run without one."""
    if not server.ADDRESS:
        return
    wanted = [
        one
        for one in items
        if one.get_closest_marker("server")
        or (isinstance(one, pytest.Function) and "working_place" in one.fixturenames)
    ]
    config.hook.pytest_deselected(items=[one for one in items if one not in wanted])
    items[:] = wanted


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one new ledger with its code lists, closed."""
    path = tmp_path_factory.mktemp("template") / "台账.dadu"
    opening.create(path, seeds.sow).close()
    return path


@pytest.fixture(scope="session")
def registered(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one ledger with a handful of enterprises, closed."""
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("registered") / "台账.dadu"))
    with opening.open_file(place) as ledger:
        ledger.person = "王敏"
        _save_enterprises(ledger)
    return place


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """Give the path of a closed ledger of the test's own."""
    return Path(shutil.copyfile(template, tmp_path / "台账.dadu"))


@pytest.fixture(scope="session")
def server_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Prepare one ledger on the server."""
    with server.prepared(tmp_path_factory.mktemp("server")) as database:
        yield database


@pytest.fixture
def working_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Give the place of the ledger that a test works in: a file, or where one is named a server's database."""
    if not server.ADDRESS:
        made = request.getfixturevalue("registered" if "register" in request.fixturenames else "template")
        yield Path(shutil.copyfile(made, tmp_path / "台账.dadu"))
        return
    with server.database(tmp_path, request.getfixturevalue("server_template")) as named:
        yield named


@pytest.fixture
def ledger(working_place: Path) -> Iterator[LedgerFile]:
    """Give an open ledger of the test's own."""
    with opening.open_file(working_place) as opened:
        opened.person = "王敏"
        yield opened


@pytest.fixture
def register(ledger: LedgerFile) -> tuple[Reference, ...]:
    """Give the handful of enterprises in ``ledger``, one of each trade."""
    ids = _save_enterprises(ledger) if server.ADDRESS else range(1, len(ENTERPRISES) + 1)
    return tuple(Reference(one, str(values["name"])) for one, values in zip(ids, ENTERPRISES, strict=True))


def _save_enterprises(ledger: LedgerFile) -> list[int]:
    """Keep the handful; in a file this is done once, as it takes longer than many a test."""
    return [save_record(ledger, "enterprises", 0, values).id for values in ENTERPRISES]
