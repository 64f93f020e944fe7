"""The person's own folder on this computer: what belongs to a ledger and does not lie in it."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """Name the person's folder for ledger, drafts and logs."""
    return Path(platformdirs.user_data_dir("dadu-desktop", appauthor=False))
