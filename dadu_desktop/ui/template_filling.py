"""A superior's template: chosen, its headings matched by hand where they are not made out, and filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dadu_desktop.services.list_query import ListQuery
from dadu_desktop.ui import late
from dadu_desktop.ui.desk import Desk
from dadu_desktop.ui.file_dialogs import Purpose, ask_file, ask_target

if TYPE_CHECKING:
    from dadu_desktop.services.import_headers import HeadingChoice
    from dadu_desktop.services.import_plan import SheetPlan

_TEMPLATES = "Excel 工作簿 (*.xlsx *.xlsm)"


class TemplateFilling(QObject):
    """Leads from the template to the finished file."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        """Show dialogs over this widget."""
        super().__init__(over)
        self._desk = desk
        self._over = over

    def ask(self, kind: str, query: ListQuery) -> None:
        """Ask for the template that the records of ``query`` go into."""
        if chosen := ask_file(self._over, "选择上级模板", Purpose.TABLES, _TEMPLATES):
            self.look_at(kind, query, chosen)

    def look_at(self, kind: str, query: ListQuery, template: Path) -> None:
        """Find the heading; one that is not made out is matched by hand, once for all templates of this shape."""

        def found(plan: SheetPlan) -> None:
            if plan.kind == kind:
                self._ask_output(kind, query, template)
            else:
                self._match(kind, query, template, plan)

        self._desk.ask(
            lambda ledger: late.templates.template_sheet(ledger, kind, template), found, label="正在读取模板…"
        )

    def fill(self, kind: str, query: ListQuery, template: Path, output: Path) -> None:
        """Write the ledger into a copy of the template."""
        self._desk.ask(
            lambda ledger: late.templates.export_to_template(ledger, kind, query, template, output),
            lambda made: self._desk.notify(f"已把 {made.rows:,} 条填入 {made.file.name}。", place=made.file),
            label="正在填写模板…",
        )

    def _match(self, kind: str, query: ListQuery, template: Path, plan: SheetPlan) -> None:
        """Let the person say which column is for which field."""
        from dadu_desktop.ui.import_heading import HeadingDialog

        dialog = HeadingDialog(self._desk, plan, self._over)
        dialog.kinds.setCurrentIndex(dialog.kinds.findData(kind))
        dialog.kinds.activated.emit(dialog.kinds.currentIndex())

        def matched(choice: HeadingChoice, _remember: bool) -> None:  # noqa: FBT001 - as the signal says it
            self._desk.ask(
                lambda ledger: late.import_headers.correct_heading(ledger, plan, choice),
                lambda _nothing: self.look_at(kind, query, template),
            )

        dialog.corrected.connect(matched)
        dialog.open()

    def _ask_output(self, kind: str, query: ListQuery, template: Path) -> None:
        """Ask for the name of the finished file."""
        proposed = str(template.with_name(f"{template.stem}（已填）{template.suffix}"))
        if chosen := ask_target(self._over, "填好的表存到", Purpose.PAPERS, proposed, _TEMPLATES):
            self.fill(kind, query, template, chosen)
