"""Commands about the ledger as a whole: make, copy, put back, check."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from dadu_desktop.cli.answers import Answer
from dadu_desktop.cli.passwords import passwords_in
from dadu_desktop.cli.places import ledger_place, reading, unlock, writing
from dadu_desktop.domain.roles import Role
from dadu_desktop.services import backups, ledgers


def new(options: Namespace) -> Answer:
    """Make an empty ledger."""
    with ledgers.new_ledger(ledger_place(options)) as ledger:
        place = ledger.path.absolute()
        if hasattr(options, "password_file"):
            return _guarded(ledger, passwords_in(options.password_file)[0], options)
    return Answer({"file": place}, f"已新建台账：{place}")


def _guarded(ledger: ledgers.LedgerFile, password: str, options: Namespace) -> Answer:
    """Give a new ledger its first manager and the manager's password; the recovery code is told this once."""
    from dadu_desktop.services import persons  # brings the cryptography along

    place, person = ledger.path.absolute(), getattr(options, "person", Role.MANAGER.value)
    persons.give_role(ledger, person, Role.MANAGER)
    ledger.on_close = None
    ledger.close()
    code = persons.guard(place, person, password)
    words = f"已新建台账：{place}\n使用人：{person}\n恢复码（请抄写或打印后锁好）：{code}"
    return Answer({"file": place, "person": person, "recovery": code}, words)


def server(options: Namespace) -> Answer:
    """Make or migrate the ledger of a server, as its owner."""
    place = ledger_place(options)
    fresh = ledgers.set_up_server(place, options.role, options.source)
    done = "已在服务器上建立台账" if fresh else "服务器上的台账已是本程序的版本"
    return Answer({"file": place, "created": fresh, "role": options.role}, f"{done}：{place.stem}")


def backup(options: Namespace) -> Answer:
    """Write a safe copy, also while another program works in the ledger."""
    with reading(options) as ledger:
        output = options.output
        made = backups.back_up(ledger, output) if output else backups.keep_backup(ledger, "手动")
    return Answer({"file": made.file, "sha256": made.sha256}, f"已备份到：{made.file}")


def restore(options: Namespace) -> Answer:
    """Put a backup in the place of the ledger."""
    place = ledger_place(options)
    unlock(options.file, options)
    source = backups.restore_backup(options.file, place)
    return Answer({"restored_from": source, "file": place.absolute()}, f"已从“{source}”恢复：{place}")


def check(options: Namespace) -> Answer:
    """Check the whole ledger; refused where something is left that could not be repaired."""
    with writing(options) if options.repair else reading(options) as ledger:
        findings = backups.check_ledger(ledger, options.repair)
    good = all(one.repaired for one in findings)
    lines = [f"{one.sentence}{'（已修复）' if one.repaired else ''}" for one in findings]
    data = {"ok": good, "findings": [asdict(one) for one in findings]}
    return Answer(data, "\n".join(lines) or "台账完好。", refused=not good)
