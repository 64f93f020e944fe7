"""What an import did, and the way back."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dadu_desktop.services.import_plan import FileOutcome, ImportOutcome
from dadu_desktop.services.imports import UndoOutcome
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.import_refused import RefusedTree
from dadu_desktop.ui.import_undone import UndoneTree
from dadu_desktop.ui.parts import announce, card, label, push_button

NOTHING = "没有写入任何内容。"
_LINES = 12
"""Sheets that are told one by one; a workbook of a hundred would push the buttons out of sight."""

_OF_IMPORT = ("已撤销导入", "新增的放入回收站，更新的恢复原值", "导入后有人修改过，或已被其他记录引用")
_OF_MERGE = ("已撤销合并", "两家企业和各自的记录恢复原样", "合并后有人修改过")


class ImportOutcomeView(QWidget):
    """One line for each sheet, with buttons that go on from here."""

    undo_wanted = Signal(int)
    leave_wanted = Signal()
    return_wanted = Signal()  # the faulty workbooks are to go back to their senders

    def __init__(self, desk: Desk) -> None:
        """Build an empty card."""
        super().__init__()
        self._desk = desk
        self._batch = 0
        self._kind = ""
        self.title = label("", "title", wrap=True)
        self.undo = push_button("撤销本次导入", self._undo, picture="undo")
        self.open = push_button("打开列表", self._open, role="primary")
        self.again = push_button("继续导入", self.leave_wanted, picture="import")
        self.send_back = push_button(
            "生成退回件…", self.return_wanted, tip="在来表的副本上标出问题，退给填报人修改"
        )
        frame = card()
        self.lines = label("", wrap=True)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.addWidget(self.lines)
        self.refused = RefusedTree()
        self.undone = UndoneTree()
        row = QHBoxLayout()
        for button in (self.open, self.send_back, self.undo, self.again):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(16)
        column.addWidget(self.title)
        column.addWidget(frame)
        column.addLayout(row)
        column.addWidget(self.refused, 1)
        column.addWidget(self.undone, 1)
        column.addStretch(0)

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Say what was written."""
        self._batch = outcome.batch
        files = [one for one in outcome.files if one.kind]
        created, updated = sum(one.created for one in files), sum(one.updated for one in files)
        parts = [("新增", created), ("更新", updated)]
        done = f"导入完成：{'，'.join(f'{verb} {count:,} 条' for verb, count in parts if count)}。"
        self._kind = max(files, key=lambda one: one.read).kind if files else ""
        names = Counter(one.file for one in files)
        lines = [
            f"{one.file}{f'“{one.sheet}”' if names[one.file] > 1 else ''}"
            f"（{self._desk.record_types[one.kind].label}）：{_counts(one)}。"
            for one in files[:_LINES]
        ]
        lines += [f"……另有 {len(files) - _LINES:,} 张表。"] if len(files) > _LINES else []
        self._show(done if outcome.batch else NOTHING, lines, undo=bool(outcome.batch))
        self.refused.show_refused(files)
        self.send_back.setVisible(any(one.refused for one in files))
        self.open.setFocus()

    def show_undone(self, undone: UndoOutcome) -> None:
        """Say in three groups what was taken back."""
        self._kind = next(iter(undone.changed), self._kind)
        title, back, kept = _OF_MERGE if undone.merge else _OF_IMPORT
        lines = [f"已撤销 {len(undone.taken_back):,} 条：{back}。"]
        if undone.kept:
            lines.append(f"保留 {len(undone.kept):,} 条：{kept}。")
        if undone.failed:
            lines.append(f"未能撤销 {len(undone.failed):,} 条。")
        self._show(title, lines, undo=False)
        self.undone.show_groups(undone)
        self.again.setFocus()

    def _show(self, title: str, lines: list[str], *, undo: bool) -> None:
        """Put words and buttons."""
        for part in (self.undone, self.refused, self.send_back):
            part.hide()
        self.title.setText(title)
        self.lines.setText("\n".join(lines))
        self.undo.setVisible(undo)
        self.open.setVisible(bool(self._kind))
        announce(self, "\n".join((title, *lines)))

    def _undo(self) -> None:
        """Take the import back."""
        self.undo_wanted.emit(self._batch)

    def _open(self) -> None:
        """Show the ledger that was filled."""
        self._desk.show_page(self._kind)


def _counts(file: FileOutcome) -> str:
    """Say how many rows of each fate a sheet had."""
    parts = (
        ("新增", file.created),
        ("更新", file.updated),
        ("未变", file.unchanged),
        ("跳过", file.skipped),
        ("拒收", file.refused),
        ("提醒", file.warnings),
    )
    return "，".join((f"读取 {file.read:,}", *(f"{word} {count:,}" for word, count in parts if count)))
