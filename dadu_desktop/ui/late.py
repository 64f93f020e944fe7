"""The services, imported when they are first asked for: the window paints before SQLAlchemy is there."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dadu_desktop.services import (
        backups,
        checks,
        choices,
        demo,
        drafts,
        exports,
        histories,
        ledgers,
        lists,
        records,
        reports,
        search,
        settings,
        timeline,
        views,
        workbench,
    )

    __all__ = [
        "backups",
        "checks",
        "choices",
        "demo",
        "drafts",
        "exports",
        "histories",
        "ledgers",
        "lists",
        "records",
        "reports",
        "search",
        "settings",
        "timeline",
        "views",
        "workbench",
    ]
else:

    def __getattr__(name: str) -> Any:
        """Import a module of services by its name."""
        if name.startswith("__"):
            raise AttributeError(name)
        return import_module(f"dadu_desktop.services.{name}")
