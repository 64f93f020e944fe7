"""What only the window does, as commands: merge two enterprises, set the first password, take the passwords away."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dadu_desktop.domain.roles import Role
from dadu_desktop.services import ledgers, login, merging, persons

PERSON, PASSWORD = "张三", "山城 Xk7 灯火 92 长江"


def merge(place: Path) -> None:
    """Merge the second enterprise into the first, taking its telephone over."""
    with ledgers.open_ledger(place) as ledger:
        merging.merge(ledger, 1, 2, ("telephone",))


def guard(place: Path) -> None:
    """Set the first password, as the window does: the ledger is closed for it."""
    with ledgers.open_ledger(place) as ledger:
        persons.give_role(ledger, PERSON, Role.MANAGER)
    persons.guard(place, PERSON, PASSWORD)


def unguard(place: Path) -> None:
    """Take the passwords away."""
    login.unlock(place, PASSWORD)
    persons.unguard(place)


if __name__ == "__main__":
    {deed.__name__: deed for deed in (merge, guard, unguard)}[sys.argv[1]](Path(os.environ["DADU_DATABASE"]))
    sys.stdout.write("done\n")
