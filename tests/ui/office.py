"""A desk with a real ledger on it, and what a test asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.records.fields import Reference
from dadu_desktop.services import records
from dadu_desktop.services.ledgers import LedgerFile
from dadu_desktop.services.records import RecordData, Saved
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Page, Place, make_page

T = TypeVar("T")


@contextmanager
def opened_desk(qtbot: QtBot, place: Path) -> Iterator[Desk]:
    """Open a ledger on a desk and close it afterwards."""
    desk = Desk()
    opened: list[bool] = []
    desk.tasks.failed.connect(raise_it)
    desk.open_ledger(str(place), lambda: opened.append(True))
    qtbot.waitUntil(lambda: bool(opened))
    yield desk
    desk.close()


def raise_it(problem: Exception) -> None:
    """Fail the test with what went wrong on the worker."""
    raise problem


def asked(qtbot: QtBot, desk: Desk, work: Callable[[LedgerFile], T]) -> T:
    """Ask the ledger on the worker and wait for the answer."""
    answers: list[T] = []
    desk.ask(work, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def kept(qtbot: QtBot, desk: Desk, kind: str, number: int) -> RecordData:
    """Read a record as the database has it."""
    return asked(qtbot, desk, lambda ledger: records.get_record(ledger, kind, number))


def saved(qtbot: QtBot, desk: Desk, kind: str, values: dict[str, object]) -> Saved:
    """Keep a new record."""
    return asked(qtbot, desk, lambda ledger: records.save_record(ledger, kind, 0, values))


def wanda(qtbot: QtBot, desk: Desk) -> Reference:
    """Keep the mall that most tests are about."""
    name = "重庆大渡口万达广场商业管理有限公司"
    values: dict[str, object] = {
        "name": name,
        "short_name": "万达广场",
        "trade": "其他",
        "status": "服务对象",
    }
    return Reference(saved(qtbot, desk, "enterprises", values).id, name)


def a_problem(qtbot: QtBot, desk: Desk, enterprise: Reference) -> Saved:
    """Keep a problem of an enterprise."""
    values: dict[str, object] = {
        "enterprise": enterprise,
        "description": "停车位不足",
        "status": "登记",
        "raised": PartialDate(2022, 5, 8),
    }
    return saved(qtbot, desk, "problems", values)


def page_at(qtbot: QtBot, desk: Desk, place: Place) -> Page:
    """Show the page of a place in a window of its own and wait until it has read what it shows."""
    page = make_page(desk, place)
    # Nothing else holds the page where a test keeps only a part of it.
    qtbot.addWidget(page, before_close_func=lambda _closing: page.hide())
    page.resize(1150, 720)
    page.show()
    page.activateWindow()
    page.enter(place)
    qtbot.waitUntil(lambda: desk.tasks.idle)
    return page


def button(widget: QWidget, name: str) -> QWidget:
    """Find a button by the name that a screen reader says."""
    found = [one for one in widget.findChildren(QWidget) if one.accessibleName() == name]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]
