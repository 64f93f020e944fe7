"""The window: navigation, the page in front, notice and status line; where a person was and goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from dadu_desktop.domain.roles import Act
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.drafts_bar import DraftsBar
from dadu_desktop.ui.faults import sentence_of, show_fault
from dadu_desktop.ui.navigation import Navigation
from dadu_desktop.ui.notice import UNDO_KEY, Notice
from dadu_desktop.ui.pages import PAGES, Page, Place, give_keyboard, label_of, make_page
from dadu_desktop.ui.parts import announce
from dadu_desktop.ui.preferences import keep_geometry, recall_geometry, remember
from dadu_desktop.ui.role_bounds import bind
from dadu_desktop.ui.status import StatusLine
from dadu_desktop.ui.watching import ask_password, offer_copies, watch

if TYPE_CHECKING:
    from dadu_desktop.ui.workbench_reminder import Reminder

TITLE = "大渡口商贸企业服务台账"


class MainWindow(QMainWindow):
    """Holds the pages; a page is built when it is first shown."""

    def __init__(self, desk: Desk) -> None:
        """Build the frame only, so that it paints before anything is read."""
        super().__init__()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(800, 480)
        self.resize(1280, 720)
        self.setAcceptDrops(True)
        self.desk = desk
        self._pages: dict[str, Page] = {}
        self._past: list[Place] = []
        self._coming: list[Place] = []
        self._place = Place("")
        self._wanted: Place | None = None  # asked for while the ledger was being opened
        self._reminder: Reminder | None = None
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.drafts = DraftsBar(desk)
        self.status = StatusLine(desk.tasks)
        self._lay_out()
        self.notice = Notice(self.stack)
        self._connect()
        self._add_keys()
        recall_geometry(self)

    def _lay_out(self) -> None:
        """Put navigation left, the page and the status line right."""
        middle = QWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.drafts)
        right.addWidget(self.stack, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        self.navigation.hide()

    def _connect(self) -> None:
        """Listen to the desk."""
        self.navigation.chosen.connect(self.desk.show_page)
        self.desk.wanted.connect(self.go)
        self.desk.noticed.connect(self.notice.say)
        self.desk.summed.connect(self.status.say)
        self.desk.laid.connect(self._begin_anew)
        self.desk.opened.connect(self._look_after)
        self.desk.locked.connect(partial(ask_password, self))
        self.desk.damaged.connect(partial(offer_copies, self))
        self.desk.tasks.failed.connect(self.tell)

    def _add_keys(self) -> None:
        """Bind the keys that work on every page."""
        for page in PAGES:
            self._key(page.key, page.label, partial(self.desk.show_page, page.name))
        self._key("Alt+Left", "后退", self.back)
        self._key("Alt+Right", "前进", self.forward)
        self._key("Ctrl+K", "到处查找", self.search)
        self._key("Ctrl+J", "记一笔", self.capture)
        self._key(UNDO_KEY, "撤销刚才的操作", self.notice.undo)
        self._key("F1", "本页帮助", self.help)
        self._key("?", "按键一览", self.show_keys)

    def _key(self, keys: str, words: str, do: Callable[[], None]) -> None:
        """Add one action of the window."""
        action = QAction(words, self, shortcut=QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: do())
        self.addAction(action)

    @property
    def page(self) -> Page | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def go(self, place: Place) -> None:
        """Show a place, unless unsaved changes keep the person where they are."""
        if self._show(place):
            self._coming.clear()

    def back(self) -> None:
        """Return to the place before."""
        self._step(self._past, self._coming)

    def forward(self) -> None:
        """Go again to the place that was left by ``back``."""
        self._step(self._coming, self._past)

    @property
    def place(self) -> Place:
        """Where the person is."""
        return self._place

    def search(self) -> None:
        """Open the search over everything."""
        from dadu_desktop.ui.palette import Palette

        if self.desk.ready:
            Palette(self.desk, self).open()

    def capture(self) -> None:
        """Take down one line as a visit and a problem."""
        from dadu_desktop.ui.quick_capture import capture

        if self.desk.ready:
            capture(self.desk, self)

    def help(self) -> None:
        """Show what the page in front is for."""
        from dadu_desktop.ui.keys import show_help

        show_help(self.page, self)

    def show_keys(self) -> None:
        """Show the keys."""
        from dadu_desktop.ui.keys import KeysDialog

        KeysDialog(self).open()

    def tell(self, fault: BaseException) -> None:
        """Tell a person what they can mend in a sentence; report what is our fault."""
        if sentence := sentence_of(fault):
            self.notice.say(sentence, stays=True)
        else:
            show_fault(fault)

    def _step(self, source: list[Place], target: list[Place]) -> None:
        """Move along the history."""
        here = self._place
        if source and self._show(source[-1], keep=False):
            source.pop()
            target.append(here)

    def _show(self, place: Place, *, keep: bool = True) -> bool:
        """Bring a place to the front; False when the person stays."""
        if self.desk.path is None and place.page != "start":
            self.notice.say("请先新建或打开一个台账。")
            return False
        if (glance := self.desk.glance) and place.page != glance.record_type.key:
            self._wanted = place
            return False
        self._wanted = None
        if place.act and (words := self.desk.refusal(place.act)):
            return self._turn_away(place, words)
        if self.page and not self.page.may_leave():
            self.navigation.mark(self._place.entry)
            return False
        came, new = bool(self._place.page), place.widget_key not in self._pages
        page = self._page_of(place)
        if keep and came and place != self._place:
            self._past.append(self._place)
        self._place = place
        self.desk.summed.emit("")
        self.stack.setCurrentWidget(page)
        self.navigation.mark(place.entry)
        self.notice.raise_()
        page.enter(place)
        bind(page)
        give_keyboard(self, page, new=new)
        if came and place.page != "record":  # a record says its own name once it is read
            announce(page, label_of(place))
        remember("window/page", place.entry)
        return True

    def _page_of(self, place: Place) -> Page:
        """Give the page that shows a place, made where this is its first."""
        if place.widget_key not in self._pages:
            made = self._pages[place.widget_key] = make_page(self.desk, place)
            made.setAccessibleName(label_of(place) or TITLE)
            self.stack.addWidget(made)
        return self._pages[place.widget_key]

    def _turn_away(self, place: Place, words: str) -> bool:
        """Say why a place is not shown; who may not look into the ledger at all comes to the settings."""
        if not self._place.page and place.page != "settings":
            return self._show(Place("settings"))
        self.notice.say(words)
        self.navigation.mark(self._place.entry)
        return False

    def _begin_anew(self) -> None:
        """Forget the pages of the ledger before."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._past.clear()
        self._coming.clear()
        self._place = Place("")
        if self.desk.path:
            self.notice.put_away()
        self.navigation.setVisible(self.desk.path is not None)
        self.setWindowTitle(f"{self.desk.path.stem} — {TITLE}" if self.desk.path else TITLE)

    def _look_after(self) -> None:
        """Begin to remind, to lock and to copy with the first ledger; not before, for the window paints first."""
        from dadu_desktop.ui.workbench_reminder import Reminder

        if self._reminder:
            self._reminder.remind()
        elif self.desk.path and not self.desk.refusal(Act.READ):
            self._reminder = Reminder(self.desk, self)
        watch(self)
        if self.page:  # shown before it was known who works here
            bind(self.page)
        if wanted := self._wanted:
            self.go(wanted)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged over the window."""
        if self.desk.path and _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring dropped workbooks to the import page."""
        event.acceptProposedAction()
        self.desk.take_files(_files(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Fit the navigation to another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.navigation.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once about unsaved changes, remember the place, close the ledger."""
        if self.page and not self.page.may_leave():
            event.ignore()
            return
        keep_geometry(self)
        shown = self._pages.get(self._place.entry)
        self.desk.close(shown.glance() if shown else None)
        event.accept()


def _files(dragged: QMimeData) -> list[str]:
    """Return the local files of what is dragged."""
    return [url.toLocalFile() for url in dragged.urls() if url.isLocalFile()]
