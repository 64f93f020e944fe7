"""A window's means for every test: settings of its own, the dress, a desk with a real ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dadu_desktop.services.records import save_record
from dadu_desktop.storage import opening
from dadu_desktop.ui.app import make_application
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.main_window import MainWindow
from tests.conftest import ENTERPRISES


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """Make the application as the program does, dressed."""
    return make_application(["dadu-desktop"])


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path) -> None:
    """Remember things in the test's own folder."""
    folder = str(tmp_path / "preferences")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)


@pytest.fixture
def office(place: Path) -> Path:
    """Give a closed ledger with five enterprises."""
    with opening.open_file(place) as ledger:
        for values in ENTERPRISES:
            save_record(ledger, "enterprises", 0, values)
    return place


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
