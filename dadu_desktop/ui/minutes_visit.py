"""The page of one visit or symposium, from which minutes are cut up into problems and tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.record_page import RecordPage

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.record_head import Action


class VisitPage(RecordPage):
    """A record's page with 整理纪要."""

    def further(self) -> list[Action]:
        """Offer the minutes and the agenda."""
        return [
            ("整理纪要", "edit", self._open_minutes),
            ("下次议程", "visits", lambda: self.desk.show_page("agenda")),
        ]

    def show_head(self, data: RecordData) -> None:
        """Offer the minutes of a visit that is kept."""
        super().show_head(data)
        button = self.head.buttons["整理纪要"]
        button.setEnabled(bool(data.id))
        button.setToolTip("" if data.id else "保存走访后可以整理纪要")

    def _open_minutes(self) -> None:
        """Go to the minutes of this visit."""
        if (data := self.editor.data) and data.id:
            self.desk.wanted.emit(Place("minutes", "visits", data.id))
