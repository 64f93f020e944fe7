"""The first page without a ledger: new, demonstration, open, put back a backup, recent ones."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.file_dialogs import Purpose, ask_file, ask_target
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import empty_layout, label, push_button
from dadu_desktop.ui.preferences import recent_ledgers
from dadu_desktop.ui.tasks import Progress

LEDGER_FILES = "台账 (*.dadu)"
OPENED_FILES = "台账和带走文件 (*.dadu *.daduzip)"
BACKUP_FILES = "备份 (*)"
SUFFIX = ".dadu"
PACKED = ".daduzip"
DEMO_NAME = "演示台账.dadu"
BUTTON_WIDTH = 320


class StartPage(Page):
    """Four ways to begin, and the ledgers opened lately."""

    help = "从这里新建台账、打开演示台账或已有台账，也可以从备份恢复。台账是一个文件，请放在自己的文件夹里。"

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the buttons."""
        super().__init__(desk, name)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        column.addWidget(label("商贸企业服务台账", "title"))
        column.addWidget(label("走访、问题、一企一策、一对一帮扶，记在一处。", "muted"))
        column.addSpacing(16)
        self._buttons = (
            push_button("新建台账", self._new, picture="add", role="primary", tip="在您选的位置建一个空台账"),
            push_button("打开演示台账", self._demo, picture="star", tip="用虚构的企业试一试"),
            push_button("打开…", self._open, picture="folder", tip="打开已有的台账文件"),
            push_button("从备份恢复…", self._restore, picture="history", tip="把备份放回成台账"),
        )
        for button in self._buttons:
            button.setMinimumWidth(BUTTON_WIDTH)
            column.addWidget(button)
        self._recent = QVBoxLayout()
        column.addSpacing(16)
        column.addLayout(self._recent)

    def enter(self, place: Place) -> None:
        """List the recent ledgers that are still there."""
        empty_layout(self._recent)
        known = [one for one in recent_ledgers() if Path(one).is_file()]
        if known:
            self._recent.addWidget(label("最近打开", "muted"))
        for one in known:
            name = f"打开最近的台账 {Path(one).stem}"
            button = push_button(
                Path(one).stem, partial(self.open_place, one), role="link", tip=one, name=name
            )
            self._recent.addWidget(button)
        # The first of the recent ones stands below their heading.
        self.setFocusProxy(self._recent.itemAt(1).widget() if known else self._buttons[0])

    def open_place(self, place: str) -> None:
        """Open a ledger file and go to the workbench."""
        self.desk.open_ledger(place, self._begin)

    def _begin(self) -> None:
        """Go to the workbench."""
        self.desk.show_page("workbench")

    def _new(self) -> None:
        """Ask for a place and make an empty ledger there."""
        chosen = ask_target(self, "新建台账", Purpose.LEDGERS, f"服务台账{SUFFIX}", LEDGER_FILES)
        if chosen:
            self.make_new(str(chosen))

    def make_new(self, place: str) -> None:
        """Make an empty ledger, show it, and ask who works in it."""
        window = self.window()

        def begin() -> None:
            from dadu_desktop.ui.person_first import ask_first_person  # not needed to paint the first page

            self._begin()
            ask_first_person(self.desk, window)

        self.desk.new_ledger(place, begin)

    def _open(self) -> None:
        """Ask for a ledger file and open it."""
        chosen = ask_file(self, "打开台账", Purpose.LEDGERS, OPENED_FILES)
        if chosen and chosen.suffix.lower() == PACKED:
            self._put_back(chosen)
        elif chosen:
            self.open_place(str(chosen))

    def _demo(self) -> None:
        """Make the demonstration ledger beside the person's own, once, and open it."""

        def work(progress: Progress) -> str:
            place = late.ledgers.default_place().with_name(DEMO_NAME)
            if not place.is_file():
                late.demo.make_demo(place, progress)
            return str(place)

        self.desk.tasks.run(work, self.open_place, label="正在准备演示台账…")

    def _restore(self) -> None:
        """Ask for a backup and where the ledger shall lie, put it back and open it."""
        if backup := ask_file(self, "选择备份", Purpose.BACKUPS, BACKUP_FILES):
            self._put_back(backup)

    def _put_back(self, source: Path) -> None:
        """Ask where a ledger made of a backup, or of a file that was carried away, shall lie."""
        name = source.stem if source.suffix.lower() == PACKED else "恢复的台账"
        target = ask_target(self, "恢复到", Purpose.LEDGERS, f"{name}{SUFFIX}", LEDGER_FILES)
        if target:
            self.put_back(source, target)

    def put_back(self, source: Path, place: Path) -> None:
        """Put it there and open it."""
        self.desk.tasks.run(
            lambda _progress: late.backups.restore_backup(source, place),
            lambda _source: self.open_place(str(place)),
            label="正在恢复备份…",
        )
