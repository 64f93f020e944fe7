"""What keeps the window from opening is said in one sentence."""

from __future__ import annotations

import sys

import pytest

from dadu_desktop.preflight import main, missing_packages

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at Linux libraries")


def test_missing_library_is_told_by_its_package() -> None:
    assert missing_packages({"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}) == ["libnowhere9"]


def test_headless_platform_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert main() == 0


def test_window_without_display_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert main() == 1
    assert "窗口打不开" in capsys.readouterr().err
