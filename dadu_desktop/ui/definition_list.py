"""The left of the page of report definitions: the files, and below them what can be put into the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dadu_desktop.ui.choice_editor import matching
from dadu_desktop.ui.parts import follow_selection, label
from dadu_desktop.ui.theme import colour

if TYPE_CHECKING:
    from dadu_desktop.services.report_files import DefinitionFile, KnownField

WIDTH = 232
_Role = Qt.ItemDataRole.UserRole
_Label = _Role + 1


class DefinitionList(QWidget):
    """Says which file is chosen, and which field is to be put in."""

    chosen = Signal(str)
    picked = Signal(str)

    def __init__(self) -> None:
        """Build both lists."""
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.files = QListWidget()
        self.files.setAccessibleName("报表模板列表")
        follow_selection(self.files)
        self.words = QLineEdit(placeholderText="找字段：名称、键或拼音")
        self.words.setAccessibleName("找字段")
        self.fields = QListWidget()
        self.fields.setAccessibleName("字段")
        self.fields.setAccessibleDescription("回车或双击插入到光标处")
        for one in (self.files, self.fields):
            one.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._known: Sequence[KnownField] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.files, 3)
        column.addWidget(label("字段（回车插入）", "small"))
        column.addWidget(self.words)
        column.addWidget(self.fields, 4)
        self.files.currentItemChanged.connect(self._say)
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self.fields.setFocus)
        self.fields.itemActivated.connect(lambda item: self.picked.emit(item.data(_Role)))

    def show_files(self, files: Sequence[DefinitionFile], current: str) -> None:
        """List the files and mark one without telling of it."""
        quiet = QSignalBlocker(self.files)
        self.files.clear()
        for one in files:
            words = one.label if one.own else f"{one.label}（自带，只读）"
            item = QListWidgetItem(f"⚠ {words}" if one.fault else words, self.files)
            item.setData(_Role, one.name)
            item.setData(_Label, one.label)
            item.setToolTip(one.fault or one.name)
            if not one.own:
                item.setForeground(colour("muted"))
            if one.name == current:
                self.files.setCurrentItem(item)
        quiet.unblock()

    def show_fields(self, known: Sequence[KnownField]) -> None:
        """List what can be put in."""
        self._known = known
        self._narrow()

    @property
    def current(self) -> str:
        """The file that is chosen, "" for none."""
        return str(self.files.currentIndex().data(_Role) or "")

    @property
    def label(self) -> str:
        """What the chosen file is called."""
        return str(self.files.currentIndex().data(_Label) or "")

    def choose(self, name: str) -> None:
        """Choose a file by its name."""
        for row in range(self.files.count()):
            if self.files.item(row).data(_Role) == name:
                self.files.setCurrentRow(row)

    def _narrow(self) -> None:
        """Show the fields that fit what is typed."""
        lines = {f"{one.label}  {one.words}": one.words for one in self._known}
        words = self.words.text().strip()
        self.fields.clear()
        for line in matching(words, tuple(lines)) if words else lines:
            item = QListWidgetItem(line, self.fields)
            item.setData(_Role, lines[line])
            item.setToolTip(line)

    def _say(self) -> None:
        """Tell the chosen file."""
        if self.current:
            self.chosen.emit(self.current)
