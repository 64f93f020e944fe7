"""A day in the office: the window on a ledger, hands that click and type, eyes that read the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dadu_desktop.records.fields import Reference
from dadu_desktop.services import imports, lists, records
from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.services.records import RecordData
from dadu_desktop.services.rows import ListPage
from dadu_desktop.storage.ledger_file import LedgerFile
from dadu_desktop.ui.app import begin
from dadu_desktop.ui.choice_editor import ListEditor
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor
from dadu_desktop.ui.ledger_page import LedgerPage
from dadu_desktop.ui.line_editor import LongEditor
from dadu_desktop.ui.main_window import MainWindow
from dadu_desktop.ui.plan_tabs import PlansPage
from dadu_desktop.ui.record_page import RecordPage
from tests.ui.keyboard import focus, pick, press, press_text
from tests.ui.office import asked

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = SAMPLES / "限上商贸企业基础台账.xlsx"
VISITS = SAMPLES / "九宫庙街道走访台账.xls"
PLANS = SAMPLES / "一企一策工作台账.xlsx"

STOPS = 200
Standard = QDialogButtonBox.StandardButton
CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def take_in(ledger: LedgerFile) -> None:
    """Take in what the office has kept so far: its register, its visits and its plans."""
    for file in (REGISTER, VISITS, PLANS):
        imports.write_import(ledger, imports.preview_import(ledger, [file]))


@contextmanager
def window_on(qtbot: QtBot, place: Path | None) -> Iterator[MainWindow]:
    """Start the program as the desktop does, on a ledger or on none, and close it by its cross."""
    window = MainWindow(Desk())
    qtbot.addWidget(window, before_close_func=forget)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    begin(window, str(place) if place else None)
    qtbot.waitUntil(lambda: window.page is not None and window.desk.tasks.idle)
    yield window
    forget(window)
    window.close()


def forget(window: QWidget) -> None:
    """Leave what a failed test has typed: the question about it would wait for an answer for ever."""
    if isinstance(window, MainWindow) and isinstance(window.page, RecordPage):
        window.page.editor.discard()


def take_keyboard(qtbot: QtBot, window: QWidget) -> None:
    """Give a window the keyboard, as every desktop does with what opens or is left; the one without a screen does not."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is being read or written."""
    qtbot.waitUntil(lambda: window.desk.tasks.idle)


def show_list(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> LedgerPage:
    """Go to a ledger by Ctrl and a digit, and wait for its rows."""
    press(key, CONTROL)
    page: object = window.page
    if isinstance(page, PlansPage):
        page.tabs.setCurrentWidget(page.ledgers["plans"])
        page = page.ledgers["plans"]
    assert isinstance(page, LedgerPage)
    settle(qtbot, window)
    return page


def begin_record(qtbot: QtBot, window: MainWindow) -> RecordPage:
    """Begin a record from the list in front by Ctrl+N."""
    press(Qt.Key.Key_N, CONTROL)
    page = window.page
    assert isinstance(page, RecordPage)
    settle(qtbot, window)
    return page


def fill(qtbot: QtBot, words: Mapping[str, str]) -> None:
    """Go on from field to field by Enter, or by Tab out of a long text, and type what the names ask for.

    Several enterprises are parted by spaces; an enterprise is picked from the list that its initials open.
    """
    left = dict(words)
    for _ in range(STOPS):
        stop = focus()
        if (text := left.pop(stop.accessibleName(), None)) is not None:
            if hasattr(stop, "selectAll"):
                stop.selectAll()
            for word in text.split() if isinstance(stop, EnterpriseEditor) else [text]:
                _type(qtbot, stop, word)
        if not left:
            return
        press(Qt.Key.Key_Tab if isinstance(stop, LongEditor) else Qt.Key.Key_Return)
    message = f"never came to {sorted(left)}"
    raise AssertionError(message)


def _type(qtbot: QtBot, stop: QWidget, word: str) -> None:
    """Type a word, and pick it where a list opens."""
    press_text(word)
    if isinstance(stop, EnterpriseEditor):
        qtbot.waitUntil(
            lambda: stop.is_open() or stop.text() != word or isinstance(stop.content(), Reference)
        )
    if isinstance(stop, ListEditor) and stop.is_open():
        pick()
    take_keyboard(qtbot, stop.window())
    stop.setFocus()


def save(qtbot: QtBot, window: MainWindow) -> RecordData:
    """Save by Ctrl+S; give the record as the ledger has it."""
    page = window.page
    assert isinstance(page, RecordPage)
    press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: bool(page.editor.data and page.editor.data.id and not page.editor.is_changed))
    settle(qtbot, window)
    data = page.editor.data
    assert data is not None
    return asked(qtbot, window.desk, lambda ledger: records.get_record(ledger, data.kind, data.id))


def rows(qtbot: QtBot, window: MainWindow, kind: str, query: ListQuery | None = None) -> ListPage:
    """Ask the ledger itself for a list."""
    return asked(qtbot, window.desk, lambda ledger: lists.list_records(ledger, kind, query or ListQuery()))


def column(page: LedgerPage, heading: str) -> int:
    """Find a column of a list by its heading."""
    return [one.heading for one in page.fields()].index(heading)


def cells(table: QTableView | LedgerPage, at: int) -> list[str]:
    """Read a column as it stands on the screen."""
    model = table.model if isinstance(table, LedgerPage) else table.model()
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


def seen(widget: QWidget) -> set[str]:
    """Read all words in sight: labels, buttons, lines."""
    found: list[QLabel | QAbstractButton | QLineEdit] = [
        *widget.findChildren(QLabel),
        *widget.findChildren(QAbstractButton),
        *widget.findChildren(QLineEdit),
    ]
    return {one.text() for one in found if one.isVisible()}


def button(widget: QWidget, name: str) -> QAbstractButton:
    """Find the one button in sight with a name."""
    known = [one for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    found = [one for one in known if name in (one.accessibleName(), one.text())]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def click(widget: QWidget, at: QPoint | None = None, *, control: bool = False) -> None:
    """Click a widget in its middle or at a place."""
    modifier = CONTROL if control else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(widget, LEFT, modifier, at if at is not None else widget.rect().center())


def answer_file(file: Path, then: str = "") -> None:
    """Type a file into the file dialog that opens next, and press its button; ``then`` one of the dialog after it."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        line, buttons = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QDialogButtonBox)
        assert line is not None
        assert buttons is not None
        line.setText(str(file))
        saves = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        click(buttons.button(Standard.Save if saves else Standard.Open))
        if then:
            press_next(then)

    answer_next(answer)


def press_next(words: str) -> None:
    """Press a button of the modal dialog that opens next."""
    answer_next(lambda dialog: click(button(dialog, words)))


def answer_next(answer: Callable[[QWidget], object]) -> None:
    """Do something with the modal dialog that opens next; it stops the test until it is answered."""
    timer = QTimer(QApplication.instance(), interval=30)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isVisible():
            return
        if not dialog.isActiveWindow():  # keys would go to the window behind
            dialog.activateWindow()
            return
        timer.stop()
        timer.deleteLater()
        try:
            answer(dialog)
        except BaseException:
            dialog.close()
            raise

    timer.timeout.connect(look)
    timer.start()
