"""The first page without a ledger: new, demonstration, open, put back a backup, recent ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout

from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.icons import icon
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.preferences import recent_ledgers
from dadu_desktop.ui.tasks import Progress
from dadu_desktop.ui.theme import set_role

LEDGER_FILES = "台账 (*.dadu)"
BACKUP_FILES = "备份 (*)"
SUFFIX = ".dadu"
DEMO_NAME = "演示台账.dadu"


class StartPage(Page):
    """Four ways to begin, and the ledgers opened lately."""

    help = "从这里新建台账、打开演示台账或已有台账，也可以从备份恢复。台账是一个文件，请放在自己的文件夹里。"

    def __init__(self, desk: Desk, name: str) -> None:
        """Build the buttons."""
        super().__init__(desk, name)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(8)
        title = QLabel("商贸企业服务台账")
        set_role(title, "title")
        words = QLabel("走访、问题、一企一策、一对一帮扶，记在一处。")
        set_role(words, "muted")
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(16)
        self._button("新建台账", "add", "在您选的位置建一个空台账", self._new, primary=True)
        self._button("打开演示台账", "star", "用虚构的企业试一试", self._demo)
        self._button("打开…", "folder", "打开已有的台账文件", self._open)
        self._button("从备份恢复…", "history", "把备份放回成台账", self._restore)
        self._recent = QVBoxLayout()
        column.addSpacing(16)
        column.addLayout(self._recent)

    def enter(self, place: Place) -> None:
        """List the recent ledgers that are still there."""
        while taken := self._recent.takeAt(0):
            taken.widget().deleteLater()
        known = [one for one in recent_ledgers() if Path(one).is_file()]
        if known:
            heading = QLabel("最近打开")
            set_role(heading, "muted")
            self._recent.addWidget(heading)
        for one in known:
            button = QPushButton(Path(one).stem, toolTip=one)
            button.setAccessibleName(f"打开最近的台账 {Path(one).stem}")
            button.clicked.connect(lambda _checked=False, place=one: self.open_place(place))
            set_role(button, "link")
            self._recent.addWidget(button)

    def open_place(self, place: str) -> None:
        """Open a ledger file and go to the workbench."""
        self.desk.open_ledger(place, self._begin)

    def _button(
        self, words: str, picture: str, tip: str, do: Callable[[], None], *, primary: bool = False
    ) -> None:
        """Add one way to begin."""
        button = QPushButton(icon(picture, "on_accent" if primary else ""), words, toolTip=tip, clicked=do)
        button.setAccessibleName(words)
        button.setAccessibleDescription(tip)
        button.setMinimumWidth(320)
        set_role(button, "primary" if primary else "")
        self.layout().addWidget(button)

    def _begin(self) -> None:
        """Go to the workbench."""
        self.desk.show_page("workbench")

    def _new(self) -> None:
        """Ask for a place and make an empty ledger there."""
        proposed = str(Path.home() / "服务台账.dadu")
        chosen, _ = QFileDialog.getSaveFileName(self, "新建台账", proposed, LEDGER_FILES)
        if chosen:
            self.desk.new_ledger(str(Path(chosen).with_suffix(SUFFIX)), self._begin)

    def _open(self) -> None:
        """Ask for a ledger file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(self, "打开台账", str(Path.home()), LEDGER_FILES)
        if chosen:
            self.open_place(chosen)

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
        backup, _ = QFileDialog.getOpenFileName(self, "选择备份", str(Path.home()), BACKUP_FILES)
        if not backup:
            return
        proposed = str(Path.home() / "恢复的台账.dadu")
        target, _ = QFileDialog.getSaveFileName(self, "恢复到", proposed, LEDGER_FILES)
        if target:
            place = Path(target).with_suffix(SUFFIX)
            self.desk.tasks.run(
                lambda _progress: late.backups.restore_backup(Path(backup), place),
                lambda _source: self.open_place(str(place)),
                label="正在恢复备份…",
            )
