"""The line over a list: search, filters that are set, views, and what can be done with the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from dadu_desktop.ui.parts import Do, empty_layout, push_button, search_line, tool_button
from dadu_desktop.ui.theme import size

TYPING_MS = 150
CHIP_LENGTH = 18
CHIPS = 2
ROOMY = 820  # pixels from which the buttons show their words


class LedgerBar(QWidget):
    """Says what the person wants; the page does it."""

    searched = Signal(str)
    unfiltered = Signal(int)  # place of the filter that is taken away
    cleared = Signal()  # all filters are taken away
    columns_wanted = Signal()
    export_wanted = Signal()
    print_wanted = Signal()
    new_wanted = Signal()
    bin_wanted = Signal(bool)

    def __init__(self, record_label: str) -> None:
        """Build the line."""
        super().__init__()
        self.search = search_line("在台账里查找", "查找（按 /）：名称、编号、拼音首字母…")
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(360)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._say)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._say)
        self._chips = QHBoxLayout()
        self._chip_buttons: list[QPushButton] = []
        self._chips.setSpacing(4)
        # not as the button's own menu: Qt does not open that for a screen reader
        self.views = tool_button("视图", "star", self._open_views, asks=True)
        self.views.setAccessibleDescription("打开已存视图的菜单")
        self.views_menu = QMenu(self)
        self.bin = tool_button("回收站", "bin")
        self.bin.setCheckable(True)
        self.bin.toggled.connect(self.bin_wanted)
        self.detail = tool_button("摘要", "info")
        self.detail.setCheckable(True)
        self.detail.setAccessibleDescription("F4 在右侧显示或收起所选记录的摘要")
        self.new = push_button(f"新增{record_label}", self.new_wanted, picture="add", role="primary")
        self._lay_out()

    def _lay_out(self) -> None:
        """Put everything in one row that may become narrower than its words."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addLayout(self._chips)
        row.addStretch()
        for button in (
            self.views,
            tool_button("列", "columns", self.columns_wanted),
            self.detail,
            self.bin,
            tool_button("导出", "export", self.export_wanted, asks=True),
            tool_button("打印", "print", self.print_wanted),
            self.new,
        ):
            row.addWidget(button)

    def show_filters(self, words: Sequence[str]) -> None:
        """Show a chip for every filter; the keyboard of one that goes is kept in this line."""
        if any(chip.hasFocus() for chip in self._chip_buttons):
            self.search.setFocus()
        empty_layout(self._chips)
        self._chip_buttons.clear()
        for place, one in enumerate(words[:CHIPS]):
            short = one if len(one) <= CHIP_LENGTH else f"{one[:CHIP_LENGTH]}…"
            self._add_chip(f"{short} ×", f"去掉筛选 {one}", partial(self.unfiltered.emit, place))
        if len(words) > 1:
            self._add_chip(f"清除 {len(words)} 个筛选", "清除全部筛选：" + "；".join(words), self.cleared)
        self._fit()

    def show_search(self, text: str) -> None:
        """Show a search that came from elsewhere, without asking again."""
        if self.search.text() != text:
            # not with its signals blocked: the cross at its end comes and goes by them
            self.search.setText(text)
            self._typing.stop()

    def show_views(self, menu: QMenu) -> None:
        """Offer the saved views."""
        self.views_menu.deleteLater()
        self.views_menu = menu

    def _open_views(self) -> None:
        """Open the menu under its button."""
        self.views_menu.popup(self.views.mapToGlobal(self.views.rect().bottomLeft()))

    def _say(self) -> None:
        """Tell the search once the person stopped typing."""
        self._typing.stop()
        self.searched.emit(self.search.text())

    def _add_chip(self, words: str, name: str, do: Do) -> None:
        """Add one small round button."""
        chip = push_button(words, do, role="chip", tip=name, name=name)
        self._chips.addWidget(chip)
        self._chip_buttons.append(chip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room leave the words of buttons to their tips, and of the chips only the last."""
        roomy = self.width() >= ROOMY * size("body") / 14
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if roomy else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for button in self.findChildren(QToolButton):
            if button.text():
                button.setToolButtonStyle(style)
                button.setToolTip("" if roomy else button.text())
        for chip in self._chip_buttons[:-1]:
            chip.setVisible(roomy)
