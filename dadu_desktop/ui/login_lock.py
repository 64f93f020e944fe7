"""The lock screen: after some minutes without a hand on it the window shows nothing until the password is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QVBoxLayout

from dadu_desktop.domain.errors import UserProblem
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.faults import show_fault
from dadu_desktop.ui.login_dialog import WIDTH, password_line
from dadu_desktop.ui.parts import fault_label, label, push_button, say_fault
from dadu_desktop.ui.preferences import remembered

MINUTES_KEY = "lock/minutes"
MINUTES = ("10", "5", "15", "30", "60")
"""What can be chosen, the usual one first."""

_HANDS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class IdleWatch(QObject):
    """Sees that nobody has touched keyboard or mouse, and locks the window of a guarded ledger."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        """Watch nothing yet: :meth:`begin` does, where the ledger is guarded."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self.screen: LockScreen | None = None
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.lock)

    def begin(self) -> None:
        """Count from now on; a ledger without a password is never locked."""
        self.timer.stop()
        application = QApplication.instance()
        if application is None:
            return
        application.removeEventFilter(self)
        if self._desk.guarded:
            # Every event of the program passes through Python from here on: an open ledger is spared that.
            application.installEventFilter(self)
            self.timer.start(int(remembered(MINUTES_KEY, MINUTES[0])) * 60_000)

    def lock(self) -> None:
        """Hide what is shown and ask for the password."""
        if self.screen is None and self._desk.guarded:
            self.screen = LockScreen(self._desk, self._window)
            self.screen.finished.connect(self._unlocked)
            self.screen.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin anew with every touch."""
        # Among all events of a program PySide hands over some under a wrong class.
        if isinstance(event, QEvent) and event.type() in _HANDS and self.timer.isActive():  # type: ignore[redundant-expr]
            self.timer.start()
        return False

    def _unlocked(self) -> None:
        """Count again."""
        self.screen = None
        self.begin()


class LockScreen(QDialog):
    """Stands before the empty window until the same person types the password; closing it closes the program."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        """Empty the window and build the one line."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle("已锁定")
        self.setMinimumWidth(WIDTH)
        self._desk, self._window = desk, window
        self._hidden = [
            one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window
        ]
        self.password = password_line("密码")
        self.fault = fault_label()
        self.go = push_button("解锁", self.unlock, role="primary")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(f"{desk.person} 已离开，台账已锁定。", "section", wrap=True))
        column.addWidget(label("填写中的内容都还在。输入密码继续，或关闭本窗口退出程序。", wrap=True))
        column.addWidget(self.password)
        column.addWidget(self.fault)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignRight)
        self.password.returnPressed.connect(self.unlock)
        self._veil(shown=False)

    def unlock(self) -> None:
        """Check the password on the worker."""
        place, password = self._desk.path, self.password.text()
        if place is None or not password:
            return
        self.go.setEnabled(False)
        self._desk.tasks.run(
            lambda _progress: late.login.prove(place, self._desk.person, password),
            lambda _nothing: self.accept(),
            self._show,
        )

    def accept(self) -> None:
        """Show again what was hidden."""
        self._veil(shown=True)
        super().accept()

    def reject(self) -> None:
        """Stay: Escape is no password."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program, showing nothing before."""
        event.ignore()
        self._veil(shown=True)
        self._window.hide()
        super().accept()
        self._window.close()

    def _veil(self, *, shown: bool) -> None:
        """Hide or show the page, and make open dialogs transparent: hiding them would end them."""
        self._window.centralWidget().setVisible(shown)
        for one in self._hidden:
            one.setWindowOpacity(1.0 if shown else 0.0)

    def _show(self, fault: Exception) -> None:
        """Say why it did not work."""
        self.go.setEnabled(True)
        if not isinstance(fault, UserProblem):
            show_fault(fault)
            return
        say_fault(self.fault, fault.sentence)
        self.password.clear()
        self.password.setFocus()
