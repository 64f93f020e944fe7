"""The bundled fonts, without those of the machine, so that pages are alike everywhere."""

from __future__ import annotations

import pytest

from dadu_desktop.reporting.fonts import FontSet, load_fonts
from dadu_desktop.rooms import room


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """Give the bundled fonts."""
    return load_fonts(room("resources") / "fonts", installed=())
