"""Copy the icons that the window uses out of one open family, under the window's own names.

Run from anywhere; needs ``npm``. Icons are drawn with ``currentColor``, so that the window can tint them.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

ICONS = Path(__file__).parent / "icons"
FAMILY = "lucide-static@1.62.0"
ORIGINALS = {
    "add": "plus",
    "attach": "paperclip",
    "back": "arrow-left",
    "bin": "recycle",
    "calendar": "calendar",
    "cases": "handshake",
    "clusters": "factory",
    "check": "check",
    "chevron-down": "chevron-down",
    "chevron-left": "chevron-left",
    "chevron-right": "chevron-right",
    "chevron-up": "chevron-up",
    "close": "x",
    "columns": "columns-3",
    "copy": "copy",
    "delete": "trash-2",
    "edit": "pencil",
    "enterprises": "building-2",
    "error": "circle-alert",
    "excel": "file-spreadsheet",
    "exchange": "arrow-left-right",
    "export": "upload",
    "figures": "chart-line",
    "filter": "funnel",
    "folder": "folder-open",
    "forward": "arrow-right",
    "history": "history",
    "import": "download",
    "info": "info",
    "moon": "moon",
    "more": "ellipsis",
    "pdf": "file-text",
    "plans": "clipboard-list",
    "print": "printer",
    "problems": "message-circle-question-mark",
    "refresh": "refresh-cw",
    "reports": "file-chart-column-increasing",
    "save": "save",
    "search": "search",
    "settings": "settings",
    "star": "star",
    "sun": "sun",
    "undo": "undo-2",
    "visits": "footprints",
    "warning": "triangle-alert",
    "workbench": "layout-dashboard",
}


def main() -> None:
    """Fetch the family and copy each icon and the licence."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", FAMILY], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        package = Path(folder) / "package"
        (ICONS / "LICENSE").write_bytes((package / "LICENSE").read_bytes())
        for name, original in ORIGINALS.items():
            (ICONS / f"{name}.svg").write_bytes((package / "icons" / f"{original}.svg").read_bytes())


if __name__ == "__main__":
    main()
