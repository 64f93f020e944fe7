"""When somebody saved the record in between: original, theirs and mine, to be chosen field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.records.fields import Children, Field, Kind
from dadu_desktop.records.wording import text_of
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import label
from dadu_desktop.ui.theme import set_role

_HEADINGS = ("字段", "打开时", "他人修改", "我填写的", "保留")
_WIDTH = 760
Lists = Mapping[str, Sequence[Mapping[str, object]]]
_MINE, _THEIRS = "我填写的", "他人修改"


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


def list_clashes(lists: Sequence[Children], original: Lists, theirs: Lists, mine: Lists) -> list[Clash]:
    """Give the lists of rows that both changed; one of them is kept as a whole."""
    return [
        Clash(
            Field(f".{one.key}", one.label, Kind.TEXT),
            *(_summary(one, rows.get(one.key, ())) for rows in (original, theirs, mine)),
        )
        for one in lists
        if one.key in mine and theirs.get(one.key) != original.get(one.key)
    ]


def _summary(children: Children, rows: Sequence[Mapping[str, object]]) -> str:
    """Say how many rows there are and what they are about."""
    key = next((one.key for one in children.fields if one.required), children.fields[0].key)
    return f"{len(rows)} 行：" + "；".join(str(row.get(key) or "") for row in rows)


_TOP = Qt.AlignmentFlag.AlignTop


class ConflictDialog(QDialog):
    """Shows the three values of each field; mine is chosen until the person says otherwise."""

    def __init__(self, found: list[Clash], parent: QWidget | None = None) -> None:
        """Build one line for each field."""
        super().__init__(parent)
        self.setWindowTitle("这条记录已被他人修改")
        self._kept: dict[str, QComboBox] = {}
        self.setMinimumWidth(_WIDTH)
        sentence = label(
            "您打开之后，下列字段已被他人修改。请逐项选择要保留的内容；其余字段不受影响。", wrap=True
        )
        buttons = QDialogButtonBox(self)
        set_role(buttons.addButton("按所选保存", QDialogButtonBox.ButtonRole.AcceptRole), "primary")
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
        chosen = {key for key, box in dialog._kept.items() if box.currentText() == _THEIRS}
        dialog.deleteLater()
        return chosen if accepted else None

    def _grid(self, found: list[Clash]) -> QGridLayout:
        """Build headings and lines."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for column, words in enumerate(_HEADINGS):
            grid.addWidget(label(words, "muted"), 0, column)
        for row, clash in enumerate(found, start=1):
            self._add_line(grid, row, clash)
        return grid

    def _add_line(self, grid: QGridLayout, row: int, clash: Clash) -> None:
        """Build the line of one field."""
        grid.addWidget(label(clash.field.label), row, 0, _TOP)
        for column, value in enumerate((clash.original, clash.theirs, clash.mine), start=1):
            words = text_of(clash.field, value) or "（空）"
            grid.addWidget(label(words, wrap=True), row, column, _TOP)
            grid.setColumnStretch(column, 1)
        box = NamedBox(f"{clash.field.label}保留哪个", self)
        box.addItems([_MINE, _THEIRS])
        grid.addWidget(box, row, len(_HEADINGS) - 1, _TOP)
        self._kept[clash.field.key] = box
