"""The window starts by itself in a process of its own, and takes pictures of every page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from dadu_desktop.rooms import PACKAGE
from dadu_desktop.ui.app import EXIT_AFTER_PAINT, FURTHER, take_screenshots
from dadu_desktop.ui.pages import LEDGERS, PAGES
from tests.ui.keyboard import OFFSCREEN

pytestmark = OFFSCREEN

START = "import sys; from dadu_desktop.ui.app import run_window; sys.exit(run_window(['dadu-desktop']))"
LOADED = "import sys; import dadu_desktop.ui.app; print([one for one in sys.modules if one in {names}])"


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines in a fresh interpreter."""
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PACKAGE.parent), **environment}
    return subprocess.run(
        [sys.executable, "-c", code], env=around, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_window_paints_once_and_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    ended = python(START, **{EXIT_AFTER_PAINT: "1", "XDG_CONFIG_HOME": str(tmp_path)})
    assert ended.returncode == 0, ended.stderr


def test_nothing_heavy_is_imported_before_the_first_paint() -> None:
    heavy = {"sqlalchemy", "openpyxl", "reportlab", "pyqtgraph", "numpy", "pypinyin", "sqlcipher3"}
    assert python(LOADED.format(names=heavy)).stdout.strip() == "[]"


def test_every_page_and_a_record_of_each_kind_get_their_picture(office: Path, tmp_path: Path) -> None:
    taken = take_screenshots(office, tmp_path / "pictures")
    names = [*(page.name for page in PAGES), *FURTHER]
    expected = {"00-start.png"} | {f"{number:02}-{name}.png" for number, name in enumerate(names, 1)}
    assert expected | {f"02-{LEDGERS[0]}-record.png"} == set(taken)
    sizes = {QImage(str(tmp_path / "pictures" / name)).size().toTuple() for name in taken}
    assert sizes == {(1366, 768)}
