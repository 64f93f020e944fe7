"""The bar that offers again what was typed when the program or the machine stopped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.ui.pages import Place
from dadu_desktop.ui.parts import label, push_button

if TYPE_CHECKING:
    from dadu_desktop.services.drafts import Draft
    from dadu_desktop.ui.desk import Desk

_OTHERS = {
    "month-entry": ("月度数据录入", "figures"),
    "report-definition": ("报表模板", "report-definitions"),
}
"""Drafts that are no records: what they are called, and the page that finds its draft by the number."""


class DraftsBar(QFrame):
    """One line for each draft of the open ledger, with 恢复 and 放弃; out of sight while there is none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Look for drafts whenever a ledger is opened."""
        super().__init__(parent)
        self.setObjectName("selection")
        self._desk = desk
        self._lines: dict[tuple[str, int], QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 12, 6)
        self._column.setSpacing(4)
        self.hide()
        desk.opened.connect(self._look)

    def _look(self) -> None:
        """Read the drafts of the ledger on the desk."""
        for key in list(self._lines):
            self._remove(key)
        if place := self._desk.path:
            self._desk.tasks.run(lambda _progress: _kept(place), self._show)

    def _show(self, found: list[Draft]) -> None:
        """Offer the drafts, newest first."""
        offered = [one for one in found if one.kind in self._desk.record_types or one.kind in _OTHERS]
        for draft in offered:
            self._lines[draft.kind, draft.id] = self._line(draft)
        self.setVisible(bool(offered))

    def _line(self, draft: Draft) -> QWidget:
        """Build the line of one draft."""
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        known = self._desk.record_types.get(draft.kind)
        kind = known.record_label if known else _OTHERS[draft.kind][0]
        words = f"上次未保存的{kind}“{draft.title}”（{draft.kept_at:%m-%d %H:%M}）"
        row.addWidget(label(words))
        row.addStretch()
        for name, act in (("恢复", self._restore), ("放弃", self._drop)):
            row.addWidget(push_button(name, partial(act, draft), name=f"{name}{words}"))
        self._column.addWidget(line)
        return line

    def _restore(self, draft: Draft) -> None:
        """Open the record, or the page where it was typed, with what was typed in it."""
        self._remove((draft.kind, draft.id))
        if draft.kind in self._desk.record_types:
            self._desk.wanted.emit(Place("record", draft.kind, max(draft.id, 0), draft))
        else:
            self._desk.wanted.emit(Place(_OTHERS[draft.kind][1], id=draft.id))

    def _drop(self, draft: Draft) -> None:
        """Forget a draft."""
        self._remove((draft.kind, draft.id))
        if place := self._desk.path:
            self._desk.tasks.run(lambda _progress: _drop(place, draft), lambda _done: None)

    def _remove(self, key: tuple[str, int]) -> None:
        """Take a line away, and the bar with the last of them."""
        self._lines.pop(key).deleteLater()
        self.setVisible(bool(self._lines))


def _kept(place: Path) -> list[Draft]:
    """Read the drafts of a ledger; on the worker, where the services are imported behind the first paint."""
    from dadu_desktop.services import drafts

    return drafts.drafts(place)


def _drop(place: Path, draft: Draft) -> None:
    """Forget a draft; on the worker as well."""
    from dadu_desktop.services import drafts

    drafts.drop_draft(place, draft.kind, draft.id)
