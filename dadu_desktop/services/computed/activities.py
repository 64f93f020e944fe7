"""Computed fields of campaigns."""

from __future__ import annotations

from dadu_desktop.services.computed.expressions import Column, file_count

COMPUTED: dict[str, Column] = {"file_count": lambda _clock: file_count("activities")}
