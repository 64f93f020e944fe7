"""The place onto which workbooks are dropped, with the buttons that do the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from dadu_desktop.ui.file_dialogs import Purpose, ask_files, ask_folder
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.theme import colour, size

WORKBOOKS = "表格 (*.xlsx *.xlsm *.xls *.xlsb *.et *.ods *.csv *.tsv *.txt *.htm *.html);;所有文件 (*)"
LEAST_HEIGHT = 140
INVITATION = "把表格或文件夹拖到这里"


class DropZone(QFrame):
    """Says which files the person wants to take in."""

    chosen = Signal(list)  # paths as text

    def __init__(self) -> None:
        """Build words and buttons."""
        super().__init__()
        self.setAcceptDrops(True)
        self._over = False
        self.setAccessibleName("拖入表格")
        self.setMinimumHeight(LEAST_HEIGHT)
        row = QHBoxLayout()
        row.addStretch(1)
        choose = push_button("选择文件…", self.ask_files, picture="import", role="primary")
        self.setFocusProxy(choose)
        row.addWidget(choose)
        row.addWidget(push_button("选择文件夹…", self._ask_folder, picture="folder"))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        self.words = label(INVITATION)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(8)
        column.addLayout(row)
        words = "台账、走访、一企一策、统计导出和镇街报表都可以，先预览再写入。"
        column.addWidget(label(words, "small"), 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)

    def wait(self, *, waiting: bool) -> None:
        """Take nothing while files are being read."""
        self.setEnabled(not waiting)
        self.words.setText("正在读取表格…" if waiting else INVITATION)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and light up."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go dark again."""
        self._mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        self._mark(over=False)
        event.acceptProposedAction()
        self.chosen.emit([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a dashed frame, lit up while files are held over it."""
        line, ground = ("accent", "accent_tint") if self._over else ("field_line", "raised")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(line), 1, Qt.PenStyle.DashLine))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), size("corner"), size("corner")
        )

    def _mark(self, *, over: bool) -> None:
        """Note whether files are held over it."""
        self._over = over
        self.update()

    def ask_files(self) -> None:
        """Ask for files."""
        if files := ask_files(self, "选择要导入的表格", Purpose.TABLES, WORKBOOKS):
            self.chosen.emit([str(one) for one in files])

    def _ask_folder(self) -> None:
        """Ask for a folder."""
        if folder := ask_folder(self, "选择放表格的文件夹", Purpose.TABLES):
            self.chosen.emit([str(folder)])
