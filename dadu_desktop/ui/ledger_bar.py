"""The line over a list: search, filters that are set, views, and what can be done with the whole list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.theme import set_role

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
        self.views = QToolButton(icon=icon("star"), text="视图")
        self.bin = QToolButton(icon=icon("bin"), text="回收站", checkable=True)
        self.bin.toggled.connect(self.bin_wanted)
        self.new = QPushButton(icon("add", "on_accent"), f"新增{record_label}", clicked=self.new_wanted)
        set_role(self.new, "primary")
        self._lay_out()

    def _lay_out(self) -> None:
        """Put everything in one row."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addLayout(self._chips)
        row.addStretch(1)
        for button in (self.views, self._button("列", "columns", self.columns_wanted.emit), self.bin):
            self._finish(button)
            row.addWidget(button)
        for words, picture, do in (
            ("导出", "export", self.export_wanted.emit),
            ("打印", "print", self.print_wanted.emit),
        ):
            row.addWidget(self._finish(self._button(words, picture, do)))
        row.addWidget(self.new)
        self.new.setAccessibleName(self.new.text())
        self.views.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_filters(self, words: Sequence[str]) -> None:
        """Show a chip for every filter."""
        while taken := self._chips.takeAt(0):
            taken.widget().deleteLater()
        for place, one in enumerate(words):
            chip = QPushButton(f"{one} ×", toolTip="去掉这个筛选")
            chip.setAccessibleName(f"去掉筛选 {one}")
            chip.clicked.connect(lambda _checked=False, place=place: self.unfiltered.emit(place))
            set_role(chip, "chip")
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

    def _button(self, words: str, picture: str, do: Callable[[], None]) -> QToolButton:
        """Make one button."""
        return QToolButton(icon=icon(picture), text=words, clicked=do)

    def _finish(self, button: QToolButton) -> QToolButton:
        """Show icon and words."""
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(button.text())
        return button
