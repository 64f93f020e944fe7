"""The buttons at the foot of a dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from dadu_desktop.ui.theme import set_role


class Decision(QDialogButtonBox):
    """What the dialog does, as its primary button, and the way out of it."""

    def __init__(self, dialog: QDialog, verb: str, answer: Callable[[], object], leave: str = "取消") -> None:
        """Let ``verb`` answer and ``leave`` reject the dialog."""
        super().__init__()
        self.go = self.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(self.go, "primary")
        self.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.accepted.connect(answer)
        self.rejected.connect(dialog.reject)


class Closing(QDialogButtonBox):
    """What can be done with what a dialog shows, and the way out; Enter does the first of them."""

    def __init__(self, dialog: QDialog, *actions: QPushButton) -> None:
        """Let 关闭 reject the dialog."""
        super().__init__()
        for one in actions:
            self.addButton(one, QDialogButtonBox.ButtonRole.ActionRole)
        self.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        self.rejected.connect(dialog.reject)
