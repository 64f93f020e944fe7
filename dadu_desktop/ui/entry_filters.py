"""Which lines of the entry grid are shown: trade, town, indicators, those without a figure."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from dadu_desktop.domain.measures import TRADES
from dadu_desktop.ui.entry_lines import EntryLine
from dadu_desktop.ui.month_choice import choice_box
from dadu_desktop.ui.parts import label


class EntryFilters(QWidget):
    """Boxes in one line; ``count`` at its end says how far the month is."""

    changed = Signal()
    whole_wanted = Signal()
    columns_wanted = Signal(str, bool)  # key of a column, whether it is shown

    def __init__(self) -> None:
        """Build the boxes."""
        super().__init__()
        self.trade = choice_box("行业", ("全部行业", ""), *((one, one) for one in TRADES))
        self.town = choice_box("镇街", ("全部镇街", ""))
        self.forms = choice_box("指标", ("主要指标", False), ("全部指标", True))
        self.missing = QCheckBox("只看未报")
        self.cumulative = QCheckBox("累计列")
        self.cumulative.setChecked(True)
        self.reported = QCheckBox("上报日期列")
        self.count = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.trade, self.town, self.forms, self.missing, self.cumulative, self.reported):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.count)
        self.trade.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.town.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.missing.toggled.connect(lambda _on: self.changed.emit())
        self.cumulative.toggled.connect(lambda on: self.columns_wanted.emit("cumulative", on))
        self.reported.toggled.connect(lambda on: self.columns_wanted.emit("reported", on))
        self.forms.currentIndexChanged.connect(lambda _at: self.whole_wanted.emit())

    @property
    def whole(self) -> bool:
        """Tell whether all indicators are wanted."""
        return bool(self.forms.currentData())

    def passes(self, line: EntryLine) -> bool:
        """Tell whether a line is shown; of those without a figure what is typed stays in sight."""
        row = line.row
        return (
            self.trade.currentData() in ("", row.trade)
            and self.town.currentData() in ("", row.town)
            and not (self.missing.isChecked() and line.is_kept and not line.is_changed)
        )

    def offer_towns(self, towns: Iterable[str]) -> None:
        """Offer the towns of a sheet, keeping the one chosen."""
        chosen = self.town.currentText()
        with QSignalBlocker(self.town):
            self.town.clear()
            self.town.addItem("全部镇街", "")
            for town in sorted({one for one in towns if one}):
                self.town.addItem(town, town)
            self.town.setCurrentIndex(max(0, self.town.findText(chosen)))

    def clear(self) -> None:
        """Show every line."""
        self.trade.setCurrentIndex(0)
        self.town.setCurrentIndex(0)
        self.missing.setChecked(False)
