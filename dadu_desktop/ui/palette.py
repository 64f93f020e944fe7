"""Ctrl+K: find enterprises, records, pages and actions, and go there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dadu_desktop.services.search import Hit, search_everywhere
from dadu_desktop.ui.choice_editor import matching
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.pages import FURTHER, LEDGERS, PAGES, house_of
from dadu_desktop.ui.parts import announce
from dadu_desktop.ui.quick_capture import capture
from dadu_desktop.ui.tasks import Task

TYPING_MS = 120
WIDTH = 640
HEIGHT = 440
FOUND_LIMIT = 30

Do = Callable[[], None]


class Palette(QDialog):
    """A line and what it finds; Enter goes there."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Offer pages and actions until something is typed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("到处查找")
        self.setFixedSize(WIDTH, HEIGHT)
        self._desk = desk
        self._around = parent
        self._asking: Task | None = None
        self._todo: list[Do] = []
        self._commands = self._offered()
        self.line = QLineEdit(placeholderText="企业、记录、页面、操作；支持任意几个字和拼音首字母")
        self.line.setAccessibleName("到处查找")
        self.found = QListWidget()
        self.found.setAccessibleName("找到的内容")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.found.itemActivated.connect(lambda _item: self._go())
        self.found.itemClicked.connect(lambda _item: self._go())
        self.found.currentRowChanged.connect(self._say)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.found, 1)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._ask)
        self.line.textChanged.connect(lambda _text: self._typing.start())
        self.line.returnPressed.connect(self._go)
        self.line.installEventFilter(self)
        self._show([])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the line keeps the typing."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = self.found.currentRow() + step
                self.found.setCurrentRow(min(max(row, 0), self.found.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def _offered(self) -> dict[str, tuple[str, Do]]:
        """Name the pages and the actions, with their icons."""
        desk = self._desk
        offered: dict[str, tuple[str, Do]] = {
            f"打开 {page.label}": (page.name, partial(desk.show_page, page.name)) for page in PAGES
        }
        for kind in LEDGERS:
            label = desk.record_types[kind].record_label
            offered[f"新增{label}"] = ("add", partial(desk.new_record, kind))
        for page, words in FURTHER.items():
            offered[words] = ("forward", partial(desk.show_page, page))
        offered["记一笔"] = ("edit", partial(capture, desk, self._around))
        return offered

    def _ask(self) -> None:
        """Search behind the window; an older question is forgotten."""
        if self._asking:
            self._asking.drop()
        words = self.line.text()
        self._asking = self._desk.ask(
            lambda ledger: search_everywhere(ledger, words, limit=FOUND_LIMIT), self._show
        )

    def _show(self, hits: list[Hit]) -> None:
        """List records first, then pages and actions."""
        self._asking = None
        self.found.clear()
        self._todo = []
        for hit in hits:
            words = " · ".join(one for one in (hit.title, hit.number, hit.text) if one)
            label = self._desk.record_types[hit.kind].record_label
            self._add(house_of(hit.kind), words, partial(self._desk.open_record, hit.kind, hit.id), label)
        typed = self.line.text().strip()
        for words in matching(typed, list(self._commands)) if typed else self._commands:
            self._add(self._commands[words][0], words, self._commands[words][1])
        if not self._todo:
            self.found.addItem(f"没有找到“{typed}”。")
        self.found.setCurrentRow(0)

    def _add(self, picture: str, words: str, do: Do, label: str = "") -> None:
        """Add one line; who cannot see the icon hears what kind of record it is."""
        item = QListWidgetItem(icon(picture), words.replace("\n", " "), self.found)
        item.setToolTip(words)
        if label:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{label}：{item.text()}")
        self._todo.append(do)

    def _say(self, row: int) -> None:
        """Have the line that Enter would take read out, as the keyboard stays in the line above."""
        if row >= 0:
            told = self.found.item(row).data(Qt.ItemDataRole.AccessibleTextRole)
            announce(self.line, f"{told or self.found.item(row).text()}，{row + 1} / {self.found.count()}")

    def _go(self) -> None:
        """Do what the current line says; a question still waiting is answered first."""
        if self._typing.isActive():
            self._typing.stop()
            self._ask()
        elif 0 <= self.found.currentRow() < len(self._todo):
            do = self._todo[self.found.currentRow()]
            self.accept()
            do()
