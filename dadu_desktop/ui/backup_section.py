"""Settings: a second place for copies, and the reminder of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout

from dadu_desktop.domain.roles import Act
from dadu_desktop.services import second_place
from dadu_desktop.services.backups import BackupMade
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.second_place import NEVER, SecondPlace
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.parts import fault_label, label, push_button
from dadu_desktop.ui.settings_section import Section

_DAYS = {1: "每天提醒", 3: "3 天提醒一次", 7: "7 天提醒一次", 30: "30 天提醒一次", NEVER: "不提醒"}
_NONE = "还没有选。电脑坏了或丢了，同一块硬盘上的备份也没有了：请选 U 盘、另一块硬盘或共享文件夹。"
_SAME = "这个文件夹和台账在同一块硬盘上，硬盘坏了会一起丢失。"


class SecondPlaceSection(Section):
    """Where else copies go, how often to remind, and the button that makes one."""

    act = Act.BACK_UP

    def __init__(self, desk: Desk) -> None:
        """Build the rows."""
        super().__init__(desk, "第二备份地点")
        self.words += " U盘 共享 提醒 备份"
        self._folder: Path | None = None
        self.state = label(wrap=True)
        self.warning = fault_label()
        self.days = QComboBox()
        for days, words in _DAYS.items():
            self.days.addItem(words, days)
        self.days.activated.connect(lambda _row: self.choose(self._folder))
        self.column.insertWidget(1, self.state)
        self.column.insertWidget(2, self.warning)
        self.add_row("提醒", self.days)
        self.copy = push_button("备份到第二地点", self.make_copy, role="primary")
        self.change = push_button("选择文件夹…", self._ask)
        self.drop = push_button("不用第二地点", lambda: self.choose(None))
        row = QHBoxLayout()
        for button in (self.copy, self.change, self.drop):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def load(self) -> None:
        """Read what was chosen."""
        self.desk.ask(_read, lambda found: self._show(found[0], same=found[1]))

    def choose(self, folder: Path | None) -> None:
        """Keep another folder, or other days."""
        days = int(self.days.currentData())
        self.desk.ask(
            lambda ledger: second_place.choose_second_place(ledger, folder, days),
            lambda _nothing: self.load(),
        )

    def make_copy(self) -> None:
        """Make a copy now."""

        def made(copy: BackupMade) -> None:
            self.desk.notify(f"已备份到 {copy.file}，并已核对无误。")
            self.load()

        self.desk.ask(second_place.copy_to_second_place, made, label="正在备份到第二地点…")

    def _ask(self) -> None:
        """Ask for a folder."""
        chosen = QFileDialog.getExistingDirectory(self, "第二备份地点", str(self._folder or Path.home()))
        if chosen:
            self.choose(Path(chosen))

    def _show(self, found: SecondPlace, *, same: bool) -> None:
        """Say what was chosen and when the last copy went there."""
        self._folder = found.folder
        last = f"上次备份 {found.last:%Y-%m-%d %H:%M}" if found.last else "还没有备份过"
        self.state.setText(f"{found.folder}　{last}。" if found.folder else _NONE)
        self.warning.setText(_SAME)
        self.warning.setVisible(same)
        self.days.setCurrentIndex(max(0, self.days.findData(found.days)))
        manages = not self.desk.refusal(Act.SETTINGS)
        for widget in (self.days, self.change, self.drop):
            widget.setEnabled(manages)
        for button in (self.copy, self.drop):
            button.setVisible(found.folder is not None)


def _read(ledger: LedgerFile) -> tuple[SecondPlace, bool]:
    """Read the place and whether it lies on the ledger's own disk."""
    found = second_place.second_place(ledger)
    return found, found.folder is not None and second_place.same_disk(ledger.path, found.folder)


def remind(desk: Desk) -> None:
    """Say once after a ledger was opened that a copy in the second place is due."""
    if not desk.refusal(Act.BACK_UP):
        desk.ask(
            lambda ledger: second_place.reminder(ledger, datetime.now()),
            lambda words: desk.notify(words) if words else None,
        )
