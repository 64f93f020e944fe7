"""Who has not returned: a line in the preview and the list behind it, with telephones for reminding."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.domain.formula_texts import kept_text
from dadu_desktop.services.import_expected import Missing, Returns
from dadu_desktop.ui.dialog_buttons import Closing
from dadu_desktop.ui.parts import label, push_button

_HEADINGS = ("企业名称", "统一社会信用代码", "所属镇街", "联系人", "联系电话")
_WIDTHS = (240, 170, 110, 80, 130)
_SIZE = (800, 520)


class ImportMissing(QWidget):
    """Says how many returns are missing; hidden where the files are no returns."""

    def __init__(self) -> None:
        """Build the words and the way to the list."""
        super().__init__()
        self._returns = Returns()
        self.words = label("", "small", wrap=True)
        self.more = push_button("未报名单…", self._show, role="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def say(self, returns: Returns | None) -> None:
        """Sum up who has returned."""
        self.setVisible(returns is not None)
        if returns is None:
            return
        self._returns = returns
        self.words.setText("\n".join(_sums(returns)))
        self.more.setVisible(bool(returns.missing))

    def _show(self) -> None:
        """Show the list."""
        MissingDialog(self._returns.missing, self).open()


class MissingDialog(QDialog):
    """Lists the enterprises that have not returned; the list can be copied into a message."""

    def __init__(self, missing: tuple[Missing, ...], parent: QWidget) -> None:
        """Build the table."""
        super().__init__(parent)
        self.setWindowTitle(f"未报企业 {len(missing)} 家")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.table = QTableWidget(len(missing), len(_HEADINGS))
        self.table.setAccessibleName("未报企业")
        self.table.setHorizontalHeaderLabels(_HEADINGS)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        for row, one in enumerate(missing):
            for column, text in enumerate(one):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self._missing = missing
        buttons = Closing(self, push_button("复制名单", self._copy))
        column_layout = QVBoxLayout(self)
        column_layout.addWidget(self.table)
        column_layout.addWidget(buttons)

    def _copy(self) -> None:
        """Copy the list as cells."""
        lines = (_HEADINGS, *self._missing)
        QGuiApplication.clipboard().setText("\n".join("\t".join(map(kept_text, one)) for one in lines))


def _sums(returns: Returns) -> list[str]:
    """Say what is missing of towns and of enterprises."""
    lines = []
    if returns.towns:
        gone = "、".join(returns.missing_towns)
        back = returns.towns - len(returns.missing_towns)
        lines.append(f"镇街已报 {back}/{returns.towns}" + (f"，未报：{gone}" if gone else "，全部报齐"))
    if returns.enterprises:
        gone_count = len(returns.missing)
        back = returns.enterprises - gone_count
        lines.append(
            f"企业已报 {back}/{returns.enterprises}"
            + (f"，未报 {gone_count} 家" if gone_count else "，全部报齐")
        )
    return lines
