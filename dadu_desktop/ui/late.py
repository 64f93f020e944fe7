"""Rooms that need SQLAlchemy, imported when they are first asked for: the window paints before that."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dadu_desktop.records import catalogue
    from dadu_desktop.services import (
        backups,
        demo,
        exports,
        glances,
        import_headers,
        ledgers,
        lists,
        login,
        pasting,
        persons,
        records,
        report_batches,
        return_forms,
        settings,
        templates,
        temporary_files,
        views,
    )

    __all__ = [
        "backups",
        "catalogue",
        "demo",
        "exports",
        "glances",
        "import_headers",
        "ledgers",
        "lists",
        "login",
        "pasting",
        "persons",
        "records",
        "report_batches",
        "return_forms",
        "settings",
        "templates",
        "temporary_files",
        "views",
    ]
else:

    def __getattr__(name: str) -> Any:
        """Import a module of services, or the catalogue of record types, by its name."""
        if name.startswith("__"):
            raise AttributeError(name)
        room = "records" if name == "catalogue" else "services"
        return import_module(f"dadu_desktop.{room}.{name}")
