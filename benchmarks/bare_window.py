"""A bare PySide6 window that ends after its first paint; with an argument it imports SQLAlchemy's ORM before."""

from __future__ import annotations

import sys
from importlib import import_module

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.children import since_start


class BareWindow(QMainWindow):
    """A window with nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say when, and leave."""
        super().paintEvent(event)
        for module in sys.argv[1:]:
            import_module(module)
        sys.stdout.write(f"{since_start()}\n")
        QTimer.singleShot(0, self.close)


def main() -> None:
    """Show the window."""
    application = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1280, 720)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
