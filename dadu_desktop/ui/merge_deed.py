"""The list of enterprises: two that are the same are put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from dadu_desktop.services.rows import Row
    from dadu_desktop.ui.ledger_page import LedgerPage


class MergeDeed(QObject):
    """Adds 合并 to the bar of the list of enterprises."""

    def __init__(self, page: LedgerPage) -> None:
        """Add the button."""
        super().__init__(page)
        self._page = page
        page.deeds.bar.add_deed("合并", "enterprises", self.merge)

    def merge(self) -> None:
        """Put the two selected enterprises side by side."""
        self._page.deeds.with_selected(self._begin)

    def _begin(self, rows: Sequence[Row]) -> None:
        """Open the dialog for two; what it needs is left out of the list's own way onto the screen."""
        from dadu_desktop.ui.merge_dialog import MergeDialog

        desk = self._page.desk
        if len(rows) == 2:
            MergeDialog(desk, rows[0].id, rows[1].id, self._page.window()).open()
        else:
            desk.notify("请选中要合并的两家企业（按住 Ctrl 点选），再点“合并”。")
