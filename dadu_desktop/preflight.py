"""Say in one sentence why the window could not open here: a library or the display is missing."""

from __future__ import annotations

import ctypes
import os
import sys

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What every platform of Qt loads, with the Debian package that brings it."""

WINDOW_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's window on X11 loads besides."""


def loads(library: str) -> bool:
    """Tell whether the machine has this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Name the Debian packages of the libraries that the machine lacks."""
    return [package for library, package in libraries.items() if not loads(library)]


def obstacle() -> str:
    """Return what keeps the window from opening, with the way out; nothing where all is well."""
    if not sys.platform.startswith("linux"):
        return ""
    headless = os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc"))
    if missing := missing_packages(PACKAGES if headless else PACKAGES | WINDOW_PACKAGES):
        return f"缺少图形组件，窗口打不开，请先运行：sudo apt-get install {' '.join(missing)}"
    if headless or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return "没有可用的显示器，窗口打不开：请在图形桌面中运行；只用命令行时请运行 dadu-desktop --help。"


def main() -> int:
    """Print the obstacle on standard error; the exit status is 1 where there is one."""
    sentence = obstacle()
    if sentence:
        print(sentence, file=sys.stderr)
    return int(bool(sentence))


if __name__ == "__main__":
    sys.exit(main())
