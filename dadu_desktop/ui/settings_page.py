"""设置: sections under each other, and a search that leaves only what it finds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout

from dadu_desktop.ui.backup_section import SecondPlaceSection
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.pages import Page, Place
from dadu_desktop.ui.parts import label, plain_widget, search_line
from dadu_desktop.ui.person_section import AccountSection
from dadu_desktop.ui.settings_file import FileSection
from dadu_desktop.ui.settings_holidays import HolidaySection, LimitSection
from dadu_desktop.ui.settings_lists import CodeListSection, PersonSection
from dadu_desktop.ui.settings_log import LogSection
from dadu_desktop.ui.settings_office import AppearanceSection, OfficeSection
from dadu_desktop.ui.settings_section import Section

WIDTH = 760


class SettingsPage(Page):
    """The sections of the settings."""

    help = "单位、使用人、人员和代码表随台账保存；外观只影响这台电脑。备份请放到另一个磁盘或 U 盘。"

    def __init__(self, desk: Desk, name: str) -> None:
        """Build every section."""
        super().__init__(desk, name)
        self.search = search_line("查找设置", "查找设置")
        self.search.setMaximumWidth(360)
        self.search.textChanged.connect(self._narrow)
        self.sections: tuple[Section, ...] = (
            OfficeSection(desk),
            AppearanceSection(desk),
            FileSection(desk),
            SecondPlaceSection(desk),
            PersonSection(desk),
            CodeListSection(desk),
            HolidaySection(desk),
            LimitSection(desk),
            AccountSection(desk),
            LogSection(desk),
        )
        self.nothing = label("没有找到这项设置。", "muted")
        self.nothing.hide()
        self._lay_out()
        for keys in ("/", "Ctrl+F"):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, self.search.setFocus, context=context)

    def _lay_out(self) -> None:
        """Title and search stay, the sections scroll."""
        content = plain_widget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 12, 0)
        inner.setSpacing(16)
        for section in self.sections:
            section.setMaximumWidth(WIDTH)
            inner.addWidget(section)
        inner.addWidget(self.nothing)
        inner.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("各项设置")
        scroll.setWidget(content)
        head = QHBoxLayout()
        head.addWidget(label("设置", "title"))
        head.addSpacing(24)
        head.addWidget(self.search, 1)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 12, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(scroll, 1)

    def enter(self, place: Place) -> None:
        """Read what is kept."""
        self._narrow(self.search.text())
        for section in self.sections:
            if self._allowed(section):
                section.load()

    def _narrow(self, text: str) -> None:
        """Leave the sections that have the words."""
        for section in self.sections:
            section.setVisible(text.strip() in section.words and self._allowed(section))
        self.nothing.setVisible(not any(one.isVisibleTo(self) for one in self.sections))

    def _allowed(self, section: Section) -> bool:
        """Tell whether the person's role has anything to do with a section."""
        return section.act is None or not self.desk.refusal(section.act)
