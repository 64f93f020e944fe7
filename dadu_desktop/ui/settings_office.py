"""Settings of the office, which travel with the ledger, and of the appearance, which stay on this computer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from dadu_desktop.domain.reporting_states import DUE_DAY
from dadu_desktop.domain.roles import Act
from dadu_desktop.domain.text import narrow
from dadu_desktop.services.month_close import DUE_SETTING
from dadu_desktop.services.settings import get_settings, save_settings
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.parts import push_button
from dadu_desktop.ui.preferences import remember, remembered
from dadu_desktop.ui.settings_section import Section
from dadu_desktop.ui.theme import MODES, SCALES, dress

BOX_WIDTH = 240
OFFICE = {
    "operator": ("当前使用人", "谁在用这台电脑；每次改动都会记下这个名字"),
    "office_name": ("单位名称", "印在台账和报表上"),
    "region_name": ("区域名称", ""),
    "region_code": ("区划代码", "六位"),
    "briefing_name": ("简报名称", "印在简报报头"),
    DUE_SETTING: ("月报截止日", f"次月几日前应报月度数据，过期上报记为逾期；不填为 {DUE_DAY} 日"),
}
_LAST_DUE = 28  # a day that every month has


class OfficeSection(Section):
    """Name of the office and who works."""

    act = None

    def __init__(self, desk: Desk) -> None:
        """One line for each setting."""
        super().__init__(desk, "单位与使用人")
        self.lines: dict[str, QLineEdit] = {}
        for key, (label, words) in OFFICE.items():
            self.lines[key] = QLineEdit()
            self.add_row(label, self.lines[key], words)
        self.save_button = push_button("保存", self.save, role="primary", name="保存单位与使用人")
        self.column.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self) -> None:
        """Show what is kept."""
        self.desk.ask(get_settings, self._show)

    def save(self) -> None:
        """Keep what is typed; the day on which figures are due must be one that every month has."""
        typed = {key: line.text().strip() for key, line in self.lines.items() if line.isEnabled()}
        day = narrow(typed.get(DUE_SETTING, ""))
        if day and not (day.isdecimal() and 1 <= int(day) <= _LAST_DUE):
            self.lines[DUE_SETTING].setFocus()
            self.desk.notify(f"月报截止日请填 1 到 {_LAST_DUE} 之间的数字，其他设置也还没有保存。")
            return

        if day:
            typed[DUE_SETTING] = day

        def saved(_nothing: None) -> None:
            self.desk.notify("设置已保存。")
            if typed.get("operator", self.desk.person) != self.desk.person:
                self.desk.begin_anew("settings")

        self.desk.ask(lambda ledger: save_settings(ledger, typed), saved)

    def _show(self, settings: dict[str, str]) -> None:
        """Fill the lines; who logged in is known, and what the role does not allow is only read."""
        refused = self.desk.refusal(Act.SETTINGS)
        for key, line in self.lines.items():
            line.setText(settings.get(key, ""))
            line.setEnabled(not refused)
        own = self.lines["operator"]
        own.setEnabled(not self.desk.guarded)
        if self.desk.guarded:
            own.setText(self.desk.person)
        self.save_button.setVisible(not (refused and self.desk.guarded))


class AppearanceSection(Section):
    """Light or dark, and the size of the texts."""

    act = None

    def __init__(self, desk: Desk) -> None:
        """Two choices, in force at once."""
        super().__init__(desk, "外观")
        self.mode = self._choice("颜色", "appearance/mode", MODES)
        self.scale = self._choice("字号", "appearance/scale", SCALES)

    def _choice(self, label: str, key: str, choices: Mapping[str, str]) -> QComboBox:
        """Add one choice that is remembered on this computer."""
        box = QComboBox()
        box.setMaximumWidth(BOX_WIDTH)
        for value, words in choices.items():
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(remembered(key, next(iter(choices))))))
        self.add_row(label, box)

        def chosen(_row: int) -> None:
            remember(key, str(box.currentData()))
            application = QApplication.instance()
            if isinstance(application, QApplication):
                dress(application)

        box.currentIndexChanged.connect(chosen)
        return box
