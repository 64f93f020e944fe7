"""When somebody saved the record in between: original, theirs and mine, to be chosen field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.records.fields import Field
from dadu_desktop.records.texts import text_of
from dadu_desktop.ui.parts import label

_HEADINGS = ("字段", "打开时", "现在保存的（他人修改）", "我填写的")


@dataclass(frozen=True)
class Clash:
    """One field that both changed."""

    field: Field
    original: object
    theirs: object
    mine: object


def clashes(
    fields: tuple[Field, ...],
    original: Mapping[str, object],
    theirs: Mapping[str, object],
    mine: Mapping[str, object],
) -> list[Clash]:
    """Give the fields for which a person has to choose: changed by both, and not to the same value."""
    return [
        Clash(one, original.get(one.key), theirs.get(one.key), mine[one.key])
        for one in fields
        if one.key in mine and theirs.get(one.key) not in (original.get(one.key), mine[one.key])
    ]


class ConflictDialog(QDialog):
    """Shows the three values of each field; mine is chosen until the person says otherwise."""

    def __init__(self, found: list[Clash], parent: QWidget | None = None) -> None:
        """Build one line for each field."""
        super().__init__(parent)
        self.setWindowTitle("这条记录已被他人修改")
        self._theirs: dict[str, QRadioButton] = {}
        sentence = label(
            "您打开之后，下列字段已被他人修改。请逐项选择要保留的内容；其余字段不受影响。", wrap=True
        )
        buttons = QDialogButtonBox(self)
        buttons.addButton("按所选保存", QDialogButtonBox.ButtonRole.AcceptRole).setProperty("role", "primary")
        buttons.addButton("返回继续修改", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(sentence)
        layout.addLayout(self._grid(found))
        layout.addWidget(buttons)

    @classmethod
    def choose(cls, found: list[Clash], parent: QWidget) -> set[str] | None:
        """Ask; give the keys for which theirs is kept, or None when the person goes back."""
        dialog = cls(found, parent)
        accepted = dialog.exec()
        chosen = {key for key, button in dialog._theirs.items() if button.isChecked()}
        dialog.deleteLater()
        return chosen if accepted else None

    def _grid(self, found: list[Clash]) -> QGridLayout:
        """Build headings and lines."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for column, words in enumerate(_HEADINGS):
            grid.addWidget(label(words, "muted"), 0, column)
        for row, clash in enumerate(found, start=1):
            self._add_line(grid, row, clash)
        return grid

    def _add_line(self, grid: QGridLayout, row: int, clash: Clash) -> None:
        """Build the line of one field."""
        words = [
            text_of(clash.field, value) or "（空）" for value in (clash.original, clash.theirs, clash.mine)
        ]
        grid.addWidget(label(clash.field.label), row, 0)
        grid.addWidget(label(words[0], wrap=True), row, 1)
        group = QButtonGroup(self)
        theirs, mine = QRadioButton(words[1], self), QRadioButton(words[2], self)
        for column, button, whose in ((2, theirs, "他人修改"), (3, mine, "我填写的")):
            button.setAccessibleName(f"{clash.field.label}，保留{whose}：{button.text()}")
            group.addButton(button)
            grid.addWidget(button, row, column, Qt.AlignmentFlag.AlignTop)
        mine.setChecked(True)
        self._theirs[clash.field.key] = theirs
