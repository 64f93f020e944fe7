"""Help: what a page is for (F1) and which keys there are (?)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.ui.dialog_buttons import Closing
from dadu_desktop.ui.pages import Page
from dadu_desktop.ui.theme import set_role

KEYS = (
    ("Ctrl+1 … Ctrl+9、Ctrl+0", "打开左侧第 1 … 9、10 个页面"),
    ("Ctrl+K", "到处查找：企业、记录、页面、操作"),
    ("Alt+← / Alt+→", "后退 / 前进"),
    ("/", "在台账里查找"),
    ("Ctrl+N", "新增一条"),
    ("F2 或 Enter", "打开选中的记录"),
    ("Alt+↓", "打开本列的筛选"),
    ("Ctrl+A / Shift+方向键", "全选 / 连续选择"),
    ("Ctrl+C", "复制选中的行，可直接粘贴到表格"),
    ("Delete", "把选中的记录放入回收站"),
    ("Ctrl+S / Ctrl+Z", "保存 / 撤销录入"),
    ("Ctrl+P", "打印这一页、这条记录或列表"),
    ("Ctrl+Shift+Z", "撤销下方提示中刚才的操作"),
    ("F4", "显示或收起右侧摘要"),
    ("F5", "刷新"),
    ("F6 / Ctrl+Enter / Ctrl+Z", "问题页：转到办理动作 / 直接办理 / 撤回刚办的一步"),
    ("Ctrl+J", "记一笔：一句话登记走访和问题"),
    ("Esc", "关闭或返回"),
    ("F1 / ?", "本页帮助 / 按键一览"),
)


class KeysDialog(QDialog):
    """The keys in two columns."""

    def __init__(self, parent: QWidget) -> None:
        """List them."""
        super().__init__(parent)
        self.setWindowTitle("按键一览")
        self.setAccessibleDescription("；".join(f"{keys}：{words}" for keys, words in KEYS))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for row, (keys, words) in enumerate(KEYS):
            label = QLabel(keys)
            set_role(label, "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(words), row, 1)
        _finish(self, grid)


class HelpDialog(QDialog):
    """What a page is for, in a few sentences."""

    def __init__(self, words: str, parent: QWidget) -> None:
        """Show the words."""
        super().__init__(parent)
        self.setWindowTitle("本页帮助")
        self.setAccessibleDescription(words)  # the keyboard is on 关闭, and no Tab leads to a label
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        label = QLabel(words, wordWrap=True)
        label.setMinimumWidth(420)
        grid.addWidget(label)
        _finish(self, grid)


def show_help(page: Page | None, parent: QWidget) -> None:
    """Show the help of the page in front; one that has none shows the keys."""
    dialog = HelpDialog(page.help, parent) if page and page.help else KeysDialog(parent)
    dialog.open()


def _finish(dialog: QDialog, content: QGridLayout) -> None:
    """Put content and 关闭 into a dialog."""
    buttons = Closing(dialog)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(16)
    column.addLayout(content)
    column.addWidget(buttons)
