"""The services, imported when they are first asked for: the window paints before SQLAlchemy is there."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dadu_desktop.services import backups, demo, ledgers, records

    __all__ = ["backups", "demo", "ledgers", "records"]
else:

    def __getattr__(name: str) -> Any:
        """Import a module of services by its name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return import_module(f"dadu_desktop.services.{name}")
