"""Icons are drawn for the screen they are on."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from dadu_desktop.ui.icons import icon


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("density", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_the_pixels_of_a_dense_screen(density: float) -> None:
    picture = icon("export").pixmap(QSize(16, 16), density)
    assert picture.size() == QSize(16, 16) * density
    assert picture.deviceIndependentSize().toSize() == QSize(16, 16)
    drawn = picture.toImage()
    inked = [
        (across, down)
        for across in range(drawn.width())
        for down in range(drawn.height())
        if drawn.pixelColor(across, down).alpha()
    ]
    assert max(across for across, _ in inked) > 12 * density


@pytest.mark.usefixtures("qapp")
def test_a_changed_copy_of_an_icon_outlives_its_pattern_and_dies_in_peace() -> None:
    copy = QIcon(icon("add"))
    copy.setIsMask(True)  # makes Qt clone the engine
    gc.collect()
    assert copy.pixmap(QSize(16, 16)).toImage() == icon("add").pixmap(QSize(16, 16)).toImage()
    del copy
    gc.collect()
    assert not icon("add").pixmap(QSize(16, 16)).isNull()
