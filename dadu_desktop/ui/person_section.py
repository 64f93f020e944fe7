"""Settings: who may open the ledger, with roles, passwords, the recovery sheet and the lock."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit

from dadu_desktop.domain.password_rules import RULES
from dadu_desktop.domain.roles import Act, Role, may
from dadu_desktop.services import persons
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.persons import DEFAULT_RULE, Account
from dadu_desktop.services.settings import get_settings, save_settings
from dadu_desktop.ui.confirming import confirmed
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.login_lock import MINUTES, MINUTES_KEY, IdleWatch
from dadu_desktop.ui.named_box import NamedBox
from dadu_desktop.ui.parts import empty_layout, label, push_button
from dadu_desktop.ui.person_dialog import NewPasswordDialog, RecoveryDialog
from dadu_desktop.ui.person_keys import guard, unguard
from dadu_desktop.ui.preferences import remember, remembered
from dadu_desktop.ui.settings_section import Section

NO_ROLE = "不使用台账"
_RULE = "password_rule"
_OPEN = "台账没有设密码：谁拿到文件都能打开。设第一个密码后，台账和备份都会加密。"
_UNGUARD = "取消后，台账不再加密：谁拿到文件都能打开，所有人的密码和原来的恢复单都失效。已有的加密备份仍要原来的密码或恢复码。"
_GUARDED = "台账已加密。每人凭自己的密码打开；离开 {} 分钟自动锁定。"


class AccountSection(Section):
    """One line for each person, and what concerns all of them."""

    act = None

    def __init__(self, desk: Desk) -> None:
        """Build the parts; the persons come when the settings are shown."""
        super().__init__(desk, "使用人与密码")
        self.words += " 角色 管理员 经办 领导 审计 恢复单 锁定 加密 登录"
        self._accounts: list[Account] = []
        self.state = label(wrap=True)
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(12)
        self.name = QLineEdit(placeholderText="姓名")
        self.name.setAccessibleName("新使用人的姓名")
        self.name.setMaximumWidth(200)
        self.add = push_button("添加使用人", self.add_person)
        adding = QHBoxLayout()
        adding.addWidget(self.name)
        adding.addWidget(self.add)
        adding.addStretch(1)
        self.column.insertWidget(1, self.state)
        self.column.addLayout(self.lines)
        self.column.addLayout(adding)
        self.rule = QComboBox()
        for one in RULES.values():
            self.rule.addItem(f"{one.label}：{one.words}", one.key)
        self.add_row("密码规则", self.rule)
        self.rule.activated.connect(self._keep_rule)
        self.minutes = QComboBox()
        for words in sorted(MINUTES, key=int):
            self.minutes.addItem(f"{words} 分钟", words)
        self.add_row("离开多久锁定", self.minutes, "只影响这台电脑")
        self.minutes.activated.connect(self._keep_minutes)
        self.first = push_button("设第一个密码…", self.ask_first, role="primary")
        self.sheet = push_button("打印恢复单…", self.show_sheet)
        self.lock = push_button("立即锁定", self._lock)
        self.open = push_button("取消密码保护", self.unguard)
        row = QHBoxLayout()
        for button in (self.first, self.sheet, self.lock, self.open):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def load(self) -> None:
        """Read persons, rule and role."""

        def read(ledger: LedgerFile) -> tuple[list[Account], str, bool]:
            rule = get_settings(ledger).get(_RULE, DEFAULT_RULE)
            return persons.accounts(ledger), rule, may(ledger.role, Act.PERSONS)

        self.desk.ask(read, lambda found: self._show(*found))

    def add_person(self) -> None:
        """Add a person as a clerk, the very first one as the manager."""
        name = self.name.text()
        role = Role.CLERK if self._roles() else Role.MANAGER
        self.name.clear()
        self.give(name, role)

    def give(self, name: str, role: Role | None) -> None:
        """Give a person a role; where that is refused the list is shown as it stays."""

        def refused(fault: Exception) -> None:
            self.desk.tasks.failed.emit(fault)
            self.load()

        self.desk.ask(
            lambda ledger: persons.give_role(ledger, name, role), lambda _nothing: self.load(), refused
        )

    def ask_first(self) -> None:
        """Ask the manager for the first password; it guards the ledger."""
        managers = [one.name for one in self._accounts if one.role is Role.MANAGER]
        dialog = NewPasswordDialog(self, "设第一个密码", next(iter(managers), ""), self._rule())
        dialog.given.connect(self._guard)
        dialog.open()

    def ask_password(self, account: Account) -> None:
        """Ask for a person's new password."""
        own = account.name == self.desk.person and account.has_password
        dialog = NewPasswordDialog(self, "设置密码", account.name, self._rule(), changes=own)
        dialog.given.connect(self._set_password)
        dialog.open()

    def show_sheet(self) -> None:
        """Show the recovery code once more."""
        self.desk.ask(persons.recovery_sheet, self._show_code)

    def unguard(self) -> None:
        """Ask once, and take all passwords away."""
        if confirmed(self, "取消密码保护", _UNGUARD, "取消密码保护"):
            unguard(self.desk, self.window(), "settings")

    def _guard(self, person: str, password: str, _former: str) -> None:
        """Make the person the manager and encrypt the ledger."""
        guard(self.desk, self.window(), person, password, self._rule(), "settings")

    def _set_password(self, person: str, password: str, former: str) -> None:
        """Wrap the key anew for a person."""

        def done(_nothing: None) -> None:
            self.desk.notify(f"{person} 的密码已设置。")
            self.load()

        self.desk.ask(lambda ledger: persons.set_password(ledger, person, password, former), done)

    def _show(self, accounts: list[Account], rule: str, manages: bool) -> None:  # noqa: FBT001
        """Fill in what was read."""
        self._accounts = accounts
        guarded = self.desk.guarded
        minutes = remembered(MINUTES_KEY, MINUTES[0])
        self.state.setText(_GUARDED.format(minutes) if guarded else _OPEN)
        self.rule.setCurrentIndex(max(0, self.rule.findData(rule)))
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(minutes)))
        self.first.setVisible(manages and not guarded)
        for button in (self.sheet, self.open):
            button.setVisible(manages and guarded)
        self.lock.setVisible(guarded)
        for widget in (self.name, self.add, self.rule):
            widget.setEnabled(manages)
        empty_layout(self.lines)
        for line, account in enumerate(accounts):
            self._add_line(line, account, manages=manages)

    def _add_line(self, line: int, account: Account, *, manages: bool) -> None:
        """Show one person with role and password."""
        box = NamedBox(f"{account.name} 的角色")
        for words in (*Role, NO_ROLE):
            box.addItem(str(words), words)
        box.setCurrentText(str(account.role or NO_ROLE))
        box.setEnabled(manages)
        box.activated.connect(lambda _row: self.give(account.name, _role(box.currentText())))
        self.lines.addWidget(label(account.name), line, 0)
        self.lines.addWidget(box, line, 1)
        if account.role and self.desk.guarded and (manages or account.name == self.desk.person):
            words = "改密码…" if account.has_password else "设密码…"
            button = push_button(words, partial(self.ask_password, account), name=f"{account.name} {words}")
            self.lines.addWidget(button, line, 2, Qt.AlignmentFlag.AlignLeft)
        self.lines.setColumnStretch(2, 1)

    def _show_code(self, code: str) -> None:
        """Show the recovery code."""
        RecoveryDialog(self, self.desk.path.stem if self.desk.path else "", code).open()

    def _keep_rule(self) -> None:
        """Keep the rule for passwords with the ledger."""
        rule = self._rule()
        self.desk.ask(lambda ledger: save_settings(ledger, {_RULE: rule}), lambda _nothing: None)

    def _keep_minutes(self) -> None:
        """Keep the minutes on this computer, in force at once."""
        remember(MINUTES_KEY, str(self.minutes.currentData()))
        if watch := self._watch():
            watch.begin()
        self.load()

    def _lock(self) -> None:
        """Lock the window now."""
        if watch := self._watch():
            watch.lock()

    def _watch(self) -> IdleWatch | None:
        """Find what locks the window."""
        found = self.window().findChildren(IdleWatch)
        return found[0] if found else None

    def _rule(self) -> str:
        """Give the rule chosen."""
        return str(self.rule.currentData())

    def _roles(self) -> bool:
        """Tell whether anybody has a role yet."""
        return any(one.role for one in self._accounts)


def _role(words: str) -> Role | None:
    """Read a role as it stands in the list."""
    return None if words == NO_ROLE else Role(words)
