"""Settings of the ledger file: where it lies, backup, putting back, check, another ledger."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from dadu_desktop.domain.roles import Act
from dadu_desktop.services import backups
from dadu_desktop.services.backups import PACKED, BackupMade, Finding
from dadu_desktop.services.ledgers import place_warning
from dadu_desktop.ui.confirming import confirmed
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.file_dialogs import Purpose, ask_file, ask_target, dated
from dadu_desktop.ui.parts import announce, fault_label, label, push_button
from dadu_desktop.ui.settings_section import Section


class FileSection(Section):
    """The ledger as a file."""

    act = Act.BACK_UP

    def __init__(self, desk: Desk) -> None:
        """Place and buttons."""
        super().__init__(desk, "台账文件")
        self.place = label(wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add_row("位置", self.place)
        self.warning = fault_label()
        self.outcome = label(wrap=True)
        row = QHBoxLayout()
        for words, do in (
            ("备份…", self._ask_backup),
            ("从备份恢复…", self._ask_restore),
            ("带走一份…", self._ask_pack),
            ("检查", self.check),
            ("打开其他台账…", lambda: self.desk.show_page("start")),
        ):
            row.addWidget(push_button(words, do))
            self.words += f" {words}"
        row.addStretch(1)
        self.column.addWidget(self.warning)
        self.column.addLayout(row)
        self.repair = push_button("检查并修复", self.mend, tip="先自动备份，再重建检索索引和留痕触发器")
        self.repair.hide()
        self.column.addWidget(self.outcome)
        self.column.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self) -> None:
        """Show where the ledger lies, and warn of a bad place."""
        self.place.setText(str(self.desk.path or ""))
        self._say("")
        place = self.desk.path or Path()
        self.desk.tasks.run(lambda _progress: place_warning(place), self._warn)

    def back_up(self, output: Path) -> None:
        """Write a copy that has been read back."""
        self.desk.ask(lambda ledger: backups.back_up(ledger, output), self._show_backup, label="正在备份…")

    def check(self) -> None:
        """Look for faults in the ledger."""
        self.desk.ask(backups.check_ledger, self._show_findings, label="正在检查…")

    def mend(self) -> None:
        """Rebuild what can be made anew."""
        self.desk.ask(
            lambda ledger: backups.check_ledger(ledger, repair=True), self._show_findings, label="正在修复…"
        )

    def restore(self, source: Path) -> None:
        """Close the ledger, put the backup in its place and open it again."""
        place = self.desk.path
        if place is None:
            return

        def reopen(fault: Exception | None, _done: object = None) -> None:
            self.desk.open_ledger(str(place), partial(self.desk.show_page, "workbench"))
            if fault is not None:
                self.desk.tasks.failed.emit(fault)
            else:
                self.desk.notify("已从备份恢复；原来的台账另存在同一文件夹。")

        def closed() -> None:
            self.desk.tasks.run(
                lambda _progress: backups.restore_backup(source, place),
                partial(reopen, None),
                reopen,
                label="正在恢复备份…",
            )

        self.desk.release(closed)

    def _warn(self, words: str) -> None:
        """Show the warning about the place, if there is one."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _ask_backup(self) -> None:
        """Ask where the copy shall lie."""
        stem = self.desk.path.stem if self.desk.path else "台账"
        name = f"{stem}备份{datetime.now():%Y%m%d-%H%M}.dadu"
        if chosen := ask_target(self, "备份到", Purpose.BACKUPS, name, "备份 (*.dadu)"):
            self.back_up(chosen)

    def _ask_pack(self) -> None:
        """Ask where the one file with ledger, attachments and keys shall lie."""
        stem = self.desk.path.stem if self.desk.path else "台账"
        name = dated(f"{stem}带走{PACKED}")
        if chosen := ask_target(self, "带走一份", Purpose.BACKUPS, name, f"带走文件 (*{PACKED})"):
            self.back_up(chosen)

    def _ask_restore(self) -> None:
        """Ask for a backup, and once more because the ledger is replaced."""
        chosen = ask_file(self, "选择备份", Purpose.BACKUPS, f"备份 (*.dadu *{PACKED});;所有文件 (*)")
        if chosen is None:
            return
        words = f"将用“{chosen.name}”替换当前台账。当前台账会改名保留在同一文件夹。"
        if confirmed(self, "从备份恢复", words, "恢复"):
            self.restore(chosen)

    def _show_backup(self, made: BackupMade) -> None:
        """Say where the copy is."""
        further = "在另一台电脑上用“打开…”选它即可。" if made.file.suffix == PACKED else ""
        self._say(f"已备份到 {made.file}，并已核对无误。{further}")

    def _show_findings(self, found: list[Finding]) -> None:
        """Say what was found."""
        lines = [one.sentence for one in found]
        self._say("\n".join(lines) if lines else "检查完成，台账完好。")
        mendable = any(one.repairable and not one.repaired for one in found)
        self.repair.setVisible(mendable and not self.desk.refusal(Act.WRITE))

    def _say(self, words: str) -> None:
        """Show what came of it."""
        self.outcome.setText(words)
        if words:
            announce(self.outcome, words)
        self.repair.hide()
