"""A report sent to a printer: asked for on the window's thread, drawn on the worker."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QIcon, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from dadu_desktop.domain.errors import Cancelled, PlaceUnusable
from dadu_desktop.ui.paper import POINTS_PER_INCH, Paper
from dadu_desktop.ui.tasks import Progress
from dadu_desktop.ui.translation import speak_chinese

RESOLUTION = 300
"""Dots per inch: finer than text needs, and a third of what a page would weigh at 600."""


def page_layout(size: QSizeF) -> QPageLayout:
    """Describe a page of so many points without margins: the report brings its own."""
    lying = size.width() > size.height()
    standing = QPageSize(size.transposed() if lying else size, QPageSize.Unit.Point)
    turned = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(standing, turned, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def make_printer(paper: Paper, title: str) -> QPrinter:
    """Make a printer set up for the first page; long sides are bound where it prints both."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setResolution(RESOLUTION)
    printer.setPageLayout(page_layout(paper.sizes[0]))
    printer.setFullPage(True)
    printer.setFromTo(1, len(paper.sizes))
    return printer


def ask_printer(paper: Paper, title: str, parent: QWidget) -> QPrinter | None:
    """Let the person choose printer, pages, copies and both sides; None when they think better of it."""
    speak_chinese()
    printer = make_printer(paper, title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())  # the platform's own pictures are of another family
    dialog.setMinMax(1, len(paper.sizes))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_paper(paper: Paper, printer: QPrinter, progress: Progress) -> int:
    """Draw the chosen pages and return their number; one cancelled leaves nothing in the queue."""
    last = min(printer.toPage() or len(paper.sizes), len(paper.sizes))
    pages = range(max(printer.fromPage(), 1) - 1, last)
    printer.setPageLayout(page_layout(paper.sizes[pages.start]))
    painter = QPainter()
    if not painter.begin(printer):
        raise PlaceUnusable("打印机没有响应，没有打印任何内容；请检查打印机后重试。")
    try:
        for place, page in enumerate(pages):
            progress(place, len(pages), "正在打印")
            if place:
                printer.setPageLayout(page_layout(paper.sizes[page]))
                printer.newPage()
            _draw(painter, printer, paper, page)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(pages)


def _draw(painter: QPainter, printer: QPrinter, paper: Paper, page: int) -> None:
    """Draw one page in its own size, made smaller only where the chosen paper is smaller."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    dots = paper.sizes[page] * (printer.resolution() / POINTS_PER_INCH)
    room = dots.boundedTo(QSizeF(sheet.size()))
    fitting = dots * min(room.width() / dots.width(), room.height() / dots.height())
    picture = paper.picture(page, round(fitting.width()))
    painter.drawImage(QRectF(0, 0, fitting.width(), fitting.height()), picture)
