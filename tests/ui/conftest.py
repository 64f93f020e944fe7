"""A window's means for every test: settings of its own, the dress, a desk with a real ledger."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dadu_desktop.storage import opening
from dadu_desktop.ui.app import make_application
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.main_window import MainWindow
from tests.ui.day import take_in, window_on
from tests.ui.patience import PatientBot


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Make the application as the program does, dressed."""
    return make_application(["dadu-desktop"])


@pytest.fixture
def qtbot(request: pytest.FixtureRequest, qapp: QApplication) -> QtBot:  # noqa: ARG001 - widgets need it
    """Give a bot that waits as long as a busy machine needs."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember things in the test's own folder."""
    for name in ("XDG_DATA_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    folder = str(tmp_path / "preferences")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture
def office(registered: Path, tmp_path: Path) -> Path:
    """Give a closed ledger with five enterprises."""
    return Path(shutil.copyfile(registered, tmp_path / "台账.dadu"))


@pytest.fixture(scope="session")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one ledger with all that the office has kept so far: 151 enterprises, 60 visits, 40 plans."""
    place = Path(shutil.copyfile(template, tmp_path_factory.mktemp("filled") / "台账.dadu"))
    with opening.open_file(place) as ledger:
        take_in(ledger)
    return place


@pytest.fixture
def day(qtbot: QtBot, filled: Path, tmp_path: Path) -> Iterator[MainWindow]:
    """Start the program on a ledger of the test's own with all that the office has kept so far."""
    with window_on(qtbot, Path(shutil.copyfile(filled, tmp_path / "大渡口区.dadu"))) as shown:
        yield shown


@pytest.fixture
def window(qtbot: QtBot, office: Path) -> Iterator[MainWindow]:
    """Show the window with that ledger open."""
    shown = MainWindow(Desk())
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    shown.show()
    opened: list[bool] = []
    shown.desk.open_ledger(str(office), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield shown
    shown.close()


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    """Give the desk of the window."""
    return window.desk


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep what a screen reader is asked to say."""
    kept: list[str] = []
    tell = QAccessible.updateAccessibility

    def note(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            kept.append(event.message())
        tell(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    return kept
