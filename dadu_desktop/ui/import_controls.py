"""What stands above and below the grid of an import: groups of rows, how to write, legend and keys."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from dadu_desktop.services.import_lines import Group
from dadu_desktop.services.import_plan import ImportOptions
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import ToolButton, label
from dadu_desktop.ui.pill import Pill

GROUPS: dict[Group, str] = {
    "all": "全部",
    "doubtful": "有问题",
    "created": "新增",
    "updated": "更新",
    "unchanged": "未变",
    "skipped": "跳过",
}
_MODES = {"新增并更新": (True, True), "只新增": (True, False), "只更新": (False, True)}
_EMPTY = {"空格保留原值": False, "空格清空原值": True}
_LEGEND = ("绿·新增", "黄·原值 → 新值", "红·拒收")
_KEYS = "回车修改 · 空格 选择是否导入 · N 下一处问题 · Ctrl+S 写入"


class GroupBar(QWidget):
    """One button for each group of rows, each with its count."""

    chosen = Signal()

    def __init__(self) -> None:
        """Build the buttons."""
        super().__init__()
        self._buttons: dict[Group, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for key, words in GROUPS.items():
            button = ToolButton()
            button.setText(words)
            button.setCheckable(True)
            self._buttons[key] = button
            self._group.addButton(button)
            row.addWidget(button)
        self._buttons["all"].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self.chosen.emit())

    @property
    def group(self) -> Group:
        """The group that is looked at."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def click(self, group: Group) -> None:
        """Look at a group."""
        self._buttons[group].click()

    def begin(self) -> None:
        """Look at all rows, without telling anybody."""
        self._buttons["all"].setChecked(True)

    def count(self, counts: Counter[str]) -> None:
        """Say how many rows each group has."""
        for key, words in GROUPS.items():
            self._buttons[key].setText(f"{words} {counts[key]:,}")
            name = "看全部" if key == "all" else f"只看{words}，{counts[key]} 条"
            self._buttons[key].setAccessibleName(name)


class ModeBar(QWidget):
    """How the workbooks meet the ledger."""

    changed = Signal(object)  # ImportOptions

    def __init__(self) -> None:
        """Build the two choices."""
        super().__init__()
        self.modes, self.empty = NamedBox("写入方式"), NamedBox("来表的空单元格")
        self.modes.addItems(list(_MODES))
        self.empty.addItems(list(_EMPTY))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for box in (self.modes, self.empty):
            box.activated.connect(lambda _place: self.changed.emit(self.options))
            row.addWidget(box)

    @property
    def options(self) -> ImportOptions:
        """What is chosen."""
        adds, updates = _MODES[self.modes.currentText()]
        return ImportOptions(adds, updates, _EMPTY[self.empty.currentText()])

    def begin(self) -> None:
        """Go back to what is usual, without telling anybody."""
        self.modes.setCurrentIndex(0)
        self.empty.setCurrentIndex(0)


class Legend(QWidget):
    """Says what the tints mean and which keys there are."""

    def __init__(self) -> None:
        """Build the words."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words in _LEGEND:
            row.addWidget(Pill(words))
        row.addStretch(1)
        row.addWidget(label(_KEYS, "small"))
