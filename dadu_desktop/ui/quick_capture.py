"""Ctrl+J: one line typed in a hurry becomes a visit and a problem, once the person has looked at what was understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dadu_desktop.domain.errors import FieldProblems
from dadu_desktop.domain.partial_date import PartialDate
from dadu_desktop.domain.roles import Act
from dadu_desktop.records.fields import Field, Kind, Reference
from dadu_desktop.services.choices import code_items, enterprises_like
from dadu_desktop.services.quick_capture import FORMS, Captured, keep_captured, read_line
from dadu_desktop.services.visit_results import VisitsMade
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.editors import Means
from dadu_desktop.ui.enterprise_editor import EnterpriseEditor, Lookup
from dadu_desktop.ui.parts import label, push_button
from dadu_desktop.ui.small_form import SmallForm
from dadu_desktop.ui.tasks import Task

TYPING_MS = 150
WIDTH = 640
_LISTS = ("problem_categories", "problem_subcategories")
_FIELDS = (
    Field("enterprise", "企业", Kind.ENTERPRISE, required=True, width=56),
    Field("date", "日期", Kind.DATE, required=True, width=14),
    Field("form", "形式", Kind.CHOICE, required=True, choices=tuple(dict.fromkeys(FORMS.values())), width=14),
    Field("category", "问题类别", Kind.CHOICE, code_list=_LISTS[0], width=18),
    Field("subcategory", "二级类别", Kind.CHOICE, code_list=_LISTS[1], width=18),
    Field("description", "问题描述", Kind.LONG_TEXT, help="留空则只登记走访"),
)
_UNSURE = {
    "enterprise": "没有认准是哪家企业，请从列表中选择",
    "date": "没有写日期，按今天",
    "form": "没有写形式，按实地走访",
}


class QuickCapture(QDialog):
    """A line, what it was understood as, and Enter to keep it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        """Begin with the empty line."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("记一笔")
        self.setMinimumWidth(WIDTH)
        self._desk = desk
        self._asking: Task | None = None
        self._captured: Captured | None = None
        self._lists: dict[str, tuple[str, ...]] = {}
        self.line = QLineEdit(placeholderText="如：万达 5月8日 走访 停车位不足")
        self.line.setAccessibleName("一句话记录")
        self.form = SmallForm(_FIELDS, Means(date.today(), self._lists, enterprise_lookup(desk)))
        self.form.submitted.connect(self.keep)
        self.words = label("写下企业、日期、形式和问题，下面会显示认出的内容；回车登记。", "small", wrap=True)
        self.save = push_button("登记", self.keep, role="primary", name="登记走访和问题")
        self.save.setAutoDefault(False)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self.read)
        self.line.textChanged.connect(lambda _text: self._typing.start())
        self.line.returnPressed.connect(self._confirm)
        desk.ask(
            lambda ledger: {
                one: tuple(entry.label for entry in code_items(ledger, one) if entry.active) for one in _LISTS
            },
            self._lists.update,
        )

    def _lay_out(self) -> None:
        """Line, sentence, what was understood, buttons."""
        close = push_button("取消", self.reject)
        close.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.line)
        column.addWidget(self.words)
        column.addWidget(self.form)
        column.addLayout(foot)

    def read(self) -> None:
        """Have the line read on the worker; an older question is forgotten."""
        self._typing.stop()
        if self._asking:
            self._asking.drop()
        line, today = self.line.text(), date.today()
        if line.strip():
            self._asking = self._desk.ask(lambda ledger: read_line(ledger, line, today), self._show)

    def keep(self) -> None:
        """Keep what stands in the fields."""
        try:
            values = self.form.read()
        except FieldProblems:
            return
        enterprise, day = values["enterprise"], values["date"]
        if not isinstance(enterprise, Reference) or not isinstance(day, PartialDate):
            return
        captured = Captured(
            enterprise,
            [],
            day,
            str(values["form"]),
            str(values.get("description", "")),
            _words(values.get("category")),
            _words(values.get("subcategory")),
        )
        self.save.setEnabled(False)
        self._desk.ask(lambda ledger: keep_captured(ledger, captured), self._kept, self._failed)

    def _confirm(self) -> None:
        """Keep by Enter what is sure; what is not gets the keyboard, and a line still unread is read first."""
        if self._captured is None or self._typing.isActive() or self._asking:
            self.read()
        elif self._captured.enterprise is None and not isinstance(
            self.form.fields["enterprise"].editor.content(), Reference
        ):
            self._choose_enterprise(self._captured)
        else:
            self.keep()

    def _show(self, captured: Captured) -> None:
        """Show what the line was understood as, and what to look at again."""
        self._asking = None
        self._captured = captured
        shown = {**vars(captured), "enterprise": captured.enterprise}
        self.form.fill({key: shown[key] for key in self.form.fields})
        told = [_UNSURE[one] for one in captured.unsure]
        self.words.setText("；".join(told) + "。" if told else "都认出来了，回车登记。")
        for key, sentence in _UNSURE.items():
            self.form.fields[key].say("", sentence if key in captured.unsure else "")

    def _choose_enterprise(self, captured: Captured) -> None:
        """Offer the enterprises that the line may mean."""
        editor = self.form.fields["enterprise"].editor
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(editor, EnterpriseEditor) and captured.candidates:
            editor.offer(captured.candidates)

    def _kept(self, made: VisitsMade) -> None:
        """Say what was registered, and close."""
        self.accept()
        self._desk.announce(made.changed)
        also = f"和 {made.problems} 个问题" if made.problems else ""
        self._desk.notify(f"已登记走访 {made.visits[0]}{also}。")

    def _failed(self, problem: Exception) -> None:
        """Stay with what was typed, and say what is wrong."""
        self.save.setEnabled(True)
        if isinstance(problem, FieldProblems):
            self.words.setText(self.form.show_faults(problem.by_field) or self.words.text())
        else:
            self._desk.tasks.failed.emit(problem)


def capture(desk: Desk, parent: QWidget) -> None:
    """Open the line over a window."""
    if words := desk.refusal(Act.WRITE):
        desk.notify(words)
    else:
        QuickCapture(desk, parent.window()).open()


def enterprise_lookup(desk: Desk) -> Lookup:
    """Make the search for enterprises of a form outside of a record."""

    def look_up(text: str, found: Callable[[list[Reference]], None]) -> None:
        desk.ask(lambda ledger: enterprises_like(ledger, text), found)

    return look_up


def _words(value: object) -> str | None:
    """Give a choice that was made."""
    return str(value) if value else None
