"""Settings: the persons of the office and the code lists, both typed in directly."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from dadu_desktop.services import choices
from dadu_desktop.services.choices import Person
from dadu_desktop.services.code_lists import CodeEntry
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editable_list import EditableList
from dadu_desktop.ui.settings_section import Section


class PersonSection(Section):
    """Who works in the office; one who left is no longer offered but stays in the records."""

    def __init__(self, desk: Desk) -> None:
        """Build the list."""
        super().__init__(desk, "人员")
        self.words += " 姓名 科室 电话"
        self.list = EditableList("人员", ("姓名", "科室", "电话"))
        self.list.saved.connect(self.save)
        self.column.addWidget(self.list)

    def load(self) -> None:
        """Show the persons."""
        self.desk.ask(choices.persons, self._show)

    def save(self) -> None:
        """Keep the persons."""
        people = [
            Person(name, department, telephone, active, key)
            for (name, department, telephone), active, key in self.list.lines()
        ]

        def saved(_nothing: None) -> None:
            self.desk.notify("人员名单已保存。")
            self.load()

        self.desk.ask(lambda ledger: choices.save_persons(ledger, people), saved)

    def _show(self, people: list[Person]) -> None:
        """Fill the list."""
        self.list.set_lines(
            [((one.name, one.department, one.telephone), one.active, one.id) for one in people]
        )


class CodeListSection(Section):
    """The lists from which fields choose."""

    def __init__(self, desk: Desk) -> None:
        """Build the choice of a list and its entries."""
        super().__init__(desk, "代码表")
        self.box = QComboBox()
        self.add_row("列表", self.box, "停用的条目不再供选择，已有记录不变；用上移、下移排序")
        self.list = EditableList("代码表条目", ("名称", "代码", "上级"))
        self.list.saved.connect(self.save)
        self.column.addWidget(self.list)
        self.box.currentIndexChanged.connect(self._load_items)

    def load(self) -> None:
        """Offer the code lists once, then show the entries of the one chosen."""
        if self.box.count():
            self._load_items()
        else:
            self.desk.ask(choices.code_lists, self._offer)

    def save(self) -> None:
        """Keep the entries of the list."""
        items = [
            CodeEntry(name, code, parent, active) for (name, code, parent), active, _ in self.list.lines()
        ]
        name = str(self.box.currentData())
        self.desk.ask(
            lambda ledger: choices.save_code_items(ledger, name, items),
            lambda _nothing: self.desk.notify("代码表已保存。"),
        )

    def _offer(self, known: dict[str, str]) -> None:
        """Fill the choice of lists."""
        self.words += " " + " ".join(known.values())
        for key, label in known.items():
            self.box.addItem(label, key)

    def _load_items(self) -> None:
        """Show the entries of the chosen list."""
        name = str(self.box.currentData())
        self.desk.ask(lambda ledger: choices.code_items(ledger, name), self._show)

    def _show(self, items: list[CodeEntry]) -> None:
        """Fill the entries."""
        self.list.set_lines([((one.label, one.code, one.parent), one.active, 0) for one in items])
