"""What can be undone in a form: one step for all that was typed into one field at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

_MERGED = 1


class FieldChange(QUndoCommand):
    """The content of one field before and after; typing on in the same visit of the field joins the step."""

    def __init__(
        self, key: str, visit: int, before: object, after: object, put: Callable[[str, object], None]
    ) -> None:
        """Take both contents and the way to put one back."""
        super().__init__()
        self.place = key, visit
        self.before = before
        self.after = after
        self._put = put

    def id(self) -> int:
        """Let Qt offer the step before for joining."""
        return _MERGED

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Join a later change of the same field in the same visit."""
        if not isinstance(other, FieldChange) or other.place != self.place:
            return False
        self.after = other.after
        return True

    def undo(self) -> None:
        """Put the earlier content back."""
        self._put(self.place[0], self.before)

    def redo(self) -> None:
        """Put the later content there again."""
        self._put(self.place[0], self.after)
