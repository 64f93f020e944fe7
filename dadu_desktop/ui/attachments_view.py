"""The files put to a record: added by button or drop, opened as a copy, removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.roles import Act
from dadu_desktop.services import attachments
from dadu_desktop.services.temporary_files import keep_apart
from dadu_desktop.ui.file_dialogs import Purpose, ask_files
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.parts import label, open_place, push_button
from dadu_desktop.ui.theme import size

if TYPE_CHECKING:
    from dadu_desktop.services.attachments import Attachment
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.ui.desk import Desk

_EMPTY = "还没有附件。点“添加附件”，或把照片、文件拖到这里（单个不超过 50 MB）。"


class AttachmentsView(QWidget):
    """The list of a record's files with its buttons."""

    counted = Signal(int)

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None = None) -> None:
        """Build the list, empty."""
        super().__init__(parent)
        self._desk = desk
        self._kind = kind
        self._id = 0
        self.setAcceptDrops(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("附件")
        self.list.setIconSize(QSize(size("icon"), size("icon")))
        self.list.itemActivated.connect(self._open)
        self._empty = label(_EMPTY, "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = QHBoxLayout()
        self.add = push_button("添加附件", self._choose, picture="attach")
        self._others = [
            push_button("打开", self._open, picture="folder", name="打开所选附件"),
            push_button("移除", self._remove, picture="delete", name="移除所选附件"),
        ]
        for button in (self.add, *self._others):
            line.addWidget(button)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.addLayout(line)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)

    def show_record(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Read and show the files of a record; a new one has none yet."""
        self._id = id
        self.setEnabled(bool(id))
        self._empty.setText(_EMPTY if id else "先保存这条记录，再添加附件。")
        if id:
            self._desk.ask(lambda ledger: attachments.attachments_of(ledger, self._kind, id), self._show)
        else:
            self._show([])

    def attach(self, files: Sequence[Path]) -> None:
        """Put files to the record."""
        kind, id = self._kind, self._id  # noqa: A001 - as above
        self._desk.ask(
            lambda ledger: [attachments.attach_file(ledger, kind, id, file) for file in files],
            lambda _kept: self._refresh(),
            label="正在保存附件…",
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls() and not self._desk.refusal(Act.WRITE):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the dropped files to the record."""
        event.acceptProposedAction()
        self.attach([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _show(self, files: Sequence[Attachment]) -> None:
        """List the files with their size, day and person."""
        self.list.clear()
        for one in files:
            length = QLocale.c().formattedDataSize(
                one.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
            )
            words = "    ".join(filter(None, (one.name, length, one.added_at[:10], one.added_by)))
            item = QListWidgetItem(icon("attach"), words, self.list)
            item.setData(Qt.ItemDataRole.UserRole, one)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(files))
        self._empty.setVisible(not files)
        reads = self._desk.refusal(Act.WRITE)
        for button in self._others:
            button.setEnabled(bool(files))
        for button in (self.add, self._others[1]):
            button.setVisible(not reads)
        self.counted.emit(len(files))

    def _refresh(self) -> None:
        """Read the list again and tell the others."""
        self.show_record(self._id)
        self._desk.announce({self._kind: [self._id]})

    def _choose(self) -> None:
        """Ask for files."""
        if files := ask_files(self, "添加附件", Purpose.ATTACHMENTS):
            self.attach(files)

    def _chosen(self) -> Attachment | None:
        """Give the file that is current in the list."""
        chosen: Attachment | None = self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        return chosen

    def _open(self) -> None:
        """Open a copy, so that the program that shows it cannot change the kept file."""
        if one := self._chosen():
            self._desk.ask(lambda ledger: _copy(ledger, one), open_place)

    def _remove(self) -> None:
        """Take the file away; the notice brings it back from a copy."""
        if one := self._chosen():
            self._desk.ask(lambda ledger: _take_away(ledger, one), self._removed)

    def _removed(self, copy: Path) -> None:
        """Show what is left and offer the file again."""
        self._refresh()
        self._desk.notify(f"已移除附件“{copy.name}”", lambda: self.attach([copy]))


def _copy(ledger: LedgerFile, one: Attachment) -> Path:
    """Write a copy under the file's own name into a folder that nobody else has and that goes with the program."""
    place = Path(mkdtemp(dir=keep_apart())) / one.name
    attachments.detach_file(ledger, one.id, place)
    return place


def _take_away(ledger: LedgerFile, one: Attachment) -> Path:
    """Remove a file from its record; give a copy from which it can be put back."""
    copy = _copy(ledger, one)
    attachments.remove_attachment(ledger, one.id)
    return copy
