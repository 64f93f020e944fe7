"""The line over a list: search, filters that are set, views, and what can be done with the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from dadu_desktop.ui.parts import empty_layout, push_button, tool_button

TYPING_MS = 150


class LedgerBar(QWidget):
    """Says what the person wants; the page does it."""

    searched = Signal(str)
    unfiltered = Signal(int)  # place of the filter that is taken away
    columns_wanted = Signal()
    export_wanted = Signal()
    print_wanted = Signal()
    new_wanted = Signal()
    bin_wanted = Signal(bool)

    def __init__(self, record_label: str) -> None:
        """Build the line."""
        super().__init__()
        self.search = QLineEdit(
            placeholderText="查找（按 /）：名称、编号、拼音首字母…", clearButtonEnabled=True
        )
        self.search.setAccessibleName("在台账里查找")
        self.search.setMinimumWidth(220)
        self.search.setMaximumWidth(360)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._say)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.textChanged.connect(lambda text: None if text else self._typing.start())
        self.search.returnPressed.connect(self._say)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(4)
        self.views = tool_button("视图", "star")
        self.views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.bin = tool_button("回收站", "bin")
        self.bin.setCheckable(True)
        self.bin.toggled.connect(self.bin_wanted)
        self.new = push_button(f"新增{record_label}", self.new_wanted, picture="add", role="primary")
        self._lay_out()

    def _lay_out(self) -> None:
        """Put everything in one row."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addLayout(self._chips)
        row.addStretch(1)
        for button in (
            self.views,
            tool_button("列", "columns", self.columns_wanted),
            self.bin,
            tool_button("导出", "export", self.export_wanted),
            tool_button("打印", "print", self.print_wanted),
            self.new,
        ):
            row.addWidget(button)

    def show_filters(self, words: Sequence[str]) -> None:
        """Show a chip for every filter."""
        empty_layout(self._chips)
        for place, one in enumerate(words):
            take = partial(self.unfiltered.emit, place)
            chip = push_button(f"{one} ×", take, role="chip", tip="去掉这个筛选", name=f"去掉筛选 {one}")
            self._chips.addWidget(chip)

    def show_search(self, text: str) -> None:
        """Show a search that came from elsewhere, without asking again."""
        if self.search.text() != text:
            self.search.blockSignals(True)
            self.search.setText(text)
            self.search.blockSignals(False)

    def show_views(self, menu: QMenu) -> None:
        """Offer the saved views."""
        self.views.setMenu(menu)

    def _say(self) -> None:
        """Tell the search once the person stopped typing."""
        self._typing.stop()
        self.searched.emit(self.search.text())
