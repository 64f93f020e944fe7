"""The office's own definitions of reports: list and fields left, the text in the middle, its pages right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QSplitter, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import DefinitionProblem, UserProblem
from dadu_desktop.domain.roles import Act
from dadu_desktop.ui.code_editor import CodeEditor
from dadu_desktop.ui.definition_list import DefinitionList
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.page_preview import PagePreview
from dadu_desktop.ui.pages import DEFINITIONS, Page, Place
from dadu_desktop.ui.paper import Paper
from dadu_desktop.ui.parts import announce, fault_label, label, push_button
from dadu_desktop.ui.tasks import Task

if TYPE_CHECKING:
    from dadu_desktop.services.ledgers import LedgerFile
    from dadu_desktop.services.report_files import DefinitionFile, KnownField

SETTLED_MS = 400
DRAFTED_MS = 1500
DRAFT = "report-definition"
_SHARES = (520, 460)


@dataclass(frozen=True)
class _Opened:
    """A file as it is kept, and what a draft had typed over it."""

    name: str
    source: str
    typed: str | None
    files: Sequence[DefinitionFile]


@dataclass(frozen=True)
class _Tried:
    """What became of the text: pages, or why there are none; ``line`` is 0 where no line is at fault."""

    paper: Paper | None
    reason: str
    line: int
    fields: Sequence[KnownField]


class DefinitionPage(Page):
    """Shows what is typed as pages a moment later; what is typed outlives a crash as a draft."""

    help = (
        "左边选报表模板：自带的只读，点“另存为自己的”就可以改。中间改文字，右边随时看到打印出来的样子；"
        "有错的那一行标红，下面说明原因。左下的字段按回车插入到光标处。Ctrl+S 保存，Ctrl+F 查找，Ctrl+Z 撤销，F6 在文字和字段之间切换。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the three parts."""
        super().__init__(desk, name)
        self._name = ""
        self._kept = ""
        self._task: Task | None = None
        self.list = DefinitionList()
        self.editor = CodeEditor("报表模板内容")
        self.fault = fault_label()
        self.state = label("", "muted")
        self.pages = PagePreview(desk.tasks)
        self.new = push_button("新建", self._make, picture="add", tip="新建一张台账")
        self.copy = push_button("另存为自己的", self._copy, picture="copy")
        self.rename = push_button("改名…", self._rename, picture="edit", tip="改名称和文件名")
        self.remove = push_button("删除", self._delete, picture="delete", tip="放入回收站，可撤销")
        self.drop = push_button("放弃修改", self._discard, picture="undo")
        self.save = push_button("保存", self.keep, picture="save", role="primary", tip="保存（Ctrl+S）")
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._drafting = QTimer(self, singleShot=True, interval=DRAFTED_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        """Head above, the three parts below."""
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(push_button("返回报表", lambda: self.desk.show_page("reports"), picture="back"))
        head.addWidget(label("报表模板", "title"))
        head.addWidget(self.state, 1)
        for button in (self.new, self.copy, self.rename, self.remove, self.drop, self.save):
            head.addWidget(button)
        middle = QWidget()
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.editor, 1)
        inside.addWidget(self.fault)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(middle)
        parts.addWidget(self.pages)
        parts.setSizes(_SHARES)
        parts.setChildrenCollapsible(False)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.list)
        self.begins_at = self.list.files
        row.addWidget(parts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        """Join the parts."""
        self.list.chosen.connect(self._open)
        self.list.picked.connect(self._insert)
        self.editor.text.edited.connect(self._follow)
        self._settled.timeout.connect(self._try)
        self._drafting.timeout.connect(self._keep_draft)
        QShortcut(QKeySequence.StandardKey.Save, self, self.keep)
        QShortcut(QKeySequence("F6"), self, self._switch)

    def writers(self) -> Iterable[QWidget]:
        """Give what changes the office's files."""
        return self.new, self.copy, self.rename, self.remove, self.save

    def enter(self, place: Place) -> None:
        """Show the file of a draft, else the one that was shown, else the first."""
        if place.id or not self._name:
            wanted = place.id
            self._read(
                lambda files: next((one.name for one in files if draft_number(one.name) == wanted), "")
            )

    def may_leave(self) -> bool:
        """Keep what is typed as a draft: nobody has to be asked."""
        if self._drafting.isActive():
            self._keep_draft()
        return True

    def keep(self) -> None:
        """Save what is typed."""
        name, source = self._name, self.editor.text.toPlainText()
        if self.editor.text.isReadOnly() or source == self._kept:
            return

        def work(ledger: LedgerFile) -> Sequence[DefinitionFile]:
            from dadu_desktop.services import drafts, report_files

            report_files.keep_file(ledger, name, source)
            drafts.drop_draft(ledger.path, DRAFT, draft_number(name))
            return report_files.definition_files(ledger)

        def done(files: Sequence[DefinitionFile]) -> None:
            self._kept = source
            self.list.show_files(files, name)
            self._say_state()
            self.desk.announce({DEFINITIONS: []})
            self.desk.notify(f"已保存 {name}。")

        self._drafting.stop()
        self.desk.ask(work, done)

    def _open(self, name: str) -> None:
        """Show a file that was chosen; what was typed in the other stays as its draft."""
        self.may_leave()
        if name != self._name:
            self._read(lambda _files: name)

    def _read(self, choose: Callable[[Sequence[DefinitionFile]], str]) -> None:
        """Read the list and the file that is chosen of it, the first where none is."""

        def work(ledger: LedgerFile) -> _Opened:
            from dadu_desktop.services import drafts, report_files

            files = report_files.definition_files(ledger)
            name = choose(files) or files[0].name
            kept = (
                one for one in drafts.drafts(ledger.path) if (one.kind, one.id) == (DRAFT, draft_number(name))
            )
            draft = next(kept, None)
            typed = str(draft.texts.get("source", "")) if draft else None
            return _Opened(name, report_files.read_file(ledger, name), typed, files)

        self.desk.ask(work, self._show)

    def _show(self, opened: _Opened) -> None:
        """Show a file, with its draft where there is one."""
        own = any(one.own and one.name == opened.name for one in opened.files)
        self._name, self._kept = opened.name, opened.source
        self.list.show_files(opened.files, opened.name)
        text = self.editor.text
        text.setReadOnly(not own or bool(self.desk.refusal(Act.WRITE)))
        text.show_text(opened.source if opened.typed is None else opened.typed)
        for button in (self.rename, self.remove):
            button.setVisible(own)
        self._say_state()
        if opened.typed is not None:
            self.desk.notify("上次未保存的修改已恢复，不需要的可放弃修改。")
        self._try()

    def _follow(self) -> None:
        """Try what is typed a moment later, and keep it as a draft."""
        self._settled.start()
        self._drafting.start()
        self._say_state()

    def _try(self) -> None:
        """Print what is typed on the worker; what was asked before is forgotten."""
        name, source = self._name, self.editor.text.toPlainText()
        if self._task:
            self._task.drop()
        self._task = self.desk.ask(lambda ledger: _tried(ledger, name, source), self._show_tried)

    def _show_tried(self, tried: _Tried) -> None:
        """Show the pages, or mark what is wrong; the pages before stay in sight meanwhile."""
        self._task = None
        self.list.show_fields(tried.fields)
        self.editor.text.mark(tried.line)
        words = f"第{tried.line}行：{tried.reason}" if tried.line else tried.reason
        if words != self.fault.text() and words:
            announce(self.editor, words)
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        self.editor.text.setAccessibleDescription(words or "Ctrl+F 查找，Ctrl+Z 撤销")
        if tried.paper:
            self.pages.show_paper(tried.paper)

    def _keep_draft(self) -> None:
        """Keep what is typed outside the office's folder."""
        self._drafting.stop()
        name, source, place = self._name, self.editor.text.toPlainText(), self.desk.path
        if place is None or source == self._kept:
            return

        def work(ledger: LedgerFile) -> None:
            from dadu_desktop.services import drafts

            drafts.keep_draft(ledger.path, DRAFT, draft_number(name), {"source": source}, title=name)

        self.desk.ask(work, lambda _nothing: None)

    def _discard(self) -> None:
        """Show the file as it is kept; Ctrl+Z brings back what was typed."""
        self._drafting.stop()
        number = draft_number(self._name)
        cursor = self.editor.text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self._kept)

        def work(ledger: LedgerFile) -> None:
            from dadu_desktop.services import drafts

            drafts.drop_draft(ledger.path, DRAFT, number)

        self.desk.ask(work, lambda _nothing: None)

    def _make(self) -> None:
        """Begin a new list."""

        def work(ledger: LedgerFile) -> str:
            from dadu_desktop.services import report_files

            return report_files.new_file(ledger)

        self.desk.ask(work, self._arrived)

    def _copy(self) -> None:
        """Keep a copy of what is shown as the office's own."""
        name = self._name

        def work(ledger: LedgerFile) -> str:
            from dadu_desktop.services import report_files

            return report_files.copy_file(ledger, name)

        self.desk.ask(work, self._arrived)

    def _rename(self) -> None:
        """Ask what the definition shall be called."""
        name = self._name
        asked, given = QInputDialog.getText(self, "改名", "新的名称：", text=self.list.label)
        if not given:
            return

        def work(ledger: LedgerFile) -> str:
            from dadu_desktop.services import report_files

            return report_files.rename_file(ledger, name, asked)

        self.desk.ask(work, self._arrived)

    def _delete(self) -> None:
        """Put the file into the bin, with a way back."""
        name = self._name

        def work(ledger: LedgerFile) -> str:
            from dadu_desktop.services import drafts, report_files

            drafts.drop_draft(ledger.path, DRAFT, draft_number(name))
            return report_files.delete_file(ledger, name)

        def done(binned: str) -> None:
            self.desk.notify(f"{name} 已放入回收站。", lambda: self._put_back(binned, name))
            self._arrived("")

        self._drafting.stop()
        self.desk.ask(work, done)

    def _put_back(self, binned: str, name: str) -> None:
        """Take a file out of the bin again."""

        def work(ledger: LedgerFile) -> str:
            from dadu_desktop.services import report_files

            return report_files.put_back_file(ledger, binned, name)

        self.desk.ask(work, self._arrived)

    def _arrived(self, name: str) -> None:
        """Show a file that is new in the list, and let the page of reports know."""
        self.desk.announce({DEFINITIONS: []})
        self._read(lambda _files: name)
        self.editor.text.setFocus()

    def _insert(self, words: str) -> None:
        """Put a field in at the cursor."""
        if not self.editor.text.isReadOnly():
            self.editor.text.insertPlainText(words)
            self.editor.text.setFocus()

    def _switch(self) -> None:
        """Go from the text to the fields and back."""
        (self.list.words if self.editor.text.hasFocus() else self.editor.text).setFocus()

    def _say_state(self) -> None:
        """Say what can be done with the text."""
        changed = self.editor.text.toPlainText() != self._kept
        own = not self.editor.text.isReadOnly()
        self.save.setEnabled(own and changed)
        self.rename.setEnabled(own and not changed)
        self.drop.setVisible(own and changed)
        words = f"{self._name}　有修改未保存" if changed else f"{self._name}{'' if own else '　只读'}"
        self.state.setText(words)


def draft_number(name: str) -> int:
    """Number a file for its draft."""
    return crc32(name.encode())


def _tried(ledger: LedgerFile, name: str, source: str) -> _Tried:
    """Print a definition; a fault is told with its line."""
    from dadu_desktop.services import report_files

    fields = report_files.known_fields(ledger, name, source)
    try:
        return _Tried(Paper(report_files.try_source(ledger, name, source).content), "", 0, fields)
    except DefinitionProblem as fault:
        return _Tried(None, fault.reason, fault.line, fields)
    except UserProblem as problem:
        return _Tried(None, problem.sentence, 0, fields)
