"""Where the folders beside the code lie: at the top of a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parent


def room(name: Literal["forms", "reports", "resources"]) -> Path:
    """Return the folder of layouts, report definitions or resources."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name
