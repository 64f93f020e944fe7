"""The story of an enterprise, newest first: each event is one entry that opens its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dadu_desktop.services import timeline
from dadu_desktop.ui.flow_layout import FlowLayout
from dadu_desktop.ui.parts import ToolButton, label, plain_widget
from dadu_desktop.ui.theme import colour, size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dadu_desktop.records.fields import RecordType
    from dadu_desktop.services.timeline import Event
    from dadu_desktop.ui.desk import Desk

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_EVENT = Qt.ItemDataRole.UserRole
_DATE_WIDTH = 104
_MARGIN = 12
_LINES = 3


class TimelineModel(QAbstractListModel):
    """The events as they are handed over."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        """Know what each kind of record is called."""
        super().__init__()
        self._labels = labels
        self._events: list[Event] = []

    def set_events(self, events: Sequence[Event]) -> None:
        """Replace all events."""
        self.beginResetModel()
        self._events = list(events)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the events."""
        return 0 if parent.isValid() else len(self._events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an event as one sentence, and to the delegate whole."""
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == _EVENT:
            return event
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            day = event.date.isoformat() if event.date else "日期不详"
            return f"{day} {self._labels[event.kind]} {event.number} {event.title} {event.pill} {event.text}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return event.text or None
        return None

    def label(self, event: Event) -> str:
        """Say what kind of record an event is of."""
        return f"{self._labels[event.kind]} {event.number}"


class EventDelegate(QStyledItemDelegate):
    """Paints date and dot at the left; kind, title and what happened beside them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one event."""
        event: Event = index.data(_EVENT)
        area: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & option.state.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(area, colour("accent_tint"))
        self._paint_line(painter, area, event)
        words = area.adjusted(_DATE_WIDTH + 2 * _MARGIN, 8, -_MARGIN, -8)
        self._paint_words(painter, words, event, index)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Be as high as the wrapped text, up to three lines of it."""
        event: Event = index.data(_EVENT)
        view = option.widget  # type: ignore[attr-defined]
        width = view.viewport().width() - _DATE_WIDTH - 3 * _MARGIN
        line = option.fontMetrics.lineSpacing()  # type: ignore[attr-defined]
        bounds = option.fontMetrics.boundingRect(QRect(0, 0, width, 10_000), _WRAP, event.text)  # type: ignore[attr-defined]
        text = min(bounds.height(), _LINES * line) if event.text else 0
        return QSize(width, 2 * line + text + 24)

    def _paint_line(self, painter: QPainter, area: QRect, event: Event) -> None:
        """Paint the date, the line of time and the dot on it."""
        day = event.date.isoformat() if event.date else "日期不详"
        painter.setPen(colour("muted"))
        painter.drawText(area.adjusted(_MARGIN, 8, 0, 0), Qt.AlignmentFlag.AlignTop, day)
        x = area.left() + _DATE_WIDTH + 4
        painter.setPen(colour("line"))
        painter.drawLine(x, area.top(), x, area.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent"))
        painter.drawEllipse(QRect(x - 4, area.top() + 12, 8, 8))

    def _paint_words(self, painter: QPainter, area: QRect, event: Event, index: Index) -> None:
        """Paint kind and pill, the title, and the text cut after three lines."""
        line = painter.fontMetrics().lineSpacing()
        model = index.model()
        label = model.label(event) if isinstance(model, TimelineModel) else ""
        small = QFont(painter.font())
        strong = QFont(painter.font())
        small.setPixelSize(size("small"))
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(small)
        painter.setPen(colour("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop, "  ·  ".join(filter(None, (label, event.pill))))
        painter.setFont(strong)
        painter.setPen(colour("text"))
        title = painter.fontMetrics().elidedText(event.title, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area.adjusted(0, line, 0, 0), Qt.AlignmentFlag.AlignTop, title)
        strong.setWeight(QFont.Weight.Normal)
        painter.setFont(strong)
        painter.drawText(area.adjusted(0, 2 * line + 2, 0, 0), _WRAP, event.text)


_WRAP = int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class TimelineView(QWidget):
    """The list of events under a row of filters."""

    def __init__(
        self, desk: Desk, record_types: Mapping[str, RecordType], parent: QWidget | None = None
    ) -> None:
        """Build filters and list, empty."""
        super().__init__(parent)
        self._desk = desk
        self._id = 0
        self._kinds: tuple[str, ...] = ()
        self._chips: dict[str, ToolButton] = {}
        labels = {key: record_types[key].record_label for key in timeline.EVENT_KINDS}
        self.model = TimelineModel(labels)
        self.model.setParent(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(EventDelegate(self.list))
        self.list.setAccessibleName("时间轴")
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.activated.connect(self._open)
        self.setFocusProxy(self.list)
        self._empty = label("还没有记录。用上方按钮新增走访、登记问题。", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.addWidget(self._filters(labels))
        layout.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.list, 1)

    def show_enterprise(self, id: int) -> None:  # noqa: A002 - the word of the services
        """Read and show the story of an enterprise."""
        self._id = id
        kinds = self._kinds
        self._desk.ask(lambda ledger: timeline.timeline(ledger, id, kinds), self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the texts anew."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def _show(self, events: list[Event]) -> None:
        """Show the events that were read."""
        self.model.set_events(events)
        if not self._kinds:  # all were read: a kind that nothing is there of need not be asked for
            told = {event.kind for event in events}
            for kind, chip in self._chips.items():
                chip.setVisible(kind in told)
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setVisible(bool(events))
        self._empty.setVisible(not events)

    def _filters(self, labels: Mapping[str, str]) -> QWidget:
        """Build one button for all and one for each kind, in as many lines as it takes to read them."""
        filters = plain_widget()
        line = FlowLayout(filters)
        group = QButtonGroup(self)
        for kinds, words in (((), "全部"), *(((key,), one) for key, one in labels.items())):
            button = ToolButton(self)
            button.setText(words)
            button.setCheckable(True)
            button.setChecked(not kinds)
            button.setAccessibleName(f"只看{words}" if kinds else "看全部")
            button.clicked.connect(lambda _on, kinds=kinds: self._filter(kinds))
            group.addButton(button)
            self._chips |= dict.fromkeys(kinds, button)
            line.addWidget(button)
            button.setVisible(not kinds)
        return filters

    def _filter(self, kinds: tuple[str, ...]) -> None:
        """Show some kinds only."""
        self._kinds = kinds
        self.show_enterprise(self._id)

    def _open(self, index: QModelIndex) -> None:
        """Open the record of an event."""
        event: Event = index.data(_EVENT)
        self._desk.open_record(event.kind, event.id)
