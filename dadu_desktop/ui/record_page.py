"""The page of one visit, problem, plan, case or monthly figure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from dadu_desktop.records.fields import Kind
from dadu_desktop.records.wording import text_of
from dadu_desktop.services import records
from dadu_desktop.services.drafts import Draft
from dadu_desktop.ui.attachments_view import AttachmentsView
from dadu_desktop.ui.history_view import HistoryView
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import announce
from dadu_desktop.ui.record_editor import RecordEditor
from dadu_desktop.ui.record_head import Action, RecordHead

if TYPE_CHECKING:
    from dadu_desktop.services.records import RecordData
    from dadu_desktop.ui.desk import Desk

_ENTERPRISES = (Kind.ENTERPRISE, Kind.ENTERPRISES)
_PILLS = ("status", "light", "form", "state")
_OWNERS = ("owner", "service_person", "leader")


class RecordPage(Page):
    """Head, form, attachments and history of one record; the same page shows one record after another."""

    help = (
        "回车到下一项，长文本中用 Ctrl+回车；最后一项回车即保存。Ctrl+S 保存，Ctrl+Z 撤销，Ctrl+N 新增，F2 修改，Esc 返回列表。"
        "红字说明哪里要改，黄字只是提醒。没有保存的内容会自动留作草稿。"
    )

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the page of one kind."""
        super().__init__(desk, name)
        self.record_type = desk.record_types[name]
        self._arriving = False
        self.editor = RecordEditor(desk, self.record_type)
        self.attachments = AttachmentsView(desk, name)
        self.history = HistoryView(desk, name)
        self.history.restored.connect(self._read_again)
        self.head = RecordHead(
            self.commands(), self.further(), desk.notify, (self.record_type.label, self.back)
        )
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(24, 16, 24, 8)
        # before the tabs are made: Tab goes in the order in which parts came here
        self.outer.addWidget(self.head)
        self.tabs = QTabWidget(self)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("记录")
        self.tabs.tabBar().setAccessibleName("分页")
        self.add_tabs()
        self.tabs.currentChanged.connect(self.show_tab)
        self.outer.addWidget(self.tabs, 1)
        self.editor.opened.connect(self.show_head)
        self.editor.opened.connect(self._refresh_tab)
        self.attachments.counted.connect(self._count_attachments)
        for keys, act in (
            ("Ctrl+S", self.editor.save),
            ("Ctrl+Z", self.undo),
            ("Ctrl+N", partial(desk.new_record, name)),
            ("Ctrl+P", self.print_record),
            ("F2", self.edit),
            ("Esc", self.back),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def commands(self) -> list[Action]:
        """Give the buttons of the head: words, icon and what they do."""
        return [
            ("保存", "save", self.editor.save),
            ("打印", "print", self.print_record),
            ("删除", "delete", self.delete),
        ]

    def further(self) -> list[Action]:
        """Give the buttons on the second line of the head."""
        return []

    def add_tabs(self) -> None:
        """Put the parts of the page behind tabs."""
        self.tabs.addTab(self.editor, "内容")
        self.tabs.addTab(self.attachments, "附件")
        self.tabs.addTab(self.history, "历史")

    def enter(self, place: Place) -> None:
        """Show the record of a place; coming back to the same one keeps what is typed."""
        data = self.editor.data
        if data and place.id and data.id == place.id and self.editor.is_changed:
            return
        self.tabs.setCurrentWidget(self.editor if isinstance(place.argument, Draft) else self.tabs.widget(0))
        self._arriving = True
        self.editor.open(place)

    def writers(self) -> Iterable[QWidget]:
        """Give the buttons of the head that change something; form and files know it by themselves."""
        return (button for words, button in self.head.buttons.items() if words != "打印")

    def may_leave(self) -> bool:
        """Ask about unsaved changes."""
        return self.editor.may_leave()

    def show_head(self, data: RecordData) -> None:
        """Show the record's name, number and pills."""
        words = {one.key: text_of(one, data.values.get(one.key)) for one in self.record_type.fields}
        labels = {one.key: one.label for one in self.record_type.fields}
        enterprise = next((words[one.key] for one in self.record_type.fields if one.kind in _ENTERPRISES), "")
        named = "" if self.record_type.title == "number" else words[self.record_type.title]
        owner = next((f"{labels[key]}：{words[key]}" for key in _OWNERS if words.get(key)), "")
        if data.id:
            pills = [words[key] for key in _PILLS if words.get(key)]
            others = (enterprise if named and named != enterprise else "", owner)
            self.head.say(named or enterprise, data.number, pills, "　".join(filter(None, others)))
        else:
            self.head.say(f"新增{self.record_type.record_label}", "", (), "")
        for action in ("打印", "删除"):
            self.head.buttons[action].setVisible(bool(data.id))
        self.arrive(new=not data.id)

    def arrive(self, *, new: bool) -> None:
        """Give the keyboard to the tab in front, once after the person came here.

        What is kept already is not selected: the first key must not wipe it out.
        """
        if self._arriving:
            self._arriving = False
            reason = Qt.FocusReason.TabFocusReason if new else Qt.FocusReason.OtherFocusReason
            front = self.tabs.currentWidget()
            if new:
                front.clearFocus()  # a field that has the keyboard still from last time would not be selected
            front.setFocus(reason)
            announce(self, self.head.words)

    def delete(self) -> None:
        """Put the record into the recycle bin; the notice brings it back."""
        data = self.editor.data
        if data and data.id:
            self.editor.discard()
            kind, ids = data.kind, [data.id]
            self.desk.ask(
                lambda ledger: records.delete_records(ledger, kind, ids),
                lambda changed: self._deleted(data, changed),
            )

    def print_record(self) -> None:
        """Go to the report page with this record."""
        data = self.editor.data
        if data and data.id:
            self.desk.wanted.emit(Place("reports", data.kind, data.id))

    def edit(self) -> None:
        """Go to the first field of the form."""
        self.tabs.setCurrentWidget(self.editor)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def undo(self) -> None:
        """Take back what was typed last."""
        self.editor.form.undo()

    def back(self) -> None:
        """Go back to the ledger of this kind."""
        self.desk.show_page(self.name)

    def _deleted(self, data: RecordData, changed: dict[str, list[int]]) -> None:
        """Tell everybody and leave the page."""
        self.desk.announce(changed)
        self.desk.show_page(data.kind)

        def restored(again: dict[str, list[int]]) -> None:
            self.desk.announce(again)
            self.desk.open_record(data.kind, data.id)

        def restore() -> None:
            self.desk.ask(lambda ledger: records.restore_records(ledger, data.kind, [data.id]), restored)

        self.desk.notify(f"{data.number or self.record_type.record_label} 已移入回收站", restore)

    def _refresh_tab(self) -> None:
        """Read the count of attachments, and what the tab in front shows."""
        if data := self.editor.data:
            self.attachments.show_record(data.id)
            self.show_tab()

    def _read_again(self, record: int) -> None:
        """Show a value that was put back, unless something else is being typed."""
        if not self.editor.is_changed:
            self.editor.open(Place("record", self.name, record))

    def show_tab(self) -> None:
        """Read what the tab in front shows."""
        data = self.editor.data
        if data and data.id and self.tabs.currentWidget() is self.history:
            self.history.show_record(data.id)

    def _count_attachments(self, count: int) -> None:
        """Say on the tab how many files there are."""
        place = self.tabs.indexOf(self.attachments)
        self.tabs.setTabText(place, f"附件（{count}）" if count else "附件")
