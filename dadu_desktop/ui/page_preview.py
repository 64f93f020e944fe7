"""Pages of a report below each other; only those in sight are drawn, behind the window."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from dadu_desktop.ui.paper import POINTS_PER_INCH, Paper
from dadu_desktop.ui.tasks import Task, Tasks
from dadu_desktop.ui.theme import colour

GAP = 16
KEPT = 12
STEP = 1.25
SMALLEST, LARGEST = 0.25, 4.0
SCREEN_DPI = 96
FULL = SCREEN_DPI / POINTS_PER_INCH
"""Pixels for a point at 100 %."""


class PagePreview(QAbstractScrollArea):
    """Shows a Paper."""

    moved = Signal(int, int)  # page in sight from 1, number of pages
    zoomed = Signal(int)  # per cent
    pointed = Signal(int, float, float)  # page from 1 and a point of it, from its lower left corner

    def __init__(self, tasks: Tasks) -> None:
        """Begin without pages."""
        super().__init__()
        self._tasks = tasks
        self._paper: Paper | None = None
        self._pictures: dict[int, tuple[int, QImage]] = {}  # by page: the width asked for, and the page drawn
        self._task: Task | None = None
        self._scale = FULL
        self._fitting = True
        self.setAccessibleName("页面预览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._tell)

    def show_paper(self, paper: Paper | None) -> None:
        """Show another document from its first page on."""
        self._paper = paper
        self._pictures.clear()
        self._drop_task()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._tell()

    @property
    def page(self) -> int:
        """The page in sight, from 1; 0 when there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return bisect_right(self._tops(), middle) if self._paper else 0

    @property
    def drawn(self) -> frozenset[int]:
        """The pages that have been drawn, from 1."""
        return frozenset(page + 1 for page in self._pictures)

    def go(self, page: int) -> None:
        """Bring a page to the top."""
        tops = self._tops()
        if tops:
            self.verticalScrollBar().setValue(round(tops[max(1, min(page, len(tops))) - 1] - GAP))

    def fit_width(self) -> None:
        """Make pages as wide as the view, now and when it changes."""
        self._fitting = True
        self._lay_out()

    def zoom(self, factor: float) -> None:
        """Make pages larger or smaller and keep the page in sight."""
        page = self.page
        self._fitting = False
        self._scale = max(SMALLEST * FULL, min(LARGEST * FULL, self._scale * factor))
        self._lay_out()
        self.go(page)

    def _sizes(self) -> list[QSizeF]:
        """Sizes of the pages in pixels."""
        return [size * self._scale for size in self._paper.sizes] if self._paper else []

    def _tops(self) -> list[float]:
        """Where each page begins."""
        tops, top = [], float(GAP)
        for size in self._sizes():
            tops.append(top)
            top += size.height() + GAP
        return tops

    def _lay_out(self) -> None:
        """Choose the scale and set the scroll bars."""
        view = self.viewport().size()
        if self._paper and self._fitting:
            widest = max(size.width() for size in self._paper.sizes)
            self._scale = max(SMALLEST * FULL, (view.width() - 2 * GAP) / widest)
        sizes = self._sizes()
        high = sum(size.height() + GAP for size in sizes) + GAP
        wide = max((size.width() for size in sizes), default=0) + 2 * GAP
        for bar, room, needed in (
            (self.verticalScrollBar(), view.height(), high),
            (self.horizontalScrollBar(), view.width(), wide),
        ):
            bar.setRange(0, max(0, round(needed - room)))
            bar.setPageStep(room)
            bar.setSingleStep(40)
        self.zoomed.emit(round(self._scale / FULL * 100))
        self._tell()

    def _frames(self) -> dict[int, QRectF]:
        """Where the pages in sight lie in the view."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        view = QRectF(self.viewport().rect())
        frames = {}
        for page, (top, size) in enumerate(zip(self._tops(), self._sizes(), strict=True)):
            left = max(float(GAP), (view.width() - size.width()) / 2) - across
            frame = QRectF(QPointF(left, top - down), size)
            if frame.intersects(view):
                frames[page] = frame
        return frames

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is there; ask for what is not."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), colour("surface"))
        frames = self._frames()
        for page, frame in frames.items():
            painter.fillRect(frame, Qt.GlobalColor.white)
            if page in self._pictures:
                painter.drawImage(frame, self._pictures[page][1])
            keyed = self.hasFocus() and page == self.page - 1
            painter.setPen(QPen(colour("accent" if keyed else "line"), 1))
            painter.drawRect(frame)
        self._ask(frames)

    def _ask(self, frames: dict[int, QRectF]) -> None:
        """Have one page drawn on the worker that is not there in the width it is shown in."""
        if self._task or self._paper is None:
            return
        widths = {page: round(frame.width() * self.devicePixelRatioF()) for page, frame in frames.items()}
        stale = (page for page in frames if self._pictures.get(page, (0,))[0] != widths[page])
        page = next(stale, None)
        if page is not None:
            draw = partial(self._paper.picture, page, widths[page])
            self._task = self._tasks.run(lambda _progress: draw(), partial(self._take, page, widths[page]))

    def _take(self, page: int, width: int, picture: QImage) -> None:
        """Show a page that was drawn, and forget those far away."""
        self._task = None
        self._pictures[page] = width, picture
        for far in sorted(self._pictures, key=lambda one: abs(one - page))[KEPT:]:
            del self._pictures[far]
        self.viewport().update()

    def _drop_task(self) -> None:
        """Forget a page of the document before."""
        if self._task:
            self._task.drop()
            self._task = None

    def _tell(self) -> None:
        """Say which page is in sight."""
        pages = len(self._paper.sizes) if self._paper else 0
        self.setAccessibleDescription(f"第 {self.page} 页，共 {pages} 页" if pages else "没有页面")
        self.moved.emit(self.page, pages)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width again."""
        page = self.page
        self._lay_out()
        if page > 1:
            self.go(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page by page with PageUp and PageDown, to both ends with Home and End, zoom with + and -."""
        pages = len(self._paper.sizes) if self._paper else 0
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go(self.page + 1)
            case Qt.Key.Key_PageUp:
                self.go(self.page - 1)
            case Qt.Key.Key_Home:
                self.go(1)
            case Qt.Key.Key_End:
                self.go(pages)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(STEP)
            case Qt.Key.Key_Minus:
                self.zoom(1 / STEP)
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where on which page the person pointed."""
        where = event.position()
        for page, frame in self._frames().items():
            if event.button() == Qt.MouseButton.LeftButton and frame.contains(where):
                up = frame.bottom() - where.y()
                self.pointed.emit(page + 1, (where.x() - frame.left()) / self._scale, up / self._scale)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
        else:
            super().wheelEvent(event)
