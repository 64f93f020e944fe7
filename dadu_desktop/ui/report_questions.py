"""What is asked before a report is printed or saved: whether it may be as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

_SHOWN = 5
STALE = "预览之后台账有改动，图文可能不是最新的。"


def wanted_though_old(deed: str, parent: QWidget) -> bool:
    """Ask whether to go on although the pages are older than the ledger; Enter has them made anew."""
    return _ask("台账有改动", STALE, ("重新生成", deed), parent)


def wanted_with_findings(findings: Sequence[str], deed: str, parent: QWidget) -> bool:
    """Ask whether a report shall be given out that preflight found something in; without findings nothing is asked."""
    if not findings:
        return True
    lines = [f"• {one}" for one in findings[:_SHOWN]]
    if len(findings) > _SHOWN:
        lines.append(f"还有{len(findings) - _SHOWN}处，见预览左侧。")
    return _ask("印前检查", "\n".join(("印前检查发现：", *lines)), ("返回", deed), parent)


def _ask(title: str, words: str, answers: tuple[str, str], parent: QWidget) -> bool:
    """Ask a question whose usual answer is no; tell whether the other one was chosen."""
    box = QMessageBox(QMessageBox.Icon.Question, title, words, parent=parent)
    no = box.addButton(answers[0], QMessageBox.ButtonRole.RejectRole)
    yes = box.addButton(answers[1], QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(no)
    box.exec()
    return box.clickedButton() is yes
