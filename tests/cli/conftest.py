"""A command line to call within the test, and ledgers to call it on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dadu_desktop.__main__ import main
from dadu_desktop.services.demo import make_demo


@dataclass(frozen=True)
class Reply:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Command = Callable[..., Reply]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Give a function that runs one command with --json."""

    def run(*arguments: str | Path) -> Reply:
        status = main([*map(str, arguments), "--json"])
        captured = capsys.readouterr()
        return Reply(status, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration ledger once; tests only read it."""
    place = tmp_path_factory.mktemp("demo") / "演示.dadu"
    make_demo(place)
    return place


@pytest.fixture
def demo(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let commands mean the demonstration ledger."""
    monkeypatch.setenv("DADU_DATABASE", str(demonstration))
    return demonstration


@pytest.fixture
def own_demo(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let commands mean a copy of the demonstration ledger that the test may change."""
    place = tmp_path / "台账.dadu"
    shutil.copyfile(demonstration, place)
    monkeypatch.setenv("DADU_DATABASE", str(place))
    return place
