"""Another key for the ledger that is open: it is closed, encrypted anew on the worker, and opened again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dadu_desktop.domain.roles import Role
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.person_dialog import RecoveryDialog


def guard(desk: Desk, window: QWidget, person: str, password: str, rule: str, page: str) -> None:
    """Make a person the manager and the password the first one; the recovery code is shown at once."""
    place = desk.path
    if place is not None:
        work = partial(late.persons.guard, place, person, password, rule)
        desk.ask(
            lambda ledger: late.persons.give_role(ledger, person, Role.MANAGER),
            lambda _nothing: _rework(desk, window, work, "已设密码，台账和备份已加密。", page),
        )


def unguard(desk: Desk, window: QWidget, page: str) -> None:
    """Take all passwords away."""
    if desk.path is not None:
        work = partial(late.persons.unguard, desk.path)
        _rework(desk, window, work, "已取消密码保护，台账不再加密。", page)


def _rework(desk: Desk, window: QWidget, work: Callable[[], str | None], words: str, page: str) -> None:
    """Close the ledger, change its file on the worker, open it again and say what was done."""
    place = desk.path
    if place is None:
        return

    def reopen(code: str | None, fault: Exception | None = None) -> None:
        desk.open_ledger(str(place), lambda: desk.show_page(page))
        if fault is not None:
            desk.tasks.failed.emit(fault)
        else:
            desk.notify(words)
        if code:
            RecoveryDialog(window, place.stem, code).open()

    def closed() -> None:
        desk.tasks.run(
            lambda _progress: work(), reopen, lambda fault: reopen(None, fault), label="正在改换密钥…"
        )

    desk.release(closed)
